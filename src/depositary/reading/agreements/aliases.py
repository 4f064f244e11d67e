"""Other names of an agreement: acronyms in brackets or made of a title's possible_acronyms, "called", "known as".

>>> possible_acronyms("Lake Victoria Free Trade Agreement")
{'LVFTA'}
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from depositary.reading.agreements.complements import SMALL
from depositary.reading.agreements.phrases import Phrase
from depositary.reading.text import Analysis, Word, split_words

BRACKETED = re.compile(r"\s*\((?:the |or |also )?[“\"‘']?(?:New )?([A-Z][\w-]*[A-Z][\w-]*|[A-Z]{2,})[”\"’']?\)")
CALLED = re.compile(
    r"\s*+(?:,\s*+)?(?:\((?:also )?)?(?:called|known as|also known as|dubbed|named|nicknamed|or)\s++(?:the\s++)?"
    r"[“\"‘']?"
    r"((?:[A-Z][\w.-]*)(?:[ ][A-Z][\w.-]*){0,6})"
)


def possible_acronyms(title: str) -> set[str]:
    """Return the acronyms of three letters or more that a title's capitalised words can make."""
    parts = [p for w in split_words(title, 0) if not w.mark for p in re.split(r"[-–/]", w.text) if p]
    capital = "".join(p[0] for p in parts if p[0].isupper() and p.lower() not in SMALL)
    whole = "".join(p[0].upper() for p in parts if p[0].isalpha())
    return {name for name in (capital, whole) if len(name) > 2}


def introduced(phrase: Phrase) -> Iterator[str]:
    """Yield the aliases that the text introduces right behind a phrase: "(ABC)", "called Abc Effort or Abc Pact"."""
    text, end = phrase.sentence.text, phrase.stop - phrase.sentence.start
    bracket = BRACKETED.match(text, end)
    if bracket and fits_initials(bracket.group(1), phrase.text):
        yield bracket.group(1)
    called = CALLED.match(text, bracket.end() if bracket else end)
    while called:
        yield called.group(1).rstrip(".")
        called = CALLED.match(text, called.end())


def bracketed(phrase: Phrase) -> Iterator[Word]:
    """Yield the acronym in brackets inside a phrase: "the Lake Fishing Partnership (LFP) trade pact"."""
    for before, word in itertools.pairwise(phrase.front):
        if before.text == "(" and word.text.isupper() and fits_initials(word.text, phrase.text):
            yield word


def fits_initials(alias: str, name: str) -> bool:
    """Tell whether an alias in brackets can stand for the name: each of its first letters begins a word of it."""
    letters = {p[0].lower() for w in split_words(name, 0) if not w.mark for p in re.split(r"[-–/]", w.text) if p}
    return alias[0].lower() in letters and alias[1].lower() in name.lower()


def occurrences(analysis: Analysis, alias: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges where an alias stands as a whole word."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w-])", analysis.text):
        yield match.span()
