"""Accounts: who may sign in, and with what role.

>>> from depositary.web.vault import open_vault
>>> vault = open_vault(":memory:")
>>> add_account(vault, "ann", "reviewer", "correct horse battery").role
'reviewer'
>>> admit(vault, "ann", "wrong") is None
True
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from depositary.errors import InputError
from depositary.register.storage.store import Store
from depositary.web.passwords import check_password, hash_password, is_dated, is_right, make_password
from depositary.web.persons import ROLES
from depositary.web.vault import accounts, now, sessions

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")
INITIAL_DAYS = 7


class Account(msgspec.Struct, frozen=True):
    """One who may sign in; ``password`` is a hash, ``subject`` what the OpenID provider ``issuer`` calls them."""

    name: str
    role: str
    password: str | None
    initial_until: str | None
    issuer: str | None
    subject: str | None
    made_at: str
    locked_at: str | None


def check_name(name: str) -> str:
    """Return the name of an account, in small letters.

    Raises:
        InputError: it is none.
    """
    found = name.strip().lower() if name.isascii() else ""  # other letters fold to ASCII: the Kelvin sign to k
    if not NAME.fullmatch(found):
        raise InputError(f"{name[:50]!r} is no name for an account: small letters, digits, . _ @ + - up to 100")
    return found


def check_role(role: str) -> str:
    """Return a role.

    Raises:
        InputError: there is none of that name.
    """
    if role not in ROLES:
        raise InputError(f"{role[:50]!r} is no role: one of {', '.join(ROLES)}")
    return role


def add_account(vault: Store, name: str, role: str, password: str | None, *, initial: bool = False) -> Account:
    """Add an account; without a password it signs in by OpenID Connect alone.

    Args:
        vault: the vault.
        name: the name; for OpenID Connect, the e-mail address that the provider has verified.
        role: what the person may do.
        password: the password.
        initial: whether it must be changed at the first sign-in, and expires.

    Raises:
        InputError: the name is taken or none, the role is none, or the password is weak.
    """
    name, role = check_name(name), check_role(role)
    kept = hash_password(check_password(password, name)) if password is not None else None
    made = Account(name, role, kept, now(days=INITIAL_DAYS) if initial else None, None, None, now(), None)
    with vault.writing() as connection:
        if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first():
            raise InputError(f"there is an account {name} already: depositary accounts list shows all")
        connection.execute(accounts.insert(), msgspec.structs.asdict(made))
    return made


def invite(vault: Store, name: str, role: str) -> str:
    """Add an account with a random password that must be changed within a week, and return that password."""
    password = make_password()
    add_account(vault, name, role, password, initial=True)
    return password


def list_accounts(vault: Store) -> list[Account]:
    """Return all accounts by name."""
    with vault.reading() as connection:
        return [Account(**row) for row in connection.execute(select(accounts).order_by(accounts.c.name)).mappings()]


def find_account(vault: Store, name: str) -> Account | None:
    """Return the account of a name."""
    with vault.reading() as connection:
        row = connection.execute(select(accounts).where(accounts.c.name == name)).mappings().first()
    return Account(**row) if row else None


def find_subject(vault: Store, issuer: str, subject: str) -> Account | None:
    """Return the account that is bound to what an OpenID provider calls a person."""
    where = (accounts.c.issuer == issuer) & (accounts.c.subject == subject)
    with vault.reading() as connection:
        row = connection.execute(select(accounts).where(where)).mappings().first()
    return Account(**row) if row else None


def bind_subject(vault: Store, name: str, issuer: str, subject: str) -> None:
    """Bind an account to what an OpenID provider calls a person, at their first sign-in."""
    change(vault, name, issuer=issuer, subject=subject)


def admit(vault: Store, name: str, password: str) -> Account | None:
    """Return the account whose password is given; ``None`` where it is wrong, locked, expired, or there is none."""
    found = find_account(vault, name.strip().lower())
    right = is_right(found.password if found else None, password)
    if not found or not right or found.locked_at or (found.initial_until or "9") < now():
        return None
    if found.password and is_dated(found.password):
        change(vault, found.name, password=hash_password(password))
    return found


def set_password(vault: Store, name: str, password: str, *, initial: bool = False) -> None:
    """Set a password and end all sessions of the account.

    Raises:
        InputError: there is no such account, or the password is weak.
    """
    kept = hash_password(check_password(password, name))
    change(vault, name, password=kept, initial_until=now(days=INITIAL_DAYS) if initial else None, end=True)


def set_role(vault: Store, name: str, role: str) -> None:
    """Give an account another role, and end its sessions.

    Raises:
        InputError: there is no such account, or no such role.
    """
    change(vault, name, role=check_role(role), end=True)


def lock(vault: Store, name: str, *, locked: bool = True) -> None:
    """Lock an account, ending its sessions, or unlock it.

    Raises:
        InputError: there is no such account.
    """
    change(vault, name, locked_at=now() if locked else None, end=True)


def remove_account(vault: Store, name: str) -> None:
    """Remove an account with its sessions; what the person decided keeps the name.

    Raises:
        InputError: there is no such account.
    """
    with vault.writing() as connection:
        gone = connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount
        end_sessions(connection, name)
    if not gone:
        raise InputError(f"there is no account {name[:100]}: depositary accounts list shows all")


def change(vault: Store, name: str, *, end: bool = False, **values: Any) -> None:
    """Change columns of an account, and end its sessions where that is asked.

    Raises:
        InputError: there is no such account.
    """
    with vault.writing() as connection:
        changed = connection.execute(update(accounts).where(accounts.c.name == name).values(**values)).rowcount
        if end:
            end_sessions(connection, name)
    if not changed:
        raise InputError(f"there is no account {name[:100]}: depositary accounts list shows all")


def end_sessions(connection: Connection, name: str) -> None:
    """End all sessions of an account."""
    connection.execute(delete(sessions).where(sessions.c.account == name))
