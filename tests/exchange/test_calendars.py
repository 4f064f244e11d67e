from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from depositary.cli.main import run
from depositary.exchange.calendars import write_calendar
from depositary.register.queries.timeline import Due


def test_a_calendar_program_reads_planned_steps(register):
    due = register.due(on="2021-08-01", known="2021-08-01")
    (event,) = Calendar.from_ical(write_calendar(due, dt.date(2021, 8, 1))).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Sahel Fisheries Protocol: signature"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (dt.date(2021, 9, 1), dt.date(2021, 9, 2))


def test_marks_and_long_titles_come_back_whole():
    title = "Accord; on fish, water\\air — " + "ééé " * 40
    due = Due("a1", title, ["MLI"], "signature", [], "2021-09-01", "2021-09-30", "coming", ["c1"])
    made = write_calendar([due], dt.date(2021, 8, 1))
    assert max(len(line) for line in made.encode().split(b"\r\n")) <= 75
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"{title}: signature"
    assert event.decoded("DTEND") == dt.date(2021, 10, 1)


def test_the_command_writes_a_file(place, tmp_path):
    out = tmp_path / "due.ics"
    assert run(["--register", str(place), "export", "calendar", "--on", "2021-08-01", str(out)]) == 0
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_filter_chooses_whose_steps(place, tmp_path):
    ask = ["--register", str(place), "export", "calendar", "--on", "2021-08-01"]
    for party, count in {"EU": 1, "TCD": 0}.items():
        out = tmp_path / f"{party}.ics"
        assert run([*ask, "--party", party, str(out)]) == 0
        assert len(Calendar.from_ical(out.read_bytes()).walk("VEVENT")) == count
