"""Copies of a register: whole, of one moment, whatever writes at the time; and a register made of a copy.

A copy is one SQLite file, also of a register in PostgreSQL. Nothing is overwritten, and a copy has its name only
once it is whole.

>>> from depositary.register.storage.opening import open_store
>>> back_up(open_store(":memory:"), Path("/nowhere/copy.db"))
Traceback (most recent call last):
depositary.errors.RegisterError: there is no folder /nowhere for the copy
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, select

from depositary.errors import RegisterError
from depositary.register.storage import full_text, schema
from depositary.register.storage.opening import open_store, refuse_foreign
from depositary.register.storage.store import Store, chunk, count_rows

PRIVATE = 0o600


def back_up(store: Store, target: Path, *, private: bool = False) -> None:
    """Write a whole copy of a database to a new file; others may read and write it meanwhile.

    Args:
        store: the register, or the accounts beside it where they are a file.
        target: the file; there must be none.
        private: whether the file is for its owner alone.

    Raises:
        RegisterError: there is such a file already, it cannot be written, or the register is damaged.
    """
    with make_file(target, private=private) as part:
        if store.engine.dialect.name == "sqlite":
            copy_file(store, part)
        else:
            copy_tables(store, part)


@contextmanager
def make_file(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield the place of a file in the making, and give it its name when all went well.

    Raises:
        RegisterError: there is such a file already, or it cannot be written.
    """
    if target.exists():
        raise RegisterError(f"there is a file {target} already: nothing is overwritten, give another name")
    if not target.parent.is_dir():
        raise RegisterError(f"there is no folder {target.parent} for the copy")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE if private else 0o666))
        yield part
        part.replace(target)
    except OSError as error:
        raise RegisterError(f"the copy {target} cannot be written: {error.strerror or error}") from error
    finally:
        for rest in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            rest.unlink(missing_ok=True)


def copy_file(store: Store, part: Path) -> None:
    """Copy an SQLite database page by page, as of one moment, and look at whether the copy is whole."""
    with store.reading() as connection, closing(sqlite3.connect(part)) as copy:
        source = connection.connection.driver_connection
        assert source is not None
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, that can be read on any disk
        check_file(copy, store.place)


def check_file(copy: sqlite3.Connection, place: str) -> None:
    """Refuse an SQLite database that is not sound.

    Raises:
        RegisterError: it is not.
    """
    try:
        found = [str(row[0]) for row in copy.execute("PRAGMA quick_check(3)")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise RegisterError(f"{place} is damaged ({found[0]}): no copy was made of it")


def copy_tables(store: Store, part: Path) -> None:
    """Copy a register out of PostgreSQL, as of one moment, into an SQLite file."""
    copy = open_store(part)
    with store.reading() as connection:
        connection.execution_options(isolation_level="REPEATABLE READ")
        fill(connection, copy)
    copy.close()


def fill(source: Connection, copy: Store) -> None:
    """Write all rows of a register into an empty one, but for what says how it was made and the search index.

    The copy indexes its reports when it is next opened.
    """
    own = (schema.migrations, schema.documents, schema.spellings, schema.unindexed)
    with copy.writing() as target:
        target.execute(schema.revisions.delete())
        for table in schema.metadata.sorted_tables:
            if table not in own:
                copy_rows(source, target, table)
        full_text.queue_all(target, schema.reports, "report")


def copy_rows(source: Connection, target: Connection, table: Table) -> None:
    """Copy the rows of one table."""
    for rows in chunk(dict(row) for row in source.execute(select(table)).mappings()):
        target.execute(table.insert(), rows)


def restore(copy: Path, place: str) -> None:
    """Make a register of a copy, in a place where there is none.

    Args:
        copy: a file that `back_up` wrote, or any register in a file.
        place: where the register is to be: a new file, or a PostgreSQL database without reports.

    Raises:
        RegisterError: the copy is no sound register, or there is a register already.
    """
    if not copy.is_file():
        raise RegisterError(f"there is no file {copy}")
    refuse_foreign(str(copy))
    source = open_store(copy)
    try:
        if "://" not in place:
            back_up(source, Path(place))
            return
        target = open_store(place)
        with target.reading() as connection:
            held = count_rows(connection, schema.reports)
        if held:
            raise RegisterError(f"the register {target.place} holds {held:,} reports already: restore to an empty one")
        with source.reading() as connection:
            fill(connection, target)
        target.close()
    finally:
        source.close()
