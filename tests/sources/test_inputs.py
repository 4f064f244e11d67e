import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depositary.model.text import Report
from depositary.sources import Details, Input, Refusal, read_input
from depositary.sources.files import find_kind
from tests.reports import ANY_TEXT


def offers_of(data, kind=None, details=None):
    warnings = []
    source = Input("given", io.BytesIO(data))
    return list(read_input(source, details or Details(), kind, warnings.append)), warnings


LINES = st.one_of(
    st.fixed_dictionaries({"text": ANY_TEXT}, optional={"id": ANY_TEXT, "title": ANY_TEXT, "published": ANY_TEXT}).map(
        lambda record: json.dumps(record).encode()
    ),
    st.recursive(st.none() | st.booleans() | st.floats() | ANY_TEXT, st.lists).map(lambda v: json.dumps(v).encode()),
    st.binary(min_size=1, max_size=40).map(lambda data: data.replace(b"\n", b"").lstrip(b"\x1f\x28")),
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_every_line_is_answered_in_its_place(lines):
    offers, _ = offers_of(b"\n".join(lines), kind="jsonl")
    wanted = [number for number, line in enumerate(lines, start=1) if line.strip()]
    assert len(offers) == len(wanted)
    refused = [(n, offer.line) for n, offer in zip(wanted, offers, strict=True) if isinstance(offer, Refusal)]
    assert all(place == line for place, line in refused)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_one_report_or_one_refusal(data):
    offers, _ = offers_of(data, kind="text")
    assert len(offers) == 1


@given(ANY_TEXT.filter(str.strip), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_is_kept_as_it_is(text, encoding):
    [offer], warnings = offers_of(text.encode(encoding), kind="text")
    if isinstance(offer, Report):
        assert offer.text == text.removeprefix("\ufeff") or offer.text == text
        assert warnings == []
    else:
        assert any(ord(c) < 32 or ord(c) > 126 for c in text) or text.startswith(("{", "[", "<"))


@given(st.lists(st.binary(max_size=30).map(lambda b: b.replace(b"\n", b"")), max_size=6), st.integers(1, 40))
def test_lines_are_cut_nowhere_else_than_at_their_ends(lines, limit):
    data = b"\n".join(lines)
    source = Input("given", io.BytesIO(data))
    source.peek()
    whole = list(io.BytesIO(data))
    assert list(source.lines(limit)) == [(n, x if len(x) <= limit else None) for n, x in enumerate(whole, start=1)]
    assert source.consumed == len(data)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b'{"text": "x"}', "jsonl"),
        (b'\xef\xbb\xbf{"text": "x"}', "jsonl"),
        (b'\n\n { "id": 1', "jsonl"),
        (b"{}", "jsonl"),
        (b"{curly} treaty", "text"),
        (b"Chad signs", "text"),
        (b"", "text"),
    ],
)
def test_kind_is_found_by_content(head, kind):
    assert find_kind(head).name == kind


def test_legacy_encoding_is_read_and_said():
    [report], warnings = offers_of("Traité signé à Lomé – “le texte”".encode("cp1252"))
    assert report.text == "Traité signé à Lomé – “le texte”"
    assert warnings == ["given: not UTF-8: read as windows-1252"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{oops", "no JSON: expecting property name"),
        (b'{"id": "a"}', "field text is missing"),
        (b'{"text": null}', "field text is missing"),
        (b'{"text": ["x"]}', "field text must be a string, not a list"),
        (b'{"text": "x", "published": 20241226}', "field published must be a string, not a number"),
        (b'{"text": "x", "published": "2023-02-29"}', "published '2023-02-29' is not a date"),
        (b'{"text": "x", "language": "klingon"}', "'klingon' is not a language code"),
        (b'{"text": "\\ud83d"}', "field text holds half a character (a lone surrogate) at code point 0"),
        (b'{"text": "a\\u0000"}', "field text holds a NUL character at code point 1"),
        (b'{"text": "caf\xe9"}', "byte 13 is not UTF-8"),
        (b"[" * 100_000, "no JSON that can be read"),
        (b"1" * 5_000, "no JSON that can be read"),
        (b"[]", "a JSON object is wanted, not a list"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line, reason):
    [refusal], _ = offers_of(line, kind="jsonl")
    assert (refusal.name, refusal.line) == ("given", 1)
    assert refusal.reason.startswith(reason)


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(Input.lines, "__defaults__", (50,))
    long = json.dumps({"id": "long", "text": "x" * 100}).encode()
    [first, refusal, last], _ = offers_of(b'{"text": "a"}\n' + long + b'\n{"text": "b"}\n', kind="jsonl")
    assert isinstance(first, Report)
    assert refusal == Refusal("given", 2, "the line is longer than 10 MB")
    assert last.text == "b"


def test_what_a_line_says_goes_before_the_details():
    details = Details(published="2001-01-01", outlet="Post")
    [report], _ = offers_of(b'{"text": "x", "published": "2024-12-26"}', details=details)
    assert (report.published, report.outlet) == ("2024-12-26", "Post")


@pytest.mark.parametrize("data", [b'{\n  "text": "x"\n}\n', b'[{"text": "x"}]'])
def test_json_that_is_not_one_object_a_line_is_refused(data):
    [refusal], _ = offers_of(data)
    assert refusal.reason.startswith("it is JSON, but not one object a line")


def test_headline_and_byline_are_read_off_a_plain_text():
    [report], _ = offers_of(b"Chad, Sudan sign accord\r\nIt was signed.\r\nBy Amina Saleh\r\n")
    assert (report.title, report.byline) == ("Chad, Sudan sign accord", "Amina Saleh")
    assert report.text == "Chad, Sudan sign accord\r\nIt was signed.\r\nBy Amina Saleh\r\n"


@pytest.mark.parametrize("data", [b"It was signed.\nBy dawn all had left.", b"One line only", b"It ended.\nMore."])
def test_a_sentence_is_neither_headline_nor_byline(data):
    [report], _ = offers_of(data)
    assert (report.title, report.byline) == (None, None)
