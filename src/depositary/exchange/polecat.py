"""POLECAT rows: 40 tab-separated columns with a header, one row for each actor and recipient of an event.

Like GDELT, POLECAT has one actor and one recipient per row. It has no mentions: source and names come from the first
report of the event. An unknown value is the word ``None``. Wikipedia, GeoNames and coordinates are not looked up.

>>> len(COLUMNS)
40
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from depositary.exchange.cells import flatten
from depositary.exchange.entities import find_entity
from depositary.exchange.events import Event
from depositary.exchange.gdelt import number_event, split_event
from depositary.exchange.state_codes import find_codes
from depositary.exchange.table_parts import part_of

SIDES = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(name for side in ("Actor", "Recipient") for name in SIDES.format(side).split("|")),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
Cells = dict[str, str | None]


def write_polecat(events: Iterable[Event], path: Path) -> int:
    """Write events as POLECAT rows, and return the number of rows."""
    count = 0
    with part_of(path).open("w", encoding="utf-8", newline="") as stream:
        stream.write("\t".join(COLUMNS) + "\n")
        for count, cells in enumerate(make_rows(events), start=1):  # noqa: B007 - counted on purpose
            stream.write("\t".join(flatten(cells.get(name) or "None") for name in COLUMNS) + "\n")
    part_of(path).replace(path)
    return count


def make_rows(events: Iterable[Event]) -> Iterator[Cells]:
    """Yield the cells of all rows. The host of a visit has no row here, although CAMEO has a code for it."""
    for event in events:
        for actor, target, cameo in split_event(event):
            if cameo == event.code.cameo:
                key = number_event(event.id, actor, target)
                sides = {**describe_side("Actor", actor, event), **describe_side("Recipient", target, event)}
                yield {"Event ID": key, **describe_event(event), **sides}


def describe_event(event: Event) -> Cells:
    """Return the cells of an event without its actors."""
    source = event.tellings[0].source
    place = event.place
    return {
        "Event Date": event.date,
        "Event Type": event.code.root,
        "Event Mode": event.code.mode,
        "Intensity": str(event.code.scale),
        "Quad Code": QUADS[event.code.quad],
        "Contexts": join(event.contexts),
        "Placename": place.text if place else None,
        "Raw Placename": place.text if place else None,
        "Country": place.country if place else None,
        "Source": source.outlet,
        "Publication Date": (source.published or source.known_on)[:10],
        "Story People": join(agent.name for telling in event.tellings for agent in telling.agents if agent.office),
        "Story Locations": place.text if place else None,
        "Language": "en",
        "Version": f"depositary {version('depositary')}",
    }


def describe_side(side: str, actor: str, event: Event) -> Cells:
    """Return the cells of an actor or a recipient."""
    if not actor:
        return {}
    entity, agent = find_entity(actor), event.agent_of(actor)
    cow = find_codes(entity.country, int(event.date[:4])).cow if entity.country else None
    return {
        f"{side} Name": agent.name if agent else entity.name,
        f"{side} Country": entity.country or entity.code,
        f"{side} COW": str(cow) if cow else None,
        f"Primary {side} Sector": entity.sector or "IGO",
        f"{side} Sectors": entity.sector or "IGO",
        f"{side} Title": agent.office if agent else None,
        f"{side} Name Raw": agent.name if agent else None,
    }


def join(words: Iterable[str]) -> str:
    """Return distinct words as one cell."""
    return "; ".join(dict.fromkeys(word.replace(";", ",") for word in words))
