"""The map: the states of the world, shaded by how many agreements each has in what is asked for.

>>> [shade.words for shade in list_shades(7)]
['1', '2 to 3', '4 to 7']
>>> find_shade(5, list_shades(7))
3
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from depositary.languages.wording import name_actor

WIDTH, HEIGHT = 4800, 2087
STEPS = (1, 3, 9, 29)
"""The most agreements of each shade but the last."""
UNNAMED = {"CYN": "North of Cyprus", "SOL": "Somaliland"}
"""What the map shows and no report names as a state."""


@dataclass(frozen=True)
class Shade:
    """A shade of the map, from the palest (1): so many agreements."""

    step: int
    low: int
    high: int

    @property
    def words(self) -> str:
        """Its range in words."""
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


@dataclass(frozen=True)
class Shape:
    """What is drawn: a state as a path or as a dot, or a contested boundary as a path."""

    sort: str
    code: str
    path: str
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Shaded:
    """A state on the map with its count; ``step`` 0 is not shaded, ``chosen`` is a state that is asked for."""

    shape: Shape
    name: str
    count: int
    step: int
    chosen: bool


@functools.cache
def load_shapes() -> tuple[Shape, ...]:
    """Load what is drawn, states before dots before contested boundaries."""
    text = resources.files("depositary.web").joinpath("world.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    return tuple(Shape(sort, code, path, int(x or 0), int(y or 0)) for sort, code, _, x, y, path in rows)


def list_shades(most: int) -> list[Shade]:
    """Return the shades that are needed where no state has more than ``most`` agreements."""
    lows = [low for low in (1, *(step + 1 for step in STEPS)) if low <= most]
    highs = [*(low - 1 for low in lows[1:]), most][: len(lows)]
    return [Shade(step, low, high) for step, (low, high) in enumerate(zip(lows, highs, strict=True), 1)]


def find_shade(count: int, shades: Sequence[Shade]) -> int:
    """Return the step of a count; 0 where there is none."""
    return next((shade.step for shade in shades if shade.low <= count <= shade.high), 0)


def shade_world(counts: Mapping[str, int], chosen: Sequence[str] = ()) -> tuple[list[Shaded], list[Shade]]:
    """Return the states as the map shows them, and the shades that it uses.

    Args:
        counts: agreements by the code of an actor; those that are no states on the map are passed over.
        chosen: the states that are asked for: they are marked, not shaded.
    """
    drawn = {shape.code for shape in list_states()}
    shades = list_shades(max((counts[code] for code in drawn & counts.keys() if code not in chosen), default=0))
    return [shade_state(shape, counts, shades, chosen) for shape in list_states()], shades


def shade_state(shape: Shape, counts: Mapping[str, int], shades: Sequence[Shade], chosen: Sequence[str]) -> Shaded:
    """Return one state as the map shows it."""
    count = counts.get(shape.code, 0)
    marked = shape.code in chosen
    name = UNNAMED.get(shape.code) or name_actor(shape.code)
    return Shaded(shape, name, count, 0 if marked else find_shade(count, shades), marked)


def list_states() -> list[Shape]:
    """Return the shapes that are states."""
    return [shape for shape in load_shapes() if shape.sort != "contested"]


def list_contested() -> list[str]:
    """Return the paths of the contested boundaries."""
    return [shape.path for shape in load_shapes() if shape.sort == "contested"]
