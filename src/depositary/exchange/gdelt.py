"""GDELT 2.0 tables: events (61 columns) and mentions (16 columns), tab-separated, without a header.

GDELT has one actor and one target per row. An event with several actors gives a row for each pair, and a joint event
one for each ordered pair. Tone and coordinates stay empty, because they are not measured here.

>>> len(EVENTS), len(MENTIONS)
(61, 16)
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from itertools import permutations, product
from pathlib import Path

from depositary.exchange.cells import flatten
from depositary.exchange.entities import find_entity
from depositary.exchange.events import Event, Telling
from depositary.exchange.table_parts import part_of
from depositary.languages.wording import name_actor, write_place
from depositary.model.reading import Place

ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
PLACE = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID"
EVENTS = (
    *["GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"],
    *(f"Actor{side}{name}" for side in (1, 2) for name in ACTOR.split()),
    *["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"],
    *["NumMentions", "NumSources", "NumArticles", "AvgTone"],
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in PLACE.split()),
    *["DATEADDED", "SOURCEURL"],
)
MENTIONS = (
    "GlobalEventID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
)
VISIT, HOST = "042", "043"
HOSTED = 2.8  # the Goldstein score of hosting a visit
Cells = dict[str, str]


def write_gdelt(events: Iterable[Event], folder: Path) -> tuple[int, int]:
    """Write ``events.tsv`` and ``mentions.tsv`` into a folder, and return the number of rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "events.tsv", folder / "mentions.tsv"]
    parts = [part_of(path) for path in paths]
    counts = [0, 0]
    with (
        parts[0].open("w", encoding="utf-8", newline="") as one,
        parts[1].open("w", encoding="utf-8", newline="") as two,
    ):
        for event in events:
            for actor, target, cameo in split_event(event):
                key = number_event(event.id, actor, target)
                one.write(join(EVENTS, describe_event(event, key, actor, target, cameo)))
                told = [
                    join(MENTIONS, describe_mention(event, telling, key, actor, target)) for telling in event.tellings
                ]
                two.write("".join(told))
                counts = [counts[0] + 1, counts[1] + len(told)]
    for part, path in zip(parts, paths, strict=True):
        part.replace(path)
    return counts[0], counts[1]


def split_event(event: Event) -> Iterator[tuple[str, str, str]]:
    """Yield actor, target and CAMEO code of each pair. The host of a visit has a row of its own."""
    cameo = event.code.cameo
    if event.recipients:
        for actor, target in product(event.actors, event.recipients):
            if actor != target:
                yield actor, target, cameo
            if cameo == VISIT:
                yield target, actor, HOST
        return
    pairs = list(permutations(event.actors, 2)) if len(event.actors) > 1 else [(event.actors[0], "")]
    yield from ((actor, target, cameo) for actor, target in pairs)


def number_event(event: str, actor: str, target: str) -> str:
    """Return the number of a row: 53 bits of a hash, which every tool can represent."""
    digest = hashlib.sha256(f"{event}\t{actor}\t{target}".encode()).digest()
    return str(int.from_bytes(digest[:8], "big") >> 11)


def join(columns: tuple[str, ...], cells: Cells) -> str:
    """Return cells as a line. Characters that would break the table become spaces."""
    return "\t".join(flatten(cells.get(name, "")) for name in columns) + "\n"


def describe_event(event: Event, key: str, actor: str, target: str, cameo: str) -> Cells:
    """Return the cells of an event's row."""
    day = event.date.replace("-", "")
    outlets = {telling.source.outlet for telling in event.tellings}
    return {
        "GlobalEventID": key,
        "Day": day,
        "MonthYear": day[:6],
        "Year": day[:4],
        "FractionDate": fraction(event.date),
        **describe_actor("Actor1", actor),
        **describe_actor("Actor2", target),
        "IsRootEvent": "1",
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": str(event.code.quad),
        "GoldsteinScale": str(HOSTED if cameo == HOST else event.code.goldstein),
        "NumMentions": str(len(event.tellings)),
        "NumSources": str(len(outlets)),
        "NumArticles": str(len({telling.source.id for telling in event.tellings})),
        **describe_place(event.place),
        "DATEADDED": stamp(min(telling.source.known_on for telling in event.tellings)),
        "SOURCEURL": event.tellings[0].source.url or "",
    }


def describe_actor(side: str, code: str) -> Cells:
    """Return the cells of one actor. A state or group has a country code, an organisation has type IGO."""
    if not code:
        return {}
    entity = find_entity(code)
    return {
        f"{side}Code": code,
        f"{side}Name": entity.name.upper(),
        f"{side}CountryCode": entity.country or "",
        f"{side}KnownGroupCode": "" if entity.country == code else code,
        f"{side}Type1Code": entity.sector or "IGO",
    }


def describe_place(place: Place | None) -> Cells:
    """Return the cells of the place: its name, and its country as ISO 3166 alpha-3 (not FIPS 10-4)."""
    if place is None:
        return {}
    kind = {"ActionGeo_Type": "1" if place.text == name_actor(place.country or "") else "4"}
    return {**kind, "ActionGeo_Fullname": write_place(place), "ActionGeo_CountryCode": place.country or ""}


def fraction(day: str) -> str:
    """Return the year with the elapsed part of it as a fraction, to four decimal places.

    >>> fraction("2025-07-02")
    '2025.4986'
    """
    date = dt.date.fromisoformat(day)
    return f"{date.year + (date.timetuple().tm_yday - 1) / 365:.4f}"


def stamp(day: str) -> str:
    """Return a day or time as GDELT's fourteen digits."""
    return "".join(mark for mark in day if mark.isdigit())[:14].ljust(14, "0")


def describe_mention(event: Event, telling: Telling, key: str, actor: str, target: str) -> Cells:
    """Return the cells of a mention. Offsets count Unicode code points of the report's text."""
    source = telling.source
    return {
        "GlobalEventID": key,
        "EventTimeDate": stamp(event.date),
        "MentionTimeDate": stamp(source.published or source.known_on),
        "MentionType": "1" if source.url else "2",
        "MentionSourceName": source.outlet or "",
        "MentionIdentifier": source.url or source.id,
        "Actor1CharOffset": find_offset(telling, actor),
        "Actor2CharOffset": find_offset(telling, target),
        "ActionCharOffset": str(telling.span.start),
        "InRawText": "1",
        "Confidence": str(round(telling.confidence * 100)),
        "MentionDocLen": str(telling.length),
    }


def find_offset(telling: Telling, actor: str) -> str:
    """Return the position of an actor's name within the span, ``-1`` if it is not there."""
    places = [telling.span.text.find(agent.name) for agent in telling.agents if agent.actor == actor]
    return str(next((telling.span.start + place for place in places if place >= 0), -1))
