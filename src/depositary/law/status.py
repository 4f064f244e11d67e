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

from depositary.law.agenda import Due, find_overdue
from depositary.law.judgement import ForceRule, find_force_rule, judge, judge_party
from depositary.law.knowledge import known_by
from depositary.law.life import RANK, Life
from depositary.law.lifecycle import EFFECTS
from depositary.law.plans import announce, can_undo, come_due
from depositary.law.replacement import Successor, replace_ended
from depositary.law.setting import CLOSED_CIRCLE, Setting
from depositary.law.steps import Step, take_steps
from depositary.law.weighing import DEPOSITARY_STANDING, weigh
from depositary.model.claim import Claim
from depositary.model.clauses import Clauses
from depositary.model.dates import parse_edtf
from depositary.model.vocabulary import ActionCode, AgreementStatus, Bearing, Kind, PartyStatus


class Standing(msgspec.Struct, frozen=True):
    """Where an agreement stands on a day.

    ``because`` names the claims that the status rests on, ``reason`` says it in short words,
    ``since`` tells in EDTF from when it holds, as exactly as reports tell it, ``day`` is the ISO day from which it
    surely does; ``overdue`` are the planned steps whose day has passed;
    ``party_because`` names the claims of each party's own steps; ``many`` tells that more take part than the few
    who conclude together, so that those named in reports are not all; ``rule`` by which rule it counts as being in
    force.
    """

    status: AgreementStatus
    party_status: dict[str, PartyStatus] = {}
    disputed: bool = False
    because: tuple[str, ...] = ()
    reason: str = ""
    overdue: tuple[Due, ...] = ()
    since: str | None = None
    party_because: dict[str, tuple[str, ...]] = {}
    day: str | None = None
    many: bool = False
    rule: ForceRule | None = None


def find_status(
    claims: Iterable[Claim],
    *,
    on: dt.date,
    parties: Iterable[str] = (),
    clauses: Clauses | None = None,
    multilateral: bool | None = None,
    kind: Kind | None = None,
    known: dt.date | None = None,
    successors: Iterable[Successor] = (),
    organisations: Iterable[str] = (),
) -> Standing:
    """Return the standing of an agreement on a day, given all that is claimed of it.

    ``parties`` are the actors that reports make parties; ``clauses`` the final clauses where the
    text is known; ``multilateral`` tells many-party from two-party where the parties do not;
    ``known`` leaves out claims that were not known by that day (default: all count);
    ``organisations`` are those participants that are no states;
    ``successors`` are later agreements that are said to replace it.
    """
    counted = known_by(claims, known) if known else list(claims)
    steps = take_steps(counted)
    told, listed = frozenset(parties), is_listed(steps)
    many = (True if listed else tell_many(steps, told, kind)) if multilateral is None else multilateral
    setting = Setting(told, named_actors(steps), kind, clauses, many, frozenset(organisations), listed)
    weighed = weigh(steps)
    followers = tuple(successors)
    standing = stand(replace_ended(live(weighed.preferred, setting, on), followers))
    other = stand(replace_ended(live(weighed.alternative, setting, on), followers)) if weighed.contested else standing
    overdue = find_overdue(weighed.preferred, on)
    return msgspec.structs.replace(standing, overdue=overdue, disputed=differs(standing, other))


def differs(standing: Standing, other: Standing) -> bool:
    """Tell whether two readings of the record give different statuses."""
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


# Who has taken one of these was in it from the start: its accession is a return.
CONCLUDING = frozenset({ActionCode.ADOPTION, ActionCode.SIGNATURE, ActionCode.RATIFICATION, ActionCode.WITHDRAWAL})
# A withdrawal that takes back less than the consent to an agreement in force, or is itself taken back.
NO_LEAVING = frozenset({Bearing.SIGNATURE, Bearing.RATIFICATION, Bearing.PROVISIONAL, Bearing.REVOCATION})
# Where one of two leaves, nobody is left to leave so long after.
SECOND_LEAVER = dt.timedelta(days=400)
# Of these kinds, two parties named in reports are seldom all.
OPEN_KINDS = frozenset({Kind.CONVENTION, Kind.CHARTER})


