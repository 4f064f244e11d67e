"""Armed groups and organisations that no lexicon has: found by their nouns, named by acronym or a plain slug.

>>> from depositary.reading.actors.word_classes import make_row
>>> row = make_row("the Popular Front for the Liberation of Oz (PFLO) and the PFLO")
>>> [(group.name, group.code) for group in find_groups(row, row.letters)]
[('Popular Front for the Liberation of Oz (PFLO)', 'pflo')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages.offices import load_offices
from depositary.reading.actors.patterns import compile_pattern
from depositary.reading.actors.word_classes import Row

GROUP = compile_pattern(
    r"(?P<name>[NTmy]{1,6}+(?:R|[fo](?=t?[NTRmySG]))?+(?:t?+[NTRmySG]|[ofa](?=t?[NTRmySG])){0,8}+)(?P<acronym>\([NG]\))?+"
)
FEWEST = 3  # words of a group's name, or of an organisation's with its acronym in brackets
LOWER = frozenset({"for", "of", "the", "and"})


@dataclass(frozen=True, slots=True)
class Group:
    """A group, or an organisation (``body``), of the words ``[first, last)``, with its code and the acronym told."""

    first: int
    last: int
    name: str
    code: str
    acronym: str = ""
    body: bool = False


def find_groups(row: Row, letters: str) -> Iterator[Group]:
    """Yield the groups of a row over the letters that are left."""
    for match in GROUP.finditer(letters):
        if match.end() - match.start() < FEWEST:
            continue
        words = [word.text for word in row.words[match.start("name") : match.end("name")]]
        if is_group(words):
            yield read_group(row, match)
        elif match.group("acronym") and is_body(words, row.words[match.start("acronym") + 1].text):
            acronym = row.words[match.start("acronym") + 1].text
            yield Group(*match.span(), row.slice(*match.span("name")), acronym, acronym, body=True)


def is_group(words: list[str]) -> bool:
    """Tell whether capitalised words name a group: its noun, and a word of struggle beside it."""
    offices = load_offices()
    marked = any(word in offices.group_marks for word in words) and any(word in offices.group_nouns for word in words)
    return marked and len(words) > 2 and all(word[0].isupper() or word in LOWER for word in words)


def is_body(words: list[str], acronym: str) -> bool:
    """Tell whether capitalised words name an organisation of several states, and its acronym stands in brackets."""
    offices = load_offices()
    initials = {word[0].lower() for word in words}
    marked = any(word in offices.body_marks for word in words) and any(word in offices.body_nouns for word in words)
    return marked and acronym.isupper() and {letter.lower() for letter in acronym} <= initials


def read_group(row: Row, match: re.Match[str]) -> Group:
    """Return the group of a match; an acronym in brackets is its code."""
    name = row.slice(*match.span("name"))
    acronym = row.words[match.start("acronym") + 1].text if match.group("acronym") else ""
    return Group(*match.span(), row.slice(*match.span()), slug(acronym or name), acronym)


def slug(name: str) -> str:
    """Return a plain slug of a name ("Tuareg rebels": "tuareg-rebels")."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
