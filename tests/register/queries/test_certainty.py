"""Unsure steps don't make a status: they are kept, shown as unsure, and wait for a person."""

from __future__ import annotations

import msgspec
import pytest

from depositary.model.claim import Claim
from depositary.model.reading import Agent, Reading
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.curation import doubts, review
from depositary.register.intake import Intake, Submission
from depositary.register.queries.certainty import CALIBRATED, COUNTED, RARE, REVIEWED, is_counted, join_confidence
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.register.storage.rows import name_report
from tests.register.readings import make_reading

BOTH = (Agent("Chad", actor="TCD"), Agent("Niger", actor="NER"))


def tell(step: str, day: str, confidence: float, outlet: str = "The Courier", more: str = "") -> Reading:
    """Make the reading of a report on one step, of which the reader is so sure."""
    words = f"On {day} Chad and Niger took a step, {step}, on the Lake Treaty. {more}"
    steps = ((step, "occurred", day),)
    reading = make_reading(
        words, title="Lake Treaty", published=day, parties=("NER", "TCD"), steps=steps, by=BOTH, outlet=outlet
    )
    actions = tuple(msgspec.structs.replace(action, confidence=confidence) for action in reading.actions)
    return msgspec.structs.replace(reading, actions=actions)


def hold(*readings: Reading) -> Register:
    """Return a register in memory that holds readings."""
    known = {name_report(reading.report): reading for reading in readings}
    store = open_store(":memory:")
    intake = Intake(store, lambda reports: [known[name_report(report)] for report in reports], "en/1")
    intake.take([Submission("made", line, reading.report) for line, reading in enumerate(readings, start=1)])
    return Register(store)


def test_an_unsure_step_is_left_out_unless_it_is_asked_for() -> None:
    register = hold(tell("signature", "2020-01-01", 0.9), tell("ratification", "2020-02-01", COUNTED - 0.1))
    asked = {"on": "2020-06-01", "known": "2020-06-01"}
    sure, unsure = (register.status("Lake Treaty", **asked, unsure=value)[0] for value in (False, True))
    assert (sure.status, unsure.status) == ("signed", "ratified")
    assert (len(sure.unsure), unsure.unsure) == (1, [])
    assert [line.status for line in register.list(**asked)] == ["signed"]
    assert [line.status for line in register.list(**asked, unsure=True)] == ["ratified"]
    assert register.show("Lake Treaty", **asked, unsure=True).status.status == "ratified"


def test_an_unsure_step_is_shown_as_unsure_and_waits_for_review() -> None:
    register = hold(tell("signature", "2020-01-01", 0.9), tell("ratification", "2020-02-01", COUNTED - 0.1))
    assert [(step.action, step.unsure) for step in register.timeline("Lake Treaty")] == [
        ("signature", False),
        ("ratification", True),
    ]
    [waiting] = doubts.Doubts(register.store).show("unsure", 10)
    assert [claim.id for claim in register.claims("Lake Treaty") if claim.unsure] == [waiting.id]
    review.decide(register.store, waiting.id, "accept", person="Ann", why="the gazette has it")
    assert register.status("Lake Treaty", on="2020-06-01")[0].status == "ratified"


def test_stories_that_tell_the_same_step_add_up() -> None:
    half = COUNTED - 0.2
    one = hold(tell("signature", "2020-01-01", half))
    more = "Fishermen on both shores had asked for rules on nets and seasons since the drought of eleven years ago."
    two = hold(tell("signature", "2020-01-01", half), tell("signature", "2020-01-01", half, "The Herald", more))
    assert join_confidence(half, 2) >= COUNTED
    assert [register.status("Lake Treaty", on="2020-06-01")[0].status for register in (one, two)] == [
        "unknown",
        "signed",
    ]


@pytest.mark.parametrize("action", sorted(ActionCode))
def test_the_limit_is_low_for_actions_that_training_hardly_saw(action: ActionCode) -> None:
    claim = Claim("c1", "a1", action, Modality.OCCURRED, "r1", "2020-01-01", confidence=(COUNTED + RARE) / 2)
    assert is_counted(claim) is (action not in CALIBRATED)
    assert is_counted(msgspec.structs.replace(claim, confidence=COUNTED))
    assert not is_counted(msgspec.structs.replace(claim, confidence=RARE / 2))


def test_what_does_not_count_is_always_put_before_a_reviewer() -> None:
    assert RARE < COUNTED <= REVIEWED


def test_a_line_tells_when_it_was_last_reported_and_whether_that_is_long_ago() -> None:
    register = hold(tell("signature", "2020-01-01", 0.9))
    lines = [register.list(on=day, known=day)[0] for day in ("2021-12-31", "2022-01-01")]
    assert [(line.last_reported, line.stale) for line in lines] == [("2020-01-01", False), ("2020-01-01", True)]


def test_a_step_without_a_day_was_taken_by_the_day_of_its_report() -> None:
    words = "Chad signed the Lake Treaty."
    steps = (("signature", "occurred", None), ("ratification", "planned", None))
    reading = make_reading(words, title="Lake Treaty", published="2020-03-04", parties=("NER", "TCD"), steps=steps)
    told = {step.action: step.day_by for step in hold(reading).timeline("Lake Treaty")}
    assert told == {"signature": "2020-03-04", "ratification": None}
