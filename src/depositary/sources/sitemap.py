"""Sitemaps (sitemaps.org): a list of pages; each is fetched and read.

>>> list(find_locations(b"<urlset><url><loc> https://a.example/1 </loc></url></urlset>"))
['https://a.example/1']
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from depositary.errors import InputError
from depositary.sources.opening import fetch_input
from depositary.sources.page import read_page
from depositary.sources.plain import read_whole
from depositary.sources.source import Details, Input, Offer, Refusal

if TYPE_CHECKING:
    from depositary.sources.client import Client

LOCATION = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?loc>\s{0,80}(?:<!\[CDATA\[)?\s{0,80}([^<>\s\]]{1,2000})")
IMAGE = re.compile(rb"<(?:image|video):loc>")
INDEX = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?sitemapindex[\s>]")
LEVELS = 2


@dataclass(slots=True)
class Budget:
    """What is left for one list of addresses and all the lists that it names: requests, and time."""

    entries: int
    until: float
    told: bool = False

    def spend(self) -> bool:
        """Take one request; tell whether it was there."""
        self.entries -= 1
        return self.entries >= 0 and time.monotonic() < self.until


def read_sitemap(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each page of a sitemap, fetched one after the other."""
    from depositary.sources.client import Client

    caps = source.setting.caps
    if not source.setting.follows:
        yield Refusal(
            source.name, None, "it is a list of addresses, not a report: depositary add fetches what it lists"
        )
        return
    budget = Budget(caps.entries, time.monotonic() + caps.list_seconds)
    with Client(caps, source.setting.allow_private) as client:
        yield from read_listed(source, details, warn, client=client, budget=budget, levels=LEVELS)


def read_listed(
    source: Input, details: Details, warn: Callable[[str], None], *, client: Client, budget: Budget, levels: int
) -> Iterator[Offer]:
    """Yield what a sitemap, or an index of sitemaps down to so many levels, lists."""
    try:
        data = read_whole(source)
    except InputError as error:
        yield Refusal(source.name, None, str(error))
        return
    deeper = levels if INDEX.search(data[:2000]) else 0
    for url in find_locations(data):
        if not budget.spend():
            if not budget.told:
                caps, budget.told = source.setting.caps, True
                yield Refusal(
                    source.name, None, f"more than {caps.entries} pages or {caps.list_seconds:g} s; the rest is left"
                )
            return
        yield from read_location(url, source, details, warn=warn, client=client, budget=budget, levels=deeper)


def read_location(
    url: str,
    source: Input,
    details: Details,
    *,
    warn: Callable[[str], None],
    client: Client,
    budget: Budget,
    levels: int,
) -> Iterator[Offer]:
    """Yield what one entry of a sitemap leads to: a page, or the entries of a further sitemap."""
    try:
        fetched = fetch_input(url, source.setting, client)
    except InputError as error:
        yield Refusal(url, None, str(error).removeprefix(f"{url}: "))
        return
    if levels > 0:
        yield from read_listed(fetched, details, warn, client=client, budget=budget, levels=levels - 1)
    else:
        yield from read_page(fetched, details, warn)


def find_locations(data: bytes) -> Iterator[str]:
    """Yield the URLs of a sitemap or of an index of sitemaps, pictures left out."""
    for found in LOCATION.finditer(data):
        if not IMAGE.match(found.group()):
            yield html.unescape(found.group(1).decode("utf-8", "replace"))
