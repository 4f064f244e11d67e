"""From bytes to text: the encoding is read off the bytes, and a guess is named as one.

>>> decode("Café".encode("utf-8")).text
'Café'
>>> decode(b"Caf\\xe9 in Lom\\xe9").assumption
'not UTF-8: read as windows-1252'
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from depositary.errors import ReportError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32 before UTF-16, whose mark it begins with."""

SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"RIFF", "a picture, a film or a sound"),
    (b"\x00\x00\x01\x00", "a picture"),
    (b"OggS", "a film or a sound"),
    (b"BZh9", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"PAR1", "a table (Parquet)"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\\documentclass", "a LaTeX document"),
    (b"BEGIN:V", "a calendar or a card of addresses"),
)
"""First bytes of files that people mistake for text."""

MESSAGE = re.compile(
    rb"(?:From [^\r\n]{1,200}\r?\n)?"
    rb"(?:[A-Za-z][A-Za-z0-9-]{0,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,200}+"
)
"""The fields at the head of an e-mail message (RFC 5322) or of a mailbox."""
OF_MESSAGE = re.compile(
    rb"\AFrom [^\s@]{1,64}@|^(?:MIME-Version|Message-ID|Content-Transfer-Encoding|Return-Path|Received):", re.I | re.M
)
"""A field that people do not write above a text."""

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
LONGEST_HEAD = 20_000
WESTERN = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and what was assumed to get it (``None``: nothing)."""

    text: str
    encoding: str
    assumption: str | None = None


def decode(data: bytes) -> Decoded:
    """Decode a whole text.

    UTF-8 and texts with a byte order mark are read strictly; anything else is read as
    windows-1252 where most of it is ASCII, else as what its bytes look like, and says so.

    Raises:
        ReportError: the bytes are no text.
    """
    refuse_signature(data)
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    if marked:
        return refuse_controls(decode_as(data, marked))
    if b"\x00" in data:
        raise ReportError("it holds NUL bytes: it is binary, or UTF-16 without a byte order mark; save it as UTF-8")
    try:
        return refuse_controls(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return refuse_controls(guess(data))


def refuse_signature(data: bytes) -> None:
    """Refuse what is plainly another kind of file.

    Raises:
        ReportError: the bytes begin like a document, picture, archive, program or message.
    """
    if kind := name_foreign(data):
        raise ReportError(f"it is {kind}, not text: hand over the text itself, in UTF-8")


def name_foreign(data: bytes) -> str | None:
    """Return what kind of file bytes are that is no text; ``None`` where nothing says so.

    >>> name_foreign(b"From: ana@lake.example\\nMIME-Version: 1.0\\n\\nText"), name_foreign(b"Chad signed.")
    ('an e-mail message', None)
    """
    found = next((kind for signature, kind in SIGNATURES if data.startswith(signature)), None)
    head = MESSAGE.match(data[:LONGEST_HEAD])
    return found or ("an e-mail message" if head and OF_MESSAGE.search(head[0]) else None)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """Decode strictly in one encoding.

    Raises:
        ReportError: the bytes are not of that encoding.
    """
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise ReportError(f"it begins as {name}, but byte {error.start} is not {name}; save it as UTF-8") from error


def guess(data: bytes) -> Decoded:
    """Decode bytes that name no encoding and are not UTF-8.

    Raises:
        ReportError: no encoding makes text of them.
    """
    if len(WESTERN.findall(data)) * 4 <= len(data):
        try:
            return Decoded(data.decode("cp1252"), "cp1252", "not UTF-8: read as windows-1252")
        except UnicodeDecodeError:
            pass  # five bytes are nothing in windows-1252
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ReportError("it is not text in a known encoding; save it as UTF-8")
    return Decoded(str(best), best.encoding, f"not UTF-8: read as {best.encoding.replace('_', '-')}")


def refuse_controls(decoded: Decoded) -> Decoded:
    """Refuse a text with more control characters than a text has.

    Raises:
        ReportError: more than one code point in a hundred is a control character.
    """
    if len(CONTROLS.findall(decoded.text)) * 100 > len(decoded.text):
        raise ReportError("it is binary, not text: hand over the text itself, in UTF-8")
    return decoded
