"""FollowTheMoney files: entities (JSON lines) and statements (CSV), in the form that its library and Aleph read.

>>> STATEMENT[:3]
('canonical_id', 'entity_id', 'prop')
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from depositary.exchange.ftm import Fact, FactSet
from depositary.exchange.table_parts import part_of

DATASET = "depositary"
STATEMENT = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin"),
    *("lang", "original_value", "external", "first_seen", "last_seen", "id"),
)
# FollowTheMoney's type of each property that is used here.
TYPES = {
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("summary", "description"), "text"),
    **dict.fromkeys(("date", "startDate", "endDate", "publishedAt"), "date"),
    **dict.fromkeys(("keywords", "status", "role", "recordId", "title", "publisher"), "string"),
    **dict.fromkeys(
        ("project", "participant", "involved", "proof", "document", "entity", "subject", "object"), "entity"
    ),
    **{"country": "country", "location": "address", "projectId": "identifier", "sourceUrl": "url"},
}


def write_ftm(sets: Iterable[FactSet], folder: Path) -> tuple[int, int]:
    """Write ``entities.ftm.json`` and ``statements.csv`` into a folder, and return the number of each.

    Args:
        sets: the entities, each once.
        folder: the output folder. It is created if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "entities.ftm.json", folder / "statements.csv"
    counts = [0, 0]
    with part_of(paths[0]).open("wb") as one, part_of(paths[1]).open("w", encoding="utf-8", newline="") as two:
        writer = csv.DictWriter(two, STATEMENT, dialect=csv.unix_dialect)
        writer.writeheader()
        for found in sets:
            one.write(msgspec.json.encode(make_entity(found)) + b"\n")
            rows = list(make_statements(found))
            writer.writerows(rows)
            counts = [counts[0] + 1, counts[1] + len(rows)]
    for path in paths:
        part_of(path).replace(path)
    return counts[0], counts[1]


def make_entity(found: FactSet) -> dict[str, Any]:
    """Return an entity in FollowTheMoney's JSON."""
    properties: dict[str, list[str]] = {}
    for fact in found.facts:
        values = properties.setdefault(fact.prop, [])
        if fact.value not in values:
            values.append(fact.value)
    return {"id": found.id, "schema": found.schema, "properties": properties, "datasets": [DATASET]}


def make_statements(found: FactSet) -> Iterator[dict[str, str]]:
    """Yield the statements on an entity. The same fact in two reports gives two statements."""
    for fact in dict.fromkeys(found.facts):
        yield {
            "canonical_id": found.id,
            "entity_id": found.id,
            "prop": fact.prop,
            "prop_type": TYPES[fact.prop],
            "schema": found.schema,
            "value": fact.value,
            "dataset": DATASET,
            "origin": fact.origin,
            "external": "f",
            "first_seen": fact.seen or "",
            "last_seen": fact.seen or "",
            "id": number(found, fact),
        }


def number(found: FactSet, fact: Fact) -> str:
    """Return the id of a statement: FollowTheMoney's key with the origin, so that two reports stay distinct."""
    return hashlib.sha1(f"{DATASET}.{found.id}.{fact.prop}.{fact.value}.{fact.origin}".encode()).hexdigest()
