"""Packed bytes (gzip, zstd) unpacked under caps, so that no bomb goes off.

>>> import gzip
>>> unpack(gzip.compress(b"Chad and Sudan signed."), Caps())
b'Chad and Sudan signed.'
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from depositary.errors import UnpackError
from depositary.sources.caps import Caps

CHUNK = 65_536
LITTLE = 1024
GZIP = b"\x1f\x8b"
MEMBER = GZIP + b"\x08"
"""How a member of gzip begins: mark and method (RFC 1952, 2.3.1)."""
ZSTD = b"\x28\xb5\x2f\xfd"


def find_packing(head: bytes) -> str | None:
    """Return ``gzip`` or ``zstd`` where the first bytes say so."""
    return "gzip" if head.startswith(GZIP) else "zstd" if head.startswith(ZSTD) else None


def unpack(data: bytes, caps: Caps) -> bytes:
    """Return packed bytes unpacked, at most ``caps.body`` of them.

    Raises:
        UnpackError: they are too large, cut off, or not what they say.
    """
    stream = UnpackedStream(io.BytesIO(data), find_packing(data[:4]) or "gzip", caps)
    found = stream.read(caps.body + 1)
    if stream.faults:
        raise stream.faults[0]
    if len(found) > caps.body:
        raise UnpackError(f"unpacked it is larger than {caps.body // 1_000_000} MB")
    return found


class UnpackedStream:
    """The bytes of a packed stream, unpacked as they are read, under caps on size and ratio.

    Where a member is damaged or cut off, the stream makes a break: a read ends there, ``faults`` says why, and the
    next read goes on with the next member that begins after the damage. What unpacks to too much is refused at once.
    """

    def __init__(self, packed: BinaryIO, packing: str, caps: Caps) -> None:
        """Take a stream of packed bytes and the name of its packing (``gzip`` or ``zstd``)."""
        self.faults: list[UnpackError] = []
        self._packed = packed
        self._caps = caps
        self._unpacker = Unpacker(PACKINGS[packing]())
        self._taken = self._given = self._at = 0
        self._buffer = b""

    def read(self, size: int) -> bytes:
        """Return so many unpacked bytes; fewer at the end and before a break.

        Raises:
            UnpackError: they are too many.
        """
        return b"".join(self._take(size, line=False))

    def readline(self, size: int) -> bytes:
        """Return the next line of at most so many bytes; less at the end and before a break.

        Raises:
            UnpackError: they are too many.
        """
        return b"".join(self._take(size, line=True))

    def _take(self, size: int, *, line: bool) -> Iterator[bytes]:
        """Yield the next pieces, up to so many bytes or to the end of a line."""
        while size > 0 and (self._at < len(self._buffer) or self._fill()):
            end = self._at + size
            stop = self._buffer.find(b"\n", self._at, end) + 1 if line else 0
            piece = self._buffer[self._at : stop or end]
            self._at += len(piece)
            size = 0 if stop else size - len(piece)
            yield piece

    def _fill(self) -> bool:
        """Unpack more; tell whether there is any before the end or a break."""
        self._buffer, self._at = b"", 0
        while not self._buffer and self._advance():
            pass
        return bool(self._buffer)

    def _advance(self) -> bool:
        """Unpack the next piece; tell whether there may be more."""
        piece = b"" if self._unpacker.pending else self._packed.read(CHUNK)
        self._taken += len(piece)
        try:
            if not piece and not self._unpacker.pending:
                self._unpacker.finish()
                return False
            self._buffer = self._unpacker.feed(piece)
        except UnpackError as error:
            self.faults.append(error)
            return False
        self._given += len(self._buffer)
        self._check()
        return True

    def _check(self) -> None:
        """Refuse what unpacks to too much."""
        if self._given > self._caps.unpacked:
            raise UnpackError(f"unpacked it is larger than {self._caps.unpacked // 1_000_000} MB")
        if self._given > self._caps.ratio_from and self._given > self._caps.ratio * max(1, self._taken):
            times = self._caps.ratio
            raise UnpackError(f"it unpacks to more than {times} times its size: it is refused as a compression bomb")


@dataclass(frozen=True, slots=True)
class Packing:
    """How a kind of packing is undone: by members (gzip) or frames (zstd), one after the other.

    ``begin`` makes what unpacks one member, ``inflate`` gives it bytes and returns a piece unpacked and the bytes
    left over, ``error`` is what damaged bytes raise, ``padding`` may stand between members, each of which begins
    with ``mark``.
    """

    name: str
    mark: bytes
    begin: Callable[[], Any]
    inflate: Callable[[Any, bytes], tuple[bytes, bytes]]
    error: type[Exception]
    padding: bytes = b""


class Unpacker:
    """Unpacks one member after the other, at most a chunk at a time."""

    def __init__(self, packing: Packing) -> None:
        """Begin before the first member."""
        self._packing = packing
        self._member: Any = None
        self._rest = b""
        self._lost = False
        self._tail = b""

    @property
    def pending(self) -> bool:
        """True while bytes that were fed are not unpacked yet."""
        return bool(self._rest)

    def feed(self, piece: bytes) -> bytes:
        """Unpack more bytes; after damage, those from the beginning of the next member on.

        Raises:
            UnpackError: they are damaged.
        """
        data, self._rest = self._rest + piece, b""
        data = self._find_member(self._tail + data) if self._lost else data
        data = data if self._member else data.lstrip(self._packing.padding)
        return self._unpack(data) if data else b""

    def _find_member(self, data: bytes) -> bytes:
        """Return what stands from the beginning of a member on; nothing where none begins."""
        mark = self._packing.mark
        at = data.find(mark)
        self._lost = at < 0
        self._tail = data[-len(mark) + 1 :] if self._lost else b""
        return data[at:] if at >= 0 else b""

    def _unpack(self, data: bytes) -> bytes:
        """Unpack a chunk of the current member, or of the next."""
        begun = self._member is not None
        member = self._member = self._member or self._packing.begin()
        try:
            found, self._rest = self._packing.inflate(member, data)
        except self._packing.error as error:
            self._member, self._lost, self._tail, self._rest = None, True, b"", data if begun else data[1:]
            raise UnpackError(f"it is damaged {self._packing.name} data ({error})") from error
        if member.eof:
            self._member = None
        return found

    def finish(self) -> None:
        """Refuse a stream that ends within a member.

        Raises:
            UnpackError: it is cut off.
        """
        if self._member is not None:
            self._member = None
            raise UnpackError(f"it is cut off: the {self._packing.name} data end too early")


def open_gzip() -> Packing:
    """Return how gzip (RFC 1952) is undone; zeros may stand after its members."""
    from zlib_ng import zlib_ng  # twice as fast as the standard library's

    error = cast(type[Exception], zlib_ng.error)  # its types call it an instance
    return Packing("gzip", MEMBER, lambda: zlib_ng.decompressobj(wbits=31), inflate_gzip, error, b"\x00")


def inflate_gzip(member: Any, data: bytes) -> tuple[bytes, bytes]:
    """Unpack a chunk of a gzip member, and return what is left over."""
    found = member.decompress(data, CHUNK)
    return found, member.unused_data if member.eof else member.unconsumed_tail


def open_zstd() -> Packing:
    """Return how Zstandard (RFC 8878) is undone, windows of at most 8 MB."""
    import zstandard

    begin = zstandard.ZstdDecompressor(max_window_size=1 << 23).decompressobj
    return Packing("zstd", ZSTD, begin, inflate_zstd, zstandard.ZstdError)


def inflate_zstd(frame: Any, data: bytes) -> tuple[bytes, bytes]:
    """Unpack a little of a zstd frame, for it may grow much, and return what is left over."""
    found = frame.decompress(data[:LITTLE])
    return found, (frame.unused_data if frame.eof else b"") + data[LITTLE:]


PACKINGS: dict[str, Callable[[], Packing]] = {"gzip": open_gzip, "zstd": open_zstd}
