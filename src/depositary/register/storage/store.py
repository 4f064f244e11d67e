"""The database of a register: one SQLite file, or a PostgreSQL database. Both allow one writer at a time.

>>> with Store(make_engine(":memory:"), "a register in memory").reading() as connection:
...     connection.dialect.name
'sqlite'
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    any_,
    create_engine,
    event,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from depositary.errors import RegisterError

T = TypeVar("T")
WAIT_SECONDS = 30
WRITER_LOCK = 0x0DE905
CHUNK = 500
MEND = "depositary check says more; restore a backup with depositary restore"
BUSY = f"the register {{place}} is being written by another program (waited {WAIT_SECONDS} s): try again later"
MEANINGS = (
    (("locked", "lock timeout"), BUSY),
    (("not a database",), "{place} is not a register: it is not an SQLite file; give another --register"),
    (
        ("malformed", "corrupt", "disk I/O error", "unsupported file format", "Could not decode"),
        f"the register {{place}} is damaged ({{words}}): {MEND}",
    ),
    (("readonly",), "the register {place} can only be read: copy it to a disk that can be written"),
)
"""What the words of a database mean, and what to do."""
MANY = 20_000  # values of one ``among``
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    f"busy_timeout={WAIT_SECONDS * 1000}",
    "wal_autocheckpoint=64000",
    "cache_size=-32000",
)
WRITING = "PRAGMA cache_size=-384000"  # KiB; a connection that has written keeps its pages for the next time


class Store:
    """A register's database: connections for reading, and one transaction at a time for writing."""

    def __init__(self, engine: Engine, place: str, *, read_only: bool = False) -> None:
        """Use an engine. ``place`` names the register in messages. ``read_only`` if it cannot be written."""
        self.engine = engine
        self.place = place
        self.read_only = read_only
        self.turn: AbstractContextManager[object] = (
            threading.RLock() if isinstance(engine.pool, StaticPool) else nullcontext()
        )
        """What is held while a register in memory is used: it has one connection for all threads."""
        self.at_end: Callable[[Connection], None] | None = None
        """What is done last in each writing transaction."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state of the register.

        Raises:
            RegisterError: the database reports an error.
        """
        with self.guard(), self.turn, self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction. Wait until no other writer is active.

        Raises:
            RegisterError: another program wrote for too long, or the database reports an error.
        """
        if self.read_only:
            raise RegisterError(f"the register {self.place} can only be read: copy it to a disk that can be written")
        with self.guard(), self.turn, self.engine.connect() as connection:
            writer = connection.execution_options(writer=True)
            with writer.begin():
                take_turn(writer)
                yield writer
                if self.at_end:
                    self.at_end(writer)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn database errors into messages."""
        try:
            yield
        except DBAPIError as error:
            raise RegisterError(explain(error, self.place)) from error
        except SQLAlchemyError as error:
            raise RegisterError(f"the register {self.place} cannot be used ({type(error).__name__})") from error
        except (UnicodeDecodeError, msgspec.MsgspecError) as error:
            raise RegisterError(f"the register {self.place} is damaged ({type(error).__name__}): {MEND}") from error

    def merge_log(self) -> None:
        """Bring what was written into the file of an SQLite register itself, so that a copy of that file is whole.

        Programs that read it at the time keep what they see; what they hold up is brought in when they end.
        """
        if self.engine.dialect.name != "sqlite" or self.read_only:
            return
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
        except SQLAlchemyError:  # the log stays, and the next program merges it: nothing is lost
            return

    def close(self) -> None:
        """Close all connections. Merge the log into the register's file."""
        self.merge_log()
        self.engine.dispose()


