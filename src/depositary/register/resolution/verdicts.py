"""Verdicts: what people decided on single claims, and which verdict on a claim stands.

The last verdict that is not undone stands; undoing it lets the one before it stand again. A verdict
judges how a report was read, so it holds for every day of knowledge, and it follows its claim to the
claim of a newer reading that says the same with the same words.

>>> Verdict("v1", "c1", "reject", None, "Ann", "no such vote", "2025-05-01T10:00:00Z").undone_at
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from depositary.model.reading import Action
from depositary.register.storage import Row, Store, chunk, load_pairs, put_rows
from depositary.register.storage.schema import claims, successors, verdicts

ACTION = msgspec.json.Decoder(Action)


class Verdict(msgspec.Struct, frozen=True):
    """What a person decided on a claim; ``correction`` holds the action as corrected."""

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
    """Make a verdict of its row."""
    correction = msgspec.json.decode(row["correction"]) if row["correction"] else None
    return Verdict(**{**row, "correction": correction})


def list_verdicts(store: Store, claim: str | None = None, limit: int = 1000) -> list[Verdict]:
    """Return verdicts, the newest first, undone ones too: on one claim or all."""
    query = select(verdicts).order_by(verdicts.c.at.desc(), verdicts.c.id).limit(limit)
    with store.reading() as connection:
        if claim is not None:
            query = query.where(verdicts.c.claim.in_([claim, *load_forerunners(connection, [claim])]))
        return [make_verdict(row) for row in connection.execute(query).mappings()]


def load_verdicts(connection: Connection, ids: Sequence[str]) -> dict[str, Verdict]:
    """Return the verdict that stands on each of some claims, for those that have one."""
    found: dict[str, Verdict] = {}
    for part in chunk(ids):
        heirs = {claim: claim for claim in part} | load_forerunners(connection, part)
        query = select(verdicts).where(verdicts.c.claim.in_(list(heirs)), verdicts.c.undone_at.is_(None))
        for row in connection.execute(query.order_by(verdicts.c.at, verdicts.c.id)).mappings():
            found[heirs[row["claim"]]] = make_verdict(row)
    return found


def load_forerunners(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the claims of older readings in whose place some claims stand, each with the claim that does."""
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
    """Let the verdicts on claims of retired readings follow to the claims of the same reports that say the same.

    Args:
        connection: a writing connection, the new readings' claims already written.
        retired: ids of the reports that were read again.
    """
    for part in chunk(retired):
        query = select(claims).where(claims.c.report.in_(part), claims.c.sort == "action")
        told = [row._asdict() for row in connection.execute(query.order_by(claims.c.id))]
        judged = list_judged(connection, [claim["id"] for claim in told if claim["retired_at"]])
        standing = [claim for claim in told if claim["retired_at"] is None]
        put_rows(connection, successors, list(pair_claims([c for c in told if c["id"] in judged], standing)))


def list_judged(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return which of some claims a verdict was given on, or on a claim in whose place they stand."""
    found: set[str] = set()
    for part in chunk(ids):
        heirs = {claim: claim for claim in part} | load_forerunners(connection, part)
        query = select(verdicts.c.claim).where(verdicts.c.claim.in_(list(heirs)))
        found.update(heirs[claim] for claim in connection.execute(query).scalars())
    return found


def pair_claims(judged: Iterable[Row], standing: Sequence[Row]) -> Iterator[Row]:
    """Yield for each judged claim that is retired the standing one that says the same with most of its words."""
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
