"""Passwords: which are taken, how they are kept (Argon2id), and how one is checked.

>>> check_password("correct horse battery", "ann")
'correct horse battery'
"""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from depositary.errors import InputError

SHORTEST, LONGEST = 8, 128
STRONG = 3  # of 4 on the scale of zxcvbn: more than 10^8 guesses
JUDGED = 72  # characters that zxcvbn looks at
PROFILE = profiles.RFC_9106_LOW_MEMORY  # Argon2id, 3 passes over 64 MiB, 4 lanes
AT_ONCE = threading.BoundedSemaphore(2)  # each hash takes 64 MiB


@cache
def hasher() -> PasswordHasher:
    """Return the hasher."""
    return PasswordHasher.from_parameters(PROFILE)


@cache
def hash_nothing() -> str:
    """Return a hash that no password has, checked where there is no account: both take as long."""
    return hasher().hash(secrets.token_urlsafe(32))


def hash_password(password: str) -> str:
    """Return the hash under which a password is kept."""
    with AT_ONCE:
        return hasher().hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Tell whether a password is that of a kept hash; takes as long where none is kept."""
    with AT_ONCE:
        try:
            return hasher().verify(kept or hash_nothing(), password[: LONGEST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_dated(kept: str) -> bool:
    """Tell whether a hash was made with weaker parameters than those of now."""
    return hasher().check_needs_rehash(kept)


def check_password(password: str, name: str) -> str:
    """Return a password that may be set; any characters are taken as they are.

    Raises:
        InputError: it is too short or long, or easily guessed (zxcvbn, with its 30,000 most used passwords).
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"the password has {len(password)} characters: choose {SHORTEST} to {LONGEST}")
    from zxcvbn import zxcvbn  # type: ignore[import-untyped] # it has no types

    found = zxcvbn(password[:JUDGED], user_inputs=[name, *name.split("@"), "depositary", "register", "treaty"])
    if found["score"] < STRONG:
        hint = found["feedback"]["warning"] or "it is easily guessed"
        raise InputError(
            f"the password is too weak ({hint.rstrip('.')}): four words that do not belong together are strong"
        )
    return password


def make_password() -> str:
    """Return a random password of 120 bits, to be changed at the first sign-in."""
    return secrets.token_urlsafe(15)
