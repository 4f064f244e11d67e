"""Read the data files of the program: lists, tables and TOML, with comments that name source and licence.

Lists hold one entry a line. Tables are tab-separated with a header row. In both, empty lines and lines that
begin with ``#`` are comments.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from depositary.errors import LexiconError


def read_text(package: str, *path: str) -> str:
    """Return the text of a data file in a package.

    Args:
        package: dotted name of the package that the file lies in.
        path: folders below it, and the name of the file with its ending.

    Raises:
        LexiconError: there is no such file.
    """
    try:
        return resources.files(package).joinpath(*path).read_text("utf-8")
    except OSError as error:
        raise LexiconError(f"data file {'/'.join(path)} of {package} is missing: reinstall depositary") from error


def read_lines(package: str, *path: str) -> list[str]:
    """Return the lines of a data file that are neither empty nor comments."""
    return keep_lines(read_text(package, *path))


def keep_lines(text: str) -> list[str]:
    """Return the lines of a text that are neither empty nor comments."""
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def read_list(package: str, *path: str) -> tuple[str, ...]:
    """Return the entries of a list.

    >>> read_list("depositary.languages", "en", "abbreviations.txt")[0]
    'Mr.'
    """
    return tuple(line.strip() for line in read_lines(package, *path))


def read_table(package: str, *path: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table by the names of their columns; cells that are left out at the end are empty.

    Raises:
        LexiconError: a row has more cells than the header.
    """
    return parse_table(read_text(package, *path), f"{'/'.join(path)} of {package}")


def parse_table(text: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the text of a table. ``name`` says in messages which it is.

    Raises:
        LexiconError: a row has more cells than the header.
    """
    header, *rows = [line.split("\t") for line in keep_lines(text)]
    for row in rows:
        if len(row) > len(header):
            raise LexiconError(f"table {name} has too many cells in {row!r}")
    return tuple(dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)) for row in rows)


def read_toml(package: str, *path: str) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        LexiconError: the file is not TOML.
    """
    try:
        return tomllib.loads(read_text(package, *path))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"data file {'/'.join(path)} of {package} is damaged: {error}") from error


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the values of a table's cell that holds several.

    >>> split_cell("CZE|SVK"), split_cell("")
    (('CZE', 'SVK'), ())
    """
    return tuple(value for value in cell.split("|") if value)
