"""Entry into force: for whom, behind a title with a subject, and what ends a provisional application."""

from __future__ import annotations

import pytest

import depositary
from depositary.model.vocabulary import Bearing


def tell(text: str) -> list[tuple[str, str, tuple[str, ...], Bearing | None]]:
    reading = depositary.read(text, published="2014-05-02")
    return [
        (action.action.value, action.modality.value, tuple(agent.actor or "" for agent in action.by), action.bearing)
        for action in reading.actions
    ]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The Lomé Agreement on river fishing entered into force on Thursday.", ()),
        ("The Lomé Agreement on climate change entered into force on Thursday.", ()),
        ("The Convention on the Care of River Dolphins entered into force on Thursday.", ()),
        ("The Lomé Convention entered into force for Ghana and Togo on Thursday.", ("GHA", "TGO")),
        ("The Lomé Convention came into effect for Norway on Thursday.", ("NOR",)),
    ],
)
def test_an_entry_into_force_is_told_and_for_whom(text: str, by: tuple[str, ...]) -> None:
    assert tell(text) == [("entry-into-force", "occurred", by, None)]


def test_the_end_of_a_provisional_application_bears_on_that_alone() -> None:
    text = "Ghana ended the provisional application of the Air Transport Agreement with Togo on Thursday."
    assert tell(text) == [("termination", "occurred", ("GHA",), Bearing.PROVISIONAL)]


def test_an_instrument_of_formal_confirmation_is_deposited() -> None:
    text = "The European Union deposited its instrument of formal confirmation of the Lomé Convention on Thursday."
    assert tell(text) == [("deposit", "occurred", ("EU",), None)]
