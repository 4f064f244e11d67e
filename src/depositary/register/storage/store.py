"""Where the register lies: one SQLite file, or a PostgreSQL database; one writer at a time on both.

>>> with Store(make_engine(":memory:"), "a register in memory").reading() as connection:
...     connection.dialect.name
'sqlite'
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import (
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
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from depositary.errors import RegisterError

T = TypeVar("T")
WAIT_SECONDS = 30
WRITER_LOCK = 0x0DE905
CHUNK = 500
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

    def __init__(self, engine: Engine, place: str) -> None:
        """Stand over an engine; ``place`` names the register in messages."""
        self.engine = engine
        self.place = place

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the register.

        Raises:
            RegisterError: the database refuses.
        """
        with self.guard(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that no other writer overlaps; waits for its turn.

        Raises:
            RegisterError: another program wrote for longer than the wait, or the database refuses.
        """
        with self.guard(), self.engine.connect() as connection:
            writer = connection.execution_options(writer=True)
            with writer.begin():
                take_turn(writer)
                yield writer

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Say in words what the database refused."""
        try:
            yield
        except DBAPIError as error:
            raise RegisterError(explain(error, self.place)) from error
        except SQLAlchemyError as error:
            raise RegisterError(f"the register {self.place} cannot be used: {error}") from error

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def explain(error: DBAPIError, place: str) -> str:
    """Return what a refusal of the database means and what to do."""
    words = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    if "locked" in words or "lock timeout" in words:
        return f"the register {place} is being written by another program (waited {WAIT_SECONDS} s): try again later"
    if "not a database" in words:
        return f"{place} is not a register: it is no SQLite file; give another --register"
    return f"the register {place} cannot be used: {words}"


def take_turn(connection: Connection) -> None:
    """Wait until no other writer holds the register (SQLite has waited at BEGIN IMMEDIATE)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"))


def hide_password(place: str) -> str:
    """Return the address without a password.

    >>> hide_password("postgresql://ann:secret@db/register")
    'postgresql://ann:***@db/register'
    """
    scheme, separator, rest = place.partition("://")
    user, at, host = rest.rpartition("@")
    name, colon, _ = user.partition(":")
    return f"{scheme}{separator}{name}:***{at}{host}" if separator and colon else place


def make_engine(place: str) -> Engine:
    """Make the engine of either database."""
    if place.startswith(("postgresql://", "postgres://")):
        return create_engine("postgresql+psycopg://" + place.partition("://")[2], pool_pre_ping=True)
    options: dict[str, Any] = {"poolclass": StaticPool} if place == ":memory:" else {}
    arguments = {"check_same_thread": False, "timeout": WAIT_SECONDS}
    engine = create_engine(f"sqlite:///{place}", connect_args=arguments, **options)
    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def set_pragmas(connection: Any, _record: Any) -> None:
    """Set a new SQLite connection up; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    """Begin: a writer takes the lock at once, so that it never fails half-way."""
    writer = connection.get_execution_options().get("writer")
    if writer:
        connection.exec_driver_sql(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def add_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; a row whose key is there already is left as it is."""
    if rows:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def put_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of a computed table; a row whose key is there already is replaced."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table)
    names = [column.name for column in table.primary_key.columns]
    changed = {name: insert.excluded[name] for name in rows[0] if name not in names}
    connection.execute(insert.on_conflict_do_update(index_elements=names, set_=changed), list(rows))


def among(connection: Connection, column: ColumnElement[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of some values, however many: they are bound as one list."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), postgresql.ARRAY(column.type)))
    listed = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


def load_pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """Return the first column of a query's rows with the second."""
    return {row[0]: row[1] for row in connection.execute(query)}


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
