"""The stage of an agreement according to one report. The register computes the status from all reports.

>>> from depositary.model.text import Report
>>> from depositary.model.vocabulary import ActionCode, Kind, Modality
>>> agreement = Agreement("a1", "Blue Treaty", Kind.TREATY, ("MLI", "TCD"))
>>> signed = Action("a1", ActionCode.SIGNATURE, Modality.OCCURRED, ())
>>> find_stage(agreement, Reading(Report.compose("."), "en/1", agreements=(agreement,), actions=(signed,)))
<AgreementStatus.SIGNED: 'signed'>
"""

from __future__ import annotations

import datetime as dt

from depositary.law.status import find_status
from depositary.model.claim import Claim
from depositary.model.dates import parse_day
from depositary.model.reading import Action, Agreement, Reading
from depositary.model.vocabulary import AgreementStatus


def find_stage(agreement: Agreement, reading: Reading) -> AgreementStatus | None:
    """Return the status of an agreement on the day of publication by this report alone, ``None`` if unknown."""
    published = reading.report.published
    day = parse_day(published) if published else dt.date.today()
    actions = [action for action in reading.actions if action.agreement == agreement.ref]
    if not actions:
        return AgreementStatus.PROPOSED if agreement.hypothetical else None
    claims = [make_claim(f"c{n}", action, reading, day) for n, action in enumerate(actions, start=1)]
    return find_status(claims, on=day, parties=agreement.parties, kind=agreement.kind).status


def make_claim(name: str, action: Action, reading: Reading, day: dt.date) -> Claim:
    """Return a step of a reading as a claim known since the report's day."""
    return Claim(
        name,
        action.agreement,
        action.action,
        action.modality,
        reading.report.id,
        day.isoformat(),
        date=action.date,
        place=action.place,
        by=action.by,
        according_to=action.according_to,
        evidence=action.evidence,
        confidence=action.confidence,
        bearing=action.bearing,
        total=action.total,
    )
