"""Signing in and out, one's own account, and the accounts of all.

>>> check_next("/review?sort=merges"), check_next("//evil.example"), check_next("https://evil.example")
('/review?sort=merges', '/', '/')
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from depositary.errors import InputError
from depositary.register.storage.store import Store
from depositary.web import sessions
from depositary.web.accounts import Account, admit, find_account, list_accounts, lock, set_password, set_role
from depositary.web.asking import Asked
from depositary.web.door import name_asker, name_cookie, tell
from depositary.web.guard import read_form
from depositary.web.limits import Limit, widen
from depositary.web.pages import fill
from depositary.web.persons import ROLES, Person, demand, who
from depositary.web.tokens import list_tokens, revoke_token

LONGEST_PATH, LONGEST_NAME = 2000, 100
WRONG = "Name or password is wrong, or the account is locked."


class Throttle:
    """Attempts to sign in: few for a name from one network, more for a network, and many for a name from all.

    An attempt that is refused spends nothing of the wider buckets, so nobody empties the bucket of a name alone; and a
    network from which somebody signed in under a name does not need that bucket.
    """

    def __init__(self) -> None:
        """Begin with full buckets."""
        self.pair, self.network, self.area, self.name = Limit(5, 60), Limit(30, 20), Limit(20, 120), Limit(100, 30)
        self.change = Limit(5, 60)
        self.known = Known()

    def spend(self, name: str, network: str) -> int:
        """Count an attempt; returns 0, or the seconds to wait. The first bucket that refuses is the last asked."""
        buckets = [(self.pair, f"{name} {network}"), (self.network, network)]
        if not self.known.has(name, network):
            buckets += [(self.area, f"{name} {widen(network)}"), (self.name, name)]
        return next((wait for limit, key in buckets if (wait := limit.spend(key))), 0)

    def spend_change(self, session: str) -> int:
        """Count an attempt to change a password in a session; returns 0, or the seconds to wait."""
        return self.change.spend(session)

    def forgive(self, name: str, network: str) -> None:
        """Forget the failed attempts of somebody who signed in, and remember from where."""
        self.pair.fill(f"{name} {network}")
        self.known.add(name, network)


class Known:
    """The networks from which people signed in, those of long ago forgotten."""

    def __init__(self, most: int = 10_000) -> None:
        """Begin without any."""
        self.most = most
        self.kept: OrderedDict[tuple[str, str], None] = OrderedDict()
        self.lock = threading.Lock()

    def add(self, name: str, network: str) -> None:
        """Remember that somebody signed in from a network."""
        with self.lock:
            self.kept[name, network] = None
            self.kept.move_to_end((name, network))
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)

    def has(self, name: str, network: str) -> bool:
        """Tell whether somebody signed in from a network."""
        with self.lock:
            return (name, network) in self.kept


def vault_of(request: Request) -> Store:
    """Return the accounts.

    Raises:
        HTTPException: the server has none.
    """
    vault: Store | None = request.app.state.vault
    if vault is None:
        raise HTTPException(404)
    return vault


def check_next(path: str) -> str:
    """Return a path of our own to go on to."""
    safe = (
        len(path) <= LONGEST_PATH
        and path.startswith("/")
        and path[1:2] not in ("/", "\\")
        and path.isprintable()
        and "\\" not in path
    )
    return path if safe else "/"


def form(request: Request) -> Response:
    """Answer with the form for signing in."""
    vault_of(request)
    after = check_next(request.query_params.get("next", "/"))
    return show_form(request, after)


def show_form(request: Request, after: str, name: str = "", error: str = "", status: int = 200) -> Response:
    """Answer with the form, and what is wrong."""
    openid = request.app.state.settings.openid is not None
    response = fill(request, "sign-in.html", Asked(), after=after, given=name[:100], error=error, openid=openid)
    response.status_code = status
    response.headers["cache-control"] = "no-store"
    return response


async def sign_in(request: Request) -> Response:
    """Sign a person in, and go on to where they wanted to go."""
    vault, given = vault_of(request), await read_form(request)
    name, after = given.get("name", "").strip().lower()[:LONGEST_NAME], check_next(given.get("next", "/"))
    throttle, network = request.app.state.throttle, name_asker(request)
    if wait := throttle.spend(name, network):
        tell("sign-in throttled", name=name, address=network)
        response = show_form(request, after, name, f"Too many attempts: try again in {wait} s.", 429)
        response.headers["retry-after"] = str(wait)
        return response
    account = await run_in_threadpool(admit, vault, name, given.get("password", ""))
    if account is None:
        tell("sign-in failed", name=name, address=network)
        return show_form(request, after, name, WRONG, 403)
    throttle.forgive(name, network)
    return await run_in_threadpool(enter, request, account, after)


def enter(request: Request, account: Account, after: str) -> Response:
    """Begin a session, under a new key, and go on."""
    state = request.app.state
    cookie = name_cookie(state.settings)
    agent, former = request.headers.get("user-agent", ""), request.cookies.get(cookie, "")
    key = sessions.begin(vault_of(request), account.name, agent, state.settings.lifetime, former)
    tell("signed in", name=account.name, address=name_asker(request))
    response = RedirectResponse("/account" if account.initial_until else after, 303)
    most, secure = state.settings.lifetime.most, state.settings.secure
    response.set_cookie(cookie, key, max_age=most, path="/", secure=secure, httponly=True, samesite="lax")
    return response


async def sign_out(request: Request) -> Response:
    """End the session, at the server and in the browser."""
    vault, cookie = vault_of(request), name_cookie(request.app.state.settings)
    if key := request.cookies.get(cookie, ""):
        await run_in_threadpool(sessions.end, vault, key)
    if person := who(request):
        tell("signed out", name=person.name)
    response = RedirectResponse("/", 303, {"clear-site-data": '"cache", "storage"'})
    secure = request.app.state.settings.secure
    response.delete_cookie(cookie, path="/", secure=secure, httponly=True, samesite="lax")
    return response


def account(request: Request) -> Response:
    """Answer with one's own account: the password, and where one is signed in."""
    return show_account(request)


