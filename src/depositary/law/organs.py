"""Organs of a state: whose act is the state's own, and whose is one stage towards it.

>>> from depositary.model.reading import Agent
>>> role_of(Agent("Federation Council", actor="RUS")).value
'stage'
>>> role_of(Agent("Vladimir Putin", "President", "RUS")).value
'state'
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files

from depositary.model.reading import Agent


class Role(StrEnum):
    """What an agent's act is for its state."""

    STATE = "state"
    STAGE = "stage"
    LEGISLATURE = "legislature"


@cache
def read_table(name: str) -> tuple[tuple[str, str], ...]:
    """Return the two columns of a data file of this package."""
    lines = files("depositary.law").joinpath(name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((row[0], row[1]) for row in rows)


@cache
def wording(name: str, value: str) -> re.Pattern[str]:
    """Return the pattern of the words that a data file gives ``value`` to; ``*`` ends a beginning."""
    words = sorted((word for word, held in read_table(name) if held == value), key=len, reverse=True)
    forms = (re.escape(word[:-1]) if word.endswith("*") else re.escape(word) + r"\b" for word in words)
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + ")", re.IGNORECASE)


def role_of(agent: Agent) -> Role:
    """Return what the agent's act is for its state (VCLT 7, 14); who holds an office acts for the state."""
    if agent.office and not wording("organs.tsv", "designate").search(agent.office):
        return Role.STATE
    if wording("organs.tsv", "designate").search(agent.office or agent.name):
        return Role.STAGE
    roles = (Role.STAGE, Role.LEGISLATURE)
    return next((role for role in roles if wording("organs.tsv", role).search(agent.name)), Role.STATE)
