"""The layouts of known status tables, as functions from a row to its entries.

>>> read_cell("21 Sep 2016 A")
('2016-09-21', 'acceptance')
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from importlib.resources import files

import msgspec

from depositary.errors import InputError
from depositary.model.dates import parse_edtf
from depositary.model.vocabulary import Bearing

Row = Mapping[str, str]


class Entry(msgspec.Struct, frozen=True):
    """One dated act in a table: ``term`` as the table calls it, ``date`` in EDTF, the days it was seen and gone.

    ``number`` is what the table tells treaties apart by where titles do not; ``code`` the participant's code where the
    form knows it. ``bearing`` says what the act bears on where the form knows it better than the term does.
    An act without a participant is of the agreement itself.
    """

    treaty: str
    participant: str
    term: str
    date: str
    seen: str | None = None
    removed: str | None = None
    number: str = ""
    code: str | None = None
    bearing: Bearing | None = None

    @property
    def key(self) -> str:
        """What the treaty is told apart by in its table."""
        return self.number or self.treaty


class Term(msgspec.Struct, frozen=True):
    """An action term: the letters that stand for it, and the register's actions (none: it bears on no status).

    ``bearing`` is what an act of the term bears on.
    """

    term: str
    letters: tuple[str, ...]
    actions: tuple[str, ...]
    bearing: Bearing | None = None


@functools.cache
def load_terms() -> dict[str, Term]:
    """Return the action terms of ``mtdsg.tsv`` by their folded name."""
    lines = files("depositary.exchange").joinpath("mtdsg.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {row[0]: make_term(row) for row in rows}


def make_term(row: list[str]) -> Term:
    """Return the term of one row of the data file."""
    actions = () if row[2] == "-" else tuple(row[2].split("+"))
    return Term(row[0], tuple(row[1].split()), actions, Bearing(row[3]) if len(row) > 3 and row[3] else None)


def find_term(words: str) -> Term | None:
    """Return the term for the words of a heading or a cell ("Ratification (dep.)", "Acceptance(A)")."""
    folded = re.sub(r"\([^()]{0,20}\)", " ", words).strip().lower()
    return load_terms().get(" ".join(folded.split()))


@functools.cache
def letters() -> dict[str, str]:
    """Return the term that each letter stands for."""
    return {letter: term.term for term in load_terms().values() for letter in term.letters}


LETTERED = re.compile(r"\([A-Za-z]{1,2}\)\s*$")
CELL = re.compile(
    r"(?P<day>[0-9]{1,2}) +(?P<month>[A-Za-z]{3,9})\.? +(?P<year>[0-9]{4})(?: +(?P<letter>[A-Za-z]{1,2}))?"
)
ISO = re.compile(r"(?P<date>[0-9X]{4}(?:-[0-9X]{2}){0,2})[?~%]?(?:T[0-9:.Z+-]{1,20})?(?: +(?P<letter>[A-Za-z]{1,2}))?")
DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
SPAN = re.compile(r"(?P<first>[0-9X-]{4,10})\.\.(?P<last>[0-9X-]{4,10})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_cell(cell: str) -> tuple[str, str | None]:
    """Return the EDTF date of a cell, and the term that a letter after it stands for.

    Raises:
        InputError: the cell holds no date.
    """
    text = re.sub(r"\[[^\]]{0,40}\]", "", cell).strip()
    text = SPAN.sub(r"\g<first>/\g<last>", DOTTED.sub(turn_day, text))
    iso, worded = ISO.fullmatch(text), CELL.fullmatch(text)
    if "/" in text and ISO.fullmatch(text.partition("/")[0]):
        return parse_edtf(text).edtf, None
    if iso:
        return parse_edtf(iso["date"]).edtf, letters().get(iso["letter"] or "")
    if worded and worded["month"][:3].lower() in MONTHS:
        return read_worded(worded), letters().get(worded["letter"] or "")
    raise InputError(f"{cell!r} is no date: write 2016-09-21 or 21 Sep 2016, with a letter after it if needed")


def turn_day(match: re.Match[str]) -> str:
    """Return a day written with dots in ISO form."""
    return f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"


def read_worded(match: re.Match[str]) -> str:
    """Return the ISO day of a worded date.

    Raises:
        InputError: the month has no such day.
    """
    month = MONTHS.index(match["month"][:3].lower()) + 1
    try:
        return dt.date(int(match["year"]), month, int(match["day"])).isoformat()
    except ValueError as error:
        raise InputError(f"{match.group()!r} is no date: {error}") from error


def read_long(row: Row, treaty: str) -> list[Entry]:
    """Read one action a row: participant, action, date, and if given treaty, effective, known, removed."""
    title, who = row.get("treaty") or treaty, row["participant"]
    date, lettered = read_cell(row["date"])
    times = (row.get("known") or None, row.get("removed") or None)
    entries = [Entry(title, who, lettered or row["action"], date, *times)]
    if row.get("effective"):
        entries += take_effect(entries[0], read_cell(row["effective"])[0])
    return entries


def take_effect(entry: Entry, date: str) -> list[Entry]:
    """Return the entry of the day on which an act takes effect: a withdrawal's own, else entry into force."""
    term = find_term(entry.term)
    leaving = term is not None and "withdrawal" in term.actions
    told = ("withdrawal", Bearing.EFFECT) if leaving else ("entry into force", None)
    return [msgspec.structs.replace(entry, term=told[0], date=date, bearing=told[1])]


