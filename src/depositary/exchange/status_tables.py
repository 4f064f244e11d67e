"""Read official status tables: from rows of a depositary's table to claims of the highest standing.

Every row and every cell with a day is counted: read (it gives claims), blank, set aside with a reason (its act affects
nobody's status), or refused with a reason. A table that was observed over time gives the day on which each row was
first seen, and so what was known on each day.

>>> rows = ["participant,action,date", "Norway,Ratification,2016-06-20", "Nowhere,Signature,2016-04-22"]
>>> table = read_status_table("\\n".join(rows), treaty="Climate Agreement", known_on="2016-10-19")
>>> [(claim.action.value, claim.by[0].actor, claim.date.edtf) for claim in table.claims]
[('deposit', 'NOR', '2016-06-20')]
>>> [(refusal.line, refusal.reason) for refusal in table.refused]
[(3, "'Nowhere' is no state or organisation that is known")]
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set

import msgspec

from depositary.errors import InputError
from depositary.exchange.mapping import Mapping
from depositary.exchange.participants import code_participant
from depositary.exchange.status_claims import Record, Taken
from depositary.exchange.status_columns import Plan, make_plan
from depositary.exchange.status_dates import DAY_FIRST, UNSURE, WHEN, find_order, holds_day
from depositary.exchange.status_forms import Entry, Noted, Passed, Shape, Trouble, read_row
from depositary.exchange.status_head import Head, read_head
from depositary.exchange.status_identifiers import read_identifiers
from depositary.exchange.status_lists import is_list, read_listed
from depositary.exchange.status_own import Settled, settle_own
from depositary.exchange.status_parts import Part, Setting, make_part, name_list, take_actions
from depositary.exchange.status_remarks import read_remarks
from depositary.exchange.status_sheets import BEHIND, Sheet, SheetRow, count_known, decode, open_sheet
from depositary.model.claim import Claim
from depositary.model.text import Span
from depositary.model.treaty import Identifier
from depositary.world import load_existence

__all__ = ["Options", "Part", "Reading", "Refusal", "StatusTable", "open_status_table", "read_status_table"]

MOST_NOTES = 20
OVER = "\tcell"
BEYOND = "a cell with a day stands behind the last column: the row has more cells than the table has columns"
UNCLOSED = "a quotation mark is not closed: it takes the rows that follow into one cell"
FIRST_ROWS = 200
"""In so many rows a table shows whether each is one participant, or one treaty with all its parties."""
ENDED_STATE = "the state itself ended then: its participation goes on with its successors, or ends with it"


class Refusal(msgspec.Struct, frozen=True):
    """What was not taken: the line on which its row begins, why, the row's words, and how many cells with days it is.

    Cells of a column that nobody understands are told once, with the line of the first.
    """

    line: int
    reason: str
    row: str
    cells: int = 1


class StatusTable(msgspec.Struct, frozen=True):
    """What a table gave.

    Rows add up, ``rows == taken + blank + set_aside + rows_refused``, and so do cells with a day, ``cells ==
    cells_read + cells_set_aside + cells_refused``. ``reasons`` counts why cells were set aside; ``columns`` gives each
    heading with its use, nothing where it is not understood; ``layout`` says how the file was read.
    """

    form: str
    rows: int
    taken: int
    blank: int
    set_aside: int
    parts: tuple[Part, ...] = ()
    refused: tuple[Refusal, ...] = ()
    rows_refused: int = 0
    cells_read: int = 0
    cells_set_aside: int = 0
    cells_refused: int = 0
    reasons: dict[str, int] = {}
    columns: tuple[tuple[str, str], ...] = ()
    layout: str = ""
    notes: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """The number of cells with a day."""
        return self.cells_read + self.cells_set_aside + self.cells_refused

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, treaty by treaty."""
        return tuple(claim for part in self.parts for claim in part.claims)

    @property
    def not_understood(self) -> list[str]:
        """The headings of columns that are not understood."""
        return [heading for heading, use in self.columns if heading and not use]


class Options(msgspec.Struct, frozen=True):
    """What is told beside a table: its treaty's title, the day of its retrieval, the depositary, and how to read it.

    Without a day of retrieval, the table's own day counts ("status as at"), else ``today``. ``head`` are lines as
    ``status_head.write_head`` writes them; ``order`` tells how numbers with slashes are read. ``holder`` is the name or
    the code of the state whose own register a list of treaties is.
    """

    known_on: str = ""
    today: str = ""
    treaty: str = ""
    outlet: str | None = None
    mapping: Mapping | None = None
    head: str = ""
    order: str = UNSURE
    separator: str = ""
    sheet: str = ""
    holder: str = ""


