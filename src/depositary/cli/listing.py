"""Lists: the options that choose and sort columns, and lists as tables for people or as CSV.

>>> sort_rows([{"n": "10"}, {"n": "9"}, {"n": ""}], "-n")
[{'n': '10'}, {'n': '9'}, {'n': ''}]
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import click

Row = dict[str, str]
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class Column(NamedTuple):
    """A column on a page: its greatest width (``None``: as wide as needed), and how its values are shown."""

    width: int | None = None
    show: Callable[[str], str] = str


Columns = Mapping[str, Column]


class Shape(NamedTuple):
    """How a list is shown: its columns, the column that it is sorted by (descending with ``-``), and whether as CSV."""

    columns: tuple[str, ...]
    sort: str | None
    csv: bool

    @property
    def sorts(self) -> bool:
        """Whether another order than the usual one is asked for."""
        return self.sort is not None

    def needs(self, *names: str) -> bool:
        """Return whether one of some columns is shown or sorted by."""
        return bool({*self.columns, (self.sort or "").lstrip("-")} & set(names))


def asked_shape(columns: Columns, shown: Sequence[str]) -> Callable[[Any], Any]:
    """Give a command ``--columns``, ``--sort`` and ``--csv``. The command gets a ``Shape`` named ``shape``.

    Args:
        columns: the columns that the list has.
        shown: the columns that are shown by default.
    """
    names = ", ".join(columns)

    def check_columns(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
        given = tuple(part.strip() for part in value.split(",")) if value is not None else tuple(shown)
        unknown = [name for name in given if name not in columns]
        if unknown:
            raise click.BadParameter(f"there is no column {unknown[0]!r}; use {names}", ctx, param)
        return given

    def check_sort(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is not None and value.lstrip("-") not in columns:
            raise click.BadParameter(f"there is no column {value!r}; use {names}", ctx, param)
        return value

    def shape(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def shaped(*args: Any, columns: tuple[str, ...], sort: str | None, csv: bool, **given: Any) -> Any:
            return command(*args, shape=Shape(columns, sort, csv), **given)

        options = (
            click.option(
                "--columns", metavar="NAMES", callback=check_columns, help=f"Columns, separated by commas: {names}."
            ),
            click.option(
                "--sort", metavar="NAME", callback=check_sort, help="Sort by this column; -NAME for descending order."
            ),
            click.option("--csv", is_flag=True, help="Print CSV (RFC 4180), with whole texts."),
        )
        for option in reversed(options):
            shaped = option(shaped)
        return shaped

    return shape


def show_rows(title: str, rows: Sequence[Row], shape: Shape, columns: Columns, limit: int | None = None) -> None:
    """Print a list as a table, or as CSV.

    Args:
        title: the title of the table.
        rows: the values of each row by column.
        shape: what is shown and how.
        columns: the columns that the list has.
        limit: the most rows to show.
    """
    rows = (sort_rows(rows, shape.sort) if shape.sort else rows)[:limit]
    if shape.csv:
        from depositary.exchange.cells import write_row

        lines = [shape.columns, *([row[name] for name in shape.columns] for row in rows)]
        sys.stdout.buffer.write("".join(map(write_row, lines)).encode("utf-8"))
        return
    from depositary.cli.tables import print_table, shorten

    cells = [[shorten(*fit(row[name], columns[name])) for name in shape.columns] for row in rows]
    print_table(title, shape.columns, cells)


def fit(cell: str, column: Column) -> tuple[str, int]:
    """Return a cell as it is shown, and the width at which it is cut."""
    shown = column.show(cell)
    return shown, column.width or len(shown) + 1


def sort_rows(rows: Sequence[Row], sort: str) -> list[Row]:
    """Return rows sorted by a column: numbers by value, empty cells last."""
    name, down = sort.lstrip("-"), sort.startswith("-")
    filled = [row for row in rows if row[name]]
    return [*sorted(filled, key=lambda row: sort_key(row[name]), reverse=down), *(row for row in rows if not row[name])]


def sort_key(cell: str) -> tuple[bool, float, str]:
    """Return what a cell is sorted by."""
    number = NUMBER.fullmatch(cell) is not None
    return not number, float(cell) if number else 0.0, cell.casefold()
