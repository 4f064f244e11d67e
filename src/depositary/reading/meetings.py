"""Meetings between representatives of different states and organisations."""

from __future__ import annotations

from depositary.model.reading import Meeting
from depositary.reading.analysis import Analysis
from depositary.reading.finds import Actors, DateMention, Statements


def find_meetings(
    analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...], statements: Statements
) -> tuple[Meeting, ...]:
    """Find the meetings that a report tells of or announces."""
    return ()
