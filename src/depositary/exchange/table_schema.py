"""The tables of a dataset: columns, types and meanings, from ``tables.toml``.

>>> [column.name for column in load_tables()["evidence"].columns]
['claim', 'report', 'start', 'end', 'text']
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from depositary.data_files import read_table, read_text
from depositary.model import vocabulary

MEASURED = "accuracy.tsv"
MEASURE = ("reader", "version", "measured", "data")
VOCABULARY = re.compile(r"\(vocabulary: (\w+)\)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type (Frictionless Table Schema) and meaning."""

    name: str
    type: str
    about: str

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that are its values, if it has a vocabulary."""
        return tuple(str(term) for term in getattr(vocabulary, self.vocabulary)) if self.vocabulary else ()

    @property
    def vocabulary(self) -> str:
        """The vocabulary whose terms are its values, if any."""
        named = VOCABULARY.search(self.about)
        return named[1] if named else ""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: the meaning of a row, the key columns, and all columns in order.

    ``references`` are columns with the key of another table, each with the name of that table.
    """

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns in order."""
        return tuple(column.name for column in self.columns)


@functools.cache
def load_terms() -> dict[str, dict[str, str]]:
    """Load the meaning of each term, by vocabulary."""
    found: dict[str, dict[str, str]] = {}
    for row in read_table(__package__, "terms.tsv"):
        found.setdefault(row["vocabulary"], {})[row["term"]] = row["meaning"]
    return found


@functools.cache
def load_measured() -> tuple[dict[str, str], ...]:
    """Load how often the reader is right, a row for each task."""
    return read_table(__package__, MEASURED)


@functools.cache
def load_measure() -> dict[str, str]:
    """Load what was measured: the reader, the version, the day and the data, from the head of the same table."""
    heads = (line[1:] for line in read_text(__package__, MEASURED).splitlines() if line.startswith("#"))
    notes = [head.partition(":") for head in heads]
    return {key.strip(): value.strip() for key, _, value in notes if key.strip() in MEASURE}


@functools.cache
def load_accuracy() -> dict[str, dict[str, str]]:
    """Load the accuracy of columns (``TABLE.COLUMN``), where it was measured."""
    return {column: row for row in load_measured() if row["columns"] for column in row["columns"].split("|")}


@functools.cache
def load_tables() -> dict[str, TableSchema]:
    """Load all tables by name, in order."""
    data = tomllib.loads(resources.files(__package__).joinpath("tables.toml").read_text("utf-8"))
    groups = data.pop("groups")
    return {name: make_table(name, table, groups) for name, table in data.items()}


def make_table(name: str, table: dict[str, Any], groups: dict[str, list[list[str]]]) -> TableSchema:
    """Make the schema of one table."""
    columns = (column for line in table["columns"] for column in make_columns(line, groups))
    references = tuple((column, other) for column, other in table.get("references", ()))
    return TableSchema(name, table["about"], tuple(table["key"]), tuple(columns), references)


def make_columns(line: list[str], groups: dict[str, list[list[str]]]) -> Iterator[Column]:
    """Yield the columns of one line. ``@group`` means all columns of a group."""
    if not line[0].startswith("@"):
        yield Column(*line)
        return
    for name, kind, about in groups[line[0][1:]]:
        yield Column(name.format(name=line[1]), kind, about)
