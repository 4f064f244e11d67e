"""Read official status tables: from rows of a depositary's table to claims of the highest standing.

Every row is counted: read (it gives claims), blank (it has no date), set aside (its act affects nobody's status), or
refused with a reason. A table that was observed over time gives the day on which each row was first seen, and so what
was known on each day.

>>> rows = ["participant,action,date", "Norway,Ratification,2016-06-20", "Nowhere,Signature,2016-04-22"]
>>> table = read_status_table("\\n".join(rows), treaty="Climate Agreement", known_on="2016-10-19")
>>> [(claim.action.value, claim.by[0].actor, claim.date.edtf) for claim in table.claims]
[('deposit', 'NOR', '2016-06-20')]
>>> [(refusal.line, refusal.reason) for refusal in table.refused]
[(3, "'Nowhere' is no state or organisation that is known")]
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from depositary.errors import InputError
from depositary.exchange.cells import make_reader
from depositary.exchange.mapping import Mapping
from depositary.exchange.participants import code_participant
from depositary.exchange.status_claims import Frame, Record, Taken, claim_all
from depositary.exchange.status_forms import Entry, Form, find_form, find_term
from depositary.model.claim import Claim
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode

# Acts of the agreement itself, in a row that names no participant.
COMMON = frozenset(
    {ActionCode.ADOPTION, ActionCode.ENTRY_INTO_FORCE, ActionCode.TERMINATION, ActionCode.EXPIRY, ActionCode.SUSPENSION}
)


class Refusal(msgspec.Struct, frozen=True):
    """A row that was not taken: the line on which it begins, why, and its words."""

    line: int
    reason: str
    row: str


class Part(msgspec.Struct, frozen=True):
    """What a table tells of one treaty: a report that holds its rows alone, and their claims; ``line`` is its first."""

    key: str
    title: str
    line: int
    rows: int
    report: Report
    claims: tuple[Claim, ...]


class StatusTable(msgspec.Struct, frozen=True):
    """What a table gave: ``rows == taken + blank + set_aside + len(refused)``; one part a treaty."""

    form: str
    rows: int
    taken: int
    blank: int
    set_aside: int
    parts: tuple[Part, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, treaty by treaty."""
        return tuple(claim for part in self.parts for claim in part.claims)


class Table(msgspec.Struct, frozen=True):
    """A table as a whole: its report, its folded headings, its heading line, its rows."""

    report: Report
    headings: tuple[str, ...]
    heading: str
    records: tuple[Record, ...]


def read_status_table(
    text: str,
    *,
    treaty: str = "",
    known_on: str,
    name_agreement: Callable[[str], str] = str,
    outlet: str | None = None,
    mapping: Mapping | None = None,
) -> StatusTable:
    """Read a status table (CSV, UTF-8 text) in any of the forms known (``status_forms.FORMS``), or as a mapping says.

    Args:
        text: the whole table with its heading row.
        treaty: the title of its treaty, where no column gives it.
        known_on: the ISO day on which the table was retrieved, for rows without a day of their own.
        name_agreement: gives the id of the agreement of a treaty's key (default: the key itself).
        outlet: the depositary.
        mapping: which of its columns is which, for a table of another form.

    Raises:
        InputError: it is no table, of no known form, names no treaty, or lacks a column of the mapping.
    """
    table = read_table(Report.compose(text, outlet=outlet, published=known_on))
    form = mapping.make_form(table.headings) if mapping else find_form(frozenset(table.headings))
    if not treaty and form.title not in table.headings:
        raise InputError("no column of the table names its treaty: give the treaty's title with --treaty")
    outcomes = [take_record(record, form, treaty) for record in table.records]
    refused = tuple(outcome for outcome in outcomes if isinstance(outcome, Refusal))
    counts = Counter(outcome[0] for outcome in outcomes if not isinstance(outcome, Refusal))
    taken = [one for outcome in outcomes if not isinstance(outcome, Refusal) for one in outcome[1]]
    parts = tuple(make_part(table, group, known_on, name_agreement) for group in group_treaties(taken))
    counted = (len(outcomes), counts["taken"], counts["blank"], counts["set aside"])
    return StatusTable(form.name, *counted, parts, refused)


def group_treaties(taken: Sequence[Taken]) -> list[list[Taken]]:
    """Return the entries treaty by treaty, in order of the first row of each."""
    groups: dict[str, list[Taken]] = {}
    for one in taken:
        groups.setdefault(one.entry.key, []).append(one)
    return list(groups.values())


