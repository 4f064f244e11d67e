"""Lists of agreements, filtered by party, kind, area, status, words and days.

>>> Filter(kind="treaty").limit
50
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select
from sqlalchemy.sql.elements import ColumnElement

from depositary.languages.actor_codes import resolve_actor
from depositary.model.vocabulary import Kind
from depositary.register.queries.answers import StatusAnswer, answer_status
from depositary.register.queries.dossiers import Dossier, load_dossiers
from depositary.register.storage import among
from depositary.register.storage.schema import OPEN, agreements, claims, memberships, participations
from depositary.world import load_catalogue

ALL = 1_000_000
PASSING = frozenset(map(str, (Kind.CEASEFIRE, Kind.EXCHANGE_OF_NOTES)))  # of which each has two sides at least


class Filter(msgspec.Struct, frozen=True):
    """The filter of a list.

    All ``parties`` take part: they are given by codes or names, and kept as codes. ``since`` and ``until`` limit the
    days of the reports. ``fragments`` asks for those too that reports only
    describe, without telling who they are between.

    Raises:
        UnknownNameError: there is no such party.

    >>> Filter(parties=("Russia", "EU")).parties
    ('RUS', 'EU')
    """

    parties: tuple[str, ...] = ()
    kind: str | None = None
    area: str | None = None
    status: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50
    offset: int = 0
    fragments: bool = False

    def __post_init__(self) -> None:
        """Keep parties as codes, each once."""
        codes = dict.fromkeys(resolve_actor(party) for party in self.parties)
        msgspec.structs.force_setattr(self, "parties", tuple(codes))


class Line(msgspec.Struct, frozen=True):
    """One agreement in a list.

    ``status``, ``since`` (EDTF), ``disputed``, ``outlets``, ``last_reported`` and ``stale`` are set only if the status
    was asked for; ``stale`` tells that the status may well have changed since the last report. ``known`` is the id of
    the known agreement that it is. Of one of ``many``, ``named`` are those that reports name as parties, and
    ``parties`` those that are parties by their steps, which only a list with the status tells.
    """

    id: str
    title: str
    kind: str
    parties: list[str]
    areas: list[str]
    year: int | None
    first_on: str
    last_on: str
    reports: int
    stories: int
    status: str | None = None
    disputed: bool = False
    outlets: list[str] = []
    since: str | None = None
    last_reported: str | None = None
    stale: bool = False
    known: str | None = None
    many: bool = False
    named: list[str] = []


WORDS = msgspec.json.Decoder(list[str])
CIRCLE = 5  # an agreement of more parties than these is taken for one of many
COLUMNS = [agreements.c[name] for name in (*Line.__struct_fields__[:10], "known")]


def list_lines(connection: Connection, asked: Filter, known: str) -> list[Line]:
    """Return the lines that match a filter, apart from its status, those with most stories first."""
    query = narrow(select(*COLUMNS).where(agreements.c.first_on <= known), asked)
    query = query.order_by(agreements.c.stories.desc(), agreements.c.last_on.desc(), agreements.c.id)
    if not asked.status:
        query = query.limit(asked.offset + asked.limit)
    return [make_line(row) for row in connection.execute(query).all()]


def narrow(query: Select[Any], asked: Filter) -> Select[Any]:
    """Restrict a query to a filter."""
    if not asked.fragments:
        query = query.where(~is_fragment())
    for party in asked.parties:
        within = select(participations.c.agreement).where(participations.c.actor == party)
        query = query.where(agreements.c.id.in_(within))
    for word in (asked.words or "").lower().split():
        query = query.where(func.lower(agreements.c.title + agreements.c.names).contains(word, autoescape=True))
    if asked.kind:
        query = query.where(agreements.c.kind == asked.kind)
    if asked.area:
        query = query.where(agreements.c.areas.contains(f'"{asked.area}"', autoescape=True))
    if asked.since:
        query = query.where(agreements.c.last_on >= asked.since)
    return query.where(agreements.c.first_on <= asked.until) if asked.until else query


def is_fragment() -> ColumnElement[bool]:
    """Return the condition that reports only describe an agreement, and don't tell who it is between."""
    alone = agreements.c.parties.not_like("%,%")
    described = (agreements.c.names == "[]") | agreements.c.kind.in_(PASSING)
    return agreements.c.known.is_(None) & described & alone


