"""Files, folders, URLs and standard input: which kind of input each is, one stream of offers over all.

A kind of input is one row of `KINDS`: its name (``--from NAME``), how its first bytes look, and
the function that reads it. A new kind is a new module and a new row.

>>> find_kind(b'{"text": "..."}').name, find_kind(b"Chad and Sudan sign accord").name
('jsonl', 'text')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from depositary.errors import InputError
from depositary.sources.archive import read_archive
from depositary.sources.decoding import name_foreign
from depositary.sources.document import read_document
from depositary.sources.feed import read_feed
from depositary.sources.jsonlines import read_jsonlines
from depositary.sources.looks import (
    ARCHIVE,
    JSON_OBJECT,
    SITEMAPS,
    ends_before,
    find_element,
    is_feed,
    is_late_feed,
    is_page,
    is_piece,
)
from depositary.sources.page import read_page
from depositary.sources.plain import read_plain
from depositary.sources.sitemap import read_sitemap
from depositary.sources.source import LIMIT, Details, Input, Offer, Refusal, tell_failure
from depositary.sources.unpack import UnpackedStream, find_packing

Warn = Callable[[str], None]
Read = Callable[[Input, Details, Warn], Iterator[Offer]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input: ``matches`` looks at the first bytes; ``many`` where it holds many reports."""

    name: str
    matches: Callable[[bytes], object]
    read: Read
    many: bool


def read_one(source: Input, details: Details, warn: Warn) -> Iterator[Offer]:
    """Yield the one text of an input that is the text of a treaty, whatever its format: PDF, page or plain text.

    It is never detected from the first bytes: ``--from treaty`` names it.

    Raises:
        InputError: the input holds many reports, or is none of these formats.
    """
    kind = find_kind(look(source))
    if kind.name not in ("pdf", "html", "text"):
        raise InputError(f"it is a {kind.name} file: the text of a treaty is read from PDF, HTML or plain text")
    yield from kind.read(source, details, warn)


KINDS = (
    Kind("warc", ARCHIVE.match, read_archive, many=True),
    Kind("pdf", re.compile(rb"\s{0,8}%PDF-").match, read_document, many=False),
    Kind("sitemap", lambda head: find_element(head) in SITEMAPS, read_sitemap, many=True),
    Kind("html", is_page, read_page, many=False),
    Kind("feed", is_feed, read_feed, many=True),
    Kind("jsonl", JSON_OBJECT.match, read_jsonlines, many=True),
    Kind("treaty", lambda head: False, read_one, many=False),
    Kind("text", lambda head: True, read_plain, many=False),
)
"""The kinds of input, the pickiest first."""

LATE = (("feed", is_late_feed), ("html", is_piece))
"""What a text may be all the same, though it does not begin so."""

NUL = b"\x00"
FAR = 1_000_000
"""So far a comment at the beginning is looked over for what stands behind it."""
MOST_FAULTS = 1000
"""After so many damaged members nothing is looked for in packed data any more."""
WIDE = (b"\xff\xfe", b"\xfe\xff")


def find_kind(head: bytes, name: str | None = None) -> Kind:
    """Return the kind of a name, or the kind that the first bytes look like."""
    if name:
        return next(kind for kind in KINDS if kind.name == name)
    found = next(kind for kind in KINDS if kind.matches(head))
    if found.name != "text" or NUL in head or name_foreign(head):
        return found
    return find_kind(head, next((other for other, matches in LATE if matches(head)), "text"))


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
    except Exception as error:  # whatever an input makes fail costs that input alone; the run goes on
        yield Refusal(source.name, None, tell_failure(error))


def look(source: Input) -> bytes:
    """Return enough of the beginning to know the kind by: a line of what is written in lines, else more."""
    line = source.peek()
    head = line if JSON_OBJECT.match(line) or ARCHIVE.match(line) else source.head()
    head = source.head(FAR) if ends_before(head) else head
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
    """An input whose bytes are unpacked as they are read; what is consumed is counted packed.

    ``mended``: its reader deals with damage itself, by `take_faults`; for any other reader it is an error.
    """

    def __init__(self, packed: Input, packing: str) -> None:
        """Take the packed input and the name of its packing."""
        self._unpacked = UnpackedStream(cast(BinaryIO, packed), packing, packed.setting.caps)
        super().__init__(packed.name, cast(BinaryIO, self._unpacked), packed.size, packed.setting)
        self.url, self.charset = packed.url, packed.charset

    def peek(self) -> bytes:
        """Return the beginning, of the first member that is whole."""
        known = -1
        while not (head := super().peek()) and known < len(self._unpacked.faults) <= MOST_FAULTS:
            known = len(self._unpacked.faults)
        return head

    def read(self, limit: int = LIMIT + 1) -> bytes:
        """Return the next bytes.

        Raises:
            UnpackError: they are damaged, and the reader does not deal with that.
        """
        data = super().read(limit)
        if not self.mended and self._unpacked.faults:
            raise self._unpacked.faults[0]
        return data

    def take_faults(self) -> list[str]:
        """Return what was damaged since it was last asked, in words."""
        found, self._unpacked.faults = self._unpacked.faults, []
        return [str(fault) for fault in found]

    def _readline(self, limit: int) -> bytes:
        """Return the next line; damage is an error."""
        line = super()._readline(limit)
        if not self.mended and self._unpacked.faults:
            raise self._unpacked.faults[0]
        return line
