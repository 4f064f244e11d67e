"""Adding: paste a text, see what is read in it, keep it or not.

>>> make_report({"text": "Chad and Sudan signed an accord."}).language
'en'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from depositary.errors import InputError, ReportError
from depositary.model.text import Report, join_title
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake, Unread
from depositary.register.storage.rows import name_report
from depositary.sources.address import split_address
from depositary.sources.detection import detect_language
from depositary.web.asking import Asked, check_day
from depositary.web.fetching import Fetch
from depositary.web.guard import read_form
from depositary.web.pages import fill, parse, shelf_of
from depositary.web.passages import cut, list_finds

LONGEST = 200_000  # characters of a pasted text
SHORTEST = 20
FIELDS = ("title", "outlet", "published", "url", "text")
LINE = 500  # characters of a field of one line


def form(request: Request) -> Response:
    """Answer with the form."""
    return show_form(request, {}, "")


async def look(request: Request) -> Response:
    """Answer with what is read in a pasted text; nothing is kept."""
    given = dict.fromkeys(FIELDS, "") | await read_form(request)
    try:
        report = make_report(given)
    except InputError as error:
        return show_form(request, given, str(error))
    return await run_in_threadpool(show, request, report, given)


def show_form(request: Request, given: Mapping[str, str], error: str) -> Response:
    """Answer with the form as it was filled in, and with what is wrong in it."""
    asked = parse(request) if request.method == "GET" else Asked()
    filled, fetches = dict.fromkeys(FIELDS, "") | dict(given), request.app.state.fetch is not None
    address = given.get("address", "")
    response = fill(request, "add.html", asked, given=filled, address=address, fetches=fetches, error=error)
    response.status_code = 422 if error else 200
    return response


async def fetch(request: Request) -> Response:
    """Answer with what is read in the report under an address; nothing is kept."""
    given = await read_form(request)
    try:
        report = await run_in_threadpool(take_from, request.app.state.fetch, given.get("address", "").strip())
    except InputError as error:
        return show_form(request, {"address": given.get("address", "")}, str(error))
    fields = {name: getattr(report, name) or "" for name in FIELDS}
    return await run_in_threadpool(show, request, report, fields)


def take_from(allowed: Fetch | None, url: str) -> Report:
    """Return the report under an address, short enough to be kept by the form.

    Raises:
        InputError: the server's settings do not allow it, or there is no such report.
    """
    if allowed is None:
        raise InputError("this server does not fetch: it was started with --no-fetch")
    report = allowed(url)
    fields = {name: getattr(report, name) or "" for name in FIELDS}
    short = {name: fields[name][:LINE] for name in ("title", "outlet")}
    return make_report(fields | short | {"published": fields["published"][:10]})


def show(request: Request, report: Report, given: Mapping[str, str]) -> Response:
    """Read a report and answer with its reading.

    Raises:
        ReportError: the reader failed on it.
    """
    (result,) = request.app.state.read([report])
    if isinstance(result, Unread):
        raise ReportError(f"the text cannot be read: {result.reason}")
    finds = list_finds(result)
    pieces = cut(report.text, finds)
    return fill(request, "reading.html", Asked(), given=given, reading=result, finds=finds, pieces=pieces)


async def keep(request: Request) -> Response:
    """Keep a pasted text with its reading, and go to its page."""
    report = make_report(await read_form(request))
    await run_in_threadpool(take, request, report)
    return RedirectResponse(f"/reports/{name_report(report)}", 303)


def take(request: Request, report: Report) -> None:
    """Take a report into the register.

    Raises:
        ReportError: the reader failed on it.
    """
    shelf, state = shelf_of(request), request.app.state
    tally = Intake(shelf.register.store, state.read, state.reader).take([Submission("web", 1, report)])
    if tally.refused:
        raise ReportError("the text cannot be read, so it was not kept; the ledger of the register says why")


def make_report(given: Mapping[str, str]) -> Report:
    """Return the report that a form gives.

    Raises:
        InputError: a field is too long or short, or holds what it cannot.
    """
    fields = {name: clean(given.get(name, "")) for name in FIELDS}
    for name in FIELDS[:-1]:
        if len(fields[name]) > LINE:
            raise InputError(f"the {name} is longer than {LINE} characters")
    if not SHORTEST <= len(fields["text"]) <= LONGEST:
        raise InputError(f"the text has {len(fields['text']):,} characters: paste {SHORTEST} to {LONGEST:,}")
    known = {"outlet": fields["outlet"], "published": check_day(fields["published"]), "url": check_url(fields["url"])}
    given_fields: dict[str, Any] = {name: value or None for name, value in known.items()}
    language = detect_language(join_title(fields["title"], fields["text"]))
    return Report.compose(fields["text"], title=fields["title"] or None, language=language, **given_fields)


def clean(value: str) -> str:
    """Return a field with the line ends of Unix and without NUL."""
    return value.replace("\r\n", "\n").replace("\x00", "").strip()


def check_url(value: str) -> str:
    """Return a web address, or nothing.

    Raises:
        InputError: it is none.
    """
    parts = split_address(value)
    if value and (parts is None or parts.scheme not in {"http", "https"} or not parts.netloc):
        raise InputError(f"{value[:80]!r} is no web address: it begins with https:// or http://")
    return value
