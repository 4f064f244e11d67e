"""Times: the model gives words, our grammar makes the date.

>>> make_date("on Friday", None, dt.date(2024, 12, 26), Modality.PLANNED).edtf
'2024-12-27'
"""

from __future__ import annotations

import datetime as dt

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import Modality
from depositary.reading.dates import resolve_words
from depositary.reading.syntax import Direction

DIRECTIONS: dict[Modality, Direction] = {Modality.OCCURRED: "past", Modality.PLANNED: "future"}
"""Which way the words of a time look that goes with a step; of steps that are only thought of, the nearest day."""


def make_date(words: str, english: str | None, published: dt.date | None, modality: Modality) -> ImpreciseDate | None:
    """Return the date of a step, ``None`` where our grammar makes none of the words.

    Args:
        words: as they stand in the report.
        english: the same in English, where the report is in another language.
        published: the report's day of publication.
        modality: of the step that the words belong to; it says which way they look.
    """
    for told in (words, english):
        found = resolve_words(told, published, DIRECTIONS.get(modality, "near")) if told else None
        if found and found.dated:
            return msgspec.structs.replace(found.date, text=words)
    return None


def make_term(words: str, english: str | None) -> str | None:
    """Return the ISO 8601 duration that some words name.

    >>> make_term("veinte años", "twenty years")
    'P20Y'
    """
    found = [resolve_words(told, None, "near") for told in (words, english) if told]
    return next((each.duration for each in found if each and each.duration), None)
