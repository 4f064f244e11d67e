"""Answers remembered: the same question is answered from memory until the register learns more.

>>> memory = Memory(most=1)
>>> memory.put(("a",), b"1"); memory.put(("b",), b"2"); memory.get(("a",)) is None
True
"""

from __future__ import annotations

import datetime as dt
import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from depositary.web.guard import tag
from depositary.web.persons import who

MOST = 400
LARGEST = 300_000  # bytes of an answer that is remembered

Endpoint = Callable[[Request], Response]


class Memory:
    """The answers asked for last; safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        """Remember at most so many."""
        self.most = most
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """Return what is remembered under a key, or ``None``."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def put(self, key: Hashable, value: Any) -> None:
        """Remember a value; what was asked for longest ago is forgotten."""
        with self.lock:
            self.kept[key] = value
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)


def remembered(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint whose answers are tagged, and remembered until the register or the day changes."""

    @functools.wraps(endpoint)
    def answer(request: Request) -> Response:
        memory: Memory = request.app.state.memory
        key = request.app.state.shelf.version(), dt.datetime.now(dt.UTC).date(), who(request), str(request.url)
        kept = memory.get(key)
        if kept is None:
            made = endpoint(request)
            kept = bytes(made.body), made.status_code, dict(made.headers)
            if made.status_code == 200 and len(made.body) <= LARGEST and is_settled(made):
                memory.put(key, kept)
        body, status, headers = kept
        response = Response(body, status, headers=headers)
        return tag(request, response) if status == 200 else response

    return answer


def is_settled(response: Response) -> bool:
    """Tell whether an answer holds all that it will hold; one that waits for work beside says ``no-store``."""
    return response.headers.get("cache-control") != "no-store"
