"""Relations: what one agreement of a report has to do with another."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from depositary.model.reading import Agreement, Relation
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Kind, Modality, RelationCode
from depositary.reading.mentions import AgreementMention
from depositary.reading.relations import read_before, read_between, read_names
from depositary.reading.scoring.features import Features, logit, logit_or_absent, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer

CODES = tuple(code.value for code in RelationCode)
ENDS = frozenset({ActionCode.TERMINATION, ActionCode.EXPIRY, ActionCode.WITHDRAWAL})
CONCLUSIONS = frozenset({ActionCode.NEGOTIATION, ActionCode.ADOPTION, ActionCode.SIGNATURE})
OPEN = frozenset({Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL})
KINDS = frozenset(
    {
        Kind.DECLARATION,
        Kind.PROTOCOL,
        Kind.CEASEFIRE,
        Kind.PEACE_AGREEMENT,
        Kind.PROGRAMME,
        Kind.CONTRACT,
        Kind.TREATY,
        Kind.CONVENTION,
    }
)
"""Kinds that say something of how an agreement bears on others."""


@dataclass(frozen=True, slots=True)
class RelationCandidate:
    """A relation from one agreement to another, with its features and the surest pair of mentions."""

    source: str
    target: str
    code: str
    features: Features
    evidence: tuple[Span, ...]


Pairs = list[tuple[float, tuple[AgreementMention, AgreementMention]]]
Rated = dict[str, Pairs]


def propose(finds: Finds) -> Iterator[RelationCandidate]:
    """Yield every relation that two agreements of a report may have."""
    rated = _gather(finds)
    signs = {a.ref: _read_signs(finds, a) for a in finds.agreements.agreements if a.ref in finds.by_ref}
    before = {ref: read_before(finds.analysis, finds.by_ref[ref]) for ref in signs}
    ruled = {(r.source, r.target): r for r in finds.relations}
    for source, target in itertools.permutations(signs, 2):
        table, rule = rated.get((source, target), {}), ruled.get((source, target))
        between = read_between(finds.analysis, finds.by_ref[source], finds.by_ref[target])
        bearing = _describe_ends(finds, source, target)
        bearing |= {f"from {sign}": 1.0 for sign in signs[source]} | {f"to {sign}": 1.0 for sign in signs[target]}
        for code in CODES:
            features = _describe_marks(code, table.get(code, []))
            features |= {
                "told between": float((code, True) in between),
                "told between, reverse": float((code, False) in between),
                "other told between": float(any(other != code for other, _ in between)),
                "told before": float((code, True) in before[target]),
                "told ahead": float((code, False) in before[source]),
                "rule": float(rule is not None and rule.relation.value == code),
                "rule says other": float(rule is not None and rule.relation.value != code),
                "rule says reverse": float((target, source) in ruled),
            }
            features["rule and highest"] = features["highest"] if features["rule"] else 0.0
            features |= {f"{code}: {name}": value for name, value in bearing.items()}
            evidence = rule.evidence if rule else (_span(finds, source, target, table.get(code, [])),)
            yield RelationCandidate(source, target, code, features, evidence)


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


def _describe_marks(code: str, rated: Pairs) -> Features:
    """Return what the encoder says of one relation of two agreements."""
    values = [probability for probability, _ in rated]
    highest = logit(max(values, default=0.0))
    return {
        "highest": highest,
        "mean": logit_or_absent(mean(values) if values else None),
        f"highest of {code}": highest,
        f"relation={code}": 1.0,
    }


def _describe_ends(finds: Finds, source: str, target: str) -> Features:
    """Return how two agreements lie to each other: where they are named, when and by whom they are concluded."""
    one, other = finds.agreement(source), finds.agreement(target)
    first, second = finds.by_ref[source], finds.by_ref[target]
    together = len({m.sentence for m in first} & {m.sentence for m in second})
    parties = set(one.parties), set(other.parties)
    pairs = list(itertools.product(first, second))
    return {
        "together": math.log(1 + together),
        "apart": float(not together),
        "holds": float(any(a.start <= b.start and b.end <= a.end for a, b in pairs)),
        "held": float(any(b.start <= a.start and a.end <= b.end for a, b in pairs)),
        "first": float(first[0].start < second[0].start),
        "more": math.log((1 + len(first)) / (1 + len(second))),
        "same kind": float(one.kind == other.kind),
        "shared parties": len(parties[0] & parties[1]) / max(1, len(parties[0] | parties[1])),
        "no shared party": float(bool(parties[0] and parties[1]) and not parties[0] & parties[1]),
        "shared areas": float(bool(set(one.areas) & set(other.areas))),
        "newer": float(bool(one.year and other.year and one.year > other.year)),
        "older": float(bool(one.year and other.year and one.year < other.year)),
        "agreements": math.log(len(finds.agreements.agreements)),
    }


def _read_signs(finds: Finds, agreement: Agreement) -> frozenset[str]:
    """Return what the kind, the words and the steps of an agreement say of it."""
    mentions = finds.by_ref[agreement.ref]
    steps = [action for action in finds.actions if action.agreement == agreement.ref]
    conclusions = {action.modality for action in steps if action.action in CONCLUSIONS}
    headline = [m for m in mentions if finds.analysis.sentences[m.sentence].headline]
    checks = {
        f"kind={agreement.kind.value}": agreement.kind in KINDS,
        "hypothetical": agreement.hypothetical,
        "year": agreement.year is not None,
        "titled": any(m.sort in ("title", "alias") for m in mentions),
        "plural": any(m.plural for m in mentions),
        "headline": bool(headline),
        "whole headline": any(m.start == 0 and m.sort == "title" for m in headline),
        "ended": any(action.action in ENDS for action in steps),
        "concluded": Modality.OCCURRED in conclusions,
        "open": bool(conclusions & OPEN),
        "extended": any(action.action is ActionCode.EXTENSION for action in steps),
        "amended": any(action.action is ActionCode.AMENDMENT for action in steps),
        "stepless": not steps,
    }
    return read_names(finds.analysis.text, mentions) | {sign for sign, right in checks.items() if right}


def _span(finds: Finds, source: str, target: str, rated: Pairs) -> Span:
    """Return the words from the one mention to the other of the surest pair, else of the nearest."""
    nearest = itertools.product(finds.by_ref[source], finds.by_ref[target])
    one, other = max(rated, key=lambda pair: pair[0])[1] if rated else min(nearest, key=_measure_gap)
    return finds.analysis.report.span(min(one.start, other.start), max(one.end, other.end))


def _measure_gap(pair: tuple[AgreementMention, AgreementMention]) -> int:
    return abs(pair[0].start - pair[1].start)


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
