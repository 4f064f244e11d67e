"""News: what the register has learnt since a day or time.

>>> Change("2025-01-18T08:00:00Z", "claim", "c1", "a1", "signature occurred").sort
'claim'
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from depositary.register.storage.schema import claims, judgements, memberships, mentions, verdicts


class Change(msgspec.Struct, frozen=True):
    """One thing learnt: ``mention``, ``claim``, ``judgement`` or ``verdict``, on which agreement, in words."""

    at: str
    sort: str
    id: str
    agreement: str | None
    words: str


def list_changes(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return what was learnt since a day or time, the newest first."""
    found = [
        *list_claims(connection, since, limit),
        *list_judged(connection, since, limit),
        *list_decided(connection, since, limit),
    ]
    return sorted(found, key=lambda change: (change.at, change.id), reverse=True)[:limit]


def list_claims(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return the mentions and the claims on steps learnt since."""
    home = memberships.c.agreement
    told = (
        select(claims.c.learnt_at, claims.c.id, home, claims.c.code, claims.c.modality)
        .join(memberships, memberships.c.mention == claims.c.mention)
        .where(claims.c.learnt_at >= since, claims.c.sort == "action")
        .order_by(claims.c.learnt_at.desc(), claims.c.id)
    )
    named = (
        select(mentions.c.learnt_at, mentions.c.id, home)
        .join(memberships, memberships.c.mention == mentions.c.id)
        .where(mentions.c.learnt_at >= since)
        .order_by(mentions.c.learnt_at.desc(), mentions.c.id)
    )
    steps = [
        Change(row.learnt_at, "claim", row.id, row.agreement, f"{row.code} {row.modality}")
        for row in connection.execute(told.limit(limit))
    ]
    new = [
        Change(row.learnt_at, "mention", row.id, row.agreement, "new" if row.id == row.agreement else "told again")
        for row in connection.execute(named.limit(limit))
    ]
    return steps + new


def list_judged(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return people's judgements made or undone since."""
    query = select(judgements).where((judgements.c.at >= since) | (judgements.c.undone_at >= since))
    rows = connection.execute(query.where(judgements.c.judge.not_like("rule:%")).limit(limit))
    return [
        Change(
            row.undone_at or row.at,
            "judgement",
            row.id,
            row.mention,
            f"{row.judge}: {row.verdict} as {row.other}{', undone' if row.undone_at else ''}",
        )
        for row in rows
    ]


def list_decided(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return people's verdicts made or undone since."""
    query = select(verdicts).where((verdicts.c.at >= since) | (verdicts.c.undone_at >= since)).limit(limit)
    return [
        Change(
            row.undone_at or row.at,
            "verdict",
            row.id,
            None,
            f"{row.judge}: {row.verdict} {row.claim}{', undone' if row.undone_at else ''}",
        )
        for row in connection.execute(query)
    ]
