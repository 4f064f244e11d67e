"""The agreements of a report: titles, descriptions, aliases, what "the treaty" refers to."""

from __future__ import annotations

from depositary.reading.analysis import Analysis
from depositary.reading.finds import Actors, Agreements, DateMention


def find_agreements(analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...]) -> Agreements:
    """Find every agreement of a report, with all of its mentions."""
    return Agreements()
