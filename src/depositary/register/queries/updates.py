"""News: what the register has learned since a day or time.

>>> Change("2025-01-18T08:00:00Z", "claim", "c1", "a1", "signed 17 January 2025", "Lake Treaty").sort
'claim'
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from depositary.languages.phrases import write_step
from depositary.languages.wording import write_actors
from depositary.register.resolution import ACTION
from depositary.register.storage.schema import agreements, claims, judgements, memberships, mentions, verdicts

VERDICTS = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
JUDGED = {"same": "is the same agreement as", "different": "is a different agreement than"}


class Change(msgspec.Struct, frozen=True):
    """One piece of news: a ``mention``, ``claim``, ``judgement`` or ``verdict``, its agreement, and what changed."""

    at: str
    sort: str
    id: str
    agreement: str | None
    words: str
    title: str | None = None


def list_changes(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return what was learned since a day or time, the newest first."""
    found = [
        *list_claims(connection, since, limit),
        *list_judged(connection, since, limit),
        *list_decided(connection, since, limit),
    ]
    return sorted(found, key=lambda change: (change.at, change.id), reverse=True)[:limit]


def list_claims(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return the mentions and the claims on steps learned since a time."""
    home = memberships.c.agreement
    told = (
        select(claims.c.learnt_at, claims.c.id, home, claims.c.body, agreements.c.title)
        .join(memberships, memberships.c.mention == claims.c.mention)
        .join(agreements, agreements.c.id == home)
        .where(claims.c.learnt_at >= since, claims.c.sort == "action")
        .order_by(claims.c.learnt_at.desc(), claims.c.id)
    )
    named = (
        select(mentions.c.learnt_at, mentions.c.id, home, agreements.c.title)
        .join(memberships, memberships.c.mention == mentions.c.id)
        .join(agreements, agreements.c.id == home)
        .where(mentions.c.learnt_at >= since)
        .order_by(mentions.c.learnt_at.desc(), mentions.c.id)
    )
    steps = [
        Change(row.learnt_at, "claim", row.id, row.agreement, tell_claim(row.body), row.title)
        for row in connection.execute(told.limit(limit))
    ]
    new = [
        Change(row.learnt_at, "mention", row.id, row.agreement, tell_mention(row.id == row.agreement), row.title)
        for row in connection.execute(named.limit(limit))
    ]
    return steps + new


def tell_claim(body: str) -> str:
    """Return the step that a claim reports, in words, with who takes it."""
    action = ACTION.decode(body)
    actors = list(dict.fromkeys(agent.actor for agent in action.by if agent.actor))
    by = f" ({write_actors(actors)})" if actors else ""
    return f"{write_step(str(action.action), str(action.modality), action.date)}{by}"


def tell_mention(first: bool) -> str:
    """Return what a mention changes."""
    return "new agreement" if first else "reported again"


def list_judged(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return people's judgements made or undone since a time."""
    query = select(judgements, agreements.c.title).where((judgements.c.at >= since) | (judgements.c.undone_at >= since))
    query = query.outerjoin(memberships, memberships.c.mention == judgements.c.mention)
    query = query.outerjoin(agreements, agreements.c.id == memberships.c.agreement)
    rows = connection.execute(query.where(judgements.c.judge.not_like("rule:%")).limit(limit))
    return [
        Change(
            row.undone_at or row.at,
            "judgement",
            row.id,
            row.mention,
            f"{row.judge}: {JUDGED[row.verdict]} {row.other}{', undone' if row.undone_at else ''}",
            row.title,
        )
        for row in rows
    ]


def list_decided(connection: Connection, since: str, limit: int) -> list[Change]:
    """Return people's verdicts made or undone since a time."""
    home = memberships.c.agreement
    query = (
        select(verdicts, claims.c.body, home, agreements.c.title)
        .outerjoin(claims, claims.c.id == verdicts.c.claim)
        .outerjoin(memberships, memberships.c.mention == claims.c.mention)
        .outerjoin(agreements, agreements.c.id == home)
        .where((verdicts.c.at >= since) | (verdicts.c.undone_at >= since))
    )
    return [
        Change(
            row.undone_at or row.at,
            "verdict",
            row.id,
            row.agreement,
            f"{row.judge} {VERDICTS.get(row.verdict, row.verdict)}: "
            f"{tell_claim(row.body) if row.body else row.claim}{', undone' if row.undone_at else ''}",
            row.title,
        )
        for row in connection.execute(query.limit(limit))
    ]
