"""Echoes: "did so", "the same" and "followed suit" tell a step once more, of others or of another day."""

from __future__ import annotations

import pytest

import depositary

Told = list[tuple[str, str, str | None, list[str | None]]]


def tell(text: str) -> Told:
    return [
        (a.action.value, a.modality.value, a.date.edtf if a.date else None, [b.actor for b in a.by])
        for a in depositary.read(text, published="2024-06-28").actions
    ]


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        (
            "Hungary ratified the Nordic Accession Protocol on Monday. Turkey is expected to do so next week.",
            ("ratification", "planned", "2024-07-01/2024-07-07", ["TUR"]),
        ),
        (
            "France signed the Global Plastics Treaty on 3 March 2024 and Germany followed suit a week later.",
            ("signature", "occurred", "2024-03-10", ["DEU"]),
        ),
        (
            "Sweden's parliament approved the defence pact with the United States in June. "
            "Finland's parliament did the same on Wednesday.",
            ("ratification", "occurred", "2024-06-26", ["FIN"]),
        ),
    ],
)
def test_an_echo_is_a_step_of_others(text: str, echo: tuple[str, str, str | None, list[str | None]]) -> None:
    found = tell(text)
    assert len(found) == 2
    assert found[1] == echo


@pytest.mark.parametrize(
    "text",
    [
        "The Senate debated the Nordic Accession Protocol. Members did so for six hours.",
        "France signed the Global Plastics Treaty. The minister spoke for an hour. She did so in French.",
    ],
)
def test_an_echo_of_no_step_tells_nothing(text: str) -> None:
    assert len(tell(text)) <= 1


def test_its_ratification_is_that_of_the_agreement() -> None:
    text = (
        "The two presidents signed the Nordic Energy Treaty on Monday. Its ratification is expected by the end of 2024."
    )
    assert ("ratification", "planned") in [told[:2] for told in tell(text)]


def test_its_ratification_of_something_else_is_not() -> None:
    text = "Norway signed the Nordic Energy Treaty. Its ratification of other texts was slow."
    assert "ratification" not in [told[0] for told in tell(text)]
