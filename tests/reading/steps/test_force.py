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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Lomé Treaty between Chad and Niger, in force since June 1988, bans missiles.", "1988-06"),
        ("Chad wants to leave the Lomé Treaty with Niger, in force since 1988.", "1988"),
        ("Chad told Niger that the Lomé Treaty, in effect since 2 May 2008, had failed.", "2008-05-02"),
        ("The Lomé Treaty between Chad and Niger, which has been in force since 1988, bans missiles.", "1988"),
    ],
)
def test_what_stands_behind_a_treaty_without_a_verb_tells_its_force(text: str, day: str) -> None:
    reading = depositary.read(text, published="2018-10-22")
    told = [action for action in reading.actions if action.action.value == "entry-into-force"]
    assert [(action.modality.value, action.date.edtf if action.date else None) for action in told] == [
        ("occurred", day)
    ]


def test_a_protocol_on_an_accession_tells_no_accession() -> None:
    text = "The Turkish parliament ratified the protocol on the accession of Sweden to the Lomé Treaty on Thursday."
    assert tell(text) == [("ratification", "occurred", ("TUR",), None)]


def test_a_signature_into_law_is_a_ratification() -> None:
    text = "Chadian President Idriss Deby signed the Lomé Treaty with Niger into law on Thursday."
    assert tell(text) == [("ratification", "occurred", ("TCD",), None)]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Chad and Niger signed the Lomé Amendment to the Lake Protocol on Thursday.", "signature"),
        ("The Lomé Amendment to the Lake Protocol entered into force on Thursday.", "entry-into-force"),
        ("The Senate of Chile ratified the Lomé Amendment to the Lake Protocol on Thursday.", "ratification"),
    ],
)
def test_an_amendment_with_a_name_is_an_agreement_of_its_own(text: str, step: str) -> None:
    reading = depositary.read(text, published="2014-05-02")
    titles = {agreement.ref: agreement.title for agreement in reading.agreements}
    assert [(titles[action.agreement], action.action.value) for action in reading.actions] == [
        ("Lomé Amendment to the Lake Protocol", step)
    ]


@pytest.mark.parametrize("name", ["First Amendment", "Constitutional Amendment"])
def test_an_amendment_to_a_constitution_is_none(name: str) -> None:
    reading = depositary.read(f"Judges in Chad and Niger upheld the {name} on Thursday.", published="2014-05-02")
    assert not reading.agreements


def test_a_withdrawal_that_takes_effect_is_no_sure_entry_into_force() -> None:
    text = "Chad notified the UN of its withdrawal from the Lomé Convention, which will take effect on 2 May 2026."
    reading = depositary.read(text, published="2025-05-02")
    assert [action.action.value for action in reading.actions if action.confidence >= 0.5] == ["withdrawal"]
