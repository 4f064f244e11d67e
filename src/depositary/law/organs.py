"""Organs of a state: whose act is the state's own, and whose is one stage towards it.

>>> from depositary.model.reading import Agent
>>> role_of(Agent("Federation Council", actor="RUS", organ=Organ.CHAMBER)).value
'stage'
>>> role_of(Agent("Vladimir Putin", "President", "RUS")).value
'state'
"""

from __future__ import annotations

from enum import StrEnum

from depositary.model.reading import Agent
from depositary.model.vocabulary import Organ


class Role(StrEnum):
    """What an agent's act is for its state."""

    STATE = "state"
    STAGE = "stage"
    LEGISLATURE = "legislature"


# Organs whose act isn't the state's own (VCLT 7, 14). A legislature completes a ratification in common speech,
# and by itself never withdraws from anything; any other organ, and a state named alone, acts for the state.
ROLES = {
    Organ.LEGISLATURE: Role.LEGISLATURE,
    Organ.CHAMBER: Role.STAGE,
    Organ.CABINET: Role.STAGE,
    Organ.COMMITTEE: Role.STAGE,
    Organ.COURT: Role.STAGE,
    Organ.DESIGNATE: Role.STAGE,
}


def role_of(agent: Agent) -> Role:
    """Return what the agent's act is for its state, by the organ that the reader saw in it."""
    return ROLES.get(agent.organ, Role.STATE) if agent.organ else Role.STATE
