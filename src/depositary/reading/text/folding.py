"""Folding: a text as its words are looked for, and each place of it in the text as it stands.

Letters are written in many ways (marks apart from their letters, ligatures, hyphens that do not break, character
references left over), and lines are wrapped within sentences. What reads a report reads the folded text; what it
finds is cut out of the text as it stands, so that evidence holds to the letter.

>>> fold("The US\\u2011Japan trea\\xadty between Chad and\\nMali").text
'The US-Japan treaty between Chad and Mali'
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec

from depositary.languages import load_list
from depositary.model.reading import Reading
from depositary.model.text import Report, Span

REFERENCE = r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
"""A character reference that a source left in its text."""
MARKED = r"[^\W\d_][\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u0652\u3099\u309a]+"
"""A letter with the marks that belong to it."""
UNSEEN = "[\xad\u200b\u2060\ufeff\ufffe]+"
"""What shows nothing within a word: soft hyphens, joints without width."""
SIGNS = {
    "\u2010": "-", "\u2011": "-", "\ufe63": "-", "\uff0d": "-", "\xa0": " ", "\u202f": " ", "\u2007": " ", "``": "“",
    "''": "”", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "Ĳ": "IJ", "ĳ": "ij",
}  # fmt: skip
"""Signs that are written otherwise in the names and words that are looked for."""
NUMBERED = r"(?<![^\W_])(?:[Nn]os?\.|N[°º]|[Nn]r\.)(?=[ \xa0]?\d)"
"""The short form of "number" before one: its full stop ends no sentence, and it denies nothing."""
NUMERO, NUMBER = "№", "No."
ADDRESS = r"(?:https?://|(?<!\w)www\.)[^\s<>\"”’)\]]{1,2000}(?<![.,;:!?])"
"""An address of the web: its words are none of the report's."""
LINK = "here"
PARTED = r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])"
"""A word that is parted at the end of a line."""
FOLDED = re.compile(
    "|".join([ADDRESS, REFERENCE, NUMBERED, MARKED, UNSEEN, PARTED, *map(re.escape, SIGNS), r"(?<=\S)\n(?=\S)"])
)
ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
LISTED = re.compile(r"(?:[-*•–—·]|\(?[a-z0-9]{1,3}[.)])\s")
LONGEST_LINE = 120
FULL = 0.6
"""A line of a wrapped paragraph is at least so long, as a share of the longest."""
LEAST_LINE = 30
WRAPPED = 3
"""So many lines of like length are a wrapped paragraph, whatever they end in."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``places`` holds, for each of its characters and its end, where it begins in the other."""

    text: str
    places: tuple[int, ...]

    def find(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the text as it stands for a range of the folded one."""
        return self.places[start], max(self.places[end], self.places[end - 1] + 1)


def fold(text: str) -> Folded | None:
    """Return a text folded; ``None`` where it is so already, as most are."""
    if not FOLDED.search(text):
        return None
    wraps = find_wraps(text)
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for found in FOLDED.finditer(text):
        new = replace(found[0], wrapped=found.start() in wraps)
        if new == found[0]:
            continue
        pieces += [text[at : found.start()], new]
        places += range(at, found.start())
        places += [found.start()] * len(new)
        at = found.end()
    if not pieces:
        return None
    return Folded("".join([*pieces, text[at:]]), (*places, *range(at, len(text) + 1)))


def replace(found: str, *, wrapped: bool) -> str:
    """Return what stands for a piece of text in the folded one."""
    if found == "\n":
        return " " if wrapped else found
    if found.startswith("&"):
        told = html.unescape(found)
        return found if told == found or not told.isprintable() else SIGNS.get(told, told)
    if found in SIGNS:
        return SIGNS[found]
    if found.startswith(("http", "www.")) or (found[0] in "Nn" and found[-1] in ".°º"):
        return LINK if found[0] not in "Nn" else NUMERO
    if found[0].isalpha():
        return unicodedata.normalize("NFC", found)
    return ""  # soft hyphens, and a hyphen with its line end


def find_wraps(text: str) -> frozenset[int]:
    """Return where lines end that are wrapped within a sentence."""
    wraps: set[int] = set()
    start = 0
    for block in re.split(r"(\n[ \t]*\n\s*)", text):
        if "\n" in block.strip():
            wraps.update(start + place for place in find_block_wraps(block))
        start += len(block)
    return frozenset(wraps)


def find_block_wraps(block: str) -> list[int]:
    """Return where lines of a paragraph are wrapped: in the midst of a phrase, or all at the same width."""
    lines = block.split("\n")
    lengths = [len(line) for line in lines]
    longest = max(lengths)
    even = len(lines) >= WRAPPED and LEAST_LINE <= longest <= LONGEST_LINE
    even = even and all(length >= FULL * longest for length in lengths[:-1])
    small = sum(line[:1].islower() for line in lines[1:])
    even = even and 2 * small >= len(lines) - 1  # lines of a list of headlines begin with capitals
    found, place = [], 0
    for line, following in pairwise(lines):
        place += len(line)
        if is_wrapped(line, following) or (even and not ENDED.search(line) and not LISTED.match(following)):
            found.append(place)
        place += 1
    return found


def is_wrapped(line: str, following: str) -> bool:
    """Tell whether a sentence goes on in the next line: it ends in a word that wants another, or that begins small."""
    if not line.strip() or not following.strip() or len(line) > LONGEST_LINE or LISTED.match(following):
        return False
    words = line.split()
    last = words[-1].lower()
    return last in list_openers() or last.endswith(",") or (following[0].islower() and not ENDED.search(line))


@functools.cache
def list_openers() -> frozenset[str]:
    """Return the words that no line ends a sentence with."""
    return frozenset(load_list("en", "open_words"))


def unfold(reading: Reading, report: Report, folded: Folded) -> Reading:
    """Return a reading of a folded report as one of the report as it stands: each span is cut out of it anew."""
    found: Reading = restate(reading, report, folded)
    return msgspec.structs.replace(found, report=report)


def restate(value: Any, report: Report, folded: Folded) -> Any:
    """Return a part of a reading with its spans in the report as it stands."""
    if isinstance(value, Span):
        return report.span(*folded.find(value.start, value.end))
    if isinstance(value, str):
        # codes are texts too, and stay the members of their sets
        return value.replace(NUMERO, NUMBER) if NUMERO in value and NUMERO not in report.text else value
    if isinstance(value, tuple | list):
        return type(value)(restate(each, report, folded) for each in value)
    if isinstance(value, msgspec.Struct) and not isinstance(value, Report):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **{name: restate(each, report, folded) for name, each in fields.items()})
    return value
