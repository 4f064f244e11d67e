"""Standings: all agreements with their status today, at one revision of the register, renewed by what has changed.

To work out the status of all agreements takes long in a large register. Each writing transaction notes the agreements
that it changes (`storage.revisions`), so that only these are worked out anew.

>>> from depositary.register.storage.opening import open_store
>>> with open_store(":memory:").reading() as connection:
...     work_out(connection, dt.date(2025, 1, 1)).lines
[]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depositary.model.vocabulary import RelationCode
from depositary.register.queries.listing import ALL, COLUMNS, Filter, Line, is_fragment, list_lines, make_line, restate
from depositary.register.storage import among
from depositary.register.storage.revisions import list_revised, read_revision
from depositary.register.storage.schema import agreements, claims, memberships


@dataclass(frozen=True)
class Standings:
    """The lines of all agreements with their status on a day, and the revision of the register that they are of."""

    revision: int
    on: dt.date
    lines: list[Line]


def work_out(connection: Connection, on: dt.date) -> Standings:
    """Work out the status of all agreements on a day, as known on it."""
    revision = read_revision(connection)  # first: what is written meanwhile is looked at once more
    lines = list_lines(connection, Filter(limit=ALL), on.isoformat())
    return Standings(revision, on, restate(connection, lines, Filter(), on, on.isoformat()))


def renew(connection: Connection, held: Standings, most: int) -> Standings | None:
    """Return standings as they are now, or ``None`` where more agreements have changed than a reader can wait for.

    Args:
        connection: a reading connection.
        held: the standings at an earlier revision.
        most: the most agreements to work out anew.
    """
    revision = read_revision(connection)
    if revision < held.revision:  # another register has taken the place of the one before
        return None
    changed = list_revised(connection, held.revision)
    if len(changed) > most:
        return None
    there = set(connection.execute(select(agreements.c.id)).scalars())
    gone = len(held.lines) and any(line.id not in there for line in held.lines)
    if not changed and not gone:
        return Standings(revision, held.on, held.lines)
    changed |= list_followed(connection)
    known = held.on.isoformat()
    new = restate(connection, load_lines(connection, changed, known), Filter(), held.on, known)
    kept = [line for line in held.lines if line.id in there and line.id not in changed]
    return Standings(revision, held.on, [*kept, *new])


def load_lines(connection: Connection, wanted: Iterable[str], known: str) -> list[Line]:
    """Return the lines of some agreements, as far as they were known on a day; what is only a fragment is left out."""
    query = select(*COLUMNS).where(agreements.c.first_on <= known, ~is_fragment())
    rows = connection.execute(query.where(among(connection, agreements.c.id, sorted(wanted))))
    return [make_line(row) for row in rows]


def list_followed(connection: Connection) -> set[str]:
    """Return the agreements that others are, or were, said to replace: their status hangs on these others too."""
    query = select(memberships.c.agreement).join(claims, claims.c.target == memberships.c.mention)
    replacing = claims.c.sort == "relation", claims.c.code == str(RelationCode.REPLACES)
    return set(connection.execute(query.where(*replacing).distinct()).scalars())


def state_lines(
    connection: Connection, lines: Sequence[Line], on: dt.date, known: str, *, unsure: bool = False
) -> list[Line]:
    """Return some lines with their status on a day, as known on another day, in their order.

    An agreement that was several by then is told as the one that has its first mention.
    """
    at = {line.id: line for line in restate(connection, lines, Filter(), on, known, unsure=unsure)}
    return [at.get(line.id, line) for line in lines]
