"""Marks: what the encoder says of a report's words and of pairs of spans, as probabilities.

Offsets are code points of the report. Every probability lies between 0 and 1 and is rounded, so that tiny
differences between processors do not change a reading.

>>> Trigger(0, 6, {"signature": 0.9}, {"occurred": 0.8}).strength
0.9
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Mapping
from dataclasses import dataclass, field

Links = tuple[tuple[int, float], ...]
"""Candidates by their place in the list that was asked about, each with the probability of the link."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that words or rules found at a range of the report, shown to the encoder.

    ``sort`` is what was found: ``mention``, ``actor``, ``date``, ``action`` or ``modality``; ``label`` which.
    """

    start: int
    end: int
    sort: str
    label: str


@dataclass(frozen=True, slots=True)
class SpanMarks:
    """A mention of an agreement: probability of each area, and of each action told of it near by."""

    areas: Mapping[str, float]
    actions: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell a step or a meeting.

    ``codes`` holds the probability of each action (or kind of meeting), ``modality`` that of each modality.
    ``agreements``, ``agents``, ``dates`` and ``sources`` link it to the candidates of its window; a meeting has
    participants for agents and no agreements.
    """

    start: int
    end: int
    codes: Mapping[str, float]
    modality: Mapping[str, float]
    agreements: Links = ()
    agents: Links = ()
    dates: Links = ()
    sources: Links = ()

    @property
    def strength(self) -> float:
        """The probability of the likeliest code."""
        return max(self.codes.values())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that open or close what somebody says ("said", "according to"), and who the speaker is."""

    start: int
    end: int
    probability: float
    speakers: Links = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of agreements in one window: whether they are one, and what one has to do with the other.

    ``forward`` are the relations from the first to the second, ``backward`` those from the second to the first.
    """

    one: int
    other: int
    same: float
    forward: Mapping[str, float]
    backward: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name an agreement which words and rules did not find."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A word piece: probability of each action, of being inside reported words, and of naming an agreement."""

    start: int
    end: int
    actions: Mapping[str, float]
    telling: float
    content: float
    begins: float
    mention: float


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of one report.

    Mentions of agreements are told by their place among those that were asked about; ``names`` follow these.
    """

    triggers: tuple[Trigger, ...] = ()
    meetings: tuple[Trigger, ...] = ()
    cues: tuple[Cue, ...] = ()
    pairs: tuple[Pair, ...] = ()
    parties: Mapping[int, Links] = field(default_factory=dict)
    mentions: Mapping[int, tuple[SpanMarks, ...]] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    names: tuple[Name, ...] = ()

    def between(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces that overlap the range ``[start, end)``."""
        first = bisect.bisect_right(self.pieces, start, key=operator.attrgetter("end"))
        last = bisect.bisect_left(self.pieces, end, first, key=operator.attrgetter("start"))
        return self.pieces[first:last]
