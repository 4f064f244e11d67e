"""From a row of a status table to what each of its cells tells: entries, what is set aside, what is refused.

>>> plan = make_plan(["Participant", "Ratification, Acceptance(A)", "Application"])
>>> row = {"participant": "Chad", "ratification, acceptance(a)": "21 Sep 2016 A", "application": "1 May 1970"}
>>> [type(told).__name__ for told in read_row(Shape(plan), row, "Lake Treaty")]
['Entry', 'Trouble']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_columns import Act, Plan, make_plan
from depositary.exchange.status_dates import UNSURE, Marked, holds_day, is_empty, read_marked
from depositary.exchange.status_terms import KINDS, Column, Term, find_term, load_rows, read_heading
from depositary.model.vocabulary import Bearing

__all__ = ["Entry", "Noted", "Passed", "Row", "Shape", "Trouble", "make_plan", "read_row"]

Row = Mapping[str, str]
NEVER = re.compile(r"9999-12-31|31\.12\.9999")
"""How researchers write an end that hasn't come."""
FLAGS = frozenset({"0", "1", "TRUE", "FALSE"})
"""What researchers write in a column that tells whether, and not when."""
LONGEST_DAY = 25  # letters
CONSENTING = frozenset({"deposit", "accession"})
WITH_LETTER = re.compile(r"^(?P<date>.*\d)\s*(?:(?<=\s)\(?(?P<letter>[A-Za-z]{1,2})\)?)[\s\d,*]{0,9}$")
"""A day of a mapping's own format with a letter behind it."""
OF_STATE = re.compile(
    r"(?P<words>denounced|automatic(?:ally)? denunciation|denunciation|enter into force)\b", re.IGNORECASE
)
MARKS = re.compile(r"[A-Za-z]{1,3}\d?(?:[\s,;/*]{1,3}[A-Za-z]{1,3}\d?){0,8}[\s,;/*]{0,3}")
"""Marks in place of a remark's words: "X", "D,Res"."""
LETTERS = re.compile(r"[A-Za-z]{1,2}[.:]{0,2}")
MARKED = {"res": "reservation", "r": "reservation", "d": "declaration", "o": "objection"}


class Entry(msgspec.Struct, frozen=True):
    """One act in a table: ``term`` as the table calls it, ``date`` in EDTF, the days it was seen and gone.

    ``column`` is the heading of its cell with a day, empty for words. ``number`` is what the table tells treaties apart
    by where titles do not; ``code`` the participant's code where the form knows it. ``bearing`` says what the act bears
    on where the form knows it better than the term does. ``own`` tells that it is an act of the agreement itself that
    each row repeats.
    ``text`` are the words of a remark, ``addressees`` the names of those whose remark it answers. An act without a
    participant is of the agreement itself. ``parties`` are the codes of all that the row names.
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
    column: str = ""
    own: bool = False
    text: str = ""
    addressees: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def bearing_of_end(self) -> bool:
        """Tell whether it is the end of a participation in a column of its own."""
        return self.term == "end"

    @property
    def key(self) -> str:
        """What the treaty is told apart by in its table."""
        return self.number or self.treaty


class Passed(msgspec.Struct, frozen=True):
    """A cell with a day that is set aside, and why."""

    column: str
    reason: str


class Trouble(msgspec.Struct, frozen=True):
    """A cell that is refused, and why; ``whole`` tells that the column is at fault and not the cell."""

    column: str
    reason: str
    whole: bool = False


class Noted(msgspec.Struct, frozen=True):
    """What is told of a row beside its cells with days."""

    reason: str


Told = Entry | Passed | Trouble | Noted


class Shape(msgspec.Struct, frozen=True):
    """How the rows of a table are read.

    ``order`` tells whether numbers with slashes are day or month first; ``read_date`` reads the days of a mapping's own
    format; ``rename`` gives the title of a short name, ``terms`` the action terms of other words, ``code`` the code of
    a participant by its name and a day; ``missing`` are further empty cells. ``leaves`` tells that an end in a column
    of its own has taken effect.
    """

    plan: Plan
    order: str = UNSURE
    read_date: Callable[[str], str] | None = None
    rename: Mapping[str, str] = {}
    terms: Mapping[str, str] = {}
    code: Callable[[str, str], str | None] | None = None
    missing: frozenset[str] = frozenset()
    leaves: bool = False

    def is_blank(self, cell: str) -> bool:
        """Tell whether a cell says nothing."""
        flag = self.plan.research and cell in FLAGS
        return flag or is_empty(cell) or cell in self.missing or NEVER.fullmatch(cell) is not None

    def read(self, cell: str) -> list[Marked]:
        """Return the times of a cell.

        Raises:
            InputError: it holds none.
        """
        if not self.read_date:
            return read_marked(cell, self.order)
        found = WITH_LETTER.match(cell)
        return [Marked(self.read_date(found["date"] if found else cell), (found["letter"] or "") if found else "")]


@functools.cache
def load_titles() -> dict[str, str]:
    """Return the full titles of treaties that their depositary's table calls by a short name."""
    return {row[0]: row[1] for row in load_rows("short_titles.tsv")}


