"""Curation: the doubts that people should decide, and their decisions.

Enters: doubtful merges and claims, and decisions. Leaves: judgements on mentions and verdicts on claims. Each has a
reason and an author, and can be undone.
"""

from __future__ import annotations

from depositary.register.curation import review
from depositary.register.curation.doubts import (
    MOST,
    SORTS,
    DoubtedClaim,
    DoubtedMerge,
    Doubts,
    load_told,
)
from depositary.register.curation.history import EVER, Entry, find_judge, list_history
from depositary.register.curation.review import decide, judge, undo

__all__ = [
    "EVER",
    "MOST",
    "SORTS",
    "DoubtedClaim",
    "DoubtedMerge",
    "Doubts",
    "Entry",
    "decide",
    "find_judge",
    "judge",
    "list_history",
    "load_told",
    "review",
    "undo",
]
