"""Certainty: which steps are sure enough to count for a status, and which wait for a reviewer.

Confidence is the reader's probability that a report tells a step. It is calibrated only for actions that training saw
often enough; the limit for others is low (``thresholds.toml``).

>>> join_confidence(0.4, 2)
0.64
"""

from __future__ import annotations

from depositary.data_files import read_toml
from depositary.model.claim import Claim

THRESHOLDS = read_toml("depositary.register.queries", "thresholds.toml")
REVIEWED: float = THRESHOLDS["review"]
"""A step below this is put before a reviewer."""
COUNTED: float = THRESHOLDS["counted"]
RARE: float = THRESHOLDS["rare"]
CALIBRATED = frozenset(THRESHOLDS["calibrated"])


def join_confidence(confidence: float, stories: int) -> float:
    """Return how probable a step is that independent stories tell: they don't all err together."""
    return round(1 - (1 - confidence) ** max(1, stories), 4)


def is_counted(claim: Claim) -> bool:
    """Tell whether a claim is sure enough to count for a status."""
    least = COUNTED if claim.action in CALIBRATED else RARE
    return join_confidence(claim.confidence, claim.stories) >= least
