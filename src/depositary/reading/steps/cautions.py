"""Cautions: words right beside a step's word that say that it was not taken, or that it tells no step at all.

They come after the judgement of grammar, as a second look at what it took for a fact: "signed but not yet ratified",
"conditions for signing", "after the treaty comes into force".

>>> sorted({caution.modality.value for caution in load_cautions() if caution.modality})
['conditional', 'denied', 'planned', 'possible']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages import load_table
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.text import Sentence

REACH = 130
"""Code points beside a step's word in which its cautions stand."""
ANY, NO_STEP = "any", "none"
PRESENT = frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Caution:
    """A pattern of words, where they stand, and the modality that they give; ``None`` where they tell no step.

    ``present`` limits it to verbs in the present tense, ``facts`` to what reads like a fact, ``actions`` to some steps.
    """

    modality: Modality | None
    place: str
    present: bool
    facts: bool
    actions: frozenset[str]
    pattern: re.Pattern[str]


@functools.cache
def load_cautions() -> tuple[Caution, ...]:
    """Load the cautions of English, in the order in which they are tried."""
    return tuple(
        Caution(
            Modality(row["modality"]) if row["modality"] != NO_STEP else None,
            row["place"],
            row["tense"] == "present",
            row["over"] == "fact",
            frozenset(row["actions"].split()) - {ANY},
            re.compile(row["pattern"], re.IGNORECASE),
        )
        for row in load_table("en", "step_cautions")
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """A step's word: where it stands, its tag where it was parsed, and what was made of it."""

    start: int
    end: int
    action: ActionCode
    modality: Modality
    tag: str = ""


def find_caution(sentence: Sentence, telling: Telling) -> Modality | None:
    """Return the modality that words beside a step's word give, ``None`` where nothing speaks against the one it has.

    Args:
        sentence: the sentence that tells the step.
        telling: the step's word, as judged so far.
    """
    return next((c.modality for c in _find_cautions(sentence, telling, told=True)), None)


def tells_no_step(sentence: Sentence, telling: Telling) -> bool:
    """Tell whether words beside it say that a word tells no step, as in "within a day of the signing".

    Args:
        sentence: the sentence that the word stands in.
        telling: the word, and the step that it would tell.
    """
    return any(_find_cautions(sentence, telling, told=False))


def _find_cautions(sentence: Sentence, telling: Telling, *, told: bool) -> Iterator[Caution]:
    """Yield the cautions beside a step's word, in the order of the table: those that give a modality, or the others."""
    first, last = telling.start - sentence.start, telling.end - sentence.start
    before, behind = sentence.text[max(0, first - REACH) : first], sentence.text[last : last + REACH]
    places = {"before": before, "after": behind} | ({"headline": before} if sentence.headline else {})
    fitting = (
        c for c in load_cautions() if (c.modality is not None) == told and c.place in places and applies(c, telling)
    )
    yield from (c for c in fitting if c.pattern.search(places[c.place]))


def applies(caution: Caution, telling: Telling) -> bool:
    """Tell whether a caution is for such a word: its tense, its step, what was made of it."""
    tense = not caution.present or telling.tag in PRESENT
    fact = not caution.facts or telling.modality is Modality.OCCURRED
    return tense and fact and (not caution.actions or telling.action.value in caution.actions)
