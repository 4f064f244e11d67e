import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import depositary
from depositary.errors import DateError, InputError, LanguageError, ReportError
from tests.reports import ANY_TEXT, GATED_TEXT

SCHEMA = json.loads(Path(__file__).parent.parent.joinpath("docs/reference/reading.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
DATES = st.dates().map(str) | st.none()


def hold(reading, text):
    """The evidence law and the contract, over one reading."""
    assert reading.report.text.endswith(text)
    for span in reading.spans():
        assert reading.report.text[span.start : span.end] == span.text
    VALIDATOR.validate(json.loads(reading.to_json()))
    assert depositary.Reading.from_json(reading.to_json()) == reading


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT.filter(str.strip), DATES)
def test_any_text_is_read_with_spans_that_hold(text, published):
    hold(depositary.read(text, published=published), text)


@settings(max_examples=60, deadline=None)
@given(GATED_TEXT.filter(str.strip), st.sampled_from([None, "Iran, Russia sign treaty 😀"]), DATES)
def test_any_text_on_agreements_is_read_with_spans_that_hold(text, title, published):
    hold(depositary.read(text, title=title, published=published), text)


def test_reading_is_a_pure_function_of_its_report():
    text = "Chad and Sudan signed a border treaty in Abéché on Monday."
    assert depositary.read(text, published="2024-12-26") == depositary.read(text, published="2024-12-26")


def test_title_and_body_are_put_together():
    reading = depositary.read("They signed it.", title="Chad and Sudan sign accord")
    assert reading.report.text == "Chad and Sudan sign accord\n\nThey signed it."


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": ""}, ReportError),
        ({"text": " \n"}, ReportError),
        ({"text": b"bytes"}, ReportError),
        ({"text": None}, ReportError),
        ({"text": "nul \x00"}, ReportError),
        ({"text": "half \ud83d"}, ReportError),
        ({"text": "x" * 10_000_001}, ReportError),
        ({"text": "Rain.", "title": "half \ud83d"}, ReportError),
        ({"text": "Rain.", "published": "2024-02-30"}, DateError),
        ({"text": "Rain.", "published": "2024-12"}, DateError),
        ({"text": "Rain.", "published": "Thursday"}, DateError),
        ({"text": "Rain.", "language": "english"}, LanguageError),
    ],
)
def test_bad_input_is_refused(arguments, error):
    with pytest.raises(error) as caught:
        depositary.read(**arguments)
    assert isinstance(caught.value, InputError)


@pytest.mark.parametrize("published", ["2024-12-26", "2024-12-26T09:30:00Z", "2024-12-26T09:30+03:00"])
def test_days_and_times_are_taken_unchanged(published):
    assert depositary.read("Rain.", published=published).report.published == published


def test_a_language_without_a_reader_is_said():
    reading = depositary.read("მხარეებმა ხელი მოაწერეს ხელშეკრულებას", language="ka-GE")
    assert (reading.report.language, reading.skipped) == ("ka", "no reader for language ka")
