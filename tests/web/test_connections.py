"""Connections that say nothing, too little or too slowly, and too many of them: everybody else is served."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from depositary.web.connections import Patience
from tests.web.signing import serve

LONG = "x" * 20_000_000


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


APP = Starlette(
    routes=[
        Route("/", lambda _: PlainTextResponse("here")),
        Route("/echo", echo, methods=["POST"]),
        Route("/long", lambda _: PlainTextResponse(LONG)),
    ]
)


def place_of(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return str(parts.hostname), int(parts.port or 0)


def ask(place: tuple[str, int]) -> int:
    """Ask as anybody else does; return the status."""
    asked = http.client.HTTPConnection(*place, timeout=10)
    asked.request("GET", "/")
    status = asked.getresponse().status
    asked.close()
    return status


@contextlib.contextmanager
def hold(place: tuple[str, int], count: int, said: bytes = b"") -> Iterator[list[socket.socket]]:
    """Hold connections that have said so much and say no more."""
    held = [socket.create_connection(place, 10) for _ in range(count)]
    for each in held:
        with contextlib.suppress(OSError):
            each.sendall(said)
    yield held
    for each in held:
        each.close()


def is_closed(held: socket.socket, seconds: float) -> bool:
    """Tell whether the server closes a connection within so many seconds."""
    held.settimeout(seconds)
    try:
        while held.recv(65_536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
def test_silent_sockets_leave_everybody_else_served(said: bytes) -> None:
    with serve(APP, Patience(most=60, share=40)) as address:
        place = place_of(address)
        with hold(place, 200, said):
            assert [ask(place) for _ in range(5)] == [200] * 5
        assert ask(place) == 200


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc",
    ],
)
def test_a_head_and_a_body_have_so_long_and_no_longer(said: bytes) -> None:
    with serve(APP, Patience(head=0.3, body=0.3)) as address, hold(place_of(address), 1, said) as held:
        assert is_closed(held[0], 5)


def test_a_byte_now_and_then_wins_no_time() -> None:
    with serve(APP, Patience(head=0.5)) as address, hold(place_of(address), 1, b"GET / HTTP/1.1\r\n") as (held,):
        begun = time.monotonic()
        with contextlib.suppress(OSError):
            while time.monotonic() - begun < 5:
                held.sendall(b"X")
                time.sleep(0.05)
        assert time.monotonic() - begun < 3


def test_who_takes_nothing_in_is_let_go() -> None:
    with serve(APP, Patience(answer=0.3)) as address:
        said = b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n"
        with hold(place_of(address), 1, said) as (held,):
            time.sleep(1.5)
            taken = 0
            with contextlib.suppress(OSError):
                while data := held.recv(1_000_000):
                    taken += len(data)
            assert taken < len(LONG)


def test_one_who_asks_again_and_again_is_served_on_one_connection() -> None:
    with serve(APP, Patience(head=2.0)) as address:
        asked = http.client.HTTPConnection(*place_of(address), timeout=10)
        for _ in range(5):
            asked.request("POST", "/echo", b"abc")
            assert asked.getresponse().read() == b"3"
            time.sleep(0.05)
        asked.close()


def test_a_proxy_may_hold_all() -> None:
    with serve(APP, Patience(most=50, share=5, proxy="127.0.0.1")) as address, hold(place_of(address), 30) as held:
        assert ask(place_of(address)) == 200
        assert not any(is_closed(each, 0.01) for each in held)


def test_what_is_no_http_is_refused_with_the_headers_of_every_answer() -> None:
    with serve(APP) as address, hold(place_of(address), 1, b"\x00\x01\r\n\r\n") as (held,):
        held.settimeout(5)
        answer = held.recv(65_536).decode().lower()
    assert answer.startswith("http/1.1 400")
    assert "content-security-policy: default-src 'none'" in answer and "x-content-type-options: nosniff" in answer
