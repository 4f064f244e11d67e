"""Scorers: the weights by which the reader chooses among its finds, learned from labelled reports.

Each task is a linear model over the features that ``depositary.reading.scoring`` names. Reports must have been marked
by an encoder that never saw them, or the weights trust the encoder too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from depositary.reading.scoring import Finds, agreements, areas, meetings, parties, relations, statements, steps
from depositary.reading.scoring.features import Features, key_of
from depositary.reading.scoring.weights import Scorer
from training.gold import compare_dates, find_places, locate_names, locate_trigger
from training.gold import key_of as label_key
from training.marked import Marked

Row = tuple[Features, str]
Rows = dict[str, list[Row]]
YES, NO = "yes", "no"
STRENGTH = 0.03
"""Inverse strength of the L2 penalty."""
RARE = 5
"""A class with fewer rows than this is not learned."""
NEVER = -20.0
"""The bias of a task that has too few examples: nothing is chosen."""
TASKS = (
    "agreement",
    "same agreement",
    "step",
    "modality",
    "agent",
    "date",
    "party",
    "area",
    "meeting",
    "meeting modality",
    "participant",
    "relation",
    "statement",
)
THRESHOLDS: dict[str, tuple[float, ...]] = {
    "agreement": (0.5, 0.05),
    "same agreement": (0.6, 0.6),
    "step": (0.44, 0.04, 0.68),
    "modality": (0.5, 0.5),
    "agent": (0.54, 0.06),
    "date": (0.5, 0.05),
    "party": (0.55, 0.2),
    "area": (0.5, 0.08),
    "meeting": (0.38, 0.02),
    "meeting modality": (0.5, 0.5),
    "participant": (0.42, 0.1),
    "relation": (0.5, 0.0),
    "statement": (0.5, 0.02),
}
"""For each task the least probability at which a find of the encoder is added, that at which one of the rules is
kept, and that at which a step that changes a status is added: chosen in cross-validation by outlet, for F1 and then
for precision."""


def align(finds: Finds, labels: dict[str, Any]) -> dict[str, str]:
    """Return the labelled agreement of each agreement found: the one that most of its mentions overlap."""
    text = finds.analysis.text
    named = [(s, e, g["ref"]) for g in labels["agreements"] for s, e in locate_names(text, g["names"])]
    votes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for mention in finds.mentions:
        for start, end, ref in named:
            shared = min(end, mention.end) - max(start, mention.start)
            if mention.ref in finds.refs and shared * 2 >= min(end - start, mention.end - mention.start) > 0:
                votes[mention.ref][ref] += 1
    return {found: max(sorted(v), key=v.__getitem__) for found, v in votes.items()}


def pair(finds: Finds, labels: dict[str, Any]) -> dict[str, str]:
    """Return `align` made one to one: a labelled agreement goes to the agreement that shares most with it."""
    taken: dict[str, str] = {}
    aligned = align(finds, labels)
    for ref in sorted(aligned, key=lambda r: -len([m for m in finds.mentions if m.ref == r])):
        if aligned[ref] not in taken.values():
            taken[ref] = aligned[ref]
    return taken


def describe_agreements(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    """Add the rows of which agreements are some, and which are one."""
    aligned = align(finds, labels)
    found = finds.agreements.agreements
    for place, one in enumerate(found):
        rows["agreement"].append((agreements.describe(finds, one), YES if one.ref in aligned else NO))
        for other in found[place + 1 :]:
            same = one.ref in aligned and aligned[one.ref] == aligned.get(other.ref)
            rows["same agreement"].append((agreements.describe_pair(finds, one, other), YES if same else NO))


def describe_rest(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    """Add the rows of steps, parties, areas, meetings, relations and statements."""
    paired = pair(finds, labels)
    _describe_steps(finds, labels, paired, rows)
    gold = {g["ref"]: g for g in labels["agreements"]}
    for party in parties.propose(finds, finds.actions):
        if party.ref in paired:
            right = party.code in gold[paired[party.ref]]["parties"]
            rows["party"].append((party.features, YES if right else NO))
    for area in areas.propose(finds):
        if area.ref in paired:
            rows["area"].append((area.features, YES if area.area in gold[paired[area.ref]]["areas"] else NO))
    told = {(r["from"], r["to"]): r["relation"] for r in labels["relations"]}
    for relation in relations.propose(finds):
        ends = paired.get(relation.source), paired.get(relation.target)
        right = None not in ends and told.get((str(ends[0]), str(ends[1]))) == relation.code
        rows["relation"].append((relation.features, YES if right else NO))
    _describe_meetings(finds, labels, rows)
    _describe_statements(finds, labels, rows)


def _describe_steps(finds: Finds, labels: dict[str, Any], paired: dict[str, str], rows: Rows) -> None:
    gold: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for action in labels["actions"]:
        gold[action["agreement"], action["action"]].append(action)
    for candidate in steps.propose(finds):
        features = steps.describe(finds, candidate)
        told = gold.get((paired.get(candidate.ref, ""), candidate.code), [])
        rows["step"].append((features, YES if told else NO))
        if not told:
            continue
        rows["modality"].append((features, told[0]["modality"]))
        keys = {label_key(agent) for action in told for agent in action["by"]}
        for agent in steps.propose_agents(finds, candidate):
            described = steps.describe_agent(finds, candidate, agent)
            rows["agent"].append((described, YES if agent.key in keys else NO))
        dates = {compare_dates((action["date"] or {}).get("edtf")) for action in told}
        proposed = steps.propose_dates(finds, candidate)
        for date in proposed:
            right = compare_dates(date.date.edtf) in dates
            rows["date"].append((steps.describe_date(candidate, date, proposed), YES if right else NO))


def _describe_meetings(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    text = finds.analysis.text
    places = [locate_trigger(text, m["trigger"], m["evidence"]) for m in labels["meetings"]]
    for candidate in meetings.propose(finds):
        hit = _find_meeting(candidate, labels["meetings"], places)
        features = meetings.describe(candidate)
        rows["meeting"].append((features, YES if hit else NO))
        if hit:
            rows["meeting modality"].append((features, hit["modality"]))
            keys = {label_key(agent) for agent in hit["participants"]}
            for agent in candidate.agents:
                right = YES if agent.key in keys else NO
                rows["participant"].append((meetings.describe_agent(candidate, agent), right))


def _find_meeting(
    candidate: meetings.MeetingCandidate, told: Sequence[dict[str, Any]], places: Sequence[tuple[int, int] | None]
) -> dict[str, Any] | None:
    """Return the labelled meeting at a candidate's words, else one of the same participants."""
    trigger = candidate.trigger
    for meeting, place in zip(told, places, strict=True):
        if trigger and place and trigger.start < place[1] and place[0] < trigger.end:
            return meeting
    keys = {key_of(agent) for agent in candidate.rule.participants} if candidate.rule else set()
    for meeting in told:
        labelled = {label_key(agent) for agent in meeting["participants"]}
        if keys and labelled and 2 * len(keys & labelled) >= len(keys | labelled):
            return meeting
    return None


