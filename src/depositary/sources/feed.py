"""Feeds (RSS, Atom, JSON Feed): each item is a report.

>>> strip_markup("<p>Chad &amp; Sudan signed.</p>")
'Chad & Sudan signed.'
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from depositary.errors import InputError, ReportError
from depositary.model.text import Report
from depositary.sources.caps import Caps
from depositary.sources.intake import check_language, compose_report
from depositary.sources.markup import check_tags, clean
from depositary.sources.plain import read_whole
from depositary.sources.published import normalise
from depositary.sources.source import Details, Input, Offer, Refusal

DATES = re.compile(
    rb"<(?:pubDate|published|updated|dc:date|dcterms:created)[^<>]{0,80}>\s*(?:<!\[CDATA\[)?([^<\]]{6,60})"
    rb'|"date_published"\s*:\s*"([^"]{6,60})"'
)
TAG = re.compile(r"<[^<>]*>")


def read_feed(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each item of a feed."""
    try:
        data = read_whole(source)
        feed = parse_feed(data, source.setting.caps)
    except InputError as error:
        yield Refusal(source.name, None, str(error))
        return
    zones = find_zones(data)
    for number, item in enumerate(feed.entries, start=1):
        yield read_item(source.name, number, item, zones, feed_details(feed.feed, details))


def parse_feed(data: bytes, caps: Caps) -> Any:
    """Parse a feed; entities are never resolved, nothing is fetched.

    Raises:
        ReportError: it is no feed, declares entities, or has more tags or items than any feed has.
    """
    import fastfeedparser  # type: ignore[import-untyped]  # it ships no types

    check_xml(data, caps)
    try:
        feed = fastfeedparser.parse(data, include_tags=False, include_media=False, include_enclosures=False)
    except Exception as error:  # the library raises many kinds
        raise ReportError(f"it is no feed that can be read ({str(error).splitlines()[0][:120]})") from error
    if len(feed.entries) > caps.entries:
        raise ReportError(f"the feed has more than {caps.entries} items")
    if not feed.entries:
        raise ReportError("the feed has no items")
    return feed


def check_xml(data: bytes, caps: Caps) -> None:
    """Refuse XML that declares entities, or has more tags or depth than any feed has.

    Raises:
        ReportError: it is one of these.
    """
    if b"<!ENTITY" in data or b"<\x00!\x00E\x00N\x00T" in data:
        raise ReportError("it declares XML entities, which are not taken")
    check_tags(data.decode("latin-1"), caps)


def feed_details(feed: Mapping[str, Any], details: Details) -> Details:
    """Return what the feed says of all of its items, under what is known already."""
    outlet = details.outlet or clean(str(feed.get("title") or "")) or None
    language = details.language or known_language(feed.get("language"))
    return Details(details.title, details.published, outlet, details.url, language)


def known_language(tag: object) -> str | None:
    """Return the ISO 639-1 code of a feed's language tag, ``None`` where it is none."""
    try:
        return check_language(tag) if tag else None
    except InputError:
        return None


def read_item(name: str, number: int, item: Mapping[str, Any], zones: Mapping[str, str], details: Details) -> Offer:
    """Return the report of one item, or why there is none."""
    try:
        return compose_item(item, zones, details)
    except InputError as error:
        return Refusal(name, number, f"item {number}: {error}", str(item.get("id") or "") or None)


def compose_item(item: Mapping[str, Any], zones: Mapping[str, str], details: Details) -> Report:
    """Make a report of one item.

    Raises:
        InputError: it cannot be one.
    """
    title = strip_markup(str(item.get("title") or "")) or None
    stamp = str(item.get("published") or item.get("updated") or "")
    published = details.published or zones.get(stamp) or normalise(stamp)
    known = Details(title, published, details.outlet, str(item.get("link") or "") or None, details.language)
    body = find_body(item) or title or ""
    given = str(item.get("id") or "") or None
    return compose_report(body, known, given_id=given, published_from="feed" if stamp else None)


def find_body(item: Mapping[str, Any]) -> str:
    """Return the longest text that an item carries, without markup."""
    contents = [str(part.get("value") or "") for part in item.get("content") or [] if isinstance(part, Mapping)]
    texts = [strip_markup(text) for text in (*contents, str(item.get("description") or ""))]
    return max(texts, key=len, default="")


def strip_markup(text: str) -> str:
    """Return the plain text of a piece of HTML, paragraphs in lines of their own."""
    if "<" not in text:
        return clean(text)
    if len(text) > 2000 and text.count("<") > 20:
        from resiliparse.extract.html2text import extract_plain_text

        return str(extract_plain_text(text, main_content=False, alt_texts=False)).strip()
    return clean(TAG.sub(" ", re.sub(r"(?i)<(?:script|style)[^<>]*>[^<]*", " ", text)))


def find_zones(data: bytes) -> dict[str, str]:
    """Return the feed's dates with their own zone by their instant in UTC, as the parser gives it."""
    found: dict[str, str] = {}
    for one, other in DATES.findall(data):
        written = normalise((one or other).decode("utf-8", "replace").strip())
        if written and "T" in written:
            moment = datetime.datetime.fromisoformat(written)
            if moment.tzinfo is not None:
                found.setdefault(moment.astimezone(datetime.UTC).isoformat(), written)
    return found
