"""State succession: who stands for a state that is gone, on a day (Vienna Convention of 1978).

A state's treaties go on with those of its successors that reports name as parties or, where it has but one, with
that one; before it was gone, what reports say of those successors is said of it. Contested cases are not ruled on.

>>> find_heirs(["SUHH", "RUS", "USA"], 2000), find_heirs(["SUHH", "RUS", "USA"], 1988)
({'SUHH': ('RUS',)}, {'RUS': ('SUHH',)})
>>> find_heirs(["ZRCD", "AGO"], 2000), find_heirs(["SUHH", "USA"], 2000)
({'ZRCD': ('COD',)}, {})
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from depositary.model.claim import Claim
from depositary.model.reading import Agent
from depositary.world import load_existence

Heirs = Mapping[str, tuple[str, ...]]


@functools.cache
def gone_states() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return the last year of each state that is gone, and the states that came after it."""
    known = load_existence().items()
    return {code: (one.ended, one.successors) for code, one in known if one.ended and one.successors}


def find_heirs(parties: Collection[str], year: int) -> dict[str, tuple[str, ...]]:
    """Return by whom parties are to be replaced in a year: a state gone by its heirs, heirs to come by the state."""
    found: dict[str, tuple[str, ...]] = {}
    for state in sorted(set(parties) & set(gone_states())):
        last, successors = gone_states()[state]
        named = tuple(one for one in successors if one in parties)
        if year > last and (named or len(successors) == 1):
            found[state] = named or successors
        elif year <= last:
            found |= dict.fromkeys(named, (state,))
    return found


def succeed(parties: Iterable[str], claims: Sequence[Claim], on: dt.date) -> tuple[tuple[str, ...], list[Claim]]:
    """Return parties and claims as they stand on a day, states that are gone replaced by their heirs."""
    told = list(parties)
    heirs = find_heirs({*told, *(agent.actor for claim in claims for agent in claim.by if agent.actor)}, on.year)
    if not heirs:
        return tuple(told), list(claims)
    renamed = dict.fromkeys(heir for party in told for heir in heirs.get(party, (party,)))
    return tuple(renamed), [msgspec.structs.replace(c, by=tuple(hand_over(c.by, heirs))) for c in claims]


def hand_over(agents: Iterable[Agent], heirs: Heirs) -> Iterable[Agent]:
    """Yield agents, each with the state that stands for its own."""
    for agent in agents:
        for actor in heirs.get(agent.actor or "", (agent.actor,)):
            yield msgspec.structs.replace(agent, actor=actor)
