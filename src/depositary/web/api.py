"""The HTTP interface ``/api/v1``: what the pages show, as JSON; its description is ``/api/v1/openapi.json``.

>>> read_cursor(write_cursor(40))
40
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from depositary.errors import InputError
from depositary.exchange.status_csv import write_participants
from depositary.register.queries import Wanted
from depositary.register.queries.search_results import SearchAnswer
from depositary.web.agreement import find_home, open_dossier
from depositary.web.asking import Asked, check_actor, check_given, check_yes
from depositary.web.memory import remembered
from depositary.web.openapi import describe
from depositary.web.pages import FACETS, shelf_of
from depositary.web.pages import parse as parse_page
from depositary.web.reports import load_kept

LIMIT = 50
MOST = 200
CURSOR = re.compile("o[0-9]{1,7}")
DUE_DAYS = 365
MOST_DAYS = 3650


def problem(status: int, title: str, words: str, instance: str) -> Response:
    """Answer with a problem (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": words, "instance": instance}
    return Response(msgspec.json.encode(body), status, media_type="application/problem+json")


def answer(value: Any) -> Response:
    """Answer with a value as JSON; one that lacks what is being worked out is not to be kept."""
    waits = isinstance(value, dict) and value.get("status_complete") is False
    headers = {"cache-control": "no-store"} if waits else None
    return Response(msgspec.json.encode(value), media_type="application/json", headers=headers)


def parse(request: Request) -> Asked:
    """Return what the address of a request asks for.

    Raises:
        InputError: a value is none that can be asked for.
    """
    check_given(request.query_params.multi_items())
    return parse_page(request)


def write_cursor(offset: int) -> str:
    """Return a cursor: opaque to the asker, the place in the list to us."""
    return f"o{offset}"


def read_cursor(cursor: str) -> int:
    """Return the place that a cursor stands for.

    Raises:
        InputError: it is none of ours.
    """
    if not CURSOR.fullmatch(cursor):
        raise InputError(f"{cursor[:50]!r} is no cursor: take it from `next` of the answer before")
    return int(cursor[1:])


def read_number(request: Request, name: str, default: int, most: int) -> int:
    """Return a number of the address.

    Raises:
        InputError: it is none between 1 and the most.
    """
    value = request.query_params.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
        raise InputError(f"{name}={value[:20]!r}: write a number from 1 to {most}")
    return int(value)


def cut_page(request: Request, found: list[Any], **more: Any) -> dict[str, Any]:
    """Return the part of a list that is asked for, its total, and the cursor of the next part."""
    offset = read_cursor(request.query_params.get("cursor", write_cursor(0)))
    limit = read_number(request, "limit", LIMIT, MOST)
    end = offset + limit
    following = write_cursor(end) if end < len(found) else None
    return {"items": found[offset:end], "total": len(found), "next": following, **more}


def agreements(request: Request) -> Response:
    """Answer with the agreements that are asked for, with facets."""
    asked = parse(request)
    shelf = shelf_of(request)
    shown = shelf.select(asked)
    facets = {facet: dict(shown.count(facet, MOST)) for facet in FACETS}
    more = {"search": tell_search(shown.answer)} if shown.answer else {}
    page = cut_page(request, shown.lines, facets=facets, status_complete=shown.stated, **more)
    return answer(page | {"items": shelf.state(shown, page["items"], asked)})


def tell_search(found: SearchAnswer) -> dict[str, Any]:
    """Return what a search says besides the agreements: what was searched, a suggestion, and passages of reports."""
    names = ("searched", "corrected", "suggestion", "partial", "reports", "report_count", "more_reports")
    return {name: getattr(found, name) for name in names}


def agreement(request: Request) -> Response:
    """Answer with all that is known of one agreement; a merged id leads to where it is now."""
    asked, register, name = parse(request), shelf_of(request).register, request.path_params["id"]
    home = find_home(register, name)
    if home != name:
        return RedirectResponse(asked.there(f"/api/v1/agreements/{home}"), 301)
    opened = open_dossier(register, name, asked)
    if opened is None:
        raise HTTPException(404, f"nothing was known of {name} by {asked.known}")
    return answer(opened.details)


def part(request: Request) -> Response:
    """Answer with the claims or the timeline of one agreement."""
    asked, register, name = parse(request), shelf_of(request).register, request.path_params["id"]
    find_home(register, name)
    if open_dossier(register, name, asked) is None:
        raise HTTPException(404, f"nothing was known of {name} by {asked.known}")
    if request.url.path.endswith("/claims"):
        return answer(cut_page(request, register.claims(name, **asked.knowing)))
    return answer(cut_page(request, register.timeline(name, on=asked.on or None, **asked.knowing)))


def participants(request: Request) -> Response:
    """Answer with the status table of one agreement, as JSON or, under ``participants.csv``, as CSV."""
    asked, wanted = ask_participants(request)
    register, name = shelf_of(request).register, request.path_params["id"]
    find_home(register, name)
    if not register.find(name, limit=1, **asked.knowing):
        raise HTTPException(404, f"nothing was known of {name} by {asked.known}")
    table = register.participants(name, on=asked.on or None, wanted=wanted, **asked.knowing)
    if not request.url.path.endswith(".csv"):
        return answer(table)
    file = {"content-disposition": f'attachment; filename="{table.id}-participants-{table.on}.csv"'}
    return Response("".join(write_participants(table)), media_type="text/csv; charset=utf-8", headers=file)


def ask_participants(request: Request) -> tuple[Asked, Wanted]:
    """Return the two days, and which rows of a status table in which order an address asks for.

    Raises:
        InputError: a value is none that can be asked for.
    """
    pairs = request.query_params.multi_items()
    check_given(pairs)
    given = dict(pairs)
    asked = Asked.parse([(name, value) for name, value in pairs if name in ("on", "known", "known_by", "q")])
    sort, status = given.get("sort", "name"), given.get("status")
    remarks = check_yes(given.get("remarks", "")) == "yes"
    wanted = Wanted(sort.removeprefix("-"), sort.startswith("-"), asked.q, (status,) if status else (), remarks)
    return asked, wanted.check()


def status(request: Request) -> Response:
    """Answer with where the agreements stand that a name can mean."""
    asked = parse(request)
    if not asked.q.strip():
        raise InputError("say which agreement: q=NAME")
    party = asked.party[0] if asked.party else None
    found = shelf_of(request).register.status(asked.q, party=party, **asked.asking)
    return answer(cut_page(request, found))


def report(request: Request) -> Response:
    """Answer with one report and what was read in it."""
    kept = load_kept(shelf_of(request).register, request.path_params["id"])
    if kept is None:
        raise HTTPException(404)
    return answer(
        {"id": kept.id, "known_on": kept.known_on, "reading": kept.reading, "claims": kept.ids, "homes": kept.homes},
    )


def between(request: Request) -> Response:
    """Answer with the agreements between two actors and where each stands."""
    asked = parse(request)
    one, other = (check_actor(request.path_params[name]) for name in ("one", "other"))
    found = shelf_of(request).register.between(one, other, on=asked.on or None, known=asked.known or None)
    return answer(cut_page(request, found))


def meetings(request: Request) -> Response:
    """Answer with the meetings of two actors."""
    asked = parse(request)
    one, other = (check_actor(request.path_params[name]) for name in ("one", "other"))
    return answer(cut_page(request, shelf_of(request).register.meetings(one, other, known=asked.known or None)))


def due(request: Request) -> Response:
    """Answer with what is due near a day."""
    asked, days = parse(request), read_number(request, "days", DUE_DAYS, MOST_DAYS)
    found = shelf_of(request).register.due(on=asked.on or None, known=asked.known or None, days=days)
    return answer(cut_page(request, found))


def openapi(_request: Request) -> Response:
    """Answer with the description of the interface."""
    return answer(describe())


def missing(_request: Request) -> Response:
    """Answer for every other address of the interface."""
    raise HTTPException(404, HTTPStatus.NOT_FOUND.phrase)


ROUTES = [
    Route("/api/v1/openapi.json", openapi),
    Route("/api/v1/agreements", remembered(agreements)),
    Route("/api/v1/agreements/{id}", remembered(agreement)),
    Route("/api/v1/agreements/{id}/claims", remembered(part)),
    Route("/api/v1/agreements/{id}/timeline", remembered(part)),
    Route("/api/v1/agreements/{id}/participants", remembered(participants)),
    Route("/api/v1/agreements/{id}/participants.csv", remembered(participants)),
    Route("/api/v1/status", remembered(status)),
    Route("/api/v1/reports/{id}", remembered(report)),
    Route("/api/v1/between/{one}/{other}", remembered(between)),
    Route("/api/v1/between/{one}/{other}/meetings", remembered(meetings)),
    Route("/api/v1/due", remembered(due)),
    Route("/api/{rest:path}", missing),
]
