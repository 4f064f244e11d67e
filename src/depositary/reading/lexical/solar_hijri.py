"""The solar Hijri calendar: its years begin at the March equinox, and its leap years follow a cycle of 33.

The arithmetic holds for the years 1244 to 1472 (1865 to 2094): A. B. Birashk, "A Comparative Calendar of the Iranian,
Muslim Lunar, and Christian Eras", 1993, in the form of 33-year cycles.

>>> from_solar_hijri(1403, 10, 28).isoformat(), from_solar_hijri(1404, 1, 1).isoformat()
('2025-01-17', '2025-03-21')
"""

from __future__ import annotations

import datetime as dt

LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
EPOCH = dt.date(1921, 3, 21)  # 1 Farvardin 1300


def is_leap(year: int) -> bool:
    """Tell whether a year has 366 days."""
    return year % 33 in LEAPS


def from_solar_hijri(year: int, month: int, day: int) -> dt.date:
    """Return the Gregorian day of a day of the solar Hijri calendar.

    Raises:
        ValueError: the calendar has no such day.
    """
    longest = 31 if month <= 6 else 30 if month <= 11 or is_leap(year) else 29
    if not (1244 <= year <= 1472 and 1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"no day {year}-{month}-{day} in the solar Hijri calendar")
    first, last = sorted((year, 1300))
    years = sum(366 if is_leap(one) else 365 for one in range(first, last))
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return EPOCH + dt.timedelta((years if year >= 1300 else -years) + before + day - 1)
