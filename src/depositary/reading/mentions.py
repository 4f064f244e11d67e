"""What the finders hand to one another: finds with their places in the report.

Offsets are code points of the report's text; ``sentence`` is the index of the sentence.

>>> mention = DateMention(3, 13, 0, ImpreciseDate("2025-01-17", "2025-01-17", "2025-01-17"))
>>> mention.covers(5)
True
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Agreement, Place, Statement

ActorSort = Literal["state", "demonym", "metonym", "organ", "organisation", "group", "person", "collective"]
MentionSort = Literal["title", "description", "alias", "generic", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the report: half-open range and sentence."""

    start: int
    end: int
    sentence: int

    def covers(self, position: int) -> bool:
        """Tell whether a code point lies inside."""
        return self.start <= position < self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the mention shares a code point with the range ``[start, end)``."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class ActorMention(Mention):
    """A mention of somebody who can act for a state or an organisation.

    ``sort``: ``state`` by name ("Iran"); ``demonym`` ("Iranian", "Iranians"); ``metonym`` capital or
    seat ("Tehran", "the Kremlin"); ``organ`` ("State Duma", "Iranian embassy in Moscow", "Syrian Army");
    ``organisation`` ("EU"); ``group`` (armed or autonomous: "Hamas"); ``person``; ``collective``
    ("the two countries", "both sides"), whose ``members`` are the codes it stands for.
    ``agent`` is the mention resolved: fullest name, office, actor code.
    ``place`` is true where the words can also be a place ("Tehran", "Iran").
    """

    agent: Agent
    sort: ActorSort
    members: tuple[str, ...] = ()
    place: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The actor codes it stands for: its members, or its one actor, or nothing."""
        return self.members or ((self.agent.actor,) if self.agent.actor else ())


@dataclass(frozen=True, slots=True)
class PlaceMention(Mention):
    """A mention of a place where something can happen ("in Moscow")."""

    place: Place


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors and places of a report, in order of the text."""

    mentions: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()

    def within(self, start: int, end: int) -> list[ActorMention]:
        """Return the mentions that lie inside the range ``[start, end)``."""
        return pick_within(self.mentions, start, end)

    def in_sentence(self, index: int) -> list[ActorMention]:
        """Return the mentions of one sentence."""
        return pick_sentence(self.mentions, index)

    def at(self, position: int) -> ActorMention | None:
        """Return the mention that covers a code point, if any."""
        reached = bisect.bisect_right(self.mentions, position, key=get_start)
        index = self.mentions[reached - 1].sentence if reached else -1
        return next((m for m in pick_sentence(self.mentions, index) if m.covers(position)), None)


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A date in the report's words, resolved against its publication date and the tense.

    ``duration`` is an ISO 8601 duration where the words are one ("for 20 years": ``P20Y``); a mere
    duration is not ``dated``: its ``date.edtf`` is empty. ``core`` is the date without the preposition
    that opens it ("since May 2024": ``2024-05/..``, core ``2024-05``).
    """

    date: ImpreciseDate
    duration: str | None = None
    core: ImpreciseDate | None = None

    @property
    def dated(self) -> bool:
        """False for a mere duration, which names no time."""
        return bool(self.date.edtf)


@dataclass(frozen=True, slots=True)
class AgreementMention(Mention):
    """A mention of an agreement.

    ``sort``: ``title`` ("Comprehensive Strategic Partnership Treaty"), ``description`` ("a free trade
    agreement with Vietnam"), ``alias`` or acronym ("CETA"), ``generic`` ("the treaty", "the deal"),
    ``pronoun`` ("it", where it stands for the agreement; never among the names).
    ``noun`` is the code point where the head noun begins.
    """

    ref: str
    sort: MentionSort
    noun: int
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Agreements:
    """The agreements of a report and all their mentions, in order of the text."""

    agreements: tuple[Agreement, ...] = ()
    mentions: tuple[AgreementMention, ...] = ()

    def get(self, ref: str) -> Agreement:
        """Return the agreement of a ref."""
        return next(a for a in self.agreements if a.ref == ref)

    def within(self, start: int, end: int) -> list[AgreementMention]:
        """Return the mentions that lie inside the range ``[start, end)``."""
        return pick_within(self.mentions, start, end)

    def in_sentence(self, index: int) -> list[AgreementMention]:
        """Return the mentions of one sentence."""
        return pick_sentence(self.mentions, index)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A range of the report and the chain of those who vouch for it, nearest source first."""

    start: int
    end: int
    chain: tuple[Agent, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements of a report, and who vouches for which range ("according to" included).

    ``channels`` are whom the outlet names as its own source.
    """

    statements: tuple[Statement, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    channels: tuple[Agent, ...] = ()

    def chain_at(self, start: int, end: int) -> tuple[Agent, ...]:
        """Return the chain of the narrowest attribution that covers the range; empty: the outlet."""
        covering = [a for a in self.attributions if a.start <= start and end <= a.end]
        return min(covering, key=lambda a: a.end - a.start).chain if covering else ()


get_start = operator.attrgetter("start")
get_sentence = operator.attrgetter("sentence")
M = TypeVar("M", bound=Mention)


def pick_within(mentions: tuple[M, ...], start: int, end: int) -> list[M]:
    """Return the mentions, sorted by the text, that lie inside the range ``[start, end)``."""
    first = bisect.bisect_left(mentions, start, key=get_start)
    last = bisect.bisect_left(mentions, end, first, key=get_start)
    return [m for m in mentions[first:last] if m.end <= end]


def pick_sentence(mentions: tuple[M, ...], index: int) -> list[M]:
    """Return the mentions, sorted by the text, of one sentence."""
    first = bisect.bisect_left(mentions, index, key=get_sentence)
    return list(mentions[first : bisect.bisect_right(mentions, index, first, key=get_sentence)])


def first_at(mentions: Sequence[Mention], position: int) -> Mention | None:
    """Return the first mention that covers a code point, if any."""
    return next((m for m in mentions if m.covers(position)), None)
