"""The life of one treaty, told by 13 reports written for this project: as known then and as known later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from depositary.model.text import Report
from depositary.reading.reader import VERSION, Reader
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register
from depositary.register.storage.opening import open_store

FILE = Path(__file__).parents[2] / "examples" / "russia-iran" / "reports.jsonl"
TITLE = "Comprehensive Strategic Partnership Treaty"
LATER = "2025-12-01"


def offers() -> Iterator[Submission]:
    """Yield the reports of the example."""
    for line, text in enumerate(FILE.read_text("utf-8").splitlines(), start=1):
        told = json.loads(text)
        report = Report.compose(told["text"], title=told["title"], published=told["published"], outlet=told["outlet"])
        yield Submission("example", line, report)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Yield a register of the example."""
    store = open_store(tmp_path_factory.mktemp("life") / "life.db")
    tally = Intake(store, Reader().read_many, VERSION).take(list(offers()))
    assert (tally.offered, tally.new) == (13, 13)
    yield Register(store)
    store.close()


# On each day: the status as known that day, and as known in December 2025.
LIFE = [
    ("2024-12-27", "signature-scheduled", "signature-scheduled"),
    ("2025-01-16", "signature-scheduled", "signature-scheduled"),
    ("2025-01-17", "signed", "signed"),
    ("2025-04-07", "signed", "signed"),
    ("2025-04-08", "in-ratification", "in-ratification"),
    ("2025-05-20", "in-ratification", "in-ratification"),
    ("2025-05-21", "ratified", "ratified"),
    ("2025-07-17", "ratified", "ratified"),
    ("2025-07-18", "in-force", "ratified"),
    ("2025-10-01", "in-force", "ratified"),
    ("2025-10-02", "in-force", "in-force"),
    ("2025-10-03", "in-force", "in-force"),
]


@pytest.mark.parametrize(("day", "then", "later"), LIFE)
def test_the_status_of_each_day_as_known_then_and_later(register: Register, day: str, then: str, later: str) -> None:
    as_then = register.status(TITLE, on=day, known=day)[0]
    as_later = register.status(TITLE, on=day, known=LATER)[0]
    assert (as_then.status, as_later.status) == (then, later)
    assert as_then.parties == ["IRN", "RUS"]
    assert all(claim.report["known_on"] <= day for claim in as_then.because if claim.report["known_on"])


def test_one_agreement_and_its_forerunner(register: Register) -> None:
    titles = [line.title for line in register.list()]
    assert sum("Comprehensive Strategic" in title for title in titles) == 1
    assert sum("2001" in title for title in titles) == 1
    linked = register.show(TITLE, known=LATER).bearings
    assert {bearing.relation for bearing in linked} >= {"replaces"}
    assert all("2001" in bearing.title for bearing in linked)


def test_both_presidents_are_signatories(register: Register) -> None:
    names = {(agent.name, agent.actor) for agent in register.show(TITLE, known=LATER).signatories}
    assert {("Vladimir Putin", "RUS"), ("Masoud Pezeshkian", "IRN")} <= names


def test_the_contradiction_is_kept_and_shown(register: Register) -> None:
    force = [step for step in register.timeline(TITLE, known=LATER) if step.action == "entry-into-force"]
    assert [step.disputed for step in force if step.modality == "occurred"] == [True, True]
    claims = [claim for claim in register.claims(TITLE, known=LATER) if claim.action == "entry-into-force"]
    assert {claim.report["published"] for claim in claims} == {"2025-07-18", "2025-10-02", "2025-10-03"}
    official = max(claims, key=lambda claim: claim.standing)
    assert official.report["outlet"] == "Russian Foreign Ministry"


def test_copies_are_one_story(register: Register) -> None:
    stories = register.show(TITLE, known=LATER).stories
    assert sorted(len(story.reports) for story in stories)[-1] == 2
    assert {report.outlet for report in stories[1].reports} == {"Caspian Post", "Volga Daily"}
