"""The life of one treaty, told by reports in four languages, none in English, that are written for this project."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from depositary.reading.reader import VERSION, Reader
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.sources.intake import compose_report
from depositary.sources.source import Details

TOLD = tomllib.loads(Path(__file__).with_name("life_in_four_languages.toml").read_text("utf-8"))["report"]
TITLE = "Comprehensive Strategic Partnership Treaty"
LIFE = [
    ("2024-12-27", "signature-scheduled"),
    ("2025-01-17", "signed"),
    ("2025-04-07", "signed"),
    ("2025-04-08", "in-ratification"),
    ("2025-05-20", "in-ratification"),
    ("2025-05-21", "ratified"),
    ("2025-10-01", "ratified"),
    ("2025-10-02", "in-force"),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    store = open_store(tmp_path_factory.mktemp("languages") / "languages.db")
    reports = [compose_report(t["text"], Details(t["title"], t["published"], t["outlet"])) for t in TOLD]
    assert {report.language for report in reports} == {"ru", "fr", "zh", "ar"}
    offers = [Submission("told", line, report) for line, report in enumerate(reports, start=1)]
    tally = Intake(store, Reader().read_many, VERSION).take(offers)
    assert (tally.new, tally.unread) == (len(TOLD), 0)
    yield Register(store)
    store.close()


def test_the_reports_tell_of_one_agreement(register: Register) -> None:
    [line] = register.list()
    assert (line.title, line.kind, line.parties) == (TITLE, "treaty", ["IRN", "RUS"])


@pytest.mark.parametrize(("day", "status"), LIFE)
def test_its_status_is_right_on_each_day(register: Register, day: str, status: str) -> None:
    [found] = register.status(TITLE, on=day, known=day)
    assert found.status == status


def test_it_keeps_the_titles_of_the_reports_and_is_found_by_them(register: Register) -> None:
    own = "Договор о всеобъемлющем стратегическом партнерстве"
    assert own in register.status(TITLE)[0].names
    assert [found.title for found in register.status(own)] == [TITLE]


def test_reports_offered_once_more_are_known(register: Register) -> None:
    report = compose_report(TOLD[0]["text"], Details(TOLD[0]["title"], TOLD[0]["published"], TOLD[0]["outlet"]))
    tally = Intake(register.store, Reader().read_many, VERSION).take([Submission("more", 1, report)])
    assert (tally.known, tally.reread) == (1, 0)
