"""Text folded for matching: one form of quotation marks, dashes, blanks, case and accents, with the way back.

>>> folded = fold("The “Lomé  Pact”")
>>> folded.text, folded.back(5, 9)
("the 'lome pact'", (5, 9))
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

QUOTES = "\"'“”„‟«»‹›‘’‚‛′″`´「」『』＂＇"
DASHES = "-‐‑‒–—―−﹣－"
HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"  # soft hyphen, joiners, marks of direction, tatweel
SAME = {**dict.fromkeys(QUOTES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(HIDDEN, "")}
SINGLE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
WORD = re.compile(rf"[{SINGLE}]|[^\W_{SINGLE}]+")  # scripts without blanks: each character is a word
UNSPACED = re.compile(rf"[{SINGLE}]")

PROCLITIC = re.compile(r"(?<!\w)(?:[\u0648\u0641]?[\u0628\u0644\u0643]?|\u05d5?[\u05d1\u05dc\u05db\u05de\u05e9]?)\Z")
"""Letters before a word that are words of their own: "and", "in", "to", "as", "from", in Arabic and Hebrew."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``places`` says of each of its characters which code point of the original it came from."""

    text: str
    places: tuple[int, ...]
    original: str

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original that a range of the folded text stands for, accents included."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """Fold a text; what differs only in marks, blanks, case or accents becomes the same."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        made = fold_character(char)
        if made == " " and (not letters or letters[-1] == " "):
            continue
        letters.extend(made)
        places.extend([place] * len(made))
    return Folded("".join(letters), tuple(places), text)


@functools.lru_cache(maxsize=8192)
def fold_character(char: str) -> str:
    """Return what one character becomes: nothing, one character or more."""
    if char.isspace():
        return " "
    if char in SAME:
        return SAME[char]
    parts = unicodedata.normalize("NFKD", char.casefold())
    return "".join(SAME.get(part, part) for part in parts if not unicodedata.combining(part))


def cuts_word(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins or ends inside a word ("Iran" in "Iranian"); scripts without blanks have no inside.

    >>> cuts_word("Iranian", 0, 4), cuts_word("Iran's", 0, 4), cuts_word("伊朗总统", 0, 2)
    (True, False, False)
    >>> cuts_word("\u0648\u0645\u0635\u0631", 1, 4)  # "and Egypt": Arabic writes both as one word
    False
    """
    return (joined(text, start) and not PROCLITIC.search(text, max(0, start - 4), start)) or joined(text, end)


def joined(text: str, place: int) -> bool:
    """Tell whether the characters on both sides of a place belong to one word."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if UNSPACED.match(before) or UNSPACED.match(after):
        return False
    return (before.isalnum() or bool(unicodedata.combining(before))) and (
        after.isalnum() or bool(unicodedata.combining(after))
    )
