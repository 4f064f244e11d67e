"""Agreements: which of the phrases taken for agreements are some, and which of them are one."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agreement
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.mentions import Agreements
from depositary.reading.scoring.features import Features, logit, logit_or_absent, mean
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer

WORD = re.compile(r"\w+")
CONCLUSIONS = frozenset({ActionCode.ADOPTION, ActionCode.SIGNATURE})
FAR_YEARS = 2
"""Years between adoption and signature from which they are taken for those of two agreements."""
SHORTEST_WORD = 3
"""Letters of the shortest word by which titles are compared."""


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
        "naming without action": 0.0 if actions else logit(max(naming)),
    }


def describe_pair(finds: Finds, one: Agreement, other: Agreement) -> Features:
    """Return the features by which two agreements are taken for one."""
    same = finds.same.get(frozenset({one.ref, other.ref}), [])
    parties = set(one.parties), set(other.parties)
    titles = _words(one.title), _words(other.title)
    names = [set().union(*(_words(span.text) for span in a.names)) for a in (one, other)]
    refs = [a.ref for a in finds.agreements.agreements]
    return {
        "same": logit_or_absent(max(same, default=None)),
        "mean same": logit_or_absent(mean(same) if same else None),
        "both titled": float(_is_titled(finds, one) and _is_titled(finds, other)),
        "met": float(bool(same)),
        "meetings": math.log(1 + len(same)),
        "kind": float(one.kind == other.kind),
        "shared parties": _jaccard(*parties),
        "no shared party": float(bool(parties[0] and parties[1]) and not parties[0] & parties[1]),
        "same parties": float(bool(parties[0]) and parties[0] == parties[1]),
        "shared title": _jaccard(*titles),
        "shared names": len(names[0] & names[1]) / max(1, min(len(names[0]), len(names[1]))),
        "agreements": math.log(len(refs)),
        "neighbours": float(abs(refs.index(one.ref) - refs.index(other.ref)) == 1),
        "other year": float(bool(one.year and other.year and one.year != other.year)),
        "one hypothetical": float(one.hypothetical != other.hypothetical),
    }


def _is_titled(finds: Finds, agreement: Agreement) -> bool:
    return any(m.sort == "title" for m in finds.by_ref.get(agreement.ref, ()))


def _words(text: str) -> set[str]:
    return {word for word in WORD.findall(text.lower()) if len(word) >= SHORTEST_WORD}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> dict[str, str | None]:
    """Return for each ref the ref that it is kept under: its own, that of an earlier agreement, or ``None``."""
    agreements = finds.agreements.agreements
    keep = scorers["agreement"]
    kept: dict[str, str | None] = {
        a.ref: a.ref if keep.accepts(keep.rate(describe(finds, a)), ruled=True) else None for a in agreements
    }
    if agreements and not any(kept.values()):
        best = max(agreements, key=lambda a: keep.rate(describe(finds, a)))
        kept[best.ref] = best.ref
    scorer = scorers["same agreement"]
    apart = _tell_apart(finds)
    rated = [
        (scorer.rate(describe_pair(finds, one, other)), one.ref, other.ref)
        for place, one in enumerate(agreements)
        for other in agreements[place + 1 :]
        if kept[one.ref] and kept[other.ref] and frozenset({one.ref, other.ref}) not in apart
    ]
    for probability, one, other in sorted(rated, key=lambda row: -row[0]):
        first, second = kept[one], kept[other]
        if scorer.accepts(probability) and first != second:
            kept = {ref: first if under == second else under for ref, under in kept.items()}
    return kept


def _tell_apart(finds: Finds) -> set[frozenset[str]]:
    """Return the pairs of agreements that cannot be one: one bears on the other, or other days concluded them."""
    apart = {frozenset({relation.source, relation.target}) for relation in finds.relations}
    concluded = [a for a in finds.actions if a.action in CONCLUSIONS and a.modality is Modality.OCCURRED and a.date]
    for one, other in itertools.combinations(concluded, 2):
        if not (one.date and other.date) or one.date.overlaps(other.date):
            continue
        if one.action == other.action or _years_between(one.date, other.date) >= FAR_YEARS:
            apart.add(frozenset({one.agreement, other.agreement}))
    return apart


def _years_between(one: ImpreciseDate, other: ImpreciseDate) -> int:
    """Return how many years lie between two dates that share no day, whole calendar years counted."""
    years = sorted(
        (int((d.earliest or d.latest or "0")[:4]), int((d.latest or d.earliest or "0")[:4])) for d in (one, other)
    )
    return years[1][0] - years[0][1]


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
