"""Packed bytes (gzip, zstd) unpacked under caps, so that no bomb goes off.

>>> import gzip
>>> unpack(gzip.compress(b"Chad and Sudan signed."), Caps())
b'Chad and Sudan signed.'
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from depositary.errors import UnpackError
from depositary.sources.caps import Caps

CHUNK = 65_536
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"


def find_packing(head: bytes) -> str | None:
    """Return ``gzip`` or ``zstd`` where the first bytes say so."""
    return "gzip" if head.startswith(GZIP) else "zstd" if head.startswith(ZSTD) else None


def unpack(data: bytes, caps: Caps) -> bytes:
    """Return packed bytes unpacked, at most ``caps.body`` of them.

    Raises:
        UnpackError: they are too large, cut off, or not what they say.
    """
    stream = io.BufferedReader(UnpackedStream(io.BytesIO(data), find_packing(data[:4]) or "gzip", caps), CHUNK)
    found = stream.read(caps.body + 1)
    if len(found) > caps.body:
        raise UnpackError(f"unpacked it is larger than {caps.body // 1_000_000} MB")
    return found


class UnpackedStream(io.RawIOBase):
    """The bytes of a packed stream, unpacked as they are read, under caps on size and ratio."""

    def __init__(self, packed: BinaryIO, packing: str, caps: Caps) -> None:
        """Take a stream of packed bytes and the name of its packing (``gzip`` or ``zstd``)."""
        self._packed = packed
        self._caps = caps
        self._unpacker = GzipUnpacker() if packing == "gzip" else ZstdUnpacker()
        self._taken = self._given = 0
        self._buffer = b""

    def readable(self) -> bool:
        """Tell that the stream can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with unpacked bytes and return how many there are, 0 at the end.

        Raises:
            UnpackError: they are too many, cut off, or not what they say.
        """
        while not self._buffer and self._advance():
            pass
        size = min(len(buffer), len(self._buffer))
        buffer[:size], self._buffer = self._buffer[:size], self._buffer[size:]
        return size

    def _advance(self) -> bool:
        """Unpack the next piece; tell whether there may be more."""
        piece = b"" if self._unpacker.pending else self._packed.read(CHUNK)
        if not piece and not self._unpacker.pending:
            self._unpacker.finish()
            return False
        self._taken += len(piece)
        self._buffer = self._unpacker.feed(piece)
        self._given += len(self._buffer)
        self._check()
        return True

    def _check(self) -> None:
        """Refuse what unpacks to too much."""
        if self._given > self._caps.unpacked:
            raise UnpackError(f"unpacked it is larger than {self._caps.unpacked // 1_000_000} MB")
        if self._given > self._caps.ratio_from and self._given > self._caps.ratio * max(1, self._taken):
            raise UnpackError(f"it unpacks to more than {self._caps.ratio} times its size: it is no honest archive")


class GzipUnpacker:
    """Unpacks gzip (RFC 1952), one member after the other, at most a chunk at a time."""

    def __init__(self) -> None:
        """Begin before the first member."""
        self._member: Any = None
        self._rest = b""
        self.pending = False

    def feed(self, piece: bytes) -> bytes:
        """Unpack more bytes.

        Raises:
            UnpackError: they are damaged.
        """
        data = self._rest + piece
        if self._member is None:
            if not data.startswith(GZIP) and data[:1] == b"\x00":  # padding after the last member
                data = data.lstrip(b"\x00")
            self._member = zlib.decompressobj(wbits=31) if data else None
        if self._member is None:
            self._rest, self.pending = b"", False
            return b""
        return self._inflate(data)

    def _inflate(self, data: bytes) -> bytes:
        """Unpack a chunk of the current member."""
        try:
            found: bytes = self._member.decompress(data, CHUNK)
        except zlib.error as error:
            raise UnpackError(f"it is damaged gzip data ({error})") from error
        if self._member.eof:
            self._rest, self._member = self._member.unused_data, None
        else:
            self._rest = self._member.unconsumed_tail
        self.pending = bool(self._rest)
        return found

    def finish(self) -> None:
        """Refuse a stream that ends within a member.

        Raises:
            UnpackError: it is cut off.
        """
        if self._member is not None:
            raise UnpackError("it is cut off: the gzip data end too early")


class ZstdUnpacker:
    """Unpacks Zstandard (RFC 8878), windows of at most 8 MB."""

    def __init__(self) -> None:
        """Begin before the first frame."""
        import zstandard

        self._new: Callable[[], Any] = zstandard.ZstdDecompressor(max_window_size=1 << 23).decompressobj
        self._error = zstandard.ZstdError
        self._frame: Any = None
        self._rest = b""
        self.pending = False

    def feed(self, piece: bytes) -> bytes:
        """Unpack more bytes.

        Raises:
            UnpackError: they are damaged.
        """
        data = self._rest + piece
        self._frame = self._frame or self._new()
        try:
            found: bytes = self._frame.decompress(data[:1024])
        except self._error as error:
            raise UnpackError(f"it is damaged zstd data ({error})") from error
        self._rest = data[1024:]
        if self._frame.eof:
            self._rest, self._frame = self._frame.unused_data + self._rest, None
        self.pending = bool(self._rest)
        return found

    def finish(self) -> None:
        """Refuse a stream that ends within a frame.

        Raises:
            UnpackError: it is cut off.
        """
        if self._frame is not None:
            raise UnpackError("it is cut off: the zstd data end too early")
