"""Migrations: one named function each, applied in order, each in the transaction that records it.

A released migration is never changed; a new one is added at the end of ``MIGRATIONS``.

>>> [migration.__name__ for migration in MIGRATIONS]  # doctest: +NORMALIZE_WHITESPACE
['create_tables', 'drop_official_actions', 'note_unsettled', 'meet_by_narrower_keys',
 'link_by_sides_and_terms', 'keep_keys_as_numbers', 'keep_profiles_apart', 'tell_bearings']
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, inspect, select, text, update

from depositary.errors import RegisterError
from depositary.register import schema


def create_tables(connection: Connection) -> None:
    """Create all tables of the first release."""
    schema.metadata.create_all(connection)


def drop_official_actions(connection: Connection) -> None:
    """Drop a table that nothing was ever written to: official tables are kept as reports with claims."""
    connection.execute(text("DROP TABLE IF EXISTS official_actions"))


def note_unsettled(connection: Connection) -> None:
    """Create the table of mentions whose agreements are still to be found."""
    schema.unsettled.create(connection, checkfirst=True)


def meet_by_narrower_keys(connection: Connection) -> None:
    """Look keys and bands up under narrower keys: left to ``keep_keys_as_numbers``, which computes all anew."""


def link_by_sides_and_terms(connection: Connection) -> None:
    """Let profiles tell sides, terms and what is new: left to ``keep_keys_as_numbers``, which computes all anew."""


def keep_keys_as_numbers(connection: Connection) -> None:
    """Compute keys and bands anew: they are kept as numbers; and let new mentions wait for their pools.

    An index that no question uses goes: each costs a page at every new mention.
    """
    connection.execute(text("DROP INDEX IF EXISTS mentions_reading"))
    compute_anew(connection)


def keep_profiles_apart(connection: Connection) -> None:
    """Keep profiles in a table of their own."""
    if any(column["name"] == "profile" for column in inspect(connection).get_columns("memberships")):
        schema.profiles.create(connection, checkfirst=True)
        connection.execute(text("INSERT INTO profiles SELECT mention, profile FROM memberships"))
        connection.execute(text("ALTER TABLE memberships DROP COLUMN profile"))


def tell_bearings(connection: Connection) -> None:
    """Write into kept claims what each step bears on and which organ takes it, which earlier readers left out."""
    from depositary.lexicon.bearings import fill_bearing, has_words
    from depositary.model.reading import Action

    query = select(schema.claims.c.id, schema.claims.c.body, schema.reports.c.language)
    query = query.join(schema.reports, schema.reports.c.id == schema.claims.c.report)
    rows = connection.execute(query.where(schema.claims.c.sort == "action")).all()
    for name, body, language in rows:
        action = msgspec.json.decode(body, type=Action)
        told = fill_bearing(action, language) if has_words(language) else action
        if told != action:
            written = msgspec.json.encode(told).decode("utf-8")
            connection.execute(update(schema.claims).where(schema.claims.c.id == name).values(body=written))


def compute_anew(connection: Connection) -> None:
    """Compute what is looked up under keys and bands anew."""
    from depositary.register import linking, stories  # they stand above the store, which opens with migrations

    told = connection.execute(select(schema.bands.c.report).distinct()).scalars().all()
    schema.bands.drop(connection)
    schema.bands.create(connection)
    stories.cut_anew(connection, told)
    linking.relink(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    create_tables,
    drop_official_actions,
    note_unsettled,
    meet_by_narrower_keys,
    link_by_sides_and_terms,
    keep_keys_as_numbers,
    keep_profiles_apart,
    tell_bearings,
)


def list_applied(connection: Connection) -> set[str]:
    """Return the names of the migrations that a register has seen; none in an empty database."""
    if not inspect(connection).has_table(schema.migrations.name):
        return set()
    return set(connection.execute(select(schema.migrations.c.name)).scalars())


def refuse_newer(applied: set[str]) -> None:
    """Refuse a register that a newer program has written.

    Raises:
        RegisterError: a migration is recorded that this program does not know.
    """
    if unknown := sorted(applied - {migration.__name__ for migration in MIGRATIONS}):
        raise RegisterError(
            f"this register was written by a newer depositary (it has {', '.join(unknown)}, "
            "which this program does not know): upgrade depositary to open it"
        )


def apply_missing(connection: Connection) -> list[str]:
    """Apply what is missing, and return the names of what was applied.

    Raises:
        RegisterError: the register is newer than the program.
    """
    applied = list_applied(connection)
    refuse_newer(applied)
    missing = [migration for migration in MIGRATIONS if migration.__name__ not in applied]
    for migration in missing:
        migration(connection)
        row = {"name": migration.__name__, "applied_at": datetime.now(UTC).isoformat(timespec="seconds")}
        connection.execute(schema.migrations.insert(), row)
    return [migration.__name__ for migration in missing]
