"""Timing: the day of a step from its clause, its act, its agreement's name, or the meeting that it crowns."""

from __future__ import annotations

import pytest

import depositary
from depositary.model.reading import Action

PUBLISHED = "2024-06-28"


def act(text: str, code: str) -> list[Action]:
    return [a for a in depositary.read(text, published=PUBLISHED).actions if a.action.value == code]


@pytest.mark.parametrize(
    ("text", "code", "day"),
    [
        ("In the 3 May deal, France and Spain agreed on their maritime border.", "adoption", "2024-05-03"),
        (
            "The report refers to the Resolution of Ratification of the Fisheries Treaty with Canada of March 4, 1998.",
            "ratification",
            "1998-03-04",
        ),
        (
            "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on 12 June 2024. "
            "France and Germany also agreed on a tank cooperation agreement.",
            "adoption",
            "2024-06-12",
        ),
    ],
)
def test_a_step_is_dated_by(text: str, code: str, day: str) -> None:
    found = act(text, code)
    assert [a.date.edtf if a.date else None for a in found] == [day]


def test_what_an_act_of_the_past_did_has_occurred() -> None:
    text = "The report refers to the Resolution of Ratification of the Fisheries Treaty with Canada of March 4, 1998."
    assert [a.modality.value for a in act(text, "ratification")] == ["occurred"]


def test_a_meeting_does_not_date_what_only_one_of_those_who_met_did() -> None:
    text = (
        "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on 12 June 2024. "
        "Spain signed the Rhine Navigation Treaty with Italy."
    )
    assert [a.date for a in act(text, "signature")] == [None]


def test_a_planned_meeting_dates_nothing() -> None:
    text = (
        "French President Emmanuel Macron will meet German Chancellor Olaf Scholz in Berlin on 12 July 2024. "
        "France and Germany agreed on a tank cooperation agreement."
    )
    assert [a.date for a in act(text, "adoption")] == [None]


def test_what_is_only_discussed_does_not_take_the_day_of_the_discussion() -> None:
    text = "French and German officials will meet on 5 July 2024 to discuss extending the Rhine Navigation Treaty."
    assert [a.date for a in act(text, "extension")] == [None]
    assert [a.date.edtf if a.date else None for a in act(text, "negotiation")] == ["2024-07-05"]


def test_a_surname_is_no_month() -> None:
    text = (
        "Prime Minister Theresa May of the United Kingdom spoke on Monday. "
        "May signed the Fisheries Treaty with Norway in London."
    )
    assert [a.date for a in act(text, "signature")] == [None]


def test_the_outlets_own_source_ends_the_chain_of_the_step_that_came_through_it() -> None:
    text = (
        "The Spanish embassy in Paris said that Spain and France will sign the Birds Treaty on 5 July 2024. "
        "President Emmanuel Macron of France and Prime Minister Pedro Sanchez of Spain will sign the Birds Treaty, "
        "the Riviera Post reports via French radio."
    )
    reading = depositary.read(text, published=PUBLISHED, outlet="Riviera Post")
    chains = [[b.name for b in a.according_to] for a in reading.actions if a.action.value == "signature"]
    assert chains == [["Spanish embassy in Paris", "French radio"]]


@pytest.mark.parametrize("words", ["for the coming decades", "for the next five years", "for five years"])
def test_how_long_an_agreement_lasts_dates_no_step(words: str) -> None:
    found = act(f"France and Spain will sign a maritime border treaty {words}.", "signature")
    assert [a.date for a in found] == [None]


def test_what_is_fixed_for_a_stretch_is_dated_by_it() -> None:
    found = act("The signing of the maritime border treaty is planned for the coming days.", "signature")
    assert [a.date.earliest if a.date else None for a in found] == [PUBLISHED]


def test_what_is_told_as_past_is_not_planned() -> None:
    told = [(a.modality.value, a.date) for a in act("France and Spain signed a border treaty on July 5.", "signature")]
    assert told == [("occurred", None)]
    foretold = act("The border treaty of France and Spain expires on July 5.", "expiry")
    assert [(a.modality.value, a.date.edtf if a.date else None) for a in foretold] == [("planned", "2024-07-05")]


def test_the_day_of_a_relative_clause_stays_in_it() -> None:
    text = "The border treaty that France and Spain signed on June 3 is in force."
    assert [a.date for a in act(text, "entry-into-force")] == [None]


def test_the_title_within_a_title_is_not_what_is_signed() -> None:
    reading = depositary.read("Ghana signed the Protocol to the Lomé Convention on Monday.", published=PUBLISHED)
    titles = {agreement.ref: agreement.title for agreement in reading.agreements}
    assert [titles[step.agreement] for step in reading.actions] == ["Protocol to the Lomé Convention"]
