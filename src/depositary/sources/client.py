"""The one outbound HTTP client: guarded addresses, capped sizes, times and redirects.

>>> resolve_redirect("https://news.example/a/b", "../c")
'https://news.example/c'
"""

from __future__ import annotations

import contextlib
import contextvars
import re
import socket
import ssl
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from depositary.errors import AddressError, FetchError, UnreachableError
from depositary.sources.address import is_public
from depositary.sources.caps import LONGEST_ADDRESS, Caps
from depositary.sources.coding import undo_codings
from depositary.sources.unpack import unpack

AGENT = "depositary/0.1 (+https://github.com/depositary/depositary; register of international agreements)"
ACCEPT = "text/html, application/xhtml+xml, application/xml, application/pdf, application/json, text/*; q=0.9"
TYPES = ("text/", "application/xhtml", "application/xml", "application/json", "application/feed", "application/pdf")
SUFFIXES = ("+xml", "+json")
ESCAPED = "/%:@!$&'()*+,;=-._~"
"""What a path may hold besides letters and digits; a query may hold a question mark too (RFC 3986)."""
HOST = re.compile(r"[A-Za-z0-9._:%-]+")
SHOWN = 200
"""So much of an address is shown in a refusal."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_deadline: contextvars.ContextVar[float] = contextvars.ContextVar("deadline", default=float("inf"))


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: final URL, status, header fields in lower case, body unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    redirects: tuple[str, ...] = ()


@dataclass(slots=True)
class Client:
    """Fetches URLs over HTTP(S), nothing else; no cookies, no proxy, and no credentials but those it is handed.

    ``allow_private`` lets it speak to addresses that are not public (tests, an intranet); ``connections`` is how many
    it holds open at most.
    """

    caps: Caps = field(default_factory=Caps)
    allow_private: bool = False
    agent: str = AGENT
    connections: int = 8
    _pool: httpcore.ConnectionPool = field(init=False, repr=False)
    _backend: GuardedBackend = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the connection pool over the guarded network."""
        self._backend = GuardedBackend(self.allow_private)
        context = ssl.create_default_context()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=self._backend, max_connections=self.connections
        )

    def __enter__(self) -> Client:
        """Use the client in a ``with`` block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close all connections."""
        self._pool.close()

    def abort(self) -> None:
        """Break off all that is under way in other threads, at once: there it counts as unreachable."""
        for stream in list(self._backend.streams):
            stream.abort()
        self._pool.close()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """Fetch a URL and follow its redirects, all within the caps.

        Raises:
            FetchError: the URL, the address, the server or the answer is refused; the message says why.
        """
        with self._bounded(url):
            return self._follow(url, dict(headers or {}))

    def send(self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Response:
        """Send one request with a body and return the answer, whatever its status; no redirect is followed.

        What the header fields hold (a key) goes to this URL's host and nowhere else.

        Raises:
            UnreachableError: the server does not answer, or not in time.
            FetchError: the URL, the address or the answer is refused; the message says why.
        """
        with self._bounded(url):
            fields = {"Content-Length": str(len(body)), **(headers or {})} if method != "GET" else dict(headers or {})
            return self._ask(check_url(url), fields, method, body)

    @contextlib.contextmanager
    def _bounded(self, url: str) -> Iterator[None]:
        """Hold the deadline over what is done inside, and say in words what the network refused."""
        token = _deadline.set(time.monotonic() + self.caps.total_seconds)
        try:
            yield
        except httpcore.LocalProtocolError as error:  # nothing was sent: it is the request that is wrong
            raise AddressError(f"{url[:SHOWN]}: no address that can be asked ({error})") from error
        except (httpcore.TimeoutException, TimeoutError) as error:
            words = f"{url}: the server is too slow (more than {self.caps.total_seconds:g} s)"
            raise UnreachableError(words) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise UnreachableError(f"{url}: {error or type(error).__name__}") from error
        except (ValueError, TypeError) as error:  # the library's own on odd addresses and answers
            raise AddressError(f"{url[:SHOWN]}: it cannot be asked ({type(error).__name__})") from error
        finally:
            _deadline.reset(token)

    def _follow(self, url: str, headers: dict[str, str]) -> Response:
        """Ask for a URL and for what it redirects to."""
        seen: list[str] = []
        while True:
            url = check_url(url)
            answer = self._ask(url, headers)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target:
                return Response(url, answer.status, answer.headers, answer.body, tuple(seen))
            seen.append(url)
            url = resolve_redirect(url, target)
            if len(seen) > self.caps.redirects:
                raise FetchError(f"{seen[0]}: more than {self.caps.redirects} redirects")

    def _ask(self, url: str, headers: Mapping[str, str], method: str = "GET", content: bytes = b"") -> Response:
        """Send one request and take the answer in under the caps."""
        fields = {"Host": urlsplit(url).netloc, "User-Agent": self.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
        wait = {"connect": self.caps.connect_seconds, "read": self.caps.total_seconds, "write": 10.0, "pool": 10.0}
        told = {name: value for name, value in headers.items() if value.isprintable() and len(value) <= LONGEST_ADDRESS}
        sent = [(k.encode("ascii"), v.encode("latin-1", "replace")) for k, v in {**fields, **told}.items()]
        timed = {"timeout": wait}
        with self._pool.stream(method, url, headers=sent, content=content or None, extensions=timed) as answer:
            found = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
            body = b"" if answer.status in REDIRECTS else self._take(url, found, answer)
            return Response(url, answer.status, found, body)

    def _take(self, url: str, headers: Mapping[str, str], answer: httpcore.Response) -> bytes:
        """Return the body, refused where it is too large or of a type that holds no report."""
        check_type(url, headers.get("content-type", ""))
        if int_or_zero(headers.get("content-length")) > self.caps.body:
            raise FetchError(f"{url}: larger than {self.caps.body // 1_000_000} MB")
        data = b"".join(limit(url, answer.iter_stream(), self.caps.body))
        coding = headers.get("content-encoding", "").strip().lower()
        if coding in ("gzip", "x-gzip"):
            return unpack(data, self.caps)
        return undo_codings(data, {"Content-Encoding": coding}) if coding else data  # nobody asked for it


def check_url(url: str) -> str:
    """Return the URL without fragment, its path and query escaped, where it is one of HTTP without credentials.

    >>> check_url("https://news.example/à?q=é b")
    'https://news.example/%C3%A0?q=%C3%A9%20b'

    Raises:
        AddressError: it is not.
    """
    if len(url) > LONGEST_ADDRESS:
        raise AddressError(f"{url[:SHOWN]}...: the address is longer than {LONGEST_ADDRESS} characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressError(f"{url}: no URL ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressError(f"{url}: only http:// and https:// URLs are fetched")
    if parts.username or parts.password:
        raise AddressError(f"{parts.scheme}://{parts.hostname}: a URL with a user name or password is not fetched")
    query = quote(parts.query, safe=f"{ESCAPED}?", errors="replace")
    path = quote(parts.path, safe=ESCAPED, errors="replace")
    return urlunsplit((parts.scheme, host_of(parts.hostname, port), path or "/", query, ""))


def host_of(name: str, port: int | None) -> str:
    """Return host and port as they stand in a request, international names in ASCII.

    Raises:
        AddressError: the name is none.
    """
    try:
        ascii_name = name if ":" in name else name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressError(f"{name}: no host name") from error
    if not HOST.fullmatch(ascii_name):
        raise AddressError(f"{name}: no host name")
    bracketed = f"[{ascii_name}]" if ":" in ascii_name else ascii_name
    return f"{bracketed}:{port}" if port else bracketed


def resolve_redirect(url: str, target: str) -> str:
    """Return where a redirect leads, from the URL that answered it.

    Raises:
        AddressError: it leads nowhere.
    """
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise AddressError(f"{url}: it redirects to {target[:SHOWN]!r}, which is not an address") from error


def check_type(url: str, content_type: str) -> None:
    """Refuse a type of content that holds no report.

    Raises:
        FetchError: it is a picture, a film, a program or the like.
    """
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind and kind != "application/octet-stream" and not kind.startswith(TYPES) and not kind.endswith(SUFFIXES):
        raise FetchError(f"{url}: content of type {kind} holds no report")


def int_or_zero(text: str | None) -> int:
    """Return a number in digits, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


def limit(url: str, chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield the chunks of a body while they are within the size and the time.

    Raises:
        FetchError: they are not.
    """
    size = 0
    for piece in chunks:
        size += len(piece)
        if size > most:
            raise FetchError(f"{url}: larger than {most // 1_000_000} MB")
        if time.monotonic() > _deadline.get():
            raise TimeoutError
        yield piece


class GuardedBackend(httpcore.SyncBackend):
    """A network on which only allowed addresses can be reached, each within the deadline."""

    def __init__(self, allow_private: bool) -> None:
        """Take the setting that allows addresses which are not public."""
        super().__init__()
        self._allow_private = allow_private
        self.streams: weakref.WeakSet[GuardedStream] = weakref.WeakSet()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first allowed address of a host: the address checked is the one used.

        Raises:
            FetchError: the host has no allowed address.
        """
        address = self._choose(host, port)
        stream = super().connect_tcp(address, port, remaining(timeout), local_address, socket_options)
        guarded = GuardedStream(stream)
        self.streams.add(guarded)
        return guarded

    def _choose(self, host: str, port: int) -> str:
        """Return the first address of a host, all of which must be allowed."""
        try:
            found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, OverflowError) as error:
            raise AddressError(f"{host}: no such host") from error
        addresses = [str(entry[4][0]) for entry in found]
        refused = [a for a in addresses if not (self._allow_private or is_public(a))]
        if refused or not addresses:
            raise AddressError(f"{host}: its address {', '.join(refused) or '?'} is not of the public Internet")
        return addresses[0]


class GuardedStream(httpcore.NetworkStream):
    """A connection each of whose reads and writes ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        """Wrap a connection."""
        self._stream = stream
        self._socket: socket.socket = stream.get_extra_info("socket")

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read at most so many bytes."""
        return self._stream.read(max_bytes, remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes."""
        self._stream.write(buffer, remaining(timeout))

    def abort(self) -> None:
        """Wake whoever reads or writes in another thread, with an error."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Secure the connection for the host of the URL."""
        return GuardedStream(self._stream.start_tls(ssl_context, server_hostname, remaining(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)


def remaining(timeout: float | None) -> float:
    """Return how many seconds are left, for one operation.

    Raises:
        TimeoutError: none are.
    """
    left = min(_deadline.get() - time.monotonic(), 3600.0 if timeout is None else timeout)
    if left <= 0:
        raise TimeoutError
    return left
