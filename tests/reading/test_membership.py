"""Parties of agreements in reports of our own: who signs, who fights whom, whose the older agreement is."""

from __future__ import annotations

import pytest

import depositary


def parties(text: str, title: str | None = None) -> dict[str, set[str]]:
    return {a.title: set(a.parties) for a in depositary.read(text, title=title, published="2024-06-28").agreements}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who is to sign stands behind a relative clause
        (
            "An accord on the pipeline will be signed in Lima on Monday. Envoys from Peru, Chile and Bolivia, the "
            "three countries that it crosses, will sign the accord.",
            {"PER", "CHL", "BOL"},
        ),
        # who signs stands behind what is signed
        (
            "After the signing of the accord on the Tana bridge by the transport ministers of Kenya and Uganda, "
            "work is to begin.",
            {"KEN", "UGA"},
        ),
        # "with" names the others only
        (
            "Peru signed fishing agreements with Chile and Ecuador on Monday.",
            {"PER", "CHL", "ECU"},
        ),
        # the one armed group of a report faces the state where it acts
        (
            "FARC leaders returned to Bogota. A ceasefire agreement was reached between the two sides on Monday. "
            "Colombia's president praised it.",
            {"COL", "farc"},
        ),
        # a group that stays away is no party
        (
            "The government of Colombia announced a ceasefire on Monday. FARC rejected it at once.",
            {"COL"},
        ),
    ],
)
def test_parties(text: str, expected: set[str]) -> None:
    assert set().union(*parties(text).values()) == expected


def test_the_replaced_agreement_is_of_the_same_two() -> None:
    found = parties(
        "A new extradition treaty between Peru and Chad was signed on Friday. The new treaty comes to replace the "
        "previous extradition convention signed in Lima in 1924."
    )
    assert found == {
        "new extradition treaty between Peru and Chad": {"PER", "TCD"},
        "previous extradition convention": {"PER", "TCD"},
    }


def test_what_is_replaced_is_another_agreement() -> None:
    found = parties(
        "Peru and Chad signed the fishing deal Tuesday in Lima, after negotiations to replace an agreement that "
        "expired last week. The new agreement lets more boats in than the old deal."
    )
    assert len(found) == 2


def test_a_truce_of_years_ago_is_another_one() -> None:
    found = parties("Chad and FACT signed a ceasefire on Monday. A ceasefire agreement was reached in 2021 but failed.")
    assert len(found) == 2


def test_two_instruments_joined_by_and_are_two() -> None:
    found = parties("Peru and Chile backed a 1985 supplemental protocol and 2005 agreement on border demarcation.")
    assert "2005 agreement on border demarcation" in found


def test_points_of_an_agreement_do_not_tell_it_from_another() -> None:
    found = parties("Peru and Chad signed a trade agreement on Monday. The 12-point trade agreement cuts tariffs.")
    assert len(found) == 1


def test_an_agreement_is_no_charter() -> None:
    found = parties(
        "Peru will stand by the principles enshrined in the UN Charter. With the signing of this agreement, Peru and "
        "Chad will work together.",
        title="Peru, Chad sign security agreement",
    )
    assert found["UN Charter"] == set()
