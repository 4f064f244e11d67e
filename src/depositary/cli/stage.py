"""The stage of an agreement as one report shows it; the register computes the status from all of them.

>>> from depositary.model.vocabulary import Kind
>>> find_stage(Agreement("a1", "Blue Treaty", Kind.TREATY, hypothetical=True), ())
<AgreementStatus.PROPOSED: 'proposed'>
"""

from __future__ import annotations

from collections.abc import Iterable

from depositary.model.reading import Action, Agreement
from depositary.model.vocabulary import ActionCode as Code
from depositary.model.vocabulary import AgreementStatus as Status
from depositary.model.vocabulary import Modality

STAGES: tuple[tuple[Code, Modality, Status], ...] = (
    (Code.TERMINATION, Modality.OCCURRED, Status.TERMINATED),
    (Code.EXPIRY, Modality.OCCURRED, Status.EXPIRED),
    (Code.RESUMPTION, Modality.OCCURRED, Status.IN_FORCE),
    (Code.SUSPENSION, Modality.OCCURRED, Status.SUSPENDED),
    (Code.WITHDRAWAL, Modality.OCCURRED, Status.WITHDRAWAL_PENDING),
    (Code.WITHDRAWAL, Modality.PLANNED, Status.WITHDRAWAL_PENDING),
    (Code.ENTRY_INTO_FORCE, Modality.OCCURRED, Status.IN_FORCE),
    (Code.IMPLEMENTATION, Modality.OCCURRED, Status.IN_FORCE),
    (Code.EXTENSION, Modality.OCCURRED, Status.IN_FORCE),
    (Code.PROVISIONAL_APPLICATION, Modality.OCCURRED, Status.PROVISIONALLY_APPLIED),
    (Code.DEPOSIT, Modality.OCCURRED, Status.IN_RATIFICATION),
    (Code.RATIFICATION, Modality.OCCURRED, Status.IN_RATIFICATION),
    (Code.SIGNATURE, Modality.OCCURRED, Status.SIGNED),
    (Code.RATIFICATION, Modality.PLANNED, Status.SIGNED),
    (Code.ADOPTION, Modality.OCCURRED, Status.TEXT_AGREED),
    (Code.SIGNATURE, Modality.PLANNED, Status.SIGNATURE_SCHEDULED),
    (Code.NEGOTIATION, Modality.OCCURRED, Status.UNDER_NEGOTIATION),
    (Code.ADOPTION, Modality.PLANNED, Status.UNDER_NEGOTIATION),
    (Code.NEGOTIATION, Modality.PLANNED, Status.PROPOSED),
    (Code.SIGNATURE, Modality.POSSIBLE, Status.PROPOSED),
    (Code.ADOPTION, Modality.POSSIBLE, Status.PROPOSED),
)
"""Which step shows which stage, the furthest first."""


def find_stage(agreement: Agreement, actions: Iterable[Action]) -> Status | None:
    """Return the furthest stage that a report's actions show for an agreement; ``None``: not told."""
    steps = {(a.action, a.modality) for a in actions if a.agreement == agreement.ref}
    shown = (status for action, modality, status in STAGES if (action, modality) in steps)
    return next(shown, Status.PROPOSED if agreement.hypothetical else None)
