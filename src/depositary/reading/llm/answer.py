"""The answer of a language model, taken apart: what keeps to the form is kept, find by find.

Answers come in more forms than they should: in a fence of Markdown, behind spoken thoughts, cut off, or as something
else altogether. One broken find costs that find; an answer that is none of the form is nonsense as a whole.

>>> answer, broken = read_answer('```json\\n{"relevant": false}\\n```')
>>> answer.relevant, broken
(False, 0)
"""

from __future__ import annotations

import functools
import json
import re
from typing import Any, TypeVar

import msgspec

from depositary.errors import InputError
from depositary.model.vocabulary import ActionCode, Area, Kind, MeetingKind, Modality, RelationCode

T = TypeVar("T")
THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
FENCE = re.compile(r"\A\s*```(?:json)?\s*(?P<inside>.*?)\s*```\s*\Z", re.DOTALL | re.IGNORECASE)
MOST = 200  # finds of one sort; no report has more, and a model that repeats itself without end has
LONGEST = 4_000_000  # characters of an answer


class NonsenseError(InputError):
    """An answer that is not of the form that was asked for."""


class Time(msgspec.Struct, frozen=True):
    """Words of a time, and the same words in English where the report is in another language."""

    words: str
    english: str | None = None


class Side(msgspec.Struct, frozen=True):
    """A state, organisation or group: its usual English name, and words of the report that name it."""

    name: str
    words: str


class Someone(msgspec.Struct, frozen=True):
    """Somebody who acts or speaks; ``side`` is the name of the side it acts for."""

    name: str
    office: str | None = None
    side: str | None = None


class Instrument(msgspec.Struct, frozen=True):
    """An agreement as the model gives it; ``id`` is what the rest of the answer calls it."""

    id: str
    title: str
    kind: Kind
    parties: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    year: str | int | None = None
    term: Time | None = None
    hypothetical: bool = False


class Step(msgspec.Struct, frozen=True):
    """A step in the life of an agreement."""

    agreement: str
    action: ActionCode
    modality: Modality
    evidence: str
    date: Time | None = None
    place: str | None = None
    by: tuple[Someone, ...] = ()
    according_to: tuple[Someone, ...] = ()


class Encounter(msgspec.Struct, frozen=True):
    """A meeting."""

    kind: MeetingKind
    modality: Modality
    evidence: str
    date: Time | None = None
    place: str | None = None
    participants: tuple[Someone, ...] = ()
    according_to: tuple[Someone, ...] = ()


class Bearing(msgspec.Struct, frozen=True):
    """What one agreement has to do with another."""

    agreement: str
    relation: RelationCode
    to: str
    evidence: str


class Utterance(msgspec.Struct, frozen=True):
    """Words given to a speaker."""

    speaker: Someone
    words: str
    via: tuple[Someone, ...] = ()
    date: Time | None = None
    about: str | None = None


class Answer(msgspec.Struct, frozen=True):
    """All that a model finds in one report."""

    relevant: bool
    sides: tuple[Side, ...] = ()
    agreements: tuple[Instrument, ...] = ()
    actions: tuple[Step, ...] = ()
    meetings: tuple[Encounter, ...] = ()
    relations: tuple[Bearing, ...] = ()
    statements: tuple[Utterance, ...] = ()


PARTS: dict[str, type] = {
    "sides": Side,
    "agreements": Instrument,
    "actions": Step,
    "meetings": Encounter,
    "relations": Bearing,
    "statements": Utterance,
}
"""The lists of an answer, with what each holds."""


def read_answer(content: str) -> tuple[Answer, int]:
    """Take an answer apart, and return it with how many finds were broken.

    Args:
        content: what the model wrote.

    Raises:
        NonsenseError: it is no JSON object of the form, it contradicts itself, or all of its finds are broken.
    """
    found = decode(content)
    if not isinstance(found.get("relevant"), bool):
        raise NonsenseError("it does not say whether the report is relevant")
    kept: dict[str, tuple[Any, ...]] = {}
    broken = 0
    for part, form in PARTS.items():
        items = found.get(part, [])
        if not isinstance(items, list):
            raise NonsenseError(f"{part} is no list")
        made = [make(item, form) for item in items[:MOST]]
        kept[part] = tuple(item for item in made if item is not None)
        broken += len(items) - len(kept[part])
    if found["relevant"] != bool(kept["agreements"]):
        raise NonsenseError(f"it calls the report {'' if found['relevant'] else 'not '}relevant against its own finds")
    return Answer(found["relevant"], **kept), broken


def decode(content: str) -> dict[str, Any]:
    """Return the JSON object that an answer holds, without thoughts and fences around it.

    Raises:
        NonsenseError: it holds none.
    """
    if len(content) > LONGEST:
        raise NonsenseError(f"it has more than {LONGEST:,} characters")
    plain = THOUGHT.sub("", content)
    fenced = FENCE.match(plain)
    try:
        found = json.loads(fenced["inside"] if fenced else plain)
    except (ValueError, RecursionError) as error:
        raise NonsenseError("it is no JSON") from error
    if not isinstance(found, dict):
        raise NonsenseError("it is no JSON object")
    return found


def make(item: Any, form: type[T]) -> T | None:
    """Return a find of its form, ``None`` where it is broken; unknown areas are left out of it."""
    if form is Instrument and isinstance(item, dict) and isinstance(item.get("areas"), list):
        item = item | {"areas": [area for area in item["areas"] if area in list_areas()]}
    try:
        return msgspec.convert(item, form)
    except (msgspec.ValidationError, RecursionError):
        return None


@functools.cache
def list_areas() -> tuple[str, ...]:
    """Return the codes of all areas."""
    return tuple(area.value for area in Area)
