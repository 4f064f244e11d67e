"""What other programs follow of any search: a table (CSV), a news feed (Atom), a calendar (iCalendar).

>>> tell_cell(["TCD", "SDN"]), tell_cell(True), tell_cell(None)
('TCD SDN', 'yes', '')
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from depositary.exchange.calendars import write_calendar
from depositary.exchange.cells import write_row
from depositary.exchange.feeds import Feed, write_atom
from depositary.languages.wording import name_actor, write_code
from depositary.register.register import day_or_today
from depositary.web.asking import Asked
from depositary.web.pages import parse, shelf_of
from depositary.web.shelf import Shown

COLUMNS = ("id", "title", "kind", "parties", "areas", "year", "status", "disputed", "first_on", "last_on", "stories")
YEARS = 3650  # days ahead that the calendar holds


def table(request: Request) -> Response:
    """Answer with the whole list that is asked for as CSV."""
    shown = shelf_of(request).select(parse(request), whole=True)
    rows = ([tell_cell(getattr(line, name)) for name in COLUMNS] for line in shown.lines)
    body = "".join(write_row(row, "\r\n") for row in [COLUMNS, *rows])
    headers = {"content-disposition": 'attachment; filename="agreements.csv"', **keep_out(shown)}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def keep_out(shown: Shown) -> dict[str, str]:
    """Return the header of an answer that lacks a status which is being worked out: nobody is to keep it."""
    return {} if shown.stated else {"cache-control": "no-store"}


def tell_cell(value: Any) -> str:
    """Return a value as a cell's text."""
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)


def atom(request: Request) -> Response:
    """Answer with the list that is asked for as an Atom feed (RFC 4287), the latest told first."""
    asked = parse(request)
    base = str(request.base_url).rstrip("/")
    here, page = base + asked.link("/agreements.atom"), base + asked.link()
    shown = shelf_of(request).select(asked, whole=True)
    body = write_atom(shown.lines, Feed(page, tell(asked), here, page), f"{base}/")
    return Response(body, media_type="application/atom+xml", headers=keep_out(shown))


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
    coming = [due for due in found if due.agreement in shown and due.when != "overdue"]
    body = write_calendar(coming, day_or_today(asked.on or None), str(request.base_url), f"Depositary: {tell(asked)}")
    return Response(body, media_type="text/calendar; charset=utf-8")
