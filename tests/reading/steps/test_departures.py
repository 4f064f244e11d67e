"""Leaving and joining told by a verb alone, of the agreement that was named just before."""

from __future__ import annotations

import pytest

import depositary


def steps(text: str) -> list[tuple[str, str, list[str | None], str | None]]:
    actions = depositary.read(text, published="2024-06-28").actions
    return [
        (a.action.value, a.modality.value, [b.actor for b in a.by], a.date.edtf if a.date else None)
        for a in actions
        if a.action.value in ("withdrawal", "accession")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru signed the Lima Seabed Treaty. The United States withdrew in 2018.",
            ("withdrawal", "occurred", ["USA"], "2018"),
        ),
        (
            "Peru and Chile signed the Lima Seabed Treaty, but Chile quit in 2018.",
            ("withdrawal", "occurred", ["CHL"], "2018"),
        ),
        ("The Lima Seabed Treaty binds Peru. Chile pulled out in 2018.", ("withdrawal", "occurred", ["CHL"], "2018")),
        ("The Lima Seabed Treaty binds Peru. Chile threatened to withdraw.", ("withdrawal", "possible", ["CHL"], None)),
        ("Peru signed the Lima Seabed Treaty. Chile joined in 2018.", ("accession", "occurred", ["CHL"], "2018")),
    ],
)
def test_who_leaves_leaves_what_was_just_named(
    text: str, expected: tuple[str, str, list[str | None], str | None]
) -> None:
    assert steps(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed a ceasefire. Chile withdrew on Tuesday.",  # from the field
        "Peru and Chile signed a border treaty. Chilean troops withdrew in 2018.",
        "Peru and Chile signed a border treaty. Chile withdrew its ambassador.",
        "Peru and Chile signed a border treaty. Chile withdrew from Lima in 2018.",
        "Peru and Chile signed a border treaty. President Ana Luz of Peru quit in 2018.",
        "Peru and Chile signed a border treaty. Chile joined in the talks.",
        "Peru and Chile signed a border treaty and a trade pact. Chile withdrew in 2018.",  # of which?
    ],
)
def test_other_withdrawals_are_not_from_an_agreement(text: str) -> None:
    assert steps(text) == []
