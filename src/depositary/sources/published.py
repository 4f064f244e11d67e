"""When a page was published, and which part of it says so.

In order: structured data (its time zone kept), meta tags, the page's own date, the URL.

>>> find_in_url("https://lake.example/2024/12/26/accord")
'2024-12-26'
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from depositary.sources.beside import is_of_site
from depositary.sources.caps import LONGEST_ADDRESS
from depositary.sources.markup import Markup
from depositary.sources.printed import find_printed
from depositary.sources.stamps import normalise

METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "pubdate", "publishdate", "publish-date", "publish_date", "published-date", "publication_date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "dcterms.issued",
    "article.published", "article_date_original", "cxenseparse:recs:publishtime", "citation_publication_date",
    "originalpublicationdate", "ptime", "date", "created", "rnews:datepublished", "bt:pubdate", "og:pubdate",
)  # fmt: skip
"""Names of meta tags that give the day of publication, the most exact first."""

IN_URL = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.?-]|$)")
STAMPS = (
    "time[pubdate][datetime], time[itemprop=datePublished][datetime], article time[datetime], header time[datetime]"
)


CHANGE = re.compile(r"updat|modif", re.I)


def find_stated(page: Markup) -> tuple[str | None, str | None]:
    """Return when a page says that it was published (ISO 8601) and what says so.

    The second is ``json-ld``, ``meta`` or ``page``; both are ``None`` where nothing does.
    """
    for source, found in (("json-ld", page.said("datePublished", "dateCreated")), ("meta", page.meta(*METAS))):
        if published := normalise(take_one(found)):
            return published, source
    stamps = (node for node in page.select(STAMPS) if not (CHANGE.search(name_node(node)) or is_of_site(node)))
    stamp = next((found for node in stamps if (found := normalise(node.attributes.get("datetime")))), None)
    return stamp, "page" if stamp else None


def take_one(value: object) -> object:
    """Return the one value of structured data: the first of a list, or what an object of JSON-LD holds."""
    first = value[0] if isinstance(value, list) and value else value
    return first.get("@value") if isinstance(first, dict) else first


def name_node(node: LexborNode) -> str:
    """Return what an element is called: its classes and its property."""
    fields = node.attributes
    return f"{fields.get('class') or ''} {fields.get('itemprop') or ''}"[:LONGEST_ADDRESS]


def search_published(text: str, url: str | None, *, searched: bool) -> tuple[str | None, str | None]:
    """Return the date that stands in a page's text (looked for only where ``searched``), else that of its URL."""
    if searched and (published := find_printed(text)):
        return published, "page"
    published = find_in_url(url)
    return published, "url" if published else None


def find_in_url(url: str | None) -> str | None:
    """Return the day that a URL carries (``/2024/12/26/``)."""
    found = IN_URL.search((url or "")[:LONGEST_ADDRESS])
    return normalise("-".join(found.groups())) if found else None
