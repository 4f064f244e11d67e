"""Open a register: make it where there is none, migrate it where it is older than the program.

>>> with open_store(":memory:").reading() as connection:
...     connection.dialect.name
'sqlite'
"""

from __future__ import annotations

from pathlib import Path

from depositary.register.storage import migrations
from depositary.register.storage.store import Store, hide_password, make_engine


def open_store(location: str | Path) -> Store:
    """Open a register, making or migrating it where needed.

    Args:
        location: path of an SQLite file, ``:memory:``, or a ``postgresql://`` address.

    Raises:
        RegisterError: it cannot be opened, is no register, is newer than the program, or of a form that is gone.
    """
    place = str(location)
    store = Store(make_engine(place), hide_password(place))
    migrate(store)
    return store


def migrate(store: Store) -> None:
    """Bring a register to the program's form; writes only where something is missing."""
    with store.reading() as connection:
        missing = migrations.list_missing(migrations.list_applied(connection))
    if missing:
        with store.writing() as connection:
            migrations.apply_missing(connection)
