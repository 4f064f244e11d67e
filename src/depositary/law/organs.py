"""Organs of a state: whose approval completes its own procedure, and whose is one stage of it.

>>> from depositary.model.reading import Agent
>>> is_partial_organ(Agent("Federation Council", actor="RUS"))
True
>>> is_partial_organ(Agent("Vladimir Putin", "President", "RUS"))
False
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from depositary.model.reading import Agent


@cache
def _stages() -> re.Pattern[str]:
    """Return the pattern of the words in ``organs.tsv``."""
    lines = files("depositary.law").joinpath("organs.tsv").read_text("utf-8").splitlines()
    words = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def is_partial_organ(agent: Agent) -> bool:
    """Tell whether the agent is an organ whose approval alone does not bind the state (VCLT 14)."""
    return not agent.office and _stages().search(agent.name) is not None
