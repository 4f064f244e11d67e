"""Scoring: learned weights decide which finds of words, rules and the encoder stay, and complete them.

Enters: `Finds`, all that was found in one report. Leaves: agreements with parties and areas, steps, meetings,
relations and statements, each with a probability behind it. The weights are data (``weights.json``), written by
``training/``; the features are named in the code that uses them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from depositary.model.reading import Action, Agreement, Meeting, Relation, Statement
from depositary.reading.scoring import agreements, areas, coreference, meetings, parties, relations, statements, steps
from depositary.reading.scoring.finds import Finds, Marker, gather
from depositary.reading.scoring.weights import Scorer, load_scorers
from depositary.reading.steps import foresee

__all__ = ["Chosen", "Finds", "Marker", "choose", "gather"]


Told = TypeVar("Told", Action, Meeting)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stays of the finds of a report."""

    agreements: tuple[Agreement, ...]
    actions: tuple[Action, ...]
    meetings: tuple[Meeting, ...]
    relations: tuple[Relation, ...]
    statements: tuple[Statement, ...]


def choose(finds: Finds, scorers: Mapping[str, Scorer] | None = None) -> Chosen:
    """Return what a report tells, of all that was found in it.

    Args:
        finds: what was found.
        scorers: the weights of each task; by default those that ship with the package.

    Raises:
        ModelError: the weights cannot be read.
    """
    scorers = scorers or load_scorers()
    finds = agreements.apply(finds, coreference.gather(finds, scorers["coreference"]))
    finds = agreements.apply(finds, agreements.select(finds, scorers))
    actions = steps.select(finds, scorers)
    shared = parties.select(finds, actions, scorers)
    covered = areas.select(finds, scorers)
    completed = tuple(
        msgspec.structs.replace(a, parties=shared[a.ref], areas=covered[a.ref]) for a in finds.agreements.agreements
    )
    finds = replace(finds, agreements=replace(finds.agreements, agreements=completed))
    published = finds.analysis.report.published
    return Chosen(
        completed,
        tuple(_foresee(action, published) for action in actions),
        tuple(_foresee(meeting, published) for meeting in meetings.select(finds, scorers)),
        relations.select(finds, scorers),
        statements.select(finds, scorers),
    )


def _foresee(told: Told, published: str | None) -> Told:
    """Return a step or meeting, "planned" where it is told as a fact but dated after the report."""
    return msgspec.structs.replace(told, modality=foresee(told.modality, told.date, published))
