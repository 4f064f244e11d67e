"""What bytes look like: the first element of markup behind all that may stand before it, or none.

>>> find_element(b"<!-- made by hand --><rss version='2.0'>"), find_element(b"Chad <b>signed")
(b'rss', b'')
"""

from __future__ import annotations

import re

ARCHIVE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?=WARC/\d|filedesc://)")
"""The beginning of a web archive, behind what some programs write before it."""
JSON_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{.{0,2000}?\"version\"\s*:\s*\"https?://(?:www\.)?jsonfeed\.org", re.S)
JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[ \t]*[\"}]")
BLANKS = re.compile(rb"(?:\xef\xbb\xbf|\s)*+")
BEFORE = ((b"<?", b">"), (b"<!--", b"-->"))
"""Declarations and comments: how they begin and end."""
DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[]{0,1000}(?:\[[^\]]{0,4000}\]\s*)?>", re.I)
ELEMENT = re.compile(rb"<(?:[A-Za-z][A-Za-z0-9_.-]{0,30}:)?([A-Za-z][A-Za-z0-9-]{0,30})(?=[\s>/])")
HTML = re.compile(rb"\s*<!DOCTYPE\s+html[\s>]", re.I)
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE|!ENTITY)[\s>]", re.I)
LATE_FEED = re.compile(rb"<\?xml\s[^<>]{0,200}\?>\s*<|<rss\s[^<>]{0,400}>|<feed\s[^<>]{0,400}Atom", re.I)
"""A feed that begins behind other words, such as the warning of a program."""
LATE = 2000
TAGS = re.compile(
    rb"<(?:/(?:p|div|h[1-6]|b|i|em|strong|a|span|li|ul|ol|t[dr]|table|blockquote)|br\s?/?|p|div|h[1-6]|li)>", re.I
)
FEW_TAGS = 2
"""A text with so many tags of pages is a piece of one."""
FEEDS = frozenset((b"rss", b"feed", b"rdf", b"channel"))
SITEMAPS = frozenset((b"urlset", b"sitemapindex"))
PAGES = frozenset(
    b"html head body meta title link base style script noscript header main nav footer aside article section div p "
    b"span h1 h2 h3 h4 h5 h6 ul ol li dl table tr td br hr img a b i em strong font center blockquote pre figure "
    b"form".split()
)
"""The elements that a page, or a piece of one, begins with."""


def skip_prolog(head: bytes) -> int:
    """Return where markup begins behind blanks, declarations and comments; the end where one of them has none."""
    at = 0
    while True:
        blanks = BLANKS.match(head, at)
        at = blanks.end() if blanks else at
        ends = next((end for begin, end in BEFORE if head.startswith(begin, at)), b"")
        if ends:
            found = head.find(ends, at + 2)
            at = found + len(ends) if found >= 0 else len(head)
        elif doctype := DOCTYPE.match(head, at):
            at = doctype.end()
        else:
            return at


def find_element(head: bytes) -> bytes:
    """Return the name of the first element of markup in small letters, empty where the bytes are none."""
    found = ELEMENT.match(head, skip_prolog(head))
    return found[1].lower() if found else b""


def is_page(head: bytes) -> bool:
    """Tell whether bytes begin like a page: by a declaration, or by an element of HTML."""
    return find_element(head) in PAGES or HTML.match(head) is not None


def is_feed(head: bytes) -> bool:
    """Tell whether bytes begin like a feed, or like XML of which nothing better is known."""
    return find_element(head) in FEEDS or bool(JSON_FEED.match(head) or XML.match(head))


def is_late_feed(head: bytes) -> bool:
    """Tell whether a feed begins behind other words.

    >>> is_late_feed(b"Warning: no cache in x.php on line 3 <rss version='2.0'>")
    True
    """
    return LATE_FEED.search(head[:LATE]) is not None


def is_piece(head: bytes) -> bool:
    """Tell whether bytes are a piece of a page that begins with words.

    >>> is_piece(b"Chad and Mali<br>signed it <b>in Bamako</b>."), is_piece(b"Chad and Mali signed it for <3 years.")
    (True, False)
    """
    return len(TAGS.findall(head)) >= FEW_TAGS


def ends_before(head: bytes) -> bool:
    """Tell whether bytes end within a declaration or comment, so that the first element stands further on."""
    return bool(head.strip()) and skip_prolog(head) == len(head)
