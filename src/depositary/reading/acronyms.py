"""Acronyms that no title of the report explains, read as instruments by what is done to them.

>>> [find.noun.name for find in find_acronyms("Peru will ratify the LPP; Chad left the XYZ.", [])]
['LPP']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from depositary.lexicon import load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.instruments import Instrument, NounFind

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
