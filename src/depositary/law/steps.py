"""Steps: what each claim says that one actor (or all) did, meant to do, or did not do, and when.

A claim that names several agents is one step for each actor. A claim without a date is taken to
tell of a step taken by the day on which it became known, not before; an imprecise date counts from
the last day that it allows, since only then the step is sure, and is shown as it is told. A claim that
says "done" and gives a day still to come tells of a step taken now that takes effect then.

>>> from depositary.model.claim import Claim
>>> from depositary.model.vocabulary import ActionCode, Modality
>>> told = Claim("c1", "a1", ActionCode.SIGNATURE, Modality.OCCURRED, "r1", "2025-01-18")
>>> [(step.day.isoformat(), step.when) for step in take_steps([told])]
[('2025-01-18', '../2025-01-18')]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from depositary.law.organs import Role, role_of
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import ActionCode, Bearing, Modality

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
# Steps that a chamber or a cabinet can't take for its state: its vote is no more than a decision to take them.
FOR_THE_STATE = frozenset({ActionCode.WITHDRAWAL, ActionCode.TERMINATION})
# A step that is only decided hasn't happened.
DECIDED = frozenset({Bearing.INTENTION})


@dataclass(frozen=True, slots=True)
class Step:
    """One step by one actor, as one claim tells it.

    ``actor`` is ``None`` where the claim names nobody: the step is of the agreement; ``joint``
    tells that the claim names several actors. ``day`` is the day from which it counts as taken; for
    a planned step the planned day or, without one, ``None``. ``earliest`` and ``latest`` bound the day in
    the world, and ``when`` gives it in EDTF as exactly as it is told; ``effect`` is a later day on which
    it takes effect. ``role`` says whether the state itself acts or one of its organs, ``bearing`` what the
    step bears on, ``total`` how many have taken the step by then.
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
    role: Role = Role.STATE
    joint: bool = False
    bearing: Bearing | None = None
    when: str | None = None
    total: int | None = None

    @property
    def occurred(self) -> bool:
        """Tell whether it is said to have happened."""
        return self.modality is Modality.OCCURRED

    @property
    def planned(self) -> bool:
        """Tell whether it is said to be going to happen."""
        return self.modality is Modality.PLANNED

    @property
    def dated(self) -> bool:
        """Tell whether a day, however imprecise, is told for it."""
        return self.earliest is not None or self.latest is not None

    @property
    def moment(self) -> dt.date:
        """Return the day on which this word first bears on the status: its own, else when known."""
        return self.day if self.occurred and self.day else self.known

    @property
    def order(self) -> tuple[str, str, bool, str, str, str]:
        """Return a total order that does not depend on the order of arrival; of one day, plans come first."""
        days = (self.moment.isoformat(), self.known.isoformat())
        return (*days, self.occurred, self.action, self.actor or "", self.claim)


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

    Two organs of one state in one claim are one step, by the one that counts most. What bears on a
    reservation alone is no step of the agreement.
    """
    if claim.bearing is Bearing.RESERVATION:
        return []
    roles: dict[str | None, Role] = {}
    for agent in claim.by:
        roles[agent.actor] = heavier(role_of(agent), roles.get(agent.actor))
    named: list[tuple[str | None, Role]] = [(actor, role) for actor, role in roles.items() if actor]
    return [make_step(claim, actor, role, len(named) > 1) for actor, role in named or [(None, Role.STATE)]]


def heavier(one: Role, other: Role | None) -> Role:
    """Return the role that binds a state the more: its own, its legislature's, one stage."""
    ranks = (Role.STATE, Role.LEGISLATURE, Role.STAGE)
    return min(one, other or one, key=ranks.index)


def make_step(claim: Claim, actor: str | None, role: Role, joint: bool) -> Step:
    """Return the step of one actor with its days worked out."""
    known = read_day(claim.known_on) or dt.date.max
    earliest = read_day(claim.date.earliest) if claim.date else None
    latest = read_day(claim.date.latest) if claim.date else None
    modality, day, effect = settle_days(claim, known, earliest, latest)
    if modality is Modality.OCCURRED and is_decision(claim, role):
        modality, day = Modality.PLANNED, effect
    when = tell_when(claim.date, modality, known, earliest)
    if effect:
        earliest = latest = known
    weight = (claim.standing, claim.stories)
    days = (known, day, earliest, latest, effect)
    kind = (role, joint, claim.bearing)
    return Step(claim.id, claim.report, claim.action, modality, actor, *days, weight, *kind, when, claim.total)


def is_decision(claim: Claim, role: Role) -> bool:
    """Tell whether a step told as done is only decided: an organ's vote to leave, or an announced intention."""
    return claim.bearing in DECIDED or (claim.action in FOR_THE_STATE and role is not Role.STATE)


def tell_when(date: ImpreciseDate | None, modality: Modality, known: dt.date, earliest: dt.date | None) -> str | None:
    """Return the day of a step as it is told, in EDTF: an undated step was taken by the day on which it was known."""
    if date and date.placed and (modality is not Modality.OCCURRED or earliest is None or earliest <= known):
        return date.edtf
    return f"../{known.isoformat()}" if modality is Modality.OCCURRED else None


def settle_days(
    claim: Claim, known: dt.date, earliest: dt.date | None, latest: dt.date | None
) -> tuple[Modality, dt.date | None, dt.date | None]:
    """Return modality, day and day of effect of a claim from what is known of its date."""
    if claim.modality is not Modality.OCCURRED:
        return claim.modality, latest, None
    if earliest is None or earliest <= known:
        return Modality.OCCURRED, min(latest or known, known), None
    if claim.action in RUNNING and claim.bearing is not Bearing.EFFECT:
        return Modality.OCCURRED, known, latest or earliest
    return Modality.PLANNED, latest or earliest, None
