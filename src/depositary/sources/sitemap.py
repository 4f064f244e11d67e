"""Sitemaps (sitemaps.org): a list of pages; each is fetched and read.

>>> list(find_locations(b"<urlset><url><loc> https://a.example/1 </loc></url></urlset>"))
['https://a.example/1']
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
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


def read_sitemap(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each page of a sitemap, fetched one after the other."""
    from depositary.sources.client import Client

    with Client(source.setting.caps, source.setting.allow_private) as client:
        yield from read_listed(source, details, warn, client, LEVELS)


def read_listed(
    source: Input, details: Details, warn: Callable[[str], None], client: Client, levels: int
) -> Iterator[Offer]:
    """Yield what a sitemap, or an index of sitemaps down to so many levels, lists."""
    try:
        data = read_whole(source)
    except InputError as error:
        yield Refusal(source.name, None, str(error))
        return
    for number, url in enumerate(find_locations(data)):
        if number >= source.setting.caps.entries:
            yield Refusal(source.name, None, f"more than {source.setting.caps.entries} pages")
            return
        deeper = levels if INDEX.search(data[:2000]) else 0
        yield from read_location(url, source, details, warn=warn, client=client, levels=deeper)


def read_location(
    url: str, source: Input, details: Details, *, warn: Callable[[str], None], client: Client, levels: int
) -> Iterator[Offer]:
    """Yield what one entry of a sitemap leads to: a page, or the entries of a further sitemap."""
    try:
        fetched = fetch_input(url, source.setting, client)
    except InputError as error:
        yield Refusal(url, None, str(error).removeprefix(f"{url}: "))
        return
    if levels > 0:
        yield from read_listed(fetched, details, warn, client, levels - 1)
    else:
        yield from read_page(fetched, details, warn)


def find_locations(data: bytes) -> Iterator[str]:
    """Yield the URLs of a sitemap or of an index of sitemaps, pictures left out."""
    for found in LOCATION.finditer(data):
        if not IMAGE.match(found.group()):
            yield html.unescape(found.group(1).decode("utf-8", "replace"))
