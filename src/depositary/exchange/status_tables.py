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

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from depositary.errors import InputError
from depositary.exchange.mapping import Mapping
from depositary.exchange.participants import code_participant
from depositary.exchange.status_claims import CONSENTS, Frame, Record, Taken, claim_all, name_claim
from depositary.exchange.status_columns import Plan, make_plan
from depositary.exchange.status_dates import DAY_FIRST, UNSURE, find_order
from depositary.exchange.status_forms import Entry, Passed, Shape, Trouble, read_row
from depositary.exchange.status_head import Head, read_head
from depositary.exchange.status_own import settle_own
from depositary.exchange.status_remarks import read_remarks
from depositary.exchange.status_sheets import BEHIND, Sheet, count_known, decode, open_sheet
from depositary.exchange.status_terms import find_term
from depositary.model.claim import Claim
from depositary.model.text import Report, Span
from depositary.model.vocabulary import ActionCode
from depositary.world import load_existence

# Acts of the agreement itself, in a row that names no participant.
COMMON = frozenset(
    {ActionCode.ADOPTION, ActionCode.ENTRY_INTO_FORCE, ActionCode.TERMINATION, ActionCode.EXPIRY, ActionCode.SUSPENSION}
)
ENDED_STATE = "the state itself ended then: its participation goes on with its successors, or ends with it"


class Refusal(msgspec.Struct, frozen=True):
    """What was not taken: the line on which its row begins, why, the row's words, and how many cells with days it is.

    Cells of a column that nobody understands are told once, with the line of the first.
    """

    line: int
    reason: str
    row: str
    cells: int = 1


class Part(msgspec.Struct, frozen=True):
    """What a table tells of one treaty: a report that holds its rows alone, and their claims; ``line`` is its first.

    ``cells`` counts the cells that gave claims; ``heading`` is the place of the row that names the columns, ``places``
    gives the line and column of each claim of a cell.
    """

    key: str
    title: str
    line: int
    rows: int
    report: Report
    claims: tuple[Claim, ...]
    cells: int = 0
    head: Head = Head()
    heading: Span | None = None
    places: dict[str, tuple[int, str]] = {}


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
        return [heading for heading, use in self.columns if not use]


