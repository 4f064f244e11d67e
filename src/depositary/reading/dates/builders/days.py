"""Build days: by month and number, by weekday, by name, and "tomorrow".

Every builder takes a match and a clock. It returns a piece of class ``date`` or ``done`` (nothing can be added), or
nothing if the words are not a date.
"""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

from depositary.languages import load_table
from depositary.reading.dates.builders.counts import amount, count_unit
from depositary.reading.dates.calendar import clamp, day_in, easter, shift, week_of
from depositary.reading.dates.context import Clock, piece, unit_base
from depositary.reading.dates.grammar import Match, Piece

MONTH = ("month", "month-short")
DAY = ("number", "ordinal")
SIGNS = re.compile(r"[-/.]")


def point(match: Match, clock: Clock) -> Piece | None:
    """Build a day from digits, if day and month cannot be confused."""
    text = match.first("iso")
    first, second, year = (int(part) for part in SIGNS.split(text))
    if first > 31:
        return piece(match, f"{first:04}-{second:02}-{year:02}")
    if first <= 12 and second <= 12 and first != second and "." not in text:
        return None
    day, month = (first, second) if first > 12 or "." in text else (second, first)
    found = day_in(year, month, day)
    return piece(match, found.isoformat() if found else None)


def day(match: Match, clock: Clock) -> Piece | None:
    """Build a day from month and number. The year is given, or follows from tense and publication day."""
    number, month, year = match.first(*DAY), match.first(*MONTH), match.first("year")
    if month is None:
        return ordinal_day(match, clock)
    if match.first("number") and match.all("number")[0].text.isalpha():
        return None
    if match.first("unit"):
        base = unit_base(match, clock) if match.first("unit") == "year" else None
        year = f"{base.year}" if base else ""
    if year or match.first("unit"):
        return piece(match, f"{year}-{int(month):02}-{int(number):02}" if year else None)
    return piece(match, yearless_day(int(month), int(number), match, clock))


def ordinal_day(match: Match, clock: Clock) -> Piece | None:
    """Build "Tuesday the 5th" from the weekday. "The 5th" alone is not a date."""
    weekday, number = match.first("weekday"), int(match.first("ordinal"))
    if weekday is None or not clock.published:
        return None
    near = (clock.published + timedelta(step) for step in range(-45, 46))
    fitting = [d for d in near if d.day == number and d.weekday() == int(weekday)]
    found = clock.choose(fitting, match)
    return piece(match, found.isoformat() if found else None)


def day_of_month(match: Match, clock: Clock) -> Piece | None:
    """Build "the 2nd of this month", and no day of "the second of this month's summits"."""
    base = unit_base(match, clock) if match.first("unit") == "month" else None
    if base is None or (match.after is not None and match.after.sort == "possessive"):
        return None
    found = day_in(base.year, base.month, int(match.first("ordinal")))
    return piece(match, found.isoformat() if found else None)


def nth_weekday(match: Match, clock: Clock) -> Piece | None:
    """Build "the third Friday of next month", "the first Monday in October"."""
    first = month_of(match, clock)
    if first is None:
        return None
    fitting = [day for day in month_days(first) if day.weekday() == int(match.first("weekday"))]
    return piece(match, pick(fitting, match))


def nth_day(match: Match, clock: Clock) -> Piece | None:
    """Build "the last day of November"."""
    first = month_of(match, clock) if match.first("unit") == "day" else None
    return piece(match, pick(month_days(first), match)) if first else None


def pick(days: list[date], match: Match) -> str | None:
    """Return the day of a list that an ordinal or "last" counts."""
    number = len(days) if match.first("ordinal") is None else int(match.first("ordinal"))
    return days[number - 1].isoformat() if number <= len(days) else None


