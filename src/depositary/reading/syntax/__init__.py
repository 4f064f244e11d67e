"""Syntax: questions about one parsed sentence.

Enters: a ``Sentence`` with tokens. Leaves: its tree, the governing verb of a word, the subject and objects of a verb,
its tense, and the frames of a verb. All grammatical labels are named in ``labels``.
"""

from __future__ import annotations

from depositary.reading.syntax import labels
from depositary.reading.syntax.arguments import by_phrase, owners
from depositary.reading.syntax.subjects import controllers, nearest_subject, speaking_subject, subjects
from depositary.reading.syntax.tense import Direction, direction_at
from depositary.reading.syntax.tree import (
    Tree,
    clause_range,
    clause_verb,
    climb,
    helpers_of,
    is_passive,
    is_verbal,
    main_verb,
)
from depositary.reading.syntax.verb_frames import Frame, Role, Words, find_heads, load_frames

__all__ = [
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
    "helpers_of",
    "is_passive",
    "is_verbal",
    "labels",
    "load_frames",
    "main_verb",
    "nearest_subject",
    "owners",
    "speaking_subject",
    "subjects",
]
