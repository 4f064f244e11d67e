"""A reading: everything that was found in one report. Its JSON form is the contract ``reading/1``.

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
    Bearing,
    Kind,
    Manner,
    MeetingKind,
    Modality,
    Organ,
    PartyRole,
    RelationCode,
)


class Agent(msgspec.Struct, frozen=True):
    """A person, organ, state or organisation that acts or speaks.

    ``name`` is the fullest name in the report, without the office; ``office`` is as in the
    report; ``actor`` is the code of the state or organisation it acts for; ``organ`` says which
    organ of a state it is, where that bears on what its act is worth.
    """

    name: str
    office: str | None = None
    actor: str | None = None
    organ: Organ | None = None


class Place(msgspec.Struct, frozen=True):
    """The place of a step, as the report names it, and its state."""

    text: str
    country: str | None = None


class Participant(msgspec.Struct, frozen=True):
    """An actor that has to do with an agreement, and what it is to it."""

    actor: str
    role: PartyRole


class Agreement(msgspec.Struct, frozen=True):
    """An instrument that a report speaks of; ``ref`` is local to the reading.

    ``parties`` are those that conclude it; ``roles`` names others that have to do with it, such as
    a mediator, a host or a critic, who are no parties. ``gloss`` is a plain English name where the report is in
    another language, whose title stays as it is. ``languages`` are those of its authentic texts, in English; only
    official tables set them.
    """

    ref: str
    title: str
    kind: Kind
    parties: tuple[str, ...] = ()
    names: tuple[Span, ...] = ()
    areas: tuple[str, ...] = ()
    year: int | None = None
    term: str | None = None
    hypothetical: bool = False
    roles: tuple[Participant, ...] = ()
    gloss: str | msgspec.UnsetType = msgspec.UNSET
    languages: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class Action(msgspec.Struct, frozen=True):
    """One step in the life of an agreement, as a report tells it.

    ``bearing`` says what the step bears on, where the words show that it isn't simply the agreement;
    ``total`` is how many have taken the step by then, where the report counts them. Only official tables set
    ``term``, the depositary's own name of the act ("acceptance"), and ``addressees``, whose reservation or
    declaration an objection answers.
    """

    agreement: str
    action: ActionCode
    modality: Modality
    evidence: tuple[Span, ...]
    date: ImpreciseDate | None = None
    place: Place | None = None
    by: tuple[Agent, ...] = ()
    according_to: tuple[Agent, ...] = ()
    confidence: float = 1.0
    bearing: Bearing | None = None
    total: int | None = None
    term: str | msgspec.UnsetType = msgspec.UNSET
    addressees: tuple[Agent, ...] | msgspec.UnsetType = msgspec.UNSET


class Meeting(msgspec.Struct, frozen=True):
    """A meeting or call between representatives of different actors."""

    kind: MeetingKind
    modality: Modality
    participants: tuple[Agent, ...]
    evidence: tuple[Span, ...]
    date: ImpreciseDate | None = None
    place: Place | None = None
    according_to: tuple[Agent, ...] = ()


class Relation(msgspec.Struct, frozen=True, rename={"source": "from", "target": "to"}):
    """A relation from one agreement to another: ``from`` and ``to`` in the contract's JSON."""

    source: str
    relation: RelationCode
    target: str
    evidence: tuple[Span, ...]


class Statement(msgspec.Struct, frozen=True):
    """Words that a report attributes to a speaker. ``via`` lists the sources, the nearest first."""

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
    """Everything that was found in one report. Only readers that quote it (language models) set ``dropped``."""

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
        """Check that every span has the words of the report, and return the reading.

        Raises:
            EvidenceError: a span differs from the text of the report.
        """
        for span in self.spans():
            self.report.assert_span(span)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return plain dictionaries and lists, in the form of the contract's JSON."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built

    def to_json(self) -> str:
        """Return the reading as one line of JSON."""
        return msgspec.json.encode(self).decode("utf-8")

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """Load a reading from its JSON and check its evidence.

        Raises:
            EvidenceError: a span differs from the text of the report.
        """
        return msgspec.json.decode(line, type=cls).assert_evidence()
