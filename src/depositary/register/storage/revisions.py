"""Revisions: a number that each writing transaction raises, and at which number each agreement last changed.

Whoever keeps answers in memory asks for the number, and knows whether they still stand. The number is of the register
alone, so it is the same for all programs that use it.

>>> from depositary.register.storage.opening import open_store
>>> store = open_store(":memory:")
>>> with store.writing() as connection:
...     before = read_revision(connection)
>>> with store.reading() as connection:
...     read_revision(connection) - before
1
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from depositary.register.storage.schema import agreements, claims, memberships, revisions
from depositary.register.storage.store import MANY, among, chunk

CHANGING = 0  # of an agreement that the transaction under way has changed


def read_revision(connection: Connection) -> int:
    """Return the number of the last transaction that wrote."""
    return int(connection.exec_driver_sql("SELECT number FROM revisions").scalar_one())


def raise_revision(connection: Connection) -> None:
    """Raise the number at the end of a writing transaction, and note it for the agreements that it changed."""
    connection.execute(update(revisions).values(number=revisions.c.number + 1))
    number = select(revisions.c.number).scalar_subquery()
    connection.execute(update(agreements).where(agreements.c.revision == CHANGING).values(revision=number))


def note_judged(connection: Connection, judged: Iterable[str]) -> None:
    """Note that agreements change, because a person has judged some claims.

    A verdict follows its claim to a newer reading of the same report, so all agreements of the report are noted.
    """
    for part in chunk(sorted(judged), MANY):
        told = select(claims.c.report).where(among(connection, claims.c.id, part))
        homes = select(memberships.c.agreement).where(memberships.c.report.in_(told))
        connection.execute(update(agreements).where(agreements.c.id.in_(homes)).values(revision=CHANGING))


def list_revised(connection: Connection, since: int) -> set[str]:
    """Return the agreements that were made or changed after a revision."""
    query = select(agreements.c.id).where((agreements.c.revision > since) | (agreements.c.revision == CHANGING))
    return set(connection.execute(query).scalars())
