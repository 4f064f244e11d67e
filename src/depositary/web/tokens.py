"""Read tokens: keys with which a program asks the API, made by command, kept as hashes, revocable.

>>> from depositary.web.vault import open_vault
>>> vault = open_vault(":memory:")
>>> token, key = add_token(vault, "newsroom")
>>> found = find_token(vault, key)
>>> found.name if found else None
'newsroom'
"""

from __future__ import annotations

import msgspec
from sqlalchemy import select, update

from depositary.errors import InputError
from depositary.register.storage.store import Store
from depositary.web.vault import hash_key, make_key, now, tokens

MARK = "dep_"  # by which programs that search for leaked secrets know ours
LONGEST_NAME = 100


class Token(msgspec.Struct, frozen=True):
    """One read token; ``key`` is a hash, ``until`` the time at which it ends."""

    id: str
    name: str
    key: str
    made_at: str
    until: str | None = None
    used_on: str | None = None
    revoked_at: str | None = None


def add_token(vault: Store, name: str, days: int | None = None) -> tuple[Token, str]:
    """Make a token, and return it with its key, which is shown this once.

    Args:
        vault: the vault.
        name: who or what it is for.
        days: how long it lives; without it, until it is revoked.

    Raises:
        InputError: the name is empty or too long.
    """
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise InputError(f"a token needs a name of 1 to {LONGEST_NAME} characters: who or what it is for")
    key = MARK + make_key()
    until = now(days=days) if days else None
    made = Token("t" + hash_key(key)[:12], name.strip(), hash_key(key), now(), until)
    with vault.writing() as connection:
        connection.execute(tokens.insert(), msgspec.structs.asdict(made))
    return made, key


def find_token(vault: Store, key: str) -> Token | None:
    """Return the token of a key, if it stands, and write down the day it was used on."""
    with vault.reading() as connection:
        row = connection.execute(select(tokens).where(tokens.c.key == hash_key(key))).mappings().first()
    found = Token(**row) if row else None
    if found is None or found.revoked_at or (found.until or "9") < now():
        return None
    if found.used_on != (today := now()[:10]):
        with vault.writing() as connection:
            connection.execute(update(tokens).where(tokens.c.id == found.id).values(used_on=today))
    return found


def revoke_token(vault: Store, id: str) -> None:
    """Revoke a token.

    Raises:
        InputError: there is none of that id, or it is revoked already.
    """
    where = (tokens.c.id == id) & tokens.c.revoked_at.is_(None)
    with vault.writing() as connection:
        gone = connection.execute(update(tokens).where(where).values(revoked_at=now())).rowcount
    if not gone:
        raise InputError(f"no token {id[:50]} stands: depositary tokens list shows all")


def list_tokens(vault: Store) -> list[Token]:
    """Return all tokens, the newest first, revoked ones too."""
    with vault.reading() as connection:
        rows = connection.execute(select(tokens).order_by(tokens.c.made_at.desc(), tokens.c.id)).mappings()
        return [Token(**row) for row in rows]
