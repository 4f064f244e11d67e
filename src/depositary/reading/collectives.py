"""Collectives ("the two countries", "both sides"), and the states of a report that they stand for.

>>> collect_members(2, [(0, "RUS"), (7, "IRN"), (20, "RUS"), (40, "USA")], 30)
('IRN', 'RUS')
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from depositary.lexicon.offices import load_numbers, load_offices


@functools.cache
def collective_pattern() -> re.Pattern[str]:
    """Build the pattern of collectives from the lexicon."""
    nouns = "|".join(sorted(load_offices().collectives, key=len, reverse=True))
    numbers = "|".join(load_numbers())
    return re.compile(
        rf"\b(?P<first>both|all|the|these|those|our|their|either|neither|each)\s+(?:of\s+)?(?:the\s+)?(?:other\s+)?"
        rf"(?:(?P<number>{numbers}|\d{{1,3}})\s+)?(?:(?:warring|conflicting|rival|neighbouring|neighboring|member|foreign|participating|opposing|"
        rf"contracting|signatory|African|European|Arab|Asian|Western)\s+)?(?P<noun>{nouns}|side|party|country)\b",
        re.I,
    )


def find_collectives(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Yield range and number (two where none is told) of each collective; no number for "all"."""
    for match in collective_pattern().finditer(text):
        if is_collective(match):
            yield match.start(), match.end(), read_number(match)


def is_collective(match: re.Match[str]) -> bool:
    """Tell whether the words can stand for the states of a report."""
    first, noun = match.group("first").lower(), match.group("noun").lower()
    if noun in ("side", "party", "country"):
        return first in ("either", "neither", "each") and match.group("number") is None
    counted = first in ("both", "all") or match.group("number") is not None
    return counted or (noun not in load_offices().counted and first not in ("either", "neither", "each"))


def read_number(match: re.Match[str]) -> int | None:
    """Return how many there are."""
    number = (match.group("number") or "").lower()
    if number:
        return int(number) if number.isdigit() else load_numbers().index(number) + 2
    return None if match.group("first").lower() == "all" else 2


def collect_members(number: int | None, codes: Sequence[tuple[int, str]], position: int) -> tuple[str, ...]:
    """Return the ``number`` codes that a collective at ``position`` most likely stands for.

    ``codes`` are (position, code) of the report, in order. Those named before it count by how often
    they are named; where too few are, those after it are seen too. Nothing for a number that the report cannot fill.
    """
    before = Counter(code for place, code in codes if place < position)
    counts = before if number and len(before) >= number else Counter(code for _, code in codes)
    if number is None or len(counts) < number:
        return ()
    last = {code: place for place, code in codes if place < position}
    chosen = sorted(counts, key=lambda code: (-counts[code], -last.get(code, -1)))[:number]
    return tuple(sorted(chosen))
