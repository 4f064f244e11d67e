"""One treaty of a status table: the report that holds its rows alone, and the claims that they give.

>>> name_table(Entry("Lake  Treaty", "", "", ""), "Participant,Signature")
'table:5bab4ca4:lake treaty'
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_claims import CONSENTS, Frame, Record, Taken, claim_all, name_claim
from depositary.exchange.status_forms import Entry
from depositary.exchange.status_head import Head
from depositary.exchange.status_own import Settled
from depositary.exchange.status_remarks import read_remarks
from depositary.exchange.status_terms import find_term
from depositary.languages.final_clauses import list_languages
from depositary.model.claim import Claim
from depositary.model.text import Report, Span
from depositary.model.treaty import Identifier
from depositary.model.vocabulary import ActionCode

# Acts of the agreement itself, in a row that names no participant.
COMMON = frozenset(
    {ActionCode.ADOPTION, ActionCode.ENTRY_INTO_FORCE, ActionCode.TERMINATION, ActionCode.EXPIRY, ActionCode.SUSPENSION}
)


class Part(msgspec.Struct, frozen=True):
    """What a table tells of one treaty: a report that holds its rows alone, and their claims; ``line`` is its first.

    ``cells`` counts the cells that gave claims, ``depositary`` is the code of who keeps the treaty, ``number`` its
    registration number, ``identifiers`` are those in official lists, ``parties`` the codes of those that a list names
    beside the acts, ``languages`` those of its authentic texts; ``table`` names a table of several treaties.
    ``heading`` is the place of the row that names the columns, ``places`` gives the line and column of each claim.
    """

    key: str
    title: str
    line: int
    rows: int
    report: Report
    claims: tuple[Claim, ...]
    cells: int = 0
    depositary: str = ""
    number: str = ""
    identifiers: tuple[Identifier, ...] = ()
    parties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    table: str = ""
    heading: Span | None = None
    places: dict[str, tuple[int, str]] = {}


class Setting(msgspec.Struct, frozen=True):
    """What all treaties of a table share: the row that names the columns, the day of retrieval, the depositary's name.

    ``head`` and ``behind`` are what stands above and below a table of one treaty; empty for one of several, which
    ``table`` names.
    """

    heading: str
    known_on: str
    outlet: str | None = None
    head: Head = Head()
    behind: str = ""
    table: str = ""
    name_agreement: Callable[[str], str] = str


def make_part(
    setting: Setting, group: Sequence[Taken], settled: Settled, title: str, identifiers: Sequence[Identifier] = ()
) -> Part:
    """Return what a table tells of one treaty.

    Its report holds the head, the heading and the rows of this treaty alone: evidence is short, and a table that
    changes in one treaty is new in this one only.

    Args:
        setting: what all treaties of the table share.
        group: the entries of the treaty, by rows.
        settled: those of them that give claims.
        title: the treaty's title, where there is no entry.
        identifiers: those in its rows.
    """
    records = list({one.record.line: one.record for one in group}.values())
    first = group[0].entry if group else Entry(title, "", "", "")
    report, spans = cut_report(setting, records, first)
    told = [*list_facts(setting.head, first, report), *list_remarks(setting.behind, first, group, report)]
    told += [msgspec.structs.replace(one, record=move(one, spans, report)) for one in settled.kept]
    key = setting.name_agreement(first.key)
    start = len(setting.head.text) + 1 if setting.head.text else 0
    return Part(
        key=key,
        title=first.treaty,
        line=records[0].line if records else 1,
        rows=len(records),
        report=report,
        claims=tuple(claim_all(told, Frame(report, setting.known_on, key))),
        cells=settled.cells,
        depositary=setting.head.depositary,
        number=setting.head.number,
        identifiers=tuple(dict.fromkeys((*setting.head.identifiers, *identifiers))),
        parties=first.parties,
        languages=list_languages(setting.head.languages),
        table=setting.table,
        heading=report.span(start, start + len(setting.heading)) if setting.heading else None,
        places={name_claim(report, n, one): (one.record.line, one.entry.column) for n, one in enumerate(told)},
    )


def cut_report(setting: Setting, records: Sequence[Record], first: Entry) -> tuple[Report, dict[int, Span]]:
    """Return the report of the head and some rows, and the places of the rows in it by line."""
    pieces = [piece for piece in (setting.head.text, setting.heading) if piece]
    place = sum(len(piece) + 1 for piece in pieces)
    spans: dict[int, Span] = {}
    for record in records:
        words = record.span.text
        spans[record.line] = Span(place, place + len(words), words)
        pieces.append(words)
        place += len(words) + 1
    pieces += [setting.behind] if setting.behind else []
    text, name = "\n".join(pieces), name_table(first, setting.heading)
    return Report.compose(text, outlet=setting.outlet, published=setting.known_on, given_id=name), spans


def list_facts(head: Head, first: Entry, report: Report) -> Iterator[Taken]:
    """Yield the dated acts of the treaty itself that the head tells, with the places of their lines."""
    for fact in head.facts:
        term, start = find_term(fact.term), report.text.index(fact.words)
        record = Record(0, {}, report.span(start, start + len(fact.words)))
        entry = Entry(first.treaty, "", fact.term, fact.date, number=first.number, text=fact.words)
        yield from (Taken(record, entry, "", ActionCode(action)) for action in (term.actions if term else ()))


def list_remarks(behind: str, first: Entry, group: Sequence[Taken], report: Report) -> Iterator[Taken]:
    """Yield the remarks that follow a table, each with the day of the act with which it was made."""
    days = list_days(group)
    start = len(report.text) - len(behind)
    for remark in read_remarks(behind) if behind else []:
        told = days.get(code_participant(remark.participant) or "", {})
        date = remark.date or told.get(remark.upon or "consent") or told.get("signature", "")
        span = report.span(start + remark.start, start + remark.end)
        entry = Entry(first.treaty, remark.participant, remark.term, date, number=first.number, text=span.text)
        yield from take_actions(Record(0, {}, span), msgspec.structs.replace(entry, addressees=remark.addressees))


def list_days(group: Iterable[Taken]) -> dict[str, dict[str, str]]:
    """Return by participant the days of its signature and its consent."""
    found: dict[str, dict[str, str]] = {}
    for one in group:
        sort = "signature" if one.action is ActionCode.SIGNATURE else "consent" if one.action in CONSENTS else ""
        if sort and one.entry.date:
            found.setdefault(one.actor, {}).setdefault(sort, one.entry.date)
    return found


def name_table(first: Entry, heading: str) -> str:
    """Return by what snapshots of one table on one treaty are known: its columns, its title, its number in the table.

    Tables of other columns are not taken for snapshots of each other: what one lacks is not gone from the other.
    """
    title = " ".join(first.treaty.casefold().split())
    columns = hashlib.sha256(" ".join(heading.casefold().split()).encode()).hexdigest()[:8]
    number = f"{first.number}:" if first.number and first.number != first.treaty else ""
    return f"table:{columns}:{number}{title}"


def name_list(heading: str, known_on: str, outlet: str | None) -> str:
    """Return by what a table of several treaties is known: its columns, its day, its depositary."""
    words = "\n".join((" ".join(heading.casefold().split()), known_on, outlet or ""))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def move(one: Taken, spans: dict[int, Span], report: Report) -> Record:
    """Return the record of an entry with its place in a report: its row, or the words of its remark alone."""
    row = spans[one.record.line]
    start = row.text.find(one.entry.text) if one.entry.text else -1
    if start < 0:
        return msgspec.structs.replace(one.record, span=row)
    start += row.start
    return msgspec.structs.replace(one.record, span=report.span(start, start + len(one.entry.text)))


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
