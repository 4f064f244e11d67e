"""States and territories, past and present: codes, names, years and successors.

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
from depositary.languages.word_forms import derive_people
from depositary.world import Existence, load_existence


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. Former states have ``began`` and ``ended``, years."""

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


def make_state(row: dict[str, str], existence: Existence) -> State:
    """Make a state from a language's names for it and the years of its existence."""
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
