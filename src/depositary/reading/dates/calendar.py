"""Arithmetic on days, months and years for dates that lean on another day.

>>> shift(date(2024, 1, 31), 1, "month")
datetime.date(2024, 2, 29)
>>> week_of(date(2024, 12, 26))
(datetime.date(2024, 12, 23), datetime.date(2024, 12, 29))
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from depositary.reading.syntax import Direction

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
DESIGNATORS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M"}
SCALES = {"fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month")}


def shift(day: date, count: int, unit: str) -> date:
    """Move a day by a number of units; the last day of a shorter month stands in for a missing one."""
    if unit not in MONTHS:
        return clamp(day.toordinal() + count * DAYS.get(unit, 0))
    index = day.year * 12 + day.month - 1 + count * MONTHS[unit]
    year, month = min(max(index // 12, 1), 9999), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def clamp(ordinal: int) -> date:
    """Return the day of an ordinal, kept inside the calendar."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return monday, clamp(monday.toordinal() + 6)


def unit_edtf(day: date, unit: str) -> str | None:
    """Return the EDTF text of the unit that a day lies in: its day, week, month, quarter, year, decade."""
    first = (day.month - 1) // 3 * 3 + 1
    forms = {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "year": f"{day:%Y}",
        "decade": f"{day:%Y}"[:3] + "X",
        "century": f"{day:%Y}"[:2] + "XX",
        "quarter": f"{day:%Y}-{first:02}/{day:%Y}-{first + 2:02}",
        "half": f"{day:%Y}-01/{day:%Y}-06" if day.month < 7 else f"{day:%Y}-07/{day:%Y}-12",
    }
    monday, sunday = week_of(day)
    weeks = {"week": f"{monday}/{sunday}", "weekend": f"{sunday - timedelta(1)}/{sunday}"}
    return (forms | weeks).get(unit)


def unit_end(day: date, unit: str) -> date:
    """Return the last day of the week, month or year that a day lies in."""
    if unit in DAYS:
        return week_of(day)[1] if unit != "day" else day
    month = 12 if unit == "year" else day.month
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def easter(year: int) -> date:
    """Return western Easter Sunday (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def choose_day(candidates: Iterable[date], published: date, direction: Direction) -> date:
    """Choose among the days of one name the one that the tense points to, the publication day included.

    A day most of a year off in the tense's direction gives way to one within a week.
    """
    days = sorted(candidates, key=lambda day: abs(day - published))
    nearest = days[0]
    if direction == "near" or (nearest - published).days == 0:
        return nearest
    fitting = [day for day in days if (day <= published) == (direction != "future")]
    soon = 60 if direction == "recent" else 7
    if not fitting or (abs((nearest - published).days) <= soon and abs((fitting[0] - published).days) > 270):
        return nearest
    return fitting[0]


def day_in(year: int, month: int, day: int) -> date | None:
    """Return a day, or nothing where the calendar has none."""
    valid = 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return date(year, month, day) if valid else None


def iso_duration(count: int, unit: str) -> str | None:
    """Return the ISO 8601 duration of a number of units."""
    times, base = SCALES.get(unit, (1, unit))
    if base not in DESIGNATORS:
        return None
    return f"P{'T' if base in ('hour', 'minute') else ''}{count * times}{DESIGNATORS[base]}"


def half_duration(count: int, unit: str) -> str | None:
    """Return the ISO 8601 duration of a number of units and a half: "two and a half years"."""
    half = {"year": "6M", "hour": "30M", "day": "T12H"}.get(unit)
    whole = iso_duration(count, unit)
    return f"{whole}{half}" if whole and half else None
