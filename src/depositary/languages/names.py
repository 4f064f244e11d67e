"""All names of actors and places, from all tables, in one list.

>>> next(n.code for n in load_names() if n.text == "Tehran")
'IRN'
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from depositary.data_files import split_cell
from depositary.languages import load_list, load_table
from depositary.languages.states import State, load_states
from depositary.world import load_homes
from depositary.world import load_pairs as load_pair_codes

NameKind = Literal[
    "state", "demonym", "people", "capital", "metonym", "city", "organisation", "organ", "group", "pair", "mask"
]


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its words, its kind, and the code that it stands for (empty: the report decides).

    ``state`` is the state of a place, if the code is not that state.
    """

    text: str
    kind: NameKind
    code: str
    state: str = ""


@functools.cache
def load_names(language: str = "en") -> tuple[Name, ...]:
    """Load every name. If two kinds have the same text, the first kind wins."""
    found: dict[str, Name] = {}
    for name in (*state_names(language), *body_names(language), *place_names(language)):
        found.setdefault(name.text, name)
    return tuple(found.values())


def state_names(language: str) -> Iterator[Name]:
    """Yield masks (phrases that are not names), then names, adjectives, peoples and capitals of states."""
    for text in load_list(language, "masks"):
        yield Name(text, "mask", "")
    yield from (Name(text, "pair", "") for text in load_pairs(language))
    for state in load_states(language).values():
        yield from names_of(state)


def names_of(state: State) -> Iterator[Name]:
    """Yield the names of one state."""
    yield from (Name(text, "state", state.code) for text in state.names)
    yield from (Name(text, "demonym", state.code) for text in state.adjectives)
    yield from (Name(text, "people", state.code) for text in state.people)
    yield from (Name(text, "capital", state.code) for text in state.capitals)


def body_names(language: str) -> Iterator[Name]:
    """Yield the names of organisations, groups, organs and seats."""
    for row in load_table(language, "organisations"):
        yield from (Name(text, "organisation", row["code"]) for text in (row["name"], *split_cell(row["variants"])))
    for row in load_table(language, "groups"):
        yield from (Name(text, "group", row["code"]) for text in (row["name"], *split_cell(row["variants"])))
    for row in load_table(language, "organs"):
        yield Name(row["name"], "organ", row["code"])
    for row in load_table(language, "metonyms"):
        yield Name(row["name"].removeprefix("the "), "metonym", row["code"], row["state"])


def place_names(language: str) -> Iterator[Name]:
    """Yield the names of cities, regions and bases."""
    for row in load_table(language, "cities"):
        yield Name(row["name"], "city", row["state"])


@functools.cache
def load_fighter_homes(language: str = "en") -> dict[str, str]:
    """Load the state where each armed group mostly acts, by the group's code. Rival governments are left out."""
    fighters = [row["code"] for row in load_table(language, "groups") if "Government" not in row["name"]]
    return {code: load_homes()[code] for code in fighters if code in load_homes()}


@functools.cache
def load_shared_organs(language: str = "en") -> dict[str, tuple[str, ...]]:
    """Load the names of organs that exist in several states, each with these other states."""
    rows = load_table(language, "organs")
    return {row["name"]: split_cell(row["others"]) for row in rows if row["others"]}


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that stands for a state, unless the report has words against that and none in favour.

    ``instead`` is the code of the state that it stands for then, empty for none.
    """

    name: str
    against: tuple[str, ...]
    supporting: tuple[str, ...]
    instead: str = ""


@functools.cache
def load_ambiguous(language: str = "en") -> tuple[Ambiguous, ...]:
    """Load the ambiguous names."""
    rows = load_table(language, "ambiguous")
    return tuple(
        Ambiguous(row["name"], split_cell(row["against"]), split_cell(row["for"]), row.get("instead") or "")
        for row in rows
    )


@functools.cache
def load_company_nouns(language: str = "en") -> frozenset[str]:
    """Load the nouns that turn a name into a company, school, team or event ("Chad Airlines")."""
    return frozenset(load_list(language, "company_nouns"))


@functools.cache
def load_pairs(language: str = "en") -> dict[str, tuple[str, ...]]:
    """Load words that name two states at once, with their codes."""
    return {row["text"]: load_pair_codes()[row["pair"]] for row in load_table(language, "pairs")}
