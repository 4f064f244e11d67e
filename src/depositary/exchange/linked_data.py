"""JSON-LD: an extract as linked data in the terms of schema.org, PROV-O and Web Annotation.

An agreement is a schema:Legislation, a step a schema:Action on it, and a claim a schema:Claim about the step. The
report (schema:NewsArticle) is the primary source of the claim, and the quoted words are selected as in Web Annotation.
Actors are schema:Organization, states are schema:Country too: a party acts, and schema.org lets only organisations and
persons act. All are also prov:Entity, prov:Activity or prov:Agent.

>>> Addresses("https://example.org/").actor("RUS")
'https://example.org/actors/RUS'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from depositary.exchange.entities import find_entity
from depositary.exchange.extract import Entry
from depositary.exchange.milestones import find_days
from depositary.exchange.relations import Bearing, Relations
from depositary.exchange.table_parts import part_of
from depositary.languages.wording import name_actor, write_code
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Place
from depositary.model.text import Span
from depositary.model.vocabulary import AgreementStatus, Modality
from depositary.register.queries import Dossier, Source, TimelineStep, gather_steps
from depositary.register.storage import name_row

URN = "urn:depositary:"
TERMS = "urn:depositary:vocabulary:"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dep": TERMS,
    **{term: {"@type": "@id"} for term in ("legislationPassedBy", "agent", "object", "about", "appearance", "url")},
    **{term: {"@type": "@id"} for term in ("actionStatus", "legislationLegalForce", "additionalType")},
    **{term: {"@type": "xsd:date"} for term in ("datePublished", "dateCreated", "dateModified", "legislationDate")},
    **{term: {"@type": "xsd:dateTime"} for term in ("startTime", "endTime")},
    **{term: {"@type": "xsd:date"} for term in ("dep:earliest", "dep:latest")},
    **{f"prov:{term}": {"@type": "@id"} for term in ("used", "wasAssociatedWith", "hadPrimarySource")},
    "oa:hasSource": {"@type": "@id"},
}
FORCE = {
    AgreementStatus.IN_FORCE: "InForce",
    AgreementStatus.WITHDRAWAL_PENDING: "InForce",
    AgreementStatus.PROVISIONALLY_APPLIED: "PartiallyInForce",
}
DONE = {Modality.OCCURRED: "CompletedActionStatus", Modality.DENIED: "FailedActionStatus"}
Node = dict[str, Any]


class Addresses(NamedTuple):
    """The addresses of nodes. For a served register, they are the addresses of its pages."""

    base: str = URN

    def agreement(self, id_: str) -> str:
        """Return the address of an agreement."""
        return f"{self.base}agreements/{id_}"

    def actor(self, code: str) -> str:
        """Return the address of an actor."""
        return f"{self.base}actors/{quote(code)}"

    def report(self, id_: str) -> str:
        """Return the address of a report."""
        return f"{self.base}reports/{id_}"

    def claim(self, agreement: str, id_: str) -> str:
        """Return the address of a claim on the page of its agreement."""
        return f"{self.agreement(agreement)}#claim-{id_}"

    def step(self, agreement: str, claims: Iterable[str]) -> str:
        """Return the address of a step, made from its claims."""
        return f"{self.agreement(agreement)}#step-{name_row('s', *sorted(claims))}"


def write_linked_data(nodes: Iterable[Node], path: Path) -> int:
    """Write nodes as one JSON-LD document, one node per line, and return the number of nodes."""
    count = 0
    with part_of(path).open("wb") as stream:
        stream.write(b'{"@context": ' + msgspec.json.encode(CONTEXT) + b',\n"@graph": [')
        for count, node in enumerate(nodes, start=1):
            kept = {key: value for key, value in node.items() if value not in (None, [], "")}
            stream.write((b",\n" if count > 1 else b"\n") + msgspec.json.encode(kept))
        stream.write(b"\n]}\n")
    part_of(path).replace(path)
    return count


def find_nodes(entries: Iterable[Entry], relations: Relations, at: Addresses) -> Iterator[Node]:
    """Yield the nodes of an extract, each once: agreement by agreement, then actors and relations.

    Raises:
        EvidenceError: a span differs from the text of its report.
    """
    actors, reports = set[str](), set[str]()
    for entry in entries:
        relations.take(entry)
        actors.update(entry.dossier.parties)
        yield make_agreement(entry, at)
        homes: dict[str, str] = {}
        for step in gather_steps(entry.dossier.claims):
            actors.update(step.actors)
            homes.update((claim, at.step(entry.dossier.id, step.claims)) for claim in step.claims)
            yield make_step(entry.dossier, step, at)
        for claim in entry.dossier.claims:
            actors.update(agent.actor for agent in claim.according_to if agent.actor)
            yield make_claim(claim, homes[claim.id], at)
        for report in sorted(set(entry.dossier.sources) - reports):
            reports.add(report)
            yield make_report(entry.dossier.sources[report], at)
    yield from (make_actor(actor, at) for actor in sorted(actors))
    yield from (make_bearing(bearing, at) for bearing in relations.bearings())


def make_agreement(entry: Entry, at: Addresses) -> Node:
    """Return the node of an agreement. Its status is given in our term and as schema.org's legal force."""
    dossier, standing = entry.dossier, entry.standing
    return {
        "@id": at.agreement(dossier.id),
        "@type": ["Legislation", "prov:Entity"],
        "identifier": dossier.id,
        "name": dossier.title,
        "alternateName": [name for name in dossier.names if name != dossier.title],
        "legislationType": str(dossier.kind),
        "legislationPassedBy": [at.actor(party) for party in dossier.parties],
        "legislationLegalForce": f"https://schema.org/{FORCE.get(standing.status, 'NotInForce')}",
        "legislationDate": find_signature(entry),
        "keywords": list(dossier.areas),
        "creativeWorkStatus": str(standing.status),
        "dep:status": {"@id": f"{TERMS}status-{standing.status}"},
        "dep:disputed": standing.disputed,
        "dep:partyStatus": [
            {"dep:party": {"@id": at.actor(party)}, "dep:status": {"@id": f"{TERMS}party-{status}"}}
            for party, status in sorted(standing.party_status.items())
        ],
        "prov:wasDerivedFrom": [{"@id": at.claim(dossier.id, claim)} for claim in standing.because],
        "dateModified": max(mention.known_on for mention in dossier.mentions)[:10],
    }


