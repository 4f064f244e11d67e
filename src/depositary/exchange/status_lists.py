"""Lists of treaties, as registers of states and researchers keep them: a treaty a row, with all its parties.

The parties are those of the row's own cells, else those that the title names. In the register of one state, that state
is a party beside the only other one that is named; a note of the import tells how often that was concluded.

>>> find_sides(["BELGIUM ; UNITED KINGDOM"], "Convention on Post"), find_sides([], "Treaty with Fiji on Post", "NOR")
(Sides(codes=('BEL', 'GBR')), Sides(codes=('FJI', 'NOR'), implied=('NOR',)))
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_columns import Act, Plan
from depositary.exchange.status_dates import is_empty
from depositary.exchange.status_forms import (
    CONSENTING,
    Entry,
    Noted,
    Row,
    Shape,
    Told,
    Trouble,
    guard,
    list_days,
    make_base,
    read_rest,
    take,
    with_term,
)
from depositary.exchange.status_terms import Term, find_term
from depositary.languages.states import load_states
from depositary.languages.treaty_titles import parse_title
from depositary.languages.wording import name_actor

FEW = 5
"""So many parties sign together on one day; of more the day of signature is that of conclusion."""
LEAST = 5  # letters of two names
SEPARATED = re.compile(r"\s*[;|\n]\s*")
JOINED = re.compile(r",\s+|\s+(?:and|&)\s+|\s-\s")
TERRITORY = re.compile(r"\((?P<state>[^()]{2,60})\)\s*$")
WHOSE = "is a day of consent, and nothing tells whose: name the state of the register with --register-of"
TWO = re.compile(r"(?:bi|b|bilateral\b.*|two|2|true|yes|1)", re.IGNORECASE)
MANY = re.compile(r"(?:m|mu|multi|multilateral\b.*|pluri.*|regional.*|.*plurilateral.*|no|false|0)", re.IGNORECASE)
ENDING = frozenset({"end", "termination", "expiry", "denunciation", "withdrawal"})


class Sides(msgspec.Struct, frozen=True, omit_defaults=True, repr_omit_defaults=True):
    """The parties of a treaty as codes; ``implied`` follow from whose register it is; ``unknown`` are other names."""

    codes: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def find_sides(cells: Sequence[str], title: str, holder: str = "", bilateral: bool | None = None) -> Sides:
    """Return the parties of a treaty.

    Args:
        cells: what the row's columns of parties hold.
        title: the treaty's title, which counts where no cell names a party.
        holder: the code of the state whose register it is, if it is that of one.
        bilateral: whether the row tells that the treaty has two parties.
    """
    names = [name for cell in cells for name in split_names(cell)]
    coded = [(name, code_participant(name)) for name in names]
    known = {code for _, code in coded if code}
    codes = [code for name, code in coded if code and not is_territory(name, known - {code})]
    unknown = tuple(name for name, code in coded if code is None and not is_territory(name, known))
    if not codes:
        said = parse_title(title, holder or None, bilateral)
        return Sides(said.parties, said.implied, unknown)
    implied = (holder,) if holder and bilateral is not False and set(codes) - {holder} and len(set(codes)) == 1 else ()
    return Sides(tuple(sorted({*codes, *implied})), () if unknown else implied, unknown)


def split_names(cell: str) -> list[str]:
    """Return the names in a cell: between semicolons, bars or lines, else between commas where each part is a name.

    >>> split_names("Korea, Republic of, Japan and Peru"), split_names("Bosnia and Herzegovina")
    (['Korea, Republic of', 'Japan', 'Peru'], ['Bosnia and Herzegovina'])
    """
    names: list[str] = []
    pieces = [piece for piece in SEPARATED.split(cell.strip()) if piece]
    for piece in pieces:
        parts = list(join_parts([part.strip() for part in JOINED.split(piece) if part.strip()]))
        whole = code_participant(piece) or (len(pieces) > 1 and not all(map(code_participant, parts)))
        names += [piece] if whole else parts
    return names


def join_parts(parts: Sequence[str]) -> Iterator[str]:
    """Yield the names of parts between commas, the longest that are known first."""
    start = 0
    while start < len(parts):
        ends = range(min(len(parts), start + 3), start, -1)
        end = next((end for end in ends if code_participant(", ".join(parts[start:end]))), start + 1)
        yield ", ".join(parts[start:end])
        start = end


def is_territory(name: str, others: set[str]) -> bool:
    """Tell whether a name has the state that answers for it in brackets, and that state is a party itself."""
    found = TERRITORY.search(name)
    state = code_participant(found["state"]) if found else None
    return found is not None and state in others and code_participant(name[: found.start()]) != state


def is_list(plan: Plan, rows: Iterable[Sequence[str]], holder: str = "") -> bool:
    """Tell whether a table is a list of treaties: by its columns, its holder, or several parties in a cell of its rows.

    >>> from depositary.exchange.status_columns import make_plan
    >>> plan = make_plan(["Title", "Country", "Signed"])
    >>> is_list(plan, [["Lake Treaty", "Chad; Niger", "1990-01-02"]]), is_list(plan, [["Lake Treaty", "Chad", ""]])
    (True, False)
    """
    if plan.listed or not plan.treaty or plan.action or not plan.participant:
        return plan.listed
    if holder or ("begin" in plan.headings and not plan.research):
        return True
    place = plan.headings.index(plan.participant)
    return any(len(row) > place and names_several(row[place]) for row in rows)


def names_several(cell: str) -> bool:
    """Tell whether a cell names several participants."""
    if len(cell) < LEAST or code_participant(cell):
        return False
    return sum(code_participant(name) is not None for name in split_names(cell)) > 1


def read_listed(shape: Shape, row: Row, holder: str = "") -> list[Told]:
    """Return what a row on one treaty tells: acts of its few parties, and of the treaty itself."""
    plan = shape.plan
    try:
        base = make_base(shape, row, "")
    except InputError as error:
        return [Trouble(column, str(error)) for column in list_days(shape, row)]
    named = next((column for column in plan.unknown if code_participant(row.get(column, "").strip() or "-")), None)
    if named is not None:
        why = f"the column {named!r} names a participant, and its heading is not known: say with --map what it is"
        return [Trouble(column, why) for column in list_days(shape, row)]
    columns = (*plan.parties, *([plan.participant] if plan.participant else []))
    cells = [cell for column in columns if not is_empty(cell := take(shape, row, column))]
    sides = find_sides(cells, base.treaty, holder, read_sides(shape, row))
    day = next((row[act.heading] for act in plan.acts if row.get(act.heading, "").strip()), "")
    number = base.number or " ".join(filter(None, (" ".join(day.split()), "+".join(sides.codes))))
    base = msgspec.structs.replace(base, participant="", code=None, number=number, parties=sides.codes)
    told = [each for act in plan.acts for each in read_own(shape, row, base, act, holder)]
    for column, term in plan.own:
        told += guard(shape, column, row.get(column, ""), lambda m, t=term: own(with_term(base, t, m)))  # type: ignore[misc]
    return [*told, *note_sides(sides, holder, bool(told)), *read_rest(shape, row)]


def read_sides(shape: Shape, row: Row) -> bool | None:
    """Return whether a row tells that its treaty has two parties; ``None`` where it tells nothing."""
    for column in (shape.plan.sides, shape.plan.kind):
        words = take(shape, row, column)
        if TWO.fullmatch(words):
            return True
        if MANY.fullmatch(words):
            return False
    return None


def own(entry: Entry) -> Entry:
    """Return an entry as that of the agreement itself."""
    return msgspec.structs.replace(entry, own=True)


class Deed(msgspec.Struct, frozen=True):
    """An act in a list: its term, the codes of those whose act it is, and whether it is one of the treaty itself."""

    term: str
    who: tuple[str, ...] = ()
    own: bool = True


def read_own(shape: Shape, row: Row, base: Entry, act: Act, holder: str) -> Iterator[Told]:
    """Yield what a cell of a column of days tells of the treaty, or of its few parties together."""
    term = find_term(act.column.plain) if act.column.plain else None
    cell = row.get(act.heading, "")
    if term is None or term.remarks or shape.is_blank(cell):
        return
    if CONSENTING & set(term.actions) and not holder:
        yield Trouble(act.heading, WHOSE, whole=True)
        return
    deed = choose_deed(term, base.parties, holder, read_sides(shape, row))
    for told in guard(shape, act.heading, cell, functools.partial(with_term, base, deed.term)):
        if isinstance(told, Entry):
            yield from [own(told)] if deed.own else []
            for code in deed.who:
                yield msgspec.structs.replace(told, participant=name_actor(code), code=code)
        else:
            yield told


def choose_deed(term: Term, parties: tuple[str, ...], holder: str, bilateral: bool | None) -> Deed:
    """Return whose act a day in a list is: of few parties together, of the register's state, or of the treaty.

    A treaty of two is in force for both or for none.
    """
    few = parties if 2 <= len(parties) <= FEW else ()
    if CONSENTING & set(term.actions):
        return Deed(term.term, (holder,), own=False)
    if term.term in ENDING:
        return Deed("termination")
    if "entry-into-force" in term.actions:
        return Deed(term.term, few if len(few) == 2 and bilateral is not False else ())
    if "registration" in term.actions or not few:
        return Deed("conclusion" if "signature" in term.actions else term.term)
    return Deed(term.term, few, own=False)


def note_sides(sides: Sides, holder: str, told: bool) -> Iterator[Noted]:
    """Yield what is to be noted of the parties of a row that tells anything."""
    if told and sides.implied:
        state = load_states()[holder].name if holder in load_states() else holder
        yield Noted(f"{state} is taken for a party, because it is its register and the row names one other party")
    for name in sides.unknown if told else ():
        yield Noted(f"not taken for a party, because no state or organisation is known by the name: {name[:60]}")
