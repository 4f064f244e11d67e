"""Workers: several processes that serve one register on one address.

Python runs one thread of a process at a time, so one process answers with one core. Each worker has its own
connections to the register and remembers its own answers. What must not be counted apart is shared (`counts`). One of
them alone tells saved searches what is new. A worker that dies is started again.

>>> choose_workers(":memory:"), choose_workers("depositary.db") >= 1
(1, True)
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, cast

from starlette.applications import Starlette

from depositary.errors import InputError, RegisterError
from depositary.ingest.pipeline import make_setting
from depositary.ingest.processes import ReaderAside
from depositary.reading.reader import VERSION
from depositary.register.storage import Store, open_store
from depositary.web.app import make_app
from depositary.web.connections import Patience, make_connections
from depositary.web.counts import Counts, keep_counts
from depositary.web.fetching import allow_fetching
from depositary.web.limits import name_network
from depositary.web.memory import MOST, Memory
from depositary.web.settings import Settings
from depositary.web.vault import open_vault

MOST_WORKERS = 4  # by default: each takes the memory of a server
GRACE = 10  # seconds that answers under way have when the server is stopped
SETTLED = 10.0  # seconds after which a worker counts as having started well
TRIES = 3  # starts of a worker that go wrong one after another
BACKLOG = 2048  # connections that wait to be taken
COLLECTING = (10_000, 20, 50)  # objects made, and rounds, after which the collector looks for garbage


@dataclass(frozen=True)
class Plan:
    """What is served, and where.

    ``register`` and ``vault`` are places of databases; without a vault there are no accounts. ``answers`` is how many
    answers each worker remembers.
    """

    register: str
    host: str
    port: int
    vault: str = ""
    settings: Settings = field(default_factory=Settings)
    fetch: bool = True
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None
    answers: int = MOST


def choose_workers(register: str) -> int:
    """Return how many workers serve a register by default: one for each core, up to a few; one if it is in memory."""
    return 1 if register == ":memory:" else max(1, min(MOST_WORKERS, count_cores()))


def count_cores() -> int:
    """Return on how many cores this process may run."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def list_options(plan: Plan) -> dict[str, Any]:
    """Return the options of the web server."""
    return {
        "host": plan.host,
        "port": plan.port,
        "log_level": "warning",
        "server_header": False,
        "http": make_connections(Patience(proxy=name_network(plan.proxy or ""))),
        "timeout_graceful_shutdown": GRACE,
        "proxy_headers": plan.proxy is not None,
        "forwarded_allow_ips": plan.proxy or "",
        "ssl_certfile": plan.certificate,
        "ssl_keyfile": plan.key,
    }


def serve_alone(plan: Plan, store: Store, vault: Store | None) -> None:
    """Serve with this process alone."""
    import uvicorn

    reader = ReaderAside()
    try:
        uvicorn.run(prepare(plan, reader, store, vault), **list_options(plan))
    finally:
        reader.end()


def prepare(plan: Plan, reader: ReaderAside, store: Store, vault: Store | None, **own: Any) -> Starlette:
    """Return the application of a process that only serves."""
    fetch = allow_fetching(plan.fetch, make_setting())
    app = make_app(store, reader, VERSION, fetch, vault=vault, settings=plan.settings, **own)
    app.state.memory = Memory(plan.answers)
    app.state.shelf.when_loaded = spare_loaded
    return app


def spare_loaded() -> None:
    """Leave what is loaded out of the collector's rounds, which hold up all answers; it stays until the server ends."""
    gc.set_threshold(*COLLECTING)
    gc.collect()
    gc.freeze()


def serve_together(plan: Plan, count: int) -> None:
    """Serve with some workers until this process is told to stop (SIGTERM or SIGINT).

    Raises:
        InputError: the address cannot be listened on.
        RegisterError: the workers end as soon as they have started.
    """
    context = multiprocessing.get_context("spawn")
    listening = listen(plan.host, plan.port)
    with ExitStack() as stack:
        stack.callback(merge_log, plan.register)
        for each in listening:
            stack.callback(each.close)
        counts, ended = stack.enter_context(keep_counts(plan.settings, context)) if plan.vault else (None, None)
        crew = Crew(context, plan, listening, counts)
        stack.callback(crew.stop)
        # A shell starts programs in the background with SIGINT ignored; a server ends by it all the same.
        stack.callback(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, signal.default_int_handler))
        with suppress(KeyboardInterrupt):
            crew.keep(count, ended)


def merge_log(register: str) -> None:
    """Bring what was written into the file of a register itself, so that a copy of it is whole."""
    open_store(register).close()


def listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen on all addresses of a host.

    Raises:
        InputError: it cannot be listened on.
    """
    made: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        if not socket.has_dualstack_ipv6():
            found = [each for each in found if each[0] == socket.AF_INET] or found
        for family, sort, protocol, _, address in dict.fromkeys(found):
            each = socket.socket(family, sort, protocol)
            made.append(each)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            each.bind(address)
            each.listen(BACKLOG)
    except OSError as error:
        for each in made:
            each.close()
        raise InputError(f"--host {host} --port {port}: cannot listen there ({error.strerror or error})") from error
    return made


class Crew:
    """The workers of a server."""

    def __init__(
        self, context: BaseContext, plan: Plan, listening: Sequence[socket.socket], counts: Counts | None
    ) -> None:
        """Plan for workers without starting any."""
        self.context, self.plan, self.listening, self.counts = context, plan, listening, counts
        self.lives, self.lifeline = context.Pipe(duplex=False)
        self.at_work: dict[int, tuple[BaseProcess, float]] = {}

    def start(self, place: int) -> None:
        """Start the worker of a place; the one of the first place tells saved searches what is new."""
        arguments = (self.plan, list(self.listening), self.counts, place == 0, self.lives, self.lifeline)
        made = self.context.Process(target=work, args=arguments, name=f"worker-{place}")  # type: ignore[attr-defined]
        made.start()
        self.at_work[place] = cast(BaseProcess, made), time.monotonic()

    def keep(self, count: int, ended: int | None = None) -> None:
        """Keep so many workers at work.

        Raises:
            RegisterError: they end as soon as they have started, or what they need has ended.
        """
        failed = 0
        for place in range(count):
            self.start(place)
        while True:
            watched = {process.sentinel: place for place, (process, _) in self.at_work.items()}
            for sentinel in wait([*watched, *([ended] if ended is not None else [])]):
                if sentinel == ended:
                    raise RegisterError(
                        "the process that counts requests has ended, so the server stops: start it again"
                    )
                place = watched[cast(int, sentinel)]
                process, begun = self.at_work[place]
                failed = failed + 1 if time.monotonic() - begun < SETTLED else 1
                if failed > TRIES:
                    raise RegisterError("the workers of the server end at once, so it stops: its log says why")
                logging.getLogger("depositary.web").warning(
                    "worker %d ended with code %s; it is started again", place, process.exitcode
                )
                self.start(place)

    def stop(self) -> None:
        """Tell all workers to stop, and wait until they have."""
        for process, _ in self.at_work.values():
            process.terminate()
        for process, _ in self.at_work.values():
            process.join(GRACE + 5)
            if process.is_alive():
                process.kill()
                process.join()


def work(  # noqa: PLR0917  # a process takes all by place
    plan: Plan,
    listening: Sequence[socket.socket],
    counts: Counts | None,
    first: bool,
    lives: Connection,
    lifeline: Connection,
) -> None:
    """Serve as one of several workers until told to stop, or until the process that started this one has ended."""
    import uvicorn

    lifeline.close()
    threading.Thread(target=watch_lifeline, args=(lives,), daemon=True).start()
    logging.getLogger("depositary.web").setLevel(logging.INFO)
    if not logging.getLogger("depositary.web").handlers:
        logging.getLogger("depositary.web").addHandler(logging.StreamHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the process that started them stops them
    with stop_in_order(), ExitStack() as stack:
        store = open_store(plan.register)
        stack.callback(store.close)
        vault = open_vault(plan.vault) if plan.vault else None
        if vault:
            stack.callback(vault.close)
        reader = ReaderAside()
        stack.callback(reader.end)
        app = prepare(plan, reader, store, vault, counts=counts, tells=first)
        taking = [Listener(fileno=each.detach()) for each in listening]
        uvicorn.Server(uvicorn.Config(app, **list_options(plan))).run(sockets=cast(list[socket.socket], taking))


class Listener(socket.socket):
    """A socket that gives one connection at a time, so that a worker that is at leisure takes the next."""

    _given = False

    def accept(self) -> tuple[socket.socket, Any]:
        """Return a connection.

        Raises:
            BlockingIOError: there is none, or one was given just before.
        """
        self._given = not self._given
        if not self._given:
            raise BlockingIOError
        return super().accept()


def watch_lifeline(lives: Connection) -> None:
    """End this process when the one that started it has ended, in whatever way."""
    try:
        lives.recv()
    except (EOFError, OSError):
        os._exit(1)


@contextmanager
def stop_in_order() -> Iterator[None]:
    """Let a server that is told to end (SIGTERM) close the register first: an ordinary copy of it is whole then."""

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit(0)

    former = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
