"""Answers: what the register says when it is asked, in the form of the contract.

>>> Evidence("c1", "signature", "occurred", None, None, [], [], [], 1.0, 20, 1, {}).action
'signature'
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Place
from depositary.model.text import Span
from depositary.register.queries.dossiers import Dossier
from depositary.register.queries.law_context import find_standing
from depositary.register.resolution import Verdict


class Evidence(msgspec.Struct, frozen=True):
    """One claim as an answer shows it: the step, who vouches, the words, and the report they stand in.

    ``verdict`` is what a person decided on it, where somebody did; a rejected claim has no weight.
    """

    id: str
    action: str
    modality: str
    date: ImpreciseDate | None
    place: Place | None
    by: list[Agent]
    according_to: list[Agent]
    evidence: list[Span]
    confidence: float
    standing: int
    stories: int
    report: dict[str, str | None]
    verdict: Verdict | None = None


class StatusAnswer(msgspec.Struct, frozen=True):
    """Where one agreement stands; the fields up to ``because`` are those of the contract."""

    id: str
    title: str
    kind: str
    parties: list[str]
    on: str
    known: str
    status: str
    party_status: dict[str, str]
    disputed: bool
    because: list[Evidence]
    since: str | None = None
    reason: str = ""
    overdue: list[dict[str, Any]] = []
    names: list[str] = []
    areas: list[str] = []
    year: int | None = None
    reports: int = 0
    stories: int = 0
    first_on: str = ""
    last_on: str = ""
    outlets: list[str] = []


def show_claim(claim: Claim, dossier: Dossier) -> Evidence:
    """Return a claim as an answer shows it."""
    source = dossier.sources[claim.report]
    return Evidence(
        id=claim.id,
        action=str(claim.action),
        modality=str(claim.modality),
        date=claim.date,
        place=claim.place,
        by=list(claim.by),
        according_to=list(claim.according_to),
        evidence=list(claim.evidence),
        confidence=claim.confidence,
        standing=claim.standing,
        stories=claim.stories,
        report=msgspec.to_builtins(source),
        verdict=dossier.verdicts.get(claim.id),
    )


def answer_status(dossier: Dossier, on: dt.date, known: str, party: str | None = None) -> StatusAnswer:
    """Return where an agreement stands on a day, as known on another; one party's status alone where asked for."""
    standing = find_standing(dossier, on)
    by_id = {claim.id: claim for claim in dossier.claims}
    party_status = {code: str(status) for code, status in standing.party_status.items()}
    if party:
        party_status = {party: party_status.get(party, "none")}
    years = sorted({year for mention in dossier.mentions for year in mention.years})
    return StatusAnswer(
        id=dossier.id,
        title=dossier.title,
        kind=str(dossier.kind),
        parties=list(dossier.parties),
        on=on.isoformat(),
        known=known,
        status=str(standing.status),
        party_status=party_status,
        disputed=standing.disputed,
        because=[show_claim(by_id[claim], dossier) for claim in standing.because if claim in by_id],
        since=standing.since,
        reason=standing.reason,
        overdue=[msgspec.to_builtins(step) for step in standing.overdue],
        names=dossier.names,
        areas=dossier.areas,
        year=years[0] if years else None,
        reports=len(dossier.reports),
        stories=dossier.story_count,
        first_on=dossier.mentions[0].known_on,
        last_on=max(mention.known_on for mention in dossier.mentions),
        outlets=sorted({source.outlet for source in dossier.sources.values() if source.outlet}),
    )