def named_actors(steps: Iterable[Step]) -> frozenset[str]:
    """Return the actors that take a party's steps, where no parties are told."""
    return frozenset(step.actor for step in steps if step.actor and step.occurred and step.action in PARTY_STEPS)


def tell_many(steps: Iterable[Step], parties: frozenset[str], kind: Kind | None) -> bool | None:
    """Tell whether steps show that an agreement is of many; ``None`` where they don't.

    More have consented than a closed circle holds, somebody joins or means to join who didn't sign it, a second party
    leaves long after the first, or one leaves a convention or charter that no two are told to have concluded together.
    """
    taken = tuple(steps)
    if any((step.total or 0) > CLOSED_CIRCLE for step in taken) or find_joiners(taken):
        return True
    acting = [step for step in taken if step.actor and step.occurred and step.action in PARTY_STEPS]
    leaving = sorted((step.moment, step.actor or "") for step in acting if leaves_alone(step))
    if any(day - leaving[0][0] > SECOND_LEAVER and actor != leaving[0][1] for day, actor in leaving):
        return True
    open_kind = kind in OPEN_KINDS and len(parties) == 2 and bool(leaving)
    return True if open_kind and not any(step.joint for step in acting) else None


def find_joiners(steps: Iterable[Step]) -> set[str]:
    """Return who accedes, or means to, and neither signed nor ratified before: others may join what it joins."""
    taken = tuple(steps)
    inside = {step.actor for step in taken if step.action in CONCLUDING and step.occurred}
    return {step.actor for step in taken if step.actor and step.action is ActionCode.ACCESSION} - inside - {None}


def is_listed(steps: Iterable[Step]) -> bool:
    """Tell whether a depositary's own table lists who takes part: it keeps one for an agreement of many."""
    return any(step.weight[0] >= DEPOSITARY_STANDING and step.actor for step in steps)


def leaves_alone(step: Step) -> bool:
    """Tell whether a step is one party's own withdrawal."""
    return step.action is ActionCode.WITHDRAWAL and not step.joint and step.bearing not in NO_LEAVING


def find_leavers(steps: Iterable[Step]) -> dict[str, dt.date]:
    """Return the day of the first notice or withdrawal of each party that leaves."""
    leavers: dict[str, dt.date] = {}
    for step in steps:
        if step.actor and step.occurred and leaves_alone(step):
            leavers[step.actor] = min(step.moment, leavers.get(step.actor, step.moment))
    return leavers


def live(steps: Iterable[Step], setting: Setting, on: dt.date) -> Life:
    """Tell the life of an agreement up to a day."""
    told = tuple(steps)
    undoing = tuple(step for step in told if can_undo(step))
    life = Life(setting, steps=told, undoing=undoing, entries=own_entries(told), leavers=find_leavers(told))
    for step in told:
        heapq.heappush(life.agenda, (step.moment, RANK[step.action], step.order, False, step))
    while life.agenda and life.agenda[0][0] <= on:
        take_next(life)
    settle_term(life, on)
    life.day = on
    return life


def own_entries(steps: Iterable[Step]) -> dict[str, list[dt.date]]:
    """Return the days told for each party's own entry into force, done or planned."""
    entries: dict[str, list[dt.date]] = {}
    for step in steps:
        if step.action is ActionCode.ENTRY_INTO_FORCE and step.actor and step.day and (step.occurred or step.planned):
            entries.setdefault(step.actor, []).append(step.day)
    return entries


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
        life.told["ended"] = life.expires.isoformat()


def stand(life: Life) -> Standing:
    """Return the standing that the facts of a life amount to."""
    status, fact, since, reason = judge(life)
    day = last_day(since)
    party_status = {actor: judge_party(life, actor) for actor in sorted(life.participants)}
    because = tuple(life.because.get(fact, {}))
    own = {actor: record.because for actor, record in sorted(life.parties.items()) if record.because}
    many = not life.setting.closed and len(life.participants) != 2
    return Standing(status, party_status, False, because, reason, (), since, own, day, many, find_force_rule(life))


def last_day(since: str | None) -> str | None:
    """Return the last day that a date allows: from it on a fact is sure."""
    return parse_edtf(since).latest if since else None
