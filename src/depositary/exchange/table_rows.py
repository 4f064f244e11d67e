"""Rows of the tables of one agreement each: agreements, participations, actions, claims, evidence, reports.

>>> write_date("date", None)
{'date': None, 'date_earliest': None, 'date_latest': None}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from depositary.exchange.extract import Entry
from depositary.exchange.milestones import Milestone, PartyDays, find_common_miles, find_days
from depositary.exchange.relations import Bearing
from depositary.exchange.state_codes import find_codes
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent
from depositary.register.queries import TimelineStep, choose_bound, find_last_day, gather_steps, is_counted

Row = dict[str, Any]


def join(values: Iterable[str]) -> str | None:
    """Return a list as one cell; bars within are written as slashes."""
    return "|".join(value.replace("|", "/") for value in values) or None


def write_date(name: str, date: ImpreciseDate | None) -> Row:
    """Return an imprecise date as the three columns of the group ``date``."""
    cells = (date.edtf, clip(date.earliest), clip(date.latest)) if date else (None, None, None)
    return dict(zip((name, f"{name}_earliest", f"{name}_latest"), cells, strict=True))


def clip(day: str | None) -> str | None:
    """Return the day of an ISO date or time."""
    return day[:10] if day else None


def write_codes(name: str, actor: str, year: int) -> Row:
    """Return an actor's codes in a year as the columns of the group ``codes``."""
    codes = find_codes(actor, year)
    return {f"{name}_iso3": codes.iso3, f"{name}_cow": codes.cow, f"{name}_gw": codes.gw}


def write_agreement(entry: Entry) -> Row:
    """Return the row of an agreement."""
    dossier, standing = entry.dossier, entry.standing
    years = sorted({year for mention in dossier.mentions for year in mention.years})
    miles = find_common_miles(entry)
    return {
        "agreement": dossier.id,
        "title": dossier.title,
        "kind": str(dossier.kind),
        "year": years[0] if years else None,
        "parties": join(choose_bound(dossier, standing)),
        "areas": join(dossier.areas),
        "status": str(standing.status),
        "since": standing.day,
        "since_told": standing.since,
        "disputed": standing.disputed,
        **write_mile("Signature", miles.get("Signature")),
        **write_mile("Force", miles.get("Force")),
        **write_mile("End", miles.get("End")),
        "reason": standing.reason or None,
        "because": join(standing.because),
        "stale": entry.stale,
        "first_on": clip(dossier.mentions[0].known_on),
        "last_on": clip(max(mention.known_on for mention in dossier.mentions)),
        "reports": len(dossier.reports),
        "stories": dossier.story_count,
    }


def write_participations(entry: Entry) -> Iterator[Row]:
    """Yield the rows of an agreement's parties."""
    for days in find_days(entry):
        yield write_participation(entry, days)


def write_participation(entry: Entry, days: PartyDays) -> Row:
    """Return the row of one party; its codes are those of the year of its first step, else of the first report."""
    first = next((mile.date.earliest for mile in days.miles.values() if mile.date.earliest), None)
    year = int((first or entry.dossier.mentions[0].known_on)[:4])
    row: Row = {"agreement": entry.dossier.id, "party": days.party, "status": str(days.status)}
    row |= write_codes("party", days.party, year)
    for name in ("StateSignature", "StateRatification", "StateForce", "StateEnd"):
        row |= write_mile(name, days.miles.get(name))
    return row


def write_mile(name: str, mile: Milestone | None) -> Row:
    """Return a milestone as its date and the claim that tells it."""
    return {**write_date(name, mile.date if mile else None), f"{name}_claim": mile.claim if mile else None}


def write_relation(bearing: Bearing) -> Row:
    """Return the row of a relation between two agreements."""
    return {
        "claim": bearing.claim,
        "agreement": bearing.agreement,
        "relation": bearing.relation,
        "target": bearing.target,
        "report": bearing.report,
        "known_on": clip(bearing.known_on),
        "start": bearing.evidence[0].start if bearing.evidence else None,
        "end": bearing.evidence[0].end if bearing.evidence else None,
        "text": bearing.evidence[0].text if bearing.evidence else None,
    }


def write_actions(entry: Entry) -> Iterator[Row]:
    """Yield the rows of an agreement's steps."""
    reports = {claim.id: claim.report for claim in entry.dossier.claims}
    for step in gather_steps(entry.dossier.claims):
        yield write_action(entry.dossier.id, step, reports)


def write_action(agreement: str, step: TimelineStep, reports: dict[str, str]) -> Row:
    """Return the row of one step."""
    return {
        "agreement": agreement,
        "action": step.action,
        "modality": step.modality,
        "actors": join(step.actors),
        **write_date("date", step.date),
        "date_by": step.day_by,
        "unsure": step.unsure,
        "known_on": clip(step.known_on),
        "claims": join(step.claims),
        "reports": len({reports[claim] for claim in step.claims}),
        "standing": step.standing,
        "stories": step.stories,
    }


def write_claims(entry: Entry) -> Iterator[Row]:
    """Yield the rows of an agreement's claims."""
    for claim in entry.dossier.claims:
        yield write_claim(claim)


def write_claim(claim: Claim) -> Row:
    """Return the row of one claim."""
    return {
        "claim": claim.id,
        "agreement": claim.agreement,
        "report": claim.report,
        "action": str(claim.action),
        "modality": str(claim.modality),
        **write_date("date", claim.date),
        "date_by": find_last_day(claim.date, str(claim.modality), claim.known_on),
        "date_words": claim.date.text if claim.date else None,
        "place": claim.place.text if claim.place else None,
        "place_iso3": claim.place.country if claim.place else None,
        "actors": join(dict.fromkeys(agent.actor for agent in claim.by if agent.actor)),
        "agents": join(map(write_agent, claim.by)),
        "according_to": join(map(write_agent, claim.according_to)),
        "confidence": claim.confidence,
        "unsure": not is_counted(claim),
        "standing": claim.standing,
        "stories": claim.stories,
        "known_on": clip(claim.known_on),
    }


def write_agent(agent: Agent) -> str:
    """Return an agent's name with office and actor."""
    told = [part for part in (agent.office, agent.actor) if part]
    return f"{agent.name} ({', '.join(told)})" if told else agent.name


def write_evidence(entry: Entry) -> Iterator[Row]:
    """Yield the rows of the spans that an agreement's claims rest on, each once."""
    for claim in entry.dossier.claims:
        for span in dict.fromkeys(claim.evidence):
            yield {
                "claim": claim.id,
                "report": claim.report,
                "start": span.start,
                "end": span.end,
                "text": span.text,
            }


def write_reports(entry: Entry, written: set[str]) -> Iterator[Row]:
    """Yield the rows of the reports on an agreement that are not among those written, and add them there."""
    for name in sorted(set(entry.dossier.sources) - written):
        written.add(name)
        source = entry.dossier.sources[name]
        yield {
            "report": source.id,
            "text_sha256": source.text_id.removeprefix("sha256:"),
            "title": source.title,
            "outlet": source.outlet,
            "published": source.published,
            "url": source.url,
            "known_on": clip(source.known_on),
        }
