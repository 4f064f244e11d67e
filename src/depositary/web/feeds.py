"""What other programs follow of any search: a table (CSV), a news feed (Atom), a calendar (iCalendar).

>>> defuse("=1+1")
"'=1+1"
"""

from __future__ import annotations

import csv
import io
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from depositary.exchange.calendars import write_calendar
from depositary.exchange.feeds import Feed, write_atom
from depositary.languages.wording import name_actor, write_code
from depositary.register.register import day_or_today
from depositary.web.asking import Asked
from depositary.web.pages import parse, shelf_of

COLUMNS = ("id", "title", "kind", "parties", "areas", "year", "status", "disputed", "first_on", "last_on", "stories")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
    base = str(request.base_url).rstrip("/")
    here, page = base + asked.link("/agreements.atom"), base + asked.link()
    body = write_atom(shelf_of(request).select(asked).lines, Feed(page, tell(asked), here, page), f"{base}/")
    return Response(body, media_type="application/atom+xml")


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