def read_status_table(
    text: str | bytes,
    *,
    treaty: str = "",
    known_on: str,
    name_agreement: Callable[[str], str] = str,
    outlet: str | None = None,
    mapping: Mapping | None = None,
    options: Options | None = None,
) -> StatusTable:
    """Read a status table (text or an Excel workbook) in any layout that is known, or as a mapping says.

    Args:
        text: the whole table with the row that names its columns, as text or as the bytes of a file.
        treaty: the title of its treaty, where no column gives it.
        known_on: the ISO day on which the table was retrieved, for rows without a day of their own.
        name_agreement: gives the id of the agreement of a treaty's key (default: the key itself).
        outlet: the depositary.
        mapping: which of its columns is which, for a table of another form.
        options: all of these and more, in place of them.

    Raises:
        InputError: it is no table, of no known form, names no treaty, or lacks a column of the mapping.
    """
    told = options or Options(known_on, known_on, treaty, outlet, mapping)
    reading = open_status_table(text, told, name_agreement)
    return reading.sum_up(tuple(reading.parts()))


def open_status_table(text: str | bytes, options: Options, name_agreement: Callable[[str], str] = str) -> Reading:
    """Open a status table, to take its treaties one by one (``Reading.parts``) and count at the end.

    Raises:
        InputError: it is no table, of no known form, names no treaty, or lacks a column of the mapping.
    """
    known = options.mapping.count_known if options.mapping else count_known
    try:
        sheet = open_sheet(text, known, options.separator, options.sheet)
    except InputError:
        if not (remarks := open_remarks(text)):
            raise
        sheet = remarks
    return Reading(sheet, options, name_agreement)


def open_remarks(text: str | bytes) -> Sheet | None:
    """Return a text without a table that begins with declarations or objections as a sheet without rows."""
    words, encoding = (text, "UTF-8") if isinstance(text, str) else decode(text)
    first = next((line for line in words.splitlines() if line.strip()), "")
    if not (BEHIND.match(first) or first.startswith("#")) or not read_remarks(words):
        return None
    return Sheet(words, f"{encoding}, declarations without a table", "", (), "", behind=words, start=0, end=0)


