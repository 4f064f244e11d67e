"""Sessions: signed-in browsers, kept by the server; a browser holds only a random key.

A session ends when the person signs out, when it has not been used for a while, and after a day's work
in any case; all of an account's end when its password or role changes, or it is locked or removed.

>>> Lifetime().idle
3600
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Select, delete, select, update

from depositary.register.storage.store import Store
from depositary.web.accounts import Account
from depositary.web.vault import accounts, hash_key, make_key, now, sessions

FRESH = 60  # seconds for which the use of a session is not written down again
AGENT = 200  # characters kept of what a browser says of itself


@dataclass(frozen=True)
class Lifetime:
    """How long a session lives, in seconds: unused, and in all."""

    idle: int = 3600
    most: int = 12 * 3600


class Session(msgspec.Struct, frozen=True):
    """One signed-in browser; ``key`` is the hash of what it holds."""

    key: str
    account: str
    made_at: str
    seen_at: str
    agent: str


def begin(vault: Store, account: str, agent: str, lifetime: Lifetime, former: str = "") -> str:
    """Begin a session of an account and return its key; the browser's former session and expired ones end.

    Args:
        vault: the vault.
        account: who signed in.
        agent: what the browser says of itself.
        lifetime: how long sessions live.
        former: the key that the browser held before, if it held one.
    """
    key, at = make_key(), now()
    with vault.writing() as connection:
        stale = (sessions.c.made_at < now(seconds=-lifetime.most)) | (sessions.c.seen_at < now(seconds=-lifetime.idle))
        connection.execute(delete(sessions).where(stale | (sessions.c.key == hash_key(former))))
        made = Session(hash_key(key), account, at, at, agent[:AGENT])
        connection.execute(sessions.insert(), msgspec.structs.asdict(made))
    return key


def find_session(vault: Store, key: str, lifetime: Lifetime) -> tuple[Session, Account] | None:
    """Return the living session of a key with its account, and write down that it was used."""
    with vault.reading() as connection:
        row = connection.execute(select(sessions).where(sessions.c.key == hash_key(key))).mappings().first()
        found = Session(**row) if row else None
        if not found or not is_alive(found, lifetime):
            return None
        owner = connection.execute(of_account(found.account)).mappings().first()
    if owner is None or owner["locked_at"]:
        return None
    if found.seen_at < now(seconds=-FRESH):
        touch(vault, found.key)
    return found, Account(**owner)


def of_account(name: str) -> Select[tuple[str]]:
    """Return the query for an account."""
    return select(accounts).where(accounts.c.name == name)


def is_alive(session: Session, lifetime: Lifetime) -> bool:
    """Tell whether a session has not expired."""
    return session.made_at >= now(seconds=-lifetime.most) and session.seen_at >= now(seconds=-lifetime.idle)


def touch(vault: Store, key: str) -> None:
    """Write down that a session was used."""
    with vault.writing() as connection:
        connection.execute(update(sessions).where(sessions.c.key == key).values(seen_at=now()))


def end(vault: Store, key: str) -> None:
    """End the session of a key."""
    with vault.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.key == hash_key(key)))


def end_all(vault: Store, account: str, but: str = "") -> None:
    """End the sessions of an account but for one, named by the hash of its key."""
    with vault.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.account == account, sessions.c.key != but))


def list_sessions(vault: Store, account: str | None = None) -> list[Session]:
    """Return the sessions of an account, or all, those used last first."""
    query = select(sessions).order_by(sessions.c.seen_at.desc(), sessions.c.key)
    if account is not None:
        query = query.where(sessions.c.account == account)
    with vault.reading() as connection:
        return [Session(**row) for row in connection.execute(query).mappings()]
