"""What an input is, by its first bytes: feeds and pages behind other things, and files that are no text."""

from __future__ import annotations

import io

import pytest

from depositary.model.text import Report
from depositary.sources import Details, Input, Refusal, Setting, read_input

TEXT = "Oman and Peru signed a fishing pact in Lima."
RSS = f"<rss version='2.0'><channel><item><title>Pact</title><description>{TEXT}</description></item></channel></rss>"
PAGE = f"<html><title>Pact</title><body><p>{TEXT}</p></body></html>"
BEFORE = ("\ufeff\n", f"<!--{'y' * 30_000}-->", f"<!--{' x - y --' * 3_000}-->", "<?php-xml-style a?>\n<!-- b -->")
MAIL = f"From: Ana Oz <ana@lake.example>\nSubject: Pact\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>{TEXT}</p>"


def take(data: bytes) -> Report | Refusal:
    [offer] = read_input(Input("given", io.BytesIO(data), setting=Setting()), Details(), None, lambda warning: None)
    return offer


@pytest.mark.parametrize("marked", [RSS, PAGE])
@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_the_first_tag_makes_no_other_kind(before: str, marked: str) -> None:
    report = take((before + marked).encode())
    assert isinstance(report, Report) and report.title == "Pact" and "<" not in report.text


@pytest.mark.parametrize(
    "data",
    [
        f"Warning: no cache in /srv/feed.php on line 3\n{RSS}",
        "Oman and Peru<br>signed a <b>fishing pact</b> in Lima.",
        f"<news-item><p>{TEXT}</p></news-item>",
        f"<table><tr><td>{TEXT}</td></tr></table>",
    ],
)
def test_no_tags_are_left_in_a_text(data: str) -> None:
    report = take(data.encode())
    assert isinstance(report, Report) and "fishing pact" in report.text and "<" not in report.text


@pytest.mark.parametrize(
    "data",
    [
        MAIL.encode(),
        b"From ana@lake.example Mon Feb  3 10:00:00 2025\nSubject: Pact\nDate: Mon, 3 Feb 2025\n\nPact.\n",
        b"{\\rtf1\\ansi Oman and Peru signed a pact.}",
        b"%!PS-Adobe-3.0\n(Oman and Peru signed) show",
        b"\\documentclass{article}\\begin{document}Oman signed.\\end{document}",
        b"BEGIN:VCALENDAR\nSUMMARY:Oman signs\nEND:VCALENDAR\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><text>Oman and Peru signed.</text></svg>",
        b"PK\x03\x04" + PAGE.encode(),
        b"BZh91AY" + PAGE.encode(),
    ],
)
def test_files_of_other_programs_are_refused_in_words(data: bytes) -> None:
    refusal = take(data)
    assert isinstance(refusal, Refusal) and refusal.reason.startswith(("it is ", "it begins with the tag"))


@pytest.mark.parametrize(
    "text",
    [
        f"To: all\nSubject: a pact\n\n{TEXT}",
        f"{TEXT} It holds for <3 years, and for x < y.",
        f"PARIS: {TEXT}",
        f"<quote {TEXT}",
    ],
)
def test_texts_that_look_a_little_like_something_else_are_read_as_they_stand(text: str) -> None:
    report = take(text.encode())
    assert isinstance(report, Report) and report.text.endswith(text.rsplit("\n", maxsplit=1)[-1])