def read_wide(row: Row, treaty: str) -> list[Entry]:
    """Read one participant a row, with a column for each action, or for several told apart by letters."""
    entries = []
    for heading, cell in row.items():
        term = heading_term(heading)
        if term and cell.strip():
            date, lettered = read_cell(cell)
            entries.append(Entry(row.get("treaty") or treaty, row["participant"], letter_term(term, lettered), date))
    return entries


def letter_term(term: str, lettered: str | None) -> str:
    """Return the term of a cell in a column: a letter tells it, and succession in a column of signatures is to one."""
    succeeded = lettered == "succession" and term == "signature"
    return "succession to signature" if succeeded else lettered or term


def heading_term(heading: str) -> str | None:
    """Return the term of a column's cells without a letter: the first that its heading lists without one.

    >>> heading_term("Accession(a), Succession(d), Ratification")
    'ratification'
    """
    parts = sorted(heading.split(","), key=lambda part: bool(LETTERED.search(part)))
    terms = (find_term(part) for part in parts)
    return next((term.term for term in terms if term), None)


def read_paris(row: Row, treaty: str) -> list[Entry]:
    """Read the table of the climate treaty: signature, consent with its kind, date of effect, one party a row."""
    told = (("signature", row["signature"]), (row["kind"] or "consent", row["ratification"]))
    dated = (*told, ("entry into force", row["date-of-effect"]))
    return [Entry(treaty, row["code"], term, read_cell(cell)[0]) for term, cell in dated if cell]


def read_history(row: Row, treaty: str) -> list[Entry]:
    """Read the history of a table: one act a row, with the days on which it was first seen and was gone."""
    term = row["kind"] or row["action"]
    seen, removed = row["first_seen"] or None, row["removed"] or None
    return [Entry(treaty, row["code"], term, read_cell(row["date"])[0], seen, removed)]


def read_wipo(row: Row, treaty: str) -> list[Entry]:
    """Read the table of several treaties of one depositary: signature, instrument, entry into force."""
    told = (("signature", row["signature date"]), (row["instrument type"], row["instrument date"]))
    dated = (*told, ("entry into force", row["entry into force date"]))
    short, who = row["treaty"] or treaty, row["contracting party"]
    title = load_titles().get(short, short)
    return [Entry(title, who, term, read_cell(cell)[0], number=short) for term, cell in dated if cell]


@functools.cache
def load_titles() -> dict[str, str]:
    """Return the full titles of treaties that their depositary's table calls by a short name."""
    lines = files("depositary.exchange").joinpath("short_titles.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in [line for line in lines if line and not line.startswith("#")][1:])


MISSING = frozenset({"", "NA", "9999-12-31", "31.12.9999"})
RATIFIED = ("stateratification", "staterat", "rat")
ENDED = ("stateend", "statewithdrawal")


def read_participations(row: Row, treaty: str) -> list[Entry]:
    """Read researchers' tables of participations: one state and agreement a row, a column an act.

    An end that is the agreement's own is its termination, any other a withdrawal, each on the day of its effect;
    ``IO-`` before an organisation is no part of its name.
    """
    told = {heading: cell for heading, cell in row.items() if cell not in MISSING}
    consent, end = (next((told[name] for name in names if name in told), "") for names in (RATIFIED, ENDED))
    dated = (
        ("signature", told.get("statesignature", "")),
        ("accession" if consent and consent == told.get("accession") else "ratification", consent),
        ("entry into force", told.get("stateforce", "")),
        ("termination" if end and end == told.get("end") else "withdrawal", end),
    )
    title, who = row.get("title") or treaty, row["stateid"].removeprefix("IO-")
    number = row.get("treatyid", "")
    ends = {"termination": Bearing.EFFECT, "withdrawal": Bearing.EFFECT}
    return [Entry(title, who, t, read_cell(c)[0], number=number, bearing=ends.get(t)) for t, c in dated if c]


class Form(msgspec.Struct, frozen=True):
    """A form of table: the columns that show it, how to read a row of it, the column that names treaties."""

    name: str
    columns: frozenset[str]
    read: Callable[[Row, str], list[Entry]]
    title: str = "treaty"


FORMS = (
    Form("history", frozenset({"code", "action", "date", "kind", "first_seen", "removed"}), read_history),
    Form("paris", frozenset({"code", "signature", "ratification", "kind", "date-of-effect"}), read_paris),
    Form(
        "wipo",
        frozenset({"contracting party", "treaty", "signature date", "instrument type", "instrument date"}),
        read_wipo,
    ),
    Form("participations", frozenset({"stateid", "statesignature"}), read_participations, "title"),
    Form("long", frozenset({"participant", "action", "date"}), read_long),
    Form("wide", frozenset({"participant"}), read_wide),
)


def find_form(columns: frozenset[str]) -> Form:
    """Return the form whose columns a table has.

    Raises:
        InputError: it is none of the known forms.
    """
    for form in FORMS:
        if form.columns <= columns:
            return form
    raise InputError(
        "no status table: give it the columns participant, action, date, or participant and one an action, or say with "
        "--map which of its columns is which"
    )
