"""PLOVER 2.0 records (manual, chapter 5), one JSON object per line. Required fields: ``id date actor event``.

>>> sorted(REQUIRED)
['actor', 'date', 'event', 'id']
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from depositary.exchange.entities import find_entity
from depositary.exchange.events import Event, Telling
from depositary.exchange.table_parts import part_of

REQUIRED = frozenset({"id", "date", "actor", "event"})


def write_plover(events: Iterable[Event], path: Path) -> int:
    """Write events as PLOVER JSON lines, and return the number of events."""
    count = 0
    with part_of(path).open("wb") as stream:
        for count, event in enumerate(events, start=1):  # noqa: B007 - counted on purpose
            stream.write(msgspec.json.encode(make_record(event)) + b"\n")
    part_of(path).replace(path)
    return count


def make_record(event: Event) -> dict[str, Any]:
    """Return an event as a PLOVER record. Facts without a PLOVER field are under ``depositary``."""
    first = event.tellings[0]
    return {
        "id": event.id,
        "date": event.date,
        "actor": [describe_entity(actor, event) for actor in event.actors],
        "recipient": [describe_entity(actor, event) for actor in event.recipients],
        "event": [event.code.root],
        "mode": [event.code.mode] if event.code.mode else [],
        "context": list(event.contexts),
        "quad_code": event.code.quad,
        "event_scale": event.code.scale,
        "event_loc": {"name": event.place.text, "country_code3": event.place.country} if event.place else None,
        "link": event.agreement,
        "text": first.span.text,
        "text_info": {"start": first.span.start, "end": first.span.end},
        "cite_info": {
            "citation": first.source.id,
            "url": first.source.url,
            "title": first.source.title,
            "publication": first.source.outlet,
            "coder": f"depositary {version('depositary')}",
            "codebook": "plover-base-2.0",
        },
        "depositary": {
            "cameo": event.code.cameo,
            "date": msgspec.to_builtins(event.told),
            "mentions": [describe(telling) for telling in event.tellings],
        },
    }


def describe_entity(actor: str, event: Event) -> dict[str, Any]:
    """Return an actor as an entity object, with the person who acted for it in the first report that names one."""
    entity = find_entity(actor)
    agent = event.agent_of(actor)
    return {
        "code": entity.code,
        "sector": entity.sector,
        "entity_text": agent.name if agent else None,
        "identifier_id": actor,
        "identifier_text": entity.name,
        "office": agent.office if agent else None,
    }


def describe(telling: Telling) -> dict[str, Any]:
    """Return the mention in one report: source, and span in Unicode code points."""
    source = telling.source
    return {
        "claim": telling.claim,
        "report": source.id,
        "source": source.outlet,
        "url": source.url,
        "published": source.published,
        "start": telling.span.start,
        "end": telling.span.end,
        "text": telling.span.text,
        "confidence": telling.confidence,
    }
