"""Parties: which of the actors that a report names an agreement is between."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from depositary.model.reading import Action, Agreement
from depositary.model.vocabulary import Kind
from depositary.reading.scoring.features import Features, logit_or_absent, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer

STATE_LETTERS = 3
FURTHEST_RANK = 6
LEAD = 150
"""Code points at the start of a report in which its main actors are named."""
TELLING_KINDS = frozenset(
    {
        Kind.CEASEFIRE,
        Kind.TREATY,
        Kind.DECLARATION,
        Kind.CONVENTION,
        Kind.CONTRACT,
        Kind.MEMORANDUM,
        Kind.PEACE_AGREEMENT,
    }
)


@dataclass(frozen=True, slots=True)
class PartyCandidate:
    """An actor code that may be a party of an agreement, with its features."""

    ref: str
    code: str
    features: Features


def propose(finds: Finds, actions: Sequence[Action]) -> Iterator[PartyCandidate]:
    """Yield the candidates of every agreement of a report.

    Args:
        finds: what was found.
        actions: the steps of the agreements, whose agents are likely parties.
    """
    links = _gather_links(finds)
    first: dict[str, int] = {}
    for mention in finds.actors.mentions:
        for code in mention.codes:
            first.setdefault(code, mention.start)
    ranks = {code: rank for rank, (code, _) in enumerate(finds.frequency.most_common())}
    acting: defaultdict[str, set[str]] = defaultdict(set)
    for action in actions:
        acting[action.agreement].update(agent.actor for agent in action.by if agent.actor)
    for agreement in finds.agreements.agreements:
        rated = links.get(agreement.ref, {})
        for code in sorted({*rated, *agreement.parties}):
            features = _describe(finds, agreement, code, sorted(rated.get(code, ()), reverse=True))
            rank = ranks.get(code, FURTHEST_RANK)
            features |= {
                "rank": min(rank, FURTHEST_RANK),
                "leading": float(rank < 2),
                "in lead": float(first.get(code, LEAD) < LEAD),
                "acts": float(code in acting[agreement.ref]),
            }
            yield PartyCandidate(agreement.ref, code, features)


def _gather_links(finds: Finds) -> dict[str, dict[str, list[float]]]:
    """Return the probabilities that link the mentions of each agreement to each actor code."""
    links: dict[str, dict[str, list[float]]] = {}
    for index, found in finds.marks.parties.items():
        rated = links.setdefault(finds.mentions[index].ref, {})
        for actor, probability in found:
            for code in finds.actors.mentions[actor].codes:
                rated.setdefault(code, []).append(probability)
    return links


def _describe(finds: Finds, agreement: Agreement, code: str, links: Sequence[float]) -> Features:
    rule = code in agreement.parties
    highest = logit_or_absent(links[0] if links else None)
    others = [a for a in finds.agreements.agreements if a.ref != agreement.ref]
    features: Features = {
        "rule": float(rule),
        "rule's parties": min(len(agreement.parties), 4),
        "rule knows none": float(not agreement.parties),
        "link": highest,
        "linked": float(bool(links)),
        "mean link": logit_or_absent(mean(links) if links else None),
        "links": math.log(1 + len(links)),
        "frequency": math.log(1 + finds.frequency[code]),
        "actors": math.log(1 + len(finds.frequency)),
        "organisation": float(len(code) != STATE_LETTERS and code.isupper()),
        "group": float(code.islower()),
        "others'": mean(float(code in other.parties) for other in others),
        "agreements": math.log(len(finds.agreements.agreements)),
        "rule and link": highest if rule else 0.0,
        "link beside two": highest if len(agreement.parties) > 1 else 0.0,
    }
    if agreement.kind in TELLING_KINDS:
        features[f"kind={agreement.kind.value}"] = 1.0
    return features


def select(finds: Finds, actions: Sequence[Action], scorers: Mapping[str, Scorer]) -> dict[str, tuple[str, ...]]:
    """Return the parties of each agreement, the surest first."""
    scorer = scorers["party"]
    rated = [(scorer.rate(c.features), c) for c in propose(finds, actions)]
    rated.sort(key=lambda pair: -pair[0])
    return {
        agreement.ref: tuple(
            c.code for p, c in rated if c.ref == agreement.ref and scorer.accepts(p, ruled=c.code in agreement.parties)
        )
        for agreement in finds.agreements.agreements
    }
