from hypothesis import given
from hypothesis import strategies as st

from depositary.model.reading import Agent
from depositary.reading.mentions import ActorMention, Actors

RANGES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=12)


def make_actors(ranges):
    """Mentions in order of the text; a sentence is ten code points, and no mention leaves its own."""
    cut = sorted({(start, min(start + length, start // 10 * 10 + 10)) for start, length in ranges})
    return Actors(tuple(ActorMention(start, end, start // 10, Agent("x"), "state") for start, end in cut))


@given(RANGES, st.integers(0, 50), st.integers(0, 50))
def test_finds_are_picked_as_a_walk_over_all_would_pick_them(ranges, start, end):
    actors = make_actors(ranges)
    assert actors.within(start, end) == [m for m in actors.mentions if start <= m.start and m.end <= end]
    assert actors.in_sentence(start // 10) == [m for m in actors.mentions if m.sentence == start // 10]
    assert actors.at(start) == next((m for m in actors.mentions if m.covers(start)), None)
