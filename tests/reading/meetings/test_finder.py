"""Meetings, read with the real finders on texts written for these tests."""

from __future__ import annotations

import pytest

from depositary.model.reading import Meeting
from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.dates.finder import find_dates
from depositary.reading.meetings.finder import find_meetings
from depositary.reading.mentions import Statements
from depositary.reading.parser.english import analyse


def read(text: str, published: str = "2024-06-12") -> tuple[Meeting, ...]:
    analysis = analyse(Report.compose(text, published=published))
    return find_meetings(analysis, find_actors(analysis), find_dates(analysis), Statements())


def codes(meeting: Meeting) -> set[str]:
    return {agent.actor or agent.name for agent in meeting.participants}


@pytest.mark.parametrize(
    ("text", "kind", "modality", "actors"),
    [
        (
            "Foreign Minister Anna Berg of Norway met Tunisian President Omar Sassi in Oslo.",
            "talks",
            "occurred",
            "NOR TUN",
        ),
        (
            "Norway's President Lars Holm will meet President Omar Sassi of Tunisia next week.",
            "talks",
            "planned",
            "NOR TUN",
        ),
        ("Norway and Tunisia held talks in Geneva on Monday.", "talks", "occurred", "NOR TUN"),
        ("Talks between Norway and Tunisia began in Geneva.", "talks", "occurred", "NOR TUN"),
        ("Norway and Tunisia started a round of talks in Geneva on Monday.", "talks", "occurred", "NOR TUN"),
        ("A meeting of experts from Norway and Tunisia opened on Monday.", "talks", "occurred", "NOR TUN"),
        ("Norway and Tunisia have been negotiating in Geneva for a week.", "talks", "occurred", "NOR TUN"),
        ("President Lars Holm of Norway spoke with the leaders of Chad and Peru.", "call", "occurred", "NOR TCD PER"),
        (
            "Norwegian minister Lars Holm will meet, among others, President Omar Sassi of Tunisia.",
            "talks",
            "planned",
            "NOR TUN",
        ),
        ("Norway and Tunisia agreed on a fund at the Geneva talks.", "talks", "occurred", "NOR TUN"),
        (
            "President Omar Sassi of Tunisia spoke by phone with Norwegian President Lars Holm.",
            "call",
            "occurred",
            "NOR TUN",
        ),
        ("Norwegian President Lars Holm arrived in Tunisia on Sunday.", "visit", "occurred", "NOR TUN"),
        ("Norwegian President Lars Holm is to visit Tunisia in July.", "visit", "planned", "NOR TUN"),
        ("Norwegian President Lars Holm refused to meet Tunisian President Omar Sassi.", "talks", "denied", "NOR TUN"),
    ],
)
def test_a_meeting_is_found(text: str, kind: str, modality: str, actors: str) -> None:
    (found,) = read(text)
    assert (found.kind.value, found.modality.value) == (kind, modality)
    assert codes(found) == set(actors.split())


@pytest.mark.parametrize(
    "text",
    [
        "Norway met the conditions of the treaty.",
        "Norwegian President Lars Holm met his foreign minister, Anna Berg of Norway.",
        "Norwegian President Lars Holm told a press conference that the treaty was dead.",
        "Norway issued a call for peace.",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    assert read(text) == ()


def test_one_meeting_told_twice_is_one() -> None:
    text = (
        "Norwegian President Lars Holm met Tunisian President Omar Sassi in Oslo on Tuesday. "
        "After the talks, Holm said the treaty was nearly ready. Norway and Tunisia held talks on Tuesday."
    )
    assert len(read(text)) == 1


def test_a_date_ahead_makes_a_plan() -> None:
    (found,) = read("Officials spoke of the visit of Tunisian President Omar Sassi to Norway on 20 July 2024.")
    assert found.modality.value == "planned"


def test_the_guest_who_was_received_takes_part() -> None:
    (found,) = read("Tunisian President Omar Sassi was received by Norwegian President Lars Holm on Monday.")
    assert codes(found) == {"NOR", "TUN"}


def test_officials_of_two_countries_meet() -> None:
    (found,) = read("Norwegian and Tunisian officials held talks in Geneva on Monday.")
    assert codes(found) == {"NOR", "TUN"}


def test_a_summit_told_again_is_one() -> None:
    found = read(
        "African Union leaders met in Niamey on Sunday for an AU summit. At the opening of the AU summit, President "
        "Omar Sassi of Tunisia praised the pact."
    )
    assert [m.kind.value for m in found] == ["summit"]
    assert codes(found[0]) == {"AU"}


def test_a_month_of_negotiations_is_no_meeting() -> None:
    assert read("Norway and Tunisia signed a pact after a month of negotiations.") == ()
