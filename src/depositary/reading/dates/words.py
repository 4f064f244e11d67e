"""The date that some words alone name, where it is known which way their clause looks.

Who proposes a find without a parse (a language model) gives the words; the grammar makes the date of them.

>>> found = resolve_words("on Friday", date(2024, 12, 26), "future")
>>> found and found.date.edtf
'2024-12-27'
"""

from __future__ import annotations

from datetime import date

from depositary.reading.dates.context import Clock
from depositary.reading.dates.finder import mention, reduce_chunk
from depositary.reading.dates.grammar import cut_chunks, may_date
from depositary.reading.mentions import DateMention
from depositary.reading.syntax import Direction
from depositary.reading.text import Sentence

ANY_DAY = date(2000, 1, 1)
"""A day of publication where only the form of the words counts."""


def resolve_words(
    words: str, published: date | None, direction: Direction, previous: date | None = None
) -> DateMention | None:
    """Return the date or duration that some words name, the longest where they hold several durations.

    Words that hold several dates which our grammar does not take for one ("in 1951 and 1962") name no one date.

    Args:
        words: of a report, and nothing around them ("on 17 January", "for 20 years").
        published: the day of publication; without it nothing that hangs on it is made.
        direction: which way the clause looks that they stand in.
        previous: the day told before, from which "the following day" counts.
    """
    if not may_date(words):
        return None
    clock = Clock(published, look=lambda start, end: direction, previous=previous)
    sentence = Sentence(0, 0, len(words), words)
    pieces = [piece for chunk in cut_chunks(words, 0) for piece in reduce_chunk(chunk, clock)]
    found = [mention(piece, sentence, words) for piece in pieces if piece.sort in ("date", "done")]
    if sum(each.dated for each in found) > 1:
        return None
    return max(found, key=lambda each: each.end - each.start, default=None)


def begins_with_date(words: str) -> bool:
    """Return whether some words begin with a day, a week or a month, as "23.12.2024" and "the 23rd of May" do.

    A year alone does not count ("2024 quotas" are a thing), nor a share of something ("the first quarter of the gas").

    >>> begins_with_date("the 23rd of December in Lomé"), begins_with_date("2024 quotas"), begins_with_date("fishing")
    (True, False, False)
    """
    if not may_date(words):
        return False
    chunk = next(cut_chunks(words, 0), [])
    if not chunk or chunk[0].start:
        return False
    first = reduce_chunk(chunk, Clock(ANY_DAY))[0]
    told = first.sort in ("date", "done") and "-" in first.value.edtf
    return told and not words[first.end :].startswith(" of ")
