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
TURNS = 64  # answers that can be made at once
LARGEST = 300_000  # bytes of an answer that is remembered

Endpoint = Callable[[Request], Response]


class Memory:
    """The answers asked for last; safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        """Remember at most so many."""
        self.most = most
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.lock = threading.Lock()
        self.turns = tuple(threading.Lock() for _ in range(TURNS))

    def turn(self, key: Hashable) -> threading.Lock:
        """Return the lock under which an answer is made: who asks the same meanwhile waits and finds it here."""
        return self.turns[hash(key) % TURNS]

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
            with memory.turn(key):
                kept = memory.get(key) or make(endpoint, request, memory, key)
        body, status, headers = kept
        response = Response(body, status, headers=headers)
        return tag(request, response) if status == 200 else response

    return answer


def make(endpoint: Endpoint, request: Request, memory: Memory, key: Hashable) -> tuple[bytes, int, dict[str, str]]:
    """Make an answer, and remember it where it can stand."""
    made = endpoint(request)
    kept = bytes(made.body), made.status_code, dict(made.headers)
    if made.status_code == 200 and len(made.body) <= LARGEST and is_settled(made):
        memory.put(key, kept)
    return kept


def is_settled(response: Response) -> bool:
    """Tell whether an answer holds all that it will hold; one that waits for work beside says ``no-store``."""
    return response.headers.get("cache-control") != "no-store"
