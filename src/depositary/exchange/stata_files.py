"""Tables as Stata files (.dta, format 118): labelled columns, days as ``%td``, UTF-8.

>>> len(label("x" * 200))
80
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from depositary.errors import ExchangeError
from depositary.exchange.table_parts import Row, part_of, read_day
from depositary.exchange.table_schema import Column, TableSchema

LABEL = 80  # characters that Stata gives a label
VERSION = 118  # Stata 14 and later
WRITTEN = dt.datetime(1960, 1, 1)  # the time that each file tells it was written: the same bytes from the same rows
RESERVED = {"end": "_end"}  # a word that Stata keeps for itself, and what it is called there
TYPES = {"integer": "Int32", "number": "float64", "boolean": "boolean", "date": "datetime64[s]"}


class StataFile:
    """A table as a Stata file. Rows are held until it is closed, because Stata needs the widest text first."""

    def __init__(self, table: TableSchema, folder: Path) -> None:
        """Begin a file.

        Raises:
            ExchangeError: pandas is not installed.
        """
        self.pandas = load_pandas()
        self.path = folder / f"{table.name}.dta"
        self.rows = 0
        self.table = table
        self.cells: dict[str, list[Any]] = {name: [] for name in table.names}

    def write(self, row: Row) -> None:
        """Take one row."""
        for name, cells in self.cells.items():
            cells.append(row[name])
        self.rows += 1

    def close(self) -> None:
        """Write all rows, and give the file its name."""
        columns = [(RESERVED.get(column.name, column.name), column) for column in self.table.columns]
        frame = self.pandas.DataFrame({name: self.make_series(column) for name, column in columns})
        frame.to_stata(
            part_of(self.path),
            write_index=False,
            version=VERSION,
            time_stamp=WRITTEN,
            data_label=label(self.table.about),
            variable_labels={name: label(column.about) for name, column in columns},
            convert_dates={name: "td" for name, column in columns if column.type == "date"},
        )
        self.cells.clear()
        part_of(self.path).replace(self.path)

    def make_series(self, column: Column) -> Any:
        """Return a column of the frame. A missing text is an empty one, as Stata requires."""
        cells = self.cells.pop(column.name)
        if column.type == "string":
            return self.pandas.Series([cell or "" for cell in cells], dtype=object)
        if column.type == "date":
            cells = [read_day(cell) for cell in cells]
        return self.pandas.Series(cells, dtype=TYPES[column.type])


def label(words: str) -> str:
    """Return a text as a label."""
    return words if len(words) <= LABEL else f"{words[: LABEL - 1]}…"


def load_pandas() -> Any:
    """Return pandas.

    Raises:
        ExchangeError: it is not installed.
    """
    try:
        import pandas as pd  # type: ignore[import-untyped]  # its stubs are a package of their own
    except ImportError as error:
        raise ExchangeError(
            "Stata files need pandas. Install it (python -m pip install pandas), or use --format csv"
        ) from error
    return pd
