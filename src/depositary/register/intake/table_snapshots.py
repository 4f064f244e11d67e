"""Earlier snapshots of official tables in a register: what each told, to compare a later one with.

>>> from depositary.register.storage.opening import open_store
>>> with open_store(":memory:").reading() as connection:
...     load_snapshots(connection, ["table:Lake Treaty"])
{}
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, select

from depositary.model.claim import Claim
from depositary.register.resolution import ACTION, claim_of
from depositary.register.storage import TABLE_READER, among, chunk, schema


class Snapshot(msgspec.Struct, frozen=True):
    """A table on one treaty as it was retrieved on a day: the mention of its agreement, and its claims."""

    mention: str
    known_on: str
    claims: tuple[Claim, ...]


Key = tuple[str, str | None]
"""What one table is told apart by: the name of its treaty in it, and the depositary."""


def load_snapshots(connection: Connection, tables: Collection[str]) -> dict[Key, list[Snapshot]]:
    """Return the snapshots of some tables by table and outlet, the earliest first.

    Args:
        connection: a reading connection.
        tables: the ``given_id`` of their reports.
    """
    kept, read, mentions = schema.reports, schema.readings, schema.mentions
    columns = kept.c.given_id, kept.c.outlet, kept.c.published, mentions.c.id
    query = (
        select(*columns)
        .select_from(read)
        .join(kept, kept.c.id == read.c.report)
        .join(mentions, mentions.c.reading == read.c.id)
        .where(read.c.reader == TABLE_READER, read.c.retired_at.is_(None))
    )
    found: dict[Key, list[Snapshot]] = {}
    rows = [
        row for part in chunk(sorted(set(tables))) for row in connection.execute(query.where(kept.c.given_id.in_(part)))
    ]
    claims = load_table_claims(connection, [row.id for row in rows])
    for row in rows:
        snapshot = Snapshot(row.id, (row.published or "")[:10], tuple(claims.get(row.id, ())))
        found.setdefault((row.given_id, row.outlet), []).append(snapshot)
    return {key: sorted(own, key=lambda one: (one.known_on, one.mention)) for key, own in found.items()}


def find_titled(connection: Connection, tables: Collection[str]) -> dict[str, list[str]]:
    """Return the mentions of other tables on treaties of the same title and number, by the name of the table asked.

    Args:
        connection: a reading connection.
        tables: the ``given_id`` of reports of tables: ``table:``, what its columns are known by, and the treaty.
    """
    kept, read, mentions = schema.reports, schema.readings, schema.mentions
    query = (
        select(kept.c.given_id, mentions.c.id)
        .select_from(read)
        .join(kept, kept.c.id == read.c.report)
        .join(mentions, mentions.c.reading == read.c.id)
        .where(read.c.reader == TABLE_READER, read.c.retired_at.is_(None), kept.c.given_id.is_not(None))
    )
    treaties: dict[str, list[str]] = {}
    for table, mention in connection.execute(query.order_by(kept.c.known_on, mentions.c.id)):
        treaties.setdefault(treaty_of(table), []).append(mention)
    return {table: treaties[treaty_of(table)] for table in tables if treaty_of(table) in treaties}


def treaty_of(table: str) -> str:
    """Return the treaty in the name of a table.

    >>> treaty_of("table:5bab4ca4:lake treaty: protocol")
    'lake treaty: protocol'
    """
    return table.split(":", 2)[-1]


def load_table_claims(connection: Connection, mentions: Collection[str]) -> dict[str, list[Claim]]:
    """Return the claims of some mentions, without weights."""
    table = schema.claims
    found: dict[str, list[Claim]] = {}
    for part in chunk(sorted(mentions)):
        where = among(connection, table.c.mention, part), table.c.sort == "action", table.c.retired_at.is_(None)
        query = select(table.c.id, table.c.mention, table.c.report, table.c.known_on, table.c.body).where(*where)
        for row in connection.execute(query.order_by(table.c.known_on, table.c.position)):
            found.setdefault(row.mention, []).append(claim_of(row, ACTION.decode(row.body)))
    return found
