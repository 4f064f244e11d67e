"""Plain text: one file is one report, with its headline as first and its byline as last line.

>>> report = compose_plain("Chad and Sudan sign accord\\nThey signed it.\\nBy Amina Saleh\\n", Details())
>>> report.title, report.byline
('Chad and Sudan sign accord', 'Amina Saleh')
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator

from depositary.errors import InputError, ReportError
from depositary.model.text import Report
from depositary.sources.decoding import decode
from depositary.sources.intake import check_body, compose_report
from depositary.sources.looks import find_element
from depositary.sources.source import HEAD, LIMIT, Details, Input, Offer, Refusal

HEADLINE_LENGTH = 200
BYLINE = re.compile(r"By ((?:[^\W\d_a-z]|[a-z]{1,3} )[^\n:;!?]{1,78})")


def read_plain(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield the one report of a plain text, or why there is none."""
    try:
        data = read_whole(source)
        refuse_markup(data)
        decoded = decode(data)
        refuse_json(decoded.text)
        report = compose_plain(decoded.text, details)
    except InputError as error:
        yield Refusal(source.name, None, str(error))
        return
    if decoded.assumption:
        warn(f"{source.name}: {decoded.assumption}")
    yield report


def read_whole(source: Input) -> bytes:
    """Return all bytes of an input.

    Raises:
        ReportError: there are none, or too many.
    """
    data = source.read(LIMIT + 1)
    if not data:
        raise ReportError("it is empty")
    if len(data) > LIMIT:
        raise ReportError(f"it is larger than {LIMIT // 1_000_000} MB: one file is one report")
    return data


def refuse_json(text: str) -> None:
    """Refuse a text that is one JSON document over several lines: reports come one object a line.

    Raises:
        ReportError: it is one.
    """
    if not text.startswith(("{", "[")):
        return
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return
    raise ReportError("it is JSON, but not one object a line: write it so, for example with jq --compact-output")


def refuse_markup(data: bytes) -> None:
    """Refuse markup of a kind that nothing here reads: a text that begins with a tag and closes it.

    Raises:
        ReportError: it is such.
    """
    name = find_element(data[:HEAD])
    if name and b"</" + name in data.lower():
        raise ReportError(f"it begins with the tag <{name.decode('ascii')}>, which is of no kind that is read")


def compose_plain(text: str, details: Details, retrieved: str | None = None) -> Report:
    """Make a report of a plain text, which stays as it is; title and byline are only read off it.

    Raises:
        InputError: it cannot be a report.
    """
    check_body(text)
    title = details.title or find_headline(text)
    known = dataclasses.replace(details, title=title)
    return compose_report(text, known, byline=find_byline(text), retrieved=retrieved)


def find_headline(text: str) -> str | None:
    """Return the first line where it reads like a headline: short, no full stop, text below it."""
    first, _, rest = text.partition("\n")
    line = first.rstrip()
    plain = bool(line) and bool(rest.strip()) and len(line) <= HEADLINE_LENGTH
    return line if plain and not line.endswith((".", ":", ";", ",")) else None


def find_byline(text: str) -> str | None:
    """Return the name in a last line ``By NAME``."""
    last = text.rstrip().rpartition("\n")[2].strip()
    found = BYLINE.fullmatch(last)
    return found.group(1).rstrip(" .") if found else None
