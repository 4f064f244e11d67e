"""Migrations: one named function each, applied in order, each in the transaction that records it.

A released migration never changes, and it uses no code that can change: its statements are in the function or in a
file of its own. Add a new migration at the end of ``MIGRATIONS``.

>>> [migration.__name__ for migration in MIGRATIONS][:4]
['create_register', 'note_silences', 'add_search', 'note_known']
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
"""The migrations from before the first release. A register with all of them has the tables of that release."""


def create_register(connection: Connection) -> None:
    """Create all tables of the first release, unless the register is older and has them."""
    if list_applied(connection) >= BEFORE_RELEASE:
        return
    statements = read_text(__package__, "create_register.sql")
    if connection.dialect.name == "postgresql":
        statements = statements.replace(" WITHOUT ROWID", "")
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def note_silences(connection: Connection) -> None:
    """Create the table of the times in which a reading did not answer."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS silences (reading TEXT NOT NULL, retired_at TEXT NOT NULL, "
        "restored_at TEXT NOT NULL, PRIMARY KEY (reading, retired_at))"
    )


def add_search(connection: Connection) -> None:
    """Create the tables of the search. What the register already has is indexed when it is next opened."""
    indexes = {"postgresql": "create_search_postgresql.sql", "sqlite": "create_search_sqlite.sql"}
    for name in ("create_search.sql", indexes[connection.dialect.name]):
        for statement in read_text(__package__, name).split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)


def note_known(connection: Connection) -> None:
    """Add to each agreement the id of the known agreement that it is; those linked before have none."""
    if "known" not in {column["name"] for column in inspect(connection).get_columns("agreements")}:
        connection.exec_driver_sql("ALTER TABLE agreements ADD COLUMN known TEXT")


def keep_treaty_texts(connection: Connection) -> None:
    """Create the tables of the texts of treaties and of the identifiers of agreements."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS treaty_texts (mention TEXT NOT NULL, report TEXT NOT NULL, body TEXT NOT NULL, "
        "known_on TEXT NOT NULL, learnt_at TEXT NOT NULL, PRIMARY KEY (mention))"
    )
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS identifiers (scheme TEXT NOT NULL, value TEXT NOT NULL, mention TEXT NOT NULL, "
        "PRIMARY KEY (scheme, value, mention))"
    )
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS identifiers_mention ON identifiers (mention)")


def index_what_pages_ask(connection: Connection) -> None:
    """Create the indexes that pages need. With the days of reports in one, a search need not read their texts."""
    for name, columns in (
        ("reports_known", "reports (id, known_on)"),
        ("claims_open", "claims (earliest) WHERE modality <> 'occurred'"),
        ("claims_meeting", "claims (known_on) WHERE sort = 'meeting'"),
        ("claims_replacing", "claims (target, mention) WHERE sort = 'relation' AND code = 'replaces'"),
        ("memberships_report", "memberships (report, agreement, known_on)"),
    ):
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def count_revisions(connection: Connection) -> None:
    """Create the number of the last transaction that wrote, and note it for each agreement."""
    if not inspect(connection).has_table("revisions"):
        connection.exec_driver_sql("CREATE TABLE revisions (number BIGINT NOT NULL, PRIMARY KEY (number))")
        connection.exec_driver_sql("INSERT INTO revisions (number) VALUES (1)")
    if "revision" not in {column["name"] for column in inspect(connection).get_columns("agreements")}:
        connection.exec_driver_sql("ALTER TABLE agreements ADD COLUMN revision INTEGER NOT NULL DEFAULT 0")
        connection.exec_driver_sql("CREATE INDEX agreements_revision ON agreements (revision)")


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    create_register,
    note_silences,
    add_search,
    note_known,
    keep_treaty_texts,
    index_what_pages_ask,
    count_revisions,
)


def list_applied(connection: Connection) -> set[str]:
    """Return the names of the migrations of a register, none for an empty database."""
    if not inspect(connection).has_table(schema.migrations.name):
        return set()
    return set(connection.execute(select(schema.migrations.c.name)).scalars())


def list_missing(applied: set[str]) -> list[Callable[[Connection], None]]:
    """Return the migrations that a register still needs, in order.

    Args:
        applied: the names of its migrations.

    Raises:
        RegisterError: a newer program wrote it, or it has an early form that cannot be migrated.
    """
    early = applied & BEFORE_RELEASE
    if unknown := sorted(applied - BEFORE_RELEASE - {migration.__name__ for migration in MIGRATIONS}):
        raise RegisterError(
            f"this register was written by a newer depositary (it has {', '.join(unknown)}, "
            "which this program does not know). Upgrade depositary to open it"
        )
    if early and early != BEFORE_RELEASE:
        raise RegisterError(
            "this register has a form from before the first release, which cannot be migrated. "
            "Make a new one from the same reports with depositary add"
        )
    return [migration for migration in MIGRATIONS if migration.__name__ not in applied]


def apply_missing(connection: Connection) -> list[str]:
    """Apply the missing migrations, and return their names.

    Raises:
        RegisterError: the register is newer than the program, or has an early form that cannot be migrated.
    """
    missing = list_missing(list_applied(connection))
    for migration in missing:
        migration(connection)
        row = {"name": migration.__name__, "applied_at": datetime.now(UTC).isoformat(timespec="seconds")}
        connection.execute(schema.migrations.insert(), row)
    return [migration.__name__ for migration in missing]
