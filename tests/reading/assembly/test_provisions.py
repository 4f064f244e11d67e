"""Final clauses in reports are conditions: each text states what is read of it."""

from __future__ import annotations

import pytest

import depositary


def steps(text: str) -> list[tuple[str, str, str | None]]:
    """Return the steps of a text as action, modality and date."""
    reading = depositary.read(text, published="2015-01-10")
    return [(str(a.action), str(a.modality), a.date.edtf if a.date else None) for a in reading.actions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peru and Chad signed the Lake Treaty on Friday. The treaty enters into force 30 days after the exchange "
            "of instruments of ratification.",
            [("signature", "occurred", "2015-01-09"), ("entry-into-force", "conditional", None)],
        ),
        (
            "Peru ratified the Lake Convention on Friday. The Lake Convention enters into force 90 days after the "
            "fifth ratification.",
            [("ratification", "occurred", "2015-01-09"), ("entry-into-force", "conditional", None)],
        ),
        (
            "The Lake Treaty between Peru and Chad entered into force on Friday. The treaty is valid for five years.",
            [("entry-into-force", "occurred", "2015-01-09"), ("expiry", "conditional", None)],
        ),
        (
            "Peru notified the depositary on Friday of its withdrawal from the Lake Convention. The withdrawal takes "
            "effect on July 9, 2015.",
            [("withdrawal", "occurred", "2015-01-09"), ("withdrawal", "planned", "2015-07-09")],
        ),
        (
            "Peru notified the depositary on Friday of its withdrawal from the Lake Convention. A withdrawal takes "
            "effect six months after the notification.",
            [("withdrawal", "occurred", "2015-01-09"), ("withdrawal", "conditional", None)],
        ),
        (
            "The Lake Convention will enter into force on July 1, 2015.",
            [("entry-into-force", "planned", "2015-07-01")],
        ),
    ],
)
def test_a_clause_is_a_condition_and_no_step(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert steps(text) == expected


def test_a_clause_stands_by_its_own_words() -> None:
    text = "Peru signed the Lake Treaty. It enters into force 30 days after the fifth ratification."
    reading = depositary.read(text, published="2015-01-10")
    [clause] = [action for action in reading.actions if action.modality == "conditional"]
    assert [span.text for span in clause.evidence] == ["It enters into force 30 days after the fifth ratification."]


def test_the_total_that_a_report_counts_belongs_to_the_step() -> None:
    text = "Peru and Chad ratified the Lake Treaty on Friday, bringing the number of ratifications to 60."
    assert [action.total for action in depositary.read(text, published="2015-01-10").actions] == [60]
