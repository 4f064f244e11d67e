"""Marked reports: labelled reports read as far as the reader's own choice, each by an encoder that never saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from depositary.reading.encoder import Marks
from depositary.reading.gate import admits
from depositary.reading.reader import analyse_telling, find_all
from depositary.reading.scoring import Finds, Marker
from training.gold import Labelled

BATCH = 50


@dataclass(frozen=True, slots=True)
class Marked:
    """A labelled report and all that was found in it; ``None`` where the reader finds no agreement."""

    labelled: Labelled
    finds: Finds | None


def leave_unmarked(*_: object, **__: object) -> Marks:
    """Return no marks: what an encoder learns from must not hold its own."""
    return Marks()


def mark_reports(reports: Sequence[Labelled], marker: Marker) -> Iterator[Marked]:
    """Yield each report with its finds, in order.

    Args:
        reports: labelled reports.
        marker: ``functools.partial(mark, network=...)`` of an encoder that never saw them, or `leave_unmarked`.
    """
    for begin in range(0, len(reports), BATCH):
        batch = reports[begin : begin + BATCH]
        admitted = [admits(labelled.report.text) for labelled in batch]
        telling = analyse_telling([r.report for r, passes in zip(batch, admitted, strict=True) if passes])
        for labelled, passes in zip(batch, admitted, strict=True):
            found = next(telling) if passes else None
            yield Marked(labelled, find_all(*found, marker) if found else None)
