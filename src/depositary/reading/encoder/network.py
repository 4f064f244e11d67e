"""The network: runs the ONNX model over the windows of a report and reads its marks.

The weights, the tokenizer and the label sets lie beside this module in ``model/``. Each window is run alone, so that
a report reads the same whatever is read beside it.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from depositary.errors import ModelError
from depositary.reading.encoder.marks import Cue, Hint, Links, Marks, Name, Pair, Piece, SpanMarks, Trigger
from depositary.reading.encoder.windows import Window, cut_windows
from depositary.reading.mentions import Mention
from depositary.reading.text import Analysis

Array = NDArray[np.float32]
STEP_FLOOR = 0.08
"""Least probability of telling any step at which a piece belongs to a trigger; meetings likewise."""
SURE_STEP = 0.5
"""Least probability of an action at which a piece surely tells it: two that differ part a trigger in two."""
EDGE = 0.3
"""Least probability of telling any step of the first and last piece of a trigger that is sure."""
CUE_FLOOR = 0.1
NAME_FLOOR = 0.4
"""Least probability of naming an agreement at which a piece belongs to a name that rules did not find."""
MOST_MENTIONS = 80
"""Mentions of agreements in one report, the encoder's own names included; further names are left."""
SAYING = re.compile(r"\b(?!(?:the|an|this|that|its|their|his|her|our)\b)\w{2,}", re.IGNORECASE)
"""A word that makes a name, other than an article."""
DIGITS = 3
"""Decimals that a probability keeps."""
MOST_WINDOWS = 8
"""Windows of one report that are looked at, some 2,000 words; what follows is read by words and rules alone."""
LINK_DISTANCES = 8


