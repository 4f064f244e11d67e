"""Review: people's judgements on which mentions are one agreement, and their verdicts on claims.

Nothing is overwritten. A judgement or verdict is a row with a time and an author. Undoing it sets its end time, and
the register then answers as if it had never existed.

>>> VERDICTS
('accept', 'reject', 'correct')
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, exists, select, update

from depositary.errors import InputError
from depositary.model.reading import Action
from depositary.register.resolution import RULE, Verdict, list_verdicts, load_verdicts, rejoin, resolve
from depositary.register.storage import Row, Store, add_rows, encode, name_row, utc_moment
from depositary.register.storage.revisions import note_judged
from depositary.register.storage.schema import claims, judgements, memberships, reports, verdicts

VERDICTS = ("accept", "reject", "correct")


class Judgement(msgspec.Struct, frozen=True):
    """Whether two mentions are one agreement, with author, score, reason and time."""

    id: str
    mention: str
    other: str
    verdict: str
    judge: str
    score: float
    reasons: list[str]
    at: str
    undone_at: str | None = None
    undone_by: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """One judgement or verdict of a person: the mentions or claim, the author, the time and the reason."""

    id: str
    sort: str
    subjects: list[str]
    verdict: str
    judge: str
    why: str | None
    at: str
    undone_at: str | None = None
    undone_by: str | None = None


def judge(
    store: Store, one: str, other: str, verdict: str, *, person: str, why: str | None = None, first: bool = False
) -> Judgement:
    """Record that two agreements (or mentions) are the same or different, and link them accordingly.

    Args:
        store: the register's store.
        one: id of an agreement or mention.
        other: id of the other.
        verdict: ``same`` or ``different``.
        person: the author.
        why: the reason, in words.
        first: refuse where a person has judged the two already: two who look at one doubt must not undo each other
            unseen.

    Raises:
        InputError: an id is unknown, both ids are the same mention, or ``first`` and a person has judged them.
    """
    if verdict not in {"same", "different"}:
        raise InputError(f"{verdict!r} is not a judgement; use same or different")
    now = utc_moment()
    with store.writing() as connection:
        left, right = sorted((find_mention(connection, one), find_mention(connection, other)))
        if left == right:
            raise InputError(f"{one} and {other} are the same mention; give two different ids")
        if first:
            refuse_judged(connection, left, right)
        name = name_row("j", left, right, verdict, person, now)
        found = Judgement(name, left, right, verdict, person, 1.0, [why] if why else [], now)
        add_rows(connection, judgements, [judgement_row(found)])
        rejoin(connection, [left, right], now)
    return found


def refuse_judged(connection: Connection, one: str, other: str) -> None:
    """Refuse a pair of mentions, in order of their ids, that a person has judged.

    Raises:
        InputError: somebody has.
    """
    table = judgements
    where = (table.c.mention == one) & (table.c.other == other) & (table.c.judge != RULE) & table.c.undone_at.is_(None)
    if made := connection.execute(select(table.c.judge).where(where)).first():
        raise InputError(f"{made.judge} has judged these two meanwhile; /history shows it, where it can be undone")


def find_mention(connection: Connection, name: str) -> str:
    """Return the current mention of an id: the mention itself, or the first mention of the agreement.

    Raises:
        InputError: there is none.
    """
    if connection.execute(select(memberships.c.mention).where(memberships.c.mention == name)).first():
        return name
    if found := resolve(connection, name):
        return found
    raise InputError(f"this register has no agreement {name}; depositary list shows the ids")


def judgement_row(made: Judgement) -> Row:
    """Return the row of a judgement."""
    row: Row = msgspec.structs.asdict(made)
    return row | {"reasons": encode(made.reasons)}


def undo(store: Store, name: str, person: str) -> str:
    """Undo a person's judgement or verdict, update the links, and return what was undone.

    Raises:
        InputError: the id does not exist, it is already undone, or a rule made it.
    """
    now = utc_moment()
    with store.writing() as connection:
        for table in (judgements, verdicts):
            row = connection.execute(select(table).where(table.c.id == name)).mappings().first()
            if row is None:
                continue
            if row["undone_at"] or row["judge"] == RULE:
                raise InputError(
                    f"{name} {'is already undone' if row['undone_at'] else 'was made by a rule; judge it instead'}"
                )
            connection.execute(update(table).where(table.c.id == name).values(undone_at=now, undone_by=person))
            if table is judgements:
                rejoin(connection, [row["mention"], row["other"]], now)
            else:
                note_judged(connection, [row["claim"]])
            return str(row["verdict"])
    raise InputError(f"this register has no judgement or verdict {name}; depositary judge history shows the ids")


def decide(
    store: Store,
    claim: str,
    verdict: str,
    person: str,
    *,
    correction: Action | None = None,
    why: str | None = None,
    first: bool = False,
) -> Verdict:
    """Record a verdict on a claim. The claim itself does not change.

    Args:
        store: the register's store.
        claim: the claim's id.
        verdict: ``accept``, ``reject`` or ``correct``.
        person: who decides.
        correction: what is right, where it is corrected.
        why: the reason, in words.
        first: refuse where a person has decided on the claim already.

    Raises:
        InputError: the claim or the verdict does not exist, the correction has wrong evidence, or ``first`` and a
            person has decided on the claim.
    """
    if verdict not in VERDICTS or (verdict == "correct") != (correction is not None):
        raise InputError(f"{verdict!r} is not a verdict; use accept, reject, or correct with a correction")
    now = utc_moment()
    body = msgspec.to_builtins(correction) if correction else None
    found = Verdict(name_row("v", claim, verdict, person, now), claim, verdict, body, person, why, now)
    with store.writing() as connection:
        check_claim(connection, claim, correction)
        standing = load_verdicts(connection, [claim]).get(claim) if first else None
        if standing:
            raise InputError(f"{standing.judge} has decided on this claim meanwhile; /history shows it")
        row: Row = msgspec.structs.asdict(found)
        add_rows(connection, verdicts, [row | {"correction": encode(correction) if correction else None}])
        note_judged(connection, [claim])
    return found


def withdraw(store: Store, claim: str, person: str) -> Verdict:
    """Undo the valid verdict on a claim. The verdict before it, if any, becomes valid.

    Raises:
        InputError: the claim has no valid verdict.
    """
    with store.reading() as connection:
        standing = load_verdicts(connection, [claim]).get(claim)
    if standing is None:
        raise InputError(f"claim {claim} has no verdict; depositary claims ID shows the verdicts")
    undo(store, standing.id, person)
    return next(made for made in list_verdicts(store, claim) if made.id == standing.id)


def check_claim(connection: Connection, claim: str, correction: Action | None) -> None:
    """Check that a claim exists and that the evidence of a correction is in its report.

    Raises:
        InputError: one of these is wrong.
    """
    query = select(reports.c.text).join(claims, claims.c.report == reports.c.id).where(claims.c.id == claim)
    text = connection.execute(query).scalar_one_or_none()
    if text is None:
        raise InputError(f"this register has no claim {claim}; depositary claims ID shows the ids")
    for span in correction.evidence if correction else ():
        if text[span.start : span.end] != span.text:
            raise InputError(f"the report does not have the correction's evidence {span.text!r} at {span.start}")


def list_judgements(
    store: Store, mentions: list[str] | None = None, *, standing: bool = True, limit: int = 1000
) -> list[Judgement]:
    """Return judgements on some or all mentions, the least certain first, with undone ones if asked for."""
    query = select(judgements).order_by(judgements.c.score, judgements.c.id).limit(limit)
    if standing:
        query = query.where(judgements.c.undone_at.is_(None))
    if mentions is not None:
        query = query.where(judgements.c.mention.in_(mentions) | judgements.c.other.in_(mentions))
    with store.reading() as connection:
        return [make_judgement(row) for row in connection.execute(query).mappings()]


def make_judgement(row: Any) -> Judgement:
    """Make a judgement from its row."""
    return Judgement(**{**row, "reasons": msgspec.json.decode(row["reasons"])})


def list_doubts(store: Store, limit: int = 100, offset: int = 0) -> list[Judgement]:
    """Return the merges by rules that nobody has judged, the least certain first."""
    with store.reading() as connection:
        return find_doubts(connection, limit, offset)


def find_doubts(connection: Connection, limit: int, offset: int = 0) -> list[Judgement]:
    """Return the merges by rules that nobody has judged, the least certain first."""
    table = judgements
    judged = table.alias()
    same = (judged.c.mention == table.c.mention) & (judged.c.other == table.c.other) & (judged.c.judge != RULE)
    query = select(table).where(
        table.c.judge == RULE,
        table.c.undone_at.is_(None),
        ~exists().where(same, judged.c.undone_at.is_(None)),
    )
    rows = connection.execute(query.order_by(table.c.score, table.c.id).limit(limit).offset(offset)).mappings()
    return [make_judgement(row) for row in rows]


def list_decisions(store: Store, limit: int = 1000) -> list[Decision]:
    """Return the decisions of people, the newest first, including undone ones and who undid them."""
    query = select(judgements).where(judgements.c.judge != RULE).order_by(judgements.c.at.desc()).limit(limit)
    with store.reading() as connection:
        judged = [make_judgement(row) for row in connection.execute(query).mappings()]
    found = [decision("judgement", j, [j.mention, j.other], next(iter(j.reasons), None)) for j in judged]
    found += [decision("verdict", v, [v.claim], v.why) for v in list_verdicts(store, limit=limit)]
    return sorted(found, key=lambda d: (d.at, d.id), reverse=True)[:limit]


def decision(sort: str, made: Judgement | Verdict, subjects: list[str], why: str | None) -> Decision:
    """Return a judgement or verdict as a decision."""
    return Decision(made.id, sort, subjects, made.verdict, made.judge, why, made.at, made.undone_at, made.undone_by)
