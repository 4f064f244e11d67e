"""Dates: which words are dates, and which days they can mean.

Enters: an ``Analysis``. Leaves: ``DateMention`` values with EDTF and the first and last day they can mean, computed
from the day of publication. The grammar is in data files. See ``grammar`` and ``builders``.
"""

from __future__ import annotations

from depositary.reading.dates.calendar import choose_day, day_in, shift, unit_edtf, week_of
from depositary.reading.dates.finder import find_dates
from depositary.reading.dates.words import begins_with_date, resolve_words

__all__ = [
    "begins_with_date",
    "choose_day",
    "day_in",
    "find_dates",
    "resolve_words",
    "shift",
    "unit_edtf",
    "week_of",
]
