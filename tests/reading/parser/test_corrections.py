"""Repairs: the day of a saying is not that of what is said."""

from __future__ import annotations

import pytest

import depositary


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The Norwegian king said on Tuesday he will sign the Ozone Treaty next month.", "2024-07"),
        ("Norway said Monday it would not extend the Fisheries Treaty with Chad.", None),
        ("Norway said on Monday it will sign the Ozone Treaty.", None),
        ("Norway signed the Ozone Treaty on Monday, its foreign ministry said.", "2024-06-24"),
    ],
)
def test_the_day_of_saying(text: str, edtf: str | None) -> None:
    found = depositary.read(text, published="2024-06-28").actions
    assert [a.date.edtf if a.date else None for a in found] == [edtf]


def test_the_day_when_a_truce_starts_is_not_that_of_its_conclusion() -> None:
    text = "Chad and its rebels agreed to a three-day truce starting on 1 July, officials said."
    found = {a.action.value: a.date and a.date.edtf for a in depositary.read(text, published="2024-06-28").actions}
    assert found["adoption"] is None


def test_what_is_denied_was_not_agreed() -> None:
    text = "A Chadian general denied reports that Chad had agreed to a new truce with the rebels."
    found = depositary.read(text, published="2024-06-28").actions
    assert [(a.action.value, a.modality.value) for a in found] == [("adoption", "denied")]
