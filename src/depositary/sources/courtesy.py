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

from depositary.errors import AddressError, FetchError
from depositary.sources.client import Client, Response, check_url

NAME = "depositary"
SUCCESS, NOT_MODIFIED, TOO_MANY, SERVER_ERROR, CLIENT_ERROR = 200, 304, 429, 500, 400
LONGEST_PAUSE = 3600.0
DOUBLINGS = 6
"""So often a pause is doubled: from a minute to more than an hour, which is the longest."""
RULES_AGE = 24 * 3600.0
"""After so many seconds a robots.txt is read again (RFC 9309, 2.4)."""
AGAIN = 600.0
"""After so many seconds one is asked for again that could not be read."""


@dataclass(slots=True)
class Trouble:
    """How often a host failed in a row, and until when it is left alone."""

    failures: int = 0
    closed_until: float = float("-inf")


@dataclass(slots=True)
class Host:
    """What is known of a host: its rules, when it was last asked, its troubles by who sent us there."""

    robots: Any = None
    robots_at: float = float("-inf")
    asked_at: float = float("-inf")
    troubles: dict[str, Trouble] = field(default_factory=dict)


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

    def fetch(
        self, url: str, tags: dict[str, str] | None = None, *, sender: str = "", until: float = float("inf")
    ) -> Response:
        """Fetch a URL.

        Args:
            url: what to ask for.
            tags: the validators of the copy that is there (``etag``, ``last-modified``).
            sender: the feed whose link this is. What fails there is held against its links alone: a feed
                cannot make us leave the host of another feed alone.
            until: the time on ``clock`` after which nothing is waited for.

        Raises:
            AddressError: it is no address that may be asked.
            FetchError: robots.txt forbids it, the host is left alone for now, or it cannot be fetched.
        """
        url = check_url(url)
        host = self._know(url, sender)
        if host.robots is not None and not host.robots.can_fetch(url, NAME):
            raise FetchError(f"{url}: robots.txt of the server forbids it")
        self._wait(host, url, until)
        return self._ask(host, url, conditions(tags or {}), sender)

    def _know(self, url: str, sender: str) -> Host:
        """Return what is known of a URL's host; its robots.txt is read the first time, and again each day.

        Raises:
            FetchError: the host is left alone for now, or its robots.txt cannot be asked for.
        """
        parts = urlsplit(url)
        host = self.hosts.setdefault(f"{parts.scheme}://{parts.netloc}", Host())
        left = host.troubles.get(sender, Trouble()).closed_until - self.clock()
        if left > 0:
            raise FetchError(f"{url}: the server failed; it is left alone for {left:.0f} s")
        if self.clock() - host.robots_at > RULES_AGE:
            place = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
            answer = self._ask(host, place, {}, sender)
            fails = answer.status >= SERVER_ERROR or answer.status == TOO_MANY
            host.robots, host.robots_at = read_rules(answer), self.clock() - (RULES_AGE - AGAIN if fails else 0)
        return host

    def _wait(self, host: Host, url: str, until: float) -> None:
        """Pause until the host may be asked again.

        Raises:
            FetchError: that would take longer than there is time.
        """
        wanted = host.robots.crawl_delay(NAME) if host.robots is not None else None
        pause = host.asked_at + max(self.delay, min(float(wanted or 0), LONGEST_PAUSE)) - self.clock()
        if pause > 0 and self.clock() + pause > until:
            raise FetchError(f"{url}: its server wants a pause of {pause:.0f} s; it is asked for in a later round")
        if pause > 0:
            self.sleep(pause)

    def _ask(self, host: Host, url: str, headers: dict[str, str], sender: str) -> Response:
        """Ask, and note how the host took it."""
        host.asked_at = self.clock()
        trouble = host.troubles.setdefault(sender, Trouble())
        try:
            answer = self.client.fetch(url, headers)
        except AddressError:
            raise  # no fault of the server
        except FetchError:
            self._back_off(trouble, None)
            raise
        if answer.status == TOO_MANY or answer.status >= SERVER_ERROR:
            self._back_off(trouble, answer.headers.get("retry-after"))
        else:
            trouble.failures = 0
        return answer

    def _back_off(self, trouble: Trouble, retry_after: str | None) -> None:
        """Leave a failing host alone: as long as it says, else twice as long each time, from a minute to an hour."""
        said = read_retry_after(retry_after)
        doubled = min(60.0 * 2 ** min(trouble.failures, DOUBLINGS), LONGEST_PAUSE)
        trouble.failures += 1
        trouble.closed_until = self.clock() + (doubled if said is None else min(said, 24 * LONGEST_PAUSE))


def read_rules(answer: Response) -> Any:
    """Return the rules of a host: none where it has no robots.txt, all forbidden while it fails (RFC 9309 2.3)."""
    if answer.status >= SERVER_ERROR or answer.status == TOO_MANY:
        return parse_robots("User-agent: *\nDisallow: /")
    return parse_robots(answer.body.decode("utf-8", "replace")) if answer.status == SUCCESS else None


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
    except (TypeError, ValueError, OverflowError):
        return None


def parse_robots(text: str) -> Any:
    """Read a robots.txt (RFC 9309)."""
    from protego import Protego

    return Protego.parse(text[:500_000])
