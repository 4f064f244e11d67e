"""Open a register: create it if it does not exist, and migrate it if it is older than the program.

>>> with open_store(":memory:").reading() as connection:
...     connection.dialect.name
'sqlite'
"""

from __future__ import annotations

from pathlib import Path

from depositary.register.storage import migrations
from depositary.register.storage.store import Store, hide_password, make_engine


def open_store(location: str | Path) -> Store:
    """Open a register. Create or migrate it if needed.

    Args:
        location: path of an SQLite file, ``:memory:``, or a ``postgresql://`` address.

    Raises:
        RegisterError: it cannot be opened, is not a register, is newer than the program, or cannot be migrated.
    """
    place = str(location)
    store = Store(make_engine(place), hide_password(place))
    migrate(store)
    return store


def migrate(store: Store) -> None:
    """Apply missing migrations to a register. Write only if something is missing."""
    with store.reading() as connection:
        missing = migrations.list_missing(migrations.list_applied(connection))
    if missing:
        with store.writing() as connection:
            migrations.apply_missing(connection)
