"""Each kind of input is known by its content and becomes reports with what it says of itself."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
import zstandard

from depositary.model.text import Report
from depositary.sources import Details, Input, Refusal, Setting, open_inputs, read_input
from depositary.sources.files import find_kind, look
from tests.sources.hostile import make_pdf, make_record, stream

ARTICLE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Chad, Sudan sign accord | The Klow Post</title>
<meta property="og:site_name" content="The Klow Post"><link rel="canonical" href="https://klow.example/accord">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Chad, Sudan sign accord", "datePublished": "2021-01-04T23:30:00+03:00",
"author": [{"@type": "Person", "name": "Amina Saleh"}]}</script></head>
<body><nav>Home World</nav><article><h1>Chad, Sudan sign accord</h1>
<p>Chad and Sudan signed a peace accord in Dakar on Monday, the two governments said.</p>
<p>The accord ends four years of fighting along their common border.</p></article>
<footer>© 2021</footer></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Klow Post</title><language>en</language>
<item><title>Chad &amp; Sudan sign</title><link>https://klow.example/1</link><guid>one</guid>
<description>&lt;p&gt;They &lt;b&gt;signed&lt;/b&gt; it.&lt;/p&gt;</description>
<pubDate>Mon, 04 Jan 2021 23:30:00 +0300</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>Peru ratifies</title><id>x</id>
<link href="https://klow.example/2"/><published>2021-01-04T10:00:00-05:00</published>
<content type="html">Peru ratified it.</content></entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "7",
"url": "https://klow.example/3", "title": "Mali signs", "content_text": "Mali signed it.",
"date_published": "2021-01-04T10:00:00+01:00"}]}"""


def take(data: bytes, **details: str) -> list[Report | Refusal]:
    return list(read_input(Input("given", io.BytesIO(data)), Details(**details), None, lambda warning: None))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ARTICLE.encode(), "html"), (b"\xef\xbb\xbf" + ARTICLE.encode(), "html"), (RSS.encode(), "feed"),
        (ATOM.encode(), "feed"), (JSON_FEED.encode(), "feed"), (b'{"text": "x"}', "jsonl"),
        (b"<?xml version='1.0'?><urlset xmlns='x'>", "sitemap"), (b"%PDF-1.4", "pdf"), (b"WARC/1.0\r\n", "warc"),
        (b"Chad and Sudan sign", "text"), (b"<p>Hello", "html"), (RSS.encode("utf-16"), "feed"),
    ],
)  # fmt: skip
def test_a_kind_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert find_kind(look(Input("given", io.BytesIO(data)))).name == kind


def test_a_page_says_all_of_itself() -> None:
    [report] = take(ARTICLE.encode())
    assert isinstance(report, Report)
    assert report.title == "Chad, Sudan sign accord"
    assert "four years of fighting" in report.text
    assert "Home World" not in report.text
    assert (report.published, report.published_from) == ("2021-01-04T23:30:00+03:00", "json-ld")
    assert (report.byline, report.outlet, report.language) == ("Amina Saleh", "The Klow Post", "en")
    assert report.url == "https://klow.example/accord"


def test_what_is_known_goes_before_what_a_page_says() -> None:
    [report] = take(ARTICLE.encode(), published="2020-12-31", outlet="Mine")
    assert isinstance(report, Report)
    assert (report.published, report.published_from, report.outlet) == ("2020-12-31", None, "Mine")


@pytest.mark.parametrize(
    ("data", "title", "published", "given"),
    [
        (RSS, "Chad & Sudan sign", "2021-01-04T23:30:00+03:00", "one"),
        (ATOM, "Peru ratifies", "2021-01-04T10:00:00-05:00", "x"),
        (JSON_FEED, "Mali signs", "2021-01-04T10:00:00+01:00", "7"),
    ],
)
def test_a_feed_keeps_the_zone_of_its_dates(data: str, title: str, published: str, given: str) -> None:
    [report] = take(data.encode())
    assert isinstance(report, Report)
    assert (report.title, report.published, report.published_from) == (title, published, "feed")
    assert report.given_id == given
    assert "<" not in report.text


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda d: zstandard.compress(gzip.compress(d))])
def test_packed_inputs_are_unpacked(pack) -> None:
    [report] = take(pack(b'{"text": "Chad and Sudan signed it."}\n'))
    assert isinstance(report, Report)


def test_an_archive_gives_its_pages() -> None:
    picture = make_record(b"x").replace(b"text/html", b"image/png")
    reports = take(gzip.compress(make_record(ARTICLE.encode())) + gzip.compress(make_record(ARTICLE.encode())))
    assert [type(report) for report in reports] == [Report, Report]
    [report, _] = take(make_record(ARTICLE.encode()) + make_record(ARTICLE.encode()))
    assert isinstance(report, Report)
    assert report.retrieved == "2024-12-26T09:30:00Z"
    assert take(picture + make_record(ARTICLE.encode()))[0] == report


def test_a_document_gives_its_text() -> None:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    words = (
        b"BT /F 12 Tf 72 720 Td 14 TL (Treaty on Water) Tj T* (The Parties agree on the shared use of the river.) Tj ET"
    )
    damaged = b"<< /CreationDate (D:20249999000000Z) /Title <FEFFD800> >>"  # no such day, and half a character
    for document in (
        make_pdf([page, stream(words), font]),
        make_pdf([page, stream(words), font, damaged]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 6 0 R"),
    ):
        [report] = take(document)
        assert isinstance(report, Report) and report.published is None
        assert report.text == "Treaty on Water\nThe Parties agree on the shared use of the river."


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.html").write_text(ARTICLE)
    (tmp_path / "a.txt").write_text("Peru ratified it.")
    (tmp_path / ".hidden").write_text("no")
    (tmp_path / "link").symlink_to("/etc/passwd")
    opened = [source.name for source in open_inputs([str(tmp_path)], Setting())]
    assert opened == [str(tmp_path / "a.txt"), str(tmp_path / "b" / "2.html")]


def test_the_gate_spares_the_careful_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depositary.sources.body.extract_carefully", lambda text: "carefully")
    texts = []
    for passes in (True, False):
        source = Input("given", io.BytesIO(ARTICLE.encode()), setting=Setting(screen=lambda text, p=passes: p))
        [report] = read_input(source, Details(), None, lambda warning: None)
        assert isinstance(report, Report)
        texts.append("carefully" in report.text)
    assert texts == [True, False]


def test_code_that_looks_like_a_long_tag_does_not_refuse_a_page() -> None:
    code = f"<script>if (a <b && {'c d ' * 10_000}) run()</script>"
    (plain,) = take(ARTICLE.encode())
    (coded,) = take(ARTICLE.replace("<article>", code + "<article>").encode())
    assert coded == plain
    (refused,) = take(ARTICLE.replace("<article>", f"<article {'c d ' * 10_000}>").encode())
    assert isinstance(refused, Refusal)
