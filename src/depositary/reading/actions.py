"""The steps in the lives of agreements that a report tells: action, modality, agents, date, place, source."""

from __future__ import annotations

from depositary.model.reading import Action
from depositary.reading.analysis import Analysis
from depositary.reading.finds import Actors, Agreements, DateMention, Statements


def find_actions(
    analysis: Analysis,
    actors: Actors,
    dates: tuple[DateMention, ...],
    agreements: Agreements,
    statements: Statements,
) -> tuple[Action, ...]:
    """Find the steps of a report's agreements, one action for one step."""
    return ()
