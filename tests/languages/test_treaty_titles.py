"""Titles of treaties by themselves: kind, parties, subject, parent."""

from __future__ import annotations

import pytest

from depositary.languages.treaty_titles import parse_title


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        (
            "Exchange of Notes between His Majesty's Government in the United Kingdom and the Danish Government",
            "DNK GBR",
        ),
        (
            "Convention between Great Britain and Denmark for an Interchange of Land on the Gold Coast of Africa",
            "DNK GBR",
        ),
        (
            "AGREEMENT BETWEEN THE GOVERNMENT OF CANADA AND THE GOVERNMENT OF THE REPUBLIC OF FIJI ON AIR SERVICES",
            "CAN FJI",
        ),
        ("Treaty between Her Majesty and the President of the French Republic respecting Lobsters", "FRA GBR"),
        ("Anglo-Portuguese Convention on Rivers", "GBR PRT"),
        ("Note from the Government of Fiji to the Tongan Government about Visas for Nationals of Peru", "FJI TON"),
        (
            "Agreement between Siam and the Kingdom of the Serbs, Croats and Slovenes concerning Rice from Burma",
            "THA YUCS",
        ),
        ("Convention on the Law of Rivers", ""),
    ],
)
def test_parties(title: str, parties: str) -> None:
    assert " ".join(parse_title(title).parties) == parties


@pytest.mark.parametrize(
    ("title", "bilateral", "parties", "implied"),
    [
        ("Exchange of Notes prolonging the Trade Agreement of 1931 (Latvia)", None, "GBR LVA", "GBR"),
        ("Fisheries Agreement with Latvia", None, "GBR LVA", "GBR"),
        ("Treaty between Peru and Chile on Fish", None, "CHL PER", ""),
        ("Treaty of Peace with Latvia", None, "LVA", ""),  # many states make a peace
        ("Treaty between the Allied Powers and Latvia", None, "LVA", ""),
        ("Fisheries Agreement with Bermuda", True, "BMU", ""),  # the holder's own territory, which is no other side
        ("Agreement for the Supply of Grain by Latvia to the United Kingdom", True, "GBR LVA", "GBR LVA"),
        ("Agreement for the Supply of Grain by Latvia to the United Kingdom", None, "", ""),
        ("Extension of the Extradition Treaty to Latvia", True, "", ""),
        ("Fisheries Agreement with Latvia", False, "LVA", ""),
    ],
)
def test_the_holder_of_a_register_is_the_party_that_its_titles_leave_out(
    title: str, bilateral: bool | None, parties: str, implied: str
) -> None:
    said = parse_title(title, "GBR", bilateral)
    assert (" ".join(said.parties), " ".join(said.implied)) == (parties, implied)
    assert "GBR" not in said.implied or "GBR" not in parse_title(title).parties


def test_those_for_whom_a_party_acts_are_no_parties() -> None:
    title = "Agreement between Fiji (acting on behalf of Tonga and Samoa) and the Government of Peru on Tuna"
    assert parse_title(title).parties == ("FJI", "PER")


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("Exchange of Letters amending the Fisheries Agreement", "exchange"),
        ("Amendments to Annex II of the Lake Convention", "amendment"),
        ("Second Protocol to the Lake Convention", "protocol"),
        ("Memorandum of Understanding on Rivers", "memorandum"),
        ("Lake Charter Treaty", "treaty"),
        ("Plan of Action for the Lake", "programme"),
        ("Joint Declaration on the Lake", "declaration"),
    ],
)
def test_form(title: str, form: str) -> None:
    assert parse_title(title).form == form


@pytest.mark.parametrize(
    ("title", "relation", "parent"),
    [
        (
            "Amendments To The Convention For The Care Of The Inner Lake",
            "amends",
            "Convention For The Care Of The Inner Lake",
        ),
        ("Amendments to Annexes I and II to the Lake Convention (fish)", "amends", "Lake Convention"),
        ("Protocol Extending The Duration Of The Agreement On Seals", "extends", "Agreement On Seals"),
        (
            "Optional Protocol to the Convention on the Rights of Rivers",
            "supplements",
            "Convention on the Rights of Rivers",
        ),
        ("Agreement relating to the Implementation of Part II of the Sea Convention", "implements", "Sea Convention"),
    ],
)
def test_parent(title: str, relation: str, parent: str) -> None:
    found = parse_title(title).parent
    assert found is not None
    assert (found.relation, found.title) == (relation, parent)
    assert title[found.start : found.end] == parent


def test_a_treaty_of_its_own_has_no_parent() -> None:
    assert parse_title("Convention on the Conservation of Nature").parent is None
