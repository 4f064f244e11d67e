"""The door: middleware that says who asks.

>>> Door(None).person.role
'admin'
"""

from __future__ import annotations

from typing import Any

from starlette.types import Receive, Scope, Send

from depositary.web.persons import name_user


class Door:
    """Middleware: every request is that of a person; without accounts, of the user of this machine."""

    def __init__(self, app: Any) -> None:
        """Stand before an application."""
        self.app = app
        self.person = name_user()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say who asks, and let the request through."""
        if scope["type"] == "http":
            scope["person"] = self.person
        await self.app(scope, receive, send)
