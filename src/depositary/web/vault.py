"""The vault: accounts, sessions, read tokens and saved searches, in a database of their own beside the register.

A register is a file that people hand on; it holds no password. Only hashes are kept here, of passwords
(Argon2id), of the keys of sessions and of tokens (SHA-256 of 256 random bits).

>>> name_vault("news.db"), name_vault("postgresql://db/register")
('news.accounts.db', 'postgresql://db/register')
"""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, inspect

from depositary.errors import RegisterError
from depositary.register.storage.store import Store, hide_password, make_engine

metadata = MetaData()
PRIVATE = 0o600


def text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    """Return a text column."""
    return Column(name, Text, primary_key=key, nullable=null)


accounts = Table(
    "web_accounts",
    metadata,
    text("name", key=True),
    text("role"),
    text("password", null=True),
    text("initial_until", null=True),
    text("issuer", null=True),
    text("subject", null=True),
    text("made_at"),
    text("locked_at", null=True),
)
"""``initial_until``: the password was made by a program, and must be changed by then."""

sessions = Table(
    "web_sessions",
    metadata,
    text("key", key=True),
    text("account"),
    text("made_at"),
    text("seen_at"),
    text("agent"),
    Index("web_sessions_account", "account"),
)

tokens = Table(
    "web_tokens",
    metadata,
    text("id", key=True),
    text("name"),
    text("key"),
    text("made_at"),
    text("until", null=True),
    text("used_on", null=True),
    text("revoked_at", null=True),
    Index("web_tokens_key", "key", unique=True),
)

alerts = Table(
    "web_alerts",
    metadata,
    text("id", key=True),
    text("account"),
    text("query"),
    text("hook"),
    text("secret"),
    text("made_at"),
    text("told_until"),
    Column("failures", Integer, nullable=False),
    text("trouble"),
    text("next_at"),
    Index("web_alerts_account", "account"),
)
"""Saved searches. ``secret`` is kept as it is: messages are signed with it."""


def name_vault(register: str) -> str:
    """Return the place of the vault of a register: a file beside it, or the same PostgreSQL database."""
    if "://" in register or register == ":memory:":
        return register
    path = Path(register)
    return str(path.with_name(f"{path.stem}.accounts{path.suffix or '.db'}"))


def has_vault(place: str) -> bool:
    """Tell whether there is a vault in a place."""
    if "://" not in place:
        return Path(place).exists()
    store = Store(make_engine(place), hide_password(place))
    with store.reading() as connection:
        found = inspect(connection).has_table(accounts.name)
    store.close()
    return found


def open_vault(place: str) -> Store:
    """Open the vault in a place, making it where it is missing; its file is for its owner alone.

    Raises:
        RegisterError: it cannot be made or opened.
    """
    if "://" not in place and place != ":memory:":
        touch(Path(place))
    store = Store(make_engine(place), hide_password(place))
    with store.reading() as connection:
        found = set(inspect(connection).get_table_names())
        known = set(metadata.tables) <= found
    if not known and "://" not in place and (foreign := sorted(found - set(metadata.tables))):
        raise RegisterError(f"{place} is no file of accounts (it has {', '.join(foreign[:3])}): nothing was written")
    if not known:
        with store.writing() as connection:
            metadata.create_all(connection)
    return store


def touch(path: Path) -> None:
    """Make a file that only its owner reads.

    Raises:
        RegisterError: it cannot be made, or others may read it.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE))
        mode = path.stat().st_mode
    except OSError as error:
        raise RegisterError(f"the accounts in {path} cannot be opened: {error.strerror}") from None
    if os.name == "posix" and mode & 0o077:
        raise RegisterError(f"others can read the accounts in {path}: run chmod 600 {path}")


def make_key() -> str:
    """Return a new key of 256 random bits, for a session or a token."""
    return secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """Return the hash under which a key is kept; it is random and long, so a fast hash suffices."""
    return hashlib.sha256(key.encode()).hexdigest()


def now(**later: float) -> str:
    """Return the time as ISO text in UTC, or a time so much later (``days=7``)."""
    return (datetime.now(UTC) + timedelta(**later)).isoformat(timespec="seconds").replace("+00:00", "Z")
