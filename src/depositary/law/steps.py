"""Steps: what each claim says that one actor (or all) did, meant to do, or did not do, and when.

A claim that names several agents is one step for each actor. A claim without a date is taken to
tell of a step taken by the day on which it became known, not before; an imprecise date counts from
the last day that it allows, since only then the step is sure. A claim that says "done" and gives a
day still to come tells of a step taken now that takes effect then.

>>> from depositary.model.claim import Claim
>>> from depositary.model.vocabulary import ActionCode, Modality
>>> told = Claim("c1", "a1", ActionCode.SIGNATURE, Modality.OCCURRED, "r1", "2025-01-18")
>>> [step.day.isoformat() for step in take_steps([told])]
['2025-01-18']
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from depositary.law.organs import is_partial_organ
from depositary.model.claim import Claim
from depositary.model.vocabulary import ActionCode, Modality

# Steps whose given day, where it is still to come, is the day of their effect.
RUNNING = frozenset(
    {
        ActionCode.WITHDRAWAL,
        ActionCode.TERMINATION,
        ActionCode.SUSPENSION,
        ActionCode.EXTENSION,
        ActionCode.ACCESSION,
        ActionCode.DEPOSIT,
        ActionCode.RATIFICATION,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step by one actor, as one claim tells it.

    ``actor`` is ``None`` where the claim names nobody: the step is of the agreement. ``day`` is
    the day from which it counts as taken; for a planned step the planned day or, without one,
    ``None``. ``earliest`` and ``latest`` bound the day in the world; ``effect`` is a later day on
    which it takes effect. ``whole`` is false for one organ among several (a chamber, a cabinet).
    """

    claim: str
    report: str
    action: ActionCode
    modality: Modality
    actor: str | None
    known: dt.date
    day: dt.date | None
    earliest: dt.date | None
    latest: dt.date | None
    effect: dt.date | None
    weight: tuple[int, int]
    whole: bool = True

    @property
    def occurred(self) -> bool:
        """Tell whether it is said to have happened."""
        return self.modality is Modality.OCCURRED

    @property
    def planned(self) -> bool:
        """Tell whether it is said to be going to happen."""
        return self.modality is Modality.PLANNED

    @property
    def moment(self) -> dt.date:
        """Return the day on which this word first bears on the status: its own, else when known."""
        return self.day if self.occurred and self.day else self.known

    @property
    def order(self) -> tuple[str, str, str, str, str]:
        """Return a total order that does not depend on the order of arrival."""
        return (self.moment.isoformat(), self.known.isoformat(), self.action, self.actor or "", self.claim)


def read_day(iso: str | None) -> dt.date | None:
    """Return the day of an ISO date or time, or ``None`` where it is none or not exact."""
    try:
        return dt.date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def take_steps(claims: Iterable[Claim]) -> list[Step]:
    """Return the steps of claims in the order of their days (docs above)."""
    return sorted((step for claim in claims for step in split_claim(claim)), key=lambda step: step.order)


def split_claim(claim: Claim) -> list[Step]:
    """Return one step for each actor of the claim, or one step of nobody.

    Two organs of one state in one claim are one step; it is whole where one of them is.
    """
    wholes: dict[str | None, bool] = {}
    for agent in claim.by:
        whole = not is_partial_organ(agent)
        wholes[agent.actor] = wholes.get(agent.actor, False) or whole
    if any(wholes):
        wholes.pop(None, None)
    return [make_step(claim, actor, whole) for actor, whole in (wholes or {None: True}).items()]


def make_step(claim: Claim, actor: str | None, whole: bool) -> Step:
    """Return the step of one actor with its days worked out."""
    known = read_day(claim.known_on) or dt.date.max
    earliest = read_day(claim.date.earliest) if claim.date else None
    latest = read_day(claim.date.latest) if claim.date else None
    modality, day, effect = settle_days(claim, known, earliest, latest)
    return Step(
        claim.id,
        claim.report,
        claim.action,
        modality,
        actor,
        known,
        day,
        earliest,
        latest,
        effect,
        (claim.standing, claim.stories),
        whole,
    )


def settle_days(
    claim: Claim, known: dt.date, earliest: dt.date | None, latest: dt.date | None
) -> tuple[Modality, dt.date | None, dt.date | None]:
    """Return modality, day and day of effect of a claim from what is known of its date."""
    if claim.modality is not Modality.OCCURRED:
        return claim.modality, latest, None
    if earliest is None or earliest <= known:
        return Modality.OCCURRED, min(latest or known, known), None
    if claim.action in RUNNING:
        return Modality.OCCURRED, known, latest or earliest
    return Modality.PLANNED, latest or earliest, None
