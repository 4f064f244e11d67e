"""The golden gate: readings of the project's own texts change only together with the reader's version."""

import json

import pytest

from depositary.errors import InputError
from depositary.reading.reader import VERSION
from tools import golden


@pytest.fixture(scope="module")
def measured():
    return golden.measure([], lambda _line: None)


def test_readings_and_answers_are_those_that_are_kept_for_this_reader_version(measured):
    kept = json.loads(golden.KEPT.read_text("utf-8"))
    how = "give VERSION a new value if this is meant, then run: tools/golden --write tests/golden.json"
    assert (kept["reader"], golden.find_difference(kept["parts"], measured)) == (VERSION, None), how


def test_every_text_of_the_project_is_read_and_every_kind_of_question_asked(measured):
    reports = sum(len(hashes) for part, hashes in measured.items() if part.startswith("readings"))
    assert reports == len(golden.load_reports()) + sum(
        len(golden.load_lines(golden.ROOT / name)) for name in golden.EXAMPLES
    )
    questions = {part.partition(": ")[2] for part in measured if part.startswith("register")}
    assert {"list", "due", "changes", "show", "timeline", "claims", "between", "meetings"} < questions


def test_the_first_difference_is_named():
    before = {"readings": {"0 aa": "1", "1 bb": "2"}, "register": {"list": "3"}}
    assert golden.find_difference(before, before) is None
    after = {"readings": {"0 aa": "1", "1 bb": "9"}, "register": {"list": "4"}}
    assert golden.find_difference(before, after) == "readings: 1 bb differs: 2 before, 9 now"
    assert (
        golden.find_difference(before, {"readings": before["readings"]})
        == "register: list differs: 3 before, absent now"
    )


def test_other_readings_are_not_kept_under_the_same_reader_version(tmp_path):
    place = tmp_path / "golden.json"
    golden.keep(place, {"readings: a": {"r1": "1"}})
    with pytest.raises(InputError, match="new value"):
        golden.keep(place, {"readings: a": {"r1": "2"}})
    place.write_text(place.read_text().replace(VERSION, "en/0"))
    golden.keep(place, {"readings: a": {"r1": "2"}})
    assert json.loads(place.read_text()) == {"reader": VERSION, "parts": {"readings: a": {"r1": "2"}}}


def test_more_reports_and_other_answers_need_no_new_reader_version(tmp_path):
    place = tmp_path / "golden.json"
    golden.keep(place, {"readings: a": {"r1": "1"}, "register: list": {"all": "2"}})
    more = {"readings: a": {"r0": "0", "r1": "1"}, "register: list": {"all": "3"}}
    golden.keep(place, more)
    assert json.loads(place.read_text())["parts"] == more


def test_only_the_times_of_the_run_are_left_out():
    text = '{"published":"2024-01-02T03:04:05Z","at":"2026-01-02T03:04:06+00:00"}'
    assert golden.conceal(text, "2026-01-02T03:04:00") == '{"published":"2024-01-02T03:04:05Z","at":"NOW"}'
