"""Tables that a reader can sort: the address names the column, so that a sorted table can be shared.

>>> columns = [Column("name", "Name", lambda row: row[0]), Column("day", "Day", lambda row: row[1])]
>>> arrange_rows([("b", ""), ("c", "2024"), ("a", "2025")], columns, "-day")
[('a', '2025'), ('c', '2024'), ('b', '')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from depositary.errors import InputError

R = TypeVar("R")


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a table: its name in the address, its heading, and what its rows are sorted by."""

    name: str
    label: str
    key: Callable[[R], Any]


@dataclass(frozen=True)
class Head:
    """A heading as the page shows it: ``by`` is the order that a click asks for, ``sorted`` the order now."""

    label: str
    by: str
    sorted: str = ""


def arrange_rows(rows: Iterable[R], columns: Sequence[Column[R]], by: str) -> list[R]:
    """Return rows in the order of a column; a hyphen before its name turns the order round. Empty cells come last.

    Raises:
        InputError: there is no such column.
    """
    given = list(rows)
    if not by:
        return given
    column = find_column(columns, by)
    told = [row for row in given if column.key(row) not in (None, "")]
    empty = [row for row in given if column.key(row) in (None, "")]
    return sorted(told, key=column.key, reverse=by.startswith("-")) + empty


def find_column(columns: Sequence[Column[R]], by: str) -> Column[R]:
    """Return the column that an order names.

    Raises:
        InputError: there is none.
    """
    found = next((column for column in columns if column.name == by.removeprefix("-")), None)
    if found is None:
        names = ", ".join(column.name for column in columns)
        raise InputError(f"by={by[:30]!r}: this table can be sorted by {names}; put - before a name to turn the order")
    return found


def list_heads(columns: Sequence[Column[Any]], by: str) -> list[Head]:
    """Return the headings of a table that is sorted by a column."""
    orders = {by: "descending" if by.startswith("-") else "ascending"}
    return [
        Head(
            column.label,
            f"-{column.name}" if by == column.name else column.name,
            orders.get(by, "") if is_by(column, by) else "",
        )
        for column in columns
    ]


def is_by(column: Column[Any], by: str) -> bool:
    """Tell whether an order is by a column."""
    return column.name == by.removeprefix("-")
