"""Dates: which words are times, and which days they can mean.

Enters: an ``Analysis``. Leaves: ``DateMention`` values with EDTF and the first and last day they can mean, worked out
from the day of publication. The grammar lies in data files; see ``grammar`` and ``builders``.
"""

from __future__ import annotations

from depositary.reading.dates.finder import find_dates
from depositary.reading.dates.words import resolve_words

__all__ = ["find_dates", "resolve_words"]
