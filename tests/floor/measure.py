"""Measure the reader on the project's own reports, each of which states its expectation.

Run ``python -m tests.floor.measure`` for the table; ``--misses`` names what each report lacks.
Figures are micro-averaged precision, recall and F1 over all reports.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from depositary import Reader, Reading, Report

HERE = Path(__file__).parent
STOP = frozenset(["the", "a", "an", "of", "on", "for", "to", "in", "and", "between", "with"])
Find = tuple[Any, ...]


def load_reports() -> list[dict[str, Any]]:
    """Load every report with its expectation, in order of the files."""
    paths = sorted(p for p in HERE.glob("*.toml") if p.name != "floors.toml")
    return [entry for path in paths for entry in tomllib.loads(path.read_text("utf-8"))["report"]]


def read_reports(entries: Iterable[dict[str, Any]]) -> list[Reading]:
    """Read the reports of the entries in one stream."""
    return list(Reader().read_many(compose(entry) for entry in entries))


def compose(entry: dict[str, Any]) -> Report:
    """Make the report of an entry."""
    return Report.compose(entry["text"].strip(), title=entry["title"] or None, published=entry["published"])


def words(text: str) -> set[str]:
    """Return the content words of a title."""
    return {word for word in re.findall(r"\w+", text.lower()) if word not in STOP}


def similarity(title: str, names: Iterable[str]) -> float:
    """Return the best overlap of an expected title with the names that were found (Jaccard)."""
    wanted = words(title)
    return max((len(wanted & words(name)) / len(wanted | words(name)) for name in names), default=0.0)


def match(entry: dict[str, Any], reading: Reading) -> dict[str, str]:
    """Pair found agreements with expected ones, best first; return found ref to expected ref."""
    scored = [
        (similarity(want["title"], [found.title, *(span.text for span in found.names)]), want["ref"], found.ref)
        for want in entry.get("agreements", [])
        for found in reading.agreements
    ]
    pairs: dict[str, str] = {}
    for score, wanted, ref in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score >= 0.3 and ref not in pairs and wanted not in pairs.values():
            pairs[ref] = wanted
    return pairs


def expected(entry: dict[str, Any]) -> Iterator[tuple[str, Find]]:
    """Yield what an entry expects, as (measure, find)."""
    agreements = entry.get("agreements", [])
    if agreements:
        yield "relevance", ("relevant",)
    for want in agreements:
        yield from facets(want["ref"], want["kind"], want["parties"], want["areas"])
    for ref, action, modality, date, actors in entry.get("actions", []):
        yield from steps(ref, action, modality, date, actors)
    for relation in entry.get("relations", []):
        yield "relations", tuple(relation)
    for kind, modality, actors in entry.get("meetings", []):
        yield "meetings", (kind, modality, *sorted(actors))
    for speaker, text in entry.get("statements", []):
        yield "statements", (speaker, text)


def facets(ref: str, kind: str, parties: Iterable[str], areas: Iterable[str]) -> Iterator[tuple[str, Find]]:
    """Yield an agreement, its kind, its parties and its areas as finds."""
    yield "agreements", (ref,)
    yield "kind", (ref, kind)
    yield from (("parties", (ref, party)) for party in parties)
    yield from (("areas", (ref, area)) for area in areas)


def steps(ref: str, action: str, modality: str, date: str, actors: Iterable[str]) -> Iterator[tuple[str, Find]]:
    """Yield a step, its date and its actors as finds."""
    yield "steps", (ref, action, modality)
    if date:
        yield "dates", (ref, action, date)
    yield from (("agents", (ref, action, actor)) for actor in actors)


def found(entry: dict[str, Any], reading: Reading) -> Iterator[tuple[str, Find]]:
    """Yield what the reader found, under the expected refs where the agreements pair up."""
    refs = match(entry, reading)
    if reading.agreements:
        yield "relevance", ("relevant",)
    for a in reading.agreements:
        yield from facets(refs.get(a.ref, f"?{a.ref}"), a.kind, a.parties, a.areas)
    for step in reading.actions:
        actors = sorted({agent.actor for agent in step.by if agent.actor})
        ref = refs.get(step.agreement, f"?{step.agreement}")
        yield from steps(ref, step.action, step.modality, step.date.edtf if step.date else "", actors)
    for r in reading.relations:
        yield "relations", (refs.get(r.source, "?"), r.relation, refs.get(r.target, "?"))
    for m in reading.meetings:
        yield "meetings", (m.kind, m.modality, *sorted({p.actor for p in m.participants if p.actor}))
    yield from found_statements(entry, reading)


def found_statements(entry: dict[str, Any], reading: Reading) -> Iterator[tuple[str, Find]]:
    """Yield the expected statements that were found: same speaker, half of the words shared."""
    for speaker, text in entry.get("statements", []):
        hits = (s for s in reading.statements if s.speaker.name.endswith(speaker) and shares(text, s.span.text))
        yield from (("statements", (speaker, text)) for _ in [next(hits, None)] if _)


def shares(one: str, other: str) -> bool:
    """Tell whether half of all words of two texts are common to both."""
    return 2 * len(words(one) & words(other)) >= len(words(one) | words(other))


def measure(entries: list[dict[str, Any]], readings: list[Reading]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of each measure over all reports."""
    tallies: dict[str, Counter[str]] = {}
    for entry, reading in zip(entries, readings, strict=True):
        want, got = Counter(set(expected(entry))), Counter(set(found(entry, reading)))
        for name, finds in (("want", want), ("got", got), ("hit", want & got)):
            for measured, _ in finds:
                tallies.setdefault(measured, Counter())[name] += 1
    return {measured: figures(tally) for measured, tally in tallies.items()}


def figures(tally: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F1 of counts of expected, found and right finds."""
    precision = tally["hit"] / tally["got"] if tally["got"] else 0.0
    recall = tally["hit"] / tally["want"] if tally["want"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if tally["hit"] else 0.0
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3)}


def misses(entries: list[dict[str, Any]], readings: list[Reading]) -> Iterator[str]:
    """Yield a line for each find that is missing (-) or too much (+)."""
    for entry, reading in zip(entries, readings, strict=True):
        want, got = set(expected(entry)), set(found(entry, reading))
        yield from (f"{entry['id']}: - {name} {find}" for name, find in sorted(want - got, key=str))
        yield from (f"{entry['id']}: + {name} {find}" for name, find in sorted(got - want, key=str))


def main() -> None:
    """Print the table, and with ``--misses`` what each report lacks."""
    entries = load_reports()
    readings = read_reports(entries)
    if "--misses" in sys.argv:
        print("\n".join(misses(entries, readings)))
    for name, figure in measure(entries, readings).items():
        print(f"{name:12} P {figure['p']:.3f}  R {figure['r']:.3f}  F1 {figure['f1']:.3f}")


if __name__ == "__main__":
    main()
