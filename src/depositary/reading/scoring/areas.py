"""Areas: which areas of cooperation an agreement covers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from depositary.reading.scoring.features import Features, logit, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer

LEAST_AREA = 0.06
"""Least probability of an area at which the encoder proposes it."""


@dataclass(frozen=True, slots=True)
class AreaCandidate:
    """An area that an agreement may cover, with its features."""

    ref: str
    area: str
    features: Features


def propose(finds: Finds) -> Iterator[AreaCandidate]:
    """Yield the areas that words or the encoder propose for each agreement."""
    rated: dict[str, list[Mapping[str, float]]] = {}
    for index, found in finds.marks.mentions.items():
        rated.setdefault(finds.mentions[index].ref, []).extend(marks.areas for marks in found)
    for agreement in finds.agreements.agreements:
        tables = rated.get(agreement.ref, [])
        for area in sorted({*agreement.areas, *(name for table in tables for name in table)}):
            values = [table[area] for table in tables]
            highest, rule = max(values, default=0.0), area in agreement.areas
            if rule or highest >= LEAST_AREA:
                yield AreaCandidate(
                    agreement.ref,
                    area,
                    {
                        "rule": float(rule),
                        "highest": logit(highest),
                        "mean": logit(mean(values)),
                        "rule's areas": len(agreement.areas),
                        "rule knows none": float(not agreement.areas),
                        "mentions": math.log(1 + len(values)),
                        "rule and highest": logit(highest) if rule else 0.0,
                        "rule and mean": logit(mean(values)) if rule else 0.0,
                        f"area={area}": 1.0,
                    },
                )


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> dict[str, tuple[str, ...]]:
    """Return the areas of each agreement."""
    scorer = scorers["area"]
    rated = [(scorer.rate(c.features), c) for c in propose(finds)]
    return {
        agreement.ref: tuple(
            c.area for p, c in rated if c.ref == agreement.ref and scorer.accepts(p, ruled=c.area in agreement.areas)
        )
        for agreement in finds.agreements.agreements
    }
