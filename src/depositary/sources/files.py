"""Files, folders, URLs and standard input: which kind of input each is, one stream of offers over all.

A kind of input is one row of `KINDS`: its name (``--from NAME``), how its first bytes look, and
the function that reads it. A new kind is a new module and a new row.

>>> find_kind(b'{"text": "..."}').name, find_kind(b"Chad and Sudan sign accord").name
('jsonl', 'text')
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from depositary.errors import InputError
from depositary.sources.archive import read_archive
from depositary.sources.document import read_document
from depositary.sources.feed import read_feed
from depositary.sources.jsonlines import read_jsonlines
from depositary.sources.page import read_page
from depositary.sources.plain import read_plain
from depositary.sources.sitemap import read_sitemap
from depositary.sources.source import Details, Input, Offer, Refusal
from depositary.sources.unpack import UnpackedStream, find_packing

Warn = Callable[[str], None]
Read = Callable[[Input, Details, Warn], Iterator[Offer]]

BLANK = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*){0,4}(?:<!--.{0,500}?-->\s*){0,4}"
JSON_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{.{0,2000}?\"version\"\s*:\s*\"https?://(?:www\.)?jsonfeed\.org", re.S)
JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{[ \t]*[\"}]")
XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE|!ENTITY|rss|feed|rdf:RDF|RDF)[\s>]", re.S | re.I)
SITEMAP = re.compile(BLANK + rb"<(?:urlset|sitemapindex)[\s>]", re.S | re.I)
PAGE = re.compile(BLANK + rb"<(?:!DOCTYPE\s+html|html|head|body|meta|title|article|div|p|script)[\s>]", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input: ``matches`` looks at the first bytes; ``many`` where it holds many reports."""

    name: str
    matches: Callable[[bytes], object]
    read: Read
    many: bool


KINDS = (
    Kind("warc", re.compile(rb"WARC/\d").match, read_archive, many=True),
    Kind("pdf", re.compile(rb"\s{0,8}%PDF-").match, read_document, many=False),
    Kind("sitemap", SITEMAP.match, read_sitemap, many=True),
    Kind("html", PAGE.match, read_page, many=False),
    Kind("feed", lambda head: JSON_FEED.match(head) or XML.match(head), read_feed, many=True),
    Kind("jsonl", JSON_OBJECT.match, read_jsonlines, many=True),
    Kind("text", lambda head: True, read_plain, many=False),
)
"""The kinds of input, the pickiest first."""

MARKED = re.compile(rb"(?:\xef\xbb\xbf)?\s*[<{]|\xff\xfe<\x00|\xfe\xff\x00<")
WIDE = (b"\xff\xfe", b"\xfe\xff")


def find_kind(head: bytes, name: str | None = None) -> Kind:
    """Return the kind of a name, or the kind that the first bytes look like."""
    return next(kind for kind in KINDS if (kind.name == name if name else kind.matches(head)))


def read_input(source: Input, details: Details, kind: str | None, warn: Warn) -> Iterator[Offer]:
    """Yield the offers of one input, in order; ``kind`` names its kind where it is given."""
    try:
        opened = open_packed(source)
        found = find_kind(look(opened), kind)
        source.many = found.many
        yield from found.read(opened, details, warn)
    except InputError as error:
        yield Refusal(source.name, None, str(error))
    except OSError as error:
        yield Refusal(source.name, None, f"it cannot be read: {(error.strerror or str(error)).lower()}")


def look(source: Input) -> bytes:
    """Return enough of the beginning to know the kind by: more than a line where it is marked up."""
    line = source.peek()
    head = source.head() if MARKED.match(line) and not JSON_OBJECT.match(line) else line
    return head.decode("utf-16", "ignore").encode() if head.startswith(WIDE) else head


def open_packed(source: Input) -> Input:
    """Return the input unpacked where it is packed, layer by layer.

    Raises:
        UnpackError: it is packed too often, or damaged.
    """
    opened = source
    for _ in range(source.setting.caps.nesting):
        packing = find_packing(opened.peek()[:4])
        if packing is None:
            return opened
        opened = Unpacked(opened, packing)
    if find_packing(opened.peek()[:4]):
        raise InputError(f"it is packed more than {source.setting.caps.nesting} times")
    return opened


class Unpacked(Input):
    """An input whose bytes are unpacked as they are read; what is consumed is counted packed."""

    def __init__(self, packed: Input, packing: str) -> None:
        """Take the packed input and the name of its packing."""
        raw = UnpackedStream(cast(BinaryIO, packed), packing, packed.setting.caps)  # it calls read(size) alone
        stream = io.BufferedReader(raw, 65_536)
        super().__init__(packed.name, stream, packed.size, packed.setting)
        self.url, self.charset = packed.url, packed.charset
