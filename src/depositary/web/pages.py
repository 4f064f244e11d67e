"""The pages: each takes what its address asks for, asks the register, and fills a template.

>>> PAGE
40
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from depositary.register.queries.answers import StatusAnswer, answer_status, show_claim
from depositary.register.queries.details import Detail, detail
from depositary.register.queries.dossiers import Dossier
from depositary.register.register import Register, day_or_today
from depositary.register.resolution.linking import resolve
from depositary.web.asking import Asked, check_actor
from depositary.web.drawing import draw, draw_spans
from depositary.web.passages import cut, list_finds
from depositary.web.persons import show_person
from depositary.web.reports import load_kept
from depositary.web.shelf import Shelf, arrange, count_facets, count_held

PAGE = 40  # agreements on one page of the list
FEW = 8  # agreements in a list of the home page
FACETS = ("status", "party", "kind", "area", "year", "source")
KNOWN_DAYS = 24  # days on which something was learnt, to go to
YEAR = 365


def shelf_of(request: Request) -> Shelf:
    """Return the shelf of the application that is asked."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def fill(request: Request, name: str, asked: Asked, **values: Any) -> Response:
    """Fill a template; a page that lacks what is being worked out is not to be kept."""
    template = request.app.state.templates.get_template(name)
    headers = None if values.get("stated", True) else {"cache-control": "no-store"}
    return HTMLResponse(
        template.render(asked=asked, path=request.url.path, **show_person(request), **values), headers=headers
    )


def parse(request: Request) -> Asked:
    """Return what the address of a request asks for."""
    return Asked.parse(request.query_params.multi_items())


def home(request: Request) -> Response:
    """Answer with the home page: what is new, due, disputed."""
    asked, shelf = parse(request), shelf_of(request)
    shown = shelf.lines(asked.on, asked.known)
    week = shelf.register.due(on=asked.on or None, known=asked.known or None, days=7)
    return fill(
        request,
        "home.html",
        asked,
        counts={"agreements": len(shown.lines), **count_held(shelf.register)},
        stated=shown.stated,
        new=arrange(shown.lines, "newest")[:FEW],
        told=arrange(shown.lines, "told")[:FEW],
        week=[due for due in week if due.when != "overdue"][:FEW],
        disputed=arrange([line for line in shown.lines if line.disputed], "latest")[:FEW],
        example=request.app.state.example is not None,
    )


