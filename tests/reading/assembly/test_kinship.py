"""Kinship: an agreement that another builds on has its parties, where both are of the same two."""

from __future__ import annotations

import depositary


def parties(text: str) -> dict[str, tuple[str, ...]]:
    return {a.title: a.parties for a in depositary.read(text, published="2024-06-28").agreements}


def test_the_older_treaty_of_the_same_two_has_their_parties() -> None:
    found = parties(
        "France and Spain signed a Treaty on Friendship and Cooperation on Monday. "
        "The new treaty builds on the 1971 Treaty on Good Neighbourly Relations."
    )
    assert set(found["1971 Treaty on Good Neighbourly Relations"]) == {"FRA", "ESP"}


def test_a_convention_of_many_is_not_only_of_the_two_who_build_on_it() -> None:
    found = parties(
        "France and Spain signed a Treaty on Wetlands on Monday. "
        "The new treaty builds on the 1971 Convention on the Protection of Birds."
    )
    assert found["1971 Convention on the Protection of Birds"] == ()
