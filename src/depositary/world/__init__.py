"""Facts of the world that need no language: states that are gone and what followed them, members, homes, pairs.

Enters: nothing but the tables in this folder. Leaves: typed facts by code. A code is that of ISO 3166-1 alpha-3,
for states that are gone ISO 3166-3 alpha-4, for organisations their usual acronym, for armed groups a plain slug.
The names that a language has for them stand in ``depositary.languages``.

>>> load_existence()["CSHH"].successors
('CZE', 'SVK')
>>> load_members()["NATO"][:3]
('ALB', 'BEL', 'BGR')
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from depositary.data_files import read_table, split_cell

__all__ = ["Existence", "load_existence", "load_homes", "load_members", "load_pairs"]


@dataclass(frozen=True, slots=True)
class Existence:
    """The first and last year of a state that is gone, and the states that came after it."""

    began: int | None
    ended: int | None
    successors: tuple[str, ...]


@functools.cache
def load_existence() -> dict[str, Existence]:
    """Load how long each state has existed, by code; both years are ``None`` for a state that stands."""
    return {
        row["code"]: Existence(
            began=int(row["from"]) if row["from"] else None,
            ended=int(row["to"]) if row["to"] else None,
            successors=split_cell(row["successors"]),
        )
        for row in read_table(__name__, "states.tsv")
    }


@functools.cache
def load_members() -> dict[str, tuple[str, ...]]:
    """Load the members of organisations and blocs that act as a set, by code."""
    return {row["code"]: split_cell(row["members"]) for row in read_table(__name__, "members.tsv")}


@functools.cache
def load_homes() -> dict[str, str]:
    """Load the state in which each armed group mostly acts, by the group's code."""
    return {row["group"]: row["state"] for row in read_table(__name__, "groups.tsv")}


@functools.cache
def load_pairs() -> dict[str, tuple[str, ...]]:
    """Load pairs of states that share a name, each by a name of its own ("koreas")."""
    return {row["pair"]: split_cell(row["states"]) for row in read_table(__name__, "pairs.tsv")}
