"""What the rules of the date grammar build: EDTF texts, counted from the publication day and the date before.

Every builder takes a match and a clock and returns a piece of class ``date``, ``weak`` (more words
are needed) or ``done`` (nothing can be added), or nothing where the words are no date.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from depositary.errors import DateError
from depositary.lexicon import load_table
from depositary.model.dates import ImpreciseDate, parse_edtf
from depositary.reading.calendar import (
    Direction,
    choose_day,
    clamp,
    day_in,
    easter,
    shift,
    unit_edtf,
    unit_end,
    week_of,
)
from depositary.reading.chunks import Match, Piece

Builder = Callable[[Match, "Clock"], Piece | None]
MONTH = ("month", "month-short")
DAY = ("number", "ordinal")
LEADS = frozenset(
    ("in", "on", "since", "of", "by", "until", "from", "before", "after", "between",
"early", "mid", "late", "to", "within", "over", "as", "the")
)  # fmt: skip


@dataclass(slots=True)
class Clock:
    """What dates are counted from: publication day, the date before, and the direction of the clause."""

    published: date | None
    look: Callable[[int, int], Direction] = lambda start, end: "near"
    previous: date | None = None
    unit: str = "day"

    def remember(self, built: Piece) -> None:
        """Keep a date as the one that "the following day" counts from."""
        found = parse_edtf(built.value.edtf) if built.sort in ("date", "done") and built.value.edtf else None
        if found and found.earliest:
            self.previous, self.unit = date.fromisoformat(found.earliest), grain(found)

    def direction(self, match: Match) -> Direction:
        """Return the direction of the clause that the match stands in, "since" and "until" before all."""
        led = match.before.sort if match.before else ""
        if led == "since" or match.first("last"):
            return "past"
        if led in ("until", "to") and match.pieces[0].sort != "weekday":
            return "near"
        return self.look(match.pieces[0].start, match.pieces[-1].end)

    def choose(self, days: list[date], match: Match) -> date | None:
        """Choose the day that the tense points to; nothing without a publication day."""
        if not self.published or not days:
            return None
        return choose_day(days, self.published, self.direction(match))


@dataclass(frozen=True, slots=True)
class Found:
    """A date as built: its EDTF, the date without its preposition, and a duration where it is one."""

    edtf: str
    core: str | None = None
    duration: str | None = None
    last: str | None = None


def grain(found: ImpreciseDate) -> str:
    """Return the unit in which a date is exact."""
    if found.exact:
        return "day"
    plain = {4: "year", 7: "month"}.get(len(found.edtf), "week")
    return "decade" if "X" in found.edtf else plain


def piece(match: Match, edtf: str | None, sort: str = "date", **more: str | None) -> Piece | None:
    """Wrap an EDTF text as a piece over the words of the match; nothing for no or an impossible date."""
    if not edtf or not valid(edtf):
        return None
    taken = match.pieces
    return Piece(taken[0].start, taken[-1].end, sort, Found(edtf, **more))


def valid(edtf: str) -> bool:
    """Tell whether an EDTF text names a date."""
    try:
        parse_edtf(edtf)
    except DateError:
        return False
    return True


def point(match: Match, clock: Clock) -> Piece | None:
    """Build a day from figures, where day and month cannot be mistaken."""
    text = match.first("iso")
    if "-" in text:
        return piece(match, text)
    first, second, year = (int(part) for part in text.replace(".", "/").split("/"))
    if first <= 12 and second <= 12 and first != second and "/" in text:
        return None
    day, month = (first, second) if first > 12 or "." in text else (second, first)
    found = day_in(year, month, day)
    return piece(match, found.isoformat() if found else None)


def day(match: Match, clock: Clock) -> Piece | None:
    """Build a day from month and number, with its year or the one that tense and publication give."""
    number, month, year = match.first(*DAY), match.first(*MONTH), match.first("year")
    if month is None:
        return ordinal_day(match, clock)
    if match.first("number") and match.all("number")[0].text.isalpha():
        return None
    if year:
        return piece(match, f"{year}-{int(month):02}-{int(number):02}")
    return piece(match, yearless_day(int(month), int(number), match, clock))


def ordinal_day(match: Match, clock: Clock) -> Piece | None:
    """Build "Tuesday the 5th" from the weekday; a bare "the 5th" is no date."""
    weekday, number = match.first("weekday"), int(match.first("ordinal"))
    if weekday is None or not clock.published:
        return None
    near = (clock.published + timedelta(step) for step in range(-45, 46))
    fitting = [d for d in near if d.day == number and d.weekday() == int(weekday)]
    found = clock.choose(fitting, match)
    return piece(match, found.isoformat() if found else None)


def yearless_day(month: int, number: int, match: Match, clock: Clock) -> str | None:
    """Return the day of a month without a year; the year stays unknown without a publication day."""
    if not clock.published:
        return f"XXXX-{month:02}-{number:02}"
    years = range(clock.published.year - 4, clock.published.year + 5)
    found = clock.choose([d for year in years if (d := day_in(year, month, number))], match)
    return found.isoformat() if found else None


def days(match: Match, clock: Clock) -> Piece | None:
    """Build a row of days in one month."""
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
    """Build a range between days of two months in one year, or over its turn."""
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


def months(match: Match, clock: Clock) -> Piece | None:
    """Build a range of months."""
    first, last = (int(p.value) for p in match.all("month"))
    year = match.first("year") or yearless_month(last, match, clock)
    if (any(p.value == "and" for p in match.pieces) and not match.first("between")) or not year:
        return None
    begin = int(year) - (first > last)
    return piece(match, f"{begin}-{first:02}/{year}-{last:02}", sort="done")


def yearless_month(month: int, match: Match, clock: Clock) -> str | None:
    """Return the year of a month that the tense points to, the publication month included."""
    if not clock.published:
        return None
    near = [shift(clock.published, step, "month") for step in range(-11, 12)]
    found = clock.choose([d for d in near if d.month == month], match)
    return f"{found.year}" if found else None


def month(match: Match, clock: Clock) -> Piece | None:
    """Build a month; "May" and "March" alone need a word before them that dates have."""
    number, year = int(match.first(*MONTH)), match.first("year")
    name = match.all(*MONTH)[0]
    if year:
        return piece(match, f"{year}-{number:02}")
    unit = match.first("unit")
    if unit:
        return piece(
            match, f"{base.year}-{number:02}" if (base := unit_base(match, clock)) and unit == "year" else None
        )
    led = match.before is not None and match.before.sort in LEADS
    if name.sort == "month-short" or (not led and name.text in ("May", "March")):
        return None
    found = yearless_month(number, match, clock)
    return piece(match, f"{found or 'XXXX'}-{number:02}")


def unit_base(match: Match, clock: Clock) -> date | None:
    """Return a day in the unit that "last year", "next week", "the same month" name."""
    unit = match.first("unit")
    if match.first("same", "that"):
        return clock.previous
    step = -1 if match.first("last", "previous") else 1 if match.first("next", "following") else 0
    return shift(clock.published, step, unit) if clock.published else None


def near_month(match: Match, clock: Clock) -> Piece | None:
    """Build "last October", "next May", "this June"."""
    number = int(match.first("month"))
    if not clock.published:
        return None
    ahead = (number - clock.published.month) % 12
    if match.first("last"):
        ahead = (ahead - 12) if ahead else -12
    if match.first("next") and not ahead:
        ahead = 12
    base = date(clock.published.year, number, 1) if match.first("this") else shift(clock.published, ahead, "month")
    return piece(match, f"{base:%Y-%m}")


def years(match: Match, clock: Clock) -> Piece | None:
    """Build a range of years: "2014-2020", "2019-20", "from 2014 to 2020"."""
    found = match.all("year", "number")
    first, last = found[0].value, found[-1].value
    last = last if len(last) == 4 else first[:2] + last
    loose = any(p.value == "and" for p in match.pieces) and not match.first("between")
    if loose or len(last) != 4 or not plausible_year(first, led=False):
        return None
    return piece(match, f"{first}/{last}" if first < last else None, sort="done")


def year(match: Match, clock: Clock) -> Piece | None:
    """Build a year, where the four figures stand where a year can stand."""
    value = match.first("year")
    led = match.before is not None and match.before.sort in (LEADS - {"the", "to", "on"})
    return piece(match, value) if plausible_year(value, led) else None


def plausible_year(value: str, led: bool) -> bool:
    """Tell whether four figures can be a year; words that stand before years allow a wider range."""
    return (1000 if led else 1900) <= int(value) <= (2200 if led else 2060)


def decade(match: Match, clock: Clock) -> Piece | None:
    """Build a decade: "the 1990s", "the '80s"."""
    figures = match.first("decade").strip("'’s").rstrip("'’")
    return piece(match, (figures if len(figures) == 4 else "19" + figures)[:3] + "X")


def century(match: Match, clock: Clock) -> Piece | None:
    """Build a century: "the 21st century"."""
    number = int(match.first("ordinal"))
    return piece(match, f"{number - 1:02}XX" if match.first("unit") == "century" and 5 < number < 23 else None)


def season(match: Match, clock: Clock) -> Piece | None:
    """Build a season of a year."""
    base = unit_base(match, clock) if match.first("unit") == "year" else None
    found = match.first("year") or (f"{base.year}" if base else None)
    return piece(match, f"{found}-{match.first('season')}" if found else None)


def near_season(match: Match, clock: Clock) -> Piece | None:
    """Build "last summer", "next spring", "this winter"."""
    if not clock.published:
        return None
    code, year = match.first("season"), clock.published.year
    spans = [(y, parse_edtf(f"{y:04}-{code}")) for y in (year - 1, year, year + 1)]
    today = clock.published.isoformat()
    past = [y for y, span in spans if (span.latest or "") < today]
    ahead = [y for y, span in spans if (span.earliest or "") > today]
    chosen = past[-1] if match.first("last") and past else ahead[0] if match.first("next") and ahead else year
    return piece(match, f"{chosen:04}-{code}")


def weekday(match: Match, clock: Clock) -> Piece | None:
    """Build the weekday that the tense points to, the publication day included."""
    return piece(match, weekday_near(int(match.first("weekday")), match, clock))


def weekday_near(number: int, match: Match, clock: Clock) -> str | None:
    """Return the weekday of a number (Monday 0) next to the publication day in the tense's direction."""
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
    """Return the days with names, by name in small letters."""
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
    """Build "to date" and "so far": up to the publication day."""
    return piece(match, f"../{clock.published}" if clock.published else None, sort="done")


