"""Facts about the world that need no language: former states and their successors, members, known agreements.

Enters: only the tables in this folder. Leaves: typed facts by code. A code is ISO 3166-1 alpha-3 for a state, ISO
3166-3 alpha-4 for a former state, the usual acronym for an organisation, and a plain slug for an armed group. The
names in each language are in ``depositary.languages``.

>>> load_existence()["CSHH"].successors
('CZE', 'SVK')
>>> load_members()["NATO"][:3]
('ALB', 'BEL', 'BGR')
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from depositary.data_files import read_table, split_cell
from depositary.world.catalogue import Catalogue, KnownAgreement, fold_name, load_catalogue, read_catalogue

__all__ = [
    "Catalogue",
    "Existence",
    "KnownAgreement",
    "Successor",
    "fold_name",
    "load_catalogue",
    "load_existence",
    "load_homes",
    "load_members",
    "load_pairs",
    "load_successors",
    "read_catalogue",
]


@dataclass(frozen=True, slots=True)
class Existence:
    """The first and last year of a former state, and its successor states."""

    began: int | None
    ended: int | None
    successors: tuple[str, ...]


@functools.cache
def load_existence() -> dict[str, Existence]:
    """Load the years of existence of each state, by code. Both years are ``None`` for a present state."""
    return {
        row["code"]: Existence(
            began=int(row["from"]) if row["from"] else None,
            ended=int(row["to"]) if row["to"] else None,
            successors=split_cell(row["successors"]),
        )
        for row in read_table(__name__, "states.tsv")
    }


@dataclass(frozen=True, slots=True)
class Successor:
    """A state that came after one that is gone, and from which day.

    ``how`` is ``continues`` for the same state under another name or the one that goes on as it, ``succeeds`` for a
    new state, ``anew`` for one that takes itself not to be bound by the treaties of the one before; ``own`` is the
    day from which it concluded treaties itself.
    """

    state: str
    code: str
    day: dt.date
    how: str
    own: dt.date

    @property
    def continues(self) -> bool:
        """Tell whether it is the same state, or the one that goes on as it."""
        return self.how == "continues"


@functools.cache
def load_successors() -> dict[str, tuple[Successor, ...]]:
    """Load the successors of each state that is gone, by its code; without a day of their own, from the next year."""
    found: dict[str, dict[str, Successor]] = {}
    for state, existence in load_existence().items():
        codes = existence.successors if existence.ended else ()
        how = "continues" if len(codes) == 1 else "succeeds"
        for code in codes:
            day = dt.date((existence.ended or 0) + 1, 1, 1)
            found.setdefault(state, {})[code] = Successor(state, code, day, how, day)
    for row in read_table(__name__, "succession.tsv"):
        day = dt.date.fromisoformat(row["day"])
        own = dt.date.fromisoformat(row["own"]) if row["own"] else day
        found.setdefault(row["state"], {})[row["successor"]] = Successor(
            row["state"], row["successor"], day, row["how"], own
        )
    return {state: tuple(successors.values()) for state, successors in found.items()}


@functools.cache
def load_members() -> dict[str, tuple[str, ...]]:
    """Load the members of organisations and blocs that act together, by code."""
    return {row["code"]: split_cell(row["members"]) for row in read_table(__name__, "members.tsv")}


@functools.cache
def load_homes() -> dict[str, str]:
    """Load the state in which each armed group mostly acts, by the group's code."""
    return {row["group"]: row["state"] for row in read_table(__name__, "groups.tsv")}


@functools.cache
def load_pairs() -> dict[str, tuple[str, ...]]:
    """Load pairs of states with a common name, by that name ("koreas")."""
    return {row["pair"]: split_cell(row["states"]) for row in read_table(__name__, "pairs.tsv")}
