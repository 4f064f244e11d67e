"""Find the dates of a report with a grammar of news dates, resolved by the day of publication and the tense.

Sequences of date words are cut out (``grammar``). Patterns from the data files combine them in three stages. Each
pattern names a builder, which computes the EDTF value (``builders``).

>>> from depositary.model.text import Report
>>> from depositary.reading.text.analysis import Analysis
>>> from depositary.reading.text.sentences import split_report
>>> report = Report.compose("They met in late October.", published="2024-12-26")
>>> [m.date.edtf for m in find_dates(Analysis(report, split_report(report), ()))]
['2024-10-21/2024-10-31']
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from depositary.model.dates import ImpreciseDate, parse_day, parse_edtf
from depositary.reading.dates.builders import counts, days, periods, quarters, spans
from depositary.reading.dates.context import Builder, Clock, Found
from depositary.reading.dates.grammar import Match, Piece, cut_chunks, encode, matches_at, may_date
from depositary.reading.mentions import DateMention
from depositary.reading.syntax import direction_at
from depositary.reading.text import Analysis, Sentence

STAGES = (1, 2, 3)
LEAD = 60  # code points before a date in which the words of a comparison stand
BUILDERS = (days, periods, quarters, counts, spans)


def find_dates(analysis: Analysis) -> tuple[DateMention, ...]:
    """Find every date and duration of a report, in order of the text.

    Raises:
        DateError: the report's publication date is not a date.
    """
    published = analysis.report.published
    clock = Clock(parse_day(published) if published else None)
    found = [m for sentence in analysis.sentences for m in find_in(sentence, clock, analysis.text)]
    return tuple(found)


def find_in(sentence: Sentence, clock: Clock, text: str) -> Iterator[DateMention]:
    """Yield the dates of one sentence."""
    if not may_date(sentence.text):
        return
    clock.look = functools.lru_cache(functools.partial(direction_at, sentence))
    clock.lead = lambda start: sentence.text[max(0, start - sentence.start - LEAD) : start - sentence.start]
    for chunk in cut_chunks(sentence.text, sentence.start):
        for piece in reduce_chunk(chunk, clock):
            if piece.sort in ("date", "done"):
                yield mention(piece, sentence, text)


def reduce_chunk(pieces: list[Piece], clock: Clock) -> list[Piece]:
    """Combine the words of a sequence, stage by stage."""
    for stage in STAGES:
        pieces = list(reduce_stage(pieces, clock, stage))
    return pieces


def reduce_stage(pieces: list[Piece], clock: Clock, stage: int) -> Iterator[Piece]:
    """Yield the pieces of a sequence after one stage of combination."""
    codes, at = encode(pieces), 0
    while at < len(pieces):
        end, built = build_at(pieces, codes, at, stage, clock)
        yield built or pieces[at]
        if built and stage == 1 and not modifies(pieces, at):
            clock.remember(built)
        at = end if built else at + 1


def modifies(pieces: list[Piece], at: int) -> bool:
    """Return whether a date only describes something ("the November 27 accord") and says nothing about that day."""
    return at > 0 and pieces[at - 1].sort in ("the", "a")


def build_at(pieces: list[Piece], codes: str, at: int, stage: int, clock: Clock) -> tuple[int, Piece | None]:
    """Return the longest piece that can be built at a position, and its end."""
    before = pieces[at - 1] if at else None
    for end, rule in matches_at(pieces, codes, at, stage):
        after = pieces[end] if end < len(pieces) else None
        built = builder(rule.name)(Match(tuple(pieces[at:end]), before, after), clock)
        if built:
            return end, built
    return at, None


@functools.cache
def builder(name: str) -> Builder:
    """Return the builder with a name."""
    plain = name.replace("-", "_")
    found: Builder = next(vars(module)[plain] for module in BUILDERS if plain in vars(module))
    return found


def mention(piece: Piece, sentence: Sentence, text: str) -> DateMention:
    """Make a mention from a piece, with its words."""
    found: Found = piece.value
    words = text[piece.start : piece.end]
    day = parse_edtf(found.edtf).with_text(words) if found.edtf else ImpreciseDate("", text=words)
    core = parse_edtf(found.core) if found.core else None
    return DateMention(piece.start, piece.end, sentence.index, day, found.duration, core)
