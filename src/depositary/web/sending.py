"""Telling: what the register learned on a saved search is sent to the address that was given, signed, and quoted.

The body is JSON. ``X-Depositary-Signature`` is the HMAC (SHA-256) of the time in ``X-Depositary-Time``, a full stop and
the body, under the secret of the saved search. What fails is tried again, later each time, and given up in the end.

>>> sign("key", "2025-01-01T00:00:00Z", b"{}")[:15]
'sha256=d69feb78'
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from depositary.errors import DepositaryError, FetchError
from depositary.model.reading import Action
from depositary.register.register import Register
from depositary.register.storage.schema import claims, memberships, reports
from depositary.register.storage.store import Store
from depositary.sources.client import Client
from depositary.web.accounts import list_accounts
from depositary.web.alerts import Alert, list_alerts, note_alert
from depositary.web.news import tell_step
from depositary.web.shelf import Shelf
from depositary.web.vault import now

EVERY = 60.0  # seconds between two looks
CHANGES = 100  # changes of one message
LOOKED_AT = 2000  # changes that one look takes from the register
TRIES = 12  # in a row, after which a saved search is told no more
LONGEST_WAIT = 1440  # minutes until the next try
LOG = logging.getLogger("depositary.web.sending")

Send = Callable[[str, bytes, dict[str, str]], int]
"""Sends a body with header fields to an address and returns the status; raises `FetchError` where it cannot."""


class Told(msgspec.Struct, frozen=True):
    """One change: a step that the register learned of, with the words that tell it."""

    at: str
    agreement: str
    title: str
    step: str
    quote: str
    source: str | None
    page: str
    evidence: str


def sign(secret: str, time: str, body: bytes) -> str:
    """Return the signature of a message."""
    return "sha256=" + hmac.new(secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def list_learned(register: Register, titles: dict[str, str], since: str, base: str) -> tuple[list[Told], str]:
    """Return the steps of some agreements that the register learned of, the earliest first, and how far it looked.

    Args:
        register: the register.
        titles: the titles of the agreements by id.
        since: how far it looked before: a time, and the last claim of that time, for many are learnt at one time.
        base: the address of the server.
    """
    at, _, last = since.partition(" ")
    query = (
        select(claims.c.id, claims.c.body, claims.c.learnt_at, memberships.c.agreement, reports.c.outlet)
        .join(memberships, memberships.c.mention == claims.c.mention)
        .join(reports, reports.c.id == claims.c.report)
        .where(claims.c.sort == "action", claims.c.retired_at.is_(None))
        .where((claims.c.learnt_at > at) | ((claims.c.learnt_at == at) & (claims.c.id > last)))
        .order_by(claims.c.learnt_at, claims.c.id)
        .limit(LOOKED_AT)
    )
    found: list[Told] = []
    with register.store.reading() as connection:
        for row in connection.execute(query):
            if len(found) == CHANGES:
                break
            since = f"{row.learnt_at} {row.id}"
            if row.agreement in titles:
                action = msgspec.json.decode(row.body, type=Action)
                quote = action.evidence[0].text if action.evidence else ""
                page, words = f"{base}/agreements/{row.agreement}", f"{base}/claims/{row.id}"
                title, step = titles[row.agreement], tell_step(action)
                found.append(Told(row.learnt_at, row.agreement, title, step, quote, row.outlet, page, words))
    return found, since


def tell_alert(shelf: Shelf, alert: Alert, send: Send, base: str) -> Alert:
    """Tell one saved search what is new, and return it with how that went."""
    titles = {line.id: line.title for line in shelf.select(alert.asked).lines}
    new, looked = list_learned(shelf.register, titles, alert.told_until, base)
    if not new:
        return msgspec.structs.replace(alert, told_until=looked)
    body = msgspec.json.encode({"search": alert.name, "address": f"{base}{alert.asked.link()}", "changes": new})
    time = now()
    signed = {"X-Depositary-Time": time, "X-Depositary-Signature": sign(alert.secret, time, body)}
    try:
        status = send(alert.hook, body, {"Content-Type": "application/json", **signed})
        trouble = "" if 200 <= status < 300 else f"it answered {status}"
    except FetchError as error:
        trouble = str(error)[:300]
    if trouble:
        failures = alert.failures + 1
        later = now(minutes=min(2**failures, LONGEST_WAIT))
        return msgspec.structs.replace(alert, failures=failures, trouble=trouble, next_at=later)
    return msgspec.structs.replace(alert, told_until=looked, failures=0, trouble="", next_at="")


def is_ready(alert: Alert) -> bool:
    """Tell whether a saved search has an address, and may be told now."""
    return bool(alert.hook) and alert.failures < TRIES and alert.next_at <= now()


@contextmanager
def telling(shelf: Shelf, vault: Store | None, base: str) -> Iterator[None]:
    """Tell saved searches what is new while a server runs; without accounts there are none."""
    if vault is None:
        yield
        return
    with Client() as client:
        teller = Teller(shelf, vault, lambda url, body, head: client.send("POST", url, body, head).status, base)
        teller.start()
        yield
        teller.stop()


@dataclass
class Teller:
    """A thread that tells all saved searches what is new, again and again."""

    shelf: Shelf
    vault: Store
    send: Send
    base: str

    def __post_init__(self) -> None:
        """Make the thread, without starting it."""
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, name="teller", daemon=True)

    def run(self) -> None:
        """Tell, wait, and tell again until it is over."""
        while not self.over.wait(EVERY):
            self.tell_all()

    def tell_all(self) -> Sequence[Alert]:
        """Tell every saved search that is ready; what fails for one stops no other."""
        told = []
        barred = {account.name for account in list_accounts(self.vault) if account.locked_at}
        for alert in filter(is_ready, list_alerts(self.vault)):
            if alert.account in barred:
                continue
            try:
                after = tell_alert(self.shelf, alert, self.send, self.base)
                if after != alert:
                    note_alert(self.vault, after)
                told.append(after)
            except DepositaryError as error:
                LOG.warning("saved search %s: %s", alert.id, error)
        return told

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def stop(self) -> None:
        """End; a message under way is not waited for."""
        self.over.set()