def _describe_statements(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    text = finds.analysis.text
    told = [
        (places[0], places[0] + len(s["text"]))
        for s in labels["statements"]
        if (places := find_places(text, s["text"]))
    ]
    for candidate in statements.propose(finds):
        right = any(statements.measure_overlap((candidate.start, candidate.end), t) >= 0.5 for t in told)
        rows["statement"].append((statements.describe(finds, candidate), YES if right else NO))


def fit(rows: Sequence[Row], thresholds: tuple[float, ...] = (0.5, 0.5)) -> Scorer:
    """Return the linear model of one task; weights apply to features as they are, without scaling."""
    names = sorted({name for features, _ in rows for name in features})
    counts: defaultdict[str, int] = defaultdict(int)
    for _, label in rows:
        counts[label] += 1
    kept = [(f, y) for f, y in rows if counts[y] >= RARE]
    if len({y for _, y in kept}) < 2:
        return Scorer((NO, YES), (NEVER,), {}, *thresholds)
    table = np.array([[float(f.get(name, 0.0)) for name in names] for f, _ in kept])
    centre, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit((table - centre) / spread, [y for _, y in kept])
    weights = model.coef_ / spread
    biases = model.intercept_ - weights @ centre
    classes = tuple(str(c) for c in model.classes_)
    shown = {name: tuple(round(float(w), 5) for w in weights[:, i]) for i, name in enumerate(names)}
    return Scorer(classes, tuple(round(float(b), 5) for b in biases), shown, *thresholds)


def fit_all(marked: Sequence[Marked], thresholds: dict[str, tuple[float, ...]] = THRESHOLDS) -> dict[str, Scorer]:
    """Return the models of every task, learned in two turns: agreements first, the rest on what these leave."""
    rows: Rows = defaultdict(list)
    for report in marked:
        if report.finds is not None:
            describe_agreements(report.finds, report.labelled.labels, rows)
    scorers = {task: fit(rows[task], thresholds[task]) for task in TASKS[:2]}
    for report in marked:
        if report.finds is not None:
            kept = agreements.apply(report.finds, agreements.select(report.finds, scorers))
            describe_rest(kept, report.labelled.labels, rows)
    return scorers | {task: fit(rows[task], thresholds[task]) for task in TASKS[2:]}
