"""The direction of a clause without a parse."""

import pytest

from depositary.model.text import Report
from depositary.reading.syntax.tense import direction_at
from depositary.reading.text.sentences import split_report


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("They will vote on Friday.", "future"),
        ("They are to vote on Friday.", "future"),
        ("Talks due on Friday.", "future"),
        ("They voted on Friday.", "past"),
        ("Friday talks.", "near"),
    ],
)
def test_cue_words_tell_the_direction(text, direction):
    (sentence,) = split_report(Report.compose(text))
    start = text.index("Friday")
    assert direction_at(sentence, start, start + 6) == direction
