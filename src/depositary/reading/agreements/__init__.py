"""Agreements: mentions of instruments, which of them are one, and what each is.

Enters: an ``Analysis`` with its actors and dates. Leaves: ``Agreements``, each with title, other names, kind, areas,
parties and term, and the mentions that belong to it.
"""

from __future__ import annotations

from depositary.reading.agreements.acronyms import spells
from depositary.reading.agreements.areas import areas_in
from depositary.reading.agreements.coreference import MOST_REFERENCES
from depositary.reading.agreements.finder import find_agreements, has_agreements
from depositary.reading.agreements.nouns import NAMED, find_nouns, friends, is_befriended, load_instruments, name_kind

__all__ = [
    "MOST_REFERENCES",
    "NAMED",
    "areas_in",
    "find_agreements",
    "find_nouns",
    "friends",
    "has_agreements",
    "is_befriended",
    "load_instruments",
    "name_kind",
    "spells",
]
