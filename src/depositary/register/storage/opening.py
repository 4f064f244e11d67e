"""Open a register: create it if it does not exist, and migrate it if it is older than the program.

>>> with open_store(":memory:").reading() as connection:
...     connection.dialect.name
'sqlite'
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import inspect

from depositary.errors import RegisterError
from depositary.register.storage import migrations, schema
from depositary.register.storage.revisions import raise_revision
from depositary.register.storage.store import MEND, Store, hide_password, is_read_only, is_server, make_engine


def open_store(location: str | Path) -> Store:
    """Open a register. Create or migrate it if needed.

    Args:
        location: path of an SQLite file, ``:memory:``, or a ``postgresql://`` address.

    Raises:
        RegisterError: it cannot be opened, is not a register, is newer than the program, or cannot be migrated.
    """
    place = str(location)
    refuse_foreign(place)
    store = Store(make_engine(place), hide_password(place), read_only=is_read_only(place))
    migrate(store)
    store.at_end = raise_revision
    return store


def migrate(store: Store) -> None:
    """Apply missing migrations to a register. Write only if something is missing.

    Raises:
        RegisterError: it is newer than the program, cannot be migrated, or is the database of another program.
    """
    with store.reading() as connection:
        applied = migrations.list_applied(connection)
        missing = migrations.list_missing(applied)
        if missing and not applied and (foreign := list_foreign(inspect(connection).get_table_names())):
            raise RegisterError(write_foreign(store.place, foreign))
    if missing:
        with store.writing() as connection:
            migrations.apply_missing(connection)


def count_missing(store: Store) -> int | None:
    """Return how many migrations a register needs, ``None`` if the database is empty. Nothing is changed.

    Raises:
        RegisterError: it is newer than the program, or cannot be migrated.
    """
    with store.reading() as connection:
        applied = migrations.list_applied(connection)
    return len(migrations.list_missing(applied)) if applied else None


def refuse_foreign(place: str) -> None:
    """Refuse an SQLite file of another program before anything is written to it: even opening ours writes.

    Raises:
        RegisterError: it is one.
    """
    path = Path(place)
    if is_server(place) or place == ":memory:" or not path.is_file() or not path.stat().st_size:
        return
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            marks = [row[1] for row in connection.execute(f"PRAGMA table_info({schema.migrations.name})")]
    except sqlite3.OperationalError:
        return  # another program writes at this moment, or the file is damaged: opening it tells which
    except sqlite3.DatabaseError as error:
        raise RegisterError(explain_sqlite(error, place)) from error
    own = {column.name for column in schema.migrations.columns} <= set(marks)
    if names and not own:
        raise RegisterError(write_foreign(place, list_foreign(names) or names))


def explain_sqlite(error: sqlite3.Error, place: str) -> str:
    """Return in words why a file is none that can be opened."""
    if "not a database" in str(error):
        return f"{place} is not a register: it is not an SQLite file; give another --register"
    return f"the register {place} is damaged ({error}): {MEND}"


def list_foreign(names: Iterable[str]) -> list[str]:
    """Return the tables that are none of a register's, nor of its accounts where both lie in one database."""
    own = set(schema.metadata.tables)
    return sorted(name for name in names if name not in own and not name.startswith(("web_", "sqlite_", "search_")))


def write_foreign(place: str, names: Sequence[str]) -> str:
    """Return the refusal of another program's database."""
    return (
        f"{place} is another program's database (it has {', '.join(names[:3])}): nothing was written to it. "
        "Give another --register"
    )
