"""Agreements in reports of our own: titles, descriptions, coreference, false friends."""

import pytest

from depositary.model.reading import Agreement
from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.agreements.coreference import MOST_REFERENCES
from depositary.reading.agreements.finder import find_agreements, has_agreements
from depositary.reading.dates.finder import find_dates
from depositary.reading.mentions import Agreements
from depositary.reading.parser.english import analyse
from depositary.reading.text.sentences import cut_report


def find(text: str, title: str | None = None, published: str | None = "2011-05-03") -> Agreements:
    analysis = analyse(Report.compose(text, title=title, published=published))
    return find_agreements(analysis, find_actors(analysis), find_dates(analysis))


def only(text: str, title: str | None = None) -> Agreement:
    (agreement,) = find(text, title).agreements
    return agreement


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Peru and Chile signed the Treaty on the Shared Waters of the Andes on Monday.",
            "Treaty on the Shared Waters of the Andes",
        ),
        ("Ghana has ratified the Accra Convention against Plastic.", "Accra Convention against Plastic"),
        (
            "The Treaty of Friendship, Trade and Navigation was signed in 1871.",
            "Treaty of Friendship, Trade and Navigation",
        ),
        ("Kenya has left the Lake Victoria Free Trade Agreement.", "Lake Victoria Free Trade Agreement"),
        ("Peru ratified the Andes Convention 190 on Monday.", "Andes Convention 190"),
        ("Peru ratified Additional Protocol II on Monday.", "Additional Protocol II"),
        ("Peru and Chile signed the Andes Treaty 5 days ago.", "Andes Treaty"),
        ("Peru and Chile signed a border treaty on 23.12.2010.", "border treaty"),
        ("Peru and Chile signed a border treaty on the 2nd of this month.", "border treaty"),
        ("Peru and Chile signed the border treaty between 12 and 14 April.", "border treaty"),
        ("Peru and Chile signed a border treaty over the weekend.", "border treaty"),
        ("Peru and Chile signed a deal on 2011 quotas.", "deal on 2011 quotas"),
        ("Peru and Chile ratified the convention on Monday.", "convention"),
        ("Peru and Chile signed a bilateral labour agreement.", "bilateral labour agreement"),
        (
            "Oman joined the Agreement between the States of the Gulf on the Return of Pearls.",
            "Agreement between the States of the Gulf on the Return of Pearls",
        ),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert only(text).title == title


def test_short_form_and_generic_mention_are_one() -> None:
    agreement = only(
        "Ghana and Togo signed the Lomé Treaty on Cocoa. The Lomé Treaty sets prices. The treaty must be ratified."
    )
    assert [span.text for span in agreement.names] == ["Lomé Treaty on Cocoa", "Lomé Treaty", "The treaty"]


def test_years_keep_apart() -> None:
    text = "Fiji says the 1988 fisheries treaty is dead. It will sign the 2011 fisheries treaty."
    assert [a.year for a in find(text).agreements] == [1988, 2011]


@pytest.mark.parametrize(
    "text",
    [
        "The rapper signed a record deal.",
        "She accepted a plea deal offered by prosecutors.",
        "The Republican National Convention opened in Tampa.",
        "Troops of the North Atlantic Treaty Organisation left the camp.",
        "The striker agreed a three-year deal with the club.",
        "They fought on with a great deal of courage.",
    ],
)
def test_false_friends(text: str) -> None:
    assert find(text).agreements == ()


def test_kinds() -> None:
    text = "Mali's army and the rebels agreed a truce. Chad and Sudan signed a peace treaty."
    assert [a.kind.value for a in find(text).agreements] == ["ceasefire", "peace-agreement"]


def test_headline_and_lead_are_one() -> None:
    agreement = only(
        "Ghana and Togo unveiled a new defence agreement on Monday. The pact covers drills.",
        title="Ghana, Togo agree defence pact",
    )
    assert [span.text for span in agreement.names] == ["defence pact", "new defence agreement", "The pact"]
    assert agreement.parties == ("GHA", "TGO")


def test_a_similar_deal_is_another_one() -> None:
    text = (
        "Chad signed a truce with Libya on Monday. The deal is very similar to the cessation of hostilities"
        " agreement signed with Niger in January."
    )
    assert len(find(text).agreements) == 2


def test_bundle_taken_up_in_the_plural() -> None:
    text = "Fiji and Samoa have signed pacts to fix their border. They shook hands after signing the two deals."
    assert [span.text for span in only(text).names] == ["pacts to fix their border", "the two deals"]


def test_partial_and_full_ceasefire_are_apart() -> None:
    text = "Chad and Libya agreed on a partial ceasefire. They want a full ceasefire by June."
    assert [a.hypothetical for a in find(text).agreements] == [False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad has refused to ratify an earlier protocol on fishing with Niger.", False),
        ("Chad may leave a fishing treaty with Niger.", False),
        ("Chad wants to sign a fishing treaty with Niger.", True),
        ("Niger hopes that Chad will honour a future fishing treaty with Niger.", True),
    ],
)
def test_steps_that_only_a_text_undergoes_wish_for_none(text: str, expected: bool) -> None:
    assert [a.hypothetical for a in find(text).agreements] == [expected]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Chad signed a fishing agreement with Mali.", {"TCD", "MLI"}),
        ("A border treaty between Chad and Mali lapsed.", {"TCD", "MLI"}),
        ("The Chad-Mali extradition treaty lapsed.", {"TCD", "MLI"}),
        ("The Lomé Convention was ratified by Chad and Mali.", {"TCD", "MLI"}),
        ("Parties to the Lomé Convention include Chad, Mali and Niger.", {"TCD", "MLI", "NER"}),
        ("A deal between Chad and Mali on peace was brokered by Qatar.", {"TCD", "MLI"}),
        ("Mali accused rebels of breaking the Lomé Accord, which Chad has signed.", {"TCD"}),
    ],
)
def test_parties(text: str, parties: set[str]) -> None:
    assert set(only(text).parties) == parties


