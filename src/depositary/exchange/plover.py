"""PLOVER 2.0 records: one JSON object a line; required are ``id``, ``date``, ``actor``, ``event``.

>>> sorted(REQUIRED)
['actor', 'date', 'event', 'id']
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from depositary.exchange.events import Event, Telling

REQUIRED = frozenset({"id", "date", "actor", "event"})


def write_plover(events: Iterable[Event], path: Path) -> int:
    """Write events as PLOVER JSON lines, and return how many; the file gets its name when it is whole."""
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("wb") as stream:
        for count, event in enumerate(events, start=1):  # noqa: B007 - counted on purpose
            stream.write(msgspec.json.encode(make_record(event)) + b"\n")
    part.replace(path)
    return count


def make_record(event: Event) -> dict[str, Any]:
    """Return an event as a PLOVER record; what PLOVER has no field for stands under ``depositary``."""
    return {
        "id": event.id,
        "date": event.date,
        "actor": list(event.actors),
        "recipient": list(event.recipients),
        "event": event.code.root,
        "mode": event.code.mode,
        "context": list(event.contexts),
        "cameo": event.code.cameo,
        "country": event.country,
        "text": event.tellings[0].span.text,
        "depositary": {
            "agreement": event.agreement,
            "date": msgspec.to_builtins(event.told),
            "mentions": [describe(telling) for telling in event.tellings],
        },
    }


def describe(telling: Telling) -> dict[str, Any]:
    """Return one report's telling: source, and span in Unicode code points."""
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
