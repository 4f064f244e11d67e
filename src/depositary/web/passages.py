"""Passages: a report's text cut where finds begin and end, so that each piece can be marked.

>>> [(piece.text, piece.sort) for piece in cut("Oman signed.", [Find("f1", "action", "signature", ((5, 11),))])]
[('Oman ', ''), ('signed', 'action'), ('.', '')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from depositary.languages.wording import write_agent, write_agents, write_chain, write_code, write_date, write_place
from depositary.model.reading import Action, Agreement, Meeting, Reading, Relation, Statement

ORDER = {"agreement": 0, "action": 1, "meeting": 2, "relation": 3, "statement": 4}
"""Which find is shown first where several are told by one passage."""

MANNERS = {"quoted": "quoted", "told": "in reported speech", "mixed": "partly quoted"}

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Find:
    """One find as a report's page shows it; ``spans`` are ``(start, end)`` in the text."""

    id: str
    sort: str
    head: str
    spans: tuple[tuple[int, int], ...]
    facts: Facts = ()
    about: str = ""
    modality: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of the text; ``find`` is the find that it is marked for, ``begins`` those that begin with it."""

    text: str
    sort: str = ""
    find: str = ""
    begins: tuple[str, ...] = ()
    many: int = 0


def cut(text: str, finds: Sequence[Find]) -> list[Piece]:
    """Cut a text into pieces; where finds overlap, a piece is marked for the one with the shortest passage."""
    spans = [(start, end, find) for find in finds for start, end in find.spans]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    firsts = {find.id: min(start for start, _ in find.spans) for find in finds if find.spans}
    return [make_piece(text, a, b, spans, firsts) for a, b in pairwise(edges)]


def make_piece(
    text: str, start: int, end: int, spans: Iterable[tuple[int, int, Find]], firsts: dict[str, int]
) -> Piece:
    """Return the piece between two edges."""
    over = sorted((e - s, ORDER[find.sort], find.id, find) for s, e, find in spans if s <= start and end <= e)
    if not over:
        return Piece(text[start:end])
    begins = tuple(dict.fromkeys(find.id for *_, find in over if firsts[find.id] == start))
    top = over[0][3]
    return Piece(text[start:end], top.sort, top.id, begins, len(over))


def list_finds(reading: Reading, ids: dict[str, str] | None = None) -> list[Find]:
    """Return the finds of a reading in the order of their passages.

    Args:
        reading: the reading.
        ids: the register's ids by ``action:0`` and so on; without them the places serve.
    """
    found = [*show_agreements(reading), *show_actions(reading), *show_others(reading)]
    named = [name_find(find, ids or {}) for find in found]
    return sorted(named, key=lambda find: (min(find.spans, default=(0, 0))[0], ORDER[find.sort], find.id))


def name_find(find: Find, ids: dict[str, str]) -> Find:
    """Return a find under the register's id."""
    return Find(ids.get(find.id, find.id), find.sort, find.head, find.spans, find.facts, find.about, find.modality)


def show_agreements(reading: Reading) -> Iterator[Find]:
    """Yield the agreements, marked where they are named."""
    for agreement in reading.agreements:
        spans = tuple((name.start, name.end) for name in agreement.names)
        yield Find(agreement.ref, "agreement", agreement.title, spans, facts_of_agreement(agreement), agreement.ref)


def facts_of_agreement(agreement: Agreement) -> Facts:
    """Return what is told of an agreement."""
    areas = ", ".join(write_code(area) for area in agreement.areas)
    found = (("kind", write_code(agreement.kind)), ("subjects", areas), ("year", str(agreement.year or "")))
    return tuple((label, words) for label, words in found if words)


def show_actions(reading: Reading) -> Iterator[Find]:
    """Yield the steps."""
    for place, action in enumerate(reading.actions):
        spans = tuple((span.start, span.end) for span in action.evidence)
        head = write_code(action.action)
        yield Find(f"action-{place}", "action", head, spans, circumstances(action), action.agreement, action.modality)


def circumstances(find: Action | Meeting) -> Facts:
    """Return when, where, by whom, and who says so."""
    agents = find.by if isinstance(find, Action) else find.participants
    found = (
        ("when", write_date(find.date) if find.date else ""),
        ("where", write_place(find.place) if find.place else ""),
        ("by", write_agents(agents)),
        ("according to", write_chain(find.according_to)),
    )
    return tuple((label, words) for label, words in found if words)


def show_others(reading: Reading) -> Iterator[Find]:
    """Yield meetings, relations and statements."""
    for place, meeting in enumerate(reading.meetings):
        spans = tuple((span.start, span.end) for span in meeting.evidence)
        yield Find(f"meeting-{place}", "meeting", meeting.kind, spans, circumstances(meeting), "", meeting.modality)
    for place, relation in enumerate(reading.relations):
        yield show_relation(f"relation-{place}", relation, reading)
    for place, statement in enumerate(reading.statements):
        yield show_statement(f"statement-{place}", statement)


def show_relation(name: str, relation: Relation, reading: Reading) -> Find:
    """Return a relation as a find."""
    titles = {agreement.ref: agreement.title for agreement in reading.agreements}
    spans = tuple((span.start, span.end) for span in relation.evidence)
    facts = (("to", titles.get(relation.target, relation.target)),)
    return Find(name, "relation", write_code(relation.relation), spans, facts, relation.source)


def show_statement(name: str, statement: Statement) -> Find:
    """Return a statement as a find."""
    found = (("words", MANNERS[statement.manner]), ("via", write_chain(statement.via)))
    facts = tuple((label, words) for label, words in found if words)
    spans = ((statement.span.start, statement.span.end),)
    return Find(name, "statement", write_agent(statement.speaker), spans, facts, statement.about or "")
