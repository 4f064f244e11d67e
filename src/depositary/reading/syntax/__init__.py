"""Syntax: questions about one parsed sentence.

Enters: a ``Sentence`` with tokens. Leaves: its tree, the verb that governs a word, the subject and the objects of a
verb, its tense, and the frames in which a verb stands. All labels of the grammar are named here.
"""

from __future__ import annotations

from depositary.reading.syntax.arguments import by_phrase, controllers, owners, subjects
from depositary.reading.syntax.tense import Direction, direction_at
from depositary.reading.syntax.tree import (
    OBJECTS,
    RELATIVES,
    SUBJECTS,
    Tree,
    clause_range,
    clause_verb,
    climb,
    is_passive,
    is_verbal,
    main_verb,
)
from depositary.reading.syntax.verb_frames import Frame, Role, Words, find_heads, load_frames

__all__ = [
    "OBJECTS",
    "RELATIVES",
    "SUBJECTS",
    "Direction",
    "Frame",
    "Role",
    "Tree",
    "Words",
    "by_phrase",
    "clause_range",
    "clause_verb",
    "climb",
    "controllers",
    "direction_at",
    "find_heads",
    "is_passive",
    "is_verbal",
    "load_frames",
    "main_verb",
    "owners",
    "subjects",
]
