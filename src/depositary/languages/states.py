"""States and territories, past and present: codes, names, years, successors.

>>> find_state("IRN").formal
'Islamic Republic of Iran'
>>> find_state("CSHH").successors
('CZE', 'SVK')
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from depositary.data_files import split_cell
from depositary.languages import load_table
from depositary.world import Existence, load_existence


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; ``began`` and ``ended`` are years of states that are gone."""

    code: str
    name: str
    formal: str
    variants: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    began: int | None = None
    ended: int | None = None
    successors: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the state, the short one first; one that joins two by "and" is written with "&" too."""
        written = (self.name, self.formal, *self.variants)
        return tuple(dict.fromkeys((*written, *(name.replace(" and ", " & ") for name in written))))


def derive_people(adjectives: tuple[str, ...]) -> tuple[str, ...]:
    """Return the plural nouns of adjectives that form them with "s" ("Iranian", "Iranians")."""
    return tuple(a + "s" for a in adjectives if a.endswith(("an", "i", "on", "ot", "ene", "in")))


def make_state(row: dict[str, str], existence: Existence) -> State:
    """Make a state of the names that a language has for it and of the years of its existence."""
    adjectives = split_cell(row["adjectives"])
    return State(
        code=row["code"],
        name=row["name"],
        formal=row["formal"] or row["name"],
        variants=split_cell(row["variants"]),
        adjectives=adjectives,
        people=split_cell(row["people"]) or derive_people(adjectives),
        capitals=split_cell(row["capitals"]),
        began=existence.began,
        ended=existence.ended,
        successors=existence.successors,
    )


@functools.cache
def load_states(language: str = "en") -> dict[str, State]:
    """Load all states of a language's table, by code."""
    return {row["code"]: make_state(row, load_existence()[row["code"]]) for row in load_table(language, "states")}


def find_state(code: str, language: str = "en") -> State:
    """Return the state of a code.

    Raises:
        KeyError: the table has no such code.
    """
    return load_states(language)[code]
