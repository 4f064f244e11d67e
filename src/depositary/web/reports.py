"""Reports as the register keeps them: the text, and what was read in it, with the register's ids.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register:
...     load_kept(register, "r0") is None
True
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from depositary.model.reading import Action, Agreement, Meeting, Reading, Relation, Statement
from depositary.model.text import Report
from depositary.register.register import Register
from depositary.register.storage import chunk
from depositary.register.storage.schema import claims, memberships, mentions, readings, reports

TYPES: dict[str, Any] = {"action": Action, "meeting": Meeting, "relation": Relation, "statement": Statement}


@dataclass(frozen=True)
class Kept:
    """A report of the register with its standing reading.

    ``ids`` name each find (``action-0``) by its claim; ``homes`` each agreement of the reading by its
    id in the register.
    """

    id: str
    known_on: str
    reading: Reading
    ids: dict[str, str]
    homes: dict[str, str]


def load_kept(register: Register, report: str) -> Kept | None:
    """Return a report by its id with what was read in it; ``None`` where there is none."""
    with register.store.reading() as connection:
        row = connection.execute(select(reports).where(reports.c.id == report)).mappings().first()
        return make_kept(connection, dict(row)) if row else None


def find_report(register: Register, claim: str) -> str | None:
    """Return the report of a claim; ``None`` where there is no such claim."""
    with register.store.reading() as connection:
        return connection.execute(select(claims.c.report).where(claims.c.id == claim)).scalar()


def load_languages(register: Register, wanted: Iterable[str]) -> dict[str, str]:
    """Return the language of each report, an ISO 639-1 code."""
    with register.store.reading() as connection:
        columns = reports.c.id, reports.c.language
        parts = (
            connection.execute(select(*columns).where(reports.c.id.in_(part))) for part in chunk(sorted(set(wanted)))
        )
        return {row.id: row.language for part in parts for row in part}


def make_kept(connection: Connection, row: dict[str, Any]) -> Kept:
    """Put a report and its standing reading together."""
    standing = readings.c.report == row["id"], readings.c.retired_at.is_(None)
    read = connection.execute(select(readings).where(*standing)).mappings().first()
    named, homes = load_mentions(connection, row["id"])
    found, ids = load_finds(connection, row["id"])
    fields = {name: row[name] for name in Report.__struct_fields__ if name in row}
    report = msgspec.convert(fields | {"id": row["text_id"]}, Report)
    reader, skipped = (read["reader"], read["skipped"]) if read else ("", None)
    reading = Reading(report, reader, agreements=named, **found, skipped=skipped)
    return Kept(row["id"], row["known_on"], reading, ids, homes)


def load_mentions(connection: Connection, report: str) -> tuple[tuple[Agreement, ...], dict[str, str]]:
    """Return the agreements that a report speaks of, and each one's home in the register."""
    query = (
        select(mentions.c.ref, mentions.c.body, memberships.c.agreement)
        .join(memberships, memberships.c.mention == mentions.c.id, isouter=True)
        .where(mentions.c.report == report, mentions.c.retired_at.is_(None))
        .order_by(mentions.c.ref)
    )
    rows = connection.execute(query).all()
    named = tuple(msgspec.json.decode(row.body, type=Agreement) for row in rows)
    return named, {row.ref: row.agreement for row in rows if row.agreement}


def load_finds(connection: Connection, report: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the finds of a report by sort, and the claim of each."""
    standing = claims.c.report == report, claims.c.retired_at.is_(None)
    found: dict[str, list[Any]] = {f"{sort}s": [] for sort in TYPES}
    ids: dict[str, str] = {}
    for row in connection.execute(select(claims).where(*standing).order_by(claims.c.position)):
        own = found[f"{row.sort}s"]
        ids[f"{row.sort}-{len(own)}"] = row.id
        own.append(msgspec.json.decode(row.body, type=TYPES[row.sort]))
    return {sort: tuple(finds) for sort, finds in found.items()}, ids
