"""Records of web archives: a WARC followed past its damage, and ARC written anew as WARC.

>>> read_line(b"http://lake.example/a 192.0.2.1 20241226093000 text/html 120")
('http://lake.example/a', '2024-12-26T09:30:00Z', 'text/html', 120)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depositary.sources.source import LIMIT, Input, Refusal

NEXT = re.compile(rb"\r?\n\r?\nWARC/[01]\.\d\r?\n")
"""Where a record begins: behind the two empty lines that end the one before (ISO 28500, 5.1)."""
KEPT = 4_000_000
"""So many bytes of the present record are kept, to look for the next one in them after damage."""
LINE = 8_000
LINE_OF_ARC = re.compile(
    rb"(?P<url>[a-z][a-z0-9+.-]{0,20}:\S[^\r\n]{0,4000}?) [0-9a-fA-F.:]{1,45} (?P<at>\d{14}|\d{12}|\d{8}) "
    rb"(?P<type>[^\s]{1,200})(?: [^\r\n]{0,4000})? (?P<size>\d{1,11})\s*"
)
"""The line before each record of an ARC: address, IP, time, type, in version 2 more, and size (Burner, Kahle 1996)."""
NEXT_OF_ARC = re.compile(
    rb"\nhttps?://[^\s]{1,2000} [0-9a-fA-F.:]{1,45} \d{8,14} [^\s]{1,200} (?:[^\r\n]{0,200} )?\d{1,11}\r?\n"
)
"""Such a line within the bytes of a record."""
HEADER = re.compile(rb"HTTP/[^\n]{0,8000}\n(?:[^\r\n][^\n]{0,8000}\n){0,500}?\r?\n")
PASSED = 100_000
"""So many lines are passed over in search of the next record of a damaged ARC."""


class Followed:
    """The bytes of an archive as its parser asks for them; after damage they go on where the next record begins."""

    def __init__(self, source: Input | bytes) -> None:
        """Take the input, or the bytes of one record."""
        self._source = source if isinstance(source, Input) else None
        self._ahead = source if isinstance(source, bytes) else b""
        self._kept = bytearray()
        self._kept_at = self._place = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        wanted = size if size >= 0 else LIMIT
        data, self._ahead = self._ahead[:wanted], self._ahead[wanted:]
        if not data and self._source:
            data = self._source.read(wanted)
        self._place += len(data)
        self._kept += data
        if len(self._kept) > 2 * KEPT:
            self._drop(len(self._kept) - KEPT)
        return data

    def tell(self) -> int:
        """Return how many bytes were read since the beginning or the last damage."""
        return self._place

    def begin(self, place: int) -> None:
        """Note where the present record begins."""
        self._drop(min(place - self._kept_at, len(self._kept)))

    def _drop(self, size: int) -> None:
        """Forget the first bytes that are kept."""
        if size > 0:
            del self._kept[:size]
            self._kept_at += size

    def follow(self, *, broken: bool) -> bool:
        """Go on behind the damage; tell whether there is anything.

        Args:
            broken: whether the parser failed within a record: the next one is looked for in what it had read.
        """
        found = NEXT.search(self._kept) if broken else None
        rest = bytes(self._kept[found.start() :]).lstrip(b"\r\n") if found else b""
        self._kept.clear()
        self._kept_at = self._place = 0
        self._ahead = rest + self._ahead
        if not self._ahead and self._source:
            self._ahead = self._source.read(LINE)
        return bool(self._ahead)


def read_arc(source: Input) -> Iterator[bytes | Refusal]:
    """Yield each record of an ARC file as one of a WARC, or why it is none."""
    passed = 0
    while line := source.read_line(LINE):
        found = LINE_OF_ARC.fullmatch(line)
        if not found:
            passed += bool(line.strip())
            if passed > PASSED:
                yield Refusal(source.name, None, "the archive is damaged: no further record is found")
                return
            continue
        size = int(found["size"])
        if size > LIMIT:
            yield Refusal(source.name, None, f"a record of the archive is larger than {LIMIT // 1_000_000} MB")
            skip(source, size)
        elif found["url"].startswith((b"http:", b"https:")):
            data = source.read(size)
            if len(data) < size and (following := NEXT_OF_ARC.search(data)):  # it says that it is longer than it is
                source.put_back(data[following.start() + 1 :])
                data = data[: following.start()]
            yield write_record(line, data)
        else:
            skip(source, size)


def skip(source: Input, size: int) -> None:
    """Read over so many bytes."""
    while size > 0 and (data := source.read(min(size, LIMIT))):
        size -= len(data)


def read_line(line: bytes) -> tuple[str, str, str, int]:
    """Return address, time (ISO 8601, UTC), type and size of a line of an ARC that is one."""
    found = LINE_OF_ARC.fullmatch(line)
    assert found, "the caller has matched it"
    at = found["at"].decode().ljust(14, "0")
    moment = f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:]}Z"
    return found["url"].decode("utf-8", "replace"), moment, found["type"].decode("utf-8", "replace"), int(found["size"])


def write_record(line: bytes, data: bytes) -> bytes:
    """Return a record of an ARC as one of a WARC; it says how long it should be, so that a cut shows."""
    url, moment, _, size = read_line(line)
    front = HEADER.match(data)
    if front:  # the parser wants the line ends of HTTP, which old crawlers did not keep
        told = front[0].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        data, size = told + data[front.end() :], size + len(told) - front.end()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {moment}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"
