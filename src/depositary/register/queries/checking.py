"""Whether a register is whole: its file, the texts under their ids, each span in its text, each row it points to.

>>> from depositary.register.storage import open_store
>>> check_register(open_store(":memory:")).faults
[]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Table, select
from sqlalchemy.exc import DatabaseError

from depositary.model.text import hash_text
from depositary.register.storage import Store, schema

MOST = 100
"""So many faults are told; where there are more, a copy is to be brought back."""
PART = 200
REFERENCES = (
    (schema.readings, "report", schema.reports),
    (schema.mentions, "report", schema.reports),
    (schema.mentions, "reading", schema.readings),
    (schema.claims, "report", schema.reports),
    (schema.claims, "reading", schema.readings),
    (schema.memberships, "mention", schema.mentions),
    (schema.memberships, "report", schema.reports),
    (schema.verdicts, "claim", schema.claims),
    (schema.judgements, "mention", schema.mentions),
    (schema.judgements, "other", schema.mentions),
    (schema.ledger, "report", schema.reports),
)
"""Which column of which table names a row of which other."""


@dataclass
class Findings:
    """What was looked at, and what is wrong, in words."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """Count what was looked at."""
        self.counts[what] = self.counts.get(what, 0) + number

    def add(self, fault: str) -> None:
        """Tell a fault, as long as there are not too many."""
        if len(self.faults) < MOST:
            self.faults.append(fault)


def check_register(store: Store) -> Findings:
    """Look at all of a register; nothing is changed.

    Raises:
        RegisterError: it cannot be opened at all.
    """
    found = Findings()
    with store.reading() as connection:
        for look in (check_file, check_references, check_texts):
            try:
                look(connection, found)
            except (DatabaseError, UnicodeDecodeError) as error:
                cause = getattr(error, "orig", None) or error
                found.add(f"the database cannot be read through ({str(cause).splitlines()[0]})")
    return found


def check_file(connection: Connection, found: Findings) -> None:
    """Let SQLite look at its own file."""
    if connection.dialect.name == "sqlite":
        for (words,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
            if words != "ok":
                found.add(f"the file: {words}")


def check_references(connection: Connection, found: Findings) -> None:
    """Look for rows that point to none."""
    for table, name, other in REFERENCES:
        column: Column[Any] = table.c[name]
        missing = select(column).where(column.is_not(None), ~column.in_(select(other.c.id))).distinct().limit(MOST)
        for value in connection.execute(missing).scalars():
            found.add(f"{table.name}: {name} {value} is no row of {other.name}")


def check_texts(connection: Connection, found: Findings) -> None:
    """Look at each report: whether its text is the one that its id names, and holds what was read in it."""
    ids = list(connection.execute(select(schema.reports.c.id).order_by(schema.reports.c.id)).scalars())
    for start in range(0, len(ids), PART):
        part = ids[start : start + PART]
        rows = connection.execute(select(schema.reports).where(schema.reports.c.id.in_(part)))
        texts = {row.id: row.text for row in rows if check_text(row, found)}
        for table, what in ((schema.mentions, "mentions"), (schema.claims, "claims")):
            check_bodies(connection, table, texts, found, what)


def check_text(row: Any, found: Findings) -> bool:
    """Look at one report; tell whether its text is a text."""
    found.count("reports")
    if not isinstance(row.text, str):
        found.add(f"report {row.id}: its text is none")
        return False
    if hash_text(row.text) != row.text_id:
        found.add(f"report {row.id}: its text is not the one that was registered")
    return True


def check_bodies(connection: Connection, table: Table, texts: dict[str, str], found: Findings, what: str) -> None:
    """Look at what was read in some reports."""
    for row in connection.execute(select(table.c.id, table.c.report, table.c.body).where(table.c.report.in_(texts))):
        found.count(what)
        try:
            body = json.loads(row.body)
        except (ValueError, TypeError, RecursionError):
            found.add(f"{what} {row.id}: its body cannot be read")
            continue
        text = texts[row.report]
        for start, end, words in list_spans(body):
            found.count("spans")
            if text[start:end] != words:
                found.add(f"{what} {row.id}: {words[:60]!r} does not stand at {start} in report {row.report}")


def list_spans(body: Any) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of a body, however deep they stand.

    >>> list(list_spans({"names": [{"start": 0, "end": 4, "text": "Chad"}]}))
    [(0, 4, 'Chad')]
    """
    waiting = [body]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict) and {"start", "end", "text"} <= at.keys():
            if isinstance(at["start"], int) and isinstance(at["end"], int) and isinstance(at["text"], str):
                yield at["start"], at["end"], at["text"]
        elif isinstance(at, dict):
            waiting.extend(at.values())
        elif isinstance(at, list):
            waiting.extend(at)
