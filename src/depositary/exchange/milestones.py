"""Milestones: when each party signed, ratified, became bound and left, each with the claim that says so.

>>> sorted(STEPS)
['StateEnd', 'StateForce', 'StateRatification', 'StateSignature']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from depositary.exchange.extract import Entry
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate, parse_edtf
from depositary.model.vocabulary import ActionCode, Modality, PartyStatus

STEPS: Mapping[str, tuple[ActionCode, ...]] = {
    "StateSignature": (ActionCode.SIGNATURE,),
    "StateRatification": (ActionCode.DEPOSIT, ActionCode.RATIFICATION, ActionCode.ACCESSION),
    "StateForce": (ActionCode.ENTRY_INTO_FORCE,),
    "StateEnd": (ActionCode.WITHDRAWAL, ActionCode.TERMINATION, ActionCode.EXPIRY),
}
# Steps of all parties where nobody is named.
JOINT = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.TERMINATION, ActionCode.EXPIRY})
# A milestone counts only where the party's status on the day has come so far by the law.
REACHED = {
    "StateSignature": frozenset(PartyStatus) - {PartyStatus.NONE},
    "StateRatification": frozenset(PartyStatus) - {PartyStatus.NONE, PartyStatus.SIGNATORY, PartyStatus.REJECTED},
    "StateForce": frozenset(
        {PartyStatus.PARTY, PartyStatus.SUSPENDED, PartyStatus.WITHDRAWAL_PENDING, PartyStatus.WITHDRAWN}
    ),
    "StateEnd": frozenset({PartyStatus.WITHDRAWN}),
}
AGAIN = frozenset({"StateRatification", "StateForce"})  # what a party that left and came back does again
OVER = frozenset({"terminated", "expired", "replaced"})
ALIVE = frozenset({"in-force", "suspended", "withdrawal-pending"})
# The steps of the agreement itself, under the names that manytreaties gives their days.
COMMON: Mapping[str, tuple[ActionCode, ...]] = {
    "Signature": (ActionCode.SIGNATURE,),
    "Force": (ActionCode.ENTRY_INTO_FORCE,),
    "End": (ActionCode.TERMINATION, ActionCode.EXPIRY),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """The day of a party's step, and its claim."""

    date: ImpreciseDate
    claim: str


@dataclass(frozen=True, slots=True)
class PartyDays:
    """One party: its status on the day, and its milestones by name."""

    party: str
    status: PartyStatus
    miles: dict[str, Milestone]


def find_days(entry: Entry) -> Iterator[PartyDays]:
    """Yield the milestones of each party of an agreement, in the order of the codes: named or acting as one."""
    statuses = entry.standing.party_status
    acting = {party for party, status in statuses.items() if status is not PartyStatus.NONE}
    for party in sorted(acting | set(entry.dossier.parties)):
        status = statuses.get(party, PartyStatus.NONE)
        yield PartyDays(party, status, dict(find_miles(entry, party, status)))


def find_miles(entry: Entry, party: str, status: PartyStatus) -> Iterator[tuple[str, Milestone]]:
    """Yield the milestones that a party has reached by its status."""
    over = str(entry.standing.status) in OVER
    left = None if over or status is PartyStatus.WITHDRAWN else find_leaving(entry.counted, party)
    for name, actions in STEPS.items():
        if status in REACHED[name] or (over and name in ("StateForce", "StateEnd")):
            mile = find_mile(entry.counted, party, actions, left if name in AGAIN else None)
            if mile:
                yield name, mile


def find_leaving(claims: Iterable[Claim], party: str) -> str | None:
    """Return the last day on which a party left. A party that came back is bound again after it."""
    told = (claim for claim in claims if tells(claim, party, (ActionCode.WITHDRAWAL,)))
    return max((claim.date.latest for claim in told if claim.date and claim.date.latest), default=None)


def find_common_miles(entry: Entry) -> dict[str, Milestone]:
    """Return the days of an agreement itself, up to its present status: first signature, force, end."""
    status = str(entry.standing.status)
    reached = {"Signature": True, "Force": status in OVER | ALIVE, "End": status in OVER}
    miles = {name: find_first(entry.counted, actions) for name, actions in COMMON.items() if reached[name]}
    return {name: mile for name, mile in miles.items() if mile}


def find_first(claims: Iterable[Claim], actions: tuple[ActionCode, ...]) -> Milestone | None:
    """Return the first day of one of some steps, from the strongest claim."""
    told = [claim for claim in claims if claim.modality is Modality.OCCURRED and claim.action in actions]
    best = min(told, key=rank_first, default=None)
    return Milestone(give_date(best), best.id) if best else None


def rank_first(claim: Claim) -> tuple[int, bool, str, int, str, str]:
    """Return the sort key of a claim on a step of any party: weight, then a date, then the earliest."""
    dated = claim.date is not None and claim.date.placed
    day = claim.date.earliest if claim.date and claim.date.earliest else claim.known_on
    return -claim.standing, not dated, day, -claim.stories, claim.known_on, claim.id


def find_mile(
    claims: Iterable[Claim], party: str, actions: tuple[ActionCode, ...], left: str | None = None
) -> Milestone | None:
    """Return the day from the strongest claim: dated claims first, the party's own before those of all parties.

    Args:
        claims: the claims on the agreement.
        party: the party's code.
        actions: the steps that make the milestone.
        left: the day on which the party left before it came back. Later claims are preferred.
    """
    told = [claim for claim in claims if tells(claim, party, actions)]
    anew = [claim for claim in told if left and claim.date and claim.date.earliest and claim.date.earliest > left]
    best = min(anew or told, key=lambda claim: rank(claim, party), default=None)
    return Milestone(give_date(best), best.id) if best else None


def tells(claim: Claim, party: str, actions: tuple[ActionCode, ...]) -> bool:
    """Return whether a claim says that a party did one of some steps, or that all did."""
    if claim.modality is not Modality.OCCURRED or claim.action not in actions:
        return False
    actors = {agent.actor for agent in claim.by if agent.actor}
    return party in actors or (not actors and claim.action in JOINT)


def rank(claim: Claim, party: str) -> tuple[int, bool, bool, int, str, str]:
    """Return the sort key of a claim among those of one milestone, the best first."""
    dated = claim.date is not None and claim.date.placed
    own = any(agent.actor == party for agent in claim.by)
    return -claim.standing, not dated, not own, -claim.stories, claim.known_on, claim.id


def give_date(claim: Claim) -> ImpreciseDate:
    """Return the date of a claim. Without one, the date is "by the day on which it was known"."""
    return claim.date if claim.date and claim.date.placed else parse_edtf(f"../{claim.known_on[:10]}")
