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
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depositary.register.queries.dossiers import Dossier
from depositary.register.queries.listing import (
    ALL,
    COLUMNS,
    Filter,
    Line,
    is_fragment,
    list_lines,
    load_listed,
    make_line,
    restate,
    state_dossiers,
)
from depositary.register.storage import among
from depositary.register.storage.revisions import list_revised, read_revision
from depositary.register.storage.schema import REPLACING, agreements, claims, memberships

MOST_FACTS = 20_000  # mentions and claims of the dossiers that are kept


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
    told = select(claims.c.target).where(REPLACING)
    query = select(memberships.c.agreement).where(memberships.c.mention.in_(told))
    return set(connection.execute(query).scalars())


class Files:
    """The dossiers of agreements as known today that were asked for last; they hold for one revision of the register.

    A list on another day shows the agreements that most reports tell of, and so does the next list on yet another day.
    """

    def __init__(self, most: int = MOST_FACTS) -> None:
        """Keep dossiers of so many mentions and claims at most."""
        self.most, self.size, self.revision, self.known = most, 0, -1, ""
        self.kept: OrderedDict[str, list[Dossier]] = OrderedDict()
        self.lock = threading.Lock()

    def load(self, connection: Connection, lines: Sequence[Line], known: str) -> list[Dossier]:
        """Return the dossiers of listed agreements, as known on a day."""
        revision = read_revision(connection)
        with self.lock:
            if (revision, known) != (self.revision, self.known):
                self.kept, self.size, self.revision, self.known = OrderedDict(), 0, revision, known
            held = {line.id: self.kept[line.id] for line in lines if line.id in self.kept}
            for name in held:
                self.kept.move_to_end(name)
        fresh = {line.id: list[Dossier]() for line in lines if line.id not in held}
        for dossier in load_listed(connection, [line for line in lines if line.id in fresh], known) if fresh else ():
            for name in fresh.keys() & {mention.id for mention in dossier.mentions}:
                fresh[name].append(dossier)
        with self.lock:
            if (revision, known) == (self.revision, self.known):
                for name, own in fresh.items():
                    self.put(name, own)
        return [dossier for line in lines for dossier in (held.get(line.id) or fresh.get(line.id, []))]

    def put(self, name: str, own: list[Dossier]) -> None:
        """Keep dossiers; those asked for longest ago are let go."""
        if name not in self.kept:
            self.size += count_facts(own)
            self.kept[name] = own
        while self.size > self.most:
            self.size -= count_facts(self.kept.popitem(last=False)[1])


def count_facts(dossiers: Iterable[Dossier]) -> int:
    """Return how many mentions and claims dossiers have."""
    return sum(len(dossier.mentions) + len(dossier.claims) for dossier in dossiers)


def state_lines(
    dossiers: Sequence[Dossier], lines: Sequence[Line], on: dt.date, known: str, *, unsure: bool = False
) -> list[Line]:
    """Return some lines with their status on a day, as known on another day, in their order.

    An agreement that was several by then is told as the one that has its first mention.
    """
    at = {line.id: line for line in state_dossiers(dossiers, Filter(), on, known, unsure=unsure)}
    return [at.get(line.id, line) for line in lines]
