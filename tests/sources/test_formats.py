"""Feeds, archives and pages as the world writes them."""

from __future__ import annotations

import gzip
import io

import pytest

from depositary.model.text import Report
from depositary.sources import Details, Input, Refusal, read_input
from depositary.sources.stamps import normalise
from tests.sources.hostile import make_record

SAID = "Oman and Peru signed the Red River Treaty on Monday."
PAGE = f"<html><head><title>Accord</title></head><body><article><p>{SAID}</p></article></body></html>".encode()


def take(data: bytes, charset: str | None = None) -> list[Report | Refusal]:
    source = Input("given", io.BytesIO(data))
    source.charset = charset
    return list(read_input(source, Details(), None, lambda warning: None))


def feed(item: str, head: str = "", root: str = '<rss version="2.0">') -> str:
    return f"{head}{root}<channel><title>Gazette</title><item>{item}</item></channel></rss>"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<title>Accord</title><description>Oman <b>signed</b> it &nbsp;&mdash; R&D</description>", "Oman signed it"),
        (
            "<title>A</title><description>&lt;h2&gt;One&lt;/h2&gt;Two&lt;br&gt;Three</description>",
            "One\nTwo\nThree",
        ),
    ],
)
def test_items_are_read_as_browsers_would(item: str, text: str) -> None:
    [report] = take(feed(item, "<!-- made by hand -->\n").encode())
    assert isinstance(report, Report) and text in report.text


def test_the_charset_of_the_server_goes_before_that_of_the_document() -> None:
    item = "<title>Accord</title><description>Lomé – São Tomé “signed”</description>"
    [report] = take(feed(item).encode("cp1252"), "windows-1252")
    assert isinstance(report, Report) and "Lomé – São Tomé “signed”" in report.text


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Thu, 26 Dec 2024 02:00:00 IST", "2024-12-26T02:00:00"),
        ("Thu, 26 Dec 2024 02:00:00 CET", "2024-12-26T02:00:00+01:00"),
        ("December 2024", None), ("2024", None), ("09:30", None), ("2 hours ago", None), ("Dec 26", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None), ("2567-12-26", None), ("31 Feb 2024", None), ("05/06/2024", None),
        ("1735205400000", "2024-12-26T09:30:00+00:00"), ("26.12.2024", "2024-12-26"),
    ],
)  # fmt: skip
def test_only_whole_and_possible_days_are_taken(stamp: str, day: str | None) -> None:
    assert normalise(stamp) == day


def pack(body: bytes, coding: str) -> bytes:
    record = make_record(body).replace(
        b"Content-Type: text/html\r\n", b"Content-Type: text/html\r\n" + coding.encode(), 1
    )
    length = len(record.split(b"\r\n\r\n", 1)[1]) - 4
    head, rest = record.split(b"\r\n\r\n", 1)
    lines = [
        b"Content-Length: %d" % length if line.startswith(b"Content-Length") else line for line in head.split(b"\r\n")
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + rest


def test_codings_of_archived_pages_are_undone() -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    for body, coding in (
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (chunked, "Transfer-Encoding: chunked\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),
    ):
        [report] = take(pack(body, coding))
        assert isinstance(report, Report) and SAID in report.text


def test_damage_costs_the_damaged_record_alone() -> None:
    whole = [gzip.compress(make_record(PAGE)) for _ in range(5)]
    broken = whole[2][:60] + bytes(40) + whole[2][100:]
    found = take(b"".join([*whole[:2], broken, *whole[3:]]))
    assert sum(isinstance(each, Report) for each in found) == 4
    assert any(isinstance(each, Refusal) for each in found)


def test_an_arc_gives_its_pages() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    first = b"filedesc://a.arc 0.0.0.0 20241226093000 text/plain 4\n1 0\n\n"
    line = b"http://a.example/x y 192.0.2.1 20241226093000 text/html %d\n" % len(answer)
    [report] = take(first + line + answer + b"\n")
    assert isinstance(report, Report)
    assert (report.url, report.retrieved) == ("http://a.example/x y", "2024-12-26T09:30:00Z")


PRINTED = [
    ("<p>Updated: 28 Dec 2024</p><p>Published: 26 Dec 2024</p>", "2024-12-26"),
    ("<footer>© 2010-2024 Gazette</footer>", None),
    ("<aside><li>Jan 3, 2024 Other story</li></aside>", None),
    ("<p>Last modified 28 December 2024</p>", None),
]


@pytest.mark.parametrize(("around", "day"), PRINTED)
def test_the_day_of_a_page_is_that_of_its_publication(around: str, day: str | None) -> None:
    [report] = take(f"<html><body><article><h1>Accord</h1>{around}<p>{SAID}</p></article></body></html>".encode())
    assert isinstance(report, Report) and report.published == day


@pytest.mark.parametrize(
    "hidden", ["<p hidden>", '<p class="sr-only">', '<p style="display:none">', "<p><a href='/x'>"]
)
def test_what_is_hidden_or_leads_elsewhere_is_no_part_of_a_report(hidden: str) -> None:
    body = f"<p>{SAID}</p>" * 3 + hidden + "Chad quits another treaty</p>"
    [report] = take(f"<html><body><article><h1>Accord</h1>{body}</article></body></html>".encode())
    assert isinstance(report, Report) and "Chad" not in report.text
