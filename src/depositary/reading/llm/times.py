"""Times: the model gives words, our grammar makes the date.

>>> make_date("on Friday", None, dt.date(2024, 12, 26), Modality.PLANNED).edtf
'2024-12-27'
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import Modality
from depositary.reading.dates import resolve_words
from depositary.reading.syntax import Direction

DIRECTIONS: dict[Modality, Direction] = {Modality.OCCURRED: "past", Modality.PLANNED: "future"}
"""Which way the words of a time look that goes with a step; of steps that are only thought of, the nearest day."""

BARE_DAY = re.compile(r"\bthe (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)(?: of (?:this|the) month)?\s*$", re.IGNORECASE)
"""The number of a day at the end of some words, without its month."""
REACH = 31
"""How far from publication such a day is looked for; days."""


def make_date(words: str, english: str | None, published: dt.date | None, modality: Modality) -> ImpreciseDate | None:
    """Return the date of a step, ``None`` where our grammar makes none of the words.

    Args:
        words: as they stand in the report.
        english: the same in English, where the report is in another language.
        published: the report's day of publication.
        modality: of the step that the words belong to; it says which way they look.
    """
    direction = DIRECTIONS.get(modality, "near")
    for told in list_wordings(words, english):
        found = resolve_words(complete_day(told, published, direction), published, direction)
        if found and found.dated:
            return msgspec.structs.replace(found.date, text=words)
    return None


def list_wordings(words: str, english: str | None) -> Iterator[str]:
    """Yield the wordings of a time that our grammar is asked about, the one it understands best first.

    Of words in another language it may understand a number alone, so the English goes first, unless it tells a year
    that the words do not have.
    """
    if english and years_of(english) <= years_of(words):
        yield english
    yield words


def years_of(words: str) -> set[str]:
    """Return the numbers of four digits in some words, the digits of every script as ours.

    >>> years_of("في عام ٢٠١٥")
    {'2015'}
    """
    plain = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in words)
    return set(re.findall(r"(?<!\d)\d{4}(?!\d)", plain))


def complete_day(words: str, published: dt.date | None, direction: Direction) -> str:
    """Return words with month and year put to a day that is told by its number alone.

    >>> complete_day("on the evening of the 28th", dt.date(2031, 3, 4), "past")
    'on the evening of 2031-02-28'
    """
    told = BARE_DAY.search(words)
    day = find_day(int(told["day"]), published, direction) if told and published else None
    return BARE_DAY.sub(day.isoformat(), words, count=1) if day else words


def find_day(number: int, published: dt.date, direction: Direction) -> dt.date | None:
    """Return the nearest day of a month that has a number, on the side of publication to which the words look."""
    days = [published + dt.timedelta(days=shift) for shift in range(-REACH, REACH + 1)]
    if direction != "near":
        days = [day for day in days if (day <= published if direction == "past" else day >= published)]
    return min((day for day in days if day.day == number), key=lambda day: abs(day - published), default=None)


def make_term(words: str, english: str | None) -> str | None:
    """Return the ISO 8601 duration that some words name.

    >>> make_term("veinte años", "twenty years")
    'P20Y'
    """
    found = [resolve_words(told, None, "near") for told in (words, english) if told]
    return next((each.duration for each in found if each and each.duration), None)
