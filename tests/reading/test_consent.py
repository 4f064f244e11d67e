"""Consent: who approves decides which step it is, and what waits for consent is not done yet."""

from __future__ import annotations

import pytest

import depositary

FRONT = "Chad and Niger have talked about the Lake Treaty. "


def tell(text: str) -> set[tuple[str, str]]:
    reading = depositary.read(FRONT + text, published="2024-06-28")
    return {(a.action.value, a.modality.value) for a in reading.actions if a.evidence[0].start >= len(FRONT)}


@pytest.mark.parametrize(
    ("by", "step"),
    [
        ("the parliament of Chad", "ratification"),
        ("the Senate", "ratification"),
        ("Chad", "ratification"),
        ("the UN General Assembly", "adoption"),
        ("the African Union", "adoption"),
        ("the delegates", "adoption"),
        ("member states", "adoption"),
    ],
)
def test_states_ratify_and_assemblies_adopt_what_they_approve(by: str, step: str) -> None:
    assert tell(f"The Lake Treaty was approved by {by} in 1990.") == {(step, "occurred")}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "The Lake Treaty will take effect when all the parties have ratified it.",
            {("entry-into-force", "conditional"), ("ratification", "planned")},
        ),
        (
            "The Lake Treaty will enter into force once both parliaments ratify it.",
            {("entry-into-force", "conditional"), ("ratification", "planned")},
        ),
        ("Efforts to revive the Lake Treaty failed.", {("resumption", "denied")}),
        ("The two sides made efforts to renew the Lake Treaty.", {("extension", "possible")}),
        ("The visit was a bid to revive the Lake Treaty.", {("resumption", "possible")}),
    ],
)
def test_what_is_waited_or_worked_for_is_not_done(text: str, steps: set[tuple[str, str]]) -> None:
    assert tell(text) == steps


def test_who_does_not_seek_talks_is_named_beside_the_other_side() -> None:
    text = "Peru is not seeking talks with Chile on the border treaty."
    (action,) = depositary.read(text, published="2024-06-28").actions
    assert (action.modality.value, [b.actor for b in action.by]) == ("denied", ["PER", "CHL"])


def test_a_state_that_the_report_names_by_its_president_alone_is_called_by_its_name() -> None:
    text = "Peruvian President Ana Luz says that her country will ratify the Lake Treaty with Chad."
    (action,) = depositary.read(text, published="2024-06-28").actions
    assert [(b.name, b.actor) for b in action.by] == [("Peru", "PER")]
