"""Details: everything that is known about one agreement.

>>> Bearing("amends", "forward", "a1", "Blue Treaty", "c1").direction
'forward'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.schema import Table

from depositary.model.reading import Agent, Meeting, Statement
from depositary.model.treaty import Identifier, Scheme
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.queries.answers import StatusAnswer
from depositary.register.queries.arrivals import Arrival
from depositary.register.queries.dossiers import Dossier, Source, load_sources
from depositary.register.queries.published import PUBLISHED, list_related
from depositary.register.queries.timeline import TimelineStep, gather_steps
from depositary.register.queries.treaty_texts import KeptText, load_texts
from depositary.register.resolution import RULE, stories
from depositary.register.resolution.verdicts import day_after
from depositary.register.storage import chunk, load_pairs
from depositary.register.storage.schema import agreements, claims, identifiers, judgements, memberships


class Bearing(msgspec.Struct, frozen=True):
    """A relation to another agreement. ``forward`` if it goes from this agreement to the other.

    ``source`` is ``report``, or ``catalogue`` where the catalogue of known agreements says so: then no report has to,
    and ``claim`` is the id of what the catalogue says.
    """

    relation: str
    direction: str
    agreement: str
    title: str
    claim: str
    source: str = "report"


class Story(msgspec.Struct, frozen=True):
    """Reports that copy one another."""

    id: str
    reports: list[Source]


class Told(msgspec.Struct, frozen=True):
    """A statement about the agreement, with its report."""

    id: str
    report: str
    statement: Statement


class Met(msgspec.Struct, frozen=True):
    """A meeting in a report on the agreement."""

    id: str
    report: str
    meeting: Meeting


class Join(msgspec.Struct, frozen=True):
    """Why two mentions count as one agreement."""

    id: str
    mention: str
    other: str
    judge: str
    score: float
    reasons: list[str]


class Detail(msgspec.Struct, frozen=True):
    """One agreement: status, steps, signatories, relations, statements, and why its mentions are one agreement.

    ``texts`` are the treaty's own texts that the register holds; ``identifiers`` are its numbers in official lists and
    ``languages`` those of its authentic texts, as tables and texts give them.
    """

    status: StatusAnswer
    steps: list[TimelineStep]
    signatories: list[Agent]
    bearings: list[Bearing]
    statements: list[Told]
    meetings: list[Met]
    stories: list[Story]
    joins: list[Join]
    aliases: list[str]
    texts: list[KeptText] = []
    identifiers: list[Identifier] = []
    languages: list[str] = []


def detail(connection: Connection, dossier: Dossier, status: StatusAnswer) -> Detail:
    """Collect everything about one agreement, as known on the day and by the clock of its status."""
    known = KnownAt(status.known, status.known_by)
    mentions = [mention.id for mention in dossier.mentions]
    texts = list(load_texts(connection, mentions, known.day, by_arrival=known.clock == "arrival").values())
    told = [mention.languages for mention in dossier.mentions] + [text.clauses.languages for text in texts]
    return Detail(
        status=status,
        steps=gather_steps(dossier.claims),
        signatories=list_signatories(dossier),
        bearings=join_bearings(
            list_bearings(connection, mentions, known), list_published_bearings(connection, dossier, known)
        ),
        statements=list_statements(connection, mentions, known),
        meetings=list_meetings(connection, sorted(dossier.reports), known),
        stories=list_stories(connection, dossier),
        joins=list_joins(connection, mentions, known),
        aliases=mentions[1:],
        texts=texts,
        identifiers=list_identifiers(connection, mentions),
        languages=list(dict.fromkeys(language for languages in told for language in languages)),
    )


@dataclass(frozen=True, slots=True)
class KnownAt:
    """A day of knowledge by one of the two clocks."""

    day: str
    clock: str = "publication"

    def holds(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that a row counts as known."""
        if self.clock == "arrival":
            return Arrival(self.day).standing(table)
        return and_(table.c.known_on <= self.day, table.c.retired_at.is_(None))

    def judged(self) -> ColumnElement[bool]:
        """Return the condition that a judgement stands; by publication those of today do."""
        if self.clock != "arrival":
            return judgements.c.undone_at.is_(None)
        end = day_after(self.day)
        return and_(judgements.c.at < end, or_(judgements.c.undone_at.is_(None), judgements.c.undone_at >= end))


def list_identifiers(connection: Connection, mentions: Sequence[str]) -> list[Identifier]:
    """Return the identifiers that some mentions bear, each once, list by list."""
    found: set[Identifier] = set()
    for part in chunk(sorted(mentions)):
        query = select(identifiers.c.scheme, identifiers.c.value).where(identifiers.c.mention.in_(part))
        found.update(Identifier(Scheme(row.scheme), row.value) for row in connection.execute(query))
    return sorted(found)


def list_signatories(dossier: Dossier) -> list[Agent]:
    """Return the signatories, each once, in the fullest form of the name."""
    signed = [c for c in dossier.claims if c.action is ActionCode.SIGNATURE and c.modality is Modality.OCCURRED]
    found: dict[tuple[str | None, str], Agent] = {}
    for agent in sorted((a for c in signed for a in c.by), key=lambda a: (-len(a.name), a.office is None)):
        found.setdefault((agent.actor, agent.name.split()[-1]), agent)
    return sorted(found.values(), key=lambda a: (a.actor or "", a.name))


