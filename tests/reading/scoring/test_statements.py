"""Statements that only the encoder's cues point to: their words, and who says them."""

from __future__ import annotations

import pytest

from depositary.model.text import Report
from depositary.reading.encoder import Cue, Marks
from depositary.reading.reader import analyse_telling, find_all
from depositary.reading.scoring.statements import propose


def propose_for(text: str, cue: str) -> dict[str, str | None]:
    """Return the words proposed for a cue, each with the speaker found for it."""
    report = Report.compose(text, published="2024-05-02")
    start = report.text.index(cue)
    marks = Marks(cues=(Cue(start, start + len(cue), 0.9),))
    finds = find_all(*next(analyse_telling([report])), lambda *_, **__: marks)
    return {report.text[c.start : c.end]: c.speaker.name if c.speaker else None for c in propose(finds) if not c.rule}


@pytest.mark.parametrize(
    ("text", "cue", "words", "speaker"),
    [
        (
            "Chad and Niger signed a river pact. Delegates grumbled that the pact binds only one bank.",
            "grumbled",
            "the pact binds only one bank",
            "Delegates",
        ),
        (
            "Chad and Niger signed a river pact. The pact binds only one bank, the delegates grumbled.",
            "grumbled",
            "The pact binds only one bank",
            "delegates",
        ),
    ],
)
def test_words_beside_a_cue_are_proposed_with_the_subject_of_its_verb(
    text: str, cue: str, words: str, speaker: str
) -> None:
    assert propose_for(text, cue).get(words) == speaker


def test_who_is_only_named_in_the_words_does_not_say_them() -> None:
    text = "Chad and Niger signed a river pact. The envoys bind only one bank, grumbled the delegates."
    assert propose_for(text, "grumbled").get("The envoys bind only one bank") != "envoys"


def test_words_without_a_cue_are_not_proposed() -> None:
    text = "Chad and Niger signed a river pact. The pact binds both banks."
    assert propose_for(text, "signed").get("The pact binds both banks") is None
