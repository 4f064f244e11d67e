"""Manners of a client that comes again and again: robots.txt, pauses, conditional requests, back-off.

>>> parse_robots("User-agent: *\\nDisallow: /private").can_fetch("https://a.example/private/1", "depositary")
False
"""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from depositary.errors import FetchError
from depositary.sources.client import Client, Response

NAME = "depositary"
SUCCESS, NOT_MODIFIED, TOO_MANY, SERVER_ERROR, CLIENT_ERROR = 200, 304, 429, 500, 400
LONGEST_PAUSE = 3600.0


@dataclass(slots=True)
class Host:
    """What is known of a host: its rules, when it was last asked, how often it failed in a row."""

    robots: Any = None
    asked_at: float = float("-inf")
    failures: int = 0
    closed_until: float = float("-inf")


@dataclass(slots=True)
class CourteousClient:
    """Asks a host no more often than it likes, only for what it allows, and leaves it alone while it fails.

    ``delay`` is the least number of seconds between two requests to one host; a longer
    ``Crawl-delay`` of its robots.txt (RFC 9309) is kept up to an hour. ``clock`` and ``sleep`` are
    those of `time`, others in tests.
    """

    client: Client
    delay: float = 2.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    hosts: dict[str, Host] = field(default_factory=dict)

    def fetch(self, url: str, tags: dict[str, str] | None = None) -> Response:
        """Fetch a URL; ``tags`` are the validators of the copy that is there (``etag``, ``last-modified``).

        Raises:
            FetchError: robots.txt forbids it, the host is left alone for now, or it cannot be fetched.
        """
        host = self._know(url)
        if self.clock() < host.closed_until:
            raise FetchError(f"{url}: the server failed; it is left alone for {host.closed_until - self.clock():.0f} s")
        if host.robots is not None and not host.robots.can_fetch(url, NAME):
            raise FetchError(f"{url}: robots.txt of the server forbids it")
        self._wait(host)
        return self._ask(host, url, conditions(tags or {}))

    def _know(self, url: str) -> Host:
        """Return what is known of a URL's host; its robots.txt is read the first time."""
        parts = urlsplit(url)
        key = f"{parts.scheme}://{parts.netloc}"
        if key not in self.hosts:
            host = self.hosts[key] = Host()
            host.robots = self._read_robots(urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", "")))
            host.asked_at = self.clock()
        return self.hosts[key]

    def _read_robots(self, url: str) -> Any:
        """Return the rules of a host: none where it has no robots.txt, all forbidden while it fails (RFC 9309 2.3)."""
        answer = self.client.fetch(url)
        if answer.status >= SERVER_ERROR:
            return parse_robots("User-agent: *\nDisallow: /")
        return parse_robots(answer.body.decode("utf-8", "replace")) if answer.status == SUCCESS else None

    def _wait(self, host: Host) -> None:
        """Pause until the host may be asked again."""
        wanted = host.robots.crawl_delay(NAME) if host.robots is not None else None
        pause = host.asked_at + max(self.delay, min(float(wanted or 0), LONGEST_PAUSE)) - self.clock()
        if pause > 0:
            self.sleep(pause)

    def _ask(self, host: Host, url: str, headers: dict[str, str]) -> Response:
        """Ask, and note how the host took it."""
        host.asked_at = self.clock()
        try:
            answer = self.client.fetch(url, headers)
        except FetchError:
            self._back_off(host, None)
            raise
        if answer.status == TOO_MANY or answer.status >= SERVER_ERROR:
            self._back_off(host, answer.headers.get("retry-after"))
        else:
            host.failures = 0
        return answer

    def _back_off(self, host: Host, retry_after: str | None) -> None:
        """Leave a failing host alone: as long as it says, else twice as long each time, from a minute to an hour."""
        host.failures += 1
        said = read_retry_after(retry_after)
        pause = min(60.0 * 2 ** (host.failures - 1), LONGEST_PAUSE) if said is None else min(said, 24 * LONGEST_PAUSE)
        host.closed_until = self.clock() + pause


def conditions(tags: dict[str, str]) -> dict[str, str]:
    """Return the header fields of a conditional request (RFC 9110, 13.1)."""
    fields = {"If-None-Match": tags.get("etag"), "If-Modified-Since": tags.get("last-modified")}
    return {name: value for name, value in fields.items() if value}


def read_retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After field (RFC 9110, 10.2.3), ``None`` where it says nothing."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def parse_robots(text: str) -> Any:
    """Read a robots.txt (RFC 9309)."""
    from protego import Protego

    return Protego.parse(text[:500_000])
