"""The network: who has how many agreements with whom, as a graph with places for a drawing.

>>> from depositary.register.queries.listing import Line
>>> line = Line("a1", "Blue Treaty", "treaty", ["MLI", "TCD"], [], None, "2025-01-01", "2025-01-02", 1, 1)
>>> [(tie.one, tie.other, tie.agreements) for tie in count_ties([line])]
[('MLI', 'TCD', 1)]
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec

from depositary.languages.wording import name_actor
from depositary.register.queries.listing import Line

CIRCLE = 8  # parties; an agreement of more is left out: it would tie everybody to everybody
NODES, TIES = 60, 140  # participants and pairs that are drawn
FEW_NODES, FEW_TIES = 16, 30  # the same in the drawing for a phone
WIDTH, HEIGHT, MARGIN = 960, 640, 60
NARROW, NARROW_MARGIN = 360, 42
DRAWINGS = 64  # drawings that are kept
ROUNDS = 80  # of the layout


class Tie(msgspec.Struct, frozen=True):
    """Two parties and how many agreements both take part in; ``last_on`` is the day of the last report on them."""

    one: str
    other: str
    agreements: int
    last_on: str


class Partner(msgspec.Struct, frozen=True):
    """An actor and in how many of the agreements that are asked for it takes part."""

    actor: str
    agreements: int


@dataclass(frozen=True)
class Node:
    """A party in the drawing."""

    code: str
    name: str
    x: int
    y: int
    radius: float
    ties: int


@dataclass(frozen=True)
class Edge:
    """A tie in the drawing."""

    tie: Tie
    start: Node
    end: Node
    width: float


@dataclass(frozen=True)
class Network:
    """The drawing: nodes and edges, and how many parties and ties it leaves out."""

    nodes: list[Node]
    edges: list[Edge]
    width: int
    height: int
    parties_out: int
    ties_out: int


def count_ties(lines: Iterable[Line]) -> list[Tie]:
    """Return the ties that agreements of few parties make, the strongest first."""
    counted: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], str] = {}
    for line in lines:
        if len(line.parties) <= CIRCLE:
            for pair in combinations(sorted(line.parties), 2):
                counted[pair] += 1
                last[pair] = max(last.get(pair, ""), line.last_on)
    ties = [Tie(one, other, count, last[one, other]) for (one, other), count in counted.items()]
    return sorted(ties, key=lambda tie: (-tie.agreements, tie.one, tie.other))


def count_wide(lines: Iterable[Line]) -> int:
    """Return how many agreements have too many parties for the network."""
    return sum(1 for line in lines if len(line.parties) > CIRCLE)


def draw_network(ties: Sequence[Tie], *, narrow: bool = False) -> Network | None:
    """Lay the strongest ties out, all of them or those that a phone has room for; ``None`` where there is none."""
    return draw_ties(tuple(ties), narrow=narrow) if ties else None


@functools.lru_cache(DRAWINGS)
def draw_ties(ties: tuple[Tie, ...], *, narrow: bool) -> Network:
    """Lay ties out; the drawings asked for last are kept, for it takes long."""
    most_nodes, most_ties = (FEW_NODES, FEW_TIES) if narrow else (NODES, TIES)
    width, margin = (NARROW, NARROW_MARGIN) if narrow else (WIDTH, MARGIN)
    weights: Counter[str] = Counter()
    for tie in ties:
        weights[tie.one] += tie.agreements
        weights[tie.other] += tie.agreements
    drawn = {code for code, _ in weights.most_common(most_nodes)}
    kept = [tie for tie in ties if {tie.one, tie.other} <= drawn][:most_ties]
    nodes = lay_out(kept, weights, width, margin)
    edges = [Edge(t, nodes[t.one], nodes[t.other], min(1 + t.agreements**0.6, 9)) for t in reversed(kept)]
    height = find_height(len(nodes))
    return Network(list(nodes.values()), edges, width, height, len(weights) - len(nodes), len(ties) - len(kept))


def lay_out(ties: Sequence[Tie], weights: Counter[str], width: int, margin: int) -> dict[str, Node]:
    """Place the parties of ties: drawn by their ties, pushed apart by one another; the same each time."""
    import networkx  # type: ignore[import-untyped]  # it ships no types

    graph = networkx.Graph()
    graph.add_weighted_edges_from((tie.one, tie.other, tie.agreements**0.5) for tie in ties)
    places = networkx.forceatlas2_layout(graph, max_iter=ROUNDS, weight="weight", seed=1, strong_gravity=True)
    spread = spread_places({code: (float(at[0]), float(at[1])) for code, at in places.items()}, width, margin)
    degrees = dict(graph.degree())
    most = max(weights.values())
    return {
        code: Node(code, name_actor(code), x, y, 4 + 10 * (weights[code] / most) ** 0.5, degrees[code])
        for code, (x, y) in spread.items()
    }


def spread_places(places: dict[str, tuple[float, float]], width: int, margin: int) -> dict[str, tuple[int, int]]:
    """Return places so that they fill the frame: by their rank and their distance, half each."""
    xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    height = find_height(len(places))
    return {code: (fit(x, xs, width, margin), fit(y, ys, height, margin)) for code, (x, y) in places.items()}


def find_height(nodes: int) -> int:
    """Return how high a frame so many nodes need."""
    return min(HEIGHT, 200 + 24 * nodes)


def fit(value: float, values: Sequence[float], size: int, margin: int) -> int:
    """Return where a value lies on an axis of the frame."""
    low, high = min(values), max(values)
    share = (value - low) / (high - low) if high > low else 0.5
    rank = sum(1 for other in values if other < value) / max(len(values) - 1, 1)
    return round(margin + (share + rank) / 2 * (size - 2 * margin))