def near_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "last month", "this week", "next year"."""
    unit, base = match.first("unit"), unit_base(match, clock)
    if unit in ("hour", "minute", "half", "day") or not base:
        return None
    if unit == "weekend" and match.first("this"):
        return weekend(match, clock)
    return piece(match, unit_edtf(base, unit))


def weekend(match: Match, clock: Clock) -> Piece | None:
    """Build "the weekend": the last one, or the next in a clause that looks ahead."""
    if match.first("unit") != "weekend" or not clock.published:
        return None
    before = clock.published.weekday() < 5 and clock.direction(match) != "future"
    return piece(match, unit_edtf(clock.published - timedelta(7 if before else 0), "weekend"))


def quarter(match: Match, clock: Clock) -> Piece | None:
    """Build "the third quarter", the nearest where it has no year."""
    number = int(match.first("ordinal"))
    if match.first("unit") != "quarter" or number > 4 or not (clock.published or match.first("year")):
        return None
    year = match.first("year") or nearest_year(3 * number - 1, clock)
    return piece(match, f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}")


def nearest_year(month: int, clock: Clock) -> int | None:
    """Return the year in which a month lies nearest to the publication day."""
    steps = range(-6, 6) if clock.published else ()
    near = [shift(clock.published, step, "month") for step in steps if clock.published]
    return next((day.year for day in near if day.month == month), None)


def none(match: Match, clock: Clock) -> Piece | None:
    """Take words that look like a date and are none ("25 years old", "every Friday")."""
    return Piece(match.pieces[0].start, match.pieces[-1].end, "none", None)


def season_near(match: Match, clock: Clock) -> Piece | None:
    """Build "in the summer": the last one, or the next in a clause that looks ahead."""
    code = int(match.first("season"))
    first = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    year = yearless_month(first, match, clock)
    taken = Match(match.pieces[1:])
    return piece(taken, f"{year}-{code}" if year else None)


def rest_of_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "later this year": the publication day to the unit's end."""
    unit = match.first("unit")
    if not clock.published or unit not in ("week", "month", "year"):
        return None
    return piece(match, f"{clock.published}/{unit_end(clock.published, unit)}", sort="done")


