"""Tables of a register in memory: rows, Arrow, pandas, Polars, DuckDB, typed as the codebook says.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register:
...     len(find_table(register, "claims", Clocks.of(on="2025-01-17")))
0
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from depositary.errors import ExchangeError
from depositary.exchange.dataset import walk
from depositary.exchange.extract import Clocks
from depositary.exchange.table_files import make_schema
from depositary.exchange.table_parts import Row, read_day
from depositary.exchange.table_schema import TableSchema, load_tables
from depositary.register.queries import Filter
from depositary.register.register import Register

if TYPE_CHECKING:
    import duckdb
    import pandas as pd  # type: ignore[import-untyped]  # its stubs are a package of their own
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]  # it has no stubs


class Table:
    """One table of a register, as known on a day, with the types and columns of the codebook.

    Iterating over it, or ``to_arrow`` and its kin, reads nothing again: the rows were taken when it was asked for.
    """

    def __init__(self, schema: TableSchema, rows: list[Row]) -> None:
        """Hold the rows of a table; days are ``datetime.date``."""
        self.schema = schema
        self.rows = rows

    @property
    def name(self) -> str:
        """Its name."""
        return self.schema.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.schema.names

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows as dictionaries."""
        return iter(self.rows)

    def __repr__(self) -> str:
        """Return what it is."""
        return f"<table {self.name}: {len(self):,} rows, {len(self.columns)} columns>"

    @functools.cached_property
    def arrow(self) -> pa.Table:
        """The table in Arrow.

        Raises:
            ExchangeError: pyarrow is not installed.
        """
        load_package("pyarrow", "tables")
        arrow, schema = make_schema(self.schema)
        return arrow.Table.from_pylist(self.rows, schema=schema)

    def to_arrow(self) -> pa.Table:
        """Return the table in Arrow.

        Raises:
            ExchangeError: pyarrow is not installed.
        """
        return self.arrow

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame: nullable integers and booleans, days as ``datetime64``.

        Raises:
            ExchangeError: pandas is not installed.
        """
        pandas = load_package("pandas", "pandas")
        arrow = load_package("pyarrow", "pandas")
        types = {
            arrow.int32(): pandas.Int32Dtype(),
            arrow.bool_(): pandas.BooleanDtype(),
            arrow.string(): pandas.StringDtype(),
        }
        frame: pd.DataFrame = self.arrow.to_pandas(types_mapper=types.get, date_as_object=False)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars data frame.

        Raises:
            ExchangeError: Polars is not installed.
        """
        polars = load_package("polars", "polars")
        frame: pl.DataFrame = polars.from_arrow(self.arrow)
        return frame

    def to_duckdb(self, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
        """Put the table under its name into a DuckDB database, in place of one that is there.

        Args:
            connection: the database; one in memory where it is not given.

        Raises:
            ExchangeError: DuckDB is not installed.
        """
        return fill_duckdb({self.name: self}, connection)


def load_package(name: str, extra: str) -> Any:
    """Import a package that is an extra.

    Raises:
        ExchangeError: it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ExchangeError(f'{name} is not installed: pip install "depositary[{extra}]"') from error


def find_table(register: Register, name: str, clocks: Clocks, asked: Filter | None = None) -> Table:
    """Return one table of a register.

    Args:
        register: an open register.
        name: the name of a table of the codebook.
        clocks: the day in the world and the last day of knowledge.
        asked: which agreements; all where it is not given.

    Raises:
        ExchangeError: there is no table of the name.
        EvidenceError: a span does not hold the words that its report says there.
    """
    if name not in load_tables():
        raise ExchangeError(f"there is no table {name!r}: the tables are {', '.join(load_tables())}")
    return find_tables(register, clocks, asked, (name,))[name]


def find_tables(
    register: Register, clocks: Clocks, asked: Filter | None = None, names: tuple[str, ...] = ()
) -> dict[str, Table]:
    """Return the named tables of a register, all where none is named, in one pass over it.

    Raises:
        EvidenceError: a span does not hold the words that its report says there.
    """
    schemas = {name: schema for name, schema in load_tables().items() if name in names or not names}
    rows: dict[str, list[Row]] = {name: [] for name in schemas}
    for name, row in walk(register, clocks, asked, tuple(schemas)):
        rows[name].append(row)
    return {name: Table(schema, [type_row(schema, row) for row in rows[name]]) for name, schema in schemas.items()}


def type_row(schema: TableSchema, row: Row) -> Row:
    """Return a row in the order of its columns, with days as ``datetime.date``."""
    return {c.name: read_day(row[c.name]) if c.type == "date" else row[c.name] for c in schema.columns}


def fill_duckdb(
    tables: Mapping[str, Table], connection: duckdb.DuckDBPyConnection | None = None
) -> duckdb.DuckDBPyConnection:
    """Put tables into a DuckDB database under their names.

    Raises:
        ExchangeError: DuckDB is not installed.
    """
    base: duckdb.DuckDBPyConnection = connection or load_package("duckdb", "duckdb").connect()
    for name, table in tables.items():
        base.register("incoming", table.to_arrow())
        base.execute(f'create or replace table "{name}" as select * from incoming')
        base.unregister("incoming")
    return base
