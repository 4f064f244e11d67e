"""The network: marks have exact ranges, and a report reads the same whatever is read beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import depositary.reading.encoder
from depositary.errors import ModelError
from depositary.model.text import Report
from depositary.reading.actors import find_actors, survey
from depositary.reading.agreements import find_agreements
from depositary.reading.dates import find_dates
from depositary.reading.encoder import Hint, Marks, mark
from depositary.reading.encoder.network import load_network, open_network
from depositary.reading.encoder.windows import Window
from depositary.reading.parser.english import analyse

TEXT = (
    "Chad and Niger signed a border treaty in Abéché on Monday. The parliament of Niger must still ratify it, the "
    "foreign minister of Chad said."
)
MODEL = Path(depositary.reading.encoder.__file__).parent / "model"


def read(text: str) -> Marks:
    analysis = analyse(Report.compose(text, published="2021-03-10"))
    actors = find_actors(analysis, survey(analysis))
    dates = find_dates(analysis)
    return mark(analysis, find_agreements(analysis, actors, dates).mentions, actors.mentions, dates)


def test_a_signature_is_marked_at_its_word_and_linked_to_its_treaty() -> None:
    marks = read(TEXT)
    best = max(marks.triggers, key=lambda t: t.codes["signature"])
    assert TEXT[best.start : best.end] == "signed"
    assert best.codes["signature"] > 0.5
    assert max(best.modality, key=best.modality.__getitem__) == "occurred"
    assert max(probability for _, probability in best.agreements) > 0.5


def test_probabilities_lie_between_nothing_and_certainty() -> None:
    marks = read(TEXT)
    rated = [p for t in marks.triggers for p in (*t.codes.values(), *t.modality.values())]
    rated += [p for piece in marks.pieces for p in (piece.telling, piece.content, piece.mention)]
    assert rated
    assert all(0 <= p <= 1 for p in rated)


def test_pieces_cover_the_words_in_order() -> None:
    pieces = read(TEXT).pieces
    assert [(p.start, p.end) for p in pieces] == sorted((p.start, p.end) for p in pieces)
    assert "".join(TEXT[p.start : p.end] for p in pieces) == "".join(TEXT.split())


def test_marks_do_not_depend_on_what_was_read_before() -> None:
    first = read(TEXT)
    read("Malta and Samoa have agreed on a truce that will begin at noon.")
    assert read(TEXT) == first


def test_the_weights_are_those_that_the_model_card_names() -> None:
    card = (MODEL / "MODEL_CARD.md").read_text("utf-8")
    for name in ("encoder.onnx", "pairs.onnx", "spans.onnx"):
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() in card


def test_a_missing_model_says_where_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="install depositary again"):
        open_network(tmp_path)


class NamingNetwork:
    """The shipped network, but sure of one name of an agreement and of nothing else."""

    def __init__(self, text: str, name: str) -> None:
        self.real = load_network()
        self.name = (text.index(name), text.index(name) + len(name))

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self.real, attribute)

    def encode(self, window: Window, hints: Sequence[Hint]) -> tuple[Any, dict[str, Any]]:
        states, found = self.real.encode(window, hints)
        inside = [self.name[0] <= start and end <= self.name[1] for start, end in window.ranges]
        found["mention"][:] = [[0.1, 0.0, 0.9] if one else [1.0, 0.0, 0.0] for one in inside]
        return states, found


def test_a_name_that_no_mention_touches_is_marked_and_compared_with_the_mentions() -> None:
    text = "Chad and Niger signed a border treaty on Monday. They praised the Ndjamena Roadmap too."
    analysis = analyse(Report.compose(text, published="2021-03-10"))
    actors = find_actors(analysis, survey(analysis))
    mentions = find_agreements(analysis, actors, ()).mentions
    marks = mark(analysis, mentions, actors.mentions, (), network=NamingNetwork(text, "Ndjamena Roadmap"))  # type: ignore[arg-type]  # it acts as one
    assert [text[name.start : name.end] for name in marks.names] == ["Ndjamena Roadmap"]
    assert (0, len(mentions)) in {(pair.one, pair.other) for pair in marks.pairs}


def test_what_words_and_rules_found_is_no_new_name() -> None:
    analysis = analyse(Report.compose(TEXT, published="2021-03-10"))
    actors = find_actors(analysis, survey(analysis))
    mentions = find_agreements(analysis, actors, ()).mentions
    network = NamingNetwork(TEXT, "border treaty")
    assert mark(analysis, mentions, actors.mentions, (), network=network).names == ()  # type: ignore[arg-type]  # it acts as one