def make_part(table: Table, group: Sequence[Taken], known_on: str, name_agreement: Callable[[str], str]) -> Part:
    """Return what a table tells of one treaty.

    Its report holds the heading and the rows of this treaty alone: evidence is short, and a table that changes in one
    treaty is new in this one only.
    """
    records = list({one.record.line: one.record for one in group}.values())
    report = cut_report(table, records)
    lines = {record.line: record for record in find_lines(report, table.heading, records)}
    moved = [msgspec.structs.replace(one, record=lines[one.record.line]) for one in group]
    key = name_agreement(group[0].entry.key)
    claims = tuple(claim_all(moved, Frame(report, known_on, key)))
    return Part(key, group[0].entry.treaty, records[0].line, len(records), report, claims)


def cut_report(table: Table, records: Sequence[Record]) -> Report:
    """Return the report of some rows; the whole table where they are all of its rows."""
    if len(records) == len(table.records):
        return table.report
    text = "\n".join([table.heading, *(record.span.text for record in records)])
    return Report.compose(text, outlet=table.report.outlet, published=table.report.published)


def find_lines(report: Report, heading: str, records: Sequence[Record]) -> Iterator[Record]:
    """Yield rows with their spans in the report that was cut for them."""
    end = len(heading)
    for record in records:
        start = report.text.index(record.span.text, end)
        end = start + len(record.span.text)
        yield msgspec.structs.replace(record, span=report.span(start, end))


def read_table(report: Report) -> Table:
    """Return the folded headings and the rows of a table; empty lines are no rows.

    Raises:
        InputError: there is no heading row.
    """
    lines = list(io.StringIO(report.text, newline=""))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = make_reader(lines)
    rows: list[tuple[int, int, list[str]]] = []
    first = 0
    for cells in reader:
        rows.append((first, reader.line_num, cells))
        first = reader.line_num
    if not rows or not any(rows[0][2]):
        raise InputError("the table is empty: its first line must name the columns")
    headings = [heading.strip().lstrip("\ufeff").lower() for heading in rows[0][2]]
    full = [row for row in rows[1:] if any(cell.strip() for cell in row[2])]
    records = tuple(make_record(report, headings, starts, row) for row in full)
    return Table(report, tuple(headings), "".join(lines[: rows[0][1]]).rstrip("\r\n"), records)


def make_record(report: Report, headings: list[str], starts: list[int], row: tuple[int, int, list[str]]) -> Record:
    """Return one row with its span; cells that lack are empty."""
    first, last, cells = row
    start = starts[first]
    end = start + len(report.text[start : starts[last]].rstrip("\r\n"))
    filled = [cell.strip() for cell in cells] + [""] * (len(headings) - len(cells))
    return Record(first + 1, dict(zip(headings, filled, strict=False)), report.span(start, end))


def take_record(record: Record, form: Form, treaty: str) -> tuple[str, list[Taken]] | Refusal:
    """Return how a row is counted with what it gives, or its refusal."""
    try:
        entries = form.read(record.cells, treaty)
        named = [(entry, terms_of(entry)) for entry in entries]
        taken = [take_entry(record, entry, action) for entry, actions in named for action in actions]
    except InputError as error:
        return Refusal(record.line, str(error), record.span.text)
    return ("taken" if taken else "set aside" if entries else "blank"), taken


def take_entry(record: Record, entry: Entry, action: ActionCode) -> Taken:
    """Return one entry with the code of its participant and what it bears on.

    Raises:
        InputError: the participant is not known, or an act that only a party takes names none.
    """
    term = find_term(entry.term)
    bearing = entry.bearing or (term.bearing if term else None)
    if not entry.participant.strip() and not entry.code and action in COMMON:
        return Taken(record, entry, "", action, bearing)
    return Taken(record, entry, code_of(entry), action, bearing)


def terms_of(entry: Entry) -> list[ActionCode]:
    """Return the register's actions of an entry.

    Raises:
        InputError: the term is unknown.
    """
    term = find_term(entry.term)
    if term is None:
        raise InputError(f"{entry.term!r} is no action term that is known (exchange/mtdsg.tsv lists them)")
    return [ActionCode(action) for action in term.actions]


def code_of(entry: Entry) -> str:
    """Return the code of an entry's participant.

    Raises:
        InputError: no state or organisation is known by the name.
    """
    code = entry.code or code_participant(entry.participant)
    if code is None:
        raise InputError(f"{entry.participant!r} is no state or organisation that is known")
    return code
