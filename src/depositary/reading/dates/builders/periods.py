"""Build months, seasons, years and longer periods, by name and by "last", "this", "next".

Every builder takes a match and a clock. It returns a piece of class ``date``, ``weak`` (more words are needed) or
``done`` (nothing can be added), or nothing if the words are not a date.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta

from depositary.languages import load_toml
from depositary.model.dates import parse_edtf
from depositary.reading.dates.calendar import iso_duration, shift, unit_edtf, unit_end
from depositary.reading.dates.context import Clock, fits, piece, unit_base
from depositary.reading.dates.grammar import Match, Piece

MONTH = ("month", "month-short")
LEADS = frozenset(
    ("in", "on", "since", "of", "by", "until", "from", "before", "after", "between",
"early", "mid", "late", "to", "within", "over", "as", "the")
)  # fmt: skip


def months(match: Match, clock: Clock) -> Piece | None:
    """Build a range of months."""
    first, last = (int(p.value) for p in match.all("month"))
    year = match.first("year") or yearless_month(last, match, clock)
    if (any(p.value == "and" for p in match.pieces) and not match.first("between")) or not year:
        return None
    begin = int(year) - (first > last)
    return piece(match, f"{begin}-{first:02}/{year}-{last:02}", sort="done")


def yearless_month(month: int, match: Match, clock: Clock) -> str | None:
    """Return the year of a month that fits the tense. It can be the publication month."""
    if not clock.published:
        return None
    near = [shift(clock.published, step, "month") for step in range(-11, 12)]
    found = clock.choose([d for d in near if d.month == month], match)
    return f"{found.year}" if found else None


def month(match: Match, clock: Clock) -> Piece | None:
    """Build a month. "May" and "March" alone need a preceding word that dates have."""
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
    """Build a year, if four digits are in a position where a year is possible."""
    value = match.first("year")
    if match.first("unit"):
        return piece(match, value) if match.first("unit") == "year" else None
    led = match.before is not None and match.before.sort in (LEADS - {"the", "to", "on"})
    return piece(match, value) if plausible_year(value, led) else None


def plausible_year(value: str, led: bool) -> bool:
    """Return whether four digits can be a year. After words that precede years, a wider range is possible."""
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
    taken = Match(match.pieces[1:]) if match.pieces[0].sort in ("in", "over") else match
    return piece(taken, f"{found}-{match.first('season')}" if found else None)


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


def season_near(match: Match, clock: Clock) -> Piece | None:
    """Build "in the summer": the last one, or the next one in a clause about the future."""
    code = int(match.first("season"))
    first = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    year = yearless_month(first, match, clock)
    taken = Match(match.pieces[1:])
    return piece(taken, f"{year}-{code}" if year else None)


def near_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "last month", "this week", "next year"."""
    unit, base = match.first("unit"), unit_base(match, clock)
    if unit in ("hour", "minute", "half", "day") or not base:
        return None
    if unit == "weekend" and match.first("this"):
        return weekend(match, clock)
    if unit == "week" and match.first("this") and clock.direction(match) in ("past", "recent"):
        return past_of_unit(match, clock)
    return piece(match, unit_edtf(base, unit))


def past_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "the past decade": the years up to the publication day, not the decade before."""
    unit = match.first("unit")
    fitting = match.first("last") == "past" and unit in ("decade", "century")
    if not clock.published or not fitting:
        return None
    begin = shift(clock.published, -1, unit)
    return piece(match, f"{begin:%Y}/{clock.published:%Y}", sort="done", duration=iso_duration(1, unit))


def weekend(match: Match, clock: Clock) -> Piece | None:
    """Build "the weekend": the last one, or the next one in a clause about the future."""
    if match.first("unit") != "weekend" or not clock.published:
        return None
    before = clock.published.weekday() < 5 and clock.direction(match) != "future"
    return piece(match, unit_edtf(clock.published - timedelta(7 if before else 0), "weekend"))


def rest_of_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "later this year": from the publication day to the end of the unit."""
    unit = match.first("unit")
    if not clock.published or unit not in ("week", "month", "year"):
        return None
    whole = unit_edtf(clock.published, unit)
    return piece(match, f"{clock.published}/{unit_end(clock.published, unit)}", sort="done", core=whole)


def past_of_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "earlier this year", "was signed this week": from the first day of the unit to the publication day."""
    unit = match.first("unit")
    whole = unit_edtf(clock.published, unit) if clock.published else None
    begin = parse_edtf(whole).earliest if whole and unit in ("week", "month", "year") else None
    return piece(match, f"{begin}/{clock.published}" if begin else whole, core=whole)


def same_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "the same day", "that year": the unit of the previous date."""
    unit = match.first("unit")
    return piece(match, unit_edtf(clock.previous, unit) if clock.previous and fits(clock, unit) else None)


def that_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "that day" alone: the unit of the previous date, unless "that" opens a clause."""
    before = clock.lead(match.pieces[0].start).lower().split()
    return None if before and before[-1] in opening() else same_unit(match, clock)


@functools.cache
def opening() -> frozenset[str]:
    """Return the words after which "that" opens a clause."""
    return frozenset(load_toml("en", "tense")["that_openers"])


def shifted_unit(match: Match, clock: Clock) -> Piece | None:
    """Build "the following day", "the previous month": counted from the previous date."""
    unit = match.first("unit")
    step = -1 if match.first("previous", "before") else 1
    if match.first("next") and unit != "day":
        return piece(match, unit_edtf(shift(clock.published, 1, unit), unit) if clock.published else None)
    found = shift(clock.previous, step, unit) if clock.previous and fits(clock, unit) else None
    return piece(match, unit_edtf(found, unit) if found else None)


def weak(match: Match, clock: Clock) -> Piece | None:
    """Build "the year", which is a date only as part of a phrase ("by the end of the year")."""
    unit = match.first("unit")
    fitting = clock.published and unit in ("week", "month", "year", "decade", "century", "quarter")
    return piece(match, unit_edtf(clock.published, unit) if clock.published and fitting else None, sort="weak")
