"""Saved searches: somebody keeps a search, and a program of theirs is told what the register learns on it.

They are kept in the vault, with the accounts. ``sending.py`` tells them.

>>> name_search("party=RUS&kind=treaty")
'Russia, treaty'
"""

from __future__ import annotations

from urllib.parse import parse_qsl

import msgspec
from sqlalchemy import delete, select, update
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from depositary.errors import InputError
from depositary.register.storage import utc_now
from depositary.register.storage.store import Store
from depositary.sources.client import check_url
from depositary.web.asking import Asked
from depositary.web.feeds import tell
from depositary.web.guard import read_form
from depositary.web.pages import fill, parse
from depositary.web.persons import demand
from depositary.web.vault import alerts, hash_key, make_key, now

MOST = 50  # searches that one account keeps
LONGEST = 500  # characters of an address


class Alert(msgspec.Struct, frozen=True):
    """One saved search. ``hook`` is the address that is told, signed with ``secret``; empty where there is none.

    ``told_until`` is the time up to which it was told what the register learned; ``failures`` counts the attempts in
    a row that failed, the last with ``trouble``, and ``next_at`` is when the next may be made.
    """

    id: str
    account: str
    query: str
    hook: str
    secret: str
    made_at: str
    told_until: str
    failures: int = 0
    trouble: str = ""
    next_at: str = ""

    @property
    def asked(self) -> Asked:
        """The search."""
        return Asked.parse(parse_qsl(self.query))

    @property
    def name(self) -> str:
        """The search in words."""
        return name_search(self.query)


def name_search(query: str) -> str:
    """Return a search in words."""
    return tell(Asked.parse(parse_qsl(query)))


def save_alert(vault: Store, account: str, query: str, hook: str = "") -> Alert:
    """Keep a search, and tell an address what the register learns on it from now on.

    Raises:
        InputError: the search or the address cannot be used, or the account keeps too many.
    """
    asked = Asked.parse(parse_qsl(query[:LONGEST]))
    kept = asked.link("").lstrip("?")
    hook = check_url(hook.strip()) if hook.strip() else ""
    if hook and not hook.startswith("https://"):
        raise InputError("the address to tell must begin with https://, so that nobody on the way can read along")
    if len(list_alerts(vault, account)) >= MOST:
        raise InputError(f"you have {MOST} saved searches, which is the most: delete one first")
    made = Alert("s" + hash_key(make_key())[:12], account, kept, hook, make_key(), now(), utc_now())
    with vault.writing() as connection:
        connection.execute(alerts.insert(), msgspec.structs.asdict(made))
    return made


def list_alerts(vault: Store, account: str | None = None) -> list[Alert]:
    """Return the saved searches of one account, or of all, the oldest first."""
    query = select(alerts).order_by(alerts.c.made_at, alerts.c.id)
    with vault.reading() as connection:
        rows = connection.execute(query.where(alerts.c.account == account) if account is not None else query)
        return [Alert(**row) for row in rows.mappings()]


def note_alert(vault: Store, alert: Alert) -> None:
    """Write down how the telling of a saved search went."""
    values = {name: getattr(alert, name) for name in ("told_until", "failures", "trouble", "next_at")}
    with vault.writing() as connection:
        connection.execute(update(alerts).where(alerts.c.id == alert.id).values(**values))


def delete_alert(vault: Store, account: str, id: str) -> None:
    """Delete a saved search of an account.

    Raises:
        InputError: it has none of that id.
    """
    with vault.writing() as connection:
        gone = connection.execute(delete(alerts).where(alerts.c.id == id, alerts.c.account == account)).rowcount
    if not gone:
        raise InputError("there is no such saved search of yours")


def show(request: Request, error: str = "", status: int = 200) -> Response:
    """Answer with the page of one's saved searches."""
    person = demand(request, "reader")
    vault: Store | None = request.app.state.vault
    own = list_alerts(vault, person.name) if vault else []
    query = parse(request).link("").lstrip("?")
    values = {"own": own, "query": query, "words": name_search(query), "kept": vault is not None, "error": error}
    made = fill(request, "alerts.html", Asked(), **values)
    made.status_code = status
    made.headers["cache-control"] = "no-store"
    return made


async def change(request: Request) -> Response:
    """Save or delete a search, and go back to the page."""
    person, form = demand(request, "reader"), await read_form(request)
    vault: Store | None = request.app.state.vault
    if vault is None:
        raise HTTPException(400, "Saved searches need accounts: run depositary accounts add NAME, and start again.")
    try:
        if form.get("do") == "delete":
            delete_alert(vault, person.name, form.get("id", ""))
        else:
            save_alert(vault, person.name, form.get("query", ""), form.get("hook", ""))
    except InputError as error:
        return show(request, str(error), 422)
    return RedirectResponse("/alerts", 303)


ROUTES = [Route("/alerts", show, methods=["GET"]), Route("/alerts", change, methods=["POST"])]
