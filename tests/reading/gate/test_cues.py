"""The gate: which reports can speak of an agreement, and which of their sentences are parsed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.model.text import Report
from depositary.reading.gate.cues import admits, choose_sentences, find_cues, make_lower
from depositary.reading.text.sentences import split_report

FILLER = "The weather in the hills was mild all day."


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Sudan signed a treaty.",
        "The truce holds.",
        "Norway ratifies the Nagoya Protocol.",
        "The Convention on the Care of River Dolphins entered into force on Thursday.",
        "The Wetlands Convention opened for signature on Saturday.",
        "Both sides welcomed the deal.",
        "Kenya signs MoU with Rwanda on ports",
        "JAPAN AND INDIA SIGN ACCORD",
        "Ghana and Togo issued a joint statement on fishing.",
        "The two countries agreed on a framework agreement on health.",
        "Brazil’s parliament approved the free-trade agreement with Egypt.",
    ],
)
def test_a_report_on_an_agreement_passes(text):
    assert admits(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It rained.",
        "The Democratic convention opened in Ohio.",
        "A plea deal was offered in Ohio.",
        "A charter flight from Oslo landed.",
        "The Internet Protocol is old.",
        "The striker left France in a transfer deal.",
        "A dealer sold three cars.",
        "The film festival opened in France.",
        "France was slow to deal with the storm.",
        "France and Spain agreed that the settlement expansion must stop.",
        "A visit to France gave them a better understanding of wine.",
        "The striker let his contract with the club in Spain run down, she announced.",
        "He signed the album for fans in Japan.",
    ],
)
def test_a_false_friend_alone_does_not_pass(text):
    assert not admits(text)


def test_a_false_friend_does_not_hide_a_true_one():
    assert admits("After the party convention, France and Spain signed a treaty.")


@pytest.mark.parametrize("text", ["France wants a better deal with Spain.", "Peru closes in on deal with Chile."])
def test_a_noun_before_with_is_no_verb(text):
    assert admits(text)


def test_a_phrase_of_treaty_making_marks_a_sentence():
    assert [cue.strength for cue in find_cues("Peru and Chile agree to normalise relations.")] == ["frame"]


def test_a_short_report_is_parsed_whole():
    sentences = split_report(Report.compose("France and Spain signed a treaty. " + FILLER))
    assert choose_sentences(sentences) == [0, 1]


def test_of_a_long_report_what_is_near_an_agreement_or_speaks_is_parsed():
    text = " ".join([FILLER] * 10 + ["France and Spain signed a treaty."] + [FILLER] * 10 + ["She said it was good."])
    assert choose_sentences(split_report(Report.compose(text))) == [8, 9, 10, 11, 12, 21]


def test_what_speaks_far_from_any_agreement_is_not_parsed():
    speech = "She said it was good."
    text = " ".join([speech, *[FILLER] * 12, "France and Spain signed a treaty.", *[FILLER] * 11, speech, speech])
    assert choose_sentences(split_report(Report.compose(text))) == [11, 12, 13, 14, 15, 25]


@given(st.text(max_size=60))
def test_any_text_is_judged_and_cues_lie_inside_it(text):
    assert len(make_lower(text)) == len(text)
    assert all(0 <= cue.start < cue.end <= len(text) for cue in find_cues(text))
    assert admits(text + "\n\nThey signed a treaty ")


def test_a_statement_counts_only_in_a_headline():
    assert admits("Joint Statement on Fisheries\n\nFrance and Spain share a sea.")
    assert not admits("France heard the statement of a witness in Spain.")


def test_a_weak_noun_counts_where_it_is_named_or_agreed():
    assert admits("France and Spain signed a partnership on fishing.")
    assert not admits("France likes the partnership of two bakers in Spain.")