def explain(error: DBAPIError, place: str) -> str:
    """Return what a database error means and what to do. For PostgreSQL, nothing that shows its address."""
    words = (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
    meant = next((said for signs, said in MEANINGS if any(sign in words for sign in signs)), None)
    if meant:
        return meant.format(place=place, words=words)
    if isinstance(error.orig, sqlite3.Error):
        return f"the register {place} cannot be used: {words}"
    told = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    if isinstance(error, OperationalError) or not told:
        cause = "the database does not answer or refuses the sign-in; its log says why"
        return f"the register {place} cannot be reached: {cause}"
    return f"the register {place} cannot be used: {told}"


def take_turn(connection: Connection) -> None:
    """Wait until no other writer holds the register (SQLite has waited at BEGIN IMMEDIATE)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))


def hide_password(place: str) -> str:
    """Return the name of a register in messages: the path of a file, but not the address of a database.

    Passwords stand in many parts of an address (behind the user, in parameters), and who runs the server alone
    needs to know where the database is.

    >>> hide_password("postgresql://ann:secret@db/register?sslpassword=x"), hide_password("news.db")
    ('in PostgreSQL', 'news.db')
    """
    return "in PostgreSQL" if is_server(place) else place


def is_server(place: str) -> bool:
    """Tell whether a place is the address of a PostgreSQL database."""
    return place.startswith(("postgresql://", "postgres://"))


def is_read_only(place: str) -> bool:
    """Tell whether a register is a file that cannot be written, or lies where nothing can be."""
    path = Path(place)
    written = os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)
    return not is_server(place) and place != ":memory:" and path.is_file() and not written


def make_engine(place: str) -> Engine:
    """Make the engine for SQLite or PostgreSQL. It only reads if the file cannot be written.

    Raises:
        RegisterError: the address is not valid.
    """
    try:
        return make_reading_engine(place) if is_read_only(place) else make_own_engine(place)
    except (SQLAlchemyError, ValueError):
        raise RegisterError(f"the register {hide_password(place)} cannot be opened: its address is not valid") from None


def make_own_engine(place: str) -> Engine:
    """Make the engine of a database that can be written."""
    if is_server(place):
        return create_engine("postgresql+psycopg://" + place.partition("://")[2], pool_pre_ping=True)
    # The connection used last is used next: its cache holds what is asked for, and the others' caches stay small.
    options: dict[str, Any] = {"poolclass": StaticPool} if place == ":memory:" else {"pool_use_lifo": True}
    arguments = {"check_same_thread": False, "timeout": WAIT_SECONDS}
    engine = create_engine(URL.create("sqlite", database=place), connect_args=arguments, **options)
    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def make_reading_engine(place: str) -> Engine:
    """Make the engine of an SQLite file on a disk that only reads: as it stands, without locks.

    Raises:
        RegisterError: a log lies beside it that was not merged, so that the file alone is not whole.
    """
    log = Path(f"{place}-wal")
    if log.is_file() and log.stat().st_size:
        raise RegisterError(
            f"the register {place} cannot be read where it is: its log {log.name} was not merged. "
            "Copy both to a disk that can be written"
        )
    address = f"file:{quote(str(Path(place).resolve()))}?mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)

    return create_engine("sqlite://", creator=connect, poolclass=QueuePool)


def set_pragmas(connection: Any, _record: Any) -> None:
    """Configure a new SQLite connection. Transactions are started here, not by the driver."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction. A writer takes the lock at once, so that it cannot fail halfway."""
    writer = connection.get_execution_options().get("writer")
    if writer:
        connection.exec_driver_sql(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def add_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows. Rows with an existing key are not changed."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def put_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of a computed table. Rows with an existing key are replaced."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table)
    names = [column.name for column in table.primary_key.columns]
    changed = {name: insert.excluded[name] for name in rows[0] if name not in names}
    connection.execute(insert.on_conflict_do_update(index_elements=names, set_=changed), list(rows))


def among(connection: Connection, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has one of some values. Any number is possible: they are bound as one list."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), postgresql.ARRAY(column.type)))
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def load_pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """Return a mapping from the first column of a query to the second."""
    return {row[0]: row[1] for row in connection.execute(query).all()}


def count_rows(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def chunk(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` values, few enough for one statement's parameters."""
    batch: list[T] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