class Reading:
    """A table while it is read, treaty by treaty; a builder that counts rows and cells as they pass."""

    def __init__(self, sheet: Sheet, options: Options, name_agreement: Callable[[str], str]) -> None:
        """Begin with the heading row and the head.

        Raises:
            InputError: the columns make no table, nothing names the treaty, or what is told of it isn't understood.
        """
        self.sheet, self.options, self.name_agreement = sheet, options, name_agreement
        order = options.order or find_order([sheet.text[sheet.start : sheet.end]])
        self.shape = self.make_shape(order)
        wrong = read_head(options.head, order).unread
        if wrong:
            raise InputError(f"{wrong[0]!r} is not understood: give a name or a day that is known")
        self.head = read_head("\n".join(filter(None, (options.head, sheet.head))), order)
        self.treaty = options.treaty or self.head.title
        self.known_on = options.known_on or self.head.as_at or options.today
        self.holder = code_holder(options.holder or self.head.holder)
        if not self.treaty and not self.shape.plan.treaty:
            raise InputError("no column of the table names its treaty: give the treaty's title with --treaty")
        if options.head and self.shape.plan.treaty:
            raise InputError(
                "the table tells of several treaties: the days, depositary and number of one cannot be told beside it"
            )
        first = (row.cells for row in itertools.islice(sheet.rows(), FIRST_ROWS))
        self.listed = is_list(self.shape.plan, first, self.holder)
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.noted: Counter[str] = Counter()
        self.refused: list[Refusal] = []
        self.columns_at_fault: dict[str, Refusal] = {}

    def make_shape(self, order: str) -> Shape:
        """Return how rows are read: as the mapping says, else by the headings.

        Raises:
            InputError: a column of the mapping does not exist, or the headings make no table.
        """
        mapping, headings = self.options.mapping, self.sheet.headings
        if mapping:
            return mapping.make_shape(headings, order)
        plan = make_plan(headings) if headings else Plan(())
        # The Council of Europe writes the day first, and marks remarks in columns of one letter.
        return Shape(plan, order or (DAY_FIRST if {"r.", "d."} <= set(plan.headings) else UNSURE))

    def parts(self) -> Iterator[Part]:
        """Yield what the table tells of each treaty, in the order of its first row; only one is held at a time."""
        plan, several = self.shape.plan, bool(self.shape.plan.treaty)
        setting = Setting(
            heading=self.sheet.heading,
            known_on=self.known_on,
            outlet=self.options.outlet,
            head=Head() if several else self.head,
            behind="" if several else self.sheet.behind,
            table=name_list(self.sheet.heading, self.known_on, self.options.outlet) if several else "",
            name_agreement=self.name_agreement,
        )
        groups: dict[tuple[str, str], list[SheetRow]] = {}
        for row in self.sheet.rows():
            groups.setdefault(find_treaty(plan, row.cells), []).append(row)
        if not groups and setting.behind:
            groups["", ""] = []
        for rows in groups.values():
            taken = [one for row in rows for one in self.take_row(row)]
            for group in group_treaties(taken) or ([[]] if setting.behind else []):
                part = make_part(setting, group, self.settle(group), self.treaty, self.list_identifiers(group))
                if part.claims:
                    yield part
            rows.clear()

    def sum_up(self, parts: tuple[Part, ...] = ()) -> StatusTable:
        """Return the counts of all that was read, with the parts that were kept."""
        counts, plan = self.counts, self.shape.plan
        names = zip(plan.headings, self.sheet.headings, strict=False)
        refused = sorted((*self.refused, *self.columns_at_fault.values()), key=lambda one: (one.line, one.reason))
        return StatusTable(
            form=plan.form,
            rows=sum(counts[name] for name in ("taken", "blank", "set aside", "refused")),
            taken=counts["taken"],
            blank=counts["blank"],
            set_aside=counts["set aside"],
            parts=parts,
            refused=tuple(refused),
            rows_refused=counts["refused"],
            cells_read=counts["cells read"],
            cells_set_aside=counts["cells set aside"],
            cells_refused=counts["cells refused"],
            reasons=dict(self.reasons.most_common()),
            columns=tuple((" ".join(heading.split()), plan.use_of(folded)) for folded, heading in names),
            layout=self.sheet.layout,
            notes=(
                *self.sheet.notes,
                *(f"not understood above the table: {line}" for line in self.head.unread),
                *(f"{reason} ({number:,})" for reason, number in self.noted.most_common(MOST_NOTES)),
            ),
        )

    def make_record(self, row: SheetRow) -> Record:
        """Return a row with its cells by folded heading."""
        headings = self.shape.plan.headings
        cells = [cell.strip() for cell in row.cells] + [""] * (len(headings) - len(row.cells))
        if over := [f"{OVER} ({number})" for number in range(len(headings) + 1, len(cells) + 1)]:
            headings = (*headings, *over)
        words = self.sheet.text[row.start : row.end]
        return Record(row.line, dict(zip(headings, cells, strict=False)), Span(row.start, row.end, words))

    def take_row(self, row: SheetRow) -> list[Taken]:
        """Return what a row gives, and count it; rows that a quotation mark swallowed are refused."""
        record = self.make_record(row)
        if swallowed := count_swallowed(row, self.sheet.separator, len(self.sheet.headings)):
            self.refused.append(Refusal(record.line, UNCLOSED, record.span.text, swallowed))
            self.counts.update({"refused": 1, "cells refused": swallowed})
            return []
        return self.take_record(record)

    def take_record(self, record: Record) -> list[Taken]:
        """Return what a row gives, and count it and its cells with a day."""
        if self.listed:
            told = read_listed(self.shape, record.cells, self.holder)
        else:
            told = read_row(self.shape, record.cells, self.treaty)
        taken: list[Taken] = []
        troubles: list[Trouble] = []
        passed: list[Passed] = []
        for one in told:
            if isinstance(one, Entry):
                self.take_entry(record, one, taken, troubles, passed)
            elif isinstance(one, Noted):
                self.noted[one.reason] += 1
            else:
                (troubles if isinstance(one, Trouble) else passed).append(one)  # type: ignore[arg-type]  # by its type
        passed_over = [(column, cell) for column, cell in record.cells.items() if column.startswith(OVER)]
        troubles += [Trouble(column, BEYOND) for column, cell in passed_over if holds_day(cell)]
        read = {one.entry.column for one in taken if one.entry.column}
        self.note_troubles(record, troubles, read)
        self.note_passed(passed, read | {one.column for one in troubles})
        self.counts["cells read"] += len(read)
        kind = "taken" if taken else "refused" if troubles else "set aside" if passed else "blank"
        self.counts[kind] += 1
        return taken

    def take_entry(
        self, record: Record, entry: Entry, taken: list[Taken], troubles: list[Trouble], passed: list[Passed]
    ) -> None:
        """Put an entry where it belongs: among what gives claims, is set aside, or is refused."""
        try:
            found = list(take_actions(record, entry))
        except InputError as error:
            troubles.append(Trouble(entry.column, str(error)))
            return
        if found and entry.bearing_of_end and ends_with_state(found[0]):
            passed.append(Passed(entry.column, ENDED_STATE))
        elif found:
            taken.extend(found)
        else:
            passed.append(Passed(entry.column, f"{entry.term} affects nobody's status"))

    def note_troubles(self, record: Record, troubles: Sequence[Trouble], counted: Set[str] = frozenset()) -> None:
        """Count refused cells, and tell why: once for a column, once for a row. ``counted`` were read."""
        own: dict[str, int] = {}
        seen = {"", *counted}
        for trouble in troubles:
            new = trouble.column not in seen
            seen.add(trouble.column)
            self.counts["cells refused"] += new
            if trouble.whole:
                first = self.columns_at_fault.get(trouble.column)
                reason = f"column {self.name_column(trouble.column)!r} {trouble.reason}"
                refusal = first or Refusal(record.line, reason, record.span.text, 0)
                self.columns_at_fault[trouble.column] = msgspec.structs.replace(refusal, cells=refusal.cells + new)
            else:
                own[trouble.reason] = own.get(trouble.reason, 0) + new
        if own:
            self.refused.append(Refusal(record.line, "; ".join(own), record.span.text, sum(own.values())))

    def name_column(self, folded: str) -> str:
        """Return a heading as it stands in the table."""
        place = self.shape.plan.headings.index(folded)
        return " ".join(self.sheet.headings[place].split()) or f"{place + 1} (without a heading)"

    def list_identifiers(self, group: Sequence[Taken]) -> tuple[Identifier, ...]:
        """Return the identifiers in the rows of a treaty."""
        found: list[Identifier] = []
        for record in {one.record.line: one.record for one in group}.values():
            read = read_identifiers(self.shape.plan, record.cells)
            found += read.found
            self.noted.update(read.wrong)
        return tuple(dict.fromkeys(found))

    def note_passed(self, passed: Sequence[Passed], counted: Set[str] = frozenset()) -> None:
        """Count cells that are set aside, with their reasons. ``counted`` are cells that were counted before."""
        fresh = {one.column: one.reason for one in passed if one.column and one.column not in counted}
        self.counts["cells set aside"] += len(fresh)
        self.reasons.update(fresh.values())

    def settle(self, group: Sequence[Taken]) -> Settled:
        """Return which entries of a treaty give claims, and count those that don't after all."""
        settled = settle_own(group)
        for one, reason in settled.troubles:
            self.note_troubles(one.record, [Trouble(one.entry.column, reason, whole=True)])
        for _, passed in settled.passed:
            self.note_passed([passed])
        self.counts["cells read"] -= len(settled.troubles) + len(settled.passed)
        return settled