def show_account(request: Request, error: str = "", said: str = "") -> Response:
    """Answer with one's own account, and what is wrong or done."""
    vault, person = vault_of(request), demand(request, "reader")
    own = find_account(vault, person.name) if person.session else None
    if own is None:
        raise HTTPException(404)
    open_sessions = sessions.list_sessions(vault, person.name)
    response = fill(request, "account.html", Asked(), own=own, open_sessions=open_sessions, error=error, said=said)
    response.status_code = 422 if error else 200
    return response


async def change_password(request: Request) -> Response:
    """Change one's own password, the old one given, and end all sessions but a new one."""
    person, given = demand(request, "reader"), await read_form(request)
    return await run_in_threadpool(take_password, request, person, given)


def take_password(request: Request, person: Person, given: Mapping[str, str]) -> Response:
    """Take a new password."""
    vault, network = vault_of(request), name_asker(request)
    if wait := request.app.state.throttle.spend_change(f"{person.name} {person.session}"):  # strangers cannot spend it
        return show_account(request, f"Too many attempts: try again in {wait} s.")
    if admit(vault, person.name, given.get("old", "")) is None:
        tell("password change failed", name=person.name, address=network)
        return show_account(request, "The old password is wrong.")
    if given.get("old") == given.get("new"):
        return show_account(request, "The new password is the old one.")
    try:
        set_password(vault, person.name, given.get("new", ""))
    except InputError as error:
        return show_account(request, str(error))
    tell("password changed", name=person.name, address=network)
    request.app.state.throttle.forgive(person.name, network)
    own = find_account(vault, person.name)
    return enter(request, own, "/account?done=password") if own else RedirectResponse("/", 303)


async def end_others(request: Request) -> Response:
    """End one's own sessions in other browsers."""
    person = demand(request, "reader")
    await run_in_threadpool(sessions.end_all, vault_of(request), person.name, person.session)
    return RedirectResponse("/account", 303)


def everybody(request: Request) -> Response:
    """Answer with all accounts and tokens, for admins."""
    vault = vault_of(request)
    demand(request, "admin")
    return fill(
        request,
        "accounts.html",
        Asked(),
        accounts=list_accounts(vault),
        open_sessions=sessions.list_sessions(vault),
        tokens=list_tokens(vault),
        roles=ROLES,
    )


async def manage(request: Request) -> Response:
    """Change an account or revoke a token, as an admin."""
    person, given = demand(request, "admin"), await read_form(request)
    await run_in_threadpool(apply, vault_of(request), person, given)
    return RedirectResponse("/accounts", 303)


def apply(vault: Store, person: Person, given: Mapping[str, str]) -> None:
    """Do what the form for accounts asks.

    Raises:
        InputError: it asks for nothing that can be done; nobody locks themselves out.
    """
    what, name = given.get("do", ""), given.get("name", "")
    if what in {"lock", "role"} and name == person.name:
        raise InputError("ask another admin to change your own account")
    match what:
        case "lock" | "unlock":
            lock(vault, name, locked=what == "lock")
        case "role":
            set_role(vault, name, given.get("role", ""))
        case "sign-out":
            sessions.end_all(vault, name)
        case "revoke":
            revoke_token(vault, name)
        case _:
            raise InputError("nothing of that name can be done with an account")
    tell("account changed", by=person.name, what=what, name=name, role=given.get("role", ""))


def send_to_sign_in(request: Request) -> Response:
    """Send somebody to sign in, who then comes back."""
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': there})}", 303)


ROUTES = [
    Route("/sign-in", form, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/account", account, methods=["GET"]),
    Route("/account/password", change_password, methods=["POST"]),
    Route("/account/sessions", end_others, methods=["POST"]),
    Route("/accounts", everybody, methods=["GET"]),
    Route("/accounts", manage, methods=["POST"]),
]
