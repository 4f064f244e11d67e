"""Regrouping: the finds of a report as they would be if its mentions were told apart as its labels tell them.

How two agreements bear on each other is learned from these, for where the reader takes two for one, the labelled
relation between them would teach nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import msgspec

from depositary.reading.relations import find_relations
from depositary.reading.scoring import Finds
from training.examples import find_ref
from training.gold import locate_names

ELSE = ""
"""The ref of a mention that no label names."""


def regroup(finds: Finds, labels: dict[str, Any]) -> Finds:
    """Return the finds with each mention under the labelled agreement that it names.

    Agreements have the refs of the labels; kind, parties and steps are those that were found. What no label names is
    left out, and the relations are found anew.
    """
    text = finds.analysis.text
    named = [(span, g["ref"]) for g in labels["agreements"] for span in locate_names(text, g["names"])]
    mentions = tuple(replace(m, ref=find_ref((m.start, m.end), named) or ELSE) for m in finds.mentions)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for found, moved in zip(finds.mentions, mentions, strict=True):
        if moved.ref != ELSE and found.ref in finds.refs:
            votes[moved.ref][found.ref] += 1
    owners = {ref: count.most_common(1)[0][0] for ref, count in votes.items()}
    agreements = tuple(msgspec.structs.replace(finds.agreement(owner), ref=ref) for ref, owner in owners.items())
    heirs = {
        owner: max((ref for ref in votes if owner in votes[ref]), key=lambda ref: votes[ref][owner])
        for owner in {owner for count in votes.values() for owner in count}
    }
    kept = replace(finds.agreements, agreements=agreements, mentions=tuple(m for m in mentions if m.ref in owners))
    return replace(
        finds,
        agreements=kept,
        mentions=mentions,
        relations=find_relations(finds.analysis, kept),
        actions=tuple(
            msgspec.structs.replace(a, agreement=heirs[a.agreement]) for a in finds.actions if a.agreement in heirs
        ),
    )