def test_acronym_in_brackets_and_made_of_initials() -> None:
    text = "Chad joined the Lake Volta Free Trade Agreement (LVFTA). Mali has left LVFTA."
    assert [span.text for span in only(text).names] == ["Lake Volta Free Trade Agreement", "LVFTA", "LVFTA"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Chad and Mali signed a 20-year gas agreement.", "P20Y"),
        ("Chad and Mali agreed to a 72-hour ceasefire.", "PT72H"),
        ("Chad and Mali signed a treaty of friendship.", None),
    ],
)
def test_term(text: str, term: str | None) -> None:
    assert only(text).term == term


def test_areas_of_what_it_covers() -> None:
    text = "Chad and Mali signed the Lake Treaty. The treaty covers fisheries, energy and education."
    assert set(only(text).areas) == {"agriculture", "energy", "education"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chad and Niger extend the Lake Chad Fish Initiative.", "Lake Chad Fish Initiative"),
        ("Peru signs a fishing deal with Chile under pressure from Brazil.", "fishing deal with Chile"),
        (
            "Peru visits Chile, signing agreements on copper, fish and ferries.",
            "agreements on copper, fish and ferries",
        ),
        ("Peru surrenders, accepting a ceasefire with Chile and agreeing to leave.", "ceasefire with Chile"),
    ],
)
def test_a_name_ends_where_another_matter_begins(text, title):
    assert only(text).title == title


def test_an_initiative_of_one_side_is_no_agreement():
    assert find("Chad launches the Clean Streets Initiative with help from Niger.").agreements == ()


def test_who_calls_for_a_ceasefire_is_no_party():
    assert only("The African Union renews its call for a ceasefire in Chad.").parties == ()


def test_an_administration_of_somebody_unknown_is_of_no_state_named_near_it():
    analysis = analyse(Report.compose("The Okello administration leaves the Skies Treaty over Chadian breaches."))
    (mention,) = [m for m in find_actors(analysis).mentions if "administration" in m.agent.name]
    assert mention.agent.actor is None


def test_surname_of_an_office_holder_is_no_agreement() -> None:
    text = "Governor Nathan Deal signed a trade agreement with Peru on Monday. Deal said it would help exports."
    assert [name.text for name in only(text).names] == ["trade agreement with Peru"]


def test_noun_with_a_capital_beside_an_office_holder_stays_an_agreement() -> None:
    found = only("Foreign Minister Nathan Roe praised the Deal on Andean Waters, which Peru and Chile signed.")
    assert found.title == "Deal on Andean Waters"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Peru and Chile agreed the Lima Framework on Monday.", ["Lima Framework"]),
        ("The Lima Framework for Fishing was signed by Peru and Chile.", ["Lima Framework for Fishing"]),
        (
            "Peru and Chile voted on the Lima Framework. Peru signed a fishing treaty with Chile.",
            ["Lima Framework", "fishing treaty with Chile"],
        ),
        ("Peru and Chile praised the Lima Framework on Monday.", []),
        ("Peru and Chile signed the National Framework on Monday.", []),
        ("Peru and Chile agreed on a framework for their talks on Monday.", []),
        ("Peru acts within the framework of the Lima Treaty with Chile.", ["Lima Treaty with Chile"]),
    ],
)
def test_frameworks_by_name_that_undergo_a_step(text: str, titles: list[str]) -> None:
    assert [a.title for a in find(text).agreements] == titles


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Peru and Chile signed a treaty on double taxation.", ("finance",)),
        ("Peru and Chile signed a treaty on veterinary checks.", ("agriculture",)),
        ("Peru and Chile signed a treaty on shared aquifers.", ("water",)),
        ("Those who sell rice heard that Peru and Chile had signed a treaty.", ()),  # only around it
    ],
)
def test_areas_by_words_of_treaty_practice(text: str, areas: tuple[str, ...]) -> None:
    assert find(text).agreements[0].areas == areas


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru and Chile signed a fishing treaty on Monday.", True),
        ("The striker signed a new deal. The deal is worth a lot.", False),
        ("A plea deal was struck. " * 400 + "Peru and Chile signed a fishing treaty on Monday.", True),
        ("The deal was hailed. " * MOST_REFERENCES + "Peru and Chile signed a fishing treaty on Monday.", False),
        ("Nothing happened.", False),
    ],
)
def test_whether_there_is_an_agreement_is_told_before_it_is_found(text: str, told: bool) -> None:
    analysis = cut_report(Report.compose(text))
    actors = find_actors(analysis)
    assert has_agreements(analysis, actors, MOST_REFERENCES) is told
    assert bool(find_agreements(analysis, actors, ()).agreements) is told


@pytest.mark.parametrize(
    "text",
    [
        "Delegates at the convention ratified their platform, and Peru smiled.",
        "Peru's cooks signed a labour agreement.",
    ],
)
def test_a_gathering_and_a_wage_deal_are_none(text: str) -> None:
    assert find(text).agreements == ()


def test_who_condemns_a_treaty_is_no_party() -> None:
    agreement = only("The treaty that Peru and Chile signed on Monday was condemned by Oman.")
    assert set(agreement.parties) == {"PER", "CHL"}