class Options(msgspec.Struct, frozen=True):
    """What is told beside a table: its treaty's title, the day of its retrieval, the depositary, and how to read it.

    Without a day of retrieval, the table's own day counts ("status as at"), else ``today``. ``head`` are lines as
    ``status_head.write_head`` writes them; ``order`` tells how numbers with slashes are read.
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
    known = told.mapping.count_known if told.mapping else count_known
    try:
        sheet = open_sheet(text, known, told.separator, told.sheet)
    except InputError:
        if not (remarks := open_remarks(text)):
            raise
        sheet = remarks
    return Reading(sheet, told, name_agreement).finish()


def open_remarks(text: str | bytes) -> Sheet | None:
    """Return a text without a table that begins with declarations or objections as a sheet without rows."""
    words, encoding = (text, "UTF-8") if isinstance(text, str) else decode(text)
    first = next((line for line in words.splitlines() if line.strip()), "")
    if not (BEHIND.match(first) or first.startswith("#")) or not read_remarks(words):
        return None
    return Sheet(words, f"{encoding}, declarations without a table", "", (), "", behind=words, start=0, end=0)


class Reading:
    """A table while it is read; a builder, alive within one call only."""

    def __init__(self, sheet: Sheet, options: Options, name_agreement: Callable[[str], str]) -> None:
        """Begin with the heading row and the head.

        Raises:
            InputError: the columns don't make a table, or nothing names the treaty.
        """
        self.sheet, self.options, self.name_agreement = sheet, options, name_agreement
        order = options.order or find_order([sheet.text[sheet.start : sheet.end]])
        self.shape = self.make_shape(order)
        self.head = read_head("\n".join(filter(None, (options.head, sheet.head))), order)
        self.treaty = options.treaty or self.head.title
        self.known_on = options.known_on or self.head.as_at or options.today
        if not self.treaty and not self.shape.plan.treaty:
            raise InputError("no column of the table names its treaty: give the treaty's title with --treaty")
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
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

    def finish(self) -> StatusTable:
        """Read all rows and return what they gave."""
        taken = [one for record in self.list_records() for one in self.take_record(record)]
        groups = group_treaties(taken) or ([[]] if self.sheet.behind else [])
        parts = tuple(self.make_part(group) for group in groups)
        counts, plan = self.counts, self.shape.plan
        names = zip(plan.headings, self.sheet.headings, strict=False)
        return StatusTable(
            form=plan.form,
            rows=counts.total() - counts["cells read"] - counts["cells set aside"] - counts["cells refused"],
            taken=counts["taken"],
            blank=counts["blank"],
            set_aside=counts["set aside"],
            parts=tuple(part for part in parts if part.claims),
            refused=(*self.refused, *self.columns_at_fault.values()),
            rows_refused=counts["refused"],
            cells_read=counts["cells read"],
            cells_set_aside=counts["cells set aside"],
            cells_refused=counts["cells refused"],
            reasons=dict(self.reasons.most_common()),
            columns=tuple((" ".join(heading.split()), plan.use_of(folded)) for folded, heading in names),
            layout=self.sheet.layout,
            notes=(*self.sheet.notes, *(f"not understood above the table: {line}" for line in self.head.unread)),
        )

    def list_records(self) -> Iterator[Record]:
        """Yield the rows with their cells by folded heading."""
        headings, text = self.shape.plan.headings, self.sheet.text
        for row in self.sheet.rows():
            cells = [cell.strip() for cell in row.cells] + [""] * (len(headings) - len(row.cells))
            words = text[row.start : row.end]
            yield Record(row.line, dict(zip(headings, cells, strict=False)), Span(row.start, row.end, words))

    def take_record(self, record: Record) -> list[Taken]:
        """Return what a row gives, and count it and its cells with a day."""
        told = read_row(self.shape, record.cells, self.treaty)
        taken: list[Taken] = []
        troubles: list[Trouble] = []
        passed: list[Passed] = []
        for one in told:
            if isinstance(one, Entry):
                self.take_entry(record, one, taken, troubles, passed)
            else:
                (troubles if isinstance(one, Trouble) else passed).append(one)  # type: ignore[arg-type]  # by its type
        read = {one.entry.column for one in taken}
        self.note_troubles(record, troubles)
        self.note_passed(passed)
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

    def note_troubles(self, record: Record, troubles: Sequence[Trouble]) -> None:
        """Count refused cells, and tell why: once for a column, once for a row."""
        own: dict[str, int] = {}
        for trouble in troubles:
            if trouble.whole:
                first = self.columns_at_fault.get(trouble.column)
                reason = f"column {self.name_column(trouble.column)!r} {trouble.reason}"
                refusal = first or Refusal(record.line, reason, record.span.text, 0)
                self.columns_at_fault[trouble.column] = msgspec.structs.replace(refusal, cells=refusal.cells + 1)
            else:
                own[trouble.reason] = own.get(trouble.reason, 0) + 1
        if own:
            self.refused.append(Refusal(record.line, "; ".join(own), record.span.text, sum(own.values())))
        self.counts["cells refused"] += len(troubles)

    def name_column(self, folded: str) -> str:
        """Return a heading as it stands in the table."""
        place = self.shape.plan.headings.index(folded)
        return " ".join(self.sheet.headings[place].split())

    def note_passed(self, passed: Sequence[Passed]) -> None:
        """Count cells that are set aside, with their reasons."""
        self.counts["cells set aside"] += len(passed)
        self.reasons.update(one.reason for one in passed)

    def make_part(self, group: Sequence[Taken]) -> Part:
        """Return what a table tells of one treaty.

        Its report holds the head, the heading and the rows of this treaty alone: evidence is short, and a table that
        changes in one treaty is new in this one only.
        """
        settled = settle_own(group)
        self.unread(settled.troubles)
        for one in settled.passed:
            self.counts["cells read"] -= 1
            self.note_passed([one])
        records = list({one.record.line: one.record for one in group}.values())
        head = self.head if not self.shape.plan.treaty else Head()
        first = group[0].entry if group else Entry(self.treaty, "", "", "")
        title = first.treaty
        facts = [
            Taken(Record(0, {}, Span(0, 0, "")), own_entry(first, fact), "", act, None)
            for fact, act in list_facts(head)
        ]
        report, spans = self.cut_report(records, head, first)
        moved = [msgspec.structs.replace(one, record=move(one, spans, report)) for one in settled.kept]
        dated = [msgspec.structs.replace(one, record=place_fact(one, report)) for one in facts]
        dated += self.take_remarks(first, group, report)
        key = self.name_agreement(first.key)
        claims = tuple(claim_all([*dated, *moved], Frame(report, self.known_on, key)))
        places = {
            name_claim(report, n, one): (one.record.line, one.entry.column) for n, one in enumerate([*dated, *moved])
        }
        start = len(head.text) + 1 if head.text else 0
        heading = report.span(start, start + len(self.sheet.heading)) if self.sheet.heading else None
        return Part(
            key,
            title,
            records[0].line if records else 1,
            len(records),
            report,
            claims,
            settled.cells,
            head,
            heading,
            places,
        )

    def take_remarks(self, first: Entry, group: Sequence[Taken], report: Report) -> list[Taken]:
        """Return the remarks that follow the table, each with the day of the act with which it was made."""
        behind = self.sheet.behind
        start = len(report.text) - len(behind)
        days = list_days(group)
        taken: list[Taken] = []
        for remark in read_remarks(behind) if behind and not self.shape.plan.treaty else []:
            told = days.get(code_participant(remark.participant) or "", {})
            date = remark.date or told.get(remark.upon or "consent") or (told.get("signature", "") if told else "")
            span = report.span(start + remark.start, start + remark.end)
            entry = Entry(first.treaty, remark.participant, remark.term, date, number=first.number, text=span.text)
            record = Record(0, {}, span)
            entry = msgspec.structs.replace(entry, addressees=remark.addressees)
            taken += take_actions(record, entry)
        return taken

    def unread(self, troubles: Iterable[tuple[Taken, str]]) -> None:
        """Count cells as refused that were first taken."""
        for one, reason in troubles:
            self.counts["cells read"] -= 1
            self.note_troubles(one.record, [Trouble(one.entry.column, reason, True)])

    def cut_report(self, records: Sequence[Record], head: Head, first: Entry) -> tuple[Report, dict[int, Span]]:
        """Return the report of the head and some rows, and the places of the rows in it by line."""
        pieces = [*([head.text] if head.text else []), *([self.sheet.heading] if self.sheet.heading else [])]
        place = sum(len(piece) + 1 for piece in pieces)
        spans: dict[int, Span] = {}
        for record in records:
            words = record.span.text
            spans[record.line] = Span(place, place + len(words), words)
            pieces.append(words)
            place += len(words) + 1
        pieces += [self.sheet.behind] if self.sheet.behind and not self.shape.plan.treaty else []
        outlet, published = self.options.outlet, self.known_on
        report = Report.compose("\n".join(pieces), outlet=outlet, published=published, given_id=name_table(first))
        return report, spans


def list_days(group: Iterable[Taken]) -> dict[str, dict[str, str]]:
    """Return by participant the days of its signature and its consent."""
    found: dict[str, dict[str, str]] = {}
    for one in group:
        sort = "signature" if one.action is ActionCode.SIGNATURE else "consent" if one.action in CONSENTS else ""
        if sort and one.entry.date:
            found.setdefault(one.actor, {}).setdefault(sort, one.entry.date)
    return found


def name_table(first: Entry) -> str:
    """Return by what snapshots of one table on one treaty are known: its title, and its number in the table."""
    title = " ".join(first.treaty.casefold().split())
    return f"table:{first.number}:{title}" if first.number and first.number != first.treaty else f"table:{title}"


def list_facts(head: Head) -> Iterator[tuple[tuple[str, str, str], ActionCode]]:
    """Yield the dated acts of a head, as term, day and words, with the register's action."""
    for fact in head.facts:
        term = find_term(fact.term)
        for action in term.actions if term else ():
            yield (fact.term, fact.date, fact.words), ActionCode(action)


