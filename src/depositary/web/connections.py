"""Connections that are not held for ever: time limits for what an asker sends, and a share for each network.

A server that waits for a head or a body as long as it takes can be filled by sockets that say nothing. Here each
connection has so long for its head, its body, and to take an answer in; where there are too many, the one that has
kept us waiting longest makes room, of the network that holds most. Whoever runs a proxy before the server sets the
like there: behind a proxy all connections come from its one address, so its share is the whole.

>>> Patience().head
10.0
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from depositary.web.guard import HEADERS
from depositary.web.limits import name_network

TEXT = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]


@dataclass(frozen=True)
class Patience:
    """How long a connection is waited for, in seconds, and how many there can be, in all and of one network.

    ``proxy`` is the network of a proxy, which may hold all.
    """

    head: float = 10.0
    body: float = 30.0
    answer: float = 30.0
    most: int = 400
    share: int = 100
    proxy: str = ""


class Connection(H11Protocol):
    """One connection of the server, with its limits."""

    patience = Patience()
    network = ""
    begun = 0.0
    _phase = ""
    _clock: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its own base does
        """Take a connection, and make room for it where there are too many."""
        super().connection_made(transport)
        self.network = name_network(self.client[0]) if self.client else "?"
        self.begun = self.loop.time()
        if not self._make_room():
            transport.write(write_refusal())
            transport.close()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let a connection go."""
        self._stop()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what the asker sends."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """Wait for the asker to take in what was sent, but not for ever."""
        super().pause_writing()
        self._taking = self._taking or self.loop.call_later(self.patience.answer, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on sending."""
        if self._taking:
            self._taking.cancel()
            self._taking = None
        if self.flow is not None:
            super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, with the headers of every answer."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            told = [*TEXT, *HEADERS.items()]
            answer = [h11.Response(status_code=400, headers=told), h11.Data(data=msg.encode()), h11.EndOfMessage()]
            for event in answer:
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    @property
    def waits(self) -> bool:
        """Whether the next move is the asker's."""
        return bool(self.phase)

    @property
    def phase(self) -> str:
        """What is waited for: a ``head``, a ``body``, or nothing."""
        if self.cycle is None or self.cycle.response_complete:
            return "head"
        return "body" if self.cycle.more_body else ""

    def _watch(self) -> None:
        """Set the clock for what is waited for now."""
        if self.phase == self._phase and self._clock:
            return
        self._stop()
        self._phase = self.phase
        if self._phase and not self.transport.is_closing():
            seconds = self.patience.head if self._phase == "head" else self.patience.body
            self._clock = self.loop.call_later(seconds, self.transport.abort)

    def _stop(self) -> None:
        """Stop the clock."""
        if self._clock:
            self._clock.cancel()
            self._clock = None

    def _make_room(self) -> bool:
        """Close the connection that has waited longest, where there are too many; tell whether there is room."""
        others = [cast(Connection, at) for at in self.connections if at is not self and not at.transport.is_closing()]
        held = Counter(at.network for at in others)
        full = len(others) >= self.patience.most
        crowded = self.network != self.patience.proxy and held[self.network] >= self.patience.share
        if not full and not crowded:
            return True
        waiting = [at for at in others if at.waits and (at.network == self.network or not crowded)]
        if not waiting:
            return False
        min(waiting, key=lambda at: (-held[at.network], at.begun)).transport.abort()
        return True


def write_refusal() -> bytes:
    """Return an answer that there are too many connections, as bytes."""
    words = b"Too many connections: try again later.\n"
    told = [*TEXT, *HEADERS.items(), ("retry-after", "10"), ("content-length", str(len(words)))]
    head = "".join(f"{name}: {value}\r\n" for name, value in told)
    return f"HTTP/1.1 503 Service Unavailable\r\n{head}\r\n".encode() + words


def make_connections(patience: Patience) -> type[Connection]:
    """Return the connections of a server with limits of its own."""
    return type("Connection", (Connection,), {"patience": patience})
