"""Events: steps and meetings of the register in the terms of political event data, each told once.

Reports that tell of one step are one event with several mentions. Both sides of a joint act are its
actors (PLOVER 2.0, section 2.4.2); of a visit the visitor is the actor and the host the recipient.

>>> find_code("signature", "occurred").cameo
'057'
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from depositary.errors import EvidenceError
from depositary.exchange.extract import Clocks, extract, load_texts
from depositary.exchange.selection import lets_meeting
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Meeting, Place
from depositary.model.text import Span
from depositary.register.queries import Dossier, Filter, Source, gather_steps, load_sources
from depositary.register.register import Register
from depositary.register.storage import chunk, name_row
from depositary.register.storage.schema import claims

QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "REJECT": 3, "THREATEN": 3, "SANCTION": 4}
CONSULTED: dict[str, Any] = {"cameo": "040", "scale": 2.5, "goldstein": 1.0}
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT"})
CONTEXTS = {
    "defence": "military",
    "arms-control": "cbrn",
    "trade": "economic",
    "investment": "economic",
    "finance": "economic",
    "health": "health",
    "environment": "environment",
    "migration": "migration",
    "technology": "technology",
    "justice": "legal",
}


class Code(NamedTuple):
    """What kind of event: PLOVER root, mode and score, CAMEO code and its Goldstein score."""

    root: str
    mode: str | None
    cameo: str
    scale: float
    goldstein: float

    @property
    def quad(self) -> int:
        """Its quad category: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
        return QUADS[self.root]


class Telling(msgspec.Struct, frozen=True):
    """One report's telling of an event: the claim, its span, and how long the report is."""

    claim: str
    source: Source
    span: Span
    agents: tuple[Agent, ...]
    confidence: float
    length: int


class Event(msgspec.Struct, frozen=True):
    """One event: ``date`` is the day it is counted on, ``told`` the date as exact as it is told."""

    id: str
    code: Code
    date: str
    told: ImpreciseDate | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    contexts: tuple[str, ...]
    tellings: tuple[Telling, ...]
    agreement: str | None = None
    place: Place | None = None

    def agent_of(self, actor: str) -> Agent | None:
        """Return who acted for an actor in the first telling that names somebody, one with an office first."""
        agents = [agent for telling in self.tellings for agent in telling.agents if agent.actor == actor]
        return min(agents, key=lambda agent: agent.office is None, default=None)


@functools.cache
def load_codes() -> dict[tuple[str, str], Code]:
    """Load which event each step or meeting is, by step and modality."""
    text = resources.files(__package__).joinpath("event_codes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {
        (step, modality): Code(root, mode or None, cameo, float(scale), float(goldstein))
        for step, modality, root, mode, cameo, scale, goldstein in rows
    }


def find_code(step: str, modality: str) -> Code | None:
    """Return which event a step or meeting is, or ``None`` where it is none."""
    return load_codes().get((step, modality))


def find_events(register: Register, clocks: Clocks, asked: Filter | None = None) -> Iterator[Event]:
    """Yield the events of agreements, then those of meetings, as known on a day.

    A filter on kind, area, status or words lets no meeting through, for a meeting has none of these.

    Raises:
        EvidenceError: a span does not hold the words that its report says there.
    """
    for entry in extract(register, clocks, asked):
        with register.store.reading() as connection:
            texts = load_texts(connection, {claim.report for claim in entry.dossier.claims})
        yield from find_steps(entry.dossier, texts)
    with register.store.reading() as connection:
        yield from find_meetings(connection, clocks, asked or Filter())


def find_steps(dossier: Dossier, texts: dict[str, str]) -> Iterator[Event]:
    """Yield the events of one agreement."""
    by_id = {claim.id: claim for claim in dossier.claims}
    contexts = ("diplomatic", *dict.fromkeys(CONTEXTS[area] for area in dossier.areas if area in CONTEXTS))
    for step in gather_steps(dossier.claims):
        code = find_code(step.action, step.modality)
        told = [by_id[claim] for claim in step.claims if by_id[claim].evidence]
        sides = find_sides(step.actors, dossier.parties, code) if code and told else None
        if code and sides:
            yield Event(
                id=name_row("e", *sorted(step.claims)),
                code=code,
                date=count_day(step.date, step.known_on, code),
                told=step.date,
                actors=sides[0],
                recipients=sides[1],
                contexts=contexts,
                tellings=tuple(make_telling(claim, dossier.sources, texts) for claim in told),
                agreement=dossier.id,
                place=next((claim.place for claim in told if claim.place), None),
            )


