"""The application: which address is answered by what, over one register.

>>> "127.0.0.1" in HOSTS
True
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from depositary.errors import DepositaryError, InputError, UnknownNameError
from depositary.languages.phrases import write_moment
from depositary.languages.wording import (
    name_actor,
    write_agent,
    write_agents,
    write_chain,
    write_code,
    write_date,
    write_place,
)
from depositary.register.intake.readings import ReadMany
from depositary.register.register import Register
from depositary.register.storage.store import Store
from depositary.web import (
    about,
    adding,
    agreement,
    alerts,
    api,
    example,
    feeds,
    health,
    openid,
    pages,
    plots,
    review,
    signin,
)
from depositary.web.asking import Asked
from depositary.web.counts import Counts, make_counts
from depositary.web.door import Door
from depositary.web.fetching import Fetch
from depositary.web.guard import Guard, list_headers
from depositary.web.labels import LABELS
from depositary.web.memory import Memory, remembered
from depositary.web.openid import Provider
from depositary.web.participants import tell_date
from depositary.web.persons import show_person
from depositary.web.sending import telling
from depositary.web.settings import Settings
from depositary.web.shelf import Shelf
from depositary.web.signin import send_to_sign_in

LOG = logging.getLogger("depositary.web")
HERE = Path(__file__).parent
HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""Names under which the server may be asked; any other is refused (DNS rebinding)."""


def make_app(
    store: Store,
    read: ReadMany,
    reader: str,
    fetch: Fetch | None = None,
    *,
    vault: Store | None = None,
    settings: Settings | None = None,
    counts: Counts | None = None,
    tells: bool = True,
) -> Starlette:
    """Make the application over a register.

    Args:
        store: the register's store; the caller closes it.
        read: reads reports, for the page on which a report is added.
        reader: the version of that reader.
        fetch: fetches a report from a web address; without it none is fetched.
        vault: accounts, sessions and tokens; without them whoever asks is the user of this machine.
        settings: how the server behaves; without them it is one for this machine alone.
        counts: how often each asker has asked; without them they begin at zero and are those of this process.
        tells: whether this process tells saved searches what is new.
    """
    settings = settings or Settings()
    counts = counts or make_counts(settings)
    shelf = Shelf(Register(store))

    @asynccontextmanager
    async def live(_app: Starlette) -> AsyncIterator[None]:
        shelf.prepare()
        with telling(shelf, vault if tells else None, settings.origin):
            yield
        shelf.close()

    app = Starlette(
        routes=list_routes(),
        middleware=[
            Middleware(Guard, settings.origin),
            Middleware(TrustedHostMiddleware, allowed_hosts=[*HOSTS, settings.host or HOSTS[0]], www_redirect=False),
            Middleware(Door, vault, settings, counts.limits, explain),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4),
        ],
        exception_handlers={DepositaryError: explain, HTTPException: explain, Exception: explain},
        lifespan=live,
    )
    app.state.shelf, app.state.read, app.state.reader = shelf, read, reader
    app.state.fetch, app.state.example = fetch, example.find_example()
    app.state.vault, app.state.settings = vault, settings
    app.state.throttle, app.state.attempts = counts.throttle, counts.attempts
    app.state.provider = Provider()
    app.state.memory = Memory()
    app.state.templates = make_templates()
    return app


def list_routes() -> list[Route | Mount]:
    """Return every address with what answers it."""
    return [
        Route("/", remembered(pages.home)),
        Route("/agreements", remembered(pages.agreements)),
        Route("/agreements.csv", remembered(feeds.table)),
        Route("/agreements.atom", remembered(feeds.atom)),
        Route("/agreements.ics", remembered(feeds.calendar)),
        *agreement.ROUTES,
        Route("/reports/{id}", remembered(pages.report)),
        Route("/claims/{id}", pages.claim),
        Route("/actors/{code}", remembered(pages.actor)),
        Route("/between/{one}/{other}", remembered(pages.between)),
        Route("/due", remembered(pages.due)),
        Route("/add", adding.form, methods=["GET"]),
        Route("/add", adding.look, methods=["POST"]),
        Route("/add/fetch", adding.fetch, methods=["POST"]),
        Route("/add/keep", adding.keep, methods=["POST"]),
        Route("/example", example.load, methods=["POST"]),
        *health.ROUTES,
        *review.ROUTES,
        *signin.ROUTES,
        *openid.ROUTES,
        *plots.ROUTES,
        *about.ROUTES,
        *alerts.ROUTES,
        *api.ROUTES,
        Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
    ]


def make_templates() -> jinja2.Environment:
    """Return the templates; every value is escaped."""
    loader = jinja2.PackageLoader("depositary.web")
    made = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Callable[..., Any]] = {
        "code": write_code,
        "actor": name_actor,
        "agent": write_agent,
        "agents": write_agents,
        "chain": write_chain,
        "date": write_date,
        "place": write_place,
        "day": write_day,
        "moment": write_moment,
        "edtf": tell_date,
        **LABELS,
    }
    made.filters.update(filters)
    made.globals["stamp"] = stamp_static()
    return made


def stamp_static() -> str:
    """Return what changes with the files that browsers keep."""
    files = sorted((HERE / "static").iterdir())
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:10]


def write_day(day: str | None) -> str:
    """Return an ISO day in words.

    >>> write_day("2025-01-17")
    '17 January 2025'
    """
    if not day:
        return ""
    found = dt.date.fromisoformat(day[:10])
    return f"{found.day} {found.strftime('%B')} {found.year}"


def explain(request: Request, error: Exception) -> Response:
    """Answer with what went wrong, in words: as a problem (RFC 9457) to programs, as a page to people."""
    status, words = weigh(error)
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/"):
        response = api.problem(status, title, words, request.url.path)
    elif status == 401 and request.method == "GET" and "authorization" not in request.headers:
        response = send_to_sign_in(request)
    else:
        page = request.app.state.templates.get_template("problem.html")
        shown = {"status": status, "title": title, "words": words, **show_person(request)}
        response = HTMLResponse(page.render(asked=Asked(), path="", base_url="", **shown), status)
    # What nobody foresaw is answered outside the guard.
    response.headers.update(list_headers(secure=request.app.state.settings.secure))
    response.headers.update(getattr(error, "headers", None) or {})  # such as Allow
    return response


def weigh(error: Exception) -> tuple[int, str]:
    """Return the status code and the words for an error; what nobody foresaw tells nothing of the inside."""
    if isinstance(error, HTTPException):
        unnamed = error.status_code == 404 and error.detail == HTTPStatus.NOT_FOUND.phrase
        words = "There is no page at this address." if unnamed else error.detail
        return error.status_code, words
    if isinstance(error, InputError):
        return 404 if isinstance(error, UnknownNameError) else 400, str(error)
    if isinstance(error, openid.SignInError):
        return 403, str(error)
    if isinstance(error, openid.ProviderError):
        return 503, str(error)
    if isinstance(error, DepositaryError):
        LOG.error("%s", error)  # its own words name places and programs: they are for who runs the server
        return 503, "The register cannot be used at the moment. Try again later; the server's log says why."
    return 500, "Something went wrong in the server. Its log says more."
