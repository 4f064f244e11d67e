"""Meetings between two actors, as reports tell of them.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register, register.store.reading() as connection:
...     list_met(connection, "RUS", "IRN", "2025-12-31")
[]
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from depositary.model.reading import Meeting
from depositary.register.queries.dossiers import Source, load_sources
from depositary.register.storage.schema import MEETING, claims


class Encounter(msgspec.Struct, frozen=True):
    """One meeting with its report. ``day`` is its first day, or the day it became known if it has no date."""

    id: str
    day: str
    meeting: Meeting
    report: Source


def list_met(connection: Connection, one: str, other: str, known: str) -> list[Encounter]:
    """Return the meetings in which two actors take part, as known on a day, the latest first.

    Args:
        connection: a reading connection.
        one: the code of an actor.
        other: the code of the other.
        known: the last day of knowledge, ISO.
    """
    named = [claims.c.body.contains(f'"actor":"{actor}"', autoescape=True) for actor in (one, other)]
    standing = MEETING, claims.c.retired_at.is_(None), claims.c.known_on <= known
    rows = connection.execute(select(claims).where(*standing, *named)).all()
    told = [(row, msgspec.json.decode(row.body, type=Meeting)) for row in rows]
    both = [(row, met) for row, met in told if {one, other} <= {agent.actor for agent in met.participants}]
    sources = load_sources(connection, {row.report for row, _ in both})
    found = [Encounter(row.id, find_day(met, row.known_on), met, sources[row.report]) for row, met in both]
    return sorted(found, key=lambda each: (each.day, each.id), reverse=True)


def find_day(meeting: Meeting, known_on: str) -> str:
    """Return the first possible day of a meeting, or the day it became known if it has no date."""
    return (meeting.date.earliest if meeting.date and meeting.date.earliest else known_on)[:10]
