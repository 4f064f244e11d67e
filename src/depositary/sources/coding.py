"""Codings of HTTP undone: how a server packed what it sent (RFC 9110, 8.4; RFC 9112, 7).

>>> undo_codings(b"<p>Text", {"Content-Encoding": "gzip"})
b'<p>Text'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from depositary.errors import ReportError, UnpackError
from depositary.sources.records import Followed
from depositary.sources.source import LIMIT

CODINGS = ("Content-Encoding", "Transfer-Encoding")
PLAIN = ("", "identity", "none", "binary", "utf-8", "8bit", "7bit")
"""What headers say where nothing is packed."""


def undo_codings(data: bytes, headers: Mapping[str, Any]) -> bytes:
    """Return the body of an answer unpacked, as its header says; a body that is plain in truth as it stands.

    Raises:
        ReportError: unpacked it is too large.
        UnpackError: it is damaged, or packed in a way that is not known.
    """
    said = {name: str(headers.get(name) or "").strip() for name in CODINGS}
    packed = {name: value for name, value in said.items() if value.lower() not in PLAIN}
    if not packed:
        return data
    try:
        found = decode_body(data, packed)
    except Exception as error:  # the library raises many kinds
        if looks_plain(data):
            return data
        raise UnpackError(f"its body cannot be unpacked ({', '.join(packed.values())})") from error
    if len(found) > LIMIT:
        raise ReportError(f"the page is larger than {LIMIT // 1_000_000} MB")
    if not found and data:
        if looks_plain(data):
            return data
        raise UnpackError(f"its body cannot be unpacked ({', '.join(packed.values())})")
    return found


def decode_body(data: bytes, codings: Mapping[str, str]) -> bytes:
    """Return a body unpacked by the library that reads archives, at most a byte more than a report may have."""
    from fastwarc.warc import ArchiveIterator

    told = "".join(f"{name}: {value}\r\n" for name, value in codings.items())
    block = b"HTTP/1.1 200 OK\r\n" + told.encode("latin-1", "replace") + b"\r\n" + data
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    stream = cast(BinaryIO, Followed(head.encode() + block + b"\r\n\r\n"))
    record = next(iter(ArchiveIterator(stream, parse_http=True, auto_decode="all", stream_detect=False)))
    return record.reader.read(LIMIT + 1)


def looks_plain(data: bytes) -> bool:
    """Tell whether bytes begin like a page, whatever a header says of them."""
    return data[:400].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
