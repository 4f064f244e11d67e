"""Tallies: counts by key and year in little room, for the pairs of a treaty of 200 parties are many.

What nobody reported may still have happened, so such a count is missing and never zero.

>>> tally = Tally(("agreements", "signed"), 2021, missing=frozenset({"signed"}))
>>> tally.add(("MLI", "TCD"), 2020, (1, 1))
>>> tally.add(("MLI", "TCD"), 2021, (1, 0))
>>> [counts for _, _, counts in tally.rows()]
[{'agreements': 1, 'signed': 1}, {'agreements': 1, 'signed': None}]
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence

Key = tuple[str, ...]


class Tally:
    """Counts under some names for each key, from the first year in which something is added to it to the last year.

    Counts named in ``missing`` are missing where nothing is counted; those named in ``doubts`` where nothing is and
    the count that they name, which is not written, is not zero.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        last: int,
        missing: frozenset[str] = frozenset(),
        doubts: Mapping[str, str] | None = None,
    ) -> None:
        """Start with nothing counted; ``last`` is the last year."""
        self.names = names
        self.last = last
        self.missing = missing
        self.doubts = dict(doubts or {})
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

    def rows(self) -> Iterator[tuple[Key, int, dict[str, int | None]]]:
        """Yield key, year and counts, in order of keys and years."""
        width = len(self.names)
        for key in sorted(self.cells):
            cells = self.cells[key]
            first = self.last + 1 - len(cells) // width
            for start in range(0, len(cells), width):
                counts = dict(zip(self.names, cells[start : start + width], strict=True))
                yield key, first + start // width, self.settle(counts)

    def settle(self, counts: dict[str, int]) -> dict[str, int | None]:
        """Return counts with those that nobody knows left out."""
        known = {name: count for name, count in counts.items() if name not in self.doubts.values()}
        return {name: None if self.is_unknown(name, counts) else count for name, count in known.items()}

    def is_unknown(self, name: str, counts: Mapping[str, int]) -> bool:
        """Tell whether a count of nothing only says that nothing is known."""
        doubt = self.doubts.get(name)
        return counts[name] == 0 and (name in self.missing or (doubt is not None and counts[doubt] > 0))
