"""How documents are set: columns beside each other, furniture of left and right pages, words and figures parted."""

from __future__ import annotations

import pytest

from depositary.sources.document import NO_TITLE
from depositary.sources.layout import Piece, join_pages, join_words, order_columns, reflow

ONE = ["Oman and Peru signed a", "pact on fishing in Lima", "on Monday, officials of", "both countries said."]
TWO = ["Mali and Togo will sign", "a treaty on water rights", "in Lome on Friday, the", "minister of Togo said."]
THREE = ["Chile and Cuba met for", "talks in Havana but did", "not sign a thing, they", "told reporters there."]


def place(*columns: list[str], feet: tuple[float, ...] = (0.0, 0.0, 0.0)) -> list[Piece]:
    """Set lines beside each other, written row by row; the tails of letters move their feet."""
    rows = enumerate(zip(*columns, strict=True))
    return [Piece(50 + 180 * k, 700 - 14 * n + feet[k], line) for n, row in rows for k, line in enumerate(row)]


@pytest.mark.parametrize("feet", [(0.0, 0.0, 0.0), (2.4, 0.0, 2.4)])
@pytest.mark.parametrize("columns", [(ONE, TWO), (ONE, TWO, THREE)])
def test_narrow_columns_are_read_one_after_the_other(columns: tuple[list[str], ...], feet: tuple[float, ...]) -> None:
    assert order_columns(place(*columns, feet=feet)) == "\n".join(line for column in columns for line in column)


def test_a_table_is_no_text_in_columns() -> None:
    assert (
        order_columns(place(["State", "Oman", "Peru", "Mali"], ["Ratified", "1 May 2024", "3 June 2024", "-"])) is None
    )


def test_a_heading_over_columns_leaves_their_lines_together() -> None:
    heading = "Oman, Peru, Mali and Togo sign two treaties in one week"
    assert reflow("\n".join([heading, *ONE])).endswith(
        "signed a pact on fishing in Lima on Monday, officials of both countries said."
    )


def test_heads_of_left_and_right_pages_are_no_part_of_the_text() -> None:
    pages = [f"{'LAKE DAILY' if n % 2 else 'BORDER NEWS'} {n}\nline {'abcdefg'[n]} of the treaty" for n in range(7)]
    assert "NEWS" not in join_pages(pages) and "DAILY" not in join_pages(pages)


def test_figures_parted_at_a_line_end_keep_their_hyphen() -> None:
    assert join_words("the 2024-\n2030 plan") == "the 2024-2030 plan"


@pytest.mark.parametrize(
    "title", ["Untitled-1", "Layout 1", "scan0001", "Dokument1", "http://lake.example/a", "N2412345"]
)
def test_what_programs_call_a_document_is_no_title(title: str) -> None:
    assert NO_TITLE.fullmatch(title)


@pytest.mark.parametrize("title", ["Pact 2024", "Scanning the horizon", "Treaty on Water", "Page turned in Lima"])
def test_what_people_call_a_document_is_its_title(title: str) -> None:
    assert not NO_TITLE.fullmatch(title)
