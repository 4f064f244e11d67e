"""Feeds as they come: odd references, addresses, authors, charsets, days."""

from __future__ import annotations

import io

import pytest

from depositary.model.text import Report
from depositary.sources import Details, Input, Setting, read_input
from depositary.sources.stamps import normalise

TEXT = "<description>Oman and Peru signed a fishing pact.</description>"


def take(data: bytes) -> Report:
    [report] = read_input(Input("feed", io.BytesIO(data), setting=Setting()), Details(), "feed", lambda warning: None)
    assert isinstance(report, Report), report
    return report


def feed(item: str, head: str = "<link>http://lake.example/</link>") -> bytes:
    return f"<rss version='2.0'><channel>{head}<item><title>Pact</title>{item}</item></channel></rss>".encode()


@pytest.mark.parametrize("number", ["#0", "#xD800", "#xDFFF", "#1114112", "#9999999999"])
def test_a_reference_to_no_character_costs_that_character(number: str) -> None:
    assert take(feed(f"<description>Oman &{number}; Peru signed it.</description>")).text.endswith(
        "Oman � Peru signed it."
    )


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/1", "http://lake.example/1"),
        ("//lake.example/1", "http://lake.example/1"),
        ("http://lake.example/?a=1&copy=2&lt=3", "http://lake.example/?a=1&copy=2&lt=3"),
        ("javascript:alert(1)", None),
        ("ftp://lake.example/1", None),
        ("http://[lake/", None),
        ("http://ana:secret@lake.example/1", "http://lake.example/1"),
    ],
)
def test_the_link_of_an_item_is_an_address_of_the_web_or_none(link: str, url: str | None) -> None:
    assert take(feed(f"{TEXT}<link>{link}</link>")).url == url


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("ana@lake.online (Ana Oz)", "Ana Oz"),
        ("Ana Oz (ana@lake.online)", "Ana Oz"),
        ("Ana Oz ana@lake.media", "Ana Oz"),
        ("noreply@lake.online", None),
        ("By ANA OZ in Lima", "ANA OZ"),
        ("the newsroom", None),
    ],
)
def test_an_author_is_a_name_and_no_part_of_an_address(author: str, byline: str | None) -> None:
    assert take(feed(f"{TEXT}<author>{author}</author>")).byline == byline


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<figure><figcaption>Oman signs</figcaption></figure>Peru quits", "Oman signs\nPeru quits"),
        ("<table><tr><td>Oman signs</td><td>Peru quits</td></tr></table>", "Oman signs Peru quits"),
        ("<address>Oman signs</address>Peru quits", "Oman signs\nPeru quits"),
        ("<p hidden>Oman quits</p><p>Peru signs the pact</p>", "Peru signs the pact"),
    ],
)
def test_parts_of_an_item_do_not_run_together(body: str, text: str) -> None:
    assert take(feed(f"<description><![CDATA[{body}]]></description>")).text.endswith(f"\n\n{text}")


def test_a_charset_that_nobody_names_is_told_by_the_bytes() -> None:
    told = "Россия и Иран подписали договор о границе в Москве в понедельник, сообщил министр."
    data = f"<rss version='2.0'><channel><item><title>x</title><description>{told}</description></item></channel></rss>"
    assert take(data.encode("windows-1251")).text.endswith(told)


@pytest.mark.parametrize(
    ("stamp", "found"),
    [
        ("0001-01-01T00:00:00Z", None),
        ("0024-12-26", None),
        ("Thu, 26 Dec 2024 00:30 GMT+3", "2024-12-26T00:30:00+03:00"),
        ("Thu, 26 Dec 24 09:30 GMT", "2024-12-26T09:30:00+00:00"),
        ("1735203600.25", "2024-12-26T09:00:00+00:00"),
        ("2024年12月26日", "2024-12-26"),
        ("2024년 12월 26일", "2024-12-26"),
        ("٢٦ ديسمبر ٢٠٢٤", "2024-12-26"),
        ("03/04/2024", None),
    ],
)
def test_days_of_feeds(stamp: str, found: str | None) -> None:
    assert normalise(stamp) == found
