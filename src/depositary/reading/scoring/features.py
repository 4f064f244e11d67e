"""Numbers that learned weights are applied to.

>>> round(logit(0.5), 3), round(logit(0.0), 1)
(0.0, -6.9)
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from depositary.model.reading import Agent

LEAST = 0.001
"""Probabilities are held this far from 0 and 1, so that their logits stay finite."""
ABSENT = -7.0
"""The logit that stands for a probability nobody gave."""

Features = dict[str, float]


def logit(probability: float) -> float:
    """Return the log odds of a probability."""
    held = min(max(probability, LEAST), 1 - LEAST)
    return math.log(held / (1 - held))


def logit_or_absent(probability: float | None) -> float:
    """Return the log odds of a probability, `ABSENT` where there is none."""
    return ABSENT if not probability else logit(probability)


def mean(values: Iterable[float]) -> float:
    """Return the mean of some numbers, 0 where there are none."""
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def key_of(agent: Agent) -> str:
    """Return what tells two agents apart: the actor's code, else the last word of the name in lower case."""
    words = agent.name.lower().split()
    return agent.actor or (words[-1].strip(".,'’") if words else "")