def find_signature(entry: Entry) -> str | None:
    """Return the day of the first signature, if the exact day is known."""
    miles = (days.miles.get("StateSignature") for days in find_days(entry))
    days = [mile.date.edtf for mile in miles if mile and mile.date.earliest == mile.date.latest == mile.date.edtf]
    return min(days, default=None)


def make_step(dossier: Dossier, step: TimelineStep, at: Addresses) -> Node:
    """Return the node of a step. A planned or possible step is a potential action, a denied step a failed one."""
    actors = [at.actor(actor) for actor in step.actors]
    status = DONE.get(Modality(step.modality), "PotentialActionStatus")
    return {
        "@id": at.step(dossier.id, step.claims),
        "@type": ["Action", "prov:Activity"],
        "name": write_code(step.action),
        "additionalType": f"{TERMS}action-{step.action}",
        "actionStatus": f"https://schema.org/{status}",
        "dep:modality": {"@id": f"{TERMS}modality-{step.modality}"},
        "object": at.agreement(dossier.id),
        "agent": actors,
        "prov:used": at.agreement(dossier.id),
        "prov:wasAssociatedWith": actors,
        **describe_date(step.date),
        **describe_time(step.date),
    }


def describe_date(date: ImpreciseDate | None) -> Node:
    """Return a date as EDTF, with its first and last possible day."""
    if date is None:
        return {}
    days = {"dep:earliest": date.earliest, "dep:latest": date.latest}
    return {"dep:edtf": date.edtf, **{name: day[:10] for name, day in days.items() if day}}


