"""Statements: who says what through whom.

Enters: an ``Analysis`` with its actors, dates and agreements. Leaves: ``Statements``: quotations and reported speech
with speaker, source chain and exact spans.
"""

from __future__ import annotations

from depositary.reading.statements.finder import find_statements
from depositary.reading.statements.press_releases import find_release
from depositary.reading.statements.speakers import find_speaker

__all__ = ["find_release", "find_speaker", "find_statements"]
