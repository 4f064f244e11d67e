"""Identifiers as link keys: mentions with the same number in one official list are one agreement.

A number of a list names one treaty, so two mentions that bear it are joined by a judgement, as a person would. Two
mentions with different numbers of one list are not parted: a treaty can be registered twice. Where one table gives a
number to several treaties (a paper with two exchanges of notes), the number joins none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from depositary.model.treaty import Identifier
from depositary.register.resolution import linking
from depositary.register.storage import Row, add_rows, encode, name_row, schema

JUDGE = "identifier/1"


def keep_identifiers(
    connection: Connection, named: Sequence[tuple[str, Identifier]], now: str, apart: Collection[str] = ()
) -> None:
    """Store identifiers of mentions, and join each mention with another that bears the same one.

    Args:
        connection: in a transaction that writes.
        named: mentions with their identifiers; the mentions must be linked already.
        now: the time of this transaction.
        apart: mentions that one table tells apart, which no identifier joins.
    """
    if not named:
        return
    told = set(apart)
    pairs = []
    for mention, each in named:
        bearers = find_bearers(connection, each, mention)
        if bearers and not (mention in told and told & set(bearers)) and count_agreements(connection, bearers) <= 1:
            pairs.append((mention, bearers[0], each))
    rows: list[Row] = [{"scheme": str(each.scheme), "value": each.value, "mention": mention} for mention, each in named]
    add_rows(connection, schema.identifiers, rows)
    if pairs:
        add_rows(connection, schema.judgements, [same_row(*pair, now) for pair in pairs])
        linking.rejoin(connection, sorted({mention for pair in pairs for mention in pair[:2]}), now)


def find_bearers(connection: Connection, identifier: Identifier, but: str) -> list[str]:
    """Return the mentions that bear an identifier, except one, in a fixed order."""
    table = schema.identifiers
    where = table.c.scheme == str(identifier.scheme), table.c.value == identifier.value, table.c.mention != but
    return sorted(connection.execute(select(table.c.mention).where(*where)).scalars())


def count_agreements(connection: Connection, mentions: Sequence[str]) -> int:
    """Return of how many agreements some mentions are."""
    table = schema.memberships
    query = select(table.c.agreement).where(table.c.mention.in_(mentions)).distinct()
    return len(connection.execute(query).all())


def same_row(mention: str, other: str, identifier: Identifier, now: str) -> Row:
    """Return the row of the judgement that two mentions are one agreement."""
    name = name_row("j", mention, other, "same", JUDGE, now)
    why = encode([f"both bear {identifier.scheme} {identifier.value}"])
    row: Row = {"id": name, "mention": mention, "other": other, "verdict": "same", "judge": JUDGE}
    return row | {"score": 1.0, "reasons": why, "at": now, "undone_at": None, "undone_by": None}
