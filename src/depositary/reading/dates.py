"""The dates of a report: a grammar of news dates, resolved against publication date and tense."""

from __future__ import annotations

from depositary.reading.analysis import Analysis
from depositary.reading.finds import DateMention


def find_dates(analysis: Analysis) -> tuple[DateMention, ...]:
    """Find every date and duration of a report."""
    return ()
