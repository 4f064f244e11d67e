"""Lists of agreements, filtered by party, kind, area, status, words and days.

>>> Filter(kind="treaty").limit
50
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from depositary.register.queries.answers import answer_status
from depositary.register.queries.dossiers import load_dossiers
from depositary.register.storage.schema import agreements, claims, memberships, participations

ALL = 1_000_000


class Filter(msgspec.Struct, frozen=True):
    """The filter of a list. All ``parties`` take part. ``since`` and ``until`` limit the days of the reports."""

    parties: tuple[str, ...] = ()
    kind: str | None = None
    area: str | None = None
    status: str | None = None
    words: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int = 50
    offset: int = 0


class Line(msgspec.Struct, frozen=True):
    """One agreement in a list.

    ``status``, ``since`` (EDTF), ``disputed`` and ``outlets`` are set only if the status was asked for.
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


COLUMNS = [agreements.c[name] for name in Line.__struct_fields__[:10]]


def list_lines(connection: Connection, asked: Filter, known: str) -> list[Line]:
    """Return the lines that match a filter, apart from its status, those with most stories first."""
    query = narrow(select(*COLUMNS).where(agreements.c.first_on <= known), asked)
    query = query.order_by(agreements.c.stories.desc(), agreements.c.last_on.desc(), agreements.c.id)
    if not asked.status:
        query = query.limit(asked.offset + asked.limit)
    return [make_line(row) for row in connection.execute(query)]


def narrow(query: Select[Any], asked: Filter) -> Select[Any]:
    """Restrict a query to a filter."""
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


def make_line(row: Any) -> Line:
    """Make a line from its row."""
    decode = msgspec.json.decode
    return Line(**{**row._mapping, "parties": decode(row.parties), "areas": decode(row.areas)})


def restate(connection: Connection, lines: Sequence[Line], asked: Filter, on: dt.date, known: str) -> list[Line]:
    """Return lines with their status on a day, as known on another day, and only those of the status asked for."""
    members = select(memberships.c.mention).where(memberships.c.agreement.in_([line.id for line in lines]))
    dossiers = load_dossiers(connection, connection.execute(members).scalars().all(), known)
    found = []
    for dossier in dossiers:
        answer = answer_status(dossier, on, known)
        if asked.status in (None, answer.status) and set(asked.parties) <= set(answer.parties):
            fields = {name: getattr(answer, name) for name in Line.__struct_fields__}
            found.append(Line(**fields))
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
        claims.c.modality.in_(["planned", "conditional"]),
        claims.c.retired_at.is_(None),
        claims.c.known_on <= known,
        claims.c.earliest <= late.isoformat(),
        func.coalesce(claims.c.latest, claims.c.earliest) >= early.isoformat(),
    )
    return list(connection.execute(query.distinct()).scalars())
