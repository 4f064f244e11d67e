"""What the date grammar builds by counting units: "two weeks ago", "a year earlier", "three days from now"."""

from __future__ import annotations

from datetime import date

from depositary.reading.dates.calendar import shift, unit_edtf
from depositary.reading.dates.context import Clock, fits, piece
from depositary.reading.dates.grammar import Match, Piece


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


def none(match: Match, clock: Clock) -> Piece | None:
    """Take words that look like a date and are none ("25 years old", "every Friday")."""
    return Piece(match.pieces[0].start, match.pieces[-1].end, "none", None)


def some_day(match: Match, clock: Clock) -> Piece | None:
    """Take "one day", where nothing says that it is a length, and "in a year or two": some day, no date."""
    if match.first("or"):
        return none(match, clock)
    vague = match.pieces[0].text.lower() == "one" and match.first("unit") == "day" and match.before is None
    return none(match, clock) if vague else None


def share(match: Match, clock: Clock) -> Piece | None:
    """Take "a quarter of", "two halves of", which is no time."""
    return none(match, clock) if count_unit(match) in ("quarter", "half") else None


def ago(match: Match, clock: Clock) -> Piece | None:
    """Build "two weeks ago"."""
    return piece(match, counted_from(clock.published, match, -1))


def half_ago(match: Match, clock: Clock) -> Piece | None:
    """Build "two and a half years ago": the month."""
    halved = match.first("mixed") or match.first("unit") == "half"
    if not clock.published or match.first("units") != "year" or not halved:
        return None
    months = 12 * int(match.first("mixed", "number")) + 6
    return piece(match, unit_edtf(shift(clock.published, -months, "month"), "month"))


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
