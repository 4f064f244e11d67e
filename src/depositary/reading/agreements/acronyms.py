"""Acronyms that no title of the report explains, read as instruments by what is done to them.

>>> [find.noun.name for find in find_acronyms("Peru will ratify the LPP; Chad left the XYZ.", [])]
['LPP']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from depositary.languages import load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.agreements.complements import SMALL
from depositary.reading.agreements.nouns import Instrument, NounFind, load_instruments
from depositary.reading.text import split_words

STRENGTH = "acronym"
CUES = load_toml("en", "acronyms")
CAPITALS = re.compile(r"[A-Z]{3}")  # every name below has them
NAME = r"(?:New )?(?P<name>[A-Z]{3,7}|[A-Z][a-z]?[A-Z]{2,5}(?:TA|PA)|[A-Z]{3,6}[ -](?:[IVX]{1,3}|\d))(?![\w’'-]| \d)"
# what only instruments undergo, and what organisations do as well
SURE = re.compile(rf"\b(?:{'|'.join(CUES['sure'])}) (?:the |its |their )?{NAME}")
LOOSE = re.compile(rf"\b(?:{'|'.join(CUES['loose'])}) (?:the )?{NAME}")
UNDERGONE = re.compile(rf"\b[Tt]he {NAME}(?= (?:{'|'.join(CUES['undergone'])})\b)")
IDLE = frozenset(CUES["idle"])
FIRM = ("strong", "plain", "gathering")
ACRONYM = re.compile(r"[A-Z]{3,8}")
FEWEST = 3  # parts of a title that give letters
LONGEST = 3  # letters that one part gives
SPARED = 1  # parts that give none, small words and the instrument's noun aside


def find_acronyms(text: str, nouns: Iterable[NounFind]) -> Iterator[NounFind]:
    """Yield the acronyms of a sentence that a treaty verb or a treaty noun beside them makes instruments.

    Who leaves or quits something leaves an organisation as often: that counts only where the sentence names an
    instrument besides, by one of its ``nouns`` that seldom means anything else.
    """
    if CAPITALS.search(text) is None or text.isupper():
        return
    firm = any(find.noun.strength in FIRM for find in nouns)
    patterns = (SURE, UNDERGONE, LOOSE) if firm else (SURE, UNDERGONE)
    spans = {match.span("name") for pattern in patterns for match in pattern.finditer(text)}
    for start, end in sorted(spans):
        name = text[start:end]
        if name not in IDLE:
            yield NounFind(start, end, Instrument(name, Kind.AGREEMENT, STRENGTH, frozenset()), plural=False)


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