def month_of(match: Match, clock: Clock) -> date | None:
    """Return the first day of the month that a match names, by its name or by "next"."""
    number = match.first(*MONTH)
    if number is None:
        whole = Match(tuple(piece for piece in match.pieces if piece.sort not in ("ordinal", "weekday")))
        base = unit_base(whole, clock) if match.first("unit") == "month" else None
        return base.replace(day=1) if base else None
    year = match.first("year") or (yearless_day(int(number), 1, match, clock) or "X")[:4]
    return day_in(int(year), int(number), 1) if year.isdigit() else None


def month_days(first: date) -> list[date]:
    """Return the days of the month that begins on a day."""
    return [day for step in range(31) if (day := clamp(first.toordinal() + step)).month == first.month]


def yearless_day(month: int, number: int, match: Match, clock: Clock) -> str | None:
    """Return a day given without a year. The year stays unknown without a publication day."""
    if not clock.published:
        return f"XXXX-{month:02}-{number:02}"
    years = range(clock.published.year - 4, clock.published.year + 5)
    found = clock.choose([d for year in years if (d := day_in(year, month, number))], match)
    return found.isoformat() if found else None


def days(match: Match, clock: Clock) -> Piece | None:
    """Build a list of days in one month."""
    first, last = (int(p.value) for p in match.all(*DAY))
    month, year = int(match.first(*MONTH)), match.first("year")
    apart = any(p.value == "and" for p in match.pieces) and not match.first("between") and last != first + 1
    begin = f"{year}-{month:02}-{first:02}" if year else yearless_day(month, first, match, clock)
    if apart or not begin or first >= last:
        return None
    if begin.startswith("X"):
        return piece(match, begin, sort="done")
    return piece(match, f"{begin}/{begin[:7]}-{last:02}", sort="done")


def dated_range(match: Match, clock: Clock) -> Piece | None:
    """Build a range between days of two months, in one year or across the turn of the year."""
    numbers, months = (
        [int(p.value) for p in match.all(*DAY)],
        [int(p.value) for p in match.all(*MONTH)],
    )
    year = match.first("year")
    last = f"{year}-{months[1]:02}-{numbers[1]:02}" if year else yearless_day(months[1], numbers[1], match, clock)
    if not last or last.startswith("X") or (any(p.value == "and" for p in match.pieces) and not match.first("between")):
        return None
    begin = int(last[:4]) - (months[0] > months[1])
    return piece(match, f"{begin}-{months[0]:02}-{numbers[0]:02}/{last}", sort="done")


def weekday(match: Match, clock: Clock) -> Piece | None:
    """Build the weekday that fits the tense. It can be the publication day."""
    return piece(match, weekday_near(int(match.first("weekday")), match, clock))


def weekday_near(number: int, match: Match, clock: Clock) -> str | None:
    """Return the weekday with a number (Monday 0) that is next to the publication day in the direction of the tense."""
    if not clock.published:
        return None
    near = [clamp(clock.published.toordinal() + step) for step in range(-6, 7)]
    found = clock.choose([d for d in near if d.weekday() == number], match)
    return found.isoformat() if found else None


def holiday(match: Match, clock: Clock) -> Piece | None:
    """Build a day with a name: "Christmas Day", "on Easter Monday"."""
    row, year = holidays()[match.first("holiday").lower()], match.first("year")
    if year:
        return piece(match, holiday_in(row, int(year)).isoformat())
    if not clock.published:
        return piece(match, f"XXXX-{int(row['month']):02}-{int(row['day']):02}" if row["month"] else None)
    found = clock.choose([holiday_in(row, clock.published.year + step) for step in (-1, 0, 1)], match)
    return piece(match, found.isoformat() if found else None)


def holiday_in(row: dict[str, str], year: int) -> date:
    """Return the day of a holiday in a year."""
    if row["easter"]:
        return shift(easter(year), int(row["easter"]), "day")
    return date(year, int(row["month"]), int(row["day"]))


@functools.cache
def holidays() -> dict[str, dict[str, str]]:
    """Return the days with names, by lower-case name."""
    return {row["name"].lower(): row for row in load_table("en", "holidays")}


