"""Named days: agreements that are called after the day or the month in which they were made ("the July 14 accord").

>>> find_named_days(["the 6 May truce"], "2021-02-01")
('2020-05-06', '2020-05-06')
>>> find_named_days(["March 2014 peace deal"], "2015-02-02")
('2014-03-01', '2014-03-31')
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Iterable
from datetime import date

from depositary.languages import load_table
from depositary.register.resolution.agreement_names import LANGUAGE

DAY = r"([0-3]?\d)(?:st|nd|rd|th)?"


def find_named_days(names: Iterable[str], known_on: str) -> tuple[str, str] | None:
    """Return the first and the last day that the names of an agreement can mean by a month, ``None`` if none has one.

    Args:
        names: the names.
        known_on: the day of the report. A month without a year is the last one that had begun by then.
    """
    for found in filter(None, map(day_pattern().search, names)):
        before, month, behind, year = found.groups()
        day = int(before or behind or 0)
        if (day or year or len(month) > 3) and (days := place_month(month_numbers()[month], day, year, known_on)):
            return days
    return None


def place_month(month: int, day: int, year: str | None, known_on: str) -> tuple[str, str] | None:
    """Return the first and last day of a month or the day in it, in its year or the last one that had begun.

    >>> place_month(2, 30, None, "2015-12-20") is None
    True
    """
    today = known_on[:10]
    told = int(year) if year else int(today[:4]) - (f"{month:02}-{day or 1:02}" > today[5:])
    length = calendar.monthrange(told, month)[1]
    if day > length:
        return None
    first, last = date(told, month, day or 1), date(told, month, day or length)
    return (first.isoformat(), last.isoformat()) if first.isoformat() <= today else None


@functools.cache
def day_pattern() -> re.Pattern[str]:
    """Return the pattern of a month in a name, with the day before or behind it and the year behind it, if told."""
    months = "|".join(month_numbers())
    return re.compile(rf"\b(?:{DAY} )?({months})\b(?: {DAY}\b)?(?:,? ((?:19|20)\d\d)\b)?")


@functools.cache
def month_numbers() -> dict[str, int]:
    """Return the number of each month by its full name."""
    rows = load_table(LANGUAGE, "date-words")
    return {row["word"]: int(row["value"]) for row in rows if row["class"] == "month" and row["word"].isalpha()}
