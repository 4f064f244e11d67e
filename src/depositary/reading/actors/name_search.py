"""Search a text for all known names: one pass of an automaton, then a check of word boundaries.

>>> [(hit.start, hit.name.code) for hit in find_names("Iran and Niger, not Nigeria.")]
[(0, 'IRN'), (9, 'NER'), (20, 'NGA')]
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from depositary.languages import load_list
from depositary.languages.names import Name, load_names
from depositary.reading.text import build_automaton

PLAIN = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("‑", "-"), ("‐", "-"), ("\u00a0", " "), ("\u202f", " "))
PREFIXED = re.compile(r"(?:^|\W)(?:pro|anti|non|ex|post|pre|un|inter|trans|pan|intra|all)-$", re.I)
TREATY_NOUN = re.compile(
    r"(?: climate| nuclear| peace)?[ -](?:agreements?|accords?|treat(?:y|ies)|protocols?|conventions?|pact|declaration"
    r"|charter|memorandum|process|format|principles|package|consensus|rules|statute|formula|communiqué|deal|I{1,3}|[12])\b",
    re.I,
)
TREATY_OF = re.compile(
    r"(?:Treaty|Treaties|Conventions?|Declaration|Pact|Accords?|Protocol|Conference|Peace|Charter|Statute|Agreement|Act|Congress)"
    r" (?:of|on|in) $"
)
PART = re.compile(r"\w*")


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text: half-open range of code points."""

    start: int
    end: int
    name: Name


def make_plain(text: str) -> str:
    """Replace typographic apostrophes, hyphens and spaces by plain ones. The length stays the same."""
    for mark, plain in PLAIN:  # a hundred times quicker than a table of translation
        text = text.replace(mark, plain)
    return text


@functools.cache
def load_automaton() -> tuple[AhoCorasick, tuple[Name, ...]]:
    """Build the automaton of all names and their capital-letter forms, and the names by pattern."""
    found: dict[str, Name] = {}
    for name in load_names():
        found.setdefault(make_plain(name.text), name)
    for text, name in list(found.items()):
        if name.kind == "state" and " " in text:  # "Hong kong", as names stand in lists
            found.setdefault(text.capitalize(), name)
        if len(text) > 3 and text.upper() != text and len(text.upper()) == len(text):
            found.setdefault(text.upper(), name)
    return build_automaton(found, many=True), tuple(found.values())


def find_names(plain: str) -> list[Hit]:
    """Find the names in a plain text: the longest first, without overlaps and without masks."""
    automaton, names = load_automaton()
    matches = automaton.find_matches_as_indexes(plain, overlapping=True)
    bounded = [(start, -end, index) for index, start, end in matches if is_bounded(plain, start, end)]
    hits: list[Hit] = []
    reached = 0
    for start, minus_end, index in sorted(bounded):
        if start >= reached:
            reached = -minus_end
            hits.append(Hit(start, reached, names[index]))
    return [hit for hit in hits if not is_hidden(plain, hit)]


def is_bounded(plain: str, start: int, end: int) -> bool:
    """Return whether a match begins and ends at a word boundary."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if plain[end - 1] == "-":
        return not before.isalnum() and after.isalpha()
    return not (before.isalnum() or before == "_" or after.isalnum() or after in ("_", "$"))


def is_hidden(plain: str, hit: Hit) -> bool:
    """Return whether a name is not an actor: "pro-Russian", "Paris Agreement", "Treaty of Rome", "London-based"."""
    if hit.name.kind in ("capital", "city", "metonym") and names_treaty(plain, hit):
        return True
    if plain.startswith("-", hit.end) and PART.match(plain, hit.end + 1).group() in load_attributes():  # type: ignore[union-attr]
        return True
    return (
        plain[hit.start - 1 : hit.start] == "-"
        and PREFIXED.search(plain[max(0, hit.start - 6) : hit.start]) is not None
    )


def names_treaty(plain: str, hit: Hit) -> bool:
    """Return whether a place is part of a treaty's name: "Paris Agreement", "Treaty of Rome", "Minsk II"."""
    return bool(TREATY_NOUN.match(plain, hit.end) or TREATY_OF.search(plain[max(0, hit.start - 24) : hit.start]))


@functools.cache
def load_attributes() -> frozenset[str]:
    """Load the second parts of compounds in which the first part is not an actor ("-based")."""
    return frozenset(load_list("en", "attributes"))
