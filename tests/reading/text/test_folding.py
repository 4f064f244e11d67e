"""Folded texts are read, and what is found stands to the letter in the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode
from depositary.reading.reader import Reader
from depositary.reading.text import fold

TEXTS = [
    "Oman and Peru signed a bor\xadder trea\xadty on Monday.",
    "Oman &amp; Peru signed a border treaty on Monday.",
    "Oman and Peru signed a border treaty on\nMonday, officials said.",
    "Oman and Peru signed a border trea-\nty on Mon-\nday, officials said.",
    "The treaty between Oman and\nPeru was signed on Monday.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_parties_and_day_are_found_and_evidence_holds(text: str) -> None:
    reading = Reader().read(Report.compose(text, published="2024-12-26")).assert_evidence()
    assert {party for agreement in reading.agreements for party in agreement.parties} == {"OMN", "PER"}
    assert [step.date.edtf for step in reading.actions if step.date] == ["2024-12-23"]
    assert reading.report.text == text


def test_a_headline_and_a_list_stay_lines_of_their_own() -> None:
    for text in ("Oman and Peru sign accord\nThey signed it.", "We want:\n- peace\n- water", "One.\ntwo", "No wine"):
        assert fold(text) is None


@given(st.text(alphabet="ab -.\n\xad&;aé́ﬁN1o.,`'", max_size=80))
def test_every_place_of_a_folded_text_is_one_of_the_text(text: str) -> None:
    folded = fold(text)
    if folded:
        assert len(folded.places) == len(folded.text) + 1
        for at in range(len(folded.text)):
            start, end = folded.find(at, at + 1)
            assert 0 <= start < end <= len(text)


def test_the_words_of_an_address_are_none_of_the_report() -> None:
    text = "See https://pacts.example/pages/treaty for the pact that Oman and Peru signed, in No. 3 of the gazette."
    reading = Reader().read(Report.compose(text, published="2024-12-26")).assert_evidence()
    assert [agreement.title for agreement in reading.agreements] == ["pact"]
    assert reading.actions[0].action is ActionCode.SIGNATURE  # a code stays a code when its text is folded
