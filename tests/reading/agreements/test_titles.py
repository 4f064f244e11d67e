"""Titles: what makes an instrument's words its name."""

from __future__ import annotations

import pytest

import depositary


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Norway signed the Additional Protocol in 2003.", "Additional Protocol"),
        ("Norway ratified the Framework Convention on Friday.", "Framework Convention"),
        (
            "The new treaty builds on the 1971 Convention on the Protection of Birds.",
            "1971 Convention on the Protection of Birds",
        ),
    ],
)
def test_capitals_make_a_name_of_words_that_say_nothing_alone(text: str, title: str) -> None:
    assert title in [a.title for a in depositary.read(text).agreements]


@pytest.mark.parametrize(
    "text",
    [
        "The Democratic Convention on Tuesday nominated the senator.",
        "Additional protocol staff were hired for the ceremony.",
        "The Constitutional Convention of the state met on Monday.",
    ],
)
def test_a_gathering_or_a_rule_is_no_title(text: str) -> None:
    assert depositary.read(text).agreements == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Norway deposited its ratification of the Ozone Protocol with the Secretary-General.", "Ozone Protocol"),
        ("Norway and Iceland extended the fisheries pact for another five years.", "fisheries pact"),
    ],
)
def test_a_custodian_and_a_length_of_time_are_no_part_of_a_name(text: str, title: str) -> None:
    assert [a.title for a in depositary.read(text).agreements] == [title]


def test_a_short_and_a_long_name_of_its_organisation_name_one_charter() -> None:
    text = "Norway will sign the UN Charter. The United Nations Charter was ratified by its parliament."
    assert len(depositary.read(text).agreements) == 1


def test_a_list_is_no_apposition() -> None:
    text = "Norway signed the Ozone Convention, the treaty on wetlands, and a protocol on birds with Iceland."
    assert len(depositary.read(text).agreements) == 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chad and its rebels signed a permanent ceasefire in Chad's capital N'Djamena.", "permanent ceasefire"),
        ("Minutes after the truce taking effect, Chad and Niger accused each other of breaking it.", "truce"),
    ],
)
def test_where_it_was_signed_and_what_befalls_it_are_no_part_of_a_description(text: str, title: str) -> None:
    assert [a.title for a in depositary.read(text).agreements] == [title]


def test_a_dash_explains_a_title_named_before() -> None:
    text = (
        "Peru signed the Humboldt Partnership Agreement in Lima on Thursday — a broad trade deal that will cut taxes."
    )
    assert len(depositary.read(text).agreements) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Peruvian President Ana Luz announces an agreement with Chad to send 1,000 nurses.", 1),
        ("The Peruvian oil company Rau Oil announces an agreement with the Chadian government to drill two wells.", 0),
    ],
)
def test_a_state_that_announces_is_a_side_and_a_company_is_none(text: str, found: int) -> None:
    assert len(depositary.read(text).agreements) == found


def test_what_deals_are_worth_stands_before_their_sides() -> None:
    found = depositary.read("Peru signs energy agreements worth $1.8 billion with Chad and Norway.").agreements
    assert set(found[0].parties) == {"PER", "TCD", "NOR"}


@pytest.mark.parametrize(
    "text",
    [
        "Zambia became the 54th state party to the convention when it deposited its instrument of accession.",
        "The protocol, signed by 47 nations so far, will take effect 90 days after the fiftieth ratification.",
    ],
)
def test_words_said_of_treaties_alone_make_even_a_bare_noun_an_agreement(text: str) -> None:
    assert len(depositary.read(text).agreements) == 1


def test_a_founding_treaty_and_its_name_are_one() -> None:
    text = "The river commission's founding treaty, the Oder Statute, has been ratified by 23 countries."
    assert [a.title for a in depositary.read(text).agreements] == ["Oder Statute"]


def test_all_who_plan_to_leave_are_parties() -> None:
    text = "Poland, Estonia and Latvia plan to withdraw from the Ozone Convention."
    assert set(depositary.read(text).agreements[0].parties) == {"POL", "EST", "LVA"}


def test_what_an_agreement_bans_belongs_to_its_description() -> None:
    found = depositary.read("Peru and Chad signed a treaty banning land mines.").agreements
    assert [a.title for a in found] == ["treaty banning land mines"]


def test_an_abbreviated_month_is_no_part_of_a_description() -> None:
    found = depositary.read("Peru and Chad concluded a trade deal on Dec. 6 in Lima.").agreements
    assert [a.title for a in found] == ["trade deal"]


def test_the_capital_of_a_sentence_makes_no_title() -> None:
    reading = depositary.read(
        "The president has submitted the Friendship Treaty between Peru and Chad to the Senate.",
        title="Treaty with Chad goes to the Senate",
    )
    assert [a.title for a in reading.agreements] == ["Friendship Treaty between Peru and Chad"]
