"""Quotes: the words of a report that a find rests on, with what stands before and after them.

>>> cut_words("On Friday Chad and Sudan signed the accord in Khartoum.", 10, 42, 8)
('Friday ', 'Chad and Sudan signed the accord', ' in')
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from depositary.register.storage import chunk
from depositary.register.storage.schema import reports

AROUND = 160  # characters shown before and after the words


class Quote(msgspec.Struct, frozen=True):
    """Words of a report between those before and after them, and where they stand."""

    report: str
    title: str | None
    outlet: str | None
    known_on: str
    before: str
    words: str
    after: str


def cut_words(text: str, start: int, end: int, around: int = AROUND) -> tuple[str, str, str]:
    """Return what stands before a passage, the passage, and what stands after it, in whole words."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around and " " in before:
        before = before[before.index(" ") + 1 :]
    if end + around < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return before, text[start:end], after


def load_quotes(connection: Connection, wanted: Iterable[tuple[str, int, int]]) -> dict[tuple[str, int, int], Quote]:
    """Load the words of passages, each given as its report and where it begins and ends."""
    passages = set(wanted)
    columns = reports.c.id, reports.c.title, reports.c.outlet, reports.c.known_on, reports.c.text
    rows = {}
    for part in chunk(sorted({report for report, _, _ in passages})):
        rows.update({row.id: row for row in connection.execute(select(*columns).where(reports.c.id.in_(part)))})
    return {
        (id, start, end): Quote(
            id, rows[id].title, rows[id].outlet, rows[id].known_on, *cut_words(rows[id].text, start, end)
        )
        for id, start, end in passages
    }
