"""The door: middleware that says who asks, whether they may, and whether they ask too often.

What a path needs stands in ``NEEDS``; a change whose path is not there needs a reviewer.

>>> need("GET", "/due", private=False), need("GET", "/due", private=True), need("POST", "/new", private=False)
('', 'reader', 'reviewer')
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextvars import ContextVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from depositary.register.storage.store import Store
from depositary.web.limits import Limit, name_network
from depositary.web.persons import Person, name_user
from depositary.web.sessions import find_session
from depositary.web.settings import Settings
from depositary.web.tokens import find_token
from depositary.web.vault import now

NEEDS = {
    "/static": "",
    "/health": "",
    "/sign-in": "",
    "/sign-out": "",
    "/account": "reader",
    "/accounts": "admin",
    "/add": "reviewer",
    "/alerts": "reader",
    "/example": "reviewer",
    "/review": "reviewer",
}
"""What role the addresses under a path need; an empty one is open to all."""

FIRST = {"/account", "/account/password", "/sign-in", "/sign-out"}
"""Where somebody may go who must change the password first."""

READING = {"GET", "HEAD", "OPTIONS"}
COOKIE, SECURE_COOKIE = "depositary", "__Host-depositary"
SHOWN = 200  # characters of an address in the log
asker: ContextVar[str] = ContextVar("asker", default="")
"""The network that the request under way comes from."""
LOG = logging.getLogger("depositary.web.door")

Explain = Callable[[Request, Exception], Response]


def need(method: str, path: str, *, private: bool) -> str:
    """Return the role that a request needs; an empty one is open to all."""
    first = "/" + path.lstrip("/").partition("/")[0]
    if first in NEEDS:
        return NEEDS[first]
    if method not in READING:
        return "reviewer"
    return "reader" if private else ""


def tell(event: str, **facts: str) -> None:
    """Write what concerns security to the log, as one line of JSON; never a password or a key."""
    LOG.info(json.dumps({"at": now(), "event": event, **facts}))


def name_cookie(settings: Settings) -> str:
    """Return the name of the cookie that holds a session's key."""
    return SECURE_COOKIE if settings.secure else COOKIE


class Door:
    """Middleware: finds who asks, refuses what they may not and what comes too often."""

    def __init__(
        self, app: ASGIApp, vault: Store | None, settings: Settings, limits: Mapping[str, Limit], explain: Explain
    ) -> None:
        """Stand before an application.

        Args:
            app: the application.
            vault: the accounts; without it, whoever asks is the user of this machine.
            settings: the server's settings.
            limits: how often an ``address`` and a ``token`` may ask, where there are accounts.
            explain: answers with what is wrong.
        """
        self.app, self.vault, self.settings, self.limits, self.explain = app, vault, settings, limits, explain
        self.user = name_user()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asker.set(name_asker(request))

        async def send_own(message: Message) -> None:
            person: Person | None = scope.get("person")
            known = person is not None and bool(person.session or person.token)
            if message["type"] == "http.response.start" and (known or message["status"] in {401, 403, 429}):
                MutableHeaders(scope=message)["cache-control"] = "no-store"
            await send(message)

        try:
            await self.admit(request)
        except HTTPException as error:
            await self.explain(request, error)(scope, receive, send_own)
            return
        await self.app(scope, receive, send_own)

    async def admit(self, request: Request) -> Person | None:
        """Return who asks; the pages are told too.

        Raises:
            HTTPException: they may not, or ask too often.
        """
        request.scope["person"] = None
        if self.vault is None:
            request.scope["person"] = self.user
            return self.user
        key = request.headers.get("authorization", "")
        person = await self.admit_program(request, key) if key else await self.admit_browser(request)
        request.scope["person"] = person
        self.check(request, person)
        return person

    async def admit_program(self, request: Request, given: str) -> Person:
        """Return the program that a read token stands for.

        Raises:
            HTTPException: the token does not stand, or is used too often.
        """
        assert self.vault
        scheme, _, key = given.partition(" ")
        token = await run_in_threadpool(find_token, self.vault, key.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            self.count("address", name_asker(request))
            tell("token refused", address=name_asker(request))
            raise HTTPException(401, "This token does not stand.", {"www-authenticate": "Bearer"})
        self.count("token", token.id)
        return Person(token.name, "reader", token=token.id)

    async def admit_browser(self, request: Request) -> Person | None:
        """Return the person whose session a browser holds.

        Raises:
            HTTPException: the address asks too often.
        """
        assert self.vault
        if not request.url.path.startswith("/static/"):
            self.count("address", name_asker(request))
        key = request.cookies.get(name_cookie(self.settings), "")
        found = await run_in_threadpool(find_session, self.vault, key, self.settings.lifetime) if key else None
        if found is None:
            return None
        session, account = found
        return Person(account.name, account.role, session.key, must_change=account.initial_until is not None)

    def count(self, sort: str, asker: str) -> None:
        """Count a request.

        Raises:
            HTTPException: there were too many.
        """
        wait = self.limits[sort].spend(asker) if sort in self.limits else 0
        if wait:
            tell("limited", sort=sort, asker=asker)
            raise HTTPException(429, f"Too many requests: ask again in {wait} s.", {"retry-after": str(wait)})

    def check(self, request: Request, person: Person | None) -> None:
        """Hold a request against what its address needs.

        Raises:
            HTTPException: it may not.
        """
        path, role = request.url.path, need(request.method, request.url.path, private=self.settings.private)
        if person and person.must_change and path not in FIRST and not path.startswith("/static/"):
            tell("refused", person=person.name, role=person.role, path=path[:SHOWN], needs="a new password")
            raise HTTPException(403, "Change the password that you were given first: open /account.")
        if not role:
            return
        if person is None:
            tell("refused", person="", role="", path=path[:SHOWN], needs=role, address=name_asker(request))
            raise HTTPException(401, "Sign in to see this.", {"www-authenticate": "Bearer"})
        if not person.may(role) or (person.token and request.method not in READING):
            tell("refused", person=person.name, role=person.role, path=path[:SHOWN], needs=role)
            raise HTTPException(403, f"This needs the role {role}; you are {person.name}, {person.role}.")


def name_asker(request: Request) -> str:
    """Return the network that a request comes from."""
    return name_network(request.client.host if request.client else "?")
