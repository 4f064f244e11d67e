"""Words of times made dates: in English, in other languages, and where they name no one day."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.model.vocabulary import Modality
from depositary.reading.llm.times import make_date

PUBLISHED = dt.date(2031, 3, 4)


def date_of(words: str, english: str | None, modality: Modality = Modality.OCCURRED) -> str | None:
    made = make_date(words, english, PUBLISHED, modality)
    return made.edtf if made else None


@pytest.mark.parametrize(
    ("words", "english", "edtf"),
    [
        ("в мае 2029 года", "in May 2029", "2029-05"),
        ("seit Mai 2029", "since May 2029", "2029-05/.."),
        ("٢٩ يونيو ٢٠٣٠", "29 June 2030", "2030-06-29"),
        ("avant 2029", "before 2029", "../2028-12-31"),
    ],
)
def test_the_english_words_are_read_where_they_are_there(words: str, english: str, edtf: str) -> None:
    assert date_of(words, english) == edtf
    made = make_date(words, english, PUBLISHED, Modality.OCCURRED)
    assert made
    assert made.text == words


def test_a_year_that_the_report_does_not_name_is_not_taken_from_the_english() -> None:
    assert date_of("3 мая", "on 3 May 2017") != "2017-05-03"
    assert date_of("سال ۱۳۹۹", "in 2020") is None


@pytest.mark.parametrize(
    ("english", "modality", "edtf"),
    [
        ("on the 2nd", Modality.OCCURRED, "2031-03-02"),
        ("on the evening of the 28th", Modality.OCCURRED, "2031-02-28"),
        ("on the 3rd", Modality.PLANNED, "2031-04-03"),
        ("on the 31st", Modality.OCCURRED, None),  # February has none; January is too long ago
        ("on the 3rd floor", Modality.OCCURRED, None),
    ],
)
def test_a_day_told_by_its_number_is_the_nearest_one(english: str, modality: Modality, edtf: str | None) -> None:
    assert date_of("那天", english, modality) == edtf


def test_several_dates_are_no_date() -> None:
    assert date_of("in 2021 and 2024", None) is None