def list_rows(connection: Connection, sort: str, column: str, values: Sequence[str], known: KnownAt) -> list[Any]:
    """Return the current claims of a kind with one of some values in a column, in the order they became known."""
    found: list[Any] = []
    for part in chunk(values):
        query = select(claims).where(
            claims.c.sort == sort,
            claims.c[column].in_(part),
            known.holds(claims),
        )
        found.extend(connection.execute(query))
    return sorted(found, key=lambda row: (row.known_on, row.id))


def list_bearings(connection: Connection, mentions: Sequence[str], known: KnownAt) -> list[Bearing]:
    """Return the relations from and to an agreement, each once."""
    forward = [(row, "forward", row.target) for row in list_rows(connection, "relation", "mention", mentions, known)]
    back = [(row, "back", row.mention) for row in list_rows(connection, "relation", "target", mentions, known)]
    others = [other for _, _, other in forward + back if other]
    home = load_pairs(
        connection, select(memberships.c.mention, memberships.c.agreement).where(memberships.c.mention.in_(others))
    )
    titles = load_pairs(
        connection, select(agreements.c.id, agreements.c.title).where(agreements.c.id.in_(set(home.values())))
    )
    found: dict[tuple[str, str, str], Bearing] = {}
    for row, direction, other in forward + back:
        if other in home:
            agreement = home[other]
            bearing = Bearing(row.code, direction, agreement, titles.get(agreement, ""), row.id)
            found.setdefault((row.code, direction, agreement), bearing)
    return list(found.values())


def list_published_bearings(connection: Connection, dossier: Dossier, known: KnownAt) -> list[Bearing]:
    """Return the relations to agreements of the register that the catalogue of known agreements gives.

    As all that the catalogue says they count only by the clock of publication.
    """
    if dossier.known is None or known.clock == "arrival":
        return []
    related = {other.id: (code, way) for code, way, other in list_related(dossier.known, known.day)}
    columns = agreements.c.id, agreements.c.title, agreements.c.known
    query = select(*columns).where(agreements.c.known.in_(related), agreements.c.first_on <= known.day)
    found = []
    for row in connection.execute(query.order_by(agreements.c.first_on, agreements.c.id)):
        code, way = related[row.known]
        child = dossier.known.id if way == "forward" else row.known
        found.append(Bearing(str(code), way, row.id, row.title, f"{PUBLISHED}{child}:{code}", "catalogue"))
    return found


def join_bearings(told: Sequence[Bearing], published: Sequence[Bearing]) -> list[Bearing]:
    """Return the relations that reports tell, and those that only the catalogue gives."""
    known = {(bearing.direction, bearing.agreement) for bearing in told}
    return [*told, *(bearing for bearing in published if (bearing.direction, bearing.agreement) not in known)]


def list_statements(connection: Connection, mentions: Sequence[str], known: KnownAt) -> list[Told]:
    """Return the statements about an agreement."""
    rows = list_rows(connection, "statement", "mention", mentions, known)
    return [Told(row.id, row.report, msgspec.json.decode(row.body, type=Statement)) for row in rows]


def list_meetings(connection: Connection, reports: Sequence[str], known: KnownAt) -> list[Met]:
    """Return the meetings in some reports."""
    rows = list_rows(connection, "meeting", "report", reports, known)
    return [Met(row.id, row.report, msgspec.json.decode(row.body, type=Meeting)) for row in rows]


def list_stories(connection: Connection, dossier: Dossier) -> list[Story]:
    """Return the reports on an agreement, grouped into stories, in the order of days."""
    gathered: dict[str, list[Source]] = {}
    sources = dossier.sources or load_sources(connection, dossier.reports)
    told = dossier.stories or stories.find_stories(connection, dossier.reports)
    for report, story in told.items():
        gathered.setdefault(story, []).append(sources[report])
    ordered = [Story(story, sorted(own, key=lambda s: (s.known_on, s.id))) for story, own in gathered.items()]
    return sorted(ordered, key=lambda story: (story.reports[0].known_on, story.id))


def list_joins(connection: Connection, mentions: Sequence[str], known: KnownAt) -> list[Join]:
    """Return why the mentions of an agreement were merged, the least certain first."""
    found: list[Any] = []
    columns = judgements.c.id, judgements.c.mention, judgements.c.other, judgements.c.judge
    for part in chunk(mentions):
        query = select(*columns, judgements.c.score, judgements.c.reasons).where(
            judgements.c.mention.in_(part), known.judged(), judgements.c.verdict == "same"
        )
        found.extend(connection.execute(query))
    within = set(mentions)
    joins = [
        Join(row.id, row.mention, row.other, row.judge, row.score, msgspec.json.decode(row.reasons))
        for row in found
        if row.other in within
    ]
    return sorted(joins, key=lambda join: (join.score, join.judge != RULE, join.id))