def find_sides(
    actors: Sequence[str], parties: Sequence[str], code: Code
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return who acts and toward whom; ``None`` where that makes no event.

    A friendly step of nobody named is of all parties. Breaking off needs a recipient (PLOVER, SANCTION): the other
    parties, and where all act, each other.

    >>> find_sides(["MLI"], ["MLI", "TCD", "SDN"], Code("SANCTION", "withdraw", "160", -6, -4))
    (('MLI',), ('TCD', 'SDN'))
    """
    acting = tuple(actors) or (tuple(parties) if code.root in FRIENDLY else ())
    others = tuple(party for party in parties if party not in acting)
    if code.root == "SANCTION":
        toward = others or (acting if len(acting) > 1 else ())
        return (acting, toward) if acting and toward else None
    toward = others if len(parties) == 2 or code.root not in FRIENDLY else ()
    return (acting, toward) if acting else None


def count_day(date: ImpreciseDate | None, known_on: str, code: Code) -> str:
    """Return the day that an event counts on: a promise on the day it was told, a deed on its first possible day."""
    earliest = date.earliest if date and code.root != "AGREE" else None
    return (earliest or known_on)[:10]


def make_telling(claim: Claim, sources: dict[str, Source], texts: dict[str, str]) -> Telling:
    """Return one report's telling of a step."""
    return Telling(
        claim.id, sources[claim.report], claim.evidence[0], claim.by, claim.confidence, len(texts[claim.report])
    )


class Met(NamedTuple):
    """A meeting with the claim and the report that it stands in."""

    claim: str
    report: str
    known_on: str
    meeting: Meeting


def find_meetings(connection: Connection, clocks: Clocks, asked: Filter) -> Iterator[Event]:
    """Yield the events of meetings: those of one kind, day and company are one."""
    groups: dict[tuple[str, ...], list[Met]] = {}
    for met in load_meetings(connection, clocks.known.isoformat()):
        meeting = met.meeting
        codes = sorted({code for side in take_sides(meeting) for code in side})
        told = find_code(meeting.kind, meeting.modality) is not None
        if told and len(codes) > 1 and lets_meeting(asked, codes, met.known_on):
            day = meeting.date.edtf if meeting.date else met.known_on
            groups.setdefault((meeting.kind, meeting.modality, day, *codes), []).append(met)
    for part in chunk(groups.values()):
        reports = {met.report for group in part for met in group}
        sources, texts = load_sources(connection, reports), load_texts(connection, reports)
        for group in part:
            yield make_meeting(group, sources, texts)


def load_meetings(connection: Connection, known: str) -> Iterator[Met]:
    """Yield all standing meetings known on a day, in order of knowledge."""
    query = select(claims.c.id, claims.c.report, claims.c.known_on, claims.c.body).where(
        claims.c.sort == "meeting", claims.c.retired_at.is_(None), claims.c.known_on <= known
    )
    for row in connection.execute(query.order_by(claims.c.known_on, claims.c.id)):
        yield Met(row.id, row.report, row.known_on, msgspec.json.decode(row.body, type=Meeting))


def make_meeting(group: Sequence[Met], sources: dict[str, Source], texts: dict[str, str]) -> Event:
    """Return the event that some reports' tellings of one meeting are.

    Raises:
        EvidenceError: a span does not hold the words that its report says there.
    """
    first = group[0].meeting
    code = find_code(first.kind, first.modality)
    assert code
    actors, recipients = take_sides(first)
    if code.mode == "visit" and not recipients:
        code = code._replace(mode=None, **CONSULTED)  # who visits whom is not told
    return Event(
        id=name_row("e", *sorted(met.claim for met in group)),
        code=code,
        date=count_day(first.date, group[0].known_on, code),
        told=first.date,
        actors=actors,
        recipients=recipients,
        contexts=("diplomatic",),
        tellings=tuple(tell_meeting(met, sources, texts[met.report]) for met in group if met.meeting.evidence),
        place=first.place,
    )


def take_sides(meeting: Meeting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return actors and recipients: guests and hosts of a visit where the place tells them apart, else all act.

    The state that is visited is the host, whether the report names somebody of it or not.
    """
    codes = tuple(dict.fromkeys(agent.actor for agent in meeting.participants if agent.actor))
    host = meeting.place.country if meeting.place else None
    guests = tuple(code for code in codes if code != host)
    return (guests, (host,)) if meeting.kind == "visit" and host and guests else (codes, ())


def tell_meeting(met: Met, sources: dict[str, Source], text: str) -> Telling:
    """Return one report's telling of a meeting.

    Raises:
        EvidenceError: the span does not hold the words that the report says there.
    """
    span = met.meeting.evidence[0]
    if text[span.start : span.end] != span.text:
        raise EvidenceError(f"claim {met.claim}: its span does not hold the words of report {met.report}")
    return Telling(met.claim, sources[met.report], span, met.meeting.participants, 1.0, len(text))
