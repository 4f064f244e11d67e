"""The headline of a page, without the name of the outlet and what else stands around it.

>>> from depositary.sources.markup import parse_markup
>>> find_title(parse_markup("<title>Accord signed - Lake Daily</title>"), "https://lakedaily.example/1")
'Accord signed'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from depositary.sources.markup import Markup, clean

SEPARATORS = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*")
MARKS = " |–—·•»:-"
DOMAIN = re.compile(r"\.(?:com|org|net|[a-z]{2})$|News$|Times$|Post$")
OUTLET_WORDS = 4
SHORTEST = 4


def find_title(page: Markup, url: str | None = None) -> str | None:
    """Return the headline: structured data, then meta tags, then heading and title without the outlet."""
    outlets = frozenset(squash(name) for name in list_outlets(page, url))
    found = [strip_outlet(title, outlets) for title in list_titles(page)]
    heading = page.heading
    if not found or not heading or squash(heading) in outlets:
        return found[0] if found else heading
    return choose_heading(heading, found)


def list_titles(page: Markup) -> Iterator[str]:
    """Yield what a page calls itself, the most exact first."""
    said = page.said("headline")
    for title in (said if isinstance(said, str) else None, page.meta("og:title", "twitter:title"), page.first("title")):
        if title and clean(title):
            yield clean(title)


def list_outlets(page: Markup, url: str | None) -> Iterator[str]:
    """Yield the names that the outlet of a page may have."""
    yield from filter(None, (page.meta("og:site_name"), page.meta("application-name")))
    host = (urlsplit(url).hostname or "") if url else ""
    yield from (part for part in host.split(".")[:-1] if len(part) >= SHORTEST)


def squash(name: str) -> str:
    """Return the letters and figures of a name, small.

    >>> squash("The Lake-Daily")
    'thelakedaily'
    """
    return "".join(char for char in name.casefold() if char.isalnum())


def choose_heading(heading: str, found: list[str]) -> str:
    """Return the heading where a title holds it, for it is written most fully; without what stands around it."""
    for title in found:
        if heading in title and 2 * len(heading) >= len(title):
            return heading
        if title in heading:
            return title
    return found[0]


def strip_outlet(title: str, outlets: frozenset[str]) -> str:
    """Return a title without the name of the outlet at its end or beginning."""
    parts = SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    if names_outlet(parts[0], outlets):
        return strip_outlet(title[len(parts[0]) :].lstrip(MARKS), outlets)
    last = parts[-1]
    before = title[: len(title) - len(last)].rstrip()
    return strip_outlet(before.rstrip(MARKS), outlets) if ends_title(last, before, outlets) else title


def names_outlet(part: str, outlets: frozenset[str]) -> bool:
    """Tell whether a part of a title is the name of its outlet, or holds it."""
    plain = squash(part)
    return any(outlet in plain or (len(plain) >= SHORTEST and plain in outlet) for outlet in outlets if outlet)


def ends_title(last: str, before: str, outlets: frozenset[str]) -> bool:
    """Tell whether the last part of a title is the name of an outlet, by what is known or by its looks."""
    short = len(last.split()) <= OUTLET_WORDS
    looks = last[:1].isupper() and (before.endswith(("|", "»", "·", "•")) or DOMAIN.search(last) is not None)
    return (short and looks) or (len(last.split()) <= 2 * OUTLET_WORDS and names_outlet(last, outlets))
