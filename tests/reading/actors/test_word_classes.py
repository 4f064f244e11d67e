"""A report as a row of classed words: marks that depend on what stands around them, words that come again."""

import pytest

from depositary.reading.actors.word_classes import cut_gap, make_row


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Oz's_ 5% of 'big' $5 deals", "Ndoqwsdw"),
        ("the states' pact - 'so' said A. Bo, Jr. of Chad", "twsw.qwswINNoS"),
        ("Chad-Niger pact \u2014 Mr. Bo's, 12.5", "S-Sw.HNscd"),
        ("re-open; #Bo & \u20ac5 (so)\nSt. Oz", "w.Nd(w)nNN"),
        ("well-known' x 'y", "wswqp"),
        ("", ""),
    ],
)
def test_each_word_has_its_letter_and_its_place(text, letters):
    row = make_row(text)
    assert row.letters == letters
    assert [text[word.start : word.end] for word in row.words] == [word.text for word in row.words]
    assert all(one.end <= two.start for one, two in zip(row.words, row.words[1:], strict=False))


def test_a_word_that_comes_again_has_the_place_where_it_comes():
    assert [(word.start, word.text) for word in cut_gap("pact % pact, a pact", 7, 19)] == [
        (7, "pact"),
        (11, ","),
        (13, "a"),
        (15, "pact"),
    ]


def test_what_stands_behind_a_range_is_not_seen():
    assert [word.letter for word in cut_gap("so 'big", 0, 4)] == ["w", "s"]
    assert [word.letter for word in cut_gap("so 'big", 0, 7)] == ["w", "q", "w"]
