"""Measure the coder of single sentences against a table of sentences with gold PLOVER roots and sides.

    python benchmarks/plover.py PLV_train.tsv [--misses]

The table is that of ``snowood1/Zero-Shot-PLOVER`` (no licence: fetch it, store nothing of it); tune on train alone.
Figures are micro P, R and F1 over AGREE, CONSULT, SUPPORT, COOPERATE and REJECT: a sentence of another root that
gets one of these counts against precision. The treaty slice is the rows with a treaty word whose two sides are
states. The coder sees the sentence alone; "with sides" counts an event only where the mention of each side
overlaps the gold words.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Sequence
from pathlib import Path

from depositary.lexicon.states import load_states
from depositary.model.text import Report
from depositary.reading.actors import find_actors
from depositary.reading.analysis import analyse_many
from depositary.reading.event_coder import CodedEvent, code_analysis
from depositary.reading.finds import ActorMention, Actors

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
    coded = code_rows(options.table)
    show("treaty slice", [row for row in coded if row[2]])
    show("all rows", coded)
    for root in sorted(ROOTS):
        show(f"  {root}", coded, frozenset({root}))
    if options.misses:
        show_misses(coded)


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
