"""FollowTheMoney: an extract as facts about entities, each with the report or claim that it comes from.

FollowTheMoney has no schema for agreements. Here an agreement is a Project, because that schema alone has both a
status and parties as edges (ProjectParticipant). A step is an Event, linked to its agreement by an UnknownLink. A
report is an Article, linked to its steps by Documentation, with the quoted words as summary. States are PublicBody,
other actors are Organization.

>>> find_alpha2("RUS"), find_alpha2("EU")
('ru', None)
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import NamedTuple

from depositary.exchange.entities import find_entity
from depositary.exchange.extract import Entry
from depositary.exchange.milestones import PartyDays, find_days
from depositary.exchange.relations import Bearing, Relations
from depositary.languages.wording import name_actor, write_agent, write_code
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.register.queries import Dossier, Source, TimelineStep, gather_steps
from depositary.register.storage import name_row

COMPUTED = "depositary"  # the origin of what no single report says


class Fact(NamedTuple):
    """One value of a property of an entity. ``origin``: id of a report or claim; ``seen``: day of knowledge."""

    prop: str
    value: str
    origin: str = COMPUTED
    seen: str | None = None


class FactSet(NamedTuple):
    """All facts on one entity."""

    id: str
    schema: str
    facts: tuple[Fact, ...]


def name(kind: str, key: str) -> str:
    """Return the id of an entity in FollowTheMoney, which takes letters, digits, dots and hyphens.

    >>> name("actor", "OPEC+")
    'depositary-actor-OPEC-plus'
    """
    return f"depositary-{kind}-{key.replace('+', '-plus').replace(' ', '-')}"


@functools.cache
def load_alpha2() -> dict[str, str]:
    """Load the two-letter code of each state."""
    text = resources.files(__package__).joinpath("country_codes.tsv").read_text("utf-8")
    lines = [line.partition("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {code: alpha2 for code, _, alpha2 in lines[1:]}


def find_alpha2(actor: str | None) -> str | None:
    """Return the two-letter code of a state, or of the state where a group acts."""
    country = find_entity(actor).country if actor else None
    return load_alpha2().get(country) if country else None


def find_entities(entries: Iterable[Entry], relations: Relations) -> Iterator[FactSet]:
    """Yield the entities of an extract, each once: agreement by agreement, then actors and relations.

    Raises:
        EvidenceError: a span differs from the text of its report.
    """
    actors, reports = set[str](), set[str]()
    for entry in entries:
        relations.take(entry)
        yield make_agreement(entry)
        for days in find_days(entry):
            actors.add(days.party)
            yield make_participation(entry, days)
        for step in gather_steps(entry.dossier.claims):
            actors.update(step.actors)
            yield from make_step(entry.dossier, step)
        for report in sorted(set(entry.dossier.sources) - reports):
            reports.add(report)
            yield make_report(entry.dossier.sources[report])
    yield from map(make_actor, sorted(actors))
    yield from map(make_bearing, relations.bearings())


def make_agreement(entry: Entry) -> FactSet:
    """Return an agreement as a Project, with names from reports and computed facts."""
    dossier = entry.dossier
    told = [
        Fact("alias", name.text, mention.report, mention.known_on[:10])
        for mention in dossier.mentions
        for name in mention.names
        if name.text != dossier.title
    ]
    facts = (
        Fact("name", dossier.title),
        *dict.fromkeys(told),
        Fact("projectId", dossier.id),
        Fact("status", str(entry.standing.status)),
        *(Fact("keywords", word) for word in (str(dossier.kind), *dossier.areas)),
        *(Fact("country", code) for code in map(find_alpha2, dossier.parties) if code),
    )
    return FactSet(name("agreement", dossier.id), "Project", facts)


def make_participation(entry: Entry, days: PartyDays) -> FactSet:
    """Return a party as a ProjectParticipant, from the day it is bound (else its signature) to its end."""
    miles = days.miles
    dates = {"startDate": miles.get("StateForce") or miles.get("StateSignature"), "endDate": miles.get("StateEnd")}
    dated = [
        Fact(prop, day, mile.claim)
        for prop, mile in dates.items()
        if mile and (day := cut_date(mile.date, first=prop == "startDate"))
    ]
    facts = (
        Fact("project", name("agreement", entry.dossier.id)),
        Fact("participant", name("actor", days.party)),
        Fact("role", "party"),
        Fact("status", str(days.status)),
        *dated,
    )
    return FactSet(name("party", f"{entry.dossier.id}-{days.party}"), "ProjectParticipant", facts)


def cut_date(date: ImpreciseDate, *, first: bool) -> str | None:
    """Return a date for FollowTheMoney: a year, month or day if it is one, else one end of the interval.

    >>> cut_date(ImpreciseDate("2025-01", "2025-01-01", "2025-01-31"), first=True)
    '2025-01'
    """
    if date.earliest and date.latest and date.edtf == date.earliest[: len(date.edtf)]:
        return date.edtf
    day = date.earliest if first else date.latest
    return day[:10] if day else None


def make_step(dossier: Dossier, step: TimelineStep) -> Iterator[FactSet]:
    """Yield a step as an Event, its link to the agreement, and one Documentation for each of its claims."""
    key = name_row("s", *sorted(step.claims))
    told = {claim.id: claim for claim in dossier.claims if claim.id in step.claims}
    claims = [told[claim] for claim in step.claims]
    yield FactSet(name("step", key), "Event", tuple(describe_step(dossier, step, claims)))
    tie = (
        Fact("subject", name("agreement", dossier.id)),
        Fact("object", name("step", key)),
        Fact("role", step.action),
        Fact("status", step.modality),
    )
    yield FactSet(name("tie", key), "UnknownLink", tie)
    for claim in claims:
        yield make_evidence(claim, key)


def describe_step(dossier: Dossier, step: TimelineStep, claims: list[Claim]) -> Iterator[Fact]:
    """Yield the facts on a step. Facts from a claim have its id."""
    yield Fact("name", f"{dossier.title}: {write_code(step.action)} ({step.modality})")
    yield from (Fact("keywords", word) for word in (step.action, step.modality))
    yield from (Fact("involved", name("actor", actor)) for actor in step.actors)
    for claim in claims:
        seen = claim.known_on[:10]
        yield Fact("proof", name("report", claim.report), claim.id, seen)
        yield from (Fact(prop, day, claim.id, seen) for prop, day in find_days_of(claim.date))
        if claim.place:
            yield Fact("location", claim.place.text, claim.id, seen)
        if claim.place and (code := find_alpha2(claim.place.country)):
            yield Fact("country", code, claim.id, seen)


def find_days_of(date: ImpreciseDate | None) -> Iterator[tuple[str, str]]:
    """Yield a date as ``date`` if it is a day, month or year, else as ``startDate`` and ``endDate``."""
    if date is None:
        return
    first, last = cut_date(date, first=True), cut_date(date, first=False)
    if first and first == last:
        yield "date", first
        return
    yield from ((prop, day) for prop, day in (("startDate", first), ("endDate", last)) if day)


def make_evidence(claim: Claim, step: str) -> FactSet:
    """Return a claim as Documentation of a step by its report. The summary is the quoted words."""
    seen = claim.known_on[:10]
    told = [
        Fact("document", name("report", claim.report)),
        Fact("entity", name("step", step)),
        Fact("role", "evidence"),
        Fact("recordId", claim.id),
        Fact("date", seen),
        *(Fact("summary", span.text) for span in dict.fromkeys(claim.evidence)),
    ]
    if claim.according_to:
        told.append(Fact("description", f"according to {'; '.join(map(write_agent, claim.according_to))}"))
    facts = tuple(fact._replace(origin=claim.id, seen=seen) for fact in told)
    return FactSet(name("evidence", claim.id), "Documentation", facts)


def make_report(source: Source) -> FactSet:
    """Return a report as an Article."""
    cells = {
        "title": source.title,
        "publisher": source.outlet,
        "publishedAt": (source.published or source.known_on)[:10],
        "sourceUrl": source.url,
    }
    told = (Fact(prop, value, source.id, source.known_on[:10]) for prop, value in cells.items() if value)
    return FactSet(name("report", source.id), "Article", tuple(told))


def make_actor(actor: str) -> FactSet:
    """Return a state as a PublicBody, any other actor as an Organization."""
    code = find_alpha2(actor)
    country = (Fact("country", code),) if code else ()
    schema = "PublicBody" if find_entity(actor).country == actor else "Organization"
    return FactSet(name("actor", actor), schema, (Fact("name", name_actor(actor)), *country))


def make_bearing(bearing: Bearing) -> FactSet:
    """Return a relation between agreements as an UnknownLink."""
    facts = (
        Fact("subject", name("agreement", bearing.agreement)),
        Fact("object", name("agreement", bearing.target)),
        Fact("role", bearing.relation),
        Fact("proof", name("report", bearing.report)),
        *(Fact("summary", span.text) for span in dict.fromkeys(bearing.evidence)),
    )
    told = tuple(fact._replace(origin=bearing.claim, seen=bearing.known_on[:10]) for fact in facts)
    return FactSet(name("relation", bearing.claim), "UnknownLink", told)
