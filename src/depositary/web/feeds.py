"""What other programs follow of any search: a table (CSV), a news feed (Atom), a calendar (iCalendar).

>>> defuse("=1+1")
"'=1+1"
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import Response

from depositary.lexicon.words import name_actor, write_actors, write_code
from depositary.register.lines import Line
from depositary.register.timeline import Due
from depositary.web.asking import Asked
from depositary.web.pages import parse, shelf_of

COLUMNS = ("id", "title", "kind", "parties", "areas", "year", "status", "disputed", "first_on", "last_on", "stories")
ENTRIES = 100
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ATOM = "http://www.w3.org/2005/Atom"
LINE = 74  # octets of an iCalendar line before it is folded (RFC 5545, 3.1)
YEARS = 3650  # days ahead that the calendar holds


def defuse(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def table(request: Request) -> Response:
    """Answer with the whole list that is asked for as CSV."""
    shown = shelf_of(request).select(parse(request))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([defuse(write_cell(getattr(line, name))) for name in COLUMNS] for line in shown.lines)
    headers = {"content-disposition": 'attachment; filename="agreements.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def write_cell(value: Any) -> str:
    """Return a value as a cell's text."""
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)


def atom(request: Request) -> Response:
    """Answer with the list that is asked for as an Atom feed (RFC 4287), the latest told first."""
    asked = parse(request)
    lines = sorted(shelf_of(request).select(asked).lines, key=lambda line: (line.last_on, line.id), reverse=True)
    base = str(request.base_url).rstrip("/")
    feed = Element("feed", xmlns=ATOM)
    put(feed, "id", base + asked.link())
    put(feed, "title", f"Depositary: {tell(asked)}")
    put(feed, "updated", f"{lines[0].last_on if lines else '1970-01-01'}T00:00:00Z")
    put(put(feed, "author"), "name", "Depositary")
    put(feed, "link", href=base + asked.link("/agreements.atom"), rel="self")
    put(feed, "link", href=base + asked.link())
    for line in lines[:ENTRIES]:
        put_entry(feed, line, base)
    body = tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def put(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    """Put an element into another and return it."""
    made = SubElement(parent, name, attributes)
    made.text = strip(words) if words else None
    return made


def put_entry(feed: Element, line: Line, base: str) -> None:
    """Put an agreement into a feed."""
    words = [write_code(line.status) if line.status else "", write_actors(line.parties), f"{line.stories} stories"]
    entry = put(feed, "entry")
    put(entry, "id", f"{base}/agreements/{line.id}")
    put(entry, "title", line.title)
    put(entry, "updated", f"{line.last_on}T00:00:00Z")
    put(entry, "published", f"{line.first_on}T00:00:00Z")
    put(entry, "link", href=f"{base}/agreements/{line.id}")
    put(entry, "summary", "; ".join(word for word in words if word))


def strip(words: str) -> str:
    """Return words without the characters that XML and calendars cannot hold."""
    return "".join(c for c in words if c in "\t\n" or (c >= " " and c not in "\x7f\ufffe\uffff"))


def tell(asked: Asked) -> str:
    """Return a search in words."""
    parts = [asked.q, *(name_actor(code) for code in asked.party)]
    parts += [write_code(word) for word in (asked.kind, asked.area, asked.status) if word]
    return ", ".join(part for part in [*parts, asked.year, asked.told, asked.source] if part) or "all agreements"


def calendar(request: Request) -> Response:
    """Answer with what is due in the list that is asked for as iCalendar (RFC 5545)."""
    asked, shelf = parse(request), shelf_of(request)
    shown = {line.id for line in shelf.select(asked).lines}
    found = shelf.register.due(on=asked.on or None, known=asked.known or None, days=YEARS)
    base = str(request.base_url).rstrip("/")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Depositary//Register//EN",
        f"X-WR-CALNAME:{quote(tell(asked))}",
    ]
    for due in found:
        if due.agreement in shown and due.when != "overdue":
            lines.extend(make_event(due, base))
    body = "".join(part + "\r\n" for line in [*lines, "END:VCALENDAR"] for part in fold(line))
    return Response(body, media_type="text/calendar; charset=utf-8")


def make_event(due: Due, base: str) -> Iterator[str]:
    """Yield the lines of a planned step; the end of a day's event is the day after."""
    first, last = (dt.date.fromisoformat(day) for day in (due.earliest, due.latest))
    yield "BEGIN:VEVENT"
    yield f"UID:{due.claims[0]}@depositary"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{min(last, dt.date(9999, 12, 30)) + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{quote(f'{write_code(due.action)}: {due.title}')}"
    yield f"URL:{base}/agreements/{due.agreement}"
    yield "END:VEVENT"


def quote(words: str) -> str:
    """Return words as an iCalendar text.

    >>> quote("a, b; c")
    'a\\\\, b\\\\; c'
    """
    plain = " ".join(strip(words).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, those after the first begun by a space."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
