"""Imprecise dates: an EDTF text (ISO 8601-2, level 1) with the first and last day that it can mean.

>>> date = parse_edtf("2024-10-21/2024-10-31")
>>> date.earliest, date.latest, date.contains(parse_edtf("2024-10-22"))
('2024-10-21', '2024-10-31', True)
>>> format_edtf("2024-10-01", "2024-10-31")
'2024-10'
"""

from __future__ import annotations

import calendar
import functools
import re
from datetime import date

import msgspec

from depositary.errors import DateError

POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<qualifier>[?~%])?",
    re.ASCII,
)
TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:Z|(?P<zone>[+-][0-9]{2}(?::?[0-9]{2})?))?",
    re.ASCII,
)
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # EDTF season code to the month it begins with, northern half
OPEN = ("..", "")
HELP = "write a day as 2025-01-17, a month as 2025-01, a year as 2025, a range as 2025-01/2025-03 or ../2025"


class ImpreciseDate(msgspec.Struct, frozen=True):
    """A date as exact as a report gives it (EDTF, ISO 8601-2 level 1).

    ``earliest`` and ``latest`` are ISO days and ``None`` where that side is open or the year
    unknown; ``text`` holds the words that the date came from.
    """

    edtf: str
    earliest: str | None = None
    latest: str | None = None
    text: str | None = None

    @property
    def bounded(self) -> bool:
        """True if both sides are known days."""
        return self.earliest is not None and self.latest is not None

    @property
    def placed(self) -> bool:
        """True if at least one side is known. A day of an unknown year is not placed."""
        return self.earliest is not None or self.latest is not None

    @property
    def exact(self) -> bool:
        """True for one known day."""
        return self.earliest is not None and self.earliest == self.latest

    def contains(self, other: ImpreciseDate) -> bool:
        """Return whether this date covers every day that ``other`` can mean. An open side covers all days on that side.

        A month of an unknown year covers its days of an unknown year.
        """
        if not (self.placed or other.placed):
            return other.edtf.startswith(self.edtf)
        if not (self.placed and other.placed):
            return False
        begins = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        return begins and (self.latest is None or (other.latest is not None and other.latest <= self.latest))

    def overlaps(self, other: ImpreciseDate) -> bool:
        """Return whether the two can share a day. Open and unknown sides can."""
        return not (self.before(other) or self.after(other))

    def before(self, other: ImpreciseDate) -> bool:
        """Return whether this date certainly ends before ``other`` begins."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def after(self, other: ImpreciseDate) -> bool:
        """Return whether this date certainly begins after ``other`` ends."""
        return other.before(self)

    def with_text(self, text: str | None) -> ImpreciseDate:
        """Return the same date with the words that it came from."""
        return msgspec.structs.replace(self, text=text)


@functools.lru_cache(maxsize=4096)
def parse_edtf(text: str) -> ImpreciseDate:
    """Parse an EDTF level-1 text: day, month, season, year, decade, century, interval, or a time with zone.

    Years run from 0001 to 9999. A day or month of an unknown year (``XXXX-01-17``) is accepted too.
    A time counts as the day in its own time zone.

    Raises:
        DateError: the text is not such a date, the day does not exist, or the interval runs backward.
    """
    if not isinstance(text, str):
        raise DateError(f"a date must be text, not {type(text).__name__}: {HELP}")
    if "/" in text:
        return parse_interval(text)
    if TIME.fullmatch(text):
        day = parse_day(text).isoformat()
        return ImpreciseDate(day, day, day)
    earliest, latest = parse_point(text, text)
    return ImpreciseDate(text, earliest, latest)


def parse_interval(text: str) -> ImpreciseDate:
    """Parse ``A/B``, either side of which may be open (``..``) or unknown (empty)."""
    sides = text.split("/")
    if len(sides) != 2 or all(side in OPEN for side in sides):
        raise DateError(f"not a date: {text!r}: an interval has two sides, and at least one is a date; {HELP}")
    first, last = (None if side in OPEN else parse_point(side, text) for side in sides)
    earliest, latest = first and first[0], last and last[1]
    if earliest and latest and earliest > latest:
        raise DateError(f"not a date: {text!r} ends before it begins")
    return ImpreciseDate(text, earliest, latest)


def parse_point(text: str, whole: str) -> tuple[str | None, str | None]:
    """Return first and last day of one side of an EDTF text, ``None`` where the year is unknown."""
    match = POINT.fullmatch(text)
    if not match or not plausible(match["year"], match["month"], match["day"]):
        raise DateError(f"not a date: {whole!r}: {HELP}")
    year, month, day = match["year"], match["month"], match["day"]
    if year == "XXXX":
        return None, None
    if month in (None, "XX"):
        return f"{year.replace('X', '0')}-01-01".replace("0000-", "0001-"), f"{year.replace('X', '9')}-12-31"
    return bound_month(int(year), int(month), day)


def plausible(year: str, month: str | None, day: str | None) -> bool:
    """Return whether the calendar has the date: no 30 February."""
    if year == "0000" or ("X" in year and year != "XXXX" and month) or (year == "XXXX" and month in (None, "XX")):
        return False
    if month in (None, "XX"):
        return day in (None, "XX")
    if int(month) in SEASONS:
        return day is None and year != "XXXX"
    leap = 2000 if year == "XXXX" else int(year)
    return 1 <= int(month) <= 12 and (day in (None, "XX") or 1 <= int(day) <= calendar.monthrange(leap, int(month))[1])


def bound_month(year: int, month: int, day: str | None) -> tuple[str, str]:
    """Return first and last day of a season, month, or day of a month."""
    if month in SEASONS:
        begin, end = SEASONS[month], SEASONS[month] + 2
        last_year = min(year + (end > 12), 9999)
        return bound_month(year, begin, None)[0], bound_month(last_year, (end - 1) % 12 + 1, None)[1]
    if day and day != "XX":
        return (f"{year:04}-{month:02}-{day}",) * 2
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def parse_day(text: str) -> date:
    """Return the day of an ISO day, or of an ISO time in its own zone.

    >>> parse_day("2024-12-26T23:30:00+03:00")
    datetime.date(2024, 12, 26)

    Raises:
        DateError: the text is neither, or more than one day.
    """
    match = TIME.fullmatch(text) if isinstance(text, str) else None
    if match and not (int(match["hour"]) < 24 and int(match["minute"]) < 60 and int(match["second"] or 0) <= 60):
        raise DateError(f"not a time: {text!r}: hours go up to 23, minutes up to 59")
    if match and match["zone"] and not (int(match["zone"][1:3]) <= 14 and int(match["zone"][3:].strip(":") or 0) < 60):
        raise DateError(f"not a time: {text!r}: a time zone is between -14:00 and +14:00")
    found = parse_edtf(match["day"] if match else text)
    if not found.exact or found.edtf != found.earliest:
        raise DateError(f"not one day: {text!r}; use YYYY-MM-DD, for example 2025-01-17")
    return date.fromisoformat(found.edtf)


def format_edtf(earliest: str | None, latest: str | None) -> str:
    """Return the shortest EDTF text for a closed or half-open interval of ISO days.

    Raises:
        DateError: both sides are open, or the interval runs backward.
    """
    if earliest == latest and earliest:
        return parse_edtf(earliest).edtf
    for short in {earliest[:4], earliest[:7]} if earliest and latest else ():
        found = parse_edtf(short)
        if (found.earliest, found.latest) == (earliest, latest):
            return short
    return parse_edtf(f"{earliest or '..'}/{latest or '..'}").edtf
