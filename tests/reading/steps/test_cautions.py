"""Words beside a step that say that it was not taken."""

from __future__ import annotations

import pytest

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, title: str | None = None) -> Reading:
    return reader.read(Report.compose(text, title=title, published="2025-06-03"))


@pytest.mark.parametrize(
    ("text", "action", "modality"),
    [
        ("Benin and Togo have initialled but not yet ratified the Mono River Treaty.", "ratification", "denied"),
        ("Benin set three conditions for signing the Mono River Treaty with Togo.", "signature", "conditional"),
        ("After the Mono River Treaty of Benin and Togo enters into force, fees fall.", "entry-into-force", "planned"),
        ("Benin ratified the Mono River Treaty, a step towards its entry into force.", "entry-into-force", "possible"),
        ("Togo has applied to join the Mono River Treaty.", "accession", "possible"),
        ("Togo denies that it will sign a border pact with Benin.", "signature", "denied"),
        ("Togo said it would hold no talks on the border pact with Benin.", "negotiation", "denied"),
        ("Securing a border pact with Benin remains the main goal, Togo's leader said.", "adoption", "possible"),
        ("The Senate of Benin on Monday concurred in the ratification of the border treaty with Togo.", "ratification",
         "occurred"),
        ("Norway called on all sides to adhere to the truce between Benin and Togo.", "implementation", "possible"),
        ("President Rojas took Peru out of the Mono River Treaty in 2018.", "withdrawal", "occurred"),
    ],
)  # fmt: skip
def test_a_step_has_the_modality_that_its_neighbours_give(
    reader: Reader, text: str, action: str, modality: str
) -> None:
    told = {step.action.value: step.modality.value for step in read(reader, text).actions}
    assert told.get(action) == modality


def test_a_headline_with_an_infinitive_is_a_plan(reader: Reader) -> None:
    made = read(reader, "The United Kingdom will withdraw from the Mono River Treaty.", "UK to leave Mono River Treaty")
    assert [(step.action.value, step.modality.value) for step in made.actions] == [("withdrawal", "planned")]


def test_what_is_dated_after_the_report_has_not_occurred(reader: Reader) -> None:
    made = read(reader, "Togo joined the Mono River Treaty (it comes into force in Togo on 1 June 2026).")
    assert [s.modality.value for s in made.actions if s.action.value == "entry-into-force"] == ["planned"]


def test_a_witness_signs_for_no_side(reader: Reader) -> None:
    text = (
        "The foreign ministers of Benin and Togo signed a border treaty in Accra, "
        "while Kenyan Foreign Minister Ann Otieno signed as a witness."
    )
    made = read(reader, text)
    assert set(made.agreements[0].parties) == {"BEN", "TGO"}
    assert not any(agent.actor == "KEN" for step in made.actions for agent in step.by)


@pytest.mark.parametrize(
    "text",
    [
        "The Turkish Foreign Ministry spoke of its doubts after the signing of a deal between Benin and Togo.",
        "Norway, which brokered the ceasefire between Benin and Togo, asked both to stop.",
    ],
)
def test_who_speaks_of_a_step_or_brokers_it_does_not_take_it(reader: Reader, text: str) -> None:
    made = read(reader, text)
    assert {agent.actor for step in made.actions for agent in step.by} == {"BEN", "TGO"}
    assert set(made.agreements[0].parties) == {"BEN", "TGO"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chad and Niger will open the lake within two days of the signing of the Lake Treaty.", "signature"),
        ("Chad's withdrawal from the Lake Treaty with Niger takes effect in May.", "entry-into-force"),
    ],
)
def test_a_step_that_time_is_counted_from_or_of_another_act_is_not_told(reader: Reader, text: str, code: str) -> None:
    assert code not in {action.action.value for action in read(reader, text).actions}
