"""Mapping files (TOML): the meaning of each column of a foreign table, for ``depositary import --map``.

>>> lines = 'dates = "%d/%m/%Y"', "[columns]", 'participant = "Country"', "[actions]", 'signature = "Signed"'
>>> mapping = load_mapping("\\n".join(lines))
>>> [act.heading for act in mapping.make_shape(("Country", "Signed")).plan.acts]
['signed']
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from depositary.errors import InputError
from depositary.exchange.state_codes import find_state_code
from depositary.exchange.status_columns import SINGLE, Act, Plan, fold_heading, fold_headings
from depositary.exchange.status_dates import UNSURE
from depositary.exchange.status_forms import Shape
from depositary.exchange.status_terms import Column, find_term
from depositary.languages.states import load_states
from depositary.model.dates import parse_edtf
from depositary.model.identifiers import find_scheme

MOST_COLUMNS = 2_000
Codes = Literal["names", "iso3", "cow", "gw"]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The column of each field. ``action`` and ``date``: if a row is one action. ``number``: distinguishes treaties.

    ``effective``, ``seen`` and ``removed`` are the days on which an action takes effect, and on which its row was first
    seen in the table and was gone from it; ``kind`` is the form of the consent ("acceptance") in the same row. ``text``
    are the words of a reservation, declaration or objection, ``addressee`` whose reservation an objection answers.
    A list of treaties has no ``participant``: a row is a treaty, and ``parties`` are all of its parties.
    """

    participant: str | None = None
    parties: str | None = None
    treaty: str | None = None
    number: str | None = None
    action: str | None = None
    date: str | None = None
    effective: str | None = None
    seen: str | None = None
    removed: str | None = None
    kind: str | None = None
    text: str | None = None
    addressee: str | None = None


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file.

    ``actions``: action terms and the column with the date of each, if a row is one participant. ``terms``:
    their words for an action, and the term. ``dates``: a ``strftime`` format; default: the formats of status tables.
    ``codes``: the type of participants: names, ISO 3166 alpha-3, numbers of the Correlates of War or of Gleditsch
    and Ward. ``participants`` and ``titles``: their words for a participant and our code, for a treaty and its title.
    ``missing``: the content of empty cells. ``agreement``: action terms and the column with the day of each, for acts
    of the agreement itself that each row repeats. ``identifiers``: official lists and the column with the number in
    each. ``ignore``: columns that tell no act.
    """

    columns: Columns
    actions: dict[str, str] = {}
    terms: dict[str, str] = {}
    dates: str | None = None
    codes: Codes = "names"
    participants: dict[str, str] = {}
    titles: dict[str, str] = {}
    missing: tuple[str, ...] = ("NA", ".")
    agreement: dict[str, str] = {}
    identifiers: dict[str, str] = {}
    ignore: tuple[str, ...] = ()

    def count_known(self, headings: Sequence[str]) -> int:
        """Return how many columns of the mapping some headings have, and one more."""
        if len(headings) > MOST_COLUMNS:
            return 0
        folded = fold_headings(headings)
        return 1 + sum(fold_heading(column) in folded for column in self.list_columns())

    def list_columns(self) -> list[str]:
        """Return the columns that the mapping names."""
        named = [column for column in msgspec.structs.astuple(self.columns) if column]
        return [*named, *self.actions.values(), *self.agreement.values(), *self.identifiers.values(), *self.ignore]

    def make_shape(self, headings: Sequence[str], order: str = UNSURE) -> Shape:
        """Return how the rows of a table with these headings are read.

        Raises:
            InputError: a column of the mapping does not exist, or an action has no date column.
        """
        folded = fold_headings(headings)
        missing = [column for column in self.list_columns() if fold_heading(column) not in folded]
        if missing:
            raise InputError(f"the mapping names the column {missing[0]!r}; the table has {', '.join(headings)}")
        if not self.actions and not self.agreement and not (self.columns.action and self.columns.date):
            raise InputError("the mapping names no dates: give [actions], or action and date under [columns]")
        used = {fold_heading(column) for column in self.list_columns()}
        return Shape(
            self.fill_plan(folded, [heading for heading in folded if heading not in used]),
            order,
            read_date=self.read_date if self.dates else None,
            rename=self.titles,
            terms=self.terms,
            code=self.code_of,
            missing=frozenset(self.missing),
            leaves=bool(self.actions),
        )

    def fill_plan(self, folded: Sequence[str], unused: Sequence[str]) -> Plan:
        """Return the plan that the mapping makes; columns that it doesn't name stay without a use."""
        columns = msgspec.structs.asdict(self.columns)
        named = {name: fold_heading(column) for name, column in columns.items() if column and name in SINGLE}
        parties = (fold_heading(self.columns.parties),) if self.columns.parties else ()
        listed = tuple((fold_heading(column), scheme) for scheme, column in self.identifiers.items())
        texts = ((fold_heading(self.columns.text), ""),) if self.columns.text else ()
        own = tuple((fold_heading(column), term) for term, column in self.agreement.items())
        silent = tuple(map(fold_heading, self.ignore))
        acts = tuple(Act(fold_heading(column), Column(term)) for term, column in self.actions.items())
        unknown = tuple(heading for heading in unused if heading)
        more = {"own": own, "texts": texts, "silent": silent, "unknown": unknown, "parties": parties}
        return Plan(tuple(folded), acts=acts, identifiers=listed, **named, **more)  # type: ignore[arg-type]  # by name

    def read_date(self, cell: str) -> str:
        """Return the date of a cell in EDTF, as precise as the format.

        Raises:
            InputError: the cell holds no date of the format.
        """
        assert self.dates
        try:
            day = dt.datetime.strptime(cell, self.dates).date().isoformat()
        except ValueError as error:
            raise InputError(f"{cell!r} is not a date in the format {self.dates!r} of the mapping") from error
        exact = 10 if "%d" in self.dates or "%j" in self.dates else 7 if "%m" in self.dates or "%b" in self.dates else 4
        return day[:exact]

    def code_of(self, who: str, date: str) -> str | None:
        """Return the code of a participant on a day. ``None`` means: use its name.

        Raises:
            InputError: the code system has no such code then.
        """
        if who in self.participants or self.codes == "names":
            return self.participants.get(who)
        code = find_code(self.codes, who, int((parse_edtf(date).latest or "9999")[:4]))
        if code is None:
            raise InputError(f"{who!r} is not a known code of {self.codes}")
        return code


def find_code(codes: Codes, who: str, year: int) -> str | None:
    """Return our code of a state in a code system in a year.

    >>> find_code("cow", "2", 1990), find_code("iso3", "FRA", 1990), find_code("gw", "x", 1990)
    ('USA', 'FRA', None)
    """
    if codes == "iso3":
        return who if who in load_states() else None
    return find_state_code(codes, int(who), year) if who.isdecimal() else None


def load_mapping(text: str) -> Mapping:
    """Read a mapping file.

    Raises:
        InputError: it is not TOML, or has an unknown key, term or list of treaties.
    """
    try:
        mapping = msgspec.toml.decode(text, type=Mapping)
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"the mapping cannot be read: {error}") from error
    if not (mapping.columns.participant or mapping.columns.treaty):
        raise InputError("the mapping names no column of participants, and none of treaties: give one of them")
    for scheme in mapping.identifiers:
        find_scheme(scheme)
    unknown = next(
        (term for term in [*mapping.actions, *mapping.agreement, *mapping.terms.values()] if find_term(term) is None),
        None,
    )
    if unknown is not None:
        raise InputError(f"the mapping uses {unknown!r}, which is not an action term (exchange/mtdsg.tsv lists them)")
    return mapping
