"""Examples: windows of labelled reports with the targets that the encoder learns.

A token whose word tells a step elsewhere in the report, but is not labelled here, is left out of the loss: labels
give the best evidence of a step only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from depositary.model.vocabulary import ActionCode, Area, MeetingKind, Modality, RelationCode
from depositary.reading.encoder import Hint
from depositary.reading.encoder.windows import Tokenizer, Window, cut_windows
from depositary.reading.scoring import Finds
from training.gold import Range, compare_dates, find_places, last_word, locate_names, locate_trigger

ACTIONS = tuple(code.value for code in ActionCode)
MODALITIES = tuple(code.value for code in Modality)
MEETINGS = tuple(code.value for code in MeetingKind)
AREAS = tuple(code.value for code in Area)
RELATIONS = tuple(code.value for code in RelationCode)
LINKS = ("agreement", "agent", "date", "source", "participant", "meeting-date", "speaker", "party", "same")
MENTION_SORTS = ("title", "description", "alias", "generic", "pronoun")
ACTOR_SORTS = ("state", "demonym", "metonym", "organ", "organisation", "group", "person", "collective")
HINTS = {
    "mention": MENTION_SORTS,
    "actor": ACTOR_SORTS,
    "date": ("date",),
    "action": ACTIONS,
    "modality": MODALITIES,
}
IGNORED = -100
NEAR_PIECES = 40
"""A second mention further from a trigger than the nearest one by so many pieces is neither right nor wrong."""
STEM = 5
"""Letters by which a word is taken for a labelled trigger told again."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What a report's labels point to, as ranges of its text."""

    steps: list[tuple[Range, dict[str, Any]]]
    meetings: list[tuple[Range, dict[str, Any]]]
    cues: list[tuple[Range, dict[str, Any]]]
    contents: list[Range]
    names: list[tuple[Range, str]]
    candidates: list[tuple[Range, str | None]]
    retold: list[Range]


@dataclass(slots=True)
class Example:
    """A window with its hints, one target a piece for each task, and pairs of spans with their targets.

    ``links`` are (kind, head, tail, right); ``relations`` (one, other, signed number, 0 for none); ``areas`` and
    ``actions`` (span, numbers of the right labels).
    """

    window: Window
    hints: list[list[int]]
    pieces: dict[str, list[int]]
    links: list[tuple[int, Range, Range, int]] = field(default_factory=list)
    relations: list[tuple[Range, Range, int]] = field(default_factory=list)
    areas: list[tuple[Range, list[int]]] = field(default_factory=list)
    actions: list[tuple[Range, list[int]]] = field(default_factory=list)


def aim(finds: Finds, labels: Mapping[str, Any]) -> Targets:
    """Return what the labels of a report point to."""
    text = finds.analysis.text
    names = [(span, g["ref"]) for g in labels["agreements"] for span in locate_names(text, g["names"])]
    candidates: list[tuple[Range, str | None]] = [
        ((m.start, m.end), find_ref((m.start, m.end), names)) for m in finds.mentions
    ]
    for span, ref in names:
        if not any(_touch(span, other) for other, _ in candidates):
            candidates.append((span, ref))
    steps = _locate(text, labels["actions"])
    stems = {w[:STEM].lower() for a in labels["actions"] for w in re.findall(r"\w+", a["trigger"]) if len(w) > 3}
    return Targets(
        steps=steps,
        meetings=_locate(text, labels["meetings"]),
        cues=list(_locate_cues(text, labels["statements"])),
        contents=[(p, p + len(s["text"])) for s in labels["statements"] for p in find_places(text, s["text"])[:1]],
        names=names,
        candidates=sorted(candidates),
        retold=[m.span() for m in re.finditer(r"\w+", text) if m.group()[:STEM].lower() in stems],
    )


