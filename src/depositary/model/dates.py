"""Imprecise dates: an EDTF text and the closed interval of days that it allows.

>>> ImpreciseDate("2024-10-21/2024-10-31", "2024-10-21", "2024-10-31", "late October").latest
'2024-10-31'
"""

from __future__ import annotations

import msgspec


class ImpreciseDate(msgspec.Struct, frozen=True):
    """A date as exact as a report gives it (EDTF, ISO 8601-2 level 1).

    ``earliest`` and ``latest`` are ISO days and ``None`` where that side is open or the year
    unknown; ``text`` holds the words that the date came from.
    """

    edtf: str
    earliest: str | None = None
    latest: str | None = None
    text: str | None = None
