"""Web archives (WARC, ISO 28500): each response that is a page or a text is a report.

>>> is_page("text/html; charset=utf-8"), is_page("image/png")
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from depositary.errors import InputError
from depositary.sources.page import compose_page
from depositary.sources.source import LIMIT, Details, Input, Offer, Refusal

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

PAGES = ("text/html", "application/xhtml+xml")
SUCCESS = 200


def read_archive(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield a report or a refusal for each page that the archive answers with success."""
    number = 0
    try:
        for number, record in enumerate(iterate(source), start=1):
            if record.http_headers is None or record.http_headers.status_code is None:
                yield Refusal(name_of(source, record, number), None, "it holds no HTTP answer: damaged or cut off")
            elif wanted(record):
                yield read_record(source, number, record, details)
        if not number:
            yield Refusal(source.name, None, "there is no response in the archive")
    except InputError as error:
        yield Refusal(source.name, None, f"after record {number}: {error}")
    except BaseException as error:  # the parser's own faults on damaged archives: it panics, too
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        yield Refusal(source.name, None, f"after record {number} the archive is damaged ({error})")


def iterate(source: Input) -> Iterator[WarcRecord]:
    """Yield the responses of an archive."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream = cast(BinaryIO, Told(source))  # all that the parser calls is read(size) and tell()
    yield from ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True)


class Told:
    """An input that can tell how many bytes were read of it, as the parser asks."""

    def __init__(self, source: Input) -> None:
        """Take the input."""
        self._source = source
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data = self._source.read(size if size >= 0 else LIMIT)
        self._place += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._place


def wanted(record: Any) -> bool:
    """Tell whether a response is a page that was there."""
    headers = record.http_headers
    return headers is not None and headers.status_code == SUCCESS and is_page(record.http_content_type or "")


def name_of(source: Input, record: Any, number: int) -> str:
    """Return the name of a record: archive and URL, or archive and number."""
    return f"{source.name}#{record.headers.get('WARC-Target-URI') or number}"


def is_page(content_type: str) -> bool:
    """Tell whether a type of content is that of a web page."""
    return content_type.split(";", maxsplit=1)[0].strip().lower() in PAGES


def read_record(source: Input, number: int, record: Any, details: Details) -> Offer:
    """Return the report of one response, or why there is none."""
    url, name = record.headers.get("WARC-Target-URI"), name_of(source, record, number)
    expected = record.content_length
    data = record.reader.read(LIMIT + 1)
    if len(data) > LIMIT:
        return Refusal(name, None, f"the page is larger than {LIMIT // 1_000_000} MB")
    if len(data) < expected:
        return Refusal(name, None, "the record is cut off")
    try:
        moment = record.headers.get("WARC-Date")
        return compose_page(data, details, source.setting, url=url, charset=record.http_charset, retrieved=moment)
    except InputError as error:
        return Refusal(name, None, str(error))
