"""Scorers: the weights by which the reader chooses among its finds, learned from labelled reports.

Each task is a linear model over the features that ``depositary.reading.scoring`` names. Reports must have been marked
by an encoder that never saw them, or the weights trust the encoder too much.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression

from depositary.reading.scoring import (
    Finds,
    agreements,
    areas,
    coreference,
    meetings,
    parties,
    relations,
    statements,
    steps,
)
from depositary.reading.scoring.features import Features, key_of
from depositary.reading.scoring.weights import Scorer
from training.examples import find_ref
from training.gold import compare_dates, find_places, locate_names, locate_trigger
from training.gold import key_of as label_key
from training.marked import Marked
from training.regrouping import regroup

Row = tuple[Features, str]
Rows = dict[str, list[Row]]
YES, NO = "yes", "no"
STRENGTH = 0.03
"""Inverse strength of the L2 penalty."""
MOST_PAIRED = 60
"""Mentions of one report of which all pairs are learned from."""
STRENGTHS = {"date": 1.0, "relation": 0.01}
"""The same of tasks with many features and few examples (less), or with few of both, whose weights must grow."""
ACTION = "action="
"""What the name of the feature that tells the action of a step begins with."""
MANY = 25
"""An action with fewer right candidates than this is rare: the rules stand against the weights."""
RARE = 5
"""A class with fewer rows than this is not learned."""
NEVER = -20.0
"""The bias of a task that has too few examples: nothing is chosen."""
TASKS = (
    "agreement",
    "coreference",
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
MEETING_TASKS = ("meeting modality", "participant", "meeting")
THRESHOLDS: dict[str, tuple[float, ...]] = {
    "agreement": (0.9, 0.05),
    "coreference": (0.6, 0.6),
    "step": (0.44, 0.1, 0.78),
    "modality": (0.5, 0.5),
    "agent": (0.56, 0.06),
    "date": (0.5, 0.05),
    "party": (0.57, 0.12),
    "area": (0.45, 0.1),
    "meeting": (0.22, 0.05),
    "meeting modality": (0.5, 0.5),
    "participant": (0.5, 0.5),
    "relation": (0.35, 0.0),
    "statement": (0.46, 0.02),
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
    """Add the rows of which agreements are some."""
    aligned = align(finds, labels)
    found = finds.agreements.agreements
    for one in found:
        rows["agreement"].append((agreements.describe(finds, one), YES if one.ref in aligned else NO))


def describe_coreference(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    """Add the rows of which mentions are of one agreement; of two that no label names, nothing is known."""
    text = finds.analysis.text
    names = [(span, g["ref"]) for g in labels["agreements"] for span in locate_names(text, g["names"])]
    refs = [find_ref((m.start, m.end), names) for m in finds.mentions]
    comparison = coreference.Comparison(finds)
    for one, other in itertools.combinations(range(min(len(refs), MOST_PAIRED)), 2):
        if refs[one] or refs[other]:
            rows["coreference"].append((comparison.describe(one, other), YES if refs[one] == refs[other] else NO))


def describe_rest(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    """Add the rows of steps, parties, areas and statements."""
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
    _describe_statements(finds, labels, rows)


def describe_relations(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    """Add the rows of relations, between the agreements as they are labelled."""
    told = {(r["from"], r["relation"], r["to"]) for r in labels["relations"]}
    for relation in relations.propose(regroup(finds, labels)):
        right = (relation.source, relation.code, relation.target) in told
        rows["relation"].append((relation.features, YES if right else NO))


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
            rows["date"].append((steps.describe_date(finds, candidate, date, proposed), YES if right else NO))


def _describe_meetings(finds: Finds, labels: dict[str, Any], rows: Rows) -> None:
    """Add the rows of who takes part in a meeting, and of its modality."""
    for candidate, hit in _find_meetings(finds, labels):
        if hit:
            rows["meeting modality"].append((meetings.describe(candidate), hit["modality"]))
            keys = {label_key(agent) for agent in hit["participants"]}
            for agent in candidate.agents:
                right = YES if agent.key in keys else NO
                rows["participant"].append((meetings.describe_agent(candidate, agent), right))


def _describe_told(finds: Finds, labels: dict[str, Any], participant: Scorer, rows: Rows) -> None:
    """Add the rows of which meetings are told: those that are labelled and whose participants are mostly right."""
    for candidate, hit in _find_meetings(finds, labels):
        chosen = meetings.choose_agents(candidate, participant)
        keys = {label_key(agent) for agent in hit["participants"]} if hit else set()
        right = hit is not None and (not keys or 2 * len(keys & set(chosen)) >= len(keys | set(chosen)))
        rows["meeting"].append((meetings.describe_told(candidate, chosen), YES if right else NO))


def _find_meetings(
    finds: Finds, labels: dict[str, Any]
) -> Iterator[tuple[meetings.MeetingCandidate, dict[str, Any] | None]]:
    """Yield each candidate with the labelled meeting that it is, if any."""
    text = finds.analysis.text
    places = [locate_trigger(text, m["trigger"], m["evidence"]) for m in labels["meetings"]]
    for candidate in meetings.propose(finds):
        yield candidate, _find_meeting(candidate, labels["meetings"], places)


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


def fit(rows: Sequence[Row], thresholds: tuple[float, ...] = (0.5, 0.5), strength: float = STRENGTH) -> Scorer:
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
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit((table - centre) / spread, [y for _, y in kept])
    weights = model.coef_ / spread
    biases = model.intercept_ - weights @ centre
    classes = tuple(str(c) for c in model.classes_)
    shown = {name: tuple(round(float(w), 5) for w in weights[:, i]) for i, name in enumerate(names)}
    return Scorer(classes, tuple(round(float(b), 5) for b in biases), shown, *thresholds)


def fit_meetings(
    reports: Sequence[tuple[Finds, dict[str, Any]]], thresholds: dict[str, tuple[float, ...]] = THRESHOLDS
) -> dict[str, Scorer]:
    """Return the models of meetings, learned in two turns: who takes part, then which with these are told."""
    rows: Rows = defaultdict(list)
    for finds, labels in reports:
        _describe_meetings(finds, labels, rows)
    scorers = {task: fit(rows[task], thresholds[task]) for task in MEETING_TASKS[:2]}
    for finds, labels in reports:
        _describe_told(finds, labels, scorers["participant"], rows)
    return scorers | {"meeting": fit(rows["meeting"], thresholds["meeting"])}


def fit_all(marked: Sequence[Marked], thresholds: dict[str, tuple[float, ...]] = THRESHOLDS) -> dict[str, Scorer]:
    """Return the models of every task, learned in turns: agreements first, the rest on what these leave."""
    rows: Rows = defaultdict(list)
    known = [report for report in marked if report.finds is not None]
    for report in known:
        describe_coreference(report.finds, report.labelled.labels, rows)
    scorers = {"coreference": fit(rows["coreference"], thresholds["coreference"])}
    grouped = [
        agreements.apply(report.finds, coreference.gather(report.finds, scorers["coreference"])) for report in known
    ]
    for report, finds in zip(known, grouped, strict=True):
        describe_agreements(finds, report.labelled.labels, rows)
    scorers["agreement"] = fit(rows["agreement"], thresholds["agreement"])
    kept = [
        (agreements.apply(finds, agreements.select(finds, scorers)), report.labelled.labels)
        for report, finds in zip(known, grouped, strict=True)
    ]
    for finds, labels in kept:
        describe_rest(finds, labels, rows)
    for report in known:
        describe_relations(report.finds, report.labelled.labels, rows)
    scorers |= fit_meetings(kept, thresholds)
    scorers |= {
        task: fit(rows[task], thresholds[task], STRENGTHS.get(task, STRENGTH)) for task in TASKS if task not in scorers
    }
    return scorers | {"step": msgspec.structs.replace(scorers["step"], rare=find_rare(rows["step"]))}


def find_rare(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the actions that fewer than `MANY` candidates rightly tell."""
    right = Counter(name for features, label in rows if label == YES for name in features if name.startswith(ACTION))
    return tuple(code for code in steps.CODES if right[ACTION + code] < MANY)
