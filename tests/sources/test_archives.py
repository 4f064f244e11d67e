"""Web archives as programs write them: packed in odd ways, damaged, or with something else in front."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
import zstandard

from depositary.model.text import Report
from depositary.sources import Details, Input, Refusal, Setting, read_input

PAGE = b"<html><title>Oman and Peru sign pact</title><body><p>Oman and Peru signed a pact in Lima.</p></body></html>"
HTML = b"Content-Type: text/html\r\n"


def take(data: bytes) -> list[Report | Refusal]:
    return list(read_input(Input("a.warc", io.BytesIO(data), setting=Setting()), Details(), None, lambda warning: None))


def record(
    body: bytes, head: bytes = HTML, *, size: int | None = None, address: str = "http://lake.example/1"
) -> bytes:
    block = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + body
    told = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-02-03T00:00:00Z\r\n"
    told += f"Content-Type: application/http\r\nContent-Length: {len(block) if size is None else size}\r\n\r\n"
    return told.encode() + block + b"\r\n\r\n"


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def chunk(data: bytes) -> bytes:
    return b"%x;mark=1\n" % len(data) + data + b"\n0\n\n"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress(PAGE), b"Content-Encoding: X-GZip\r\n"),
        (gzip.compress(zlib.compress(PAGE)), b"Content-Encoding: deflate, gzip\r\n"),
        (deflate(PAGE), b"Content-Encoding: deflate\r\n"),
        (gzip.compress(PAGE), b""),
        (zstandard.compress(PAGE), b""),
        (chunk(PAGE), b"Transfer-Encoding: chunked\r\n"),
        (chunk(gzip.compress(PAGE)), b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    ],
)
def test_a_page_is_unpacked_however_its_server_packed_it(body: bytes, head: bytes) -> None:
    [report] = take(record(body, HTML + head))
    assert isinstance(report, Report) and report.title == "Oman and Peru sign pact"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(60), HTML),
        (bytes(range(1, 9)) * 40, HTML),
        (chunk(PAGE)[:-40], HTML + b"Transfer-Encoding: chunked\r\n"),
        (PAGE[10:].translate(bytes(reversed(range(256)))), HTML + b"Content-Encoding: br\r\n"),
    ],
)
def test_bytes_that_are_no_text_are_refused(body: bytes, head: bytes) -> None:
    [refusal] = take(record(body, head))
    assert isinstance(refusal, Refusal)


def test_a_page_of_no_stated_type_is_read() -> None:
    [report] = take(record(PAGE, b""))
    assert isinstance(report, Report)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\n"])
def test_what_stands_before_an_archive_does_no_harm(before: bytes) -> None:
    [report] = take(before + record(PAGE))
    assert isinstance(report, Report) and report.url == "http://lake.example/1"


@pytest.mark.parametrize("size", [900, 1_000_000, 40])
def test_a_record_of_a_wrong_length_costs_itself_alone(size: int) -> None:
    first, *_, last = take(record(PAGE, size=size) + record(PAGE) + record(PAGE, address="http://lake.example/3"))
    assert isinstance(first, Refusal)
    assert isinstance(last, Report) and last.url == "http://lake.example/3"


def test_a_record_of_an_arc_of_a_wrong_length_costs_itself_alone() -> None:
    head = b"filedesc://a.arc 0.0.0.0 20250203000000 text/plain 8\n1 0 Lake\n\n"
    block = b"HTTP/1.1 200 OK\r\n" + HTML + b"\r\n" + PAGE
    line = b"http://lake.example/%d 192.0.2.1 20250203000000 text/html %d\n"
    first, second = take(head + line % (1, 99_999) + block + b"\n" + line % (2, len(block)) + block + b"\n")
    assert isinstance(first, Refusal)
    assert isinstance(second, Report) and second.url == "http://lake.example/2"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http://[lake/", None),
        ("urn:uuid:1", None),
        ("http://lake.example:99999999/", None),
        ("http://ana:secret@lake.example/1", "http://lake.example/1"),
    ],
)
def test_an_odd_address_of_a_record_does_not_cost_its_page(address: str, kept: str | None) -> None:
    [report] = take(record(PAGE, address=address))
    assert isinstance(report, Report) and report.url == kept


def test_a_refusal_shows_no_more_of_an_address_than_can_be_read() -> None:
    [refusal] = take(record(PAGE, address="http://lake.example/" + "a" * 9_000))
    assert isinstance(refusal, Refusal) and len(refusal.name) < 300
