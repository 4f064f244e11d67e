"""Relations: what one agreement of a report has to do with another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from depositary.model.reading import Relation
from depositary.model.text import Span
from depositary.model.vocabulary import Kind, RelationCode
from depositary.reading.mentions import AgreementMention
from depositary.reading.scoring.features import Features, logit, logit_or_absent, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer

LEAST_RELATION = 0.02
"""Least probability of a relation at which the encoder proposes it."""
CODES = tuple(code.value for code in RelationCode)


@dataclass(frozen=True, slots=True)
class RelationCandidate:
    """A relation from one agreement to another, with its features and the surest pair of mentions."""

    source: str
    target: str
    code: str
    features: Features
    evidence: tuple[Span, ...]


def propose(finds: Finds) -> Iterator[RelationCandidate]:
    """Yield the relations that rules or the encoder propose."""
    rated = _gather(finds)
    ruled = {(r.source, r.target): r for r in finds.relations}
    for source, target in sorted({*rated, *ruled}):
        table, rule = rated.get((source, target), {}), ruled.get((source, target))
        for code in CODES:
            values = [probability for probability, _ in table.get(code, ())]
            by_rule = rule is not None and rule.relation.value == code
            highest = max(values, default=0.0)
            if by_rule or highest >= LEAST_RELATION:
                features = _describe(finds, source, code, values)
                features |= {
                    "rule": float(by_rule),
                    "rule says other": float(rule is not None and not by_rule),
                    "rule says reverse": float((target, source) in ruled),
                    "rule and highest": logit(highest) if by_rule else 0.0,
                }
                evidence = rule.evidence if rule is not None else (_span(finds, table[code]),)
                yield RelationCandidate(source, target, code, features, evidence)


Rated = dict[str, list[tuple[float, tuple[AgreementMention, AgreementMention]]]]


def _gather(finds: Finds) -> dict[tuple[str, str], Rated]:
    """Return what the encoder says of each pair of agreements, by the code of the relation."""
    found: defaultdict[tuple[str, str], Rated] = defaultdict(dict)
    for pair in finds.marks.pairs:
        one, other = finds.mentions[pair.one], finds.mentions[pair.other]
        if one.ref != other.ref and {one.ref, other.ref} <= finds.refs:
            for code in CODES:
                found[one.ref, other.ref].setdefault(code, []).append((pair.forward[code], (one, other)))
                found[other.ref, one.ref].setdefault(code, []).append((pair.backward[code], (one, other)))
    return found


def _describe(finds: Finds, source: str, code: str, values: list[float]) -> Features:
    agreement = finds.agreement(source)
    highest = max(values, default=0.0)
    return {
        "highest": logit(highest),
        "mean": logit_or_absent(mean(values) if values else None),
        "pairs": math.log(1 + len(values)),
        "agreements": math.log(len(finds.agreements.agreements)),
        "declaration": float(agreement.kind is Kind.DECLARATION),
        "protocol": float(agreement.kind is Kind.PROTOCOL),
        f"relation={code}": 1.0,
        f"highest of {code}": logit(highest),
    }


def _span(finds: Finds, rated: list[tuple[float, tuple[AgreementMention, AgreementMention]]]) -> Span:
    """Return the words from the one mention to the other of the surest pair."""
    _, (one, other) = max(rated, key=lambda pair: pair[0])
    return finds.analysis.report.span(min(one.start, other.start), max(one.end, other.end))


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> tuple[Relation, ...]:
    """Return the relations of a report, at most one for two agreements: the surest."""
    scorer = scorers["relation"]
    rated = sorted(((scorer.rate(c.features), c) for c in propose(finds)), key=lambda pair: -pair[0])
    kept: dict[frozenset[str], Relation] = {}
    for probability, candidate in rated:
        if scorer.accepts(probability, ruled=candidate.features["rule"] > 0):
            relation = Relation(candidate.source, RelationCode(candidate.code), candidate.target, candidate.evidence)
            kept.setdefault(frozenset({candidate.source, candidate.target}), relation)
    return tuple(kept.values())
