"""Build quarters of a year, mostly for business reports.

Such a report compares periods. Once it has named a quarter, "the quarter" means that one, and "a year ago" means the
same quarter of the year before.
"""

from __future__ import annotations

import re
from datetime import date

from depositary.reading.dates.builders.counts import amount, count_unit
from depositary.reading.dates.calendar import shift, unit_edtf
from depositary.reading.dates.context import Clock, piece, quarter_piece, unit_base
from depositary.reading.dates.grammar import Match, Piece

COMPARED = re.compile(r"\bcompared (?:with|to)\b[^.]*\Z")


def quarter(match: Match, clock: Clock) -> Piece | None:
    """Build "the third quarter". Without a year, it is the one that fits the tense."""
    number = int(match.first("ordinal"))
    if match.first("unit") != "quarter" or number > 4:
        return None
    year = match.first("year") or quarter_year(3 * number - 2, match, clock)
    if not year:
        return None
    return focus(match, clock, date(int(year), 3 * number - 2, 1))


def term(match: Match, clock: Clock) -> Piece | None:
    """Build "Q3 2024", "H1 of this year": a quarter or a half, as tables and business reports write it."""
    letter, number = sorted(match.first("term"), reverse=True)
    base = unit_base(match, clock) if match.first("unit") == "year" else None
    year, size = match.first("year") or (f"{base.year}" if base else None), 3 if letter == "Q" else 6
    if not year or int(number) * size > 12:
        return None
    first = date(int(year), (int(number) - 1) * size + 1, 1)
    return focus(match, clock, first) if letter == "Q" else piece(match, unit_edtf(first, "half"))


def quarter_year(month: int, match: Match, clock: Clock) -> int | None:
    """Return the year of the quarter that begins in a month: the nearest one, for the past one that has begun."""
    if not clock.published:
        return None
    today = clock.published
    begins = [date(today.year + step, month, 1) for step in (-1, 0, 1)]
    if clock.direction(match) in ("past", "recent"):
        begins = [day for day in begins if day <= today]
    return min(begins, key=lambda day: abs(shift(day, 1, "quarter") - today)).year


def focus(match: Match, clock: Clock, day: date) -> Piece | None:
    """Make a piece for a quarter, and remember it as the quarter of the report if it is over.

    The quarter of a business year can be over before the calendar's ("reported fourth-quarter earnings").
    """
    told = clock.direction(match) in ("past", "recent")
    if clock.published and (told or shift(day, 1, "quarter") <= clock.published):
        clock.quarter, clock.compares = max(day, clock.quarter or day), True
    return quarter_piece(match, day)


def focused(match: Match, clock: Clock) -> Piece | None:
    """Build "the quarter", "the latest quarter", "this quarter": that of the report, or the last complete one."""
    current = any(p.text.lower() == "current" for p in match.pieces)
    if match.first("unit") not in ("quarter", None) or not clock.published or current:
        return None
    if clock.quarter:
        return quarter_piece(match, clock.quarter)
    return quarter_piece(match, shift(clock.published, -1, "quarter")) if match.first("latest", "last") else None


def focused_in(match: Match, clock: Clock) -> Piece | None:
    """Build "the 1988 quarter", "the 1988 period": the quarter of the report in that year."""
    if match.first("unit") not in ("quarter", None) or not clock.quarter:
        return None
    return quarter_piece(match, clock.quarter.replace(year=int(match.first("year"))))


def year_before(match: Match, clock: Clock) -> Piece | None:
    """Build "a year ago" after the figures of a quarter or a year: the same quarter, or the year, before."""
    opening = match.pieces[0].text == "A"
    if not clock.compares or opening or amount(match) != 1 or count_unit(match) != "year" or not clock.published:
        return None
    if clock.quarter:
        return quarter_piece(match, shift(clock.quarter, -1, "year"))
    return piece(match, f"{clock.published.year - 1:04}")


def compared(match: Match, clock: Clock) -> Piece | None:
    """Build "compared with a loss of $3 million last year": the quarter of the report, a year before."""
    figures = COMPARED.search(clock.lead(match.pieces[0].start))
    if not clock.quarter or not figures or match.first("unit") != "year":
        return None
    return quarter_piece(match, shift(clock.quarter, -1, "year"))


def focused_before(match: Match, clock: Clock) -> Piece | None:
    """Build "last year's quarter", "the same period last year": the quarter of the report a year before."""
    units = {p.value for p in match.all("unit")}
    if not clock.quarter or "year" not in units or not (units == {"year", "quarter"} or match.first("period")):
        return None
    return quarter_piece(match, shift(clock.quarter, -1, "year"))


def focused_year_ago(match: Match, clock: Clock) -> Piece | None:
    """Build "the year-ago quarter", "the year-earlier third quarter"."""
    units = [p.value for p in match.all("unit")]
    ordinal = match.first("ordinal")
    base = clock.quarter
    if units[0] != "year" or units[1:] not in ([], ["quarter"]) or not clock.published:
        return None
    if ordinal:
        year = quarter_year(3 * int(ordinal) - 2, match, clock)
        base = date(year, 3 * int(ordinal) - 2, 1) if year else None
    return quarter_piece(match, shift(base, -1, "year")) if base else None
