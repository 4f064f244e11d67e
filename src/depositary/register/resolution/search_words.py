"""The words by which an agreement is found: those of its title and names, its acronyms, its parties.

A known agreement is found by all its names in the catalogue too.

>>> words = list_words({"title": "Lake Treaty", "names": '["lake accord"]', "parties": '["TCD"]', "kind": "treaty"})
>>> words["lake"], words["accord"], words["=TCD"], words["treaty"]
(3, 2, 1, 3)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from depositary.register.resolution.agreement_names import is_acronym, tidy
from depositary.register.storage.full_text import put_names, split_text, take_queued
from depositary.register.storage.schema import agreements
from depositary.register.storage.store import among
from depositary.world import load_catalogue

TITLE, NAME, BESIDE = 3, 2, 1
"""Ranks of what has a word: the title, another name, or the parties, the kind and made-up acronyms."""
LITTLE = frozenset({"and", "of", "for", "on", "the", "in", "to"})
MOST_LITTLE = 5  # little words that an acronym may use or leave out: two acronyms each
LONGEST_ACRONYM = 9
SHORTEST_ACRONYM = 3
Row = Mapping[str, Any]


def write_words(connection: Connection, rows: Iterable[Row]) -> None:
    """Write the words of agreements, given as rows of the catalogue."""
    put_names(connection, {row["id"]: list_words(row) for row in rows})


def index_some(connection: Connection) -> None:
    """Write the words of some agreements that wait for it."""
    names = take_queued(connection, "agreement")
    query = select(agreements).where(among(connection, agreements.c.id, names))
    write_words(connection, [dict(row) for row in connection.execute(query).mappings()])


def list_words(row: Row) -> dict[str, int]:
    """Return the words of an agreement with their ranks. A party's word is ``=`` and its code."""
    title, names, parties = row["title"], decode(row["names"]), decode(row["parties"])
    names = [*names, *list_known_names((title, *names))]
    beside = [*split_text(row["kind"]), *(f"={code}" for code in parties)]
    beside += [acronym for name in (title, *names) for acronym in list_acronyms(name)]
    found = dict.fromkeys(beside, BESIDE)
    found |= dict.fromkeys((word for name in names for word in split_text(name)), NAME)
    return found | dict.fromkeys(split_text(title), TITLE)


def list_known_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in the catalogue of the only known agreement that some names stand for, if there is one."""
    known = {entry.id: entry for name in names for entry in load_catalogue().find(name)}
    return next(iter(known.values())).all_names if len(known) == 1 else ()


def decode(text: str) -> list[str]:
    """Return a list from its JSON text."""
    return msgspec.json.decode(text, type=list[str])


def list_acronyms(title: str) -> Iterator[str]:
    """Yield the acronyms that a title can have, in small letters, with and without its little words.

    >>> "unclos" in set(list_acronyms("United Nations Convention on the Law of the Sea"))
    True
    """
    words = re.findall(r"[^\W_]+", tidy(title))
    told = [word for word in words if word[:1].isupper() or word in LITTLE]
    great = [word for word in told if word not in LITTLE]
    if not SHORTEST_ACRONYM <= len(great) <= LONGEST_ACRONYM or any(is_acronym(word) for word in great):
        return
    few = len(told) - len(great) <= MOST_LITTLE
    ways = [(word[0], "") if word in LITTLE and few else ("",) if word in LITTLE else (word[0],) for word in told]
    for letters in itertools.product(*ways):
        if len(acronym := "".join(letters)) <= LONGEST_ACRONYM:
            yield acronym.lower()
