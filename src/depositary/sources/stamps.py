"""Dates as mail, feeds and pages write them; only whole days are taken, and none that cannot be.

What a date leaves out is never filled in: neither from the clock nor with a first of January.

>>> normalise("Thu, 26 Dec 2024 09:30:00 +0300"), normalise("2024-12-26T09:30:00.000Z")
('2024-12-26T09:30:00+03:00', '2024-12-26T09:30:00+00:00')
>>> normalise("December 2024"), normalise("2 hours ago"), normalise("30 Feb 2024")
(None, None, None)
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import unicodedata
from importlib import resources

LONGEST = 100
"""No date is longer, in characters."""
EARLIEST = 1900
"""No report is older; a smaller year is a placeholder."""
PLACEHOLDERS = frozenset(("1900-01-01", "1969-12-31", "1970-01-01", "1980-01-01"))
"""What programs write where they know no date: the beginnings of their calendars."""
AHEAD = dt.timedelta(days=2)
"""So much later than now a report is not published; clocks and zones differ by less."""

TIME = r"(?:[\s,T]+(?:at\s+|klo\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?)?"
HALF = r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
ZONE = r"(?:\s*\(?(?P<zone>Z|(?:GMT|UTC)?\s?[+-]\d{1,2}:?\d\d|(?:GMT|UTC)\s?[+-]\d{1,2}|[A-Za-z]{1,5})\b)?"
MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
FORMS = tuple(
    re.compile(form + TIME + HALF + ZONE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})/(?P<number>\d{1,2})/(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<number>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTH}[\s,-]+(?P<year>\d{{4}}|\d\d(?=\s))",
        rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])/(?P<number>\d{1,2})/(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<number>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})(?!\d)",
    )
)
"""How days are written; of figures with strokes only those that can mean one day."""
UNIX = re.compile(r"((?:1\d{9}|[2-9]\d{8})(?:\d{3})?)(?:\.\d{1,9})?")
ASCTIME = re.compile(r"\b([A-Za-z]{3})\s+(\d{1,2})\s+(\d\d:\d\d:\d\d)(\s+[A-Z]{1,5})?\s+(\d{4})\b")
COMPACT_TIME = re.compile(r"(?<!\d)((?:19|20)\d{6})T?(\d\d)(\d\d)(\d\d)(?!\d)")
MOST_SEARCHED = 200_000
HOURS, MINUTES = 24, 60
SHORT = 2
"""So many figures a year has where its century is left out."""
PIVOT = 70
"""Years of two figures below it are of this century (RFC 5322, 4.3 puts it at 50)."""
SEPTEMBER = 9
"""Its short form has four letters too."""
MONTHS = [calendar.month_name[number].lower() for number in range(1, 13)]
OTHER = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def normalise(value: object) -> str | None:
    """Return a date as an ISO 8601 day or time with its own zone; ``None`` where it is none, or cannot be one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 10**15 else ""
    if not isinstance(value, str):
        return None
    text = write_digits(value.strip()[:LONGEST])
    try:
        return check_plausible(read_stamp(text))
    except (ValueError, OverflowError):
        return None


def write_digits(text: str) -> str:
    """Return a text with the digits of other scripts as those of ASCII.

    >>> write_digits("٢٦.١٢.٢٠٢٤")
    '26.12.2024'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def check_plausible(found: str | None) -> str | None:
    """Return a date that a report can have been published on, ``None`` for any other."""
    if not found or int(found[:4]) < EARLIEST or found[:10] in PLACEHOLDERS:
        return None
    return found if dt.date.fromisoformat(found[:10]) <= (dt.datetime.now(dt.UTC) + AHEAD).date() else None


def read_stamp(text: str) -> str | None:
    """Return a date in ISO 8601.

    Raises:
        ValueError: there is no such day or time.
    """
    if unix := UNIX.fullmatch(text):
        seconds = int(unix[1]) / (1000 if len(unix[1]) > 10 else 1)
        return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")
    plain = ASCTIME.sub(r"\1 \2 \5 \3\4", COMPACT_TIME.sub(r"\1 \2:\3:\4", text))
    for form in FORMS:
        found = form.search(plain)
        if found and (month := read_month(found.groupdict())):
            return write_stamp(found.groupdict(), month)
    return read_otherwise(plain) if OTHER.search(plain) and re.search(r"[^\W\d_]{3}", plain) else None


def list_days(text: str) -> set[str]:
    """Return the whole days that a text prints, in ISO 8601.

    >>> list_days("Talks began on 3 May 2021 and ended in June 2021")
    {'2021-05-03'}
    """
    return {day for _, day in list_places(text[:MOST_SEARCHED])}


def list_places(text: str) -> list[tuple[int, str]]:
    """Return where a text prints whole days, and which, in ISO 8601.

    >>> list_places("Talks began on 3 May 2021")
    [(15, '2021-05-03')]
    """
    found = (match for form in FORMS for match in form.finditer(text))
    return [(match.start(), day[:10]) for match in found if (day := normalise(match[0]))]


def read_month(parts: dict[str, str | None]) -> int:
    """Return the month, 0 where the word is none."""
    if number := parts.get("number"):
        return int(number)
    word = (parts.get("month") or "").lower()
    return next((n for n, name in enumerate(MONTHS, 1) if word in (name, name[:3], name[:4] * (n == SEPTEMBER))), 0)


def write_stamp(parts: dict[str, str | None], month: int) -> str:
    """Return the parts of a date in ISO 8601.

    Raises:
        ValueError: there is no such day or time.
    """
    year = int(parts["year"] or 0)
    year += 0 if len(parts["year"] or "") > SHORT else 2000 if year < PIVOT else 1900
    day = dt.date(year, month, int(parts["day"] or 0))
    if not parts["hour"]:
        return day.isoformat()
    hour = int(parts["hour"])
    if half := parts["half"]:
        hour = hour % 12 + (12 if half in "pP" else 0)
    time = dt.time(hour, int(parts["minute"] or 0), min(59, int(parts["second"] or 0)))
    return f"{day.isoformat()}T{time.isoformat()}{find_offset(parts['zone'])}"


def find_offset(zone: str | None) -> str:
    """Return the offset of a zone from UTC; nothing where none is named, or the name can mean more than one.

    >>> find_offset("GMT+0100"), find_offset("CET"), find_offset("IST")
    ('+01:00', '+01:00', '')
    """
    if not zone:
        return ""
    digits = re.search(r"([+-])(\d{1,2})(?::?(\d\d))?$", zone)
    if not digits:
        return list_zones().get(zone.upper(), "")
    sign, hours, minutes = digits[1], digits[2], digits[3] or "00"
    return f"{sign}{int(hours):02d}:{minutes}" if int(hours) < HOURS and int(minutes) < MINUTES else ""


@functools.cache
def list_zones() -> dict[str, str]:
    """Return the zones by name that mean one offset."""
    table = resources.files("depositary.sources").joinpath("zones.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


def read_otherwise(text: str) -> str | None:
    """Return a date with its month in words of another language, as `dateparser` reads it; whole days alone."""
    import dateparser  # type: ignore[import-untyped]  # it ships no types

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found = dateparser.parse(text, settings=settings)
    except Exception:  # the library's own faults on odd texts must not lose the report
        return None
    return str(found.date().isoformat()) if found else None