def read_row(shape: Shape, row: Row, treaty: str) -> list[Told]:
    """Return what the cells of a row tell: every cell with a day gives an entry, or the reason why not.

    Args:
        shape: how the table is read.
        row: cells by folded heading.
        treaty: the title of the treaty, where no column gives it.
    """
    try:
        base = make_base(shape, row, treaty)
    except InputError as error:
        return [Trouble(column, str(error)) for column in list_days(shape, row)]
    told = list(read_acts(shape, row, base))
    return [*told, *read_texts(shape, row, base, told), *read_rest(shape, row)]


def list_days(shape: Shape, row: Row) -> list[str]:
    """Return the columns in which a row has the days of acts."""
    plan = shape.plan
    columns = [act.heading for act in plan.acts] + [column for column, _ in plan.own] + [plan.date, plan.effective]
    return [column for column in columns if column and not shape.is_blank(row.get(column, ""))]


def make_base(shape: Shape, row: Row, treaty: str) -> Entry:
    """Return what all entries of a row share.

    Raises:
        InputError: it names no treaty, or a day of observation is none.
    """
    plan = shape.plan
    name = take(shape, row, plan.treaty) or treaty
    if not name:
        raise InputError("the row names no treaty")
    short = "instrument type" in plan.headings and name in load_titles()
    title = shape.rename.get(name) or (load_titles()[name] if short else name)
    number = take(shape, row, plan.number) or (name if short or shape.rename else "")
    who = take(shape, row, plan.participant) or take(shape, row, plan.code)
    who = who.removeprefix("IO-") if plan.research else who
    listed = take(shape, row, plan.code)
    code = code_participant(listed) if listed and not shape.code else None
    seen, removed = (
        shape.read(cell)[0].date if (cell := take(shape, row, column)) else None for column in (plan.seen, plan.removed)
    )
    return Entry(title, who, "", "", seen, removed, number, code)


def take(shape: Shape, row: Row, column: str) -> str:
    """Return the cell of a column; nothing where it is empty or there is no such column."""
    cell = row.get(column, "") if column or column in shape.plan.headings else ""
    return "" if cell in shape.missing or (shape.plan.research and shape.is_blank(cell)) else cell.strip()


def read_acts(shape: Shape, row: Row, base: Entry) -> Iterator[Told]:
    """Yield what the columns of days tell."""
    plan = shape.plan
    if plan.state:
        yield from read_labour(shape, row, base)
    elif plan.action:
        yield from read_action(shape, row, base)
    found = [told for act in plan.acts for told in read_act(shape, row, base, act)]
    yield from drop_retold(found) if plan.research else found
    for column, term in plan.own:
        if cell := take(shape, row, column):
            yield from guard(shape, column, cell, lambda m, t=term: own_entry(base, t, m))  # type: ignore[misc]


def own_entry(base: Entry, term: str, marked: Marked) -> Entry:
    """Return an act of the agreement itself that a row repeats."""
    return msgspec.structs.replace(base, participant="", code=None, term=term, date=marked.date, own=True)


def guard(shape: Shape, column: str, cell: str, make: Callable[[Marked], Entry]) -> Iterator[Told]:
    """Yield the entries of a cell's times, or why it gives none."""
    if shape.is_blank(cell):
        return
    try:
        made = [name_code(shape, make(marked)) for marked in shape.read(cell)]
    except InputError as error:
        yield Trouble(column, str(error))
        return
    for entry in made:
        yield msgspec.structs.replace(entry, column=column)


def name_code(shape: Shape, entry: Entry) -> Entry:
    """Return an entry with the code of its participant, where a mapping tells how participants are coded."""
    if not shape.code or not entry.participant:
        return entry
    return msgspec.structs.replace(entry, code=shape.code(entry.participant, entry.date))


