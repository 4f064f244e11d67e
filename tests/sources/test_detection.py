"""The language of an input: told by the text, with the mark as a hint."""

from __future__ import annotations

import pytest

from depositary.reading.reader import Reader
from depositary.sources.detection import detect_language
from depositary.sources.intake import compose_report
from depositary.sources.source import Details

ENGLISH = "Chad and Sudan signed an agreement on trade in Khartoum on Monday, the foreign ministry of Chad said."


@pytest.mark.parametrize("mark", ("fr", "ru", "zh", None, "en"))
def test_an_english_report_is_read_as_english_whatever_its_mark(mark: str | None) -> None:
    reading = Reader().read(compose_report(ENGLISH, Details(published="2020-03-04", language=mark)))
    assert (reading.report.language, len(reading.agreements)) == ("en", 1)


@pytest.mark.parametrize(("text", "hint"), (("OPEC+", "ru"), ("12.5", "de"), ("N'Djamena", "fr")))
def test_a_text_too_short_to_tell_keeps_its_mark(text: str, hint: str) -> None:
    assert detect_language(text, hint) == hint


def test_a_language_without_a_reader_says_so() -> None:
    text = "Suomi ja Norja allekirjoittivat maanantaina Oslossa sopimuksen rajan yli kulkevasta kaupasta."
    reading = Reader().read(compose_report(text, Details()))
    assert (reading.agreements, reading.skipped) == ((), "no reader for language fi")
