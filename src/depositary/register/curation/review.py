"""Review: people's judgements on which mentions are one agreement, and their verdicts on claims.

Nothing is overwritten: a judgement or verdict is a row with its time and its author, and undoing it
sets the time of its end; the register is then as if it had never been.

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
from depositary.register.storage.schema import claims, judgements, memberships, reports, verdicts

VERDICTS = ("accept", "reject", "correct")


class Judgement(msgspec.Struct, frozen=True):
    """Whether two mentions are one agreement, who says so, how sure, why, and since when."""

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
    """One thing that a person decided, a judgement or a verdict: on which mentions or claim, who, when and why."""

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
    """Record that two agreements (or mentions) are the same or different, and link anew.

    Args:
        store: the register's store.
        one: id of an agreement or mention.
        other: id of the other.
        verdict: ``same`` or ``different``.
        person: who judges.
        why: the reason, in words.
        first: refuse where a person has judged the two already: two who look at one doubt must not undo each other
            unseen.

    Raises:
        InputError: an id is unknown, both are one mention, or somebody has judged them meanwhile.
    """
    if verdict not in {"same", "different"}:
        raise InputError(f"{verdict!r} is no judgement: say same or different")
    now = utc_moment()
    with store.writing() as connection:
        left, right = sorted((find_mention(connection, one), find_mention(connection, other)))
        if left == right:
            raise InputError(f"{one} and {other} are one mention: give the ids of two")
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
    """Return the standing mention that an id stands for: itself, or the first of the agreement it leads to.

    Raises:
        InputError: there is none.
    """
    if connection.execute(select(memberships.c.mention).where(memberships.c.mention == name)).first():
        return name
    if found := resolve(connection, name):
        return found
    raise InputError(f"{name} is no id of an agreement in this register: depositary list shows them")


def judgement_row(made: Judgement) -> Row:
    """Return the row of a judgement."""
    row: Row = msgspec.structs.asdict(made)
    return row | {"reasons": encode(made.reasons)}


def undo(store: Store, name: str, person: str) -> str:
    """Undo a person's judgement or verdict, and link anew; returns what was undone.

    Raises:
        InputError: there is none of that id, it is undone already, or a rule made it.
    """
    now = utc_moment()
    with store.writing() as connection:
        for table in (judgements, verdicts):
            row = connection.execute(select(table).where(table.c.id == name)).mappings().first()
            if row is None:
                continue
            if row["undone_at"] or row["judge"] == RULE:
                raise InputError(
                    f"{name} {'is undone already' if row['undone_at'] else 'was made by a rule: judge it'}"
                )
            connection.execute(update(table).where(table.c.id == name).values(undone_at=now, undone_by=person))
            if table is judgements:
                rejoin(connection, [row["mention"], row["other"]], now)
            return str(row["verdict"])
    raise InputError(f"{name} is no id of a judgement or verdict")


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
    """Record a verdict on a claim; the claim itself stays as it was read.

    Args:
        store: the register's store.
        claim: the claim's id.
        verdict: ``accept``, ``reject`` or ``correct``.
        person: who decides.
        correction: what is right, where it is corrected.
        why: the reason, in words.
        first: refuse where a person has decided on the claim already.

    Raises:
        InputError: there is no such claim, no such verdict, the correction breaks the evidence law, or somebody has
            decided on it meanwhile.
    """
    if verdict not in VERDICTS or (verdict == "correct") != (correction is not None):
        raise InputError(f"{verdict!r} is no verdict: say accept, reject, or correct with a correction")
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
    return found


def withdraw(store: Store, claim: str, person: str) -> Verdict:
    """Undo the verdict that stands on a claim; the one before it, if there is one, stands again.

    Raises:
        InputError: no verdict stands on it.
    """
    with store.reading() as connection:
        standing = load_verdicts(connection, [claim]).get(claim)
    if standing is None:
        raise InputError(f"no verdict stands on {claim}: depositary claims ID shows those that do")
    undo(store, standing.id, person)
    return next(made for made in list_verdicts(store, claim) if made.id == standing.id)


def check_claim(connection: Connection, claim: str, correction: Action | None) -> None:
    """Refuse a claim that is not there, and a correction whose evidence is not in its report.

    Raises:
        InputError: it is one of these.
    """
    query = select(reports.c.text).join(claims, claims.c.report == reports.c.id).where(claims.c.id == claim)
    text = connection.execute(query).scalar_one_or_none()
    if text is None:
        raise InputError(f"{claim} is no id of a claim in this register: depositary claims ID shows them")
    for span in correction.evidence if correction else ():
        if text[span.start : span.end] != span.text:
            raise InputError(f"the correction's evidence {span.text!r} does not stand at {span.start} in the report")


def list_judgements(
    store: Store, mentions: list[str] | None = None, *, standing: bool = True, limit: int = 1000
) -> list[Judgement]:
    """Return judgements, the least sure first: on some mentions or all, those undone too where asked for."""
    query = select(judgements).order_by(judgements.c.score, judgements.c.id).limit(limit)
    if standing:
        query = query.where(judgements.c.undone_at.is_(None))
    if mentions is not None:
        query = query.where(judgements.c.mention.in_(mentions) | judgements.c.other.in_(mentions))
    with store.reading() as connection:
        return [make_judgement(row) for row in connection.execute(query).mappings()]


def make_judgement(row: Any) -> Judgement:
    """Make a judgement of its row."""
    return Judgement(**{**row, "reasons": msgspec.json.decode(row["reasons"])})


def list_doubts(store: Store, limit: int = 100, offset: int = 0) -> list[Judgement]:
    """Return the rule's merges that nobody has judged, the least sure first: what is worth a person's look."""
    table = judgements
    judged = table.alias()
    same = (judged.c.mention == table.c.mention) & (judged.c.other == table.c.other) & (judged.c.judge != RULE)
    query = select(table).where(
        table.c.judge == RULE,
        table.c.undone_at.is_(None),
        ~exists().where(same, judged.c.undone_at.is_(None)),
    )
    with store.reading() as connection:
        rows = connection.execute(query.order_by(table.c.score, table.c.id).limit(limit).offset(offset)).mappings()
        return [make_judgement(row) for row in rows]


def list_decisions(store: Store, limit: int = 1000) -> list[Decision]:
    """Return what people decided, the newest first, with what was undone and by whom."""
    query = select(judgements).where(judgements.c.judge != RULE).order_by(judgements.c.at.desc()).limit(limit)
    with store.reading() as connection:
        judged = [make_judgement(row) for row in connection.execute(query).mappings()]
    found = [decision("judgement", j, [j.mention, j.other], next(iter(j.reasons), None)) for j in judged]
    found += [decision("verdict", v, [v.claim], v.why) for v in list_verdicts(store, limit=limit)]
    return sorted(found, key=lambda d: (d.at, d.id), reverse=True)[:limit]


def decision(sort: str, made: Judgement | Verdict, subjects: list[str], why: str | None) -> Decision:
    """Return a judgement or verdict as a decision."""
    return Decision(made.id, sort, subjects, made.verdict, made.judge, why, made.at, made.undone_at, made.undone_by)
