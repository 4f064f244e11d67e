"""Web archives (WARC, ISO 28500; ARC): each page, and each text made of a page, is a report.

>>> is_page("text/html; charset=utf-8"), is_page("image/png")
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from depositary.errors import InputError, ReportError
from depositary.model.text import Report
from depositary.sources.address import clean_address
from depositary.sources.coding import undo_codings
from depositary.sources.decoding import decode
from depositary.sources.detection import guess_language
from depositary.sources.looks import ARCHIVE
from depositary.sources.opening import is_url
from depositary.sources.page import compose_page
from depositary.sources.plain import compose_plain
from depositary.sources.records import NEXT, Followed, read_arc
from depositary.sources.source import LIMIT, Details, Input, Offer, Refusal, offer, tell_failure

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain",)
HTTP = "application/http"
WEB = "http://"
SUCCESS = 200
MOST_BREAKS = 1000
"""So many damaged places of one archive are passed over."""


def read_archive(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each page and text of an archive; damage costs the record that it is in."""
    source.mended = True
    before = ARCHIVE.match(source.peek())
    source.read(before.end() if before else 0)
    if source.peek().startswith(b"WARC/"):
        yield from read_records(source, Followed(source), details)
        return
    for number, block in enumerate(read_arc(source), start=1):
        yield from [block] if isinstance(block, Refusal) else read_part(source, block, details, number)


def read_records(source: Input, stream: Followed, details: Details) -> Iterator[Offer]:
    """Yield what the records of a WARC offer, from one damaged place to the next."""
    number = 0
    for _ in range(MOST_BREAKS):
        cut, failure = False, ""
        try:
            for record in iterate(stream):
                number += 1
                stream.begin(record.stream_pos)
                found = read_record(source, number, record, details)
                cut = isinstance(found, Refusal) and found.reason == CUT_OFF
                yield from [found] if found else []
                if cut:
                    break
        except InputError as error:
            yield Refusal(source.name, None, f"after record {number}: {error}")
            return
        except BaseException as error:  # the parser's own faults on damaged archives: it panics, too
            if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
                raise
            failure = tell_failure(error) if isinstance(error, MemoryError) else str(error)
        faults = source.take_faults() or [failure]
        if faults[0] and not cut:
            yield Refusal(source.name, None, f"after record {number} the archive is damaged ({faults[0]})")
        if not stream.follow(broken=bool(failure) or cut):
            break
    if not number:
        yield Refusal(source.name, None, "no record of the archive holds a page or a text")


SHOWN = 200
"""So much of an address is shown in a refusal."""
CUT_OFF = "the record is cut off"


def iterate(stream: Followed) -> Iterator[WarcRecord]:
    """Yield the records of an archive that can hold a page or a text."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    yield from ArchiveIterator(cast(BinaryIO, stream), record_types=kinds, parse_http=True, stream_detect=False)


def read_part(source: Input, block: bytes, details: Details, number: int) -> Iterator[Offer]:
    """Yield what one record of an ARC file offers, written anew as one of a WARC."""
    from fastwarc.warc import ArchiveIterator

    for record in ArchiveIterator(cast(BinaryIO, Followed(block)), parse_http=True, stream_detect=False):
        found = read_record(source, number, record, details)
        yield from [found] if found else []


def read_record(source: Input, number: int, record: Any, details: Details) -> Offer | None:
    """Return the report of one record, or why there is none; nothing of a record that holds neither page nor text."""
    name = f"{source.name}#{(url_of(record) or str(number))[:SHOWN]}"
    answered = (record.headers.get("Content-Type") or "").lower().startswith(HTTP)
    headers = record.http_headers
    if answered and (headers is None or headers.status_code is None):
        return Refusal(name, None, "it holds no HTTP answer: damaged or cut off")
    kind = (record.http_content_type if answered else record.headers.get("Content-Type")) or ""
    if answered and headers.status_code != SUCCESS:
        return None
    if is_page(kind) or not kind:
        return offer(name, None, lambda: compose_archived(source, record, details))
    if not answered and name_type(kind) in TEXTS and is_url(url_of(record) or WEB):
        return offer(name, None, lambda: compose_text(record, details))
    return None


def url_of(record: Any) -> str | None:
    """Return the address that a record is of, without the brackets that some programs put around it."""
    url = (record.headers.get("WARC-Target-URI") or "").strip()
    return url.removeprefix("<").removesuffix(">") or None


def name_type(content_type: str) -> str:
    """Return a type of content without its parameters."""
    return content_type.split(";", maxsplit=1)[0].strip().lower()


def is_page(content_type: str) -> bool:
    """Tell whether a type of content is that of a web page."""
    return name_type(content_type) in PAGES


def read_payload(record: Any) -> bytes:
    """Return the bytes of a record, their content and transfer codings undone.

    Raises:
        ReportError: they are too many or cut off.
        UnpackError: their codings are damaged.
    """
    expected = record.content_length
    data = record.reader.read(LIMIT + 1)
    if b"\nWARC/" in data and NEXT.search(data):
        raise ReportError(CUT_OFF)  # it says that it is longer than it is, and holds what stands behind it
    if len(data) > LIMIT:
        raise ReportError(f"the page is larger than {LIMIT // 1_000_000} MB")
    if len(data) < expected and not is_whole(data, record.http_headers):
        raise ReportError(CUT_OFF)
    return undo_codings(data, record.http_headers) if record.http_headers else data


def is_whole(data: bytes, headers: Any) -> bool:
    """Tell whether a body is as long as its own header says, whatever the record around it says."""
    told = (headers.get("Content-Length") or "").strip() if headers else ""
    return bool(told) and told.isascii() and told.isdigit() and len(told) < 10 and int(told) <= len(data)


def compose_archived(source: Input, record: Any, details: Details) -> Report:
    """Make a report of an archived page.

    Raises:
        InputError: it cannot be one.
    """
    data, moment = read_payload(record), record.headers.get("WARC-Date")
    charset = record.http_charset if record.http_headers else None
    return compose_page(
        data, details, source.setting, url=clean_address(url_of(record)), charset=charset, retrieved=moment
    )


def compose_text(record: Any, details: Details) -> Report:
    """Make a report of a text that was made of a page (WET) or kept as it is.

    Raises:
        InputError: it cannot be one.
    """
    text = decode(read_payload(record)).text
    known = Details(
        details.title,
        details.published,
        details.outlet,
        details.url or clean_address(url_of(record)),
        details.language or guess_language(text),
    )
    return compose_plain(text, known, retrieved=record.headers.get("WARC-Date"))
