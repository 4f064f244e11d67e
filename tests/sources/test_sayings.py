"""What a page says of itself: its day, its author, its language, and what of it is no part of the report."""

from __future__ import annotations

import io

import pytest

from depositary.model.text import Report
from depositary.sources import Details, Input, Setting, read_input

BODY = (
    "<p>Oman and Peru signed a fishing pact in Lima on Monday, officials of both governments said after the talks.</p>"
    "<p>The pact holds for ten years once both parliaments have approved it, the foreign minister of Peru said.</p>"
)


def take(before: str = "", within: str = "", head: str = "", after: str = "", language: str = "en") -> Report:
    page = (
        f"<!doctype html><html lang='{language}'><head><title>Oman and Peru sign pact</title>{head}</head><body>"
        f"{before}<article><h1>Oman and Peru sign pact</h1>{within}{BODY}</article>{after}</body></html>"
    )
    [report] = read_input(Input("page", io.BytesIO(page.encode()), setting=Setting()), Details(), None, lambda w: None)
    assert isinstance(report, Report), report
    return report


def data(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


DAY = '{"@type": "NewsArticle", "datePublished": "2024-12-26"}'
OTHER = '{"@type": "NewsArticle", "headline": "Mali quits", "datePublished": "2025-01-03"}'
OWN = '{"@type": "NewsArticle", "headline": "Oman and Peru sign pact", "datePublished": "2024-12-26"}'


@pytest.mark.parametrize(
    "head",
    [
        data(DAY.replace("}", ",}")),
        data(f"//<![CDATA[\n{DAY}\n//]]>"),
        data(f"<!--{DAY}-->"),
        data(f"[[{DAY}]]"),
        data(f'{{"@type": "WebPage", "mainEntity": {DAY}}}'),
        data(DAY.replace('"2024-12-26"', '["2024-12-26", "2024-12-28"]')),
        data(DAY.replace('"2024-12-26"', '{"@value": "2024-12-26"}')),
        data(f"[{OTHER}, {OWN}]"),
    ],
)
def test_structured_data_give_the_day_however_they_are_written(head: str) -> None:
    assert take(head=head).published == "2024-12-26"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("before", "<header><div class='date'>Monday, 3 November 2025</div></header>"),
        ("before", "<header><time datetime='2025-11-03'>Today</time></header>"),
        ("before", "<div class='top-bar'><span class='date'>3 November 2025</span></div>"),
        ("within", "<p>The pact of 12 March 1998 lapses in May.</p>"),
        ("within", "<time class='updated' datetime='2025-01-02'>2 January</time>"),
        ("head", "<meta name='pubdate' content='03/04/2024'>"),
        ("head", data(DAY.replace("2024-12-26", "0001-01-01T00:00:00"))),
    ],
)
def test_other_days_are_not_that_of_publication(where: str, said: str) -> None:
    assert take(**{where: said}).published is None


@pytest.mark.parametrize(
    "within",
    [
        "<p>LIMA, 26 December 2024 (Agency) - Both signed.</p>",
        "<header><h2>Oman</h2><time datetime='2024-12-26'>26 December</time></header>",
        "<time class='updated' datetime='2025-01-02'>2 January</time><time datetime='2024-12-26'>26 December</time>",
    ],
)
def test_the_day_of_the_report_is_taken(within: str) -> None:
    assert take(within=within).published == "2024-12-26"


HIDDEN = [
    ("<style>.zz {display: none}</style>", "<div class=zz>"),
    ("", "<div style='position:absolute; left:-9999px'>"),
    ("", "<div style='clip: rect(0, 0, 0, 0)'>"),
    ("", "<div class='u-hidden'>"),
    ("", "<div><h3>More stories</h3>"),
]


@pytest.mark.parametrize(("head", "begin"), HIDDEN)
def test_what_style_sheets_hide_and_parts_with_other_reports_are_left_out(head: str, begin: str) -> None:
    report = take(head=head, after=f"{begin}<p>Mali and Togo quit another treaty, officials in Lome said.</p></div>")
    assert "Togo" not in report.text and "ten years" in report.text


def test_what_style_sheets_hide_on_paper_alone_is_read() -> None:
    report = take(
        head="<style>@media print {.zz {display: none}}</style>", within="<p class=zz>It took two years of talks.</p>"
    )
    assert "two years" in report.text


@pytest.mark.parametrize(
    "line",
    [
        "See also: Mali and Togo quit a treaty",
        "À lire aussi : <a href=/2>Mali and Togo quit a treaty</a>",
        "<b>Also Read |</b> <a href=/2>Mali and Togo quit a treaty</a>",
        "Recommended reading: <a href=/2>Mali and Togo quit a treaty</a>",
    ],
)
def test_lines_that_call_for_other_reports_are_left_out(line: str) -> None:
    assert "Togo" not in take(within=f"<p>{line}</p>").text


@pytest.mark.parametrize(
    ("within", "byline"),
    [
        ("<p>BY ANA OZ</p>", "ANA OZ"),
        ("<p>Written by: Ana Oz</p>", "Ana Oz"),
        ("<p>By Ana Oz in Lima</p>", "Ana Oz"),
        ("<p>By the end of the year</p>", None),
        ("<p>By Monday, both had signed</p>", None),
        ("<span class=author>Ana OzAna Oz</span>", "Ana Oz"),
        ("<span class=author>View all posts by Ana Oz</span>", "Ana Oz"),
        ("<span class=author>Ana Oz is a journalist who covers the sea.</span>", "Ana Oz"),
        ("<span class=author>Ana Oz ana@lake.example</span>", "Ana Oz"),
        ("<p>By The Lake Agency</p>", "The Lake Agency"),
        ("<p>By An Nguyen</p>", "An Nguyen"),
    ],
)
def test_a_byline_is_a_name(within: str, byline: str | None) -> None:
    assert take(within=within).byline == byline


def test_an_author_in_a_thousand_lists_costs_the_author_alone() -> None:
    report = take(head=data('{"@type": "NewsArticle", "author": ' + "[" * 900 + '"Ana Oz"' + "]" * 900 + "}"))
    assert report.byline is None and "fishing pact" in report.text


@pytest.mark.parametrize("language", ["xx", "cn", "jp", "english"])
def test_a_mark_that_names_no_language_does_not_cost_the_page(language: str) -> None:
    assert take(language=language).language == "en"
