"""Mapping files: which column of somebody's table is which, in TOML, for ``depositary import --map``.

>>> lines = 'dates = "%d/%m/%Y"', "[columns]", 'participant = "Country"', "[actions]", 'signature = "Signed"'
>>> mapping = load_mapping("\\n".join(lines))
>>> row = {"country": "Chad", "signed": "1/2/2020"}
>>> [(e.term, e.date) for e in mapping.make_form(("country", "signed")).read(row, "Lake Treaty")]
[('signature', '2020-02-01')]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from depositary.errors import InputError
from depositary.exchange.state_codes import find_state_code
from depositary.exchange.status_forms import Entry, Form, Row, find_term, read_cell
from depositary.languages.states import load_states
from depositary.model.dates import parse_edtf

Codes = Literal["names", "iso3", "cow", "gw"]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Our fields and their columns: ``action`` and ``date`` where a row is one action; ``number`` tells treaties apart.

    ``effective``, ``seen`` and ``removed`` are the days on which an action takes effect, and on which its row was first
    seen in the table and was gone from it.
    """

    participant: str
    treaty: str | None = None
    number: str | None = None
    action: str | None = None
    date: str | None = None
    effective: str | None = None
    seen: str | None = None
    removed: str | None = None


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file.

    ``actions``: action terms and the column that holds the date of each, where a row is one participant. ``terms``:
    their words for an action and the term. ``dates``: a format as of ``strftime``, else as status tables write dates.
    ``codes``: what their participants are: names, ISO 3166 alpha-3, numbers of the Correlates of War or of Gleditsch
    and Ward. ``participants`` and ``titles``: their words for a participant and our code, for a treaty and its title.
    ``missing``: what stands in cells that hold nothing.
    """

    columns: Columns
    actions: dict[str, str] = {}
    terms: dict[str, str] = {}
    dates: str | None = None
    codes: Codes = "names"
    participants: dict[str, str] = {}
    titles: dict[str, str] = {}
    missing: tuple[str, ...] = ("NA", ".")

    def make_form(self, headings: Sequence[str]) -> Form:
        """Return the form of a table with these folded headings.

        Raises:
            InputError: a column that the mapping names is not there, or it says of no action where its date stands.
        """
        named = [column for column in msgspec.structs.astuple(self.columns) if column] + list(self.actions.values())
        missing = [column for column in named if fold(column) not in headings]
        if missing:
            raise InputError(f"the mapping names the column {missing[0]!r}; the table has {', '.join(headings)}")
        if not self.actions and not (self.columns.action and self.columns.date):
            raise InputError("the mapping names no dates: give [actions], or action and date under [columns]")
        return Form("mapped", frozenset(map(fold, named)), self.read, fold(self.columns.treaty or ""))

    def read(self, row: Row, treaty: str) -> list[Entry]:
        """Return the entries of a row.

        Raises:
            InputError: a date or the participant's code is none.
        """
        dated = [(term, date) for term, cell in self.list_cells(row) if (date := self.read_date(cell))]
        who = self.take(row, self.columns.participant)
        code = self.code_of(who, dated[0][1]) if dated else None
        name = self.take(row, self.columns.treaty)
        title, number = self.titles.get(name, name) or treaty, self.take(row, self.columns.number) or name
        seen, removed = (self.read_date(self.take(row, c)) or None for c in (self.columns.seen, self.columns.removed))
        return [Entry(title, who, term, date, seen, removed, number, code) for term, date in dated]

    def list_cells(self, row: Row) -> list[tuple[str, str]]:
        """Return the terms of a row with the cell of the date of each."""
        listed = [(term, self.take(row, column)) for term, column in self.actions.items()]
        words, when = self.take(row, self.columns.action), self.take(row, self.columns.date)
        if self.columns.action and words:
            listed.append((self.terms.get(words, words), when))
        if self.columns.effective and words:
            listed.append((effect_of(self.terms.get(words, words)), self.take(row, self.columns.effective)))
        return listed

    def take(self, row: Row, column: str | None) -> str:
        """Return the cell of a column; nothing where it holds nothing."""
        cell = row[fold(column)] if column else ""
        return "" if cell in self.missing else cell

    def read_date(self, cell: str) -> str:
        """Return the date of a cell in EDTF, as exact as the format is.

        Raises:
            InputError: the cell holds no date of the format.
        """
        if not cell or not self.dates:
            return read_cell(cell)[0] if cell else ""
        try:
            day = dt.datetime.strptime(cell, self.dates).date().isoformat()
        except ValueError as error:
            raise InputError(f"{cell!r} is no date of the form {self.dates!r} that the mapping names") from error
        exact = 10 if "%d" in self.dates or "%j" in self.dates else 7 if "%m" in self.dates or "%b" in self.dates else 4
        return day[:exact]

    def code_of(self, who: str, date: str) -> str | None:
        """Return the code of a participant on a day; ``None`` leaves it to its name.

        Raises:
            InputError: the code system has no such code then.
        """
        if who in self.participants or self.codes == "names":
            return self.participants.get(who)
        code = find_code(self.codes, who, int((parse_edtf(date).latest or "9999")[:4]))
        if code is None:
            raise InputError(f"{who!r} is no code of {self.codes} that is known")
        return code


def find_code(codes: Codes, who: str, year: int) -> str | None:
    """Return our code of a state in a code system in a year.

    >>> find_code("cow", "2", 1990), find_code("iso3", "FRA", 1990), find_code("gw", "x", 1990)
    ('USA', 'FRA', None)
    """
    if codes == "iso3":
        return who if who in load_states() else None
    return find_state_code(codes, int(who), year) if who.isdecimal() else None


def effect_of(words: str) -> str:
    """Return the term of the day on which an action takes effect: a withdrawal's own, else entry into force."""
    term = find_term(words)
    return "withdrawal" if term is not None and "withdrawal" in term.actions else "entry into force"


def fold(column: str) -> str:
    """Return a column's name as headings are kept."""
    return column.strip().lower()


def load_mapping(text: str) -> Mapping:
    """Read a mapping file.

    Raises:
        InputError: it is no TOML, or says something that a mapping does not know.
    """
    try:
        mapping = msgspec.toml.decode(text, type=Mapping)
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"the mapping cannot be read: {error}") from error
    unknown = next((term for term in [*mapping.actions, *mapping.terms.values()] if find_term(term) is None), None)
    if unknown is not None:
        raise InputError(f"the mapping speaks of {unknown!r}, which is no action term (exchange/mtdsg.tsv lists them)")
    return mapping
