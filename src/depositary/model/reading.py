"""A reading: all that was found in one report, in the form of the contract ``reading/1``.

>>> Agent(name="Vladimir Putin", office="President", actor="RUS").actor
'RUS'
"""

from __future__ import annotations

from typing import Any

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.text import Report, Span
from depositary.model.vocabulary import (
    ActionCode,
    Kind,
    Manner,
    MeetingKind,
    Modality,
    RelationCode,
)


class Agent(msgspec.Struct, frozen=True):
    """A person, organ, state or organisation that acts or speaks.

    ``name`` is the fullest name in the report, without the office; ``office`` is as in the
    report; ``actor`` is the code of the state or organisation it acts for.
    """

    name: str
    office: str | None = None
    actor: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where a step is taken, as the report names it, and the state it lies in."""

    text: str
    country: str | None = None


class Agreement(msgspec.Struct, frozen=True):
    """An instrument that a report speaks of; ``ref`` is local to the reading."""

    ref: str
    title: str
    kind: Kind
    parties: tuple[str, ...] = ()
    names: tuple[Span, ...] = ()
    areas: tuple[str, ...] = ()
    year: int | None = None
    term: str | None = None
    hypothetical: bool = False


class Action(msgspec.Struct, frozen=True):
    """One step in the life of an agreement, as a report tells it."""

    agreement: str
    action: ActionCode
    modality: Modality
    evidence: tuple[Span, ...]
    date: ImpreciseDate | None = None
    place: Place | None = None
    by: tuple[Agent, ...] = ()
    according_to: tuple[Agent, ...] = ()
    confidence: float = 1.0


class Meeting(msgspec.Struct, frozen=True):
    """Representatives of different actors come together or speak."""

    kind: MeetingKind
    modality: Modality
    participants: tuple[Agent, ...]
    evidence: tuple[Span, ...]
    date: ImpreciseDate | None = None
    place: Place | None = None
    according_to: tuple[Agent, ...] = ()


class Relation(msgspec.Struct, frozen=True, rename={"source": "from", "target": "to"}):
    """One agreement's bearing on another; ``from`` and ``to`` in the contract's JSON."""

    source: str
    relation: RelationCode
    target: str
    evidence: tuple[Span, ...]


class Statement(msgspec.Struct, frozen=True):
    """Words that a report gives to a speaker; ``via`` runs from the nearest source outward."""

    speaker: Agent
    manner: Manner
    span: Span
    via: tuple[Agent, ...] = ()
    date: ImpreciseDate | None = None
    about: str | None = None


class Dropped(msgspec.Struct, frozen=True):
    """What a reader that quotes a report proposed, and what of it could not be kept.

    ``quotes`` counts all words that it gave as the report's; ``unaligned`` those of them that do not stand in the
    report; ``uncoded`` names of states and organisations without a code; ``undated`` words of a time that no date
    could be made of; ``malformed`` finds that broke the form of an answer or referred to nothing.
    """

    quotes: int = 0
    unaligned: int = 0
    uncoded: int = 0
    undated: int = 0
    malformed: int = 0


class Reading(msgspec.Struct, frozen=True):
    """All that was found in one report; ``dropped`` is set by readers that quote it (a language model) alone."""

    report: Report
    reader: str
    schema: str = "reading/1"
    skipped: str | None = None
    agreements: tuple[Agreement, ...] = ()
    actions: tuple[Action, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    relations: tuple[Relation, ...] = ()
    statements: tuple[Statement, ...] = ()
    dropped: Dropped | msgspec.UnsetType = msgspec.UNSET

    def spans(self) -> list[Span]:
        """Return every span of the reading, in no particular order."""
        named = [span for agreement in self.agreements for span in agreement.names]
        finds: tuple[Action | Meeting | Relation, ...] = (*self.actions, *self.meetings, *self.relations)
        shown = [span for find in finds for span in find.evidence]
        return named + shown + [statement.span for statement in self.statements]

    def assert_evidence(self) -> Reading:
        """Hold the evidence law over every span, and return the reading.

        Raises:
            EvidenceError: a span does not say what the report says there.
        """
        for span in self.spans():
            self.report.assert_span(span)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return plain dictionaries and lists, as the contract's JSON has them."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    def to_json(self) -> str:
        """Return the reading as one line of JSON."""
        return msgspec.json.encode(self).decode("utf-8")

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """Read a reading back from its JSON and hold the evidence law over it.

        Raises:
            EvidenceError: a span does not hold its words.
        """
        return msgspec.json.decode(line, type=cls).assert_evidence()
