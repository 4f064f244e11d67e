"""Attendance: those who sign at a meeting are those who meet."""

from __future__ import annotations

import depositary


def attend(text: str) -> list[set[str]]:
    return [{p.name for p in m.participants} for m in depositary.read(text, published="2024-06-28").meetings]


def test_who_signs_at_talks_of_two_states_takes_part_in_them() -> None:
    text = (
        "Peru and Chad are to sign a Friendship Treaty during high-level talks in Lima on 5 July. "
        "Peruvian President Ana Luz and Chadian President Bo Rau will sign the treaty."
    )
    assert attend(text) == [{"Ana Luz", "Bo Rau"}]


def test_one_side_alone_names_nobody() -> None:
    text = "Peru and Chad held talks in Lima on 5 June. President Ana Luz of Peru will sign a treaty in July."
    assert attend(text) == [{"Peru", "Chad"}]
