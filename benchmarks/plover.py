"""Measure the coder of single sentences against sentences with gold PLOVER roots and sides.

    python benchmarks/plover.py PLV_train.tsv [--misses]
    python benchmarks/plover.py PLOVER_GSR_CAMEO.txt [--misses]

The table is that of ``snowood1/Zero-Shot-PLOVER`` (no licence: fetch it, store nothing of it); tune on train alone.
Figures are micro P, R and F1 over AGREE, CONSULT, SUPPORT, COOPERATE and REJECT: a sentence of another root that
gets one of these counts against precision. The treaty slice is the rows with a treaty word whose two sides are
states. The coder sees the sentence alone; "with sides" counts an event only where the mention of each side
overlaps the gold words.

The records are PLOVER's own (``openeventdata/PLOVER``, CC BY-SA: fetch them). A record is right where root and pair of
countries are: one source and one target of the gold, in that order; of several sources without a target any two in
any order; "IGO" stands for any organisation; a side that the gold leaves out must be left out.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from depositary.languages.states import load_states
from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.events.coder import CodedEvent, code_analysis
from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.parser.english import analyse_many

ROOTS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT"})
TREATY = re.compile(
    r"\b(?:treat(?:y|ies)|agreements?|accords?|pacts?|deals?|cease-?fires?|truces?|conventions?|protocols?|memorand\w+)\b",
    re.I,
)
Coded = tuple[dict[str, str], CodedEvent | None, bool]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if options.table.read_text("utf-8", errors="replace").lstrip().startswith("["):
        measure_records(options.table, misses=options.misses)
    else:
        measure_table(options.table, misses=options.misses)


def measure_table(path: Path, *, misses: bool) -> None:
    """Print the figures of a table of sentences."""
    coded = code_rows(path)
    show("treaty slice", [row for row in coded if row[2]])
    show("all rows", coded)
    for root in sorted(ROOTS):
        show(f"  {root}", coded, frozenset({root}))
    if misses:
        show_misses(coded)


def measure_records(path: Path, *, misses: bool) -> None:
    """Print how many of PLOVER's own cooperation records are right in root and pair of countries."""
    records = [r for r in json.loads(path.read_text("utf-8", errors="replace")) if r["event"] != "DOCUMENT"]
    analyses = analyse_many([(Report.compose(r["text"].strip()), None) for r in records])
    coded = [(r, code_analysis(a, find_actors(a))) for r, a in zip(records, analyses, strict=True)]
    gold = [(r, event) for r, event in coded if r["event"] in ROOTS]
    rooted = [(r, event) for r, event in gold if event and event.root == r["event"]]
    right = [(r, event) for r, event in rooted if event and is_pair(r, event)]
    others = sum(bool(event) for r, event in coded if r["event"] not in ROOTS)
    print(f"records {len(records)}  cooperation {len(gold)}  root right {len(rooted)}  and countries {len(right)}")
    print(f"of the other {len(records) - len(gold)} records {others} are given one of these roots")
    for record, event in gold if misses else ():
        if (record, event) not in right:
            told = (event.root, *(code(side) for side in (event.source, event.target))) if event else None
            print(f"{record['event']} {sorted(gold_pairs(record))} -> {told}: {record['text'][:200]}")


def is_pair(record: dict[str, Any], event: CodedEvent) -> bool:
    """Tell whether an event has the countries of a record."""
    return (code(event.source), code(event.target)) in gold_pairs(record)


def code(mention: ActorMention | None) -> str:
    """Return the country of a mention, "IGO" for an organisation, nothing where it is missing."""
    codes = mention.codes if mention else ()
    return next(("IGO" if c not in load_states() and c.isupper() else c for c in codes), "")


def gold_pairs(record: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the pairs of countries by which a record is right."""
    sources, targets = (gold_codes(record.get(side)) for side in ("source", "target"))
    if len(sources) > 1 and not targets:
        return set(itertools.permutations(sources, 2))
    return set(itertools.product(sources, targets or [""]))


def gold_codes(side: object) -> list[str]:
    """Return the countries of a side; the records write Japan as JAP."""
    named = [actor for actor in side if isinstance(actor, dict)] if isinstance(side, list) else []
    return [{"JAP": "JPN"}.get(actor["code"], actor["code"]) for actor in named]


def code_rows(table: Path) -> list[Coded]:
    """Return rows with the event of each and whether it is of the treaty slice."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    found: list[Coded] = []
    for row, analysis in zip(rows, analyse_many([(Report.compose(r["sentence"]), None) for r in rows]), strict=True):
        actors = find_actors(analysis)
        found.append((row, code_analysis(analysis, actors), is_treaty(row, actors)))
    return found


def is_treaty(row: dict[str, str], actors: Actors) -> bool:
    """Tell whether a row has a treaty word and two sides that are states, or act for them."""
    return bool(TREATY.search(row["sentence"])) and all(is_state(row, side, actors) for side in ("source", "target"))


def is_state(row: dict[str, str], side: str, actors: Actors) -> bool:
    """Tell whether the gold words of a side name a state."""
    start = row["sentence"].find(row[side])
    within = actors.within(start, start + len(row[side])) if start >= 0 else []
    return any(code in load_states() or code == "EU" for mention in within for code in mention.codes)


def show(name: str, rows: Sequence[Coded], roots: frozenset[str] = ROOTS) -> None:
    """Print the figures of some rows."""
    gold = [row for row in rows if row[0]["gold_root"] in roots]
    said = [row for row in rows if row[1] and row[1].root in roots]
    right = [row for row in said if row[1] and row[1].root == row[0]["gold_root"]]
    sided = [row for row in right if row[1] and has_sides(row[0], row[1])]
    parts = [f"{name:<14} rows {len(rows):>4}  gold {len(gold):>3}  said {len(said):>3}"]
    for label, hits in (("root", right), ("with sides", sided)):
        precision, recall = len(hits) / max(len(said), 1), len(hits) / max(len(gold), 1)
        f1 = 2 * len(hits) / max(len(said) + len(gold), 1)
        parts.append(f"{label}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    print("  ".join(parts))


def has_sides(row: dict[str, str], event: CodedEvent) -> bool:
    """Tell whether both sides lie within the gold words."""
    return lies(row, "source", event.source) and lies(row, "target", event.target)


def lies(row: dict[str, str], side: str, mention: ActorMention | None) -> bool:
    """Tell whether a mention overlaps the gold words of a side."""
    start = row["sentence"].find(row[side])
    return mention is not None and start >= 0 and mention.overlaps(start, start + len(row[side]))


def show_misses(rows: Sequence[Coded]) -> None:
    """Print what was coded otherwise than in the gold, to the screen alone."""
    for row, event, treaty in rows:
        said = event.root if event else None
        if said != row["gold_root"] and (said in ROOTS or row["gold_root"] in ROOTS):
            print(f"{'*' if treaty else ' '} {row['gold_root']} -> {said}: {row['sentence'][:200]}")


if __name__ == "__main__":
    main()
