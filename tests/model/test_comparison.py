"""Two readings compared: what is the same, what one has alone, what is said otherwise."""

from __future__ import annotations

import msgspec
import pytest

from depositary.errors import InputError
from depositary.model.comparison import Difference, compare, corroborate
from depositary.model.dates import parse_edtf
from depositary.model.reading import Action, Reading
from depositary.model.vocabulary import Kind, Modality
from tests.register.readings import make_reading

TEXT = "Chad and Sudan signed the Lake Treaty. It was ratified."
SIGNED = ("signature", "occurred", "2020-01-01")
RATIFIED = ("ratification", "occurred", None)


def make(*steps: tuple[str, str, str | None], reader: str = "en/1", text: str = TEXT) -> Reading:
    return make_reading(text, title="Lake Treaty", parties=("TCD", "SDN"), steps=steps, reader=reader)


def change(reading: Reading, number: int = 0, **fields: object) -> Reading:
    actions: list[Action] = list(reading.actions)
    actions[number] = msgspec.structs.replace(actions[number], **fields)
    return msgspec.structs.replace(reading, actions=tuple(actions))


def test_the_same_readings_differ_in_nothing() -> None:
    found = compare(make(SIGNED, RATIFIED), make(SIGNED, RATIFIED, reader="llm/m/1"))
    assert (found.agreed, found.differences) == (3, ())
    assert (found.first, found.second) == ("en/1", "llm/m/1")


def test_a_step_that_one_has_alone_is_a_difference() -> None:
    one, other = make(SIGNED), make(SIGNED, RATIFIED)
    [found] = compare(one, other).differences
    assert (found.sort, found.first, found.second) == ("action", None, "ratification occurred")
    [found] = compare(other, one).differences
    assert (found.first, found.second) == ("ratification occurred", None)


def test_fields_that_differ_are_told_with_their_words() -> None:
    one = make(SIGNED)
    other = change(make(SIGNED), modality=Modality.PLANNED, date=parse_edtf("2020-01"))
    differences = compare(one, other).differences
    assert [(d.field, d.first, d.second) for d in differences] == [
        ("modality", "occurred", "planned"), ("date", "2020-01-01", "2020-01"),
    ]  # fmt: skip
    assert all(isinstance(d, Difference) and d.span and d.span.text == TEXT for d in differences)


def test_agreements_are_paired_by_their_words_whatever_their_refs() -> None:
    one = make(SIGNED)
    renamed = msgspec.structs.replace(one.agreements[0], ref="a7", kind=Kind.PROTOCOL)
    other = msgspec.structs.replace(change(one, agreement="a7"), agreements=(renamed,))
    [found] = compare(one, other).differences
    assert (found.field, found.first, found.second) == ("kind", "treaty", "protocol")


def test_readings_of_different_texts_are_not_compared() -> None:
    with pytest.raises(InputError, match="different texts"):
        compare(make(SIGNED), make(SIGNED, text=TEXT + " It rained."))


def test_what_both_tell_is_surer_and_nothing_else() -> None:
    one = change(change(make(SIGNED, RATIFIED), 0, confidence=0.8), 1, confidence=0.6)
    other = change(make(SIGNED), confidence=0.5)
    assert [action.confidence for action in corroborate(one, other).actions] == [0.9, 0.6]


@pytest.mark.parametrize("fields", [{"modality": Modality.DENIED}, {"date": parse_edtf("2019")}])
def test_what_is_told_otherwise_makes_nothing_surer(fields: dict[str, object]) -> None:
    one = change(make(SIGNED), confidence=0.8)
    assert corroborate(one, change(make(SIGNED), confidence=0.8, **fields)).actions[0].confidence == 0.8


def test_a_less_exact_date_of_the_same_time_contradicts_nothing() -> None:
    one, other = change(make(SIGNED), confidence=0.8), change(make(SIGNED), confidence=0.5, date=parse_edtf("2020-01"))
    assert corroborate(one, other).actions[0].confidence == 0.9
