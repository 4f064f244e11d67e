"""Feeds (RSS, Atom, CDF, JSON Feed): each item is a report.

>>> write_text("<p>Chad &amp; Sudan<br>signed.</p>")
'Chad & Sudan\\nsigned.'
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from depositary.errors import InputError, ReportError
from depositary.model.text import Report
from depositary.sources.address import clean_address
from depositary.sources.byline import clean_byline
from depositary.sources.caps import LONGEST_LINE, LONGEST_TITLE, TAKEN, Caps
from depositary.sources.intake import check_language, compose_report
from depositary.sources.looks import FEEDS, find_element
from depositary.sources.markup import check_tags, clean, cut, write_text
from depositary.sources.plain import read_whole
from depositary.sources.source import Details, Input, Offer, Refusal, offer
from depositary.sources.stamps import normalise

PLAIN = ("text/plain", "text")
STAMPS = ("published", "issued", "created", "updated", "modified")
"""What feeds call the day of an item, the day of publication first."""
DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^<>]{0,200}\bencoding\s*=")
REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
HALVES = (0xD800, 0xDFFF)
"""Half characters: the first and the last (Unicode, 3.8)."""
ADDRESS = re.compile(rb"(<(?:link|guid|id|url)(?:\s[^<>]{0,200})?>)([^<>]{1,4000})")
BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
"""An ampersand of an address that is not written as XML wants it."""
WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_feed(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each item of a feed."""
    try:
        feed, items = parse_feed(source)
    except InputError as error:
        yield Refusal(source.name, None, str(error))
        return
    known = describe_feed(feed, details)
    base = clean_address(str(feed.get("link") or feed.get("home_page_url") or ""), source.url) or source.url
    for number, item in enumerate(items, start=1):
        yield read_item(source.name, number, item, known, base)


def parse_feed(source: Input) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return what a feed says of itself, and its items; nothing is fetched.

    Raises:
        ReportError: it is no feed, declares entities, or has more tags or items than any feed has.
    """
    data, caps = read_whole(source), source.setting.caps
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        feed, items = parse_json(data)
    else:
        check_xml(data, caps)
        feed, items = parse_xml(data, source)
    if len(items) > caps.entries:
        raise ReportError(f"the feed has more than {caps.entries} items")
    if not items:
        raise ReportError("the feed has no items")
    return feed, items


def check_xml(data: bytes, caps: Caps) -> None:
    """Refuse XML that declares entities, or has more tags or depth than any feed has.

    Raises:
        ReportError: it is one of these.
    """
    text = data.decode("utf-16", "ignore") if data.startswith(WIDE) else data.replace(b"\x00", b"").decode("latin-1")
    if "<!ENTITY" in text:
        raise ReportError("it declares XML entities, which are not taken")
    check_tags(text, caps)


def parse_xml(data: bytes, source: Input) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return feed and items of RSS, Atom or CDF; what is not well-formed is read as browsers read pages.

    The charset that the server names goes before that of the document (RFC 7303, section 3).

    Raises:
        ReportError: it is not a feed that can be read.
    """
    import feedparser  # type: ignore[import-untyped]  # it ships no types

    told = {"content-location": source.url or ""}
    charset = source.charset or find_charset(data)
    if charset:
        told["content-type"] = f"application/xml; charset={charset}"
    data = mend_references(data)
    try:  # given as a stream: the library would open a file of the name that it is given as bytes
        found = feedparser.parse(io.BytesIO(data), response_headers=told, sanitize_html=False)
    except Exception as error:  # the library raises many kinds
        raise ReportError(f"it is not a feed that can be read ({type(error).__name__})") from error
    if not found.entries and found.bozo:
        words = (str(found.get("bozo_exception") or "").splitlines() or [""])[0]
        named = find_element(data)
        known = "" if named in FEEDS or not named else f"its first tag is <{named.decode('ascii')}>"
        raise ReportError(f"it is not a feed that can be read ({known or words[:120]})")
    return found.feed, list(found.entries)


def find_charset(data: bytes) -> str | None:
    """Return the charset that the bytes of a feed look like, where it names none and they are not UTF-8."""
    if data.startswith(WIDE) or DECLARED.match(data):
        return None
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        from resiliparse.parse.encoding import detect_encoding

        return str(detect_encoding(data) or "") or None


def mend_references(data: bytes) -> bytes:
    """Return a feed in which references to characters that are none, and bare ampersands of addresses, do no harm.

    >>> mend_references(b"<link>http://a.example/?x=1&copy=2</link><title>&#xD800;</title>")
    b'<link>http://a.example/?x=1&amp;copy=2</link><title>&#xFFFD;</title>'
    """
    data = REFERENCE.sub(lambda found: found[0] if is_character(found) else b"&#xFFFD;", data)
    return ADDRESS.sub(lambda found: found[1] + BARE.sub(b"&amp;", found[2]), data)


def is_character(found: re.Match[bytes]) -> bool:
    """Tell whether a reference is to a character."""
    number = int(found[1], 16) if found[1] else int(found[2])
    return 0 < number < HALVES[0] or HALVES[1] < number <= sys.maxunicode


