"""Tallies: counts by key and year in little room, for the pairs of a treaty of 200 parties are many.

>>> tally = Tally(("signed", "in_force"), 2021)
>>> tally.add(("MLI", "TCD"), 2020, (1, 0))
>>> list(tally.rows())
[(('MLI', 'TCD'), 2020, {'signed': 1, 'in_force': 0}), (('MLI', 'TCD'), 2021, {'signed': 0, 'in_force': 0})]
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

Key = tuple[str, ...]


class Tally:
    """Counts under some names for each key, from the first year in which something is added to it to the last year."""

    def __init__(self, names: tuple[str, ...], last: int) -> None:
        """Start with nothing counted; ``last`` is the last year."""
        self.names = names
        self.last = last
        self.cells: dict[Key, array[int]] = {}

    def add(self, key: Key, year: int, counts: Sequence[int]) -> None:
        """Add counts, in the order of the names, to a key's year."""
        cells = self.cells.get(key) or array("i")
        back = (self.last - year + 1) * len(self.names)  # cells are laid out so that the last year ends the array
        if back > len(cells):
            cells = self.cells[key] = array("i", bytes(array("i").itemsize * (back - len(cells)))) + cells
        start = len(cells) - back
        for place, count in enumerate(counts, start=start):
            cells[place] += count

    def rows(self) -> Iterator[tuple[Key, int, dict[str, int]]]:
        """Yield key, year and counts, in order of keys and years."""
        width = len(self.names)
        for key in sorted(self.cells):
            cells = self.cells[key]
            first = self.last + 1 - len(cells) // width
            for start in range(0, len(cells), width):
                counts = dict(zip(self.names, cells[start : start + width], strict=True))
                yield key, first + start // width, counts