def describe_time(date: ImpreciseDate | None) -> Node:
    """Return when a step began and ended, if its exact day is known. schema.org takes times here, and no days."""
    if date is None or date.earliest is None or date.earliest != date.latest:
        return {}
    return {"startTime": f"{date.earliest[:10]}T00:00:00Z", "endTime": f"{date.earliest[:10]}T23:59:59Z"}


def make_claim(claim: Claim, step: str, at: Addresses) -> Node:
    """Return the node of a claim, with its words in its report."""
    return {
        "@id": at.claim(claim.agreement, claim.id),
        "@type": ["Claim", "prov:Entity"],
        "identifier": claim.id,
        "about": step,
        "appearance": at.report(claim.report),
        "dateCreated": claim.known_on[:10],
        "dep:confidence": claim.confidence,
        "dep:modality": {"@id": f"{TERMS}modality-{claim.modality}"},
        "dep:stories": claim.stories,
        "contentLocation": describe_place(claim.place),
        "prov:hadPrimarySource": at.report(claim.report),
        "prov:qualifiedAttribution": [describe_agent(agent, at) for agent in claim.according_to],
        "prov:wasDerivedFrom": [select_words(claim.report, span, at) for span in dict.fromkeys(claim.evidence)],
        **describe_date(claim.date),
    }


def describe_place(place: Place | None) -> Node | None:
    """Return a place."""
    if place is None:
        return None
    address = {"@type": "PostalAddress", "addressCountry": place.country}
    return {"@type": "Place", "name": place.text, **({"address": address} if place.country else {})}


def describe_agent(agent: Agent, at: Addresses) -> Node:
    """Return a source as an attribution to a person or body."""
    told = {"jobTitle": agent.office} if agent.office else {}
    kinds = ["prov:Agent", "Person"] if agent.office else ["prov:Agent"]
    behalf = {"prov:actedOnBehalfOf": {"@id": at.actor(agent.actor)}} if agent.actor else {}
    return {"@type": "prov:Attribution", "prov:agent": {"@type": kinds, "name": agent.name, **told, **behalf}}


def select_words(report: str, span: Span, at: Addresses) -> Node:
    """Return a span as a Web Annotation selector: by position in Unicode code points, and by its words."""
    return {
        "@type": ["oa:SpecificResource", "prov:Entity"],
        "oa:hasSource": at.report(report),
        "oa:hasSelector": [
            {"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end},
            {"@type": "oa:TextQuoteSelector", "oa:exact": span.text},
        ],
    }


def make_report(source: Source, at: Addresses) -> Node:
    """Return the node of a report."""
    return {
        "@id": at.report(source.id),
        "@type": ["NewsArticle", "prov:Entity"],
        "identifier": source.id,
        "headline": source.title,
        "publisher": {"@type": "Organization", "name": source.outlet} if source.outlet else None,
        "datePublished": (source.published or source.known_on)[:10],
        "url": source.url,
        "dep:textHash": source.text_id,
    }


def make_actor(actor: str, at: Addresses) -> Node:
    """Return the node of an actor."""
    kinds = ["Country", "Organization"] if find_entity(actor).country == actor else ["Organization"]
    return {
        "@id": at.actor(actor),
        "@type": [*kinds, "prov:Agent"],
        "identifier": actor,
        "name": name_actor(actor),
    }


def make_bearing(bearing: Bearing, at: Addresses) -> Node:
    """Return a relation between agreements as a claim about both."""
    return {
        "@id": at.claim(bearing.agreement, bearing.claim),
        "@type": ["Claim", "prov:Entity"],
        "identifier": bearing.claim,
        "about": [at.agreement(bearing.agreement), at.agreement(bearing.target)],
        "dep:subject": {"@id": at.agreement(bearing.agreement)},
        "dep:relation": {"@id": f"{TERMS}relation-{bearing.relation}"},
        "dep:target": {"@id": at.agreement(bearing.target)},
        "appearance": at.report(bearing.report),
        "dateCreated": bearing.known_on[:10],
        "prov:hadPrimarySource": at.report(bearing.report),
        "prov:wasDerivedFrom": [select_words(bearing.report, span, at) for span in dict.fromkeys(bearing.evidence)],
    }
