"""Acronyms that no title explains: instruments where a treaty verb governs them, nothing elsewhere."""

from __future__ import annotations

import pytest

import depositary


def names(text: str) -> list[list[str]]:
    return [[n.text for n in a.names] for a in depositary.read(text, published="2024-06-28").agreements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the acronym alone, and the noun that takes it up
        (
            "Peru said it would withdraw from the LMF, calling the treaty dead. Chile said the LMF was useful.",
            [["LMF", "the treaty", "LMF"]],
        ),
        # the noun behind the comma explains it
        (
            "Peru is to leave the XPP, a trade pact among 12 nations.",
            [["XPP", "trade pact among 12 nations"]],
        ),
        # who leaves an organisation leaves no instrument
        ("Peru and Chile signed a trade pact. Peru left the XYZ.", [["trade pact"]]),
        # a title that spells it, by more than first letters or without one part, explains it
        (
            "Peru left the New STAR treaty. The Strait Arms Reduction Treaty was signed in 2010. New STAR is old.",
            [["New STAR treaty", "Strait Arms Reduction Treaty", "New STAR"]],
        ),
        (
            "The Lake-Wide Fishing Permits Treaty binds Peru. The LFP treaty has 9 parties. Chile left the LFP.",
            [["Lake-Wide Fishing Permits Treaty", "LFP treaty", "LFP"]],
        ),
        # letters that it does not spell keep it apart
        (
            "Peru left the XTAR treaty. The Strait Arms Reduction Treaty was signed in 2010.",
            [["XTAR treaty"], ["Strait Arms Reduction Treaty"]],
        ),
        # what says what it is explains it, and so does the title before a bracket in the midst of a phrase
        (
            "Nine countries resumed the LFP talks. The LFP is a fishing agreement between Peru and Chile.",
            [["LFP", "LFP", "fishing agreement between Peru and Chile"]],
        ),
        (
            "The Lake Fishing Partnership (LFP) trade pact binds Peru. LFP talks resumed on Monday.",
            [["Lake Fishing Partnership", "LFP", "trade pact", "LFP"]],
        ),
        (
            "The Lake Fishing Partnership (LFP) is a trade pact of nine countries. Peru left the LFP.",
            [["Lake Fishing Partnership", "LFP", "trade pact of nine countries", "LFP"]],
        ),
        # an organisation in brackets stays one
        (
            "Egypt rejects two World Trade Organization (WTO) agreements. The WTO said so.",
            [["World Trade Organization (WTO) agreements"]],
        ),
        # a resolution is none either
        ("Peru and Chile signed a ceasefire in compliance with UNSCR 1701.", [["ceasefire"]]),
    ],
)
def test_names(text: str, expected: list[list[str]]) -> None:
    assert names(text) == expected
