"""The context that dates are computed from, and the result of a builder: a piece with its EDTF text.

>>> Clock(date(2024, 12, 26)).direction(Match((Piece(0, 4, "last", "last"),)))
'past'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from depositary.errors import DateError
from depositary.model.dates import ImpreciseDate, parse_edtf
from depositary.reading.dates.calendar import choose_day, shift, unit_edtf
from depositary.reading.dates.grammar import Match, Piece
from depositary.reading.syntax import Direction

Builder = Callable[[Match, "Clock"], Piece | None]


@dataclass(slots=True)
class Clock:
    """The reference points for dates: publication day, previous date, and the direction of the clause.

    ``quarter`` is the first day of the quarter that a business report is about. ``compares`` says that
    the report is one, and that "a year earlier" is a comparison.
    """

    published: date | None
    look: Callable[[int, int], Direction] = lambda start, end: "near"
    lead: Callable[[int], str] = lambda start: ""
    previous: date | None = None
    unit: str = "day"
    quarter: date | None = None
    compares: bool = False

    def remember(self, built: Piece) -> None:
        """Remember a date, from which "the following day" counts."""
        found = parse_edtf(built.value.edtf) if built.sort in ("date", "done") and built.value.edtf else None
        if found and found.earliest:
            self.previous, self.unit = date.fromisoformat(found.earliest), grain(found)

    def direction(self, match: Match) -> Direction:
        """Return the direction of the match's clause. "Since" and "until" come first."""
        led = match.before.sort if match.before else ""
        if led == "since" or match.first("last"):
            return "past"
        if led in ("until", "to") and match.pieces[0].sort != "weekday":
            return "near"
        found = self.look(match.pieces[0].start, match.pieces[-1].end)
        return "future" if found == "near" and led == "before" else found

    def choose(self, days: list[date], match: Match) -> date | None:
        """Choose the day that fits the tense, or nothing without a publication day."""
        if not self.published or not days:
            return None
        return choose_day(days, self.published, self.direction(match))


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a builder: EDTF, the date without its preposition, and the duration if it is one."""

    edtf: str
    core: str | None = None
    duration: str | None = None
    last: str | None = None


def grain(found: ImpreciseDate) -> str:
    """Return the precision of a date, as a unit."""
    if found.exact:
        return "day"
    plain = {4: "year", 7: "month"}.get(len(found.edtf), "week")
    return "decade" if "X" in found.edtf else plain


def piece(match: Match, edtf: str | None, sort: str = "date", **more: str | None) -> Piece | None:
    """Make a piece from an EDTF text and the words of the match, or nothing for an impossible date."""
    if not edtf or not valid(edtf):
        return None
    taken = match.pieces
    return Piece(taken[0].start, taken[-1].end, sort, Found(edtf, **more))


def quarter_piece(match: Match, day: date) -> Piece | None:
    """Make a piece for the quarter of a day."""
    return piece(match, unit_edtf(day, "quarter"))


def valid(edtf: str) -> bool:
    """Return whether an EDTF text names a date."""
    try:
        parse_edtf(edtf)
    except DateError:
        return False
    return True


def unit_base(match: Match, clock: Clock) -> date | None:
    """Return a day in the unit of "last year", "next week" or "the same month"."""
    unit = match.first("unit")
    if match.first("same", "that"):
        return clock.previous
    step = -1 if match.first("last", "previous") else 1 if match.first("next", "following") else 0
    return shift(clock.published, step, unit) if clock.published else None


def fits(clock: Clock, unit: str) -> bool:
    """Return whether the previous date is precise enough to count in the unit."""
    order = ("day", "week", "month", "quarter", "half", "year", "decade", "century")
    return unit in order and order.index(clock.unit) <= order.index(unit)
