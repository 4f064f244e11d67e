"""Official status tables in: rows of a depositary's table to claims of the highest standing.

Every row is accounted for: taken (it gives claims), blank (it holds no act), set aside (its act bears
on no one's status) or refused, with the reason. A table that was watched over time gives the day on which
each row was first seen, and so what was known when.

>>> rows = ["participant,action,date", "Norway,Ratification,2016-06-20", "Nowhere,Signature,2016-04-22"]
>>> table = read_status_table("\\n".join(rows), treaty="Climate Agreement", known_on="2016-10-19")
>>> [(claim.action.value, claim.by[0].actor, claim.date.edtf) for claim in table.claims]
[('deposit', 'NOR', '2016-06-20')]
>>> [(refusal.line, refusal.reason) for refusal in table.refused]
[(3, "'Nowhere' is no state or organisation that is known")]
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_forms import Entry, Form, Row, find_form, find_term
from depositary.law.weighing import DEPOSITARY_STANDING
from depositary.model.claim import Claim
from depositary.model.dates import parse_edtf
from depositary.model.reading import Agent
from depositary.model.text import Report, Span
from depositary.model.vocabulary import ActionCode, Modality


class Refusal(msgspec.Struct, frozen=True):
    """A row that was not taken: the line on which it begins, why, and its words."""

    line: int
    reason: str
    row: str


class StatusTable(msgspec.Struct, frozen=True):
    """What a table gave: ``rows == taken + blank + set_aside + len(refused)``."""

    report: Report
    form: str
    rows: int
    taken: int
    blank: int
    set_aside: int
    claims: tuple[Claim, ...] = ()
    refused: tuple[Refusal, ...] = ()
    treaties: dict[str, str] = {}


class Record(msgspec.Struct, frozen=True):
    """One row with its cells by folded heading, and its span in the text of the table."""

    line: int
    cells: Row
    span: Span


class Taken(msgspec.Struct, frozen=True):
    """One entry of a record, with the code of its participant and the register's action."""

    record: Record
    entry: Entry
    actor: str
    action: ActionCode

    @property
    def participation(self) -> tuple[str, str]:
        """Return the treaty and the participant."""
        return self.entry.treaty, self.actor


class Frame(msgspec.Struct, frozen=True):
    """What all claims of a table share: its report, the day of retrieval, the ids of agreements."""

    report: Report
    known_on: str
    name_agreement: Callable[[str], str]


def read_status_table(
    text: str,
    *,
    treaty: str = "",
    known_on: str,
    name_agreement: Callable[[str], str] = str,
    outlet: str | None = None,
) -> StatusTable:
    """Read a status table (CSV, UTF-8 text) in any of the forms known (``status_forms.FORMS``).

    Args:
        text: the whole table with its heading row.
        treaty: the title of its treaty, where no column gives it.
        known_on: the ISO day on which the table was retrieved, for rows without a day of their own.
        name_agreement: gives the id of the agreement of a title (default: the title itself).
        outlet: the depositary.

    Raises:
        InputError: it is no table, or of no known form.
    """
    report = Report.compose(text, outlet=outlet, published=known_on)
    headings, records = read_records(report)
    form = find_form(frozenset(headings))
    taken: list[Taken] = []
    refused: list[Refusal] = []
    counts = {"taken": 0, "blank": 0, "set_aside": 0}
    for record in records:
        outcome = take_record(record, form, treaty)
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            taken += outcome[1]
            counts[outcome[0]] += 1
    claims = tuple(claim_all(taken, Frame(report, known_on, name_agreement)))
    titles = {name_agreement(one.entry.treaty): one.entry.treaty for one in taken}
    counted = (len(records), counts["taken"], counts["blank"], counts["set_aside"])
    return StatusTable(report, form.name, *counted, claims, tuple(refused), titles)


