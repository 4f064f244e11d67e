"""Steps: what is done to an agreement, in which mood, found on stand-in agreements and actors."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depositary.model.reading import Action, Agent, Agreement
from depositary.model.text import Report
from depositary.model.vocabulary import Kind
from depositary.reading.mentions import ActorMention, Actors, AgreementMention, Agreements, Statements
from depositary.reading.parser.english import analyse
from depositary.reading.steps.finder import find_actions

WORDS = [
    "Arland",
    "and",
    "Borduria",
    "sign",
    "signed",
    "to",
    "will",
    "not",
    "the",
    "treaty",
    "ceasefire",
    ",",
    "which",
    "by",
    "of",
]
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
        ("Arland failed to comply with the treaty.", "breach", "occurred"),
        ("Arland failed to negotiate a treaty with Borduria.", "adoption", "denied"),
        ("Arland called for an immediate ceasefire.", "adoption", "possible"),
        ("A ceasefire has been reached between Arland and Borduria.", "adoption", "occurred"),
        ("Syldavia became the 12th country to ratify the convention.", "ratification", "occurred"),
        ("The truce began at midnight.", "entry-into-force", "occurred"),
        ("Arland could pull out of the treaty if the talks fail.", "withdrawal", "possible"),
        ("Arland would ratify the treaty only if Borduria agreed.", "ratification", "conditional"),
        ("The accord, signed by Arland and Borduria, covers fishing.", "signature", "occurred"),
        ("The accord, which Arland has violated twice, covers fishing.", "breach", "occurred"),
        ("Arland announced its withdrawal from the treaty.", "withdrawal", "planned"),
        ("Arland and Borduria provisionally applied the treaty.", "provisional-application", "occurred"),
        ("Arland exchanged instruments of ratification of the treaty with Borduria.", "deposit", "occurred"),
        ("Arland entered a reservation to the convention.", "reservation", "occurred"),
        ("Arland registered the treaty with the United Nations.", "registration", "occurred"),
        ("Arland and Borduria amended the treaty.", "amendment", "occurred"),
        ("Arland returned to the treaty.", "resumption", "occurred"),
        ("Arland and Borduria terminated the treaty.", "termination", "occurred"),
        ("Arland released prisoners under the ceasefire.", "implementation", "occurred"),
        ("Arland welcomed the signing of the treaty.", "signature", "occurred"),
        ("Arland urged the implementation of the accord.", "implementation", "possible"),
        ("The parliament of Arland adopted the treaty.", "ratification", "occurred"),
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


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The treaty was signed by Arland and Borduria.", ["ARL", "BOR"]),
        ("Arland signed the treaty with Syldavia.", ["ARL", "SYL"]),
        ("Arland urged Borduria to sign the treaty.", ["BOR"]),
        ("Arland, Borduria and Syldavia are set to sign the treaty.", ["ARL", "BOR", "SYL"]),
        ("Borduria's withdrawal from the treaty surprised many.", ["BOR"]),
        ("Arland accused Borduria of violating the ceasefire.", ["BOR"]),
        ("Arland and Borduria accused each other of breaking the ceasefire.", ["ARL", "BOR"]),
        ("Syldavia said it would sign the treaty.", ["SYL"]),
        ("The accord, which Borduria has violated twice, covers fishing.", ["BOR"]),
    ],
)
def test_agents_by_grammar(text: str, codes: list[str]) -> None:
    assert [agent.actor for action in read(text) for agent in action.by] == codes


def test_a_caller_vouches_and_takes_no_step() -> None:
    (action,) = read("Syldavia called for a ceasefire.")
    assert ([a.actor for a in action.by], [a.actor for a in action.according_to]) == ([], ["SYL"])


def test_the_same_step_told_twice_is_one_action_in_its_strongest_mood() -> None:
    (action,) = read("Arland will sign the treaty. On Friday Arland signed the treaty.")
    assert action.modality.value == "occurred"


def test_different_states_take_steps_of_their_own() -> None:
    found = read("Arland has ratified the treaty. Borduria has not ratified the treaty.")
    assert [(a.by[0].actor, a.modality.value) for a in found] == [("ARL", "occurred"), ("BOR", "denied")]


def test_a_pronoun_stands_for_the_treaty() -> None:
    found = read("All members must ratify the treaty for it to take effect.")
    assert ("entry-into-force", "conditional") in [(a.action.value, a.modality.value) for a in found]


@pytest.mark.parametrize(
    "text",
    [
        "Arland lies east of the ceasefire line.",
        "The truce ended a year of fighting in Arland.",
        "Even if no treaty is signed, Arland will sell its gas.",
    ],
)
def test_no_step_is_told(text: str) -> None:
    assert [a for a in read(text) if a.modality.value in ("occurred", "denied")] == []


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
@settings(max_examples=40, deadline=None)
def test_any_order_of_words_is_read_with_true_evidence(words: list[str]) -> None:
    text = " ".join(words)
    for action in read(text):
        span = action.evidence[0]
        assert text[span.start : span.end] == span.text
        assert 0 <= action.confidence <= 1
