"""State succession: who stands for a state that is gone, on a day (Vienna Convention of 1978).

A state's treaties go on with the one that continues it; with those of its successors that say so, or that reports
name as parties without a consent of their own; or, where it has but one, with that one. Before a successor stood in
the world, what is told of it is said of the state that was; one that concluded treaties of its own beside it keeps
them. Contested cases are not ruled on.

>>> find_heirs("SUHH", {"SUHH", "RUS", "USA"}, dt.date(2000, 1, 1)), find_heirs("SUHH", {"SUHH"}, dt.date(1988, 1, 1))
(('RUS',), ('SUHH',))
>>> find_heirs("ZRCD", {"ZRCD", "AGO"}, dt.date(2000, 1, 1)), find_heirs("CSHH", {"CSHH"}, dt.date(2000, 1, 1))
(('COD',), ())
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from depositary.model.claim import Claim
from depositary.model.reading import Agent
from depositary.model.vocabulary import ActionCode, Bearing, Modality
from depositary.world import Successor, load_successors

# Steps by which a state consents for itself; who took one inherits nothing but what it says it does.
CONSENTING = frozenset(
    {
        ActionCode.SIGNATURE,
        ActionCode.RATIFICATION,
        ActionCode.DEPOSIT,
        ActionCode.ACCESSION,
        ActionCode.ENTRY_INTO_FORCE,
    }
)


@functools.cache
def predecessors() -> dict[str, tuple[Successor, ...]]:
    """Return by code the states that a successor came after."""
    found: dict[str, list[Successor]] = {}
    for successors in load_successors().values():
        for one in successors:
            found.setdefault(one.code, []).append(one)
    return {code: tuple(several) for code, several in found.items()}


def end_of(state: str) -> dt.date:
    """Return the day from which a state is gone; the last day of the calendar for one that is not."""
    successors = load_successors().get(state, ())
    days = [one.day for one in successors if one.continues] or [one.day for one in successors]
    return max(days, default=dt.date.max)


def find_heirs(state: str, named: Collection[str], on: dt.date, own: Collection[str] = ()) -> tuple[str, ...]:
    """Return who stands for a state on a day: itself, those who came after it, or nobody that is known.

    Args:
        state: the code told.
        named: the codes of all who are told to have to do with the agreement.
        on: the day.
        own: the codes of those who consented for themselves, and so inherit nothing.
    """
    if on < end_of(state):
        return (state,)
    successors = load_successors()[state]
    heirs = [one.code for one in successors if one.continues]
    named_anew = [one.code for one in successors if one.code in named and one.code not in own and one.how != "anew"]
    heirs = list(dict.fromkeys(heirs + named_anew))
    heirs = heirs or ([successors[0].code] if len(successors) == 1 and successors[0].code not in own else [])
    return tuple(dict.fromkeys(heir for code in heirs for heir in find_heirs(code, named, on, own)))


def stand_before(code: str, named: Collection[str], day: dt.date) -> str:
    """Return who stood for a state on a day before it did: a state before it that is named, else itself."""
    for one in predecessors().get(code, ()):
        if day < one.own and one.state in named:
            return one.state
    return code


def succeed(
    parties: Iterable[str], claims: Sequence[Claim], on: dt.date, beside: Iterable[str] = ()
) -> tuple[tuple[str, ...], list[Claim]]:
    """Return parties and claims as they stand on a day, each state replaced by the one that stood for it then.

    ``beside`` are states that single reports call parties, under whichever name.
    """
    told = list(parties)
    named = {*told, *beside, *(agent.actor for claim in claims for agent in claim.by if agent.actor)}
    concerned = (named & load_successors().keys()) or any(code in predecessors() for code in named)
    if not concerned:
        return tuple(told), list(claims)
    taken: dict[str | None, list[Claim]] = {}  # by actor: there can be thousands of claims
    for claim in claims:
        for code in {agent.actor for agent in claim.by}:
            taken.setdefault(code, []).append(claim)
    own = {code for code in named if consents_alone(code, taken.get(code, ()))}
    standing = [heir for party in told for heir in find_heirs(stand_before(party, named, on), named, on, own)]
    return tuple(dict.fromkeys(standing)), [hand_over(claim, named, own, on) for claim in claims]


def consents_alone(code: str, claims: Iterable[Claim]) -> bool:
    """Tell whether a state consented for itself after it stood in the world, and not as a successor.

    Its own consent before that day is that of a state beside the one that is gone.
    """
    took = [claim for claim in claims if claim.modality is Modality.OCCURRED and claim.action in CONSENTING]
    own = [claim for claim in took if any(agent.actor == code for agent in claim.by)]
    if any(claim.bearing is Bearing.SUCCESSION for claim in own):
        return False
    days = [one.own for one in predecessors().get(code, ())]
    return any(not days or day_of(claim) >= min(days) for claim in own)


def day_of(claim: Claim) -> dt.date:
    """Return the last day on which a claim's step can have been taken."""
    latest = (claim.date.latest if claim.date else None) or claim.known_on
    return dt.date.fromisoformat(latest[:10])


def hand_over(claim: Claim, named: Collection[str], own: Collection[str], on: dt.date) -> Claim:
    """Return a claim with its agents as those who stand for them: then, and on the day asked."""
    day = day_of(claim)
    agents = tuple(dict.fromkeys(agent for old in claim.by for agent in replace_agent(old, named, own, day, on)))
    return claim if agents == claim.by else msgspec.structs.replace(claim, by=agents)


def replace_agent(
    agent: Agent, named: Collection[str], own: Collection[str], day: dt.date, on: dt.date
) -> Iterator[Agent]:
    """Yield an agent for each that stands for its actor; a state that is gone without heirs stays its own."""
    if not agent.actor:
        yield agent
        return
    actor = stand_before(agent.actor, named, day)
    for heir in find_heirs(actor, named, on, own) or (actor,):
        yield agent if heir == agent.actor else msgspec.structs.replace(agent, actor=heir)


def is_gone(code: str, on: dt.date) -> bool:
    """Tell whether a state is gone on a day."""
    return on >= end_of(code)
