"""Agreements: which of the phrases taken for agreements are some."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from depositary.model.reading import Agreement
from depositary.reading.mentions import Agreements
from depositary.reading.scoring.features import Features, logit, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer


def describe(finds: Finds, agreement: Agreement) -> Features:
    """Return the features by which an agreement is kept or dropped."""
    naming = finds.naming.get(agreement.ref, [0.0])
    mentions = finds.by_ref.get(agreement.ref, [])
    sorts = {m.sort for m in mentions}
    actions = sum(action.agreement == agreement.ref for action in finds.actions)
    return {
        "naming": logit(max(naming)),
        "mean naming": logit(mean(naming)),
        "mentions": math.log(1 + len(mentions)),
        "parties": min(3, len(agreement.parties)),
        "title": float("title" in sorts),
        "general": float(sorts == {"generic"}),
        "actions": min(3, actions),
        "told": logit(finds.told.get(agreement.ref, 0.0)),
        "plural": float(any(m.plural for m in mentions)),
        "first": math.log(1 + mentions[0].start) if mentions else 0.0,
        "agreements": math.log(len(finds.agreements.agreements)),
        "hypothetical": float(agreement.hypothetical),
        "year": float(agreement.year is not None),
        "by rules": float(agreement.ref in finds.ruled_refs),
        "naming without action": 0.0 if actions else logit(max(naming)),
    }


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> dict[str, str | None]:
    """Return for each ref the ref that it is kept under: its own, that of an earlier agreement, or ``None``."""
    agreements = finds.agreements.agreements
    keep = scorers["agreement"]
    kept: dict[str, str | None] = {
        a.ref: a.ref if keep.accepts(keep.rate(describe(finds, a)), ruled=a.ref in finds.ruled_refs) else None
        for a in agreements
    }
    if agreements and not any(kept.values()):
        best = max(agreements, key=lambda a: keep.rate(describe(finds, a)))
        kept[best.ref] = best.ref
    return kept


def apply(finds: Finds, kept: Mapping[str, str | None]) -> Finds:
    """Return the finds with the agreements that are kept, those that are one joined under the first.

    Steps, relations and statements follow; those of a dropped agreement are dropped with it.
    """
    moved = (msgspec.structs.replace(a, agreement=under) for a in finds.actions if (under := kept[a.agreement]))
    linked = (
        msgspec.structs.replace(r, source=source, target=target)
        for r in finds.relations
        if (source := kept[r.source]) and (target := kept[r.target]) and source != target
    )
    said = (msgspec.structs.replace(s, about=kept[s.about] if s.about else None) for s in finds.statements.statements)
    return replace(
        finds,
        agreements=_join_all(finds.agreements, kept),
        mentions=tuple(replace(m, ref=kept[m.ref] or m.ref) for m in finds.mentions),
        statements=replace(finds.statements, statements=tuple(said)),
        relations=tuple(linked),
        proposed=tuple(
            replace(step, action=msgspec.structs.replace(step.action, agreement=under))
            for step in finds.proposed
            if (under := kept[step.action.agreement])
        ),
        actions=tuple(moved),
    )


def _join_all(found: Agreements, kept: Mapping[str, str | None]) -> Agreements:
    groups: defaultdict[str, list[Agreement]] = defaultdict(list)
    for agreement in found.agreements:
        under = kept[agreement.ref]
        if under is not None:
            groups[under].append(agreement)
    mentions = tuple(replace(m, ref=under) for m in found.mentions if (under := kept[m.ref]) is not None)
    return Agreements(tuple(_join(ref, group) for ref, group in groups.items()), mentions)


def _join(ref: str, group: list[Agreement]) -> Agreement:
    """Return one agreement of several: the fullest title, all names, parties and areas."""
    if len(group) == 1 and group[0].ref == ref:
        return group[0]
    titled = max(group, key=lambda a: len(a.title))
    return msgspec.structs.replace(
        titled,
        ref=ref,
        parties=tuple(dict.fromkeys(code for a in group for code in a.parties)),
        names=tuple(sorted({s for a in group for s in a.names}, key=lambda s: (s.start, s.end))),
        areas=tuple(dict.fromkeys(area for a in group for area in a.areas)),
        year=next((a.year for a in group if a.year), None),
        term=next((a.term for a in group if a.term), None),
        hypothetical=all(a.hypothetical for a in group),
    )
