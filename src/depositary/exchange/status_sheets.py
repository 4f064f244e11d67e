"""From the bytes of a file to the lines of a table: its encoding, its separator, the row that names its columns.

What precedes that row (the head of a page copied from a depositary's site) and what follows the table (declarations,
notes) are kept apart.

>>> sheet = open_sheet(b"Participant;Signature\\nChad;21 Sep 2016\\n")
>>> sheet.layout, sheet.headings, [row.cells for row in sheet.rows()]
('UTF-8, separated by semicolons', ('Participant', 'Signature'), [['Chad', '21 Sep 2016']])
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from depositary.errors import InputError
from depositary.exchange.cells import LONGEST_CELL
from depositary.exchange.status_columns import find_role, fold_headings

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
FIRST_LINES = 80
"""The row that names the columns is looked for in so many lines."""
BEHIND = re.compile(
    r"^\s*(?:declarations?(?: and reservations?)?|reservations?(?: and declarations?)?|objections?"
    r"|notifications?\b.{0,80}|territorial applications?|(?:end ?)?notes?\.?)\s*:?\s*$",
    re.IGNORECASE,
)
"""The line after a table with which its declarations or notes begin."""
LONGEST_HEADING, MOST_COLUMNS = 400, 300
LARGEST = 1_000_000_000  # bytes of a workbook unpacked
Known = Callable[[Sequence[str]], int]
"""How many of some headings are understood; 0 where they can't be those of a table."""


class SheetRow(msgspec.Struct, frozen=True):
    """One row: the number of its first line in the file, its place in the text, its cells."""

    line: int
    start: int
    end: int
    cells: list[str]


class Sheet(msgspec.Struct, frozen=True):
    """A table in a text: its head (the lines before it), its headings, its rows, what follows it."""

    text: str
    layout: str
    separator: str
    headings: tuple[str, ...]
    heading: str
    head: str = ""
    behind: str = ""
    first_line: int = 2
    start: int = 0
    end: int = 0
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[SheetRow]:
        """Yield the rows one by one; empty lines are no rows."""
        if not self.separator:
            return
        lines = io.StringIO(self.text[self.start : self.end], newline="")
        counted = Counted(lines, self.start)
        line = self.first_line
        for cells in make_reader(counted, self.separator, self.text):
            first, start, end = line, counted.taken, counted.place
            line += counted.lines
            counted.take()
            if any(cell.strip() for cell in cells):
                yield SheetRow(first, start, start + len(self.text[start:end].rstrip("\r\n")), cells)


class Counted:
    """Lines that remember how far they were read."""

    def __init__(self, stream: io.StringIO, start: int) -> None:
        """Begin at a place of the text."""
        self.stream, self.place, self.taken, self.lines = stream, start, start, 0

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        for line in self.stream:
            self.place += len(line)
            self.lines += 1
            yield line

    def take(self) -> None:
        """Note that all read so far is taken."""
        self.taken, self.lines = self.place, 0


def make_reader(lines: Any, separator: str, text: str) -> Any:
    """Return a reader of separated cells; in lines of tabs, quotation marks that don't pair are letters."""
    csv.field_size_limit(LONGEST_CELL)
    plain = separator == "\t" and text.count('"') % 2 == 1
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)


def open_sheet(content: bytes | str, known: Known | None = None, separator: str = "", sheet: str = "") -> Sheet:
    """Return the table in a file.

    Args:
        content: the bytes of the file (text or an Excel workbook), or its text.
        known: how many of some headings are understood; default: those of known status tables.
        separator: the separator of cells, where it is told.
        sheet: the name of the sheet of a workbook; default: the first with a table.

    Raises:
        InputError: it is no text, or no row names the columns of a status table.
    """
    if isinstance(content, bytes) and content[:4] == b"PK\x03\x04":
        return open_workbook(content, known or count_known, sheet)
    text, encoding = (content.removeprefix("\ufeff"), "UTF-8") if isinstance(content, str) else decode(content)
    return find_table(text, encoding, known or count_known, separator)


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of bytes and its encoding: UTF-8, UTF-16 by its mark, else Windows-1252 (Latin-1).

    Raises:
        InputError: they are no text.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), "UTF-16"
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError("it is a workbook in the old Excel format (.xls): save it as .xlsx or as CSV")
    if b"\0" in content[:4096]:
        raise InputError("it is no text and no Excel workbook (.xlsx): give it as CSV")
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "Windows-1252 (Latin-1), for it is not UTF-8"


