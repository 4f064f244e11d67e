"""Who of the proposed participants is named, by made weights."""

from __future__ import annotations

from depositary.model.reading import Agent
from depositary.reading.encoder import Trigger
from depositary.reading.scoring.meetings import MeetingCandidate, ParticipantCandidate, choose_agents, describe_told
from depositary.reading.scoring.weights import Scorer

BY_LINK = Scorer(("no", "yes"), (0.0,), {"link": (1.0,)})
"""Takes the probability of a link as that of taking part."""


def make_meeting(**links: float) -> MeetingCandidate:
    """Return a meeting that the encoder links to some actors."""
    agents = [ParticipantCandidate(code, Agent(code, actor=code), link=link) for code, link in links.items()]
    return MeetingCandidate(None, Trigger(0, 5, {"talks": 0.9}, {"occurred": 0.9}), agents)


def test_of_two_unsure_sides_both_are_named() -> None:
    assert set(choose_agents(make_meeting(PER=0.4, CHL=0.4, FRA=0.05), BY_LINK)) == {"PER", "CHL"}


def test_an_unlikely_actor_is_not_named_beside_sure_ones() -> None:
    assert set(choose_agents(make_meeting(PER=0.95, CHL=0.9, FRA=0.3), BY_LINK)) == {"PER", "CHL"}


def test_nobody_is_named_where_all_are_unlikely() -> None:
    assert choose_agents(make_meeting(PER=0.05, CHL=0.04), BY_LINK) == {}


def test_a_meeting_is_described_by_the_sides_that_were_chosen() -> None:
    meeting = make_meeting(PER=0.95, CHL=0.9, FRA=0.1)
    features = describe_told(meeting, choose_agents(meeting, BY_LINK))
    assert features["sides=2"] == 1.0
    assert features["coded"] == 2
    assert round(features["least"], 2) == 0.9
