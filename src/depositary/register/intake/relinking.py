"""Relinking: link what the register holds once more, by the rules and the known agreements of this version.

A register that an older version filled keeps the links which that version made, so that opening it stays quick. This
makes the features of each mention anew, seeks candidates for those that have others than before, and clusters all. Ids
stay valid, the judgements of people hold, and a broken run goes on where it stopped.

>>> from depositary.register.storage.opening import open_store
>>> relink_store(open_store(":memory:"))
0
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from depositary.model.reading import Action
from depositary.register.intake.readings import settle_store
from depositary.register.resolution import ACTION, AGREEMENT, Profile, decode_profile, linking, make_profile
from depositary.register.storage import TABLE_READER, TREATY_READER, Store, add_rows, among, chunk
from depositary.register.storage.schema import claims, mentions, profiles, readings, reports, unsettled

RUN = 5000  # mentions of one transaction
STEPLESS = frozenset({TABLE_READER, TREATY_READER})  # of these sources no step tells one agreement from another


def relink_store(store: Store) -> int:
    """Link the mentions of a register once more, and return how many have other features than before.

    Raises:
        RegisterError: the register cannot be written.
    """
    with store.reading() as connection:
        wanted = select(mentions.c.id).where(mentions.c.retired_at.is_(None))
        standing = connection.execute(wanted.order_by(mentions.c.known_on, mentions.c.id)).scalars().all()
    changed = 0
    for part in chunk(standing, RUN):
        with store.writing() as connection:
            linking.place_left(connection)
            other = list(find_changed(connection, part))
            linking.relink(connection, other)
            add_rows(connection, unsettled, [{"mention": mention} for mention in part])
            changed += len(other)
    settle_store(store)
    return changed


def find_changed(connection: Connection, ids: Sequence[str]) -> Iterator[Profile]:
    """Yield the mentions whose features this version reads otherwise than those that are stored."""
    table = profiles
    query = select(table.c.mention, table.c.profile).where(among(connection, table.c.mention, ids))
    before = {mention: decode_profile(text) for mention, text in connection.execute(query)}
    for made in make_profiles(connection, ids):
        if held := before.get(made.id):
            profile = msgspec.structs.replace(made, table=held.table, row=held.row)  # what no claim holds
            if profile != held:
                yield profile


def make_profiles(connection: Connection, ids: Sequence[str]) -> Iterator[Profile]:
    """Yield the profiles of mentions, made of what their readings hold."""
    steps = load_steps(connection, ids)
    query = select(mentions, reports.c.text, readings.c.reader).join(reports, reports.c.id == mentions.c.report)
    query = query.join(readings, readings.c.id == mentions.c.reading).where(among(connection, mentions.c.id, ids))
    rows: Iterable[Any] = connection.execute(query)
    for row in rows:
        plain = row.reader in STEPLESS
        told, text = ([], "") if plain else (steps.get(row.id, []), row.text)
        yield make_profile(row.id, row.report, row.known_on, AGREEMENT.decode(row.body), told, text=text)


def load_steps(connection: Connection, ids: Sequence[str]) -> dict[str, list[Action]]:
    """Return the steps of mentions, in the order in which their reports tell them."""
    found: dict[str, list[Action]] = {}
    where = claims.c.sort == "action", among(connection, claims.c.mention, ids)
    query = select(claims.c.mention, claims.c.body).where(*where).order_by(claims.c.report, claims.c.position)
    for mention, body in connection.execute(query):
        found.setdefault(mention, []).append(ACTION.decode(body))
    return found
