"""A web page to a report: title, body, byline, outlet, language, publication date, canonical URL.

>>> page = "<title>Accord signed | The News</title><article><p>Chad and Sudan signed an accord.</p></article>"
>>> extract_page(page, None).title
'Accord signed'
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from depositary.errors import ReportError
from depositary.model.text import Report
from depositary.sources.address import clean_address, find_host
from depositary.sources.body import find_body, may_pass, take_quickly
from depositary.sources.byline import find_byline, names_of, search_byline
from depositary.sources.decoding import Decoded, refuse_controls, refuse_signature
from depositary.sources.detection import guess_language, languages
from depositary.sources.headline import find_title
from depositary.sources.intake import compose_report
from depositary.sources.markup import Markup, clean, parse_markup, write_text
from depositary.sources.plain import read_whole
from depositary.sources.published import find_stated, search_published
from depositary.sources.source import Details, Input, Offer, Setting, offer

UTF8 = ("utf-8", "utf8")
NUL = b"\x00"
FEW_WRONG = 10
"""Where one character in more than so many of another alphabet is wrong, the text is not in that charset."""
FULL = 0.5
"""A body of less than this share of what the structured data tell is not the whole report."""
CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32)])
"""Bytes that no text has but for slips."""
ESCAPE = b"\x1b"
"""Begins a change of charset in texts of seven bits (ISO 2022)."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was taken from a web page; ``published_from`` says which part gave the date."""

    body: str
    title: str | None
    byline: str | None
    outlet: str | None
    language: str | None
    published: str | None
    published_from: str | None
    url: str | None


def read_page(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield the one report of a web page, or why there is none."""
    setting, url, charset = source.setting, source.url, source.charset
    yield offer(source.name, None, lambda: compose_page(read_whole(source), details, setting, url=url, charset=charset))


def compose_page(
    data: bytes,
    details: Details,
    setting: Setting,
    *,
    url: str | None = None,
    charset: str | None = None,
    retrieved: str | None = None,
) -> Report:
    """Make a report of a page's bytes; what is known already goes before what the page says.

    Raises:
        InputError: it cannot be a report.
    """
    refuse_signature(data)
    text = decode_unicode(data, charset)
    if text and len(data) - len(data.translate(None, CONTROLS)) > len(data) // 100:
        raise ReportError("it is binary, not a page")
    page = extract_page(text or decode_page(data, charset), url, setting, data if text else None)
    known = Details(
        title=details.title or page.title,
        published=details.published or page.published,
        outlet=details.outlet or page.outlet,
        url=details.url or page.url,
        language=details.language or page.language or guess_language(page.body),
    )
    source = None if details.published else page.published_from
    return compose_report(page.body, known, byline=page.byline, retrieved=retrieved, published_from=source)


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return the text of bytes that are not UTF-8 as they stand: without NULs, by the server, meta tag or bytes.

    Raises:
        ReportError: they are no text.
    """
    text = decode_mostly(data.replace(NUL, b""), charset) or decode_otherwise(data, charset)
    return refuse_controls(Decoded(text.replace("\x00", "") if "\x00" in text else text, "")).text


def decode_unicode(data: bytes, charset: str | None) -> str | None:
    """Return the text of bytes that are UTF-8 as they stand, ``None`` where they are not."""
    if not may_be_unicode(data, charset):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def decode_mostly(data: bytes, charset: str | None) -> str | None:
    """Return the text of bytes that are UTF-8 but for a few at most, which say nothing; ``None`` where they are not.

    >>> decode_mostly("é".encode() * 11 + b"\\xa9", None)[-2:]
    'é\ufffd'
    """
    if not may_be_unicode(data, charset):
        return None
    text = data.decode("utf-8", "replace")
    other, wrong = len(text) - len(text.encode("ascii", "ignore")), text.count("\ufffd")
    return text if not wrong or other > FEW_WRONG * wrong else None


def may_be_unicode(data: bytes, charset: str | None) -> bool:
    """Tell whether nothing speaks against UTF-8, neither the server nor bytes that no text has in it."""
    return (charset or "utf-8").lower() in UTF8 and ESCAPE not in data and NUL not in data


def decode_otherwise(data: bytes, charset: str | None) -> str:
    """Return the text of bytes in a charset that the server, a meta tag or the bytes themselves tell.

    A label means what browsers take it for: "ISO-8859-1" is windows-1252 (WHATWG Encoding, 4.2).
    """
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding, map_encoding_to_html5

    told = map_encoding_to_html5(charset, fallback_utf8=False) if charset else None
    try:
        text = bytes_to_str(data, told or charset or detect_encoding(data, from_html_meta=True) or "utf-8")
    except (LookupError, ValueError):
        text = bytes_to_str(data, detect_encoding(data) or "utf-8")
    return text.encode("utf-8", "ignore").decode("utf-8")


def extract_page(text: str, url: str | None, setting: Setting | None = None, data: bytes | None = None) -> Page:
    """Take a page apart; the costly steps run only where the setting's ``screen`` lets its text pass.

    ``data`` is the text in UTF-8, where it came so: it need not be encoded again to be parsed.

    Raises:
        ReportError: there is no text on the page.
    """
    chosen = setting or Setting()
    page = parse_markup(text, chosen.caps, data)
    address, language = find_url(page, url), find_language(page)
    title, (published, source) = find_title(page, address), find_stated(page)
    screen = chosen.screens(language)
    worth, told = may_pass(page, screen), find_told(page)
    byline = find_byline(page, address, searched=worth)
    body, passes = find_body(page, title, screen) if worth else (take_quickly(page), False)
    if len(body) < FULL * len(told):  # the page is made by a script, and its text stands in its data alone
        body, passes = told, screen is None or screen(told)
    if not body.strip():
        raise ReportError("there is no text on the page")
    byline = byline or (search_byline(page.text, body) if passes else None)
    if not published:
        published, source = search_published(page.text, url, searched=passes)
    return Page(body, title, byline, find_outlet(page, address), language, published, source, address)


def find_told(page: Markup) -> str:
    """Return the body of the report that the page's structured data hold; empty where they hold none."""
    found = page.whole("articleBody", "reviewBody", "text")
    return write_text(html.unescape(found) if found.lstrip().startswith("&lt;") else found) if found else ""


def find_outlet(page: Markup, url: str | None) -> str | None:
    """Return who published it: the publisher, the name of the site, or its host."""
    publisher = names_of(page.said("publisher"))
    host = find_host(url).removeprefix("www.") or None
    return next((clean(n) for n in (page.meta("og:site_name"), *publisher, page.meta("application-name")) if n), host)


def find_language(page: Markup) -> str | None:
    """Return the ISO 639-1 code that the page names, ``None`` where it names none."""
    named = page.attribute("html", "lang") or page.meta("og:locale", "content-language", "language") or ""
    code = re.split(r"[-_,;\s]", named.strip().lower())[0]
    return code if code in languages() else None


def find_url(page: Markup, url: str | None) -> str | None:
    """Return the canonical URL of the page where it names one of the web, else where it was found."""
    named = page.canonical or page.meta("og:url")
    return (clean_address(named, url) if named else None) or url
