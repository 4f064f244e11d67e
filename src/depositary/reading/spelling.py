"""Acronyms that the words of a title spell, by more than their first letters and without them all.

>>> spells("STAR", "Strait Arms Reduction Treaty"), spells("LFP", "Lake-Wide Fishing Permits Treaty")
(True, True)
>>> spells("STAR", "Strait Offensive Reductions Treaty")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depositary.reading.complements import SMALL
from depositary.reading.instruments import load_instruments
from depositary.reading.words import split_words

ACRONYM = re.compile(r"[A-Z]{3,8}")
FEWEST = 3  # parts of a title that give letters
LONGEST = 3  # letters that one part gives
SPARED = 1  # parts that give none, small words and the instrument's noun aside


def spells(acronym: str, title: str) -> bool:
    """Tell whether the parts of a title give the letters of an acronym in order: each its first, or a few."""
    if not ACRONYM.fullmatch(acronym):
        return False
    states = {(0, 0, 0)}  # letters read, parts that gave them, parts spared
    for part in parts_of(title):
        free = part in SMALL or part in load_instruments()
        states = {after for state in states for after in read_on(state, part.upper(), acronym, free=free)}
    return any(read == len(acronym) and gave >= FEWEST for read, gave, _ in states)


def parts_of(title: str) -> Iterator[str]:
    """Yield the parts of a title's words in small letters: "Test-Ban" has two."""
    for word in split_words(title, 0):
        yield from (part.lower() for part in re.split(r"[-–/]", word.text) if part[:1].isalpha())


def read_on(state: tuple[int, int, int], part: str, acronym: str, *, free: bool) -> Iterator[tuple[int, int, int]]:
    """Yield what can be read after a part: it gives up to a few letters, or none."""
    read, gave, spared = state
    if free or spared < SPARED:
        yield read, gave, spared + (not free)
    for count in range(1, LONGEST + 1):
        if part[:count] != acronym[read : read + count]:
            break
        yield read + count, gave + 1, spared
