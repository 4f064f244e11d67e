"""Who says what in a report, through whom: statements and the ranges they vouch for."""

from __future__ import annotations

from depositary.reading.analysis import Analysis
from depositary.reading.finds import Actors, Agreements, DateMention, Statements


def find_statements(
    analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...], agreements: Agreements
) -> Statements:
    """Find the statements of a report that touch an agreement or the parties' relation."""
    return Statements()
