"""Weights: a linear model gives probabilities, and unknown features weigh nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from depositary.reading.scoring.weights import Scorer, load_scorers

NUMBERS = st.floats(-1e6, 1e6)


@given(NUMBERS, NUMBERS)
def test_a_probability_lies_between_0_and_1(bias: float, value: float) -> None:
    scorer = Scorer(("no", "yes"), (bias,), {"a": (2.0,)})
    assert 0 <= scorer.rate({"a": value, "unknown": 5.0}) <= 1


def test_more_of_a_good_sign_is_a_higher_probability() -> None:
    scorer = Scorer(("no", "yes"), (-1.0,), {"a": (2.0,)}, add=0.5, keep=0.1)
    assert scorer.rate({"a": 1.0}) > scorer.rate({"a": 0.2})
    assert scorer.accepts(scorer.rate({"a": 1.0}))
    assert not scorer.accepts(scorer.rate({}))
    assert scorer.accepts(scorer.rate({}), ruled=True)


def test_ranks_add_up_to_1_for_two_classes_and_for_more() -> None:
    for biases, classes in (((0.3,), ("no", "yes")), ((0.1, 0.2, -0.4), ("a", "b", "c"))):
        ranked = Scorer(classes, biases, {}).rank({})
        assert tuple(ranked) == classes
        assert abs(sum(ranked.values()) - 1) < 1e-9


def test_every_task_has_weights_and_a_threshold_that_can_be_met() -> None:
    scorers = load_scorers()
    assert {"step", "modality", "agent", "date", "party", "area", "meeting", "statement", "relation"} <= set(scorers)
    assert all(0 <= scorer.keep <= scorer.add < 1 for scorer in scorers.values())
