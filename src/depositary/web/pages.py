"""The pages: each takes what its address asks for, asks the register, and fills a template.

>>> PAGE
40
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from depositary.register.queries.listing import Line
from depositary.register.queries.search_results import FoundReport
from depositary.register.register import day_or_today
from depositary.web.asking import Asked, check_actor
from depositary.web.drawing import NARROW, draw_spans
from depositary.web.news import list_news
from depositary.web.ordering import Column, arrange_rows, list_heads
from depositary.web.passages import cut, list_finds
from depositary.web.persons import show_person
from depositary.web.reports import find_report, load_kept
from depositary.web.shelf import Shelf, Shown, arrange, count_held
from depositary.world import load_catalogue

CATALOGUE = "catalogue:"  # before the id of a known agreement, where it stands for a report
PAGE = 40  # agreements on one page of the list
FEW = 6  # agreements in a list of the home page
FACETS = ("status", "party", "kind", "area", "year", "source")
YEAR = 365
MONTH = 30  # days ahead of which the home page tells what is due
COLUMNS: tuple[Column[Line], ...] = (
    Column("title", "Agreement", lambda line: line.title.casefold()),
    Column("status", "Status", lambda line: line.status),
    Column("kind", "Kind", lambda line: line.kind),
    Column("parties", "Participants", lambda line: len(line.parties)),
    Column("first", "First report", lambda line: line.first_on),
    Column("last", "Latest report", lambda line: line.last_on),
    Column("stories", "Stories", lambda line: line.stories),
)
"""The columns of the table of agreements."""


def shelf_of(request: Request) -> Shelf:
    """Return the shelf of the application that is asked."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def fill(request: Request, name: str, asked: Asked, **values: Any) -> Response:
    """Fill a template; a page that lacks what is being worked out is not to be kept."""
    template = request.app.state.templates.get_template(name)
    headers = None if values.get("stated", True) else {"cache-control": "no-store"}
    shown = {"path": request.url.path, "base_url": str(request.base_url).rstrip("/"), **show_person(request)}
    return HTMLResponse(template.render(asked=asked, **shown, **values), headers=headers)


def parse(request: Request) -> Asked:
    """Return what the address of a request asks for."""
    return Asked.parse(request.query_params.multi_items())


def home(request: Request) -> Response:
    """Answer with the home page: what is new, due, disputed."""
    asked, shelf = parse(request), shelf_of(request)
    shown = shelf.lines(asked.on, asked.known, asked.how)
    day, known = (day_or_today(value or None).isoformat() for value in (asked.on, asked.known))
    planned = shelf.register.due(on=day, known=known, days=MONTH)
    return fill(
        request,
        "home.html",
        asked,
        counts={"agreements": len(shown.lines), **count_held(shelf.register)},
        stated=shown.stated,
        day=day,
        last=find_last(order(shown, "latest")[:1]),
        news=list_news(shelf.register, order(shown, "latest"), known, FEW),
        new=shelf.state(shown, order(shown, "newest")[:FEW], asked),
        told=shelf.state(shown, order(shown, "told")[:FEW], asked),
        due=[due for due in planned if due.when != "overdue"][:FEW],
        late=sum(due.when == "overdue" for due in planned),
        disputed=[line for line in order(shown, "latest") if line.disputed][:FEW],
        example=request.app.state.example is not None,
    )


def order(shown: Shown, sort: str) -> list[Line]:
    """Return all agreements in an order."""
    return shown.whole.order(sort) if shown.whole else arrange(shown.lines, sort)


