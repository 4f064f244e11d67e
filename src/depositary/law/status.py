"""Where an agreement and each of its parties stand on a day, and why.

>>> from depositary.model.claim import Claim
>>> from depositary.model.vocabulary import ActionCode, Modality
>>> told = Claim("c1", "a1", ActionCode.SIGNATURE, Modality.OCCURRED, "r1", "2025-01-18")
>>> standing = find_status([told], on=dt.date(2025, 2, 1), parties=("RUS", "IRN"))
>>> standing.status.value, standing.party_status["IRN"].value, standing.because
('signed', 'signatory', ('c1',))
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable

import msgspec

from depositary.law.clauses import Clauses
from depositary.law.judgement import judge, judge_party
from depositary.law.knowledge import known_by
from depositary.law.life import RANK, Life
from depositary.law.lifecycle import EFFECTS
from depositary.law.plans import Overdue, announce, come_due, find_overdue
from depositary.law.setting import Setting
from depositary.law.steps import Step, take_steps
from depositary.law.weighing import Weighed, weigh
from depositary.model.claim import Claim
from depositary.model.vocabulary import ActionCode, AgreementStatus, Kind, PartyStatus


class Standing(msgspec.Struct, frozen=True):
    """Where an agreement stands on a day.

    ``because`` names the claims that the status rests on, ``reason`` says it in short words,
    ``since`` is the day from which it holds, ``overdue`` the planned steps whose day has passed.
    """

    status: AgreementStatus
    party_status: dict[str, PartyStatus] = {}
    disputed: bool = False
    because: tuple[str, ...] = ()
    reason: str = ""
    overdue: tuple[Overdue, ...] = ()
    since: str | None = None


def find_status(
    claims: Iterable[Claim],
    *,
    on: dt.date,
    parties: Iterable[str] = (),
    clauses: Clauses | None = None,
    multilateral: bool | None = None,
    kind: Kind | None = None,
    known: dt.date | None = None,
) -> Standing:
    """Return the standing of an agreement on a day, given all that is claimed of it.

    ``parties`` are the actors that reports make parties; ``clauses`` the final clauses where the
    text is known; ``multilateral`` tells many-party from two-party where the parties do not;
    ``known`` leaves out claims that were not known by that day (default: all count).
    """
    counted = known_by(claims, known) if known else list(claims)
    steps = take_steps(counted)
    setting = Setting(frozenset(parties), named_actors(steps), kind, clauses, multilateral)
    weighed = weigh(steps)
    standing = stand(live(weighed.preferred, setting, on))
    overdue = find_overdue(weighed.preferred, on)
    return msgspec.structs.replace(standing, overdue=overdue, disputed=is_disputed(standing, weighed, setting, on))


def is_disputed(standing: Standing, weighed: Weighed, setting: Setting, on: dt.date) -> bool:
    """Tell whether the other reading of what is contested gives another status."""
    if not weighed.contested:
        return False
    other = stand(live(weighed.alternative, setting, on))
    return (other.status, other.party_status) != (standing.status, standing.party_status)


# Who takes such a step is, or means to be, a party; who negotiates may be a mediator.
PARTY_STEPS = frozenset(
    {
        ActionCode.SIGNATURE,
        ActionCode.RATIFICATION,
        ActionCode.DEPOSIT,
        ActionCode.ACCESSION,
        ActionCode.SUSPENSION,
        ActionCode.WITHDRAWAL,
    }
)


def named_actors(steps: Iterable[Step]) -> frozenset[str]:
    """Return the actors that take a party's steps, where no parties are told."""
    return frozenset(step.actor for step in steps if step.actor and step.occurred and step.action in PARTY_STEPS)


def live(steps: Iterable[Step], setting: Setting, on: dt.date) -> Life:
    """Tell the life of an agreement up to a day."""
    told = tuple(steps)
    life = Life(setting, steps=told)
    for step in told:
        heapq.heappush(life.agenda, (step.moment, RANK[step.action], step.order, False, step))
    while life.agenda and life.agenda[0][0] <= on:
        take_next(life)
    settle_term(life, on)
    life.day = on
    return life


def take_next(life: Life) -> None:
    """Take the next step, or let what a step brings about come due."""
    day, _, _, due, step = heapq.heappop(life.agenda)
    settle_term(life, day)
    life.day = max(day, life.day)
    if due:
        come_due(life, step)
    elif step.occurred:
        EFFECTS[step.action](life, step)
    else:
        announce(life, step)


def settle_term(life: Life, day: dt.date) -> None:
    """Let the term run out where its last day lies before ``day``."""
    if life.in_force and life.expires and life.expires < day:
        life.ended, life.end = life.expires, AgreementStatus.EXPIRED
        life.because["ended"] = dict(life.because.get("force", {}))


def stand(life: Life) -> Standing:
    """Return the standing that the facts of a life amount to."""
    status, fact, since, reason = judge(life)
    party_status = {actor: judge_party(life, actor) for actor in sorted(life.participants)}
    return Standing(status, party_status, False, tuple(life.because.get(fact, {})), reason, (), since)
