"""Who can act in a report: states, organisations, organs, groups, persons, collectives; and places."""

from __future__ import annotations

from depositary.reading.analysis import Analysis
from depositary.reading.finds import Actors


def find_actors(analysis: Analysis) -> Actors:
    """Find every actor and place of a report."""
    return Actors()
