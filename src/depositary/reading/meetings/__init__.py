"""Meetings: who meets whom, when, where and how surely.

Enters: the parsed sentences with actors, dates and statements. Leaves: ``Meeting`` values with evidence.
"""

from __future__ import annotations

from depositary.reading.meetings.finder import find_meetings

__all__ = ["find_meetings"]
