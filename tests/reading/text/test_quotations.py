"""Quotations: every kind of mark, and apostrophes that are none."""

import time

import pytest

from depositary.reading.text.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He called it “a good day” twice.", ["a good day"]),
        ('He called it "a good day" twice.', ["a good day"]),
        ("He called it ‘Chad’s good day’ twice.", ["Chad’s good day"]),
        ("He called it 'a good day' twice.", ["a good day"]),
        ("He called it «a good day» twice.", ["a good day"]),
        ("Chad‘s day and Oz''s day 'went on' twice.", ["went on"]),
        ("'Went on' 'and on', “she” \"said\"", ["Went on", "and on", "she", "said"]),
        ("'It is Chad's day,' he said. 'We don't fear it.'", ["It is Chad's day,", "We don't fear it."]),
        ("'Our partners' efforts count,' she said.", ["Our partners' efforts count,"]),
        ("The ministers' talks and the states' pact went on.", []),
        ("It was a '90s deal, and they let 'em have it.", []),
        ("Chad's 'last offer' and the states' 'red lines' differ.", ["last offer", "red lines"]),
        ("An opening 'mark alone\nand another' line.", []),
    ],
)
def test_the_words_between_marks_are_found(text, inside):
    assert [text[start:end] for start, end in find_quotations(text)] == inside


@pytest.mark.parametrize("part", [" 'a", "'", "s' ", " 'as' as", '"', "‘a’b"])
def test_hostile_marks_take_linear_time(part):
    begin = time.process_time()
    find_quotations(part * 20_000)
    assert time.process_time() - begin < 2