def _touch(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def find_ref(span: Range, names: list[tuple[Range, str]]) -> str | None:
    """Return the labelled agreement whose name overlaps a mention most, if by half of the shorter of the two."""
    shared = [(min(span[1], e) - max(span[0], s), (s, e), ref) for (s, e), ref in names]
    most, (start, end), ref = max(shared, key=lambda row: row[0], default=(0, (0, 0), ""))
    return ref if most > 0 and most * 2 >= min(span[1] - span[0], end - start) else None


def _locate(text: str, labels: Iterable[dict[str, Any]]) -> list[tuple[Range, dict[str, Any]]]:
    placed = ((locate_trigger(text, row["trigger"], row["evidence"]), row) for row in labels)
    return [(place, row) for place, row in placed if place is not None]


def _locate_cues(text: str, statements: Iterable[dict[str, Any]]) -> Iterator[tuple[Range, dict[str, Any]]]:
    """Yield the cue of each statement: the one nearest to its words."""
    for row in statements:
        places, cues = find_places(text, row["text"]), find_places(text, row["cue"])
        if places and cues:
            begin, end = places[0], places[0] + len(row["text"])
            cue = min(cues, key=lambda c: min(abs(c - begin), abs(c - end)))
            yield (cue, cue + len(row["cue"])), row


def build_examples(finds: Finds, labels: Mapping[str, Any], tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the examples of a labelled report."""
    targets = aim(finds, labels)
    for window in cut_windows(finds.analysis, tokenizer):
        yield _Builder(finds, labels, targets, window).build()


class _Builder:
    """Makes the example of one window."""

    def __init__(self, finds: Finds, labels: Mapping[str, Any], targets: Targets, window: Window) -> None:
        self.finds, self.labels, self.targets, self.window = finds, labels, targets, window
        self.actors = [(span, a) for a in finds.actors.mentions if (span := window.locate(a.start, a.end))]
        self.dates = [(span, d) for d in finds.dated if (span := window.locate(d.start, d.end))]
        self.candidates = [(span, ref) for place, ref in targets.candidates if (span := window.locate(*place))]
        self.gold = {g["ref"]: g for g in labels["agreements"]}

    def build(self) -> Example:
        """Return the example."""
        example = Example(self.window, place_hints(self.window, self.finds.hints), self._label_pieces())
        steps = [(span, row) for place, row in self.targets.steps if (span := self._in_core(place))]
        for span, row in steps:
            self._link_step(example, span, row)
        for place, row in self.targets.meetings:
            if (span := self._in_core(place)) is not None:
                self._link_agents(example, "participant", span, row["participants"])
                self._link_dates(example, "meeting-date", span, row["date"])
        for place, row in self.targets.cues:
            if (span := self._in_core(place)) is not None:
                self._link_agents(example, "speaker", span, [row["speaker"]])
        self._link_agreements(example, steps)
        return example

    def _in_core(self, place: Range) -> Range | None:
        span = self.window.locate(*place)
        return span if span is not None and self.window.core[span[0]] else None

    def _label_pieces(self) -> dict[str, list[int]]:
        core = self.window.core
        tasks = ("actions", "meetings", "cue", "content", "mention")
        pieces = {task: [0 if inside else IGNORED for inside in core] for task in tasks}
        pieces["modality"] = [IGNORED] * len(core)
        for place in self.targets.retold:
            self._paint(pieces["actions"], place, IGNORED, anywhere=True)
        for task, codes, rows in (
            ("actions", ACTIONS, self.targets.steps),
            ("meetings", MEETINGS, self.targets.meetings),
        ):
            for place, row in rows:
                if self._in_core(place):
                    code = row["action"] if task == "actions" else row["kind"]
                    self._paint(pieces[task], place, codes.index(code) + 1, anywhere=True)
                    mood = MODALITIES.index(row["modality"])
                    self._paint(pieces["modality"], place, mood, anywhere=True, free=task == "meetings")
        for place, _ in self.targets.cues:
            if self._in_core(place):
                self._paint(pieces["cue"], place, 1, anywhere=True)
        for place in self.targets.contents:
            self._paint(pieces["content"], place, 2, begin=1)
        for place, _ in self.targets.names:
            if self._in_core(place):
                self._paint(pieces["mention"], place, 2, begin=1, anywhere=True)
        return pieces

    def _paint(
        self,
        row: list[int],
        place: Range,
        value: int,
        *,
        begin: int | None = None,
        anywhere: bool = False,
        free: bool = False,
    ) -> None:
        """Write a value at the pieces of a range: of the core, unless anywhere; where nothing stands yet, if free."""
        span = self.window.locate(*place)
        for i in range(span[0], span[1] + 1) if span else ():
            if (anywhere or self.window.core[i]) and not (free and row[i] != IGNORED):
                row[i] = begin if begin is not None and span and i == span[0] else value

    def _link_step(self, example: Example, span: Range, row: dict[str, Any]) -> None:
        own = [abs(place[0] - span[0]) for place, ref in self.candidates if ref == row["agreement"]]
        for place, ref in self.candidates:
            right = ref == row["agreement"]
            if not right or abs(place[0] - span[0]) <= min(own) + NEAR_PIECES:
                example.links.append((LINKS.index("agreement"), span, place, int(right)))
        self._link_agents(example, "agent", span, row["by"])
        self._link_dates(example, "date", span, row["date"])
        self._link_agents(example, "source", span, row["according_to"])

    def _link_agents(self, example: Example, kind: str, span: Range, agents: list[dict[str, Any]]) -> None:
        codes = {a["actor"] for a in agents if a.get("actor")}
        names = {last_word(a["name"]) for a in agents}
        rated = [(place, bool(codes & set(m.codes)) or last_word(m.agent.name) in names) for place, m in self.actors]
        near = min((abs(place[0] - span[0]) for place, right in rated if right), default=0)
        for place, right in rated:
            if not right or abs(place[0] - span[0]) <= near + NEAR_PIECES:
                example.links.append((LINKS.index(kind), span, place, int(right)))

    def _link_dates(self, example: Example, kind: str, span: Range, date: dict[str, Any] | None) -> None:
        right = compare_dates((date or {}).get("edtf"))
        for place, mention in self.dates:
            example.links.append((LINKS.index(kind), span, place, int(compare_dates(mention.date.edtf) == right)))

    def _link_agreements(self, example: Example, steps: list[tuple[Range, dict[str, Any]]]) -> None:
        """Link mentions of agreements to parties and to one another; name their areas and the actions told of them."""
        related = {(r["from"], r["to"]): RELATIONS.index(r["relation"]) + 1 for r in self.labels["relations"]}
        for number, (place, ref) in enumerate(self.candidates):
            if self.window.core[place[0]]:
                told = sorted({ACTIONS.index(row["action"]) for _, row in steps if row["agreement"] == ref})
                example.actions.append((place, told))
            for other, second in self.candidates[number + 1 :]:
                if ref is not None or second is not None:
                    example.links.append((LINKS.index("same"), place, other, int(ref == second)))
            if ref is None:
                continue
            parties = set(self.gold[ref]["parties"])
            for actor, mention in self.actors:
                if mention.codes:
                    right = int(bool(set(mention.codes) & parties))
                    example.links.append((LINKS.index("party"), place, actor, right))
            example.areas.append((place, [AREAS.index(a) for a in self.gold[ref]["areas"] if a in AREAS]))
            for other, second in self.candidates[number + 1 :]:
                if second is not None and second != ref:
                    forward, backward = related.get((ref, second), 0), related.get((second, ref), 0)
                    example.relations.append((place, other, forward or -backward))


def place_hints(window: Window, hints: Iterable[Hint]) -> list[list[int]]:
    """Return the hints at each piece: one column a sort, 0 for none; a later hint covers an earlier one."""
    table = [[0] * len(HINTS) for _ in window.ids]
    columns = list(HINTS)
    for hint in hints:
        span = window.locate(hint.start, hint.end)
        for i in range(span[0], span[1] + 1) if span else ():
            if window.ranges[i][0] >= 0:
                table[i][columns.index(hint.sort)] = HINTS[hint.sort].index(hint.label) + 1
    return table