def past_of_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "earlier this year": the unit."""
    unit = match.first("unit")
    return piece(match, unit_edtf(clock.published, unit) if clock.published else None)


def same_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "the same day", "that year": the unit of the date before."""
    unit = match.first("unit")
    return piece(match, unit_edtf(clock.previous, unit) if clock.previous and fits(clock, unit) else None)


def fits(clock: Clock, unit: str) -> bool:
    """Tell whether the date before is exact enough to count in the unit."""
    order = ("day", "week", "month", "quarter", "half", "year", "decade", "century")
    return unit in order and order.index(clock.unit) <= order.index(unit)


def shifted_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "the following day", "the previous month": counted from the date before."""
    unit = match.first("unit")
    step = -1 if match.first("previous", "before") else 1
    if match.first("next") and unit != "day":
        return piece(match, unit_edtf(shift(clock.published, 1, unit), unit) if clock.published else None)
    found = shift(clock.previous, step, unit) if clock.previous and fits(clock, unit) else None
    return piece(match, unit_edtf(found, unit) if found else None)


def shifted_part(match: Match, clock: Clock) -> Piece | None:
    """Build "the next morning": the day after the date before."""
    found = shift(clock.previous, 1, "day") if clock.previous and clock.unit == "day" else None
    return piece(match, found.isoformat() if found else None)


def amount(match: Match) -> int | None:
    """Return the number of units that the words count."""
    number = match.first("number", "tens")
    if number is not None:
        return int(number)
    return 2 if match.first("couple") else 1 if match.first("a") else None


def count_unit(match: Match) -> str:
    """Return the unit that the words count in."""
    return str(match.first("unit", "units"))


def counted_from(base: date | None, match: Match, sign: int) -> str | None:
    """Return the EDTF of the day, month or year that lies a number of units from a day."""
    number, unit = amount(match), count_unit(match)
    if base is None or number is None or unit in ("hour", "minute", "half", "weekend"):
        return None
    grain = unit if unit in ("month", "year", "decade", "century") else "day"
    coarse = "year" if grain in ("decade", "century") else "month" if unit == "quarter" else grain
    return unit_edtf(shift(base, sign * number, unit), coarse)


def ago(match: Match, clock: Clock) -> Piece | None:
    """Build "two weeks ago"."""
    return piece(match, counted_from(clock.published, match, -1))


def vague_ago(match: Match, clock: Clock) -> Piece | None:
    """Build "a few days ago": some time up to the publication day."""
    return piece(match, f"../{clock.published}" if clock.published else None, sort="done")


def moved(match: Match, clock: Clock) -> Piece | None:
    """Build "two days later", "a year earlier": counted from the date before."""
    unit = count_unit(match)
    if not fits(clock, unit):
        return None
    return piece(match, counted_from(clock.previous, match, -1 if match.first("earlier") else 1))


def from_now(match: Match, clock: Clock) -> Piece | None:
    """Build "three days from now"."""
    return piece(match, counted_from(clock.published, match, 1))


def weak(match: Match, clock: Clock) -> Piece | None:
    """Build "the year", which is a date only as a part of something ("by the end of the year")."""
    unit = match.first("unit")
    fitting = clock.published and unit in ("week", "month", "year", "decade", "century", "quarter")
    return piece(match, unit_edtf(clock.published, unit) if clock.published and fitting else None, sort="weak")
