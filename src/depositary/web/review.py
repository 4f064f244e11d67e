"""Review: the queue of what is doubted, what people decide on it, and the history of that.

>>> next_of(["j1", "j2"], "j1"), next_of(["j1", "j2"], "j2")
('j2', 'j1')
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from depositary.errors import InputError
from depositary.model.dates import parse_edtf
from depositary.model.reading import Action
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.curation.doubts import (
    MOST,
    SORTS,
    load_told,
)
from depositary.register.curation.history import EVER, Entry, find_judge, list_history
from depositary.register.curation.review import decide, judge, undo
from depositary.register.storage.store import Store
from depositary.web.api import answer, cut_page
from depositary.web.asking import Asked, check_page
from depositary.web.door import tell
from depositary.web.guard import read_form
from depositary.web.memory import remembered
from depositary.web.pages import fill, shelf_of
from depositary.web.persons import Person, demand, who

T = TypeVar("T")

PAGE = 10  # doubts on one page of the queue
ENTRIES = 50  # decisions on one page of the history
LONGEST_WHY = 500
ID = re.compile(r"[a-z][0-9a-z]{12}")
JUDGEMENTS = {"accept": "same", "reject": "different"}


def queue(request: Request) -> Response:
    """Answer with the queue: doubts of one sort, the most doubtful first."""
    person = demand(request, "reviewer")
    shelf, sort = shelf_of(request), check_sort(request.query_params.get("sort", ""))
    page = check_page(request.query_params.get("page", "1"))
    counts = shelf.doubts.count()
    sort = sort or next((name for name in SORTS if counts[name]), SORTS[0])
    page = max(1, min(page, -(-counts[sort] // PAGE)))
    return fill(
        request,
        "review.html",
        Asked(),
        counts=counts,
        sort=sort,
        page=page,
        pages=max(1, -(-counts[sort] // PAGE)),
        doubts=shelf.doubts.show(sort, PAGE, (page - 1) * PAGE),
        last=find_last(shelf.register.store, person),
        actions=[str(code) for code in ActionCode],
        modalities=[str(code) for code in Modality],
    )


def find_last(store: Store, person: Person) -> Entry | None:
    """Return what a person decided last and has not undone."""
    found = list_history(store, 1, standing_by=person.name)
    return found[0] if found else None


def check_sort(sort: str) -> str:
    """Return a sort of doubts, or nothing.

    Raises:
        InputError: there is none of that name.
    """
    if sort and sort not in SORTS:
        raise InputError(f"{sort[:50]!r} is no part of the queue: one of {', '.join(SORTS)}")
    return sort


def check_id(value: str) -> str:
    """Return an id of the register.

    Raises:
        InputError: it has not the form of one.
    """
    if not ID.fullmatch(value):
        raise InputError(f"{value[:50]!r} is no id of this register")
    return value


def next_of(ids: Sequence[str], id: str) -> str:
    """Return the id after one in a list, the one before it at the end."""
    at = ids.index(id)
    return ids[at + 1] if at + 1 < len(ids) else ids[at - 1]


async def settle(request: Request) -> Response:
    """Take a decision on a doubt, and go back to the queue."""
    person = demand(request, "reviewer")
    form = await read_form(request)
    await run_in_threadpool(record, request, person, form)
    return go_back(form)


def record(request: Request, person: Person, form: Mapping[str, str]) -> None:
    """Record the decision that a form tells.

    Raises:
        InputError: it tells none, or its subject has been decided on meanwhile.
    """
    store, why = shelf_of(request).register.store, check_why(form.get("why", ""))
    verdict = form.get("verdict", "")
    if "other" in form:
        one, other = check_id(form.get("mention", "")), check_id(form["other"])
        judge(store, one, other, JUDGEMENTS.get(verdict, verdict), person=person.name, why=why, first=True)
        tell("decided", person=person.name, verdict=verdict, subjects=f"{one} {other}")
    else:
        claim = check_id(form.get("claim", ""))
        correction = correct(store, claim, form) if verdict == "correct" else None
        decide(store, claim, verdict, person.name, correction=correction, why=why, first=True)
        tell("decided", person=person.name, verdict=verdict, subjects=claim)


def correct(store: Store, claim: str, form: Mapping[str, str]) -> Action:
    """Return the step of a claim as a form corrects it; its evidence stays.

    Raises:
        InputError: there is no such claim, or a value is none.
    """
    with store.reading() as connection:
        told = load_told(connection, [claim])
    if claim not in told:
        raise InputError(f"{claim} is no id of a claim in this register")
    read = told[claim].action
    try:
        action, modality = ActionCode(form.get("action", "")), Modality(form.get("modality", ""))
    except ValueError as error:
        raise InputError(f"{error}: choose one of the list") from None
    edtf = form.get("date", "").strip()
    kept = read.date if read.date and read.date.edtf == edtf else None
    date = kept or (parse_edtf(edtf) if edtf else None)
    return msgspec.structs.replace(read, action=action, modality=modality, date=date)


def check_why(why: str) -> str | None:
    """Return a reason, or nothing.

    Raises:
        InputError: it is too long.
    """
    if len(why) > LONGEST_WHY:
        raise InputError(f"the reason is longer than {LONGEST_WHY} characters")
    return why.strip() or None


def go_back(form: Mapping[str, str]) -> Response:
    """Go to where a form was, at the doubt that comes next."""
    if form.get("back") == "history":
        return RedirectResponse("/history", 303)
    query = {"sort": check_sort(form.get("sort", "")), "page": str(check_page(form.get("page", "1")))}
    after = form.get("next", "")
    return RedirectResponse(f"/review?{urlencode(query)}{f'#{check_id(after)}' if after else ''}", 303)


async def take_back(request: Request) -> Response:
    """Undo a decision, and go back to where that was asked."""
    person = demand(request, "reviewer")
    form = await read_form(request)
    await run_in_threadpool(revoke, request, person, check_id(form.get("id", "")))
    return go_back(form)


def revoke(request: Request, person: Person, id: str) -> None:
    """Undo a decision; those of others only as an admin.

    Raises:
        HTTPException: it is another's.
        InputError: there is none, or it is undone already.
    """
    store = shelf_of(request).register.store
    author = find_judge(store, id)
    if author not in (None, person.name) and not person.may("admin"):
        raise HTTPException(403, f"{id} was decided by {author}: they or an admin can undo it.")
    undo(store, id, person.name)
    tell("decision undone", person=person.name, decision=id)


def history(request: Request) -> Response:
    """Answer with what people decided, the newest first."""
    page = check_page(request.query_params.get("page", "1"))
    entries = list_history(shelf_of(request).register.store, ENTRIES + 1, (page - 1) * ENTRIES)
    shown, more = entries[:ENTRIES], len(entries) > ENTRIES
    return fill(request, "history.html", Asked(), entries=shown, page=page, more=more, me=who(request))


def show_merges(request: Request) -> Response:
    """Answer programs with the doubted merges."""
    return answer(cut_page(request, list(shelf_of(request).doubts.show("merges", MOST))))


def show_claims(request: Request) -> Response:
    """Answer programs with the doubted claims of one sort."""
    sort = request.path_params["sort"]
    if sort not in SORTS:
        raise HTTPException(404)
    return answer(cut_page(request, list(shelf_of(request).doubts.show(sort, MOST))))


def show_history(request: Request) -> Response:
    """Answer programs with what people decided."""
    return answer(cut_page(request, list_history(shelf_of(request).register.store, EVER)))


ROUTES = [
    Route("/api/v1/doubts/merges", remembered(show_merges)),
    Route("/api/v1/doubts/{sort}", remembered(show_claims)),
    Route("/api/v1/history", remembered(show_history)),
    Route("/review", queue, methods=["GET"]),
    Route("/review", settle, methods=["POST"]),
    Route("/review/undo", take_back, methods=["POST"]),
    Route("/history", history),
]
