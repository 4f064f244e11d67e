"""Several readings of one report: which of them answers, and how they are loaded again.

A register keeps every reading. At most one of a report's stands and answers; the others are retired. Each language
model is a line of readers of its own beside the embedded one, and within a line a newer version takes the place of an
older. Which line answers is changed by a person, or by asking a model to read what another reader has read.

>>> find_line("en/12"), find_line("llm/Qwen/Qwen3-8B/1")
('', 'llm/Qwen/Qwen3-8B')
>>> is_wanted(["en/1"], "llm/m/1"), is_wanted(["llm/m/1"], "en/1"), is_wanted(["en/9"], "en/10")
(True, False, True)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from depositary.model.reading import Action, Agreement, Meeting, Reading, Relation, Statement
from depositary.model.text import Report
from depositary.register.storage import (
    MANY,
    TABLE_READER,
    TREATY_READER,
    among,
    chunk,
    name_reading,
    put_rows,
    schema,
)

MODELS = "llm/"
OFFICIAL = frozenset({TABLE_READER, TREATY_READER})
FINDS: dict[str, Any] = {"action": Action, "meeting": Meeting, "relation": Relation, "statement": Statement}


class HeldReader(msgspec.Struct, frozen=True):
    """A reader whose readings a register holds: of how many reports, and for how many of them it answers."""

    reader: str
    reports: int
    answers: int


def find_line(reader: str) -> str:
    """Return the line that a reader belongs to: a language model's name, or nothing for the embedded reader."""
    return reader.rpartition("/")[0] if reader.startswith(MODELS) else ""


def rank(reader: str) -> tuple[int, ...]:
    """Return a reader's version as numbers, without the language."""
    numbers = reader.rpartition("/")[2].split(".")
    return tuple(int(number) if number.isdecimal() else 0 for number in numbers)


def is_older(reader: str | None, other: str) -> bool:
    """Return whether a report was never read, or was read by an older version of the reader.

    >>> is_older("en/9", "en/10"), is_older("en/1", "en/1"), is_older(None, "en/1")
    (True, False, True)
    """
    return reader is None or rank(reader) < rank(other)


def is_wanted(held: Collection[str], reader: str) -> bool:
    """Tell whether a reader is to read a report that some readers have read.

    Of one line the newest is enough. What a language model has read, the embedded reader does not read after it. The
    text of a treaty, and an official table, is read as such and as no report.
    """
    if not OFFICIAL.isdisjoint(held):
        return False
    own = [other for other in held if find_line(other) == find_line(reader)]
    if own:
        return all(is_older(other, reader) for other in own)
    return not held or find_line(reader) != ""


def list_held(connection: Connection, reports: Iterable[str]) -> dict[str, dict[str, bool]]:
    """Return the readers of each report, and for each whether its reading answers, for reports that are there."""
    table = schema.readings
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for keys in chunk(reports, MANY):
        where = among(connection, table.c.report, keys)
        for row in connection.execute(select(table.c.report, table.c.reader, table.c.retired_at).where(where)):
            found[row.report][row.reader] = row.retired_at is None
    return dict(found)


def count_readers(connection: Connection) -> list[HeldReader]:
    """Return all readers of a register, those that answer for most reports first."""
    table = schema.readings
    held, answers = defaultdict[str, int](int), defaultdict[str, int](int)
    for row in connection.execute(select(table.c.reader, table.c.retired_at)):
        held[row.reader] += 1
        answers[row.reader] += row.retired_at is None
    found = [HeldReader(reader, number, answers[reader]) for reader, number in held.items()]
    return sorted(found, key=lambda each: (-each.answers, each.reader))


def load_readings(connection: Connection, wanted: Mapping[str, str]) -> dict[str, Reading]:
    """Load the readings that some readers made, standing or retired, by report.

    Args:
        connection: to the register.
        wanted: the reader of each report, by the report's id.
    """
    found: dict[str, Reading] = {}
    for part in chunk(wanted):
        rows = connection.execute(select(schema.reports).where(schema.reports.c.id.in_(part))).mappings()
        for row in rows:
            found[row["id"]] = load_reading(connection, dict(row), wanted[row["id"]])
    return found


def load_reading(connection: Connection, row: Mapping[str, Any], reader: str) -> Reading:
    """Load one reading of the report of a row."""
    name = name_reading(row["id"], reader)
    fields = {field: row[field] for field in Report.__struct_fields__ if field in row}
    report = msgspec.convert(fields | {"id": row["text_id"]}, Report)
    named = connection.execute(select(schema.mentions.c.body).where(schema.mentions.c.reading == name)).scalars()
    agreements = sorted((msgspec.json.decode(body, type=Agreement) for body in named), key=lambda a: order_of(a.ref))
    finds: dict[str, list[Any]] = {sort: [] for sort in FINDS}
    query = select(schema.claims.c.sort, schema.claims.c.body).where(schema.claims.c.reading == name)
    for sort, body in connection.execute(query.order_by(schema.claims.c.position)):
        finds[sort].append(msgspec.json.decode(body, type=FINDS[sort]))
    return Reading(
        report,
        reader,
        agreements=tuple(agreements),
        actions=tuple(finds["action"]),
        meetings=tuple(finds["meeting"]),
        relations=tuple(finds["relation"]),
        statements=tuple(finds["statement"]),
    )


def order_of(ref: str) -> tuple[int, str]:
    """Return by what refs are sorted: a2 before a10."""
    return len(ref), ref


def retire(connection: Connection, reports: Iterable[str], now: str) -> list[str]:
    """Retire the readings of reports and their finds, and return the ids of the retired mentions."""
    gone: list[str] = []
    mentions = schema.mentions
    for keys in chunk(reports):
        standing = mentions.c.report.in_(keys), mentions.c.retired_at.is_(None)
        gone.extend(connection.execute(select(mentions.c.id).where(*standing)).scalars())
        for table in (schema.readings, mentions, schema.claims):
            where = table.c.report.in_(keys), table.c.retired_at.is_(None)
            connection.execute(update(table).where(*where).values(retired_at=now))
    return gone


def restore(connection: Connection, readings: Iterable[str], now: str) -> None:
    """Let retired readings answer again, with their finds, and note how long they did not."""
    retired = schema.readings.c.retired_at
    for keys in chunk(readings):
        query = select(schema.readings.c.id, retired).where(schema.readings.c.id.in_(keys), retired.is_not(None))
        rows = [{"reading": id, "retired_at": at, "restored_at": now} for id, at in connection.execute(query)]
        put_rows(connection, schema.silences, rows)
        for column in (schema.readings.c.id, schema.mentions.c.reading, schema.claims.c.reading):
            connection.execute(update(column.table).where(column.in_(keys)).values(retired_at=None))