def count_swallowed(row: SheetRow, separator: str, columns: int) -> int:
    """Return how many days stand in rows that an open quotation mark took into the last cell; 0 where it took none."""
    cell = row.cells[-1]
    lines = cell.split("\n")[1:]
    if len(row.cells) >= columns or not any(line.count(separator) >= max(1, columns - 1) for line in lines):
        return 0
    return max(1, len(WHEN.findall(cell)))


def code_holder(name: str) -> str:
    """Return the code of the state whose own register a list is.

    Raises:
        InputError: no state or organisation is known by the name.
    """
    code = code_participant(name) if name else ""
    if code is None:
        raise InputError(f"{name!r} is no state or organisation that is known: say whose register it is")
    return code


def find_treaty(plan: Plan, cells: Sequence[str]) -> tuple[str, str]:
    """Return by what the treaty of a row is told apart: its number and its title, as they stand."""
    named = (plan.headings.index(column) if column else -1 for column in (plan.number, plan.treaty))
    number, title = (cells[place].strip() if 0 <= place < len(cells) else "" for place in named)
    return number, title


def group_treaties(taken: Sequence[Taken]) -> list[list[Taken]]:
    """Return the entries treaty by treaty, in order of the first row of each."""
    groups: dict[str, list[Taken]] = {}
    for one in taken:
        groups.setdefault(one.entry.key, []).append(one)
    return list(groups.values())


def ends_with_state(one: Taken) -> bool:
    """Tell whether the end of a participation is that of the state itself."""
    found = load_existence().get(one.actor)
    return found is not None and found.ended is not None and one.entry.date[:4] == str(found.ended)