def make_line(row: Any) -> Line:
    """Make a line from its row."""
    name, title, kind, parties, areas, year, first, last, reports, stories, known = row
    named = WORDS.decode(parties)
    entry = load_catalogue().get(known) if known else None
    many = entry.many if entry else len(named) > CIRCLE
    bound, named = ([], named) if many else (named, [])
    told = WORDS.decode(areas)
    return Line(
        name, title, kind, bound, told, year, first, last, reports, stories, known=known, many=many, named=named
    )


def lets_agreement(asked: Filter, dossier: Dossier) -> bool:
    """Return whether an agreement matches a filter, apart from its status, limit and offset."""
    return (
        asked.kind in (None, dossier.kind)
        and (not asked.area or asked.area in dossier.areas)
        and set(asked.parties) <= set(dossier.parties)
        and holds_words(asked.words, (dossier.title, *dossier.names))
        and lets_days(asked, *bound_days(dossier))
    )


def holds_words(words: str | None, names: Iterable[str]) -> bool:
    """Return whether some names contain all words, in any case."""
    text = "\n".join(names).lower()
    return all(word in text for word in (words or "").lower().split())


def bound_days(dossier: Dossier) -> tuple[str, str]:
    """Return the first and last day of reports on an agreement."""
    days = [mention.known_on for mention in dossier.mentions]
    return min(days), max(days)


def lets_days(asked: Filter, first: str, last: str) -> bool:
    """Return whether a period of reports overlaps a filter's days."""
    return (not asked.since or last >= asked.since) and (not asked.until or first[:10] <= asked.until)


def restate(
    connection: Connection, lines: Sequence[Line], asked: Filter, on: dt.date, known: str, *, unsure: bool = False
) -> list[Line]:
    """Return lines with their status on a day, as known on another day, and only those of the status asked for."""
    return state_dossiers(load_listed(connection, lines, known), asked, on, known, unsure=unsure)


def load_listed(connection: Connection, lines: Iterable[Line], known: str) -> list[Dossier]:
    """Return the dossiers of listed agreements, as known on a day; one can have been several then."""
    ids = [line.id for line in lines]
    members = select(memberships.c.mention).where(among(connection, memberships.c.agreement, ids))
    return load_dossiers(connection, connection.execute(members).scalars().all(), known)


def state_dossiers(
    dossiers: Sequence[Dossier], asked: Filter, on: dt.date, known: str, *, unsure: bool = False
) -> list[Line]:
    """Return the lines of dossiers with their status on a day, and only those of the status asked for."""
    answers = (answer_status(dossier, on, known, unsure=unsure) for dossier in dossiers)
    named = {dossier.id: list(dossier.parties) for dossier in dossiers}
    return [
        msgspec.structs.replace(line, named=named.get(line.id, []) if line.many else [])
        for line in choose_lines(answers, asked)
    ]


def choose_lines(answers: Iterable[StatusAnswer], asked: Filter) -> list[Line]:
    """Return the lines of agreements that have the status and the parties asked for, those with most stories first."""
    own = [name for name in Line.__struct_fields__ if name not in {"known", "named"}]
    found = [
        Line(**{name: getattr(answer, name) for name in own}, known=answer.catalogue.id if answer.catalogue else None)
        for answer in answers
        if asked.status in (None, answer.status) and set(asked.parties) <= set(answer.parties)
    ]
    return sorted(found, key=lambda line: (-line.stories, line.id))


def list_between(connection: Connection, one: str, other: str) -> list[str]:
    """Return the mentions of agreements between two actors."""
    within = [select(participations.c.agreement).where(participations.c.actor == actor) for actor in (one, other)]
    query = select(memberships.c.mention).where(*(memberships.c.agreement.in_(part) for part in within))
    return list(connection.execute(query).scalars())


def list_planned(connection: Connection, early: dt.date, late: dt.date, known: str) -> list[str]:
    """Return the mentions with a planned or conditional step that can be between two days."""
    query = select(claims.c.mention).where(
        claims.c.sort == "action",
        OPEN,
        claims.c.modality.in_(["planned", "conditional"]),
        claims.c.retired_at.is_(None),
        claims.c.known_on <= known,
        claims.c.earliest <= late.isoformat(),
        func.coalesce(claims.c.latest, claims.c.earliest) >= early.isoformat(),
    )
    return sorted(set(connection.execute(query).scalars()))
