"""Ranges of a report kept so that those around a place are found without a walk over all of them.

>>> kept = Coverage[str]()
>>> kept.add(10, 2000, "long")
>>> kept.add(40, 60, "short")
>>> kept.around(50)
['long', 'short']
>>> kept.touching(0, 20)
['long']
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

WIDTH = 1024
Item = TypeVar("Item")


@dataclass(slots=True)
class Coverage(Generic[Item]):
    """Items with half-open ranges, filed by the stretches of text that they touch."""

    filed: defaultdict[int, list[tuple[int, int, Item]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, start: int, end: int, item: Item) -> None:
        """Keep an item under its range ``[start, end)``."""
        for stretch in range(start // WIDTH, max(start, end - 1) // WIDTH + 1):
            self.filed[stretch].append((start, end, item))

    def around(self, position: int) -> list[Item]:
        """Return the items whose ranges cover a code point, in the order in which they were added."""
        return [item for start, end, item in self.filed.get(position // WIDTH, ()) if start <= position < end]

    def touching(self, start: int, end: int) -> list[Item]:
        """Return the items whose ranges share a code point with ``[start, end)``, each once."""
        found: list[tuple[int, int, Item]] = []
        for stretch in range(start // WIDTH, max(start, end - 1) // WIDTH + 1):
            for s, e, item in self.filed.get(stretch, ()):
                if s < end and start < e and max(s, start) // WIDTH == stretch:
                    found.append((s, e, item))
        return [item for _, _, item in found]
