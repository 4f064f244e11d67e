"""Persons: who asks, and what they may do.

A reader may read; a reviewer may also judge and add; an admin may also undo what others decided, and
look after accounts. Where the server has no accounts, whoever reaches it is the user of this machine.

>>> Person("ann", "reviewer").may("reader"), Person("ann", "reviewer").may("admin")
(True, False)
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

ROLES = ("reader", "reviewer", "admin")
"""What a person can be, each able to do all that those before it can."""


@dataclass(frozen=True)
class Person:
    """Somebody who asks; ``session`` is the id of the session in which they are signed in."""

    name: str
    role: str
    session: str = ""

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
