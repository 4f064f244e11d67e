"""Phrases for dates in each language: at least nine of ten mean what people say."""

from __future__ import annotations

from pathlib import Path

import pytest

from depositary.data_files import parse_table
from depositary.reading.lexical.dates import find_dates
from depositary.reading.lexical.lexicon import load_lexicon
from depositary.reading.lexical.words import cut_words

FILE = Path(__file__).with_name("date_phrases.tsv")
ROWS = parse_table(FILE.read_text("utf-8"), FILE.name)
PERIODS = FILE.with_name("date_periods.tsv")
LANGUAGES = tuple(name for name in ROWS[0] if name not in ("edtf", "towards"))
LEAST = 0.9


def find(language: str, phrase: str, towards: str) -> list[str]:
    """Return the dates of a phrase in a report of 26 December 2024."""
    lexicon = load_lexicon(language)
    words = cut_words(phrase, lexicon.script, 0)
    return [hit.date.edtf for hit in find_dates(words, lexicon, "2024-12-26", lambda word: towards)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_phrases_mean_their_days(language: str) -> None:
    told = [row for row in ROWS if row[language]]
    wrong = {
        row[language]: (row["edtf"], found)
        for row in told
        if (found := find(language, row[language], row["towards"])) != [row["edtf"]]
    }
    assert len(told) == 40
    assert len(told) - len(wrong) >= LEAST * len(told), wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_years_and_open_dates_mean_their_days(language: str) -> None:
    rows = [row for row in parse_table(PERIODS.read_text("utf-8"), PERIODS.name) if row[language]]
    found = {row[language]: find(language, row[language], row["towards"]) for row in rows}
    assert found == {row[language]: [row["edtf"]] for row in rows}


@pytest.mark.parametrize(("language", "phrase"), [("de", "seit Ende Februar"), ("fr", "depuis fin février")])
def test_without_a_day_of_publication_no_year_is_guessed(language: str, phrase: str) -> None:
    lexicon = load_lexicon(language)
    words = cut_words(phrase, lexicon.script, 0)
    hits = find_dates(words, lexicon, None, lambda word: "past")
    assert [hit.date.edtf for hit in hits] == ["XXXX-02-21/.."]
