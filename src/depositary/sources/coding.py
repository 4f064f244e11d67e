"""Codings of HTTP undone: how a server packed what it sent (RFC 9110, 8.4; RFC 9112, 7).

>>> undo_codings(b"<p>Text", {"Content-Encoding": "gzip"})
b'<p>Text'
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from depositary.errors import ReportError, UnpackError
from depositary.sources.caps import Caps
from depositary.sources.records import Followed
from depositary.sources.source import LIMIT
from depositary.sources.unpack import find_packing, unpack

CODINGS = ("Content-Encoding", "Transfer-Encoding")
LOG = logging.getLogger("depositary.sources")
X_NAME = re.compile(r"\bx-(?=gzip|compress)", re.I)
"""Old names of codings begin so (RFC 9110, 8.4.1)."""
LONGEST_LINE = 4096
SHOWN = 80
PLAIN = ("", "identity", "none", "binary", "utf-8", "8bit", "7bit")
"""What headers say where nothing is packed."""


def undo_codings(data: bytes, headers: Mapping[str, Any]) -> bytes:
    """Return the body of an answer unpacked, as its header says; a body that is plain in truth as it stands.

    Raises:
        ReportError: unpacked it is too large.
        UnpackError: it is damaged, or packed in a way that is not known.
    """
    said = {name: str(headers.get(name) or "").strip() for name in CODINGS}
    packed = {name: X_NAME.sub("", value) for name, value in said.items() if value.lower() not in PLAIN}
    found = undo_named(data, packed) if packed else data
    if find_packing(found[:4]):  # packed, and no header says so
        found = unpack(found, Caps())
    if len(found) > LIMIT:
        raise ReportError(f"the page is larger than {LIMIT // 1_000_000} MB")
    return found


def undo_named(data: bytes, packed: Mapping[str, str]) -> bytes:
    """Return a body unpacked as its header says.

    Raises:
        UnpackError: it cannot be, and is no page as it stands.
    """
    for undo in (decode_body, decode_loosely):
        try:
            if found := undo(data, packed):
                return found
        except Exception as error:  # the library raises many kinds
            LOG.debug("a body cannot be unpacked", exc_info=error)
    if looks_plain(data) or not data:
        return data
    raise UnpackError(f"its body cannot be unpacked ({', '.join(packed.values())[:SHOWN]})")


def decode_body(data: bytes, codings: Mapping[str, str]) -> bytes:
    """Return a body unpacked by the library that reads archives, at most a byte more than a report may have."""
    from fastwarc.warc import ArchiveIterator

    told = "".join(f"{name}: {value}\r\n" for name, value in codings.items())
    block = b"HTTP/1.1 200 OK\r\n" + told.encode("latin-1", "replace") + b"\r\n" + data
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    stream = cast(BinaryIO, Followed(head.encode() + block + b"\r\n\r\n"))
    record = next(iter(ArchiveIterator(stream, parse_http=True, auto_decode="all", stream_detect=False)))
    return record.reader.read(LIMIT + 1)


def decode_loosely(data: bytes, codings: Mapping[str, str]) -> bytes:
    """Return a body unpacked as browsers do it: chunks with extensions or bare line ends, deflate without its frame.

    Raises:
        ValueError: the chunks are none.
        zlib.error: the data are not deflated.
    """
    names = [name.strip().lower() for value in codings.values() for name in value.split(",")]
    found = join_chunks(data) if "chunked" in names else data
    left = {"Content-Encoding": ", ".join(name for name in names if name not in ("chunked", *PLAIN))}
    if left["Content-Encoding"] == "deflate":
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(found, LIMIT + 1)
    return decode_body(found, left) if left["Content-Encoding"] else found


def join_chunks(data: bytes) -> bytes:
    """Return the chunks of a body (RFC 9112, 7.1) joined.

    >>> join_chunks(b"4;a=b\\nChad\\n4\\r\\n and\\r\\n0\\r\\n\\r\\n")
    b'Chad and'

    Raises:
        ValueError: one has no size, or is cut off.
    """
    found: list[bytes] = []
    at = 0
    while True:
        end = data.index(b"\n", at, at + LONGEST_LINE)
        size = int(data[at:end].partition(b";")[0].strip(), 16)
        at = end + 1
        if not size:
            return b"".join(found)
        if size < 0 or at + size > len(data):
            raise ValueError("cut off")
        found.append(data[at : at + size])
        at = data.index(b"\n", at + size, at + size + 2) + 1


def looks_plain(data: bytes) -> bool:
    """Tell whether bytes begin like a page, whatever a header says of them."""
    return data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
