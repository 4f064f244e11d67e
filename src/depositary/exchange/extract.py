"""An extract: the agreements of a register as known on a day, in batches, with their evidence checked.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register:
...     list(extract(register, Clocks.of(on="2025-01-17")))
[]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depositary.errors import EvidenceError
from depositary.law.status import Standing
from depositary.model.claim import Claim
from depositary.register.queries import (
    Dossier,
    Filter,
    bound_days,
    cluster_pool,
    fill_dossiers,
    find_standing,
    is_counted,
    is_stale,
    lets_agreement,
)
from depositary.register.register import Day, Register, day_or_today
from depositary.register.resolution import Profile
from depositary.register.storage import chunk
from depositary.register.storage.schema import memberships, reports

BATCH = 200


@dataclass(frozen=True, slots=True)
class Clocks:
    """The day in the world and the last day of knowledge."""

    on: dt.date
    known: dt.date

    @classmethod
    def of(cls, on: Day = None, known: Day = None) -> Clocks:
        """Return the clocks. A missing day is today."""
        return cls(day_or_today(on), day_or_today(known))


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement of an extract, with its status on the day in the world; ``stale`` where that may have changed."""

    dossier: Dossier
    standing: Standing
    stale: bool = False

    @property
    def counted(self) -> tuple[Claim, ...]:
        """The claims that are sure enough to count."""
        return tuple(claim for claim in self.dossier.claims if is_counted(claim))


def extract(register: Register, clocks: Clocks, asked: Filter | None = None) -> Iterator[Entry]:
    """Yield the agreements known on a day. The order depends only on the content of the register.

    Args:
        register: an open register.
        clocks: the day in the world and the last day of knowledge.
        asked: a filter of agreements; default: all. Its limit and offset do not count.

    Raises:
        EvidenceError: a span differs from the text of its report.
    """
    asked = asked or Filter()
    with register.store.reading() as connection:
        every = list_clusters(connection, clocks.known.isoformat())
        wanted = (cluster for cluster in every if lets_agreement(asked, Dossier(tuple(cluster))))
        for clusters in chunk(wanted, BATCH):
            dossiers = fill_dossiers(connection, clusters, clocks.known.isoformat())
            verify(connection, dossiers)
            entries = (make_entry(dossier, clocks) for dossier in dossiers)
            yield from (entry for entry in entries if asked.status in (None, entry.standing.status))


def make_entry(dossier: Dossier, clocks: Clocks) -> Entry:
    """Return an agreement with its status on the day in the world."""
    standing = find_standing(dossier, clocks.on, clocks.known.isoformat())
    return Entry(dossier, standing, is_stale(dossier, standing, clocks.on, bound_days(dossier)[1]))


def list_clusters(connection: Connection, known: str) -> Iterator[list[Profile]]:
    """Yield all clusters of mentions known on a day."""
    query = select(memberships.c.pool).where(memberships.c.known_on <= known).distinct()
    for pool in sorted(connection.execute(query).scalars().all()):
        yield from sorted(cluster_pool(connection, pool, known), key=lambda cluster: cluster[0].id)


def verify(connection: Connection, dossiers: Iterable[Dossier]) -> None:
    """Check the evidence of every claim of some agreements.

    Raises:
        EvidenceError: a span differs from the text of its report.
    """
    told = [claim for dossier in dossiers for claim in dossier.claims]
    texts = load_texts(connection, {claim.report for claim in told})
    for claim in told:
        for span in claim.evidence:
            if texts[claim.report][span.start : span.end] != span.text:
                raise EvidenceError(f"claim {claim.id}: its span differs from the words of report {claim.report}")


def load_texts(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Load the texts of reports."""
    found: dict[str, str] = {}
    for part in chunk(sorted(wanted)):
        query = select(reports.c.id, reports.c.text).where(reports.c.id.in_(part))
        found.update((row.id, row.text) for row in connection.execute(query))
    return found
