"""Relations: which agreement builds on, replaces, amends or extends which.

Enters: the mentions of agreements and the words between them. Leaves: ``Relation`` values with evidence.
"""

from __future__ import annotations

from depositary.reading.relations.finder import find_relations
from depositary.reading.relations.signs import read_before, read_between, read_names

__all__ = ["find_relations", "read_before", "read_between", "read_names"]
