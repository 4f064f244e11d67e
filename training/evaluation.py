"""Evaluation: read each fold with what was learned from the others."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from depositary.reading.assembly import assemble_empty
from depositary.reading.encoder import mark
from depositary.reading.encoder.network import open_network
from depositary.reading.reader import VERSION, compose
from depositary.reading.scoring import choose
from depositary.reading.scoring.weights import Scorer
from training.gold import Labelled, deal_folds
from training.marked import Marked, mark_reports
from training.scorers import fit_all


def mark_folds(gold: Sequence[Labelled], models: Path, more: Sequence[Labelled] = ()) -> list[list[Marked]]:
    """Return the reports of each fold, marked by the encoder that was trained without their outlets.

    Args:
        gold: labelled reports; they make the folds.
        models: the encoders, one folder a fold.
        more: further labelled reports, of which those of the same outlets are marked too.
    """
    count = len(list(models.glob("fold-*")))
    folds = deal_folds(list(gold), count)
    return [
        list(
            mark_reports(
                [report for report in (*gold, *more) if folds.get(report.outlet) == fold],
                functools.partial(mark, network=open_network(models / f"fold-{fold}")),
            )
        )
        for fold in range(count)
    ]


def read_folds(gold: Sequence[Labelled], models: Path, more: Sequence[Labelled] = ()) -> Iterator[str]:
    """Yield the reading of each report of ``gold`` as JSON, in order, each by weights of the other folds.

    Args:
        gold: labelled reports.
        models: the encoders, one folder a fold.
        more: further labelled reports that the weights learn from.
    """
    marked = mark_folds(gold, models, more)
    readings: dict[str, str] = {}
    for fold, reports in enumerate(marked):
        scorers = fit_all([report for other, rest in enumerate(marked) if other != fold for report in rest])
        readings |= {report.labelled.doc: read(report, scorers) for report in reports}
    yield from (readings[report.doc] for report in gold)


def read(report: Marked, scorers: dict[str, Scorer]) -> str:
    """Return the reading of a marked report as JSON."""
    if report.finds is None:
        return assemble_empty(report.labelled.report, VERSION).to_json()
    return compose(report.labelled.report, choose(report.finds, scorers)).to_json()


def write_weights(scorers: dict[str, Scorer], path: Path) -> None:
    """Write the weights as the reader loads them, one line a task."""
    lines = (f"{msgspec.json.encode(name).decode()}: {msgspec.json.encode(s).decode()}" for name, s in scorers.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
