"""Coreference: which agreements are one, and that steps, names and sides follow them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from depositary.model.text import Report
from depositary.reading.encoder import Marks, Name
from depositary.reading.reader import analyse_telling, find_all
from depositary.reading.scoring import Finds
from depositary.reading.scoring.agreements import apply
from depositary.reading.scoring.coreference import Comparison, gather, join_likest
from depositary.reading.scoring.weights import Scorer

TEXT = (
    "Chad and Niger signed the Lake Treaty on Monday. The parliament of Niger ratified the treaty on Friday. "
    "Malta and Samoa also signed a trade agreement."
)


def find(text: str, marks: Marks | None = None) -> Finds:
    report = Report.compose(text, published="2024-05-02")
    found = find_all(*next(analyse_telling([report])), lambda *_, **__: marks or Marks())
    assert found is not None
    return found


def words(finds: Finds, index: int) -> str:
    mention = finds.mentions[index]
    return finds.analysis.text[mention.start : mention.end]


def make_odds(pairs: dict[tuple[int, int], float], count: int) -> np.ndarray:
    odds = np.zeros((count, count))
    for (one, other), value in pairs.items():
        odds[one, other] = odds[other, one] = value
    return odds


def test_the_likest_join_first_and_the_rest_stays_apart() -> None:
    odds = make_odds({(0, 1): 3, (0, 2): 1, (1, 2): -3, (2, 3): 2, (0, 3): -3, (1, 3): -3}, 4)
    assert join_likest(odds, [[0], [1], [2], [3]], 0.0) == [[0, 1], [2, 3]]


def test_what_is_one_already_stays_one() -> None:
    odds = make_odds({(0, 1): -4, (0, 2): 4, (1, 2): 3}, 3)
    assert join_likest(odds, [[0, 1], [2]], 0.0) == [[0, 1, 2]]


@given(st.integers(1, 7).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.floats(-4, 4), min_size=49, max_size=49))))
def test_every_mention_is_in_one_group(drawn: tuple[int, list[float]]) -> None:
    count, values = drawn
    odds = np.array(values).reshape(7, 7)[:count, :count]
    groups = join_likest(odds + odds.T, [[i] for i in range(count)], 0.0)
    assert sorted(i for group in groups for i in group) == list(range(count))


def test_two_agreements_that_are_one_have_the_names_sides_and_steps_of_both() -> None:
    finds = find(TEXT)
    joined = apply(finds, gather(finds, Scorer(("no", "yes"), (3.0,), {})))
    (agreement,) = joined.agreements.agreements
    assert set(agreement.parties) == {"TCD", "NER", "MLT", "WSM"}
    assert len(agreement.names) == len(finds.mentions)
    assert {action.agreement for action in joined.actions} == {agreement.ref}


def test_agreements_stay_two_where_nothing_speaks_for_one() -> None:
    finds = find(TEXT)
    joined = gather(finds, Scorer(("no", "yes"), (-3.0,), {}))
    assert joined == {a.ref: a.ref for a in finds.agreements.agreements}
    assert len(joined) == 2


def test_a_name_that_only_the_encoder_finds_becomes_an_agreement() -> None:
    text = "Chad and Niger signed the Lake Treaty on Monday. They also praised the Ndjamena Roadmap of 2019."
    start = text.index("the Ndjamena")
    finds = find(text, Marks(names=(Name(start, start + len("the Ndjamena Roadmap"), 0.9),)))
    named = finds.agreements.agreements[-1]
    assert named.title == "Ndjamena Roadmap"
    assert named.ref not in finds.ruled_refs
    assert words(finds, finds.ruled) == "Ndjamena Roadmap"


def test_two_titles_without_a_shared_word_speak_for_two_agreements() -> None:
    text = "Chad and Niger signed the Lake Treaty on Monday. They had signed the Border Protocol in 2019."
    finds = find(text)
    features = Comparison(finds).describe(0, 1)
    assert features["both titled, other words"] == 1
    assert features["rule"] == 0
