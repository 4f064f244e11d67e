"""Windows: every sentence is the core of one window, with context before it and exact ranges."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from depositary.model.text import Report
from depositary.reading.encoder.windows import CORE_PIECES, WINDOW_PIECES, Window, cut_windows, group_sentences
from depositary.reading.parser.english import analyse


class Words:
    """A tokenizer whose pieces are words."""

    opens = 1
    separates = 2

    def cut(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        found = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        return [3 + len(text[a:b]) for a, b in found], found


def cut(text: str, title: str | None = None) -> list[Window]:
    return list(cut_windows(analyse(Report.compose(text, title=title)), Words()))


@given(st.lists(st.integers(0, 3 * CORE_PIECES), max_size=30))
def test_groups_hold_every_sentence_once_and_in_order(lengths: list[int]) -> None:
    groups = group_sentences(lengths)
    assert [index for group in groups for index in group] == list(range(len(lengths)))
    assert all(len(group) == 1 or sum(lengths[i] for i in group) <= CORE_PIECES for group in groups)


def test_each_word_is_in_one_core() -> None:
    text = " ".join(f"Chad and Niger signed treaty number {n} in the city of Abéché on Monday." for n in range(40))
    windows = cut(text)
    core = [r for w in windows for r, inside in zip(w.ranges, w.core, strict=True) if inside]
    assert core == [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    assert len(windows) > 1
    assert all(len(w.ids) == len(w.ranges) == len(w.core) <= WINDOW_PIECES for w in windows)


def test_a_later_window_begins_with_the_headline_and_the_sentence_before() -> None:
    body = " ".join(f"Chad and Niger signed treaty number {n} in the city of Abéché on Monday." for n in range(40))
    windows = cut(body, title="Chad signs many treaties")
    report = Report.compose(body, title="Chad signs many treaties")
    words = [report.text[a:b] for a, b in windows[-1].ranges if a >= 0]
    assert words[:4] == ["Chad", "signs", "many", "treaties"]
    assert not windows[-1].core[1]
    assert sum(not inside for inside in windows[-1].core) > 10


def test_a_range_is_located_by_its_first_and_last_piece() -> None:
    (window,) = cut("Chad and Niger signed a treaty.")
    span = window.locate(9, 21)
    assert span is not None
    assert [window.ranges[i] for i in span] == [(9, 14), (15, 21)]
    assert window.locate(500, 510) is None
