"""Antecedents: which persons and bodies a pronoun can stand for, the likeliest first.

One search serves the agents of steps and the speakers of statements: sentence by sentence backwards, on the pronoun's
own level of quotation, subjects first. What a caller knows besides (who spoke last, lists of parties) it weighs itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.syntax.labels import NAMED_SUBJECTS
from depositary.reading.text import Analysis

PRONOUN_REACH = 5
"""How many sentences back a pronoun can point, its own counted."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What one sentence offers for a pronoun: the number of the sentence, the mention, and whether it is a subject."""

    sentence: int
    mention: ActorMention
    subject: bool


def persons_before(analysis: Analysis, actors: Actors, position: int) -> Iterator[Antecedent]:
    """Yield the person of each sentence that "he" or "she" at a position can stand for, the nearest sentence first."""
    return _before(analysis, actors, position, lambda mention: mention.sort == "person")


def bodies_before(analysis: Analysis, actors: Actors, position: int, *, plural: bool = False) -> Iterator[Antecedent]:
    """Yield the state, organisation or organ of each sentence that "it" at a position can stand for.

    Args:
        plural: the pronoun is "they", which can stand for persons too.
    """
    return _before(
        analysis, actors, position, lambda mention: mention.sort != "demonym" and (plural or mention.sort != "person")
    )


def _before(
    analysis: Analysis, actors: Actors, position: int, fits: Callable[[ActorMention], bool]
) -> Iterator[Antecedent]:
    here, level = analysis.sentence_at(position).index, analysis.quotation_at(position)
    for index in range(here, max(-1, here - PRONOUN_REACH), -1):
        heard = [m for m in actors.in_sentence(index) if m.end <= position and fits(m)]
        heard = [m for m in heard if analysis.quotation_at(m.start) == level]
        subjects = [m for m in heard if is_subject(analysis, m)]
        if heard:
            chosen = (subjects or heard)[-1 if index == here else 0]
            yield Antecedent(index, chosen, bool(subjects))


def is_subject(analysis: Analysis, mention: ActorMention) -> bool:
    """Tell whether a mention is the subject of a clause."""
    head = analysis.sentences[mention.sentence].head_of(mention.start, mention.end)
    return head is not None and head.dep in NAMED_SUBJECTS