@dataclass(frozen=True)
class _Tokenizer:
    """The word pieces of the model."""

    pieces: Any
    opens: int
    separates: int

    def cut(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids of the pieces of a text and their ranges in it, in code points."""
        encoded = self.pieces.encode(text, add_special_tokens=False)
        return encoded.ids, encoded.offsets


@dataclass(frozen=True)
class Network:
    """The loaded model: ``encode`` a window, ``compare`` pairs of spans, ``classify`` spans by area."""

    tokenizer: _Tokenizer
    labels: dict[str, list[str]]
    hints: dict[tuple[str, str], tuple[int, int]]
    columns: int
    encoder: Any
    pairs: Any
    spans: Any

    def encode(self, window: Window, hints: Sequence[Hint]) -> tuple[Array, dict[str, Array]]:
        """Return the states of a window's pieces, and the probabilities of each label of each task."""
        ids = np.asarray([window.ids], dtype=np.int64)
        states, logits = self.encoder.run(None, {"ids": ids, "hints": self.place_hints(window, hints)})
        found, begin = {}, 0
        for task in ("actions", "modality", "meetings", "cue", "content", "mention"):
            end = begin + len(self.labels[task])
            found[task] = _softmax(logits[0, :, begin:end])
            begin = end
        return states[0], found

    def place_hints(self, window: Window, hints: Sequence[Hint]) -> NDArray[np.int64]:
        """Return the hints at each piece of a window: one column a sort, 0 for none; a later hint covers an earlier."""
        table = np.zeros((1, len(window.ids), self.columns), dtype=np.int64)
        for hint in hints:
            span = window.locate(hint.start, hint.end)
            if span is not None:
                column, value = self.hints[hint.sort, hint.label]
                inside = [i for i in range(span[0], span[1] + 1) if window.ranges[i][0] >= 0]
                table[0, inside, column] = value
        return table

    def compare(self, states: Array, one: tuple[int, int], others: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
        """Return the probabilities of links, and of relations, between a span and others of its window."""
        heads = np.repeat(_span(states, [one]), len(others), axis=0)
        gaps = np.asarray([_gap(other[0] - one[0]) for other in others], dtype=np.int64)
        links, relations = self.pairs.run(None, {"heads": heads, "tails": _span(states, others), "gaps": gaps})
        return _sigmoid(links), _softmax(relations)


@functools.cache
def load_network() -> Network:
    """Load the model that ships with the package, once a process.

    Raises:
        ModelError: the model's files are missing or cannot be read.
    """
    return open_network(importlib.resources.files("depositary.reading.encoder") / "model")


def open_network(folder: Traversable) -> Network:
    """Load a model from a folder.

    Raises:
        ModelError: the model's files are missing or cannot be read.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # its thread would forbid copying the process, and nobody asked
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3

    def open_graph(name: str) -> Any:
        return onnxruntime.InferenceSession((folder / name).read_bytes(), options, providers=["CPUExecutionProvider"])

    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        pieces = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        tokenizer = _Tokenizer(pieces, config["opens"], config["separates"])
        hints = {
            (sort, label): (column, value)
            for column, (sort, labels) in enumerate(config["hints"].items())
            for value, label in enumerate(labels, 1)
        }
        graphs = [open_graph(name) for name in ("encoder.onnx", "pairs.onnx", "spans.onnx")]
    except Exception as error:  # the libraries raise classes of their own, down to RuntimeError
        raise ModelError(
            f"the reading model in {folder} cannot be loaded: {error}; install depositary again"
        ) from error
    return Network(tokenizer, config["labels"], hints, len(config["hints"]), *graphs)


def mark(
    analysis: Analysis,
    agreements: Sequence[Mention],
    actors: Sequence[Mention],
    dates: Sequence[Mention],
    *,
    hints: Sequence[Hint] = (),
    network: Network | None = None,
) -> Marks:
    """Mark a report.

    Args:
        analysis: the report, cut into sentences; parsed sentences and the headline are looked at.
        agreements: mentions of agreements, in order of the text.
        actors: mentions of actors.
        dates: mentions of dates.
        hints: what words and rules found, for the encoder to weigh.
        network: the model; by default the one that ships with the package.

    Raises:
        ModelError: the model cannot be loaded.
    """
    network = network or load_network()
    views = [
        _View(network, window, agreements, actors, dates, hints)
        for window in itertools.islice(cut_windows(analysis, network.tokenizer), MOST_WINDOWS)
    ]
    told = (name for view in views for name in view.find_names())
    found = (name for name in told if SAYING.search(analysis.text, name.start, name.end))
    names = tuple(itertools.islice(found, max(0, MOST_MENTIONS - len(agreements))))
    for view in views:
        view.add_names(len(agreements), names)
    return Marks(
        triggers=tuple(t for view in views for t in view.find_steps()),
        meetings=tuple(t for view in views for t in view.find_meetings()),
        cues=tuple(c for view in views for c in view.find_cues()),
        pairs=tuple(p for view in views for p in view.compare_agreements()),
        parties=_gather((i, links) for view in views for i, links in view.link_parties()),
        mentions=_collect((i, found) for view in views for i, found in view.classify_mentions()),
        pieces=tuple(sorted((p for view in views for p in view.read_pieces()), key=lambda p: (p.start, p.end))),
        names=names,
    )


class _View:
    """One window as the network sees it, with the candidates that lie in it."""

    def __init__(  # noqa: PLR0917 -- the candidates of each sort, as `mark` takes them
        self,
        network: Network,
        window: Window,
        agreements: Sequence[Mention],
        actors: Sequence[Mention],
        dates: Sequence[Mention],
        hints: Sequence[Hint],
    ) -> None:
        self.network, self.window = network, window
        self.states, self.found = network.encode(window, hints)
        self.agreements = _place(window, agreements)
        self.actors = _place(window, actors)
        self.dates = _place(window, dates)

    def find_names(self) -> Iterator[Name]:
        """Yield the names of agreements in the core that no mention touches."""
        found, taken = self.found["mention"], {i for _, (a, b) in self.agreements for i in range(a, b + 1)}
        begin: int | None = None
        for i in range(len(found) + 1):
            inside = i < len(found) and self.window.core[i] and 1 - found[i, 0] > NAME_FLOOR
            if begin is not None and (not inside or found[i, 1] > found[i, 2]):
                if taken.isdisjoint(range(begin, i)):
                    probability = float((1 - found[begin:i, 0]).mean())
                    yield Name(self.window.ranges[begin][0], self.window.ranges[i - 1][1], _round(probability))
                begin = None
            if inside and begin is None:
                begin = i

    def add_names(self, count: int, names: Sequence[Name]) -> None:
        """Take names for mentions too, after the ``count`` that were asked about; both in order of the text."""
        placed = [(count + i, span) for i, span in _place(self.window, names)]
        self.agreements = sorted(self.agreements + placed, key=lambda row: row[1])

    def find_steps(self) -> Iterator[Trigger]:
        """Yield the triggers of steps, with their links."""
        for run in self._split(self._runs(1 - self.found["actions"][:, 0], STEP_FLOOR)):
            first, last = self._trim(*run)
            links = self._linker(first, last)
            yield Trigger(
                self.window.ranges[first][0],
                self.window.ranges[last][1],
                self._peak("actions", first, last),
                self._modality("actions", first, last),
                links("agreement", self.agreements),
                links("agent", self.actors),
                links("date", self.dates),
                links("source", self.actors),
            )

    def find_meetings(self) -> Iterator[Trigger]:
        """Yield the triggers of meetings, with their participants and dates."""
        for first, last in self._runs(1 - self.found["meetings"][:, 0], STEP_FLOOR):
            links = self._linker(first, last)
            yield Trigger(
                self.window.ranges[first][0],
                self.window.ranges[last][1],
                self._peak("meetings", first, last),
                self._modality("meetings", first, last),
                agents=links("participant", self.actors),
                dates=links("meeting-date", self.dates),
            )

    def find_cues(self) -> Iterator[Cue]:
        """Yield the cues of statements, with their speakers."""
        told = self.found["cue"][:, 1]
        for first, last in self._runs(told, CUE_FLOOR):
            yield Cue(
                self.window.ranges[first][0],
                self.window.ranges[last][1],
                _round(told[first : last + 1].max()),
                self._linker(first, last)("speaker", self.actors),
            )

    def link_parties(self) -> Iterator[tuple[int, Links]]:
        """Yield each mention of an agreement with its links to actors as parties."""
        for index, span in self.agreements:
            yield index, self._linker(*span)("party", self.actors)

    def classify_mentions(self) -> Iterator[tuple[int, SpanMarks]]:
        """Yield each mention of an agreement with the probability of each area, and of each action told of it."""
        if not self.agreements:
            return
        spans = _span(self.states, [span for _, span in self.agreements])
        areas, actions = (_sigmoid(logits) for logits in self.network.spans.run(None, {"spans": spans}))
        names = self.network.labels
        for place, (index, (first, _)) in enumerate(self.agreements):
            told = _table(names["actions"][1:], actions[place]) if self.window.core[first] else {}
            yield index, SpanMarks(_table(names["areas"], areas[place]), told)

    def compare_agreements(self) -> Iterator[Pair]:
        """Yield the pairs of mentions of agreements of the window."""
        names = self.network.labels["relations"]
        same = self.network.labels["links"].index("same")
        for place, (index, span) in enumerate(self.agreements):
            rest = self.agreements[place + 1 :]
            if not rest:
                return
            links, relations = self.network.compare(self.states, span, [other for _, other in rest])
            for (other, _), link, relation in zip(rest, links, relations, strict=True):
                forward = _table(names, relation[1 : 1 + len(names)])
                backward = _table(names, relation[1 + len(names) :])
                yield Pair(index, other, _round(link[same]), forward, backward)

    def read_pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the core."""
        actions = self.network.labels["actions"][1:]
        found = self.found
        for i, (start, end) in enumerate(self.window.ranges):
            if self.window.core[i]:
                row = found["actions"][i]
                told = {code: _round(p) for code, p in zip(actions, row[1:], strict=True) if p > 0.001}
                content = found["content"][i]
                yield Piece(
                    start,
                    end,
                    told,
                    _round(1 - row[0]),
                    _round(1 - content[0]),
                    _round(content[1]),
                    _round(1 - found["mention"][i, 0]),
                )

    def _runs(self, score: Array, floor: float) -> Iterator[tuple[int, int]]:
        """Yield the runs of neighbouring pieces of the core whose score is above the floor."""
        begin: int | None = None
        for i in range(len(score) + 1):
            inside = i < len(score) and self.window.core[i] and score[i] > floor
            touches = (
                begin is not None and i < len(score) and self.window.ranges[i][0] - self.window.ranges[i - 1][1] <= 1
            )
            if begin is not None and not (inside and touches):
                yield begin, i - 1
                begin = None
            if inside and begin is None:
                begin = i

    def _split(self, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield runs of pieces, parted at the weakest piece between two that surely tell different steps."""
        told = self.found["actions"]
        for begin, end in runs:
            first, sure = begin, -1
            for i in range(begin, end + 1):
                if told[i, 1:].max() < SURE_STEP:
                    continue
                if sure >= 0 and told[i, 1:].argmax() != told[sure, 1:].argmax() and i - sure > 1:
                    cut = sure + 1 + int(told[sure + 1 : i, 0].argmax())
                    yield first, cut - 1 if cut > sure + 1 else sure
                    first = cut + 1
                sure = i
            yield first, end

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """Return a run without the pieces at its ends that hardly tell a step, where another piece surely does."""
        told = 1 - self.found["actions"][first : last + 1, 0]
        if told.max() < SURE_STEP:
            return first, last
        kept = np.flatnonzero(told >= EDGE)
        return first + int(kept[0]), first + int(kept[-1])

    def _linker(self, first: int, last: int) -> Callable[[str, list[tuple[int, tuple[int, int]]]], Links]:
        """Return a function that links a span to candidates by one kind of link; compares each list once."""
        known: dict[int, Array] = {}

        def link(kind: str, candidates: list[tuple[int, tuple[int, int]]]) -> Links:
            if not candidates:
                return ()
            if id(candidates) not in known:
                spans = [span for _, span in candidates]
                known[id(candidates)] = self.network.compare(self.states, (first, last), spans)[0]
            column = self.network.labels["links"].index(kind)
            rows = known[id(candidates)][:, column]
            return tuple((index, _round(p)) for (index, _), p in zip(candidates, rows, strict=True))

        return link

    def _peak(self, task: str, first: int, last: int) -> dict[str, float]:
        """Return the greatest probability of each code over a run of pieces."""
        return _table(self.network.labels[task][1:], self.found[task][first : last + 1, 1:].max(axis=0))

    def _modality(self, task: str, first: int, last: int) -> dict[str, float]:
        """Return the modalities at the piece that most surely tells a code."""
        best = first + int(np.argmin(self.found[task][first : last + 1, 0]))
        return _table(self.network.labels["modality"], self.found["modality"][best])


def _place(window: Window, mentions: Sequence[Mention | Name]) -> list[tuple[int, tuple[int, int]]]:
    """Return the mentions that lie in a window, by their place in the list, with their pieces."""
    located = ((i, window.locate(m.start, m.end)) for i, m in enumerate(mentions))
    return [(i, span) for i, span in located if span is not None]


def _gather(rows: Iterable[tuple[int, Links]]) -> dict[int, Links]:
    found: dict[int, Links] = {}
    for index, links in rows:
        found[index] = (*found.get(index, ()), *links)
    return found


def _collect(rows: Iterable[tuple[int, SpanMarks]]) -> dict[int, tuple[SpanMarks, ...]]:
    found: dict[int, tuple[SpanMarks, ...]] = {}
    for index, marks in rows:
        found[index] = (*found.get(index, ()), marks)
    return found


def _span(states: Array, spans: Sequence[tuple[int, int]]) -> Array:
    """Return the states of the first and the last piece of each span, side by side."""
    index = np.asarray(spans)
    return np.concatenate([states[index[:, 0]], states[index[:, 1]]], axis=1)


def _gap(distance: int) -> int:
    """Return the bucket of a distance in pieces: doubling widths, eight each way."""
    bucket = min(LINK_DISTANCES - 1, (abs(distance) + 1).bit_length() - 1)
    return bucket + (LINK_DISTANCES if distance < 0 else 0)


def _softmax(logits: Array) -> Array:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    normal: Array = raised / raised.sum(axis=-1, keepdims=True)
    return normal


def _sigmoid(logits: Array) -> Array:
    squashed: Array = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return squashed


def _round(probability: float) -> float:
    return round(float(probability), DIGITS)


def _table(names: Sequence[str], row: Array) -> dict[str, float]:
    return {name: _round(p) for name, p in zip(names, row, strict=True)}