def near_weekday(match: Match, clock: Clock) -> Piece | None:
    """Build "last Friday", "next Tuesday", "this Sunday", "that Monday"."""
    number = int(match.first("weekday"))
    base = clock.previous if match.first("same", "previous", "following") else clock.published
    if not base:
        return None
    ahead = (number - base.weekday()) % 7
    if match.first("last", "previous"):
        return piece(match, clamp(base.toordinal() + (ahead - 7)).isoformat())
    if match.first("next", "following"):
        return piece(match, clamp(base.toordinal() + (ahead or 7)).isoformat())
    return piece(match, weekday_near(number, match, clock))


def weekday_of(match: Match, clock: Clock) -> Piece | None:
    """Build "Tuesday of last week", "next week on Friday"."""
    base = unit_base(match, clock)
    if not base or match.first("unit") != "week":
        return None
    return piece(match, clamp(week_of(base)[0].toordinal() + int(match.first("weekday"))).isoformat())


def weekday_after(match: Match, clock: Clock) -> Piece | None:
    """Build "Monday week", "a week on Monday": the weekday after the next one."""
    unit, joined = match.first("unit"), match.after is not None and match.after.sort in ("dash", "number", "possessive")
    if not clock.published or unit not in ("week", "fortnight") or joined:
        return None
    number, more = int(match.first("weekday")), 14 if unit == "fortnight" else 7
    ahead = (number - clock.published.weekday()) % 7 or 7
    return piece(match, clamp(clock.published.toordinal() + ahead + more).isoformat())


def weekday_ago(match: Match, clock: Clock) -> Piece | None:
    """Build "three weeks ago on Wednesday": the weekday in the week that lies so far back."""
    number = amount(match)
    if not clock.published or number is None or count_unit(match) not in ("week", "fortnight"):
        return None
    monday, _ = week_of(shift(clock.published, -number, count_unit(match)))
    return piece(match, clamp(monday.toordinal() + int(match.first("weekday"))).isoformat())


def ago_today(match: Match, clock: Clock) -> Piece | None:
    """Build "a year ago today": the same day of that year."""
    number, unit = amount(match), count_unit(match)
    if not clock.published or number is None or unit not in ("day", "week", "fortnight", "month", "year", "decade"):
        return None
    base = shift(clock.published, -1 if match.first("yesterday") else 0, "day")
    return piece(match, shift(base, -number, unit).isoformat())


def deictic(match: Match, clock: Clock) -> Piece | None:
    """Build today, yesterday, tomorrow, tonight."""
    step = -1 if match.first("yesterday") else 1 if match.first("tomorrow") else 0
    return piece(match, shift(clock.published, step, "day").isoformat() if clock.published else None)


def second_day(match: Match, clock: Clock) -> Piece | None:
    """Build "the day before yesterday" and "the day after tomorrow"."""
    step = -2 if match.first("yesterday") else 2
    found = clock.published and match.first("unit") == "day" and shift(clock.published, step, "day")
    return piece(match, found.isoformat() if found else None)


def part_of_day(match: Match, clock: Clock) -> Piece | None:
    """Build "this morning" and "last night"."""
    step = -1 if match.first("last") else 0
    fits = step == 0 or match.first("part") in ("night", "evening")
    return piece(match, shift(clock.published, step, "day").isoformat() if clock.published and fits else None)


def now(match: Match, clock: Clock) -> Piece | None:
    """Build "now" and "currently": the publication day."""
    return piece(match, clock.published.isoformat() if clock.published else None)


def to_date(match: Match, clock: Clock) -> Piece | None:
    """Build "to date": up to the publication day."""
    return piece(match, f"../{clock.published}" if clock.published else None, sort="done")


def shifted_part(match: Match, clock: Clock) -> Piece | None:
    """Build "the next morning": the day after the previous date."""
    found = shift(clock.previous, 1, "day") if clock.previous and clock.unit == "day" else None
    return piece(match, found.isoformat() if found else None)
