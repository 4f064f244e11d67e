"""Readings as rows: permanent ids, and the stored form of each find.

>>> name_row("c", "r1", "en/1", "action", "0")
'cbc5swmxxjhz1'
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Meeting, Reading, Relation, Statement
from depositary.model.text import Report

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TABLE_READER = "table/1"  # what reads official tables; its claims have the standing of one
TREATY_READER = "treaty/1"  # what reads the texts of treaties; its claims have the standing of a table
Row = dict[str, Any]
Find = Action | Meeting | Relation | Statement


@dataclass
class Rows:
    """The rows of some readings, one list per table."""

    reports: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)


def utc_now() -> str:
    """Return the current time as ISO text in UTC, in whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_moment() -> str:
    """Return the current time as ISO text in UTC, in microseconds, so that people's decisions keep their order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def name_row(prefix: str, *parts: str | None) -> str:
    """Return a permanent id: a letter and 12 characters of a hash of the parts (60 bits; no i, l, o, u)."""
    digest = hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8")).digest()
    number = int.from_bytes(digest[:8], "big")
    return prefix + "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(12))


def name_report(report: Report) -> str:
    """Return the id of a report as published. The same text on another day or from another outlet has another id."""
    return name_row("r", report.id, report.published, report.outlet)


def name_reading(report: str, reader: str) -> str:
    """Return the id of the reading of a report, by the report's id, that a reader made."""
    return f"{report}:{reader}"


def known_day(report: Report, learnt_at: str) -> str:
    """Return the day from which a report counts as known: its publication, else the day it was stored."""
    return (report.published or learnt_at)[:10]


def make_rows(rows: Rows, reading: Reading, learnt_at: str) -> None:
    """Add a reading, its report and its finds to the rows."""
    report = name_report(reading.report)
    clock = {"known_on": known_day(reading.report, learnt_at), "learnt_at": learnt_at}
    rows.reports.append(report_row(report, reading.report) | clock)
    own = {"id": name_reading(report, reading.reader), "report": report, "reader": reading.reader}
    rows.readings.append(own | {"skipped": reading.skipped, "learnt_at": learnt_at, "retired_at": None})
    common = {"reading": own["id"], "report": report, "retired_at": None} | clock
    named = {a.ref: name_row("a", report, reading.reader, a.ref) for a in reading.agreements}
    rows.mentions.extend(common | {"id": named[a.ref], "ref": a.ref, "body": encode(a)} for a in reading.agreements)
    for position, row in enumerate(claim_rows(reading, named)):
        row |= {"id": name_row("c", report, reading.reader, str(position)), "position": position}
        rows.claims.append(common | row)


def report_row(key: str, report: Report) -> Row:
    """Return a report's row without its times."""
    fields: Row = msgspec.to_builtins(report)
    return fields | {"id": key, "text_id": report.id}


def claim_rows(reading: Reading, named: dict[str, str]) -> Iterator[Row]:
    """Yield a row for each action, meeting, relation and statement."""
    for action in reading.actions:
        yield find_row("action", action, action.action, action.date, named.get(action.agreement))
    for meeting in reading.meetings:
        yield find_row("meeting", meeting, meeting.kind, meeting.date)
    for relation in reading.relations:
        ends = named.get(relation.source), named.get(relation.target)
        yield find_row("relation", relation, relation.relation, None, *ends)
    for statement in reading.statements:
        about = named.get(statement.about or "")
        yield find_row("statement", statement, statement.manner, statement.date, about)


def find_row(  # noqa: PLR0917 - the columns in their order
    sort: str, find: Find, code: str, date: ImpreciseDate | None, mention: str | None = None, target: str | None = None
) -> Row:
    """Return the row of one find without the columns of its reading."""
    return {
        "sort": sort,
        "mention": mention,
        "target": target,
        "code": str(code),
        "modality": str(find.modality) if isinstance(find, Action | Meeting) else None,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "body": encode(find),
    }


def encode(value: Any) -> str:
    """Return a structure as JSON text."""
    return msgspec.json.encode(value).decode("utf-8")
