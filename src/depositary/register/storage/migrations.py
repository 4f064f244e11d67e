"""Migrations: one named function each, applied in order, each in the transaction that records it.

A released migration never changes, and it uses no code that can: its statements stand in a file of their own or in
the function. A new migration is added at the end of ``MIGRATIONS``.

>>> [migration.__name__ for migration in MIGRATIONS]
['create_register']
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect, select

from depositary.data_files import read_text
from depositary.errors import RegisterError
from depositary.register.storage import schema

BEFORE_RELEASE = frozenset(
    {
        "create_tables",
        "drop_official_actions",
        "note_unsettled",
        "meet_by_narrower_keys",
        "link_by_sides_and_terms",
        "keep_keys_as_numbers",
        "keep_profiles_apart",
    }
)
"""The steps by which a register was made before the first release; one that has seen all of them has its tables."""


def create_register(connection: Connection) -> None:
    """Create all tables of the first release, unless the register was made before it and has them."""
    if list_applied(connection) >= BEFORE_RELEASE:
        return
    statements = read_text(__package__, "create_register.sql")
    if connection.dialect.name == "postgresql":
        statements = statements.replace(" WITHOUT ROWID", "")
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (create_register,)


def list_applied(connection: Connection) -> set[str]:
    """Return the names of the migrations that a register has seen; none in an empty database."""
    if not inspect(connection).has_table(schema.migrations.name):
        return set()
    return set(connection.execute(select(schema.migrations.c.name)).scalars())


def list_missing(applied: set[str]) -> list[Callable[[Connection], None]]:
    """Return the migrations that a register still needs, in order.

    Args:
        applied: the names of the migrations that it has seen.

    Raises:
        RegisterError: a newer program has written it, or it is of an early form that nothing brings forward.
    """
    early = applied & BEFORE_RELEASE
    if unknown := sorted(applied - BEFORE_RELEASE - {migration.__name__ for migration in MIGRATIONS}):
        raise RegisterError(
            f"this register was written by a newer depositary (it has {', '.join(unknown)}, "
            "which this program does not know): upgrade depositary to open it"
        )
    if early and early != BEFORE_RELEASE:
        raise RegisterError(
            "this register was made by a depositary before its first release, in a form that is gone: "
            "make a new one with depositary add from the same reports"
        )
    return [migration for migration in MIGRATIONS if migration.__name__ not in applied]


def apply_missing(connection: Connection) -> list[str]:
    """Apply what is missing, and return the names of what was applied.

    Raises:
        RegisterError: the register is newer than the program, or of a form that is gone.
    """
    missing = list_missing(list_applied(connection))
    for migration in missing:
        migration(connection)
        row = {"name": migration.__name__, "applied_at": datetime.now(UTC).isoformat(timespec="seconds")}
        connection.execute(schema.migrations.insert(), row)
    return [migration.__name__ for migration in missing]
