"""Markup is searched in bytes where they are at hand, with the same outcome; pages in other languages are not."""

from __future__ import annotations

import pytest

from depositary.errors import ReportError
from depositary.sources.body import may_pass
from depositary.sources.caps import Caps
from depositary.sources.markup import clear_tags, parse_markup
from depositary.sources.source import Setting

SCRIPT = "<script>if (a <b " + "c " * 60 + "d) {}</script><p>Text é"
CAPS = Caps(tag_characters=50)


@pytest.mark.parametrize("text", ["", "<p>Text", SCRIPT, "<p>" + "é" * 40, "<p title='" + "é " * 40 + "'>" + "é" * 90])
def test_bytes_give_the_same_markup_as_text(text: str) -> None:
    assert clear_tags(text, CAPS, text.encode()) == clear_tags(text, CAPS)


def test_a_long_tag_is_found_in_bytes() -> None:
    text = "<p>é</p><a " + "b " * 60 + ">"
    with pytest.raises(ReportError, match="more than 50 characters"):
        clear_tags(text, CAPS, text.encode())


def test_code_is_cut_where_bytes_are_given() -> None:
    assert clear_tags(SCRIPT, CAPS, SCRIPT.encode()) == "<script>if (a <</script><p>Text é"


def test_a_page_in_another_language_is_not_screened() -> None:
    seen: list[str] = []
    setting = Setting(screen=lambda text: not seen.append(text), languages=("en",))
    page = parse_markup("<p>Accord signed")
    assert [may_pass(page, setting.screens(language)) for language in ("fr", "en", None)] == [False, True, True]
    assert len(seen) == 2


def test_headings_are_in_the_order_of_the_page() -> None:
    page = parse_markup("<h2>One</h2><main><h1>Two</h1><h4>Note</h4><h3>Three</h3></main>")
    assert [(node.tag, node.text()) for node in page.headings] == [("h2", "One"), ("h1", "Two"), ("h3", "Three")]
