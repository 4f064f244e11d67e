"""Words that say what a step bears on, which organ takes it, and how many have taken it."""

from __future__ import annotations

import pytest

from depositary.languages.bearings import fill_bearing, find_bearing, find_organ, find_total
from depositary.model.reading import Action, Agent
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Bearing, Modality, Organ


@pytest.mark.parametrize(
    ("action", "words", "bearing"),
    [
        ("withdrawal", "Peru notified the depositary of its withdrawal from the Lake Pact", "notice"),
        ("withdrawal", "Peru has revoked its notice of withdrawal from the Lake Pact", "revocation"),
        ("withdrawal", "Peru has withdrawn its notice of withdrawal from the Lake Pact", "revocation"),
        ("withdrawal", "a law revoking Peru's ratification of the Lake Pact", "ratification"),
        ("withdrawal", "Peru withdrew Chad’s signature", "signature"),
        ("withdrawal", "Peru withdrew its reservations to the Lake Pact", "reservation"),
        ("withdrawal", "Peru decided to leave the Lake Pact", "intention"),
        ("withdrawal", "Peru officially left the Lake Pact", "effect"),
        ("withdrawal", "Peru left the Lake Pact", None),
        ("suspension", "Peru suspends its participation in the Lake Pact", "participation"),
        ("termination", "Peru suspends the termination process of the Lake Pact", "revocation"),
        ("termination", "Peru ended the provisional application of the Lake Pact", "provisional"),
        ("entry-into-force", "the Lake Pact provisionally entered into force", "provisional"),
        ("accession", "Peru's succession to the Lake Pact", "succession"),
        ("signature", "Peru notified its signature", None),
    ],
)
def test_words_tell_what_a_step_bears_on(action: str, words: str, bearing: str | None) -> None:
    assert find_bearing(ActionCode(action), words) == (Bearing(bearing) if bearing else None)


@pytest.mark.parametrize(
    ("agent", "organ"),
    [
        (Agent("Senate", actor="USA"), "chamber"),
        (Agent("Senate", actor="MEX"), "legislature"),
        (Agent("State Duma", actor="RUS"), "chamber"),
        (Agent("National Assembly", actor="FRA"), "legislature"),
        (Agent("Council of Ministers", actor="IND"), "cabinet"),
        (Agent("Constitutional Court", actor="PER"), "court"),
        (Agent("Ana Luz", "President-elect", "PER"), "designate"),
        (Agent("Ana Luz", "President", "PER"), None),
        (Agent("Peru", actor="PER"), None),
    ],
)
def test_names_tell_which_organ_acts(agent: Agent, organ: str | None) -> None:
    assert find_organ(agent) == (Organ(organ) if organ else None)


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("Peru ratified it on Friday, bringing the number of ratifications to 60.", 60),
        ("Peru became the 50th state to ratify the Lake Pact.", 50),
        ("It is the fifth country to do so.", 5),
        ("Peru ratified it. It enters into force after the 60th ratification.", None),
        ("Peru ratified it.", None),
    ],
)
def test_words_count_who_has_consented(words: str, total: int | None) -> None:
    assert find_total(words) == total


def test_what_a_reader_set_stays() -> None:
    report = Report.compose("Peru notified the depositary of its withdrawal.")
    span = report.span(0, len(report.text))
    step = Action("a1", ActionCode.WITHDRAWAL, Modality.OCCURRED, (span,), bearing=Bearing.EFFECT)
    assert fill_bearing(step).bearing is Bearing.EFFECT
    assert fill_bearing(step, "fa") == step
