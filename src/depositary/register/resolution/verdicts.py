"""Verdicts: people's decisions on single claims, and which verdict is valid.

The latest verdict that is not undone is valid. If it is undone, the one before it is valid. A verdict judges how a
report was read, so it holds for every day of knowledge. It follows its claim to the claim of a newer reading that says
the same with the same words.

>>> Verdict("v1", "c1", "reject", None, "Ann", "no such vote", "2025-05-01T10:00:00Z").undone_at
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.schema import Table

from depositary.model.claim import Claim
from depositary.model.reading import Action
from depositary.register.storage import Row, Store, chunk, load_pairs, put_rows
from depositary.register.storage.schema import claims, successors, verdicts

ACTION = msgspec.json.Decoder(Action)


class Verdict(msgspec.Struct, frozen=True):
    """A person's decision on a claim. ``correction`` is the corrected action."""

    id: str
    claim: str
    verdict: str
    correction: dict[str, Any] | None
    judge: str
    why: str | None
    at: str
    undone_at: str | None = None
    undone_by: str | None = None


def make_verdict(row: Any) -> Verdict:
    """Make a verdict from its row."""
    correction = msgspec.json.decode(row["correction"]) if row["correction"] else None
    return Verdict(**{**row, "correction": correction})


def list_verdicts(store: Store, claim: str | None = None, limit: int = 1000) -> list[Verdict]:
    """Return verdicts on one claim or all, the newest first, including undone ones."""
    query = select(verdicts).order_by(verdicts.c.at.desc(), verdicts.c.id).limit(limit)
    with store.reading() as connection:
        if claim is not None:
            query = query.where(verdicts.c.claim.in_([claim, *load_forerunners(connection, [claim])]))
        return [make_verdict(row) for row in connection.execute(query).mappings()]


def load_verdicts(connection: Connection, ids: Sequence[str], day: str | None = None) -> dict[str, Verdict]:
    """Return the verdict that stands on each of some claims, for those that have one; or stood at the end of a day."""
    found: dict[str, Verdict] = {}
    for part in chunk(ids):
        heirs = {claim: claim for claim in part} | load_forerunners(connection, part)
        query = select(verdicts).where(verdicts.c.claim.in_(list(heirs)), stood(verdicts, day))
        for row in connection.execute(query.order_by(verdicts.c.at, verdicts.c.id)).mappings():
            found[heirs[row["claim"]]] = make_verdict(row)
    return found


def stood(table: Table, day: str | None) -> ColumnElement[bool]:
    """Return the condition that what a person decided stands, or stood at the end of a day in UTC."""
    if day is None:
        return table.c.undone_at.is_(None)
    end = day_after(day)
    return and_(table.c.at < end, or_(table.c.undone_at.is_(None), table.c.undone_at >= end))


def claim_of(row: Any, action: Action, confidence: float = 1.0, standing: int = 0) -> Claim:
    """Return the claim of a row, with its action and its weights.

    Args:
        row: of the table of claims, with ``id``, ``mention``, ``report`` and ``known_on``.
        action: what the row tells, as read or as corrected.
        confidence: how surely it was read.
        standing: the rank of who vouches for it.
    """
    return Claim(
        id=row.id,
        agreement=row.mention,
        action=action.action,
        modality=action.modality,
        report=row.report,
        known_on=row.known_on,
        date=action.date,
        place=action.place,
        by=action.by,
        according_to=action.according_to,
        evidence=action.evidence,
        confidence=confidence,
        standing=standing,
        bearing=action.bearing,
        total=action.total,
        term=action.term or None,
        addressees=action.addressees or (),
    )


def day_after(day: str) -> str:
    """Return the day after an ISO day: what came before it came by the end of the day.

    >>> day_after("2024-12-31")
    '2025-01-01'
    """
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def load_forerunners(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the claims of older readings that some claims replace, each with its replacement."""
    found: dict[str, str] = {}
    heirs = {claim: claim for claim in ids}
    columns = successors.c.mention, successors.c.successor
    while heirs:
        earlier: dict[str, str] = {}
        for part in chunk(heirs):
            earlier |= load_pairs(connection, select(*columns).where(successors.c.successor.in_(part)))
        heirs = {old: heirs[new] for old, new in earlier.items() if old not in found}
        found |= heirs
    return found


def hand_on(connection: Connection, retired: Iterable[str]) -> None:
    """Pass the verdicts on claims of retired readings to the same claims in the new readings.

    Args:
        connection: a writing connection. The new readings' claims are already written.
        retired: ids of the reports with a new reading.
    """
    for part in chunk(retired):
        query = select(claims).where(claims.c.report.in_(part), claims.c.sort == "action")
        told = [row._asdict() for row in connection.execute(query.order_by(claims.c.id))]
        judged = list_judged(connection, [claim["id"] for claim in told if claim["retired_at"]])
        standing = [claim for claim in told if claim["retired_at"] is None]
        put_rows(connection, successors, list(pair_claims([c for c in told if c["id"] in judged], standing)))


def list_judged(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return the claims that have a verdict, or that replace a claim with one."""
    found: set[str] = set()
    for part in chunk(ids):
        heirs = {claim: claim for claim in part} | load_forerunners(connection, part)
        query = select(verdicts.c.claim).where(verdicts.c.claim.in_(list(heirs)))
        found.update(heirs[claim] for claim in connection.execute(query).scalars())
    return found


def pair_claims(judged: Iterable[Row], standing: Sequence[Row]) -> Iterator[Row]:
    """Yield for each retired claim with a verdict the current claim that says the same with most of its words."""
    by_step: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for claim in standing:
        by_step[claim["report"], claim["code"], claim["modality"]].append(claim)
    for claim in judged:
        same = by_step[claim["report"], claim["code"], claim["modality"]]
        best = max(((overlap(claim, other), other["id"]) for other in same), default=(0, ""))
        if best[0]:
            yield {"mention": claim["id"], "successor": best[1]}


def overlap(one: Row, other: Row) -> int:
    """Return how many code points of evidence two claims of one report share."""
    spans, others = ACTION.decode(one["body"]).evidence, ACTION.decode(other["body"]).evidence
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in others)
