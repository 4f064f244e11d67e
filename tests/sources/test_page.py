"""Pages to reports: their charsets."""

import pytest

from depositary.sources import Details, Setting
from depositary.sources.page import compose_page, decode_mostly

SAID = "Le traité entre le Tchad et le Soudan a été signé à Lomé, dit le ministère tchadien des affaires étrangères."
PAGE = f"<html lang=fr><head>{{}}</head><body><p>{SAID} {SAID} {SAID}</p></body></html>"


def body_of(data: bytes, charset: str | None = None) -> str:
    """Return the text of the report that a page of bytes is."""
    return compose_page(data, Details(), Setting(), charset=charset).text


@pytest.mark.parametrize(
    ("head", "written", "told"),
    [
        ("", "utf-8", None),
        ('<meta charset="iso-8859-1">', "utf-8", None),  # many pages say so and are not
        ('<meta charset="iso-8859-1">', "latin-1", None),
        ("", "latin-1", "iso-8859-1"),
        ('<meta charset="windows-1252">', "cp1252", None),
    ],
)
def test_a_page_is_read_in_its_charset(head: str, written: str, told: str | None) -> None:
    assert body_of(PAGE.format(head).encode(written), told).count(SAID) == 3


def test_a_label_means_what_browsers_take_it_for() -> None:
    assert "“Oui” – dit-il" in body_of(
        PAGE.format("").replace("dit le", "“Oui” – dit-il, le").encode("cp1252"), "ISO-8859-1"
    )


def test_a_few_bad_bytes_spoil_themselves_alone() -> None:
    data = (
        PAGE.format('<meta charset="iso-8859-1">')
        .encode()
        .replace(b"<p>", b"<p>\xa9 ")
        .replace(b"</p>", b" \xe2\x80</p>")
    )
    assert body_of(data).count(SAID) == 3


def test_what_is_mostly_wrong_is_in_another_charset() -> None:
    assert decode_mostly("Lomé, Malé, São Tomé".encode("latin-1"), None) is None
    assert decode_mostly("é".encode() * 20 + b"\xe9", "iso-8859-1") is None
    assert decode_mostly("é".encode() * 20 + b"\xe9", "UTF-8") == "é" * 20 + "\ufffd"
