"""Signs: loose words that speak for one relation of two agreements or another, for learned weights to weigh.

>>> sorted(read_name("a more comprehensive follow-up deal"))
['final']
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence

from depositary.languages import load_table
from depositary.reading.mentions import AgreementMention
from depositary.reading.text import Analysis

FURTHEST = 160
"""Most code points between two mentions whose words between are read."""
BESIDE = 45
"""Most code points before a mention that are read for the words that tie it to another."""
Tie = tuple[str, bool]
"""A relation's code, and whether it runs from the agreement that is named first."""


@functools.cache
def _patterns(place: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = load_table("en", "relation_signs")
    return tuple(
        (row["sign"], row["direction"], re.compile(row["pattern"], re.IGNORECASE))
        for row in rows
        if row["place"] == place
    )


@functools.lru_cache(maxsize=4096)
def read_name(words: str) -> frozenset[str]:
    """Return what the words of a name say of an agreement: early, final, new, old and so on."""
    return frozenset(sign for sign, _, pattern in _patterns("name") if pattern.search(words))


@functools.lru_cache(maxsize=4096)
def read_tie(words: str) -> frozenset[Tie]:
    """Return the relations that words between two mentions may tell.

    >>> read_tie(" which will replace ")
    frozenset({('replaces', True)})
    """
    return frozenset((sign, way == "forward") for sign, way, pattern in _patterns("tie") if pattern.search(words))


def read_between(
    analysis: Analysis, ones: Sequence[AgreementMention], others: Sequence[AgreementMention]
) -> frozenset[Tie]:
    """Return the ties that words between two agreements tell, where one sentence names both.

    A tie runs from the first agreement where it is true, whichever of them the sentence names first.
    """
    found: set[Tie] = set()
    for one, other in itertools.product(ones, others):
        if one.sentence == other.sentence and (reached := _reach(one, other)):
            ahead = one.start < other.start
            found |= {(code, forward == ahead) for code, forward in read_tie(analysis.text[slice(*reached)])}
    return frozenset(found)


def read_before(analysis: Analysis, mentions: Iterable[AgreementMention]) -> frozenset[Tie]:
    """Return the ties that the words before an agreement's mentions tell, in their sentences."""
    starts = ((max(analysis.sentences[m.sentence].start, m.start - BESIDE), m.start) for m in mentions)
    return frozenset().union(*(read_tie(analysis.text[start:end]) for start, end in starts))


def _reach(one: AgreementMention, other: AgreementMention) -> tuple[int, int] | None:
    """Return the range between two mentions, or of the outer one up to the inner; ``None`` where they are far apart."""
    first, second = (one, other) if one.start < other.start else (other, one)
    start = first.end if first.end <= second.start else first.start
    return (start, second.start) if second.start - start <= FURTHEST else None


def read_names(text: str, mentions: Iterable[AgreementMention]) -> frozenset[str]:
    """Return what all the mentions of an agreement say of it."""
    return frozenset().union(*(read_name(text[m.start : m.end]) for m in mentions))