def read_act(shape: Shape, row: Row, base: Entry, act: Act) -> Iterator[Told]:
    """Yield what a cell of a column of days tells; words of a remark are no day."""
    cell = row.get(act.heading, "")
    term = find_term(act.column.plain) if act.column.plain else None
    if term and term.remarks and not holds_day(cell):
        return
    kind = take(shape, row, shape.plan.kind)
    yield from guard(shape, act.heading, cell, lambda m: act_entry(shape, base, act.column, kind, m))


def act_entry(shape: Shape, base: Entry, column: Column, kind: str, marked: Marked) -> Entry:
    """Return the entry of one time in a column of days.

    Raises:
        InputError: its letter or the words beside it stand for no term.
    """
    if LETTERS.fullmatch(marked.words) and not marked.letter and marked.words not in shape.terms:
        marked = Marked(marked.date, marked.words.strip(" .:"))  # the letter stands before the day: "a: 5 May 2012"
    worded = find_term(shape.terms.get(marked.words, marked.words)) if marked.words else None
    if marked.words and worded is None:
        raise InputError(f"{marked.words!r} before the date is no action term that is known")
    name = worded.term if worded else column.term_of(marked.letter)
    if name is None:
        raise InputError(tell_letter(column, marked.letter))
    term = find_term(name)
    if kind and not worded and not marked.letter and term and CONSENTING & set(term.actions):
        name = read_kind(kind)
    bearing = Bearing.EFFECT if shape.leaves and term and term.bearing is Bearing.NOTICE else None
    return msgspec.structs.replace(base, term=name, date=marked.date, bearing=bearing)


def tell_letter(column: Column, letter: str) -> str:
    """Return why a cell's term is not known."""
    if letter:
        return f"the letter {letter!r} behind the date stands for no action term that is known"
    return f"a letter lacks behind the date: it may be {' or '.join(column.letters.values()) or 'any act'}"


def read_kind(kind: str) -> str:
    """Return the term of the form of a consent, in words or as a code.

    Raises:
        InputError: it is no form that is known.
    """
    coded = KINDS.get(kind.strip().lower())
    term = find_term(coded or kind)
    if term is None or not term.actions:
        raise InputError(f"{kind!r} is no form of consent that is known")
    return term.term


def drop_retold(found: list[Told]) -> Iterator[Told]:
    """Yield what researchers' columns tell: a ratification that another column calls by its form only once."""
    forms = {
        told.date for told in found if isinstance(told, Entry) and told.term in ("accession", "acceptance", "approval")
    }
    for told in found:
        if isinstance(told, Entry) and told.term == "ratification" and told.date in forms:
            yield Passed(told.column, "another column gives the form of this consent")
        else:
            yield told


def read_action(shape: Shape, row: Row, base: Entry) -> Iterator[Told]:
    """Yield what a row on one act tells: the act, and its day of effect."""
    plan = shape.plan
    words = take(shape, row, plan.action)
    kind = take(shape, row, plan.kind)
    cell, effective = take(shape, row, plan.date), take(shape, row, plan.effective)
    term = find_term(shape.terms.get(words, words))
    taken = kind and (term is None or CONSENTING & set(term.actions))
    names = tuple(name.strip() for name in re.split(r"[;|]", take(shape, row, plan.addressee)) if name.strip())
    text = next((row[column] for column, _ in plan.texts if row.get(column, "").strip()), "")

    def make(marked: Marked) -> Entry:
        lettered = (read_heading(words) or Column("")).term_of(marked.letter) if marked.letter else None
        name = read_kind(kind) if taken else lettered or (term.term if term else "")
        if not name:
            raise InputError(f"{words!r} is no action term that is known (exchange/mtdsg.tsv lists them)")
        remark = {"text": text, "addressees": names} if term and is_remark(term) else {}
        return msgspec.structs.replace(base, term=name, date=marked.date, **remark)

    yield from guard(shape, plan.date, cell, make)
    if effective and term:
        yield from guard(shape, plan.effective, effective, lambda m: take_effect(base, term, m))
    elif effective and not shape.is_blank(effective):
        yield Trouble(plan.effective, f"{words!r} is no action term that is known (exchange/mtdsg.tsv lists them)")


def is_remark(term: Term) -> bool:
    """Tell whether a term is a remark, or takes one back."""
    return term.remarks or term.bearing is Bearing.RESERVATION


def take_effect(base: Entry, term: Term, marked: Marked) -> Entry:
    """Return the entry of the day on which an act takes effect: a withdrawal's own, else entry into force."""
    leaving = "withdrawal" in term.actions
    told = ("withdrawal", Bearing.EFFECT) if leaving else ("entry into force", None)
    return msgspec.structs.replace(base, term=told[0], date=marked.date, bearing=told[1])


