"""Collectives: whom "both sides" and "the two parties" stand for."""

from __future__ import annotations

import pytest

from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.parser.english import analyse


def members(text: str) -> list[tuple[str, ...]]:
    actors = find_actors(analyse(Report.compose(text)))
    return [m.members for m in actors.mentions if m.sort == "collective"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "The Colombian government and FARC rebels met in Havana. Both sides agreed on a truce.",
            ("COL", "farc"),
        ),
        ("Israel and Hamas agreed to a truce. Egypt urged the two sides to respect it.", ("ISR", "hamas")),
        ("France and Spain held talks. Both sides agreed on a treaty.", ("ESP", "FRA")),
    ],
)
def test_both_sides_are_those_who_fight_or_talk(text: str, codes: tuple[str, ...]) -> None:
    assert members(text) == [codes]