def cut_marks(report: FoundReport) -> list[tuple[str, bool]]:
    """Return the part of a report that a search shows, cut where the words that were found begin and end.

    >>> cut_marks(FoundReport("r1", None, None, None, 0, "Chad signed it.", [(5, 11)], []))
    [('Chad ', False), ('signed', True), (' it.', False)]
    """
    pieces, at = [], 0
    for start, end in report.marks:
        pieces += [(report.snippet[at:start], False), (report.snippet[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (report.snippet[at:], False)] if piece[0]]


def find_last(lines: Sequence[Line]) -> str:
    """Return the day of the latest report on any agreement; empty where there is none."""
    return max((line.last_on[:10] for line in lines), default="")


def agreements(request: Request) -> Response:
    """Answer with the list of agreements and its facets, or with the same as a table that can be sorted."""
    asked = parse(request)
    shelf = shelf_of(request)
    shown = shelf.select(asked)
    found = arrange_rows(shown.lines, COLUMNS, asked.by)
    facets = [(facet, shown.count(facet)) for facet in FACETS]
    return fill(
        request,
        "agreements.html",
        asked,
        lines=shelf.state(shown, found[(asked.page - 1) * PAGE : asked.page * PAGE], asked),
        total=len(found),
        pages=max(1, -(-len(found) // PAGE)),
        facets=facets,
        heads=list_heads(COLUMNS, asked.by),
        stated=shown.stated,
        partly=bool(shown.day and found),
        answer=shown.answer,
        pieces=[cut_marks(report) for report in shown.answer.reports] if shown.answer else [],
    )


def report(request: Request) -> Response:
    """Answer with the page of one report: its text with what was read in it marked."""
    asked, name = parse(request), request.path_params["id"]
    if name.startswith(CATALOGUE):
        return catalogue(request, asked, name.removeprefix(CATALOGUE))
    kept = load_kept(shelf_of(request).register, name)
    if kept is None:
        raise HTTPException(404)
    finds = list_finds(kept.reading, kept.ids)
    pieces = cut(kept.reading.report.text, finds)
    return fill(request, "report.html", asked, kept=kept, reading=kept.reading, finds=finds, pieces=pieces)


def catalogue(request: Request, asked: Asked, name: str) -> Response:
    """Answer with what the catalogue of known agreements holds of one: the report of the claims that it makes.

    Raises:
        HTTPException: it has none of that id.
    """
    entry = load_catalogue().get(name)
    if entry is None:
        raise HTTPException(404)
    return fill(request, "catalogue.html", asked, k=entry)


def claim(request: Request) -> Response:
    """Lead to the words in a report that a claim rests on: the permanent address of one fact.

    Raises:
        HTTPException: there is no such claim.
    """
    name = request.path_params["id"]
    report = find_report(shelf_of(request).register, name)
    if report is None:
        raise HTTPException(404)
    return RedirectResponse(f"/reports/{report}#at-{name}", 303)


def actor(request: Request) -> Response:
    """Answer with the page of a state, an organisation or a group."""
    asked, code = parse(request), check_actor(request.path_params["code"])
    shelf = shelf_of(request)
    shown = shelf.select(asked.about(code))
    if not shown.lines:
        raise HTTPException(404)
    partners = [pair for pair in shown.count("party", 25) if pair[0] != code]
    return fill(
        request,
        "actor.html",
        asked,
        code=code,
        lines=shelf.state(shown, shown.lines[:PAGE], asked),
        total=len(shown.lines),
        stated=shown.stated,
        partners=partners,
        facets=[(facet, shown.count(facet)) for facet in ("status", "kind", "area")],
        years=count_years([line.first_on for line in shown.lines]),
    )


def between(request: Request) -> Response:
    """Answer with the page of two actors: their agreements and their spans on one axis."""
    asked, shelf = parse(request), shelf_of(request)
    one, other = (check_actor(request.path_params[name]) for name in ("one", "other"))
    shown = shelf.select(asked.about(one, other))
    found, answers = shown.lines, shelf.state(shown, shown.lines[:PAGE], asked)
    met = shelf.register.meetings(one, other, known=asked.known or None)
    spans, day = [span(line) for line in answers], day_or_today(asked.on or None)
    ticks, bars = draw_spans(spans, day)
    return fill(
        request,
        "between.html",
        asked,
        one=one,
        other=other,
        answers=answers,
        total=len(found),
        stated=shown.stated,
        ticks=ticks,
        bars=bars,
        narrow=draw_spans(spans, day, NARROW),
        areas=Counter(area for line in found for area in line.areas).most_common(12),
        years=count_years([line.first_on for line in found]),
        meetings=met[:PAGE],
        met=len(met),
    )


def span(line: Line) -> tuple[str, str, str, str]:
    """Return from when to when an agreement was in the news, its status and its title."""
    return line.first_on, max(line.last_on, line.first_on), line.status or "unknown", line.title


def count_years(days: list[str]) -> list[tuple[str, int]]:
    """Return how many days lie in each year, the years in order.

    >>> count_years(["2024-01-01", "2025-03-01", "2024-05-01"])
    [('2024', 2), ('2025', 1)]
    """
    return sorted(Counter(day[:4] for day in days).items())


def due(request: Request) -> Response:
    """Answer with the calendar of what is due within a year of the day that is asked."""
    asked, shelf = parse(request), shelf_of(request)
    found = shelf.register.due(on=asked.on or None, known=asked.known or None, days=YEAR)
    months: dict[str, list[Any]] = {}
    for step in found:
        if step.when != "overdue":
            months.setdefault(step.earliest[:7], []).append(step)
    overdue = [step for step in reversed(found) if step.when == "overdue"]
    day, last = (
        day_or_today(asked.on or None).isoformat(),
        find_last(order(shelf.lines(asked.on, asked.known, asked.how), "latest")[:1]),
    )
    values = {"months": months, "overdue": overdue[:PAGE], "late": len(overdue), "day": day, "last": last}
    return fill(request, "due.html", asked, **values)
