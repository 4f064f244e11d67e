"""The command line of training; ``python -m training --help``."""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from training.gold import Labelled, deal_folds, load_gold, load_lines, load_offsets, load_written

FOLDS = 3
EPOCHS = 6
SEED = 7
STREAM = "wce-"
"""What the ids of the news items of Wikipedia begin with."""
ELSEWHERE = -1
"""The fold of an outlet that no folder of labelled reports has."""


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Train the reader on labelled reports.")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="a folder of labelled reports")
    parser.add_argument("--labels", type=Path, action="append", default=[], help="labels as offsets, one report a line")
    parser.add_argument(
        "--texts",
        type=Path,
        action="append",
        default=[],
        help="the reports of each --labels, packed JSON lines",
    )
    parser.add_argument("--written", type=Path, help="labelled reports that were written to learn from, JSON lines")
    commands = parser.add_subparsers(dest="command", required=True)
    encode = commands.add_parser("encode", help="train an encoder and write it to a folder")
    encode.add_argument("out", type=Path)
    encode.add_argument("--leave-out", type=int, help="the fold, 0 to 2, whose outlets are not learned from")
    encode.add_argument("--epochs", type=int, default=EPOCHS)
    score = commands.add_parser("score", help="learn the weights from reports marked by encoders that never saw them")
    score.add_argument("models", type=Path, help="a folder with one encoder for each fold: fold-0, fold-1, fold-2")
    score.add_argument("out", type=Path)
    verify = commands.add_parser("verify", help="cross-validate by outlet, and print the readings of each fold")
    verify.add_argument("models", type=Path)
    verify.add_argument("out", type=Path)
    gather = commands.add_parser("gather", help="take the texts of labelled articles from copies of public collections")
    gather.add_argument("folders", type=Path, nargs="+")
    gather.add_argument("out", type=Path)
    card = commands.add_parser("card", help="write the model card")
    card.add_argument("model", type=Path)
    draw = commands.add_parser("label", help="draw the reports that the reader is least sure of, and label them")
    draw.add_argument("reports", type=Path, help="JSON lines with id, text, published and outlet")
    draw.add_argument("out", type=Path, help="the folder to keep the labelled reports in")
    draw.add_argument("--count", type=int, default=10)
    arguments = parser.parse_args()
    COMMANDS[arguments.command](arguments)


def load_reports(arguments: argparse.Namespace) -> list[Labelled]:
    """Return the reports of the gold folders."""
    return [report for folder in arguments.gold for report in load_gold(folder)]


def load_items(arguments: argparse.Namespace) -> list[Labelled]:
    """Return the reports whose labels are kept as offsets."""
    items: list[Labelled] = []
    for labels, texts in zip(arguments.labels, arguments.texts, strict=True):
        with gzip.open(texts, "rt", encoding="utf-8") as file:
            rows: dict[str, dict[str, Any]] = {row["id"]: row for row in map(json.loads, file)}
        items += load_offsets(labels, rows)
    return items


def load_own(arguments: argparse.Namespace) -> list[Labelled]:
    """Return the reports that were written to learn from."""
    return load_written(arguments.written) if arguments.written is not None else []


def run_encode(arguments: argparse.Namespace) -> None:
    """Train an encoder."""
    from training.encoder import export, load_base, train
    from training.examples import build_examples
    from training.marked import leave_unmarked, mark_reports

    gold = load_reports(arguments)
    folds = deal_folds(gold, FOLDS)
    reports = gold + load_items(arguments) + load_own(arguments)
    kept = [report for report in reports if folds.get(report.outlet, ELSEWHERE) != arguments.leave_out]
    pieces = load_base()[1]
    examples = [
        example
        for report in mark_reports(kept, leave_unmarked)
        if report.finds is not None
        for example in build_examples(report.finds, report.labelled.labels, pieces)
    ]
    print(f"{len(kept)} reports, {len(examples)} windows", flush=True)
    network, pieces = train(examples, arguments.epochs, SEED, lambda line: print(line, flush=True))
    export(network, pieces, arguments.out)


def run_score(arguments: argparse.Namespace) -> None:
    """Learn the weights."""
    from training.evaluation import mark_folds, write_weights
    from training.scorers import fit_all

    gold = load_reports(arguments)
    marked = mark_folds(gold, arguments.models, load_items(arguments))
    write_weights(fit_all([report for fold in marked for report in fold]), arguments.out)


def run_verify(arguments: argparse.Namespace) -> None:
    """Cross-validate: each fold is read with an encoder and weights that never saw its outlets."""
    from training.evaluation import read_folds

    gold = load_reports(arguments)
    with arguments.out.open("w", encoding="utf-8") as file:
        for line in read_folds(gold, arguments.models, load_items(arguments)):
            file.write(line + "\n")


def run_gather(arguments: argparse.Namespace) -> None:
    """Write the texts of the labelled articles."""
    from training.articles import gather

    if len(arguments.labels) != 1:
        raise SystemExit("gather: name the file of labels once, with --labels")
    print(f"{gather(arguments.folders, arguments.labels[0], arguments.out)} articles are in {arguments.out}")


def run_card(arguments: argparse.Namespace) -> None:
    """Write the model card."""
    from training.card import write_card

    gold, items, own = load_reports(arguments), load_items(arguments), load_own(arguments)
    outlets = {report.outlet for report in gold}
    articles = [item for item in items if not item.doc.startswith(STREAM)]
    counts = {"gold": len(gold), "outlets": len(outlets), "written": len(own)}
    counts |= {"items": len(items) - len(articles), "articles": len(articles)}
    write_card(arguments.model, counts)


def run_label(arguments: argparse.Namespace) -> None:
    """Let a person label the reports that the reader is least sure of."""
    from training.labelling import label, rank_unsure

    reports = load_lines(arguments.reports)
    ranked = rank_unsure(reports)[: arguments.count]
    print(f"{len(reports)} reports read; the {len(ranked)} least sure follow, one at a time")
    kept = sum(label(marked, arguments.out) for _, marked in ranked)
    print(f"{kept} labelled reports are in {arguments.out}")


COMMANDS = {
    "encode": run_encode,
    "score": run_score,
    "verify": run_verify,
    "gather": run_gather,
    "card": run_card,
    "label": run_label,
}

if __name__ == "__main__":
    main()
