"""Cells and rows of text tables (CSV, TSV): whatever a text holds, it stays one cell, and no formula.

>>> write_row(["a\\r=1", "b,c", "=1+1"])
'"a\\r=1","b,c",\\'=1+1\\n'
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula (OWASP, CSV Injection), full-width forms too."""
QUOTED = re.compile(r'[",\r\n]')
NUMBER = re.compile(r"[-+][\d.,;eE#+-]*")
LONGEST_CELL = 2**31 - 1
"""Cells may be as long as they are: Python's limit of 131,072 characters refuses honest texts."""


def defuse(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before one that could be.

    >>> defuse("=1+1"), defuse("\\n=1+1"), defuse("＝1+1"), defuse("Accord")
    ("'=1+1", "'\\n=1+1", "'＝1+1", 'Accord')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def write_cell(value: Any) -> str:
    """Return a value as a CSV cell; text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return defuse(value) if isinstance(value, str) else str(value)


def write_row(cells: Iterable[Any], end: str = "\n") -> str:
    """Return a row of CSV (RFC 4180) with its line end; a cell with any line end, comma or quote in it is quoted.

    Python's own writer leaves a lone carriage return as it is, which parts a row in two for most readers.
    """
    return ",".join(quote(write_cell(cell)) for cell in cells) + end


def quote(cell: str) -> str:
    """Return a cell as it stands in a row."""
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell


def flatten(cell: str) -> str:
    """Return a cell that no reader of tab-separated lines can stumble over: one line, without tabs and double quotes.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay.

    >>> flatten('a "b"\\tc'), flatten("=cmd|a"), flatten("-2.5,0")
    ("a 'b' c", "'=cmd|a", '-2.5,0')
    """
    plain = " ".join(cell.split()).replace('"', "'")
    return plain if NUMBER.fullmatch(plain) else defuse(plain)


def make_reader(lines: Iterable[str]) -> Any:
    """Return a reader of CSV that takes cells of any length, and counts lines."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(lines)
