"""Steps: what is done to an agreement, in which mood, found on stand-in agreements and actors."""

from __future__ import annotations

import re

import pytest

from depositary.model.reading import Action, Agent, Agreement
from depositary.model.text import Report
from depositary.model.vocabulary import Kind
from depositary.reading.actions import find_actions
from depositary.reading.analysis import analyse
from depositary.reading.finds import ActorMention, Actors, AgreementMention, Agreements, Statements

STATES = {"Arland": "ARL", "Borduria": "BOR", "Syldavia": "SYL"}


def read(text: str) -> tuple[Action, ...]:
    analysis = analyse(Report.compose(text))
    kind = Kind.CEASEFIRE if "ceasefire" in text or "truce" in text else Kind.TREATY
    mentions = tuple(
        AgreementMention(m.start(), m.end(), analysis.sentence_at(m.start()).index, "a1", "generic", m.start())
        for m in re.finditer(r"(?i)\b(?:treaty|pact|accord|convention|protocol|ceasefire|truce)\b", text)
    )
    agreements = Agreements((Agreement("a1", "treaty", kind),), mentions)
    return find_actions(analysis, find_states(text, analysis), (), agreements, Statements())


def find_states(text: str, analysis: object) -> Actors:
    pattern = re.compile("|".join(STATES))
    sentence_at = analysis.sentence_at  # type: ignore[attr-defined]  # an Analysis
    return Actors(
        tuple(
            ActorMention(
                m.start(), m.end(), sentence_at(m.start()).index, Agent(m.group(), None, STATES[m.group()]), "state"
            )
            for m in pattern.finditer(text)
        )
    )


@pytest.mark.parametrize(
    ("text", "action", "modality"),
    [
        ("Arland and Borduria signed the treaty on Monday.", "signature", "occurred"),
        ("The treaty was signed by Arland and Borduria.", "signature", "occurred"),
        ("Arland will sign the treaty next week.", "signature", "planned"),
        ("Arland is set to sign the treaty.", "signature", "planned"),
        ("Arland did not sign the treaty.", "signature", "denied"),
        ("Arland refused to sign the treaty.", "rejection", "occurred"),
        ("Arland may sign the treaty.", "signature", "possible"),
        ("Arland called on Borduria to ratify the treaty.", "ratification", "possible"),
        ("The parliament of Arland ratified the treaty.", "ratification", "occurred"),
        ("Arland has pulled out of the treaty.", "withdrawal", "occurred"),
        ("Arland threatened to withdraw from the treaty.", "withdrawal", "possible"),
        ("The treaty entered into force last year.", "entry-into-force", "occurred"),
        ("The treaty will expire in May.", "expiry", "planned"),
        ("Arland suspended the treaty.", "suspension", "occurred"),
        ("Arland violated the ceasefire.", "breach", "occurred"),
        ("Arland and Borduria agreed to extend the ceasefire.", "extension", "planned"),
        ("Arland acceded to the convention.", "accession", "occurred"),
        ("Arland rejected the pact.", "rejection", "occurred"),
        ("Arland postponed the signing of the treaty.", "postponement", "occurred"),
        ("Both sides are negotiating a treaty.", "negotiation", "occurred"),
    ],
)
def test_a_step_and_its_mood(text: str, action: str, modality: str) -> None:
    assert [(a.action.value, a.modality.value) for a in read(text)] == [(action, modality)]


def test_both_signatories_are_agents() -> None:
    (action,) = read("Arland and Borduria signed the treaty.")
    assert [agent.actor for agent in action.by] == ["ARL", "BOR"]


def test_evidence_is_a_clause_of_the_text() -> None:
    (action,) = read("Syldavia said on Friday that Arland had signed the treaty, which angered many.")
    assert action.evidence[0].text == "Arland had signed the treaty"


def test_no_step_without_a_frame() -> None:
    assert read("Arland is a party to the treaty.") == ()