def read_labour(shape: Shape, row: Row, base: Entry) -> Iterator[Told]:
    """Yield what a row of the list of a labour convention tells: ratification, denunciation, a day of effect ahead."""
    plan = shape.plan
    if "force" not in row.get(plan.state, "").lower():
        if not shape.is_blank(row.get(plan.date, "")):
            yield Trouble(plan.date, "holds days, and no column says of what act: say it with --map", whole=True)
        return
    yield from guard(
        shape,
        plan.date,
        row.get(plan.date, ""),
        lambda m: msgspec.structs.replace(base, term="ratification", date=m.date),
    )
    for column in (plan.state, plan.note):
        words = row.get(column, "")
        found = OF_STATE.search(words)
        if not found or not holds_day(words[found.end() :][:60]):
            if words and holds_day(words):
                yield Passed(column, "notes are kept as words and not read")
            continue
        day = re.search(r"\d{1,2} \w{3,9}\.? \d{4}", words[found.end() :])
        if day is None:
            yield Trouble(column, f"{words!r} tells of a denunciation or an effect without a day that is understood")
            continue
        said = found["words"].lower()
        effect = said.startswith("automatic")
        term = "entry into force" if "force" in said else "denunciation"
        entry = msgspec.structs.replace(base, term=term, bearing=Bearing.EFFECT if effect else None)
        yield from guard(shape, column, day.group(), functools.partial(with_term, entry, term))


def read_texts(shape: Shape, row: Row, base: Entry, told: list[Told]) -> Iterator[Told]:
    """Yield the remarks that a row gives by their words; they count from the day of its consent, else its signature."""
    plan = shape.plan
    if plan.action:
        return
    for column, name in plan.texts:  # a day alone is that of the remark
        if name and is_day(row.get(column, "")):
            yield from guard(shape, column, row[column], functools.partial(with_term, base, name))
    acted = [entry for entry in told if isinstance(entry, Entry) and not entry.own]
    days = {entry.term: entry.date for entry in reversed(acted)}
    consents = [e.date for e in acted if (term := find_term(e.term)) and CONSENTING & set(term.actions)]
    day = next(iter(consents), days.get("signature", ""))
    undone = take(shape, row, plan.undone)
    columns = [*plan.texts, *((act.heading, act.column.plain) for act in plan.acts)]
    for column, name in columns:
        term, cell = find_term(name) if name else None, row.get(column, "").strip()
        if not term or not term.remarks or shape.is_blank(cell) or is_day(cell):
            continue
        names = tuple(n.strip() for n in re.split(r"[;|]", take(shape, row, plan.addressee)) if n.strip())
        remark = msgspec.structs.replace(base, term=term.term, date=day, text=cell, addressees=names)
        if MARKS.fullmatch(cell) and len(cell.split()) < 5:
            marks = [MARKED[mark] for mark in re.findall(r"[a-z]+", cell.lower()) if mark in MARKED]
            for sort in marks or ([term.term] if cell.lower() in ("x", "yes", "y") else []):
                yield msgspec.structs.replace(remark, term=sort, text="")
            continue
        yield remark
        if not shape.is_blank(undone):
            taken_back = functools.partial(with_term, remark, "withdrawal of reservation")
            yield from guard(shape, plan.undone, undone, taken_back)
            undone = ""
    if holds_day(undone) and not shape.is_blank(undone):
        yield Trouble(plan.undone, "a remark was taken back, and no column has its words")


def is_day(cell: str) -> bool:
    """Tell whether a cell is a day with no more than a letter or a mark beside it."""
    return holds_day(cell) and len(cell) < LONGEST_DAY


def with_term(base: Entry, term: str, marked: Marked) -> Entry:
    """Return the entry of an act of a term on a day."""
    return msgspec.structs.replace(base, term=term, date=marked.date)


def read_rest(shape: Shape, row: Row) -> Iterator[Told]:
    """Yield the days in columns that tell no act, and in those that nobody understands."""
    for column in shape.plan.unknown:
        if holds_day(row.get(column, "")) and not shape.is_blank(row[column]):
            yield Trouble(column, "holds days and is no action term: say what it means with --map", whole=True)
    for column in (*shape.plan.silent, *(column for column, _ in shape.plan.identifiers)):
        if holds_day(row.get(column, "")) and not shape.is_blank(row[column]) and len(row[column]) < 40:
            yield Passed(column, f"column {column!r} tells no act")
