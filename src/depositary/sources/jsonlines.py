"""JSON lines: one report a line, ``{"id", "title", "text", "published", "outlet", "url", "language"}``.

Only ``text`` must be there. What a line does not say is taken from the details; fields of other
names are passed over.

>>> make_report('{"id": "7", "text": "Chad and Sudan signed an accord."}', Details()).given_id
'7'
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from depositary.errors import InputError, ReportError
from depositary.model.text import Report
from depositary.sources.caps import LONGEST_ADDRESS
from depositary.sources.intake import compose_report
from depositary.sources.source import LIMIT, Details, Input, Offer, Refusal, offer

FIELDS = ("id", "title", "text", "published", "outlet", "url", "language", "byline", "retrieved")
KINDS = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}


def read_jsonlines(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each line that is not blank."""
    for number, line in source.lines():
        if line is None:
            yield Refusal(source.name, number, f"the line is longer than {LIMIT // 1_000_000} MB")
        elif line.strip():
            yield read_line(source.name, number, line, details)


def read_line(name: str, number: int, line: bytes, details: Details) -> Offer:
    """Return the report of one line, or why there is none."""
    record: object = None
    try:
        record = decode_line(line)
    except InputError as error:
        return Refusal(name, number, str(error))
    given = record.get("id") if isinstance(record, dict) else None
    shown = given if isinstance(given, str) and given.isprintable() and len(given) <= LONGEST_ADDRESS else None
    return offer(name, number, lambda: make_report_of(record, details), shown)


def decode_line(line: bytes) -> Any:
    """Return what one line of JSON says.

    Raises:
        ReportError: it is not UTF-8 or no JSON.
    """
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReportError(f"byte {error.start} is not UTF-8: JSON lines are written in UTF-8") from error
    except json.JSONDecodeError as error:
        raise ReportError(f"no JSON: {error.msg.lower()} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise ReportError("no JSON that can be read: too deep, or a number too long") from error


def make_report(line: str | bytes, details: Details) -> Report:
    """Make a report of one line of JSON.

    Raises:
        InputError: it cannot be one.
    """
    return make_report_of(decode_line(line.encode() if isinstance(line, str) else line), details)


def make_report_of(record: object, details: Details) -> Report:
    """Make a report of one decoded line; its own fields go before the details.

    Raises:
        InputError: it cannot be one.
    """
    if not isinstance(record, dict):
        raise ReportError(f"a JSON object is wanted, not {describe(record)}")
    given = {field: take(record, field) for field in FIELDS}
    if given["text"] is None:
        raise ReportError("field text is missing")
    known = {field: given[field] or getattr(details, field) for field in Details.__dataclass_fields__}
    return compose_report(
        given["text"],
        Details(**known),
        byline=given["byline"],
        given_id=given["id"],
        retrieved=given["retrieved"],
    )


def take(record: dict[str, object], field: str) -> str | None:
    """Return a field that is a string or not there.

    Raises:
        ReportError: it is anything else.
    """
    value = record.get(field)
    if value is None or isinstance(value, str):
        return value
    raise ReportError(f"field {field} must be a string, not {describe(value)}")


def describe(value: object) -> str:
    """Name the kind of a JSON value."""
    return KINDS.get(type(value), "null" if value is None else "a string")
