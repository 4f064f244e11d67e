"""GEXF 1.3: who has agreements with whom, as a graph that Gephi and networkx read.

>>> Pair("RUS", "IRN").agreements
0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from depositary.exchange.entities import find_entity
from depositary.exchange.extract import Entry
from depositary.exchange.panels import LASTING
from depositary.exchange.state_codes import find_codes
from depositary.exchange.table_parts import part_of
from depositary.languages.wording import name_actor

NAMESPACE = "http://gexf.net/1.3"
# Attributes of nodes and edges, each with its GEXF type.
NODES = {"code": "string", "sort": "string", "cow": "integer", "gw": "integer", "agreements": "integer"}
PAIRS = {"agreements": "integer", "bilateral": "integer", "in_force": "integer", "first_on": "string", "ids": "string"}
Value = str | int | None


@dataclass(slots=True)
class Pair:
    """Two actors, and what they have with each other; gathered while agreements pass."""

    one: str
    other: str
    agreements: int = 0
    bilateral: int = 0
    in_force: int = 0
    first_on: str = "9999"
    ids: list[str] = field(default_factory=list)

    def take(self, entry: Entry, bound: set[str]) -> None:
        """Count one agreement; ``bound`` are those for which it is in force."""
        self.agreements += 1
        self.bilateral += len(entry.dossier.parties) == 2
        self.in_force += {self.one, self.other} <= bound
        self.first_on = min(self.first_on, entry.dossier.mentions[0].known_on[:10])
        self.ids.append(entry.dossier.id)


def write_gexf(entries: Iterable[Entry], path: Path, year: int) -> tuple[int, int]:
    """Write a graph of actors, and return how many nodes and edges; the file is named when it is whole.

    Args:
        entries: the agreements.
        path: where to.
        year: the year whose state codes the nodes have.

    Raises:
        EvidenceError: a span does not hold the words that its report says there.
    """
    pairs: dict[tuple[str, str], Pair] = {}
    counts: dict[str, int] = {}
    for entry in entries:
        statuses = entry.standing.party_status
        bound = {party for party, status in statuses.items() if status in LASTING}
        for party in entry.dossier.parties:
            counts[party] = counts.get(party, 0) + 1
        for one, other in combinations(sorted(entry.dossier.parties), 2):
            pairs.setdefault((one, other), Pair(one, other)).take(entry, bound)
    tree = ElementTree(draw(counts, [pairs[key] for key in sorted(pairs)], year))
    indent(tree, " ")
    tree.write(part_of(path), "utf-8", xml_declaration=True)
    part_of(path).replace(path)
    return len(counts), len(pairs)


def draw(counts: Mapping[str, int], pairs: Iterable[Pair], year: int) -> Element:
    """Return the graph as XML."""
    root = Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    graph = SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    declare(graph, "node", NODES)
    declare(graph, "edge", PAIRS)
    nodes = SubElement(graph, "nodes")
    for actor in sorted(counts):
        node = SubElement(nodes, "node", {"id": actor, "label": name_actor(actor)})
        put(node, describe_actor(actor, counts[actor], year))
    edges = SubElement(graph, "edges")
    for number, pair in enumerate(pairs):
        ends = {"id": str(number), "source": pair.one, "target": pair.other, "weight": str(pair.agreements)}
        cells = {name: getattr(pair, name) for name in PAIRS}
        put(SubElement(edges, "edge", ends), {**cells, "ids": " ".join(pair.ids)})
    return root


def declare(graph: Element, whose: str, attributes: Mapping[str, str]) -> None:
    """Declare the attributes of nodes or edges."""
    declared = SubElement(graph, "attributes", {"class": whose, "mode": "static"})
    for name, kind in attributes.items():
        SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})


def put(element: Element, cells: Mapping[str, Value]) -> None:
    """Give a node or an edge its values."""
    values = SubElement(element, "attvalues")
    for name, value in cells.items():
        if value is not None:
            SubElement(values, "attvalue", {"for": name, "value": str(value)})


def describe_actor(actor: str, agreements: int, year: int) -> dict[str, Value]:
    """Return the values of a node."""
    codes, entity = find_codes(actor, year), find_entity(actor)
    sort = "state" if entity.country == actor else "group" if entity.sector else "organisation"
    return {"code": actor, "sort": sort, "cow": codes.cow, "gw": codes.gw, "agreements": agreements}