def parse_json(data: bytes) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return feed and items of a JSON Feed (jsonfeed.org, version 1.1), in the words of the others.

    Raises:
        ReportError: it is none.
    """
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReportError("it is not a JSON Feed that can be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ReportError("the JSON Feed has no list of items")
    return feed, [name_fields(item) for item in items if isinstance(item, dict)]


def name_fields(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an item of a JSON Feed in the words of the others."""
    listed = item.get("authors")
    authors = listed if isinstance(listed, list) else [item.get("author")]
    bodies = [(item.get("content_html"), "text/html"), (item.get("content_text"), "text/plain")]
    return {
        "id": item.get("id"),
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "summary": item.get("summary"),
        "summary_detail": {"type": "text/plain"},
        "title_detail": {"type": "text/plain"},
        "content": [{"value": text, "type": kind} for text, kind in bodies if isinstance(text, str)],
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "authors": [author for author in authors if isinstance(author, dict)],
        "language": item.get("language"),
    }


def describe_feed(feed: Mapping[str, Any], details: Details) -> Details:
    """Return what the feed says of all of its items, under what is known already."""
    outlet = details.outlet or cut(write_line(feed, "title"), LONGEST_LINE) or None
    language = details.language or known_language(feed.get("language"))
    return Details(details.title, details.published, outlet, details.url, language)


def known_language(tag: object) -> str | None:
    """Return the ISO 639-1 code of a language tag, ``None`` where it is none."""
    try:
        return check_language(tag) if tag else None
    except InputError:
        return None


def read_item(name: str, number: int, item: Mapping[str, Any], details: Details, base: str | None) -> Offer:
    """Return the report of one item, or why there is none; ``base`` is what its link may be relative to."""
    given = str(item.get("id") or "")[:TAKEN] or None
    found = offer(name, number, lambda: compose_item(item, details, given, base), given)
    return Refusal(name, number, f"item {number}: {found.reason}", given) if isinstance(found, Refusal) else found


def compose_item(item: Mapping[str, Any], details: Details, given: str | None, base: str | None) -> Report:
    """Make a report of one item.

    Raises:
        InputError: it cannot be one.
    """
    title = cut(write_line(item, "title"), LONGEST_TITLE) or None
    stamp = next((found for name in STAMPS if (found := normalise(item.get(name)))), None)
    known = Details(
        details.title or title,
        details.published or stamp,
        details.outlet,
        clean_address(str(item.get("link") or ""), base) if item.get("link") else None,
        find_language(item) or details.language,
    )
    source = "feed" if stamp and not details.published else None
    body = find_body(item) or title or ""
    return compose_report(body, known, byline=find_author(item), given_id=given, published_from=source)


def find_language(item: Mapping[str, Any]) -> str | None:
    """Return the language that an item is in, by itself or by its parts; ``None`` where nothing says so."""
    parts = [item.get(name) for name in ("summary_detail", "title_detail")]
    parts += [item, *(item.get("content") or [])]
    return next((code for p in reversed(parts) if isinstance(p, Mapping) and (code := named_language(p))), None)


def named_language(part: Mapping[str, Any]) -> str | None:
    """Return the language that a part of an item names."""
    return known_language(part.get("language"))


def find_author(item: Mapping[str, Any]) -> str | None:
    """Return the names of those who wrote an item, without their addresses."""
    authors = [author for author in item.get("authors") or [] if isinstance(author, Mapping)]
    names = [clean_byline(name_author(author, item)) for author in authors[:10]]
    return "; ".join(dict.fromkeys(name for name in names if name)) or None


def name_author(author: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return an author as the item writes it: the library cuts long names of domains in two.

    >>> name_author({"name": "ne (Ana Oz", "email": "ana@lake.onli"}, {"author": "ana@lake.online (Ana Oz)"})
    'ana@lake.online (Ana Oz)'
    """
    email, whole = str(author.get("email") or ""), str(item.get("author") or "")
    return whole if email and email in whole else str(author.get("name") or "")


def find_body(item: Mapping[str, Any]) -> str:
    """Return the longest text that an item carries, without markup."""
    parts = [part for part in item.get("content") or [] if isinstance(part, Mapping)]
    texts = [write_part(part.get("value"), part.get("type")) for part in parts]
    return max([*texts, write_part(item.get("summary"), type_of(item, "summary"))], key=len)


def write_line(item: Mapping[str, Any], name: str) -> str:
    """Return a field as one line without markup."""
    return clean(write_part(item.get(name), type_of(item, name))[:TAKEN])


def type_of(item: Mapping[str, Any], name: str) -> object:
    """Return the type of content of a field."""
    detail = item.get(f"{name}_detail")
    return detail.get("type") if isinstance(detail, Mapping) else None


def write_part(value: object, kind: object) -> str:
    """Return a piece of text or markup as plain text."""
    text = value if isinstance(value, str) else ""
    return text.strip() if kind in PLAIN and "</" not in text else write_text(text)