def agreements(request: Request) -> Response:
    """Answer with the list of agreements and its facets."""
    asked = parse(request)
    shown = shelf_of(request).select(asked)
    pages = max(1, -(-len(shown.lines) // PAGE))
    lines = shown.lines[(asked.page - 1) * PAGE : asked.page * PAGE]
    facets = [(facet, count_facets(shown.lines, facet)) for facet in FACETS]
    return fill(
        request,
        "agreements.html",
        asked,
        lines=lines,
        total=len(shown.lines),
        pages=pages,
        facets=facets,
        stated=shown.stated,
    )


def find_home(register: Register, name: str) -> str:
    """Return the agreement that an id leads to now.

    Raises:
        HTTPException: it leads nowhere.
    """
    with register.store.reading() as connection:
        found = resolve(connection, name)
    if not found:
        raise HTTPException(404)
    return found


def open_dossier(register: Register, name: str, asked: Asked) -> tuple[Dossier, Detail] | None:
    """Return an agreement with its details; ``None`` where nothing was known of it by that day."""
    on, known = day_or_today(asked.on or None), day_or_today(asked.known or None).isoformat()
    found = register.find(name, known=known, limit=1)
    if not found:
        return None
    with register.store.reading() as connection:
        return found[0], detail(connection, found[0], answer_status(found[0], on, known), known)


def agreement(request: Request) -> Response:
    """Answer with the page of one agreement; an id that was merged leads to where it is now."""
    asked, register = parse(request), shelf_of(request).register
    name = request.path_params["id"]
    home_id = find_home(register, name)
    if home_id != name:
        return RedirectResponse(asked.there(f"/agreements/{home_id}"), 301)
    opened = open_dossier(register, name, asked)
    if opened is None:
        return fill(request, "unknown.html", asked, id=name)
    dossier, details = opened
    return fill(request, "agreement.html", asked, id=name, **describe(register, dossier, details, asked))


def describe(register: Register, dossier: Dossier, details: Detail, asked: Asked) -> dict[str, Any]:
    """Return what the page of an agreement shows."""
    on = day_or_today(asked.on or None)
    claims = {claim.id: show_claim(claim, dossier) for claim in dossier.claims}
    by_report: dict[str, list[Any]] = {}
    for claim in claims.values():
        by_report.setdefault(claim.report["id"] or "", []).append(claim)
    days = sorted(known_days(register, dossier))
    return {
        "a": details.status,
        "d": details,
        "drawing": draw(dossier, details.steps, on),
        "claims": claims,
        "by_report": by_report,
        "known_days": days[-KNOWN_DAYS:],
    }


def known_days(register: Register, dossier: Dossier) -> set[str]:
    """Return the days on which something was learnt of an agreement, up to now."""
    return {claim.known_on for found in register.find(dossier.id, limit=1) for claim in found.claims}


def report(request: Request) -> Response:
    """Answer with the page of one report: its text with what was read in it marked."""
    asked = parse(request)
    kept = load_kept(shelf_of(request).register, request.path_params["id"])
    if kept is None:
        raise HTTPException(404)
    finds = list_finds(kept.reading, kept.ids)
    pieces = cut(kept.reading.report.text, finds)
    return fill(request, "report.html", asked, kept=kept, reading=kept.reading, finds=finds, pieces=pieces)


def actor(request: Request) -> Response:
    """Answer with the page of a state, an organisation or a group."""
    asked, code = parse(request), check_actor(request.path_params["code"])
    shown = shelf_of(request).select(Asked(party=(code,), on=asked.on, known=asked.known, sort="latest"))
    if not shown.lines:
        raise HTTPException(404)
    partners = [pair for pair in count_facets(shown.lines, "party", 25) if pair[0] != code]
    return fill(
        request,
        "actor.html",
        asked,
        code=code,
        lines=shown.lines[:PAGE],
        total=len(shown.lines),
        stated=shown.stated,
        partners=partners,
        facets=[(facet, count_facets(shown.lines, facet)) for facet in ("status", "kind", "area")],
        years=count_years([line.first_on for line in shown.lines]),
    )


def between(request: Request) -> Response:
    """Answer with the page of two actors: their agreements and their spans on one axis."""
    asked = parse(request)
    one, other = (check_actor(request.path_params[name]) for name in ("one", "other"))
    found = shelf_of(request).register.between(one, other, on=asked.on or None, known=asked.known or None)
    met = shelf_of(request).register.meetings(one, other, known=asked.known or None)
    ticks, bars = draw_spans([span(answer) for answer in found[:PAGE]], day_or_today(asked.on or None))
    areas = Counter(area for answer in found for area in answer.areas).most_common(12)
    years = count_years([answer.first_on for answer in found])
    return fill(
        request,
        "between.html",
        asked,
        one=one,
        other=other,
        answers=found[:PAGE],
        total=len(found),
        ticks=ticks,
        bars=bars,
        areas=areas,
        years=years,
        meetings=met[:PAGE],
        met=len(met),
    )


def span(answer: StatusAnswer) -> tuple[str, str, str, str]:
    """Return from when to when an agreement was told of, its status and its title."""
    return answer.first_on, max(answer.last_on, answer.first_on), answer.status, answer.title


def count_years(days: list[str]) -> list[tuple[str, int]]:
    """Return how many days lie in each year, the years in order.

    >>> count_years(["2024-01-01", "2025-03-01", "2024-05-01"])
    [('2024', 2), ('2025', 1)]
    """
    return sorted(Counter(day[:4] for day in days).items())


def due(request: Request) -> Response:
    """Answer with the calendar of what is due within a year of the day that is asked."""
    asked = parse(request)
    found = shelf_of(request).register.due(on=asked.on or None, known=asked.known or None, days=YEAR)
    months: dict[str, list[Any]] = {}
    for step in found:
        if step.when != "overdue":
            months.setdefault(step.earliest[:7], []).append(step)
    overdue = [step for step in reversed(found) if step.when == "overdue"]
    return fill(request, "due.html", asked, months=months, overdue=overdue[:PAGE], late=len(overdue))
