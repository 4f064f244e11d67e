"""States and territories, past and present: codes, names, years, successors.

>>> find_state("IRN").formal
'Islamic Republic of Iran'
>>> find_state("CSHH").successors
('CZE', 'SVK')
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from depositary.lexicon import load_table


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
        """Every name of the state, the short one first."""
        return tuple(dict.fromkeys((self.name, self.formal, *self.variants)))


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the values of a table's cell."""
    return tuple(value for value in cell.split("|") if value)


def derive_people(adjectives: tuple[str, ...]) -> tuple[str, ...]:
    """Return the plural nouns of adjectives that form them with "s" ("Iranian", "Iranians")."""
    return tuple(a + "s" for a in adjectives if a.endswith(("an", "i", "on", "ot", "ene", "in")))


def make_state(row: dict[str, str]) -> State:
    """Make a state of a row of the table."""
    adjectives = split_cell(row["adjectives"])
    return State(
        code=row["code"],
        name=row["name"],
        formal=row["formal"] or row["name"],
        variants=split_cell(row["variants"]),
        adjectives=adjectives,
        people=split_cell(row["people"]) or derive_people(adjectives),
        capitals=split_cell(row["capitals"]),
        began=int(row["from"]) if row["from"] else None,
        ended=int(row["to"]) if row["to"] else None,
        successors=split_cell(row["successors"]),
    )


@functools.cache
def load_states(language: str = "en") -> dict[str, State]:
    """Load all states of a language's table, by code."""
    return {row["code"]: make_state(row) for row in load_table(language, "states")}


def find_state(code: str, language: str = "en") -> State:
    """Return the state of a code.

    Raises:
        KeyError: the table has no such code.
    """
    return load_states(language)[code]
