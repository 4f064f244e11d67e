"""Answers to status questions, in the form of the contract.

>>> Evidence("c1", "signature", "occurred", None, None, [], [], [], 1.0, 20, 1, {}).action
'signature'
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from depositary.law.status import Standing
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Place
from depositary.model.text import Span
from depositary.register.queries.certainty import is_counted
from depositary.register.queries.dossiers import Dossier, Source
from depositary.register.queries.law_context import find_standing
from depositary.register.queries.published import OUTLET, PUBLISHED, list_published
from depositary.register.queries.roles import choose_bound, find_roles
from depositary.register.queries.source_weights import TABLE
from depositary.register.resolution import Verdict
from depositary.world import KnownAgreement


class Evidence(msgspec.Struct, frozen=True):
    """One claim in an answer: the step, its sources, the quoted words and the report.

    ``verdict`` is a person's decision on it, if any. A rejected claim has no weight; an ``unsure`` one doesn't
    count for the status unless that is asked for.
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
    unsure: bool = False


class StatusAnswer(msgspec.Struct, frozen=True):
    """Where one agreement stands; the fields up to ``because`` are those of the contract.

    ``since`` is in EDTF as exactly as reports tell it, ``day`` the day from which it surely holds. ``last_reported``
    is the day of the last report, and ``stale`` tells that the status may well have changed since. ``roles`` says what
    each actor is to the agreement; ``many`` that ``parties`` are those on record and not all. ``catalogue`` is the
    known agreement that it is, with what its depositary publishes; ``unsure`` are the ids of the claims that were left
    out because the reader is not sure of them.
    """

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
    day: str | None = None
    last_reported: str | None = None
    stale: bool = False
    roles: dict[str, str] = {}
    many: bool = False
    known_by: str = "publication"
    catalogue: KnownAgreement | None = None
    unsure: list[str] = []


def show_claim(claim: Claim, dossier: Dossier) -> Evidence:
    """Return a claim in the form of an answer."""
    source = dossier.sources.get(claim.report) or show_catalogue(claim)
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
        unsure=not is_counted(claim),
    )


def show_catalogue(claim: Claim) -> Source:
    """Return the catalogue as the source of what is published of a known agreement."""
    return Source(claim.report, claim.report, None, OUTLET, None, None, claim.known_on)


# Days after the last report from which on a status may well have changed unreported: what is under way moves soon.
STALE = 730
LASTING = 3650
LAST = frozenset({"in-force", "provisionally-applied", "suspended"})
ENDED = frozenset({"terminated", "expired", "replaced", "abandoned"})


def is_stale(dossier: Dossier, standing: Standing, on: dt.date, last: str) -> bool:
    """Tell whether nobody has told of an agreement for so long that its status may have changed; an end does not."""
    status = str(standing.status)
    published = any(claim.startswith(PUBLISHED) for claim in standing.because)
    if status in ENDED or published or any(claim.standing >= TABLE for claim in dossier.claims):
        return False
    days = (on - dt.date.fromisoformat(last[:10])).days
    return days > (LASTING if status in LAST else STALE)


def answer_status(
    dossier: Dossier,
    on: dt.date,
    known: str,
    party: str | None = None,
    known_by: str = "publication",
    *,
    unsure: bool = False,
    standing: Standing | None = None,
) -> StatusAnswer:
    """Return where an agreement stands on a day, as known on another.

    If one party is asked for, only its status is given, and ``because`` has the claims on its own steps.
    ``unsure`` lets steps count that the reader is not sure of; ``standing`` is where it stands on the day, where that
    was found before.
    """
    entry, told = dossier.known, "" if known_by == "arrival" else known
    standing = standing or find_standing(dossier, on, told, unsure=unsure)
    published = list_published(entry, dossier.id, told) if entry else []
    by_id = {claim.id: claim for claim in (*dossier.claims, *published)}
    party_status = {code: str(status) for code, status in standing.party_status.items()}
    because = standing.because
    if party:
        party_status = {party: party_status.get(party, "none")}
        because = standing.party_because.get(party, ())
    last = max(mention.known_on for mention in dossier.mentions)
    years = sorted({year for mention in dossier.mentions for year in mention.years})
    return StatusAnswer(
        id=dossier.id,
        title=dossier.title,
        kind=str(dossier.kind),
        parties=choose_bound(dossier, standing),
        on=on.isoformat(),
        known=known,
        status=str(standing.status),
        party_status=party_status,
        disputed=standing.disputed,
        because=[show_claim(by_id[claim], dossier) for claim in because if claim in by_id],
        since=standing.since,
        reason=standing.reason,
        overdue=[msgspec.to_builtins(step) for step in standing.overdue],
        names=dossier.names,
        areas=dossier.areas,
        year=years[0] if years else None,
        reports=len(dossier.reports),
        stories=dossier.story_count,
        first_on=dossier.mentions[0].known_on,
        last_on=last,
        outlets=sorted({source.outlet for source in dossier.sources.values() if source.outlet}),
        day=standing.day,
        last_reported=last[:10],
        stale=is_stale(dossier, standing, on, last),
        roles={actor: str(role) for actor, role in find_roles(dossier, standing).items()},
        many=standing.many,
        known_by=known_by,
        catalogue=entry,
        unsure=[] if unsure else [claim.id for claim in dossier.claims if not is_counted(claim)],
    )
