"""Windows: the stretches of a report that the encoder sees at once.

A window is a run of whole sentences (its core), after the headline and the sentences just before it, which give
context. Each sentence is in the core of one window, so each word is judged once.

>>> [len(group) for group in group_sentences([150, 160, 130, 200, 10])]
[2, 3]
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from depositary.reading.text import Analysis

SENTENCE_PIECES = 200
"""Word pieces of one sentence that are read; a longer one is a list or a table."""
CORE_PIECES = 400
"""A whole report of news, mostly: what tells of one agreement then stands in one window."""
CONTEXT_PIECES = 48
CONTEXT_SENTENCE_PIECES = 100
HEADLINE_PIECES = 40
WINDOW_PIECES = 510
"""Word pieces of a window: the encoder has learned 512 places."""
NOWHERE = (-1, -1)
"""The range of a piece that stands for no word, such as a separator."""


class Tokenizer(Protocol):
    """Cuts text into word pieces."""

    @property
    def opens(self) -> int:
        """The id of the piece that opens a window."""

    @property
    def separates(self) -> int:
        """The id of the piece that separates and closes the parts of a window."""

    def cut(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids of the pieces of a text and their ranges in it, in code points."""


@dataclass(frozen=True)  # no slots: what is derived is kept
class Window:
    """Word pieces, in order of the report, with their ranges in it, and which of them belong to the core."""

    ids: tuple[int, ...]
    ranges: tuple[tuple[int, int], ...]
    core: tuple[bool, ...]

    @functools.cached_property
    def _placed(self) -> tuple[list[int], list[int], list[int]]:
        """The pieces that stand for words: their places in the window, where they begin and where they end."""
        places = [i for i, (start, _) in enumerate(self.ranges) if start >= 0]
        return places, [self.ranges[i][0] for i in places], [self.ranges[i][1] for i in places]

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last piece that overlap the range ``[start, end)`` of the report, if any."""
        places, starts, ends = self._placed
        first = bisect.bisect_right(ends, start)
        last = bisect.bisect_left(starts, end, first) - 1
        return (places[first], places[last]) if first <= last else None


@dataclass(slots=True)
class _Pieces:
    """Pieces as they are gathered for a window."""

    ids: list[int]
    ranges: list[tuple[int, int]]
    core: list[bool]

    def add(self, ids: Sequence[int], ranges: Sequence[tuple[int, int]], *, core: bool = False) -> None:
        self.ids += ids
        self.ranges += ranges
        self.core += [core] * len(ids)

    def close(self) -> Window:
        most = slice(WINDOW_PIECES)
        return Window(tuple(self.ids[most]), tuple(self.ranges[most]), tuple(self.core[most]))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The pieces of one sentence."""

    ids: list[int]
    ranges: list[tuple[int, int]]
    headline: bool


def cut_windows(analysis: Analysis, tokenizer: Tokenizer) -> Iterator[Window]:
    """Yield the windows of the parsed sentences and the headline of a report, in order."""
    sentences = [
        _cut(analysis.text, s.start, s.end, s.headline, tokenizer) for s in analysis.sentences if s.parsed or s.headline
    ]
    first = next((i for i, s in enumerate(sentences) if s.headline), None)
    for group in group_sentences([len(s.ids) for s in sentences]):
        pieces = _Pieces([tokenizer.opens], [NOWHERE], [False])
        if first is not None and not sentences[group[0]].headline:
            head = sentences[first]
            pieces.add(head.ids[:HEADLINE_PIECES], head.ranges[:HEADLINE_PIECES])
            pieces.add([tokenizer.separates], [NOWHERE])
        room = WINDOW_PIECES - len(pieces.ids) - 1 - sum(len(sentences[index].ids) for index in group)
        ahead = _gather_context(sentences, _context(sentences, group[0], first))
        pieces.add(ahead.ids[max(0, len(ahead.ids) - room) :], ahead.ranges[max(0, len(ahead.ids) - room) :])
        for index in group:
            pieces.add(sentences[index].ids, sentences[index].ranges, core=True)
        pieces.add([tokenizer.separates], [NOWHERE])
        yield pieces.close()


def group_sentences(lengths: Sequence[int]) -> list[list[int]]:
    """Return runs of sentences, each of at most `CORE_PIECES` pieces unless one sentence alone is longer.

    Args:
        lengths: the number of pieces of each sentence.
    """
    groups: list[list[int]] = []
    filled, count = 0, max(1, -(-sum(lengths) // CORE_PIECES))
    share = sum(lengths) / count  # so that the cores of a report are about equally long
    for index, length in enumerate(lengths):
        full = filled + length > CORE_PIECES or (filled >= share and len(groups) < count)
        if not groups or full:
            groups.append([])
            filled = 0
        groups[-1].append(index)
        filled += length
    return groups


def _cut(text: str, start: int, end: int, headline: bool, tokenizer: Tokenizer) -> _Sentence:
    ids, ranges = tokenizer.cut(text[start:end])
    shifted = [(start + a, start + b) for a, b in ranges[:SENTENCE_PIECES]]
    return _Sentence(ids[:SENTENCE_PIECES], shifted, headline)


def _gather_context(sentences: Sequence[_Sentence], indexes: Sequence[int]) -> _Pieces:
    """Return the last pieces of each sentence before a core."""
    gathered = _Pieces([], [], [])
    for index in indexes:
        kept = slice(-CONTEXT_SENTENCE_PIECES, None)
        gathered.add(sentences[index].ids[kept], sentences[index].ranges[kept])
    return gathered


def _context(sentences: Sequence[_Sentence], begin: int, headline: int | None) -> list[int]:
    """Return the sentences before a core that give it context: enough for `CONTEXT_PIECES`, the headline excepted."""
    chosen: list[int] = []
    filled = 0
    for index in range(begin - 1, -1, -1):
        length = len(sentences[index].ids)
        if index == headline or (chosen and filled + length > CONTEXT_PIECES):
            break
        chosen.append(index)
        filled += length
        if filled >= CONTEXT_PIECES:
            break
    return chosen[::-1]
