"""Actors and places of a report."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.mentions import Actors
from depositary.reading.text.analysis import Analysis
from depositary.reading.text.quotations import find_quotations
from depositary.reading.text.sentences import split_report


def find(text: str, outlet: str | None = None) -> Actors:
    report = Report.compose(text, outlet=outlet)
    return find_actors(Analysis(report, split_report(report), find_quotations(report.text)))


def agents(text: str, outlet: str | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(m.agent.name, m.agent.office, m.agent.actor) for m in find(text, outlet).mentions]


PERSONS = [
    ("Latvian President Jane Roe spoke.", ("Jane Roe", "President", "LVA")),
    ("Prime Minister John Doe of Canada spoke.", ("John Doe", "Prime Minister", "CAN")),
    ("Karl Vogt, Austria's Ambassador to Peru, spoke.", ("Karl Vogt", "Ambassador to Peru", "AUT")),
    ("Karl Vogt, the foreign minister of Austria, spoke.", ("Karl Vogt", "foreign minister", "AUT")),
    ("Peru’s President Ana Luz spoke.", ("Ana Luz", "President", "PER")),
    ("U.S. Secretary of State Mary A. Poe spoke.", ("Mary A. Poe", "Secretary of State", "USA")),
    (
        "President of the European Commission Ilse von der Aue spoke.",
        ("Ilse von der Aue", "President of the European Commission", "EU"),
    ),
    (
        "Minister of Trade and Industry of Kenya Paul Odongo spoke.",
        ("Paul Odongo", "Minister of Trade and Industry", "KEN"),
    ),
    ("Carl Bo, NATO Secretary-General, spoke.", ("Carl Bo", "Secretary-General", "NATO")),
    ("The Omani sultan, Said bin Taimur al-Busaidi, spoke.", ("Said bin Taimur al-Busaidi", "sultan", "OMN")),
]


@pytest.mark.parametrize(("text", "agent"), PERSONS)
def test_persons_have_name_office_and_state(text, agent):
    assert agents(text)[0] == agent


def test_counterparts_share_the_office():
    found = agents(
        "Malian foreign minister Adama Ba and his Greek and Cuban counterparts, Nikos Pappas and Luis Rey, met."
    )
    assert found == [
        ("Adama Ba", "foreign minister", "MLI"),
        ("Nikos Pappas", "foreign minister", "GRC"),
        ("Luis Rey", "foreign minister", "CUB"),
    ]


def test_a_surname_leads_back_to_the_full_name():
    found = agents("Roe agrees with Chile\n\nLatvian President Jane Roe spoke. Later Roe left.")
    assert [a for a in found if a[0] == "Jane Roe"] == [("Jane Roe", "President", "LVA")] * 3


def test_an_office_leads_back_to_its_only_holder():
    found = agents("Latvian President Jane Roe came. The president left.")
    assert found[1] == ("Jane Roe", "President", "LVA")


def test_a_government_release_speaks_for_its_state():
    assert agents("Secretary Poe met nobody.", outlet="The White House")[0] == ("Poe", "Secretary", "USA")


def test_a_lone_president_belongs_to_the_state_at_hand():
    assert agents("Peru agreed with Chile. Peru's cabinet met President Ana Luz.")[-1] == (
        "Ana Luz",
        "President",
        "PER",
    )


def test_those_who_serve_a_person_share_the_state():
    found = agents("Austrian Chancellor Karl Vogt left. Vogt's spokesman Emil Graf spoke.")
    assert found[-1] == ("Emil Graf", "spokesman", "AUT")


def test_lists_deal_out_their_states():
    found = agents("The presidents of Peru and Chile, Ana Luz and Juan Mora, met.")
    assert found == [("Ana Luz", "president", "PER"), ("Juan Mora", "president", "CHL")]


def test_unknown_groups_have_a_slug_and_an_acronym():
    found = agents("The Popular Liberation Front of Oz (PLFO) and Tuareg rebels agreed. The PLFO left.")
    assert [actor for _, _, actor in found] == ["plfo", "tuareg-rebels", "plfo"]


@pytest.mark.parametrize(
    ("text", "office", "actor"),
    [
        ("They will sign, Peru's trade minister said. Ana Luz told reporters so.", "trade minister", "PER"),
        ("The trade minister of Peru said on Monday: yes. They will sign.\nAna Luz told reporters so.", None, None),
        ("They will sign, a Peruvian minister said. Ana Luz told reporters so.", None, None),
        ("They will sign, Peru's trade minister said. Ana Luz, a trader, told reporters so.", None, None),
        ("Peru's minister Juan Mora left. They will sign, Peru's minister said. Ana Luz said so.", None, None),
    ],
)
def test_who_speaks_next_is_the_holder_who_spoke_without_a_name(text: str, office: str | None, actor: str | None):
    assert ("Ana Luz", office, actor) in agents(text)


def test_fighters_whom_only_a_state_names_have_no_code() -> None:
    found = agents("Chad's rebels and Chadian rebels agreed. Chad Rebels Keep Truce.")
    assert [actor for name, _, actor in found if "ebels" in name] == [None, "chadian-rebels", None]


def test_members_stand_for_their_organisation():
    found = find("All 25 EU member states agreed.").mentions
    assert [(m.sort, m.agent.name, m.agent.actor) for m in found] == [("collective", "All 25 EU member states", "EU")]


ORGANS = [
    ("The Chilean embassy in Oslo spoke.", ("Chilean embassy in Oslo", None, "CHL")),
    ("The government of Chad spoke.", ("government of Chad", None, "TCD")),
    ("Swiss voters spoke.", ("Swiss voters", None, "CHE")),
    ("The Turkish Ministry of Foreign Affairs spoke.", ("Turkish Ministry of Foreign Affairs", None, "TUR")),
    ("The State Duma spoke.", ("State Duma", None, "RUS")),
    ("The UN Security Council spoke.", ("UN Security Council", None, "UN")),
]


@pytest.mark.parametrize(("text", "agent"), ORGANS)
def test_organs_act_for_their_state(text, agent):
    assert agents(text)[0] == agent


def test_collectives_stand_for_the_states_named():
    found = find("Russia and Iran met. The two countries agreed.").mentions[-1]
    assert (found.sort, found.agent.name, found.codes) == ("collective", "The two countries", ("IRN", "RUS"))


@pytest.mark.parametrize(
    "text",
    [
        "The Irish Times reported it.",
        "Michael Jordan said so.",
        "He came from Atlanta, Georgia on foot.",
        "a pro-Russian crowd",
        "The Paris Agreement was praised.",
        "China National Petroleum Corporation drilled.",
        "Georgia voted. Democrats won in Atlanta.",
    ],
)
def test_names_that_stand_for_no_state(text):
    assert not [a for a in agents(text) if a[2]]


def test_places_carry_their_state():
    found = find("They met in Geneva, Switzerland and at Camp David.").places
    assert [(p.place.text, p.place.country) for p in found] == [("Geneva, Switzerland", "CHE"), ("Camp David", "USA")]


WORDS = [
    "Iran",
    "Iranian",
    "President",
    "Jane",
    "Roe",
    "'s",
    ",",
    "and",
    "of",
    "the",
    "EU",
    "in",
    "Oslo",
    ".",
    "(",
    "rebels",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_mentions_lie_in_the_text_and_do_not_overlap(text):
    mentions = find(text or "x").mentions
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(one.end <= two.start for one, two in itertools.pairwise(mentions))


@given(st.text(min_size=1, max_size=80))
def test_any_text_is_read(text):
    assert all(m.agent.name for m in find(text).mentions)


def test_headlines_take_names_from_the_body():
    found = agents("Vogt, Roe sign pact\n\nAustrian Chancellor Karl Vogt and Latvian President Jane Roe met.")
    assert found[:2] == [("Karl Vogt", "Chancellor", "AUT"), ("Jane Roe", "President", "LVA")]


def test_two_states_in_one_name():
    assert find("North and South Korea agreed.").mentions[0].codes == ("PRK", "KOR")


def test_organs_of_several_states():
    assert find("The governments of Peru and Chile agreed.").mentions[0].codes == ("PER", "CHL")


def test_an_unknown_organisation_is_known_by_its_acronym():
    found = agents("The International Sand Authority (ISA) met. The ISA agreed.")
    assert [actor for _, _, actor in found] == ["ISA", "ISA"]


NOBODY = ["a London-based firm", "the Treaty of Lisbon", "an official visit", "its first major deal"]


@pytest.mark.parametrize("text", NOBODY)
def test_words_that_name_nobody(text):
    assert not agents(text)


def test_a_seat_abroad_acts_for_its_organisation_and_lies_in_a_state():
    assert agents("Brussels agreed.") == [("Brussels", None, "EU")]
    assert [p.place.country for p in find("They met in Brussels.").places] == ["BEL"]


@pytest.mark.parametrize("unit", ["foreign ", "Iran, ", "A. ", "President ", "minister of trade and "])
def test_long_runs_are_read_in_linear_time(unit):
    began = time.process_time()
    find(unit * 8000)
    assert time.process_time() - began < 3


def test_capital_behind_in_is_no_state_of_the_minister_named_next() -> None:
    found = agents("At talks in Vienna Peruvian Foreign Minister Ana Rojas signed.")
    assert found == [("Ana Rojas", "Foreign Minister", "PER")]


def test_capital_behind_in_stays_a_place_before_the_minister() -> None:
    places = find("At talks in Vienna Peruvian Foreign Minister Ana Rojas signed.").places
    assert [(p.place.text, p.place.country) for p in places] == [("Vienna", "AUT")]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Canada and Peru signed. The House of Commons in Ottawa agreed.", "CAN"),
        ("Britain and Peru signed. The House of Commons agreed.", "GBR"),
        ("Canada welcomed that Britain and the British signed. The House of Commons agreed.", "GBR"),
        ("The House of Commons agreed.", "GBR"),
    ],
)
def test_house_of_commons_is_of_the_state_named_most(text: str, state: str) -> None:
    assert ("House of Commons", None, state) in agents(text)


def test_the_holder_of_an_office_of_an_unknown_place_has_no_state() -> None:
    assert agents("Peru mourned when the mayor of Bristol spoke.")[1:] == [("mayor", "mayor", None)]


@pytest.mark.parametrize(("published", "codes"), [("2024-12-26", ["SRB", "MNE"]), ("2005-01-03", ["SCG"])])
def test_a_former_state_is_two_states_today(published: str, codes: list[str]) -> None:
    report = Report.compose("Serbia and Montenegro signed it.", published=published)
    found = find_actors(Analysis(report, split_report(report), find_quotations(report.text)))
    assert [m.agent.actor for m in found.mentions] == codes


@pytest.mark.parametrize(("place", "code"), [("Brazzaville", "COG"), ("Kinshasa", "COD"), ("Lomé", "COD")])
def test_congo_is_the_one_of_its_places(place: str, code: str) -> None:
    assert agents(f"Congo and Peru signed it in {place}.")[0] == ("Congo", None, code)