def read_records(report: Report) -> tuple[list[str], list[Record]]:
    """Return the folded headings and the rows of a table; empty lines are no rows.

    Raises:
        InputError: there is no heading row.
    """
    lines = list(io.StringIO(report.text, newline=""))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.reader(lines)
    rows: list[tuple[int, int, list[str]]] = []
    first = 0
    for cells in reader:
        rows.append((first, reader.line_num, cells))
        first = reader.line_num
    if not rows or not any(rows[0][2]):
        raise InputError("the table is empty: its first line must name the columns")
    headings = [heading.strip().lstrip("\ufeff").lower() for heading in rows[0][2]]
    full = [row for row in rows[1:] if any(cell.strip() for cell in row[2])]
    return headings, [make_record(report, headings, starts, row) for row in full]


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
        taken = [Taken(record, entry, code_of(entry), action) for entry, actions in named for action in actions]
    except InputError as error:
        return Refusal(record.line, str(error), record.span.text)
    return ("taken" if taken else "set_aside" if entries else "blank"), taken


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
    code = code_participant(entry.participant)
    if code is None:
        raise InputError(f"{entry.participant!r} is no state or organisation that is known")
    return code


def claim_all(taken: list[Taken], frame: Frame) -> Iterator[Claim]:
    """Yield the claims of all entries, then those that follow from rows that are gone."""
    for number, one in enumerate(taken):
        known = one.entry.seen or frame.known_on
        date = parse_edtf(one.entry.date)
        ahead = date.earliest is not None and date.earliest > known
        modality = Modality.PLANNED if ahead else Modality.OCCURRED
        yield make_claim(one, frame, f"{number}", known_on=known, date=date, action=one.action, modality=modality)
    for number, one in enumerate(taken):
        if one.entry.removed and not any(is_same_act(other, one) for other in taken):
            yield from claim_removal(one, frame, f"{number}r", taken)


def make_claim(one: Taken, frame: Frame, number: str, **facts: Any) -> Claim:
    """Return a claim of one entry, with the facts that differ from claim to claim."""
    return Claim(
        id=f"{frame.report.id[7:19]}-{one.record.line}-{number}",
        agreement=frame.name_agreement(one.entry.treaty),
        report=frame.report.id,
        by=(Agent(one.entry.participant, actor=one.actor),),
        evidence=(one.record.span,),
        standing=DEPOSITARY_STANDING,
        **facts,
    )


def claim_removal(one: Taken, frame: Frame, number: str, taken: list[Taken]) -> Iterator[Claim]:
    """Yield what follows from an act that is gone from the table and not only written anew.

    A later act of the same kind in its place: the earlier participation had ended before, since tables
    show only the last. No act in its place: it is denied.
    """
    later = [other.entry.date for other in taken if succeeds(other, one)]
    if not later:
        told: dict[str, Any] = {"action": one.action, "modality": Modality.DENIED, "date": parse_edtf(one.entry.date)}
    elif one.action is ActionCode.ENTRY_INTO_FORCE:
        span = f"{one.entry.date}/{last_day_before(one, taken, min(later))}"
        told = {"action": ActionCode.WITHDRAWAL, "modality": Modality.OCCURRED, "date": parse_edtf(span)}
    else:
        return
    yield make_claim(one, frame, number, known_on=one.entry.removed, **told)


CONSENTS = frozenset({ActionCode.DEPOSIT, ActionCode.ACCESSION})


def is_same_act(other: Taken, one: Taken) -> bool:
    """Tell whether another entry is the same act under another code or term, and still stands."""
    alike = other.action is one.action or {other.action, one.action} <= CONSENTS
    same = alike and other.participation == one.participation and other.entry.date == one.entry.date
    return other is not one and same and not other.entry.removed


def succeeds(other: Taken, one: Taken) -> bool:
    """Tell whether another entry is a later act of the same kind by the same participant."""
    alike = other.participation == one.participation and other.action is one.action
    return alike and other.entry.date > one.entry.date


def last_day_before(one: Taken, taken: Iterable[Taken], effect: str) -> str:
    """Return the last day on which the earlier participation can have ended: before the new consent."""
    own = (other for other in taken if other.participation == one.participation and other.action in CONSENTS)
    days = [other.entry.date for other in own if one.entry.date < other.entry.date <= effect]
    new = parse_edtf(max(days, default=effect)).earliest or effect
    return (dt.date.fromisoformat(new) - dt.timedelta(days=1)).isoformat()