def own_entry(first: Entry, fact: tuple[str, str, str]) -> Entry:
    """Return an act of the agreement itself that the head tells; its text is its line."""
    return Entry(first.treaty, "", fact[0], fact[1], number=first.number, text=fact[2])


def place_fact(one: Taken, report: Report) -> Record:
    """Return the record of a line of the head, with its place in a report."""
    start = report.text.index(one.entry.text)
    return Record(0, {}, report.span(start, start + len(one.entry.text)))


def move(one: Taken, spans: dict[int, Span], report: Report) -> Record:
    """Return the record of an entry with its place in a report: its row, or the words of its remark alone."""
    row = spans[one.record.line]
    start = row.text.find(one.entry.text) if one.entry.text else -1
    if start < 0:
        return msgspec.structs.replace(one.record, span=row)
    start += row.start
    return msgspec.structs.replace(one.record, span=report.span(start, start + len(one.entry.text)))


def group_treaties(taken: Sequence[Taken]) -> list[list[Taken]]:
    """Return the entries treaty by treaty, in order of the first row of each."""
    groups: dict[str, list[Taken]] = {}
    for one in taken:
        groups.setdefault(one.entry.key, []).append(one)
    return list(groups.values())


def take_actions(record: Record, entry: Entry) -> Iterator[Taken]:
    """Yield one entry for each of the register's actions of its term.

    Raises:
        InputError: the term or the participant is not known, or an act that only a party takes names none.
    """
    term = find_term(entry.term)
    if term is None:
        raise InputError(f"{entry.term!r} is no action term that is known (exchange/mtdsg.tsv lists them)")
    for action in map(ActionCode, term.actions):
        bearing = entry.bearing or term.bearing
        common = not entry.participant.strip() and not entry.code and (action in COMMON or entry.own)
        yield Taken(record, entry, "" if common else code_of(entry), action, None if common else bearing)


def ends_with_state(one: Taken) -> bool:
    """Tell whether the end of a participation is that of the state itself."""
    found = load_existence().get(one.actor)
    return found is not None and found.ended is not None and one.entry.date[:4] == str(found.ended)


def code_of(entry: Entry) -> str:
    """Return the code of an entry's participant.

    Raises:
        InputError: no state or organisation is known by the name.
    """
    code = entry.code or code_participant(entry.participant)
    if code is None and not entry.participant.strip():
        raise InputError(f"the row names no participant, and {entry.term} is the act of one")
    if code is None:
        raise InputError(f"{entry.participant!r} is no state or organisation that is known")
    return code
