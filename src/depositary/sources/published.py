"""When a page was published, and which part of it says so.

In order: structured data (its time zone kept), meta tags, the page's own date, the URL.

>>> normalise("Thu, 26 Dec 2024 09:30:00 +0300"), normalise("2024-12-26T09:30:00.000Z")
('2024-12-26T09:30:00+03:00', '2024-12-26T09:30:00+00:00')
"""

from __future__ import annotations

import datetime
import email.utils
import re

from depositary.sources.markup import Markup

METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "pubdate", "publishdate", "publish-date", "publish_date", "published-date", "publication_date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
    "dcterms.issued",
    "article.published", "article_date_original", "cxenseparse:recs:publishtime", "citation_publication_date",
    "originalpublicationdate", "ptime", "date", "created", "rnews:datepublished", "bt:pubdate", "og:pubdate",
)  # fmt: skip
"""Names of meta tags that give the day of publication, the most exact first."""

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
EARLIEST = 1900
"""No page is older; a smaller year is a placeholder."""

IN_URL = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.?-]|$)")
STAMPS = (
    "time[pubdate][datetime], time[itemprop=datePublished][datetime], article time[datetime], header time[datetime]"
)


def find_stated(page: Markup) -> tuple[str | None, str | None]:
    """Return when a page says that it was published (ISO 8601) and what says so.

    The second is ``json-ld``, ``meta`` or ``page``; both are ``None`` where nothing does.
    """
    for source, found in (("json-ld", page.said("datePublished", "dateCreated")), ("meta", page.meta(*METAS))):
        if published := normalise(found):
            return published, source
    published = normalise(page.attribute(STAMPS, "datetime"))
    return published, "page" if published else None


def search_published(text: str, url: str | None, *, searched: bool) -> tuple[str | None, str | None]:
    """Return the date that stands in a page's text (looked for only where ``searched``), else that of its URL."""
    if searched and (published := search_page(text)):
        return published, "page"
    published = find_in_url(url)
    return published, "url" if published else None


def normalise(value: object) -> str | None:
    """Return a date as an ISO 8601 day or time with its own zone, ``None`` where it is none."""
    if not isinstance(value, str):
        return None
    try:
        return normalise_iso(value) or normalise_mail(value) or normalise_compact(value)
    except (ValueError, OverflowError):
        return None


def normalise_iso(value: str) -> str | None:
    """Return a date written in ISO 8601 or nearly so.

    Raises:
        ValueError: there is no such day or time.
    """
    found = ISO.search(value)
    if not found or int(found[1]) < EARLIEST:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    if not hour:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    offset = "+00:00" if zone == "Z" else zone or ""
    return datetime.datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}").isoformat()


def normalise_mail(value: str) -> str | None:
    """Return a date written as in mail and RSS (RFC 5322)."""
    try:
        return email.utils.parsedate_to_datetime(value.strip()).isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def normalise_compact(value: str) -> str | None:
    """Return a date written as eight digits.

    Raises:
        ValueError: there is no such day.
    """
    found = COMPACT.search(value)
    return datetime.date(*map(int, found.groups())).isoformat() if found else None


def search_page(text: str) -> str | None:
    """Return the date that stands on the page itself, as `htmldate` finds it."""
    from htmldate import find_date

    try:
        return find_date(text, original_date=True, extensive_search=True)
    except Exception:  # the library's own faults on odd pages must not lose the page
        return None


def find_in_url(url: str | None) -> str | None:
    """Return the day that a URL carries (``/2024/12/26/``)."""
    found = IN_URL.search(url or "")
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
