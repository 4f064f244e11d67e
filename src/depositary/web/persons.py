"""Persons: who asks, and what they may do.

A reader may read; a reviewer may also judge and add; an admin may also undo what others decided, and
look after accounts. Where the server has no accounts, whoever reaches it is the user of this machine.

>>> Person("ann", "reviewer").may("reader"), Person("ann", "reviewer").may("admin")
(True, False)
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

ROLES = ("reader", "reviewer", "admin")
"""What a person can be, each able to do all that those before it can."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks: a person in a session, or a program with a token.

    ``must_change``: their password was made by a program, and is to be changed first.
    """

    name: str
    role: str
    session: str = ""
    token: str = ""
    must_change: bool = False

    def may(self, role: str) -> bool:
        """Tell whether this person can do what somebody of a role can."""
        return ROLES.index(self.role) >= ROLES.index(role)


def name_user() -> Person:
    """Return the user of this machine, who may do everything where there are no accounts."""
    try:
        return Person(getpass.getuser(), "admin")
    except (KeyError, OSError):  # a container may run under a number without a name
        return Person("operator", "admin")


def who(request: Request) -> Person | None:
    """Return who asks; ``None`` where nobody is signed in."""
    person: Person | None = request.scope.get("person")
    return person


def show_person(request: Request) -> dict[str, Any]:
    """Return what every page shows of who asks: the person, and whether one can sign in here."""
    return {"person": who(request), "signs_in": request.app.state.vault is not None}


def demand(request: Request, role: str) -> Person:
    """Return who asks, who must be of a role or above.

    Raises:
        HTTPException: nobody is signed in, or the role does not suffice.
    """
    person = who(request)
    if person is None:
        raise HTTPException(401, "Sign in to do this.")
    if not person.may(role):
        raise HTTPException(403, f"This needs the role {role}; you are signed in as {person.name}, {person.role}.")
    return person
