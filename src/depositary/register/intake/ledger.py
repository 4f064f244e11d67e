"""The ingest ledger: what was offered, and whether it was read, already known, or refused and why.

>>> Tally(offered=3, new=1, known=1, refused=1).adds_up
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, select

from depositary.model.text import Report
from depositary.register.storage import Row, add_rows, load_pairs, name_report, name_row
from depositary.register.storage.schema import ledger

Outcome = Literal["read", "known", "refused"]
PAYLOAD_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Submission:
    """One thing offered to the register: a report, or the reason why it is none.

    ``source`` and ``line`` say where it came from (a file's name and the record's number, from 1).
    ``payload`` holds the original text of refused input, if any. ``failed`` is the
    id of a report on which the reader failed.
    """

    source: str
    line: int
    report: Report | None = None
    reason: str | None = None
    payload: str | None = None
    attempt: int = 1
    failed: str | None = None

    @property
    def item(self) -> str:
        """The id of the report, or of the refused text."""
        if self.failed:
            return self.failed
        return name_report(self.report) if self.report else name_row("x", self.payload, self.reason)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports were offered, new, known and refused.

    ``reread`` counts known ones that a newer reader read, ``unread`` new ones in a language that no reader knows.
    """

    offered: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    reread: int = 0
    unread: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add two tallies."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def adds_up(self) -> bool:
        """Whether nothing was lost: offered = new + known + refused."""
        return self.offered == self.new + self.known + self.refused


class LedgerEntry(msgspec.Struct, frozen=True):
    """One line of the ledger, for display."""

    source: str
    line: int
    attempt: int
    outcome: str
    reason: str | None
    report: str | None
    offered_at: str


def ledger_row(offer: Submission, outcome: Outcome, offered_at: str) -> Row:
    """Return the row of an offer and its outcome."""
    payload = offer.payload[:PAYLOAD_LIMIT] if offer.payload and outcome == "refused" else None
    return {
        "source": offer.source,
        "line": offer.line,
        "item": offer.item,
        "attempt": offer.attempt,
        "outcome": outcome,
        "reason": offer.reason,
        "report": offer.item if offer.report or offer.failed else None,
        "payload": payload,
        "offered_at": offered_at,
    }


def write_ledger(connection: Connection, rows: Sequence[Row]) -> None:
    """Write rows. A line of a source that is already in the ledger keeps its first outcome."""
    add_rows(connection, ledger, rows)


def count_outcomes(connection: Connection) -> dict[str, int]:
    """Return the number of offers by outcome, and their total as ``offered``."""
    found = load_pairs(connection, select(ledger.c.outcome, func.count()).group_by(ledger.c.outcome))
    counts = {"read": 0, "known": 0, "refused": 0} | found
    return {"offered": sum(counts.values())} | counts


def list_entries(connection: Connection, outcome: str | None = None, limit: int = 100) -> list[LedgerEntry]:
    """Return ledger lines in the order of source and line, with one outcome or all."""
    columns = [ledger.c[name] for name in LedgerEntry.__struct_fields__]
    query = select(*columns).order_by(ledger.c.source, ledger.c.line, ledger.c.attempt).limit(limit)
    if outcome:
        query = query.where(ledger.c.outcome == outcome)
    return [LedgerEntry(*row) for row in connection.execute(query)]


def list_retries(connection: Connection) -> list[dict[str, Any]]:
    """Return the row of each refusal that no later attempt has resolved."""
    last = func.max(ledger.c.attempt).over(partition_by=(ledger.c.source, ledger.c.line)).label("last")
    inner = select(ledger, last).subquery()
    query = select(inner).where(inner.c.outcome == "refused", inner.c.attempt == inner.c.last)
    rows: Iterable[Any] = connection.execute(query.order_by(inner.c.source, inner.c.line)).mappings()
    return [dict(row) for row in rows]
