"""Answers remembered: the same question is answered from memory until the register learns more.

>>> memory = Memory(most=1)
>>> memory.put(("a",), b"1"); memory.put(("b",), b"2"); memory.get(("a",)) is None
True
"""

from __future__ import annotations

import datetime as dt
import functools
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from depositary.web.asking import Asked
from depositary.web.guard import tag
from depositary.web.persons import who

MOST = 400
MAKERS = 4  # answers made at once where some take long; each holds a connection and its cache
LONG = 0.25  # seconds after which the next answer does not wait for the one that is being made
LARGEST = 300_000  # bytes of an answer that is remembered
ALL = 60_000_000  # bytes of all that are
READ = frozenset((*Asked.__struct_fields__, "cursor", "limit", "days", "remarks"))
"""What pages read of an address: what else it says makes no other answer."""

Endpoint = Callable[[Request], Response]


class Makers:
    """Lets answers be made one after another, in the order in which they were asked for.

    Threads of one process that are at work at once only hinder one another. But an answer that takes long, because the
    database does, doesn't hold up the others: they go on beside it, as long as there are few such.
    """

    def __init__(self, most: int = MAKERS, long: float = LONG) -> None:
        """Let at most so many be made at once; one takes long after so many seconds."""
        self.most, self.long = most, long
        self.lock = threading.Lock()
        self.at_work: dict[int, float] = {}
        self.waiting: deque[tuple[int, threading.Lock]] = deque()

    def __enter__(self) -> None:
        """Wait for the turn."""
        gate = threading.Lock()
        gate.acquire()
        with self.lock:
            self.waiting.append((threading.get_ident(), gate))
            self.hand_on()
        while not gate.acquire(timeout=self.long):
            with self.lock:
                self.hand_on()

    def __exit__(self, *_error: object) -> None:
        """Hand the turn on."""
        with self.lock:
            del self.at_work[threading.get_ident()]
            self.hand_on()

    def hand_on(self) -> None:
        """Let the first of those that wait begin, unless one has just begun or too many are at work."""
        now = time.monotonic()
        if (
            self.waiting
            and len(self.at_work) < self.most
            and all(now - at >= self.long for at in self.at_work.values())
        ):
            maker, gate = self.waiting.popleft()
            self.at_work[maker] = now
            gate.release()


class Memory:
    """The answers asked for last; safe between threads."""

    def __init__(self, most: int = MOST, most_bytes: int = ALL) -> None:
        """Remember at most so many, and so many bytes."""
        self.most, self.most_bytes = most, most_bytes
        self.kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self.size = 0
        self.lock = threading.Lock()
        self.makers = Makers()
        self.turns: dict[Hashable, tuple[threading.Lock, int]] = {}

    @contextmanager
    def turn(self, key: Hashable) -> Iterator[None]:
        """Let one make an answer: who asks the same meanwhile waits and finds it here, and nobody else waits."""
        with self.lock:
            turn, count = self.turns.get(key, (threading.Lock(), 0))
            self.turns[key] = turn, count + 1
        try:
            with turn:
                yield
        finally:
            with self.lock:
                count = self.turns[key][1] - 1
                self.turns[key] = turn, count
                if not count:
                    del self.turns[key]

    def get(self, key: Hashable) -> Any:
        """Return what is remembered under a key, or ``None``."""
        with self.lock:
            if key not in self.kept:
                return None
            self.kept.move_to_end(key)
            return self.kept[key][0]

    def put(self, key: Hashable, value: Any, size: int = 0) -> None:
        """Remember a value of so many bytes; what was asked for longest ago is forgotten."""
        with self.lock:
            self.size += size - self.kept.pop(key, (None, 0))[1]
            self.kept[key] = value, size
            while len(self.kept) > self.most or self.size > self.most_bytes:
                self.size -= self.kept.popitem(last=False)[1][1]


def remembered(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint whose answers are tagged, and remembered until the register or the day changes."""

    @functools.wraps(endpoint)
    def answer(request: Request) -> Response:
        memory: Memory = request.app.state.memory
        read = tuple((name, value) for name, value in request.query_params.multi_items() if name in READ)
        place = str(request.base_url), request.url.path, read
        key = request.app.state.shelf.version(), dt.datetime.now(dt.UTC).date(), who(request), place
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
    with memory.makers:
        made = endpoint(request)
    kept = bytes(made.body), made.status_code, dict(made.headers)
    if made.status_code == 200 and len(made.body) <= LARGEST and is_settled(made):
        memory.put(key, kept, len(made.body))
    return kept


def is_settled(response: Response) -> bool:
    """Tell whether an answer holds all that it will hold; one that waits for work beside says ``no-store``."""
    return response.headers.get("cache-control") != "no-store"
