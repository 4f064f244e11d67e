"""Agency style: datelines and visits do not tell the state of an office holder, and agencies only pass words on."""

from __future__ import annotations

import pytest

import depositary
from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.parser.english import analyse


@pytest.mark.parametrize(
    "text",
    [
        "LIMA - President Bo Rau wrapped up his visit to Peru. Chad hailed it. Chad is glad.",
        "LIMA, June 3 (AP) \u2014 President Bo Rau wrapped up his visit to Peru. Chad hailed it. Chad is glad.",
    ],
)
def test_neither_dateline_nor_destination_is_home(text: str) -> None:
    actors = find_actors(analyse(Report.compose(text)))
    assert [m.agent.actor for m in actors.mentions if m.sort == "person"] == ["TCD"]


def test_the_source_of_an_agency_speaks_through_it() -> None:
    text = "The threats to leave the Ozone Treaty are grave, a news agency said citing the Peruvian foreign ministry."
    found = [(s.speaker.name, [v.name for v in s.via]) for s in depositary.read(text).statements]
    assert found == [("Peruvian foreign ministry", ["news agency"])]


def test_both_sides_are_none_of_the_dateline() -> None:
    text = "ADDIS ABABA: Chad and its rebels signed a truce with Niger. Chad said both sides would keep it."
    actors = find_actors(analyse(Report.compose(text)))
    assert "ETH" not in {code for m in actors.mentions if m.sort == "collective" for code in m.members}


def test_partners_are_those_named_right_behind() -> None:
    text = (
        "Norway signed a trade treaty with its three partners, namely Chad, Peru and Niger. Mali watched; Mali is glad."
    )
    actors = find_actors(analyse(Report.compose(text.replace("its three", "the three"))))
    assert [m.members for m in actors.mentions if m.sort == "collective"] == [("NER", "PER", "TCD")]


def test_a_comma_before_the_verb_hides_nobody() -> None:
    text = "President Ana Luz of Peru and her old rival Bo Rau of Chad, signed a border treaty in Oslo on Wednesday."
    reading = depositary.read(text, published="2024-06-28")
    assert "PER" in {b.actor for a in reading.actions for b in a.by}


def test_the_minister_is_the_one_told_of_before() -> None:
    text = (
        "Peru's ambassador to Chad said on Monday that the Ozone Treaty would be signed. Chad is glad; Chad is near. "
        '"We will sign the Ozone Treaty in May," the ambassador said.'
    )
    found = [s.speaker.actor for s in depositary.read(text, published="2024-06-28").statements if s.speaker.office]
    assert found == ["PER", "PER"]


def test_who_visits_a_capital_told_by_its_people_is_not_of_that_state() -> None:
    text = (
        "Peru and Chad agreed. Chad is glad. "
        "President Bo Rau would visit the Peruvian capital for talks with President Ana Luz."
    )
    actors = find_actors(analyse(Report.compose(text)))
    assert [(m.agent.name, m.agent.actor) for m in actors.mentions if m.sort == "person"] == [
        ("Bo Rau", "TCD"),
        ("Ana Luz", "PER"),
    ]


def test_a_body_of_somebody_unknown_is_of_no_state_named_near_it() -> None:
    analysis = analyse(Report.compose("The Okello government leaves the Skies Treaty over Chadian breaches."))
    (mention,) = [m for m in find_actors(analysis).mentions if "government" in m.agent.name]
    assert mention.agent.actor is None