def count_known(headings: Sequence[str]) -> int:
    """Return how many headings of a status table are understood; 0 where none is of participants or treaties.

    >>> count_known(["Participant", "Signature", "Shoe size"]), count_known(["a", "b"])
    (2, 0)
    """
    if max(map(len, headings), default=0) > LONGEST_HEADING or len(headings) > MOST_COLUMNS:
        return 0
    folded = fold_headings(headings)
    roles = [find_role(heading, folded)[0] for heading in folded]
    dated = {"act", "own", "date"} & set(roles)
    if not ({"participant", "code"} & set(roles) or ("treaty" in roles and dated)) or len(headings) < 2:
        return 0
    return sum(bool(role) for role in roles)


def find_table(text: str, encoding: str, known: Known, separator: str = "") -> Sheet:
    """Return the table in a text: the first row with the most headings that are understood, by any separator.

    Raises:
        InputError: there is none.
    """
    lines = io.StringIO(text, newline="")
    place = 0
    best: tuple[int, int, int, str, list[str]] = (0, 0, 0, "", [])
    for number, line in enumerate(lines):
        if number >= FIRST_LINES:
            break
        for mark in [separator] if separator else SEPARATORS:
            cells = parse_line(line, mark)
            score = known(cells) if len(cells) > 1 or separator else 0
            if score > best[0]:
                best = (score, number, place, mark, cells)
        if best[4] and best[0] >= len(best[4]):  # every heading is understood
            break
        place += len(line)
    score, number, start, mark, cells = best
    if not cells:
        raise InputError(refuse(text, encoding, separator))
    after = start + len(text[start:].partition("\n")[0]) + 1
    end = find_end(text, after, mark)
    layout = f"{encoding}, separated by {SEPARATORS.get(mark, repr(mark))}"
    head, behind = text[:start], text[end:]
    heading = text[start:after].rstrip("\r\n")
    return Sheet(text, layout, mark, tuple(cells), heading, head, behind, number + 2, min(after, len(text)), end)


def parse_line(line: str, separator: str) -> list[str]:
    """Return the cells of one line."""
    return next(make_reader([line], separator, line), [])


def find_end(text: str, start: int, separator: str) -> int:
    """Return where the rows end: at the line with which declarations or notes begin, else at the end."""
    place = start
    for line in io.StringIO(text[start:], newline=""):
        if separator not in line and BEHIND.match(line):
            return place
        place += len(line)
    return max(place, start)


def refuse(text: str, encoding: str, separator: str) -> str:
    """Return why a text is no status table, how it was read, and what to do."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        return "the table is empty: a line must name its columns"
    mark = separator or max(SEPARATORS, key=first.count)
    cells = [" ".join(cell.split())[:40] for cell in parse_line(first, mark)][:12]
    return (
        f"no status table: read as {encoding}, separated by {SEPARATORS.get(mark, repr(mark))}, its first line has "
        f"{'the columns' if len(cells) > 1 else 'only the column'} {', '.join(cells)}. Name a column Participant and "
        "one for each action (Signature, Ratification), or Participant, Action and Date; or say with --map which "
        "column is which, and with --separator what separates them"
    )


def open_workbook(content: bytes, known: Known, name: str) -> Sheet:
    """Return the table in an Excel workbook: of the sheet named, else of the first that has one.

    Raises:
        InputError: it is damaged, too large, or has no such table.
    """
    import openpyxl  # type: ignore[import-untyped]  # it has no stubs

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise InputError("the workbook is too large: save its table as CSV")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except InputError:
        raise
    except Exception as error:  # openpyxl raises errors of many kinds on damaged files
        raise InputError(f"it is no Excel workbook that can be read: {error}") from error
    names = book.sheetnames
    if name and name not in names:
        raise InputError(f"the workbook has no sheet {name!r}: it has {', '.join(names)}")
    wrong = ""
    for each in [name] if name else names:
        text = "".join(write_line(row) for row in book[each].iter_rows(values_only=True))
        try:
            sheet = find_table(text, f"Excel, sheet {each!r}", known, "\t")
        except InputError as error:
            wrong = wrong or str(error)
            continue
        others = [other for other in names if other != each]
        note = f"the sheet {each!r} was read; for another, name it with --sheet: {', '.join(others)}"
        layout = f"Excel, sheet {each!r}"
        return msgspec.structs.replace(sheet, layout=layout, notes=(note,) if others and not name else ())
    raise InputError(wrong)


def write_line(row: Sequence[Any]) -> str:
    """Return a row of a workbook as a line of cells with tabs between them."""
    return "\t".join(write_value(value) for value in row).rstrip("\t") + "\n"


def write_value(value: Any) -> str:
    """Return a cell of a workbook as text on one line; days in ISO form.

    >>> write_value(dt.datetime(2016, 9, 21)), write_value(3.0), write_value(None)
    ('2016-09-21', '3', '')
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).replace('"', "'").split())
