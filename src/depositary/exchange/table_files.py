"""Write tables as CSV, Parquet and Stata files. A file is complete or absent.

>>> sorted(FORMATS)
['csv', 'dta', 'parquet']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from depositary.errors import ExchangeError
from depositary.exchange.cells import write_row
from depositary.exchange.stata_files import StataFile
from depositary.exchange.table_parts import Row, part_of, read_day
from depositary.exchange.table_schema import Column, TableSchema

GROUP = 20_000  # rows of a Parquet row group


class TableFile(Protocol):
    """A file for the rows of one table."""

    path: Path
    rows: int

    def write(self, row: Row) -> None:
        """Write one row."""

    def close(self) -> None:
        """Write what is left, and give the file its name."""


class CsvFile:
    """A table as CSV: UTF-8, commas, lines end in a line feed, one header row."""

    def __init__(self, table: TableSchema, folder: Path) -> None:
        """Begin a file."""
        self.path = folder / f"{table.name}.csv"
        self.rows = 0
        self.names = table.names
        self.stream = part_of(self.path).open("w", encoding="utf-8", newline="")
        self.stream.write(write_row(self.names))

    def write(self, row: Row) -> None:
        """Write one row."""
        self.stream.write(write_row(row[name] for name in self.names))
        self.rows += 1

    def close(self) -> None:
        """Give the file its name."""
        self.stream.close()
        part_of(self.path).replace(self.path)


class ParquetFile:
    """A table as Parquet, zstd-compressed, days as date32."""

    def __init__(self, table: TableSchema, folder: Path) -> None:
        """Begin a file.

        Raises:
            ExchangeError: pyarrow is not installed.
        """
        self.pa, self.schema = make_schema(table)
        self.path = folder / f"{table.name}.parquet"
        self.rows = 0
        self.days = [column.name for column in table.columns if column.type == "date"]
        self.waiting: list[Row] = []
        import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it has no stubs

        self.writer = pq.ParquetWriter(part_of(self.path), self.schema, compression="zstd")

    def write(self, row: Row) -> None:
        """Write one row."""
        self.waiting.append({**row, **{name: read_day(row[name]) for name in self.days}})
        self.rows += 1
        if len(self.waiting) >= GROUP:
            self.flush()

    def flush(self) -> None:
        """Write the waiting rows as one row group."""
        self.writer.write_table(self.pa.Table.from_pylist(self.waiting, schema=self.schema))
        self.waiting.clear()

    def close(self) -> None:
        """Write what is left, and give the file its name."""
        self.flush()
        self.writer.close()
        part_of(self.path).replace(self.path)


def make_schema(table: TableSchema) -> tuple[Any, Any]:
    """Return pyarrow and the Arrow schema of a table.

    Raises:
        ExchangeError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ExchangeError(
            "Parquet needs pyarrow. Install it (python -m pip install pyarrow), or use --format csv"
        ) from error
    types = {
        "string": pa.string(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa, pa.schema([make_field(pa, types, table, column) for column in table.columns])


def make_field(pa: Any, types: Mapping[str, Any], table: TableSchema, column: Column) -> Any:
    """Return the Arrow field of a column."""
    return pa.field(column.name, types[column.type], nullable=column.name not in table.key)


FORMATS: dict[str, Callable[[TableSchema, Path], TableFile]] = {
    "csv": CsvFile,
    "parquet": ParquetFile,
    "dta": StataFile,
}


class TableSet:
    """The files of all tables in all formats. Files get their names only if everything succeeded."""

    def __init__(self, tables: Mapping[str, TableSchema], folder: Path, formats: tuple[str, ...]) -> None:
        """Begin the files."""
        folder.mkdir(parents=True, exist_ok=True)
        self.files: dict[str, list[TableFile]] = {
            name: [FORMATS[form](table, folder) for form in formats] for name, table in tables.items()
        }

    def write(self, table: str, row: Row) -> None:
        """Write one row of a table in all formats."""
        for file in self.files[table]:
            file.write(row)

    def __enter__(self) -> TableSet:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Name the files. After an error, leave them as ``.part`` files."""
        if kind is None:
            for file in self.all_files():
                file.close()

    def all_files(self) -> list[TableFile]:
        """Return all files, table by table."""
        return [file for files in self.files.values() for file in files]
