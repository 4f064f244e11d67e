"""What one agreement of a report has to do with another.

>>> told("which will replace")[0]
<RelationCode.REPLACES: 'replaces'>
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from depositary.languages import load_table
from depositary.model.reading import Relation
from depositary.model.vocabulary import Kind, RelationCode
from depositary.reading.mentions import AgreementMention, Agreements
from depositary.reading.text import Analysis

FURTHEST = 120
ADDED = re.compile(r" ?\bto (?:the |its |their |a |an |that )?$")
SUPPLEMENTARY = (Kind.PROTOCOL, Kind.OTHER)
NAMED = ("title", "description", "alias")


@functools.cache
def relation_cues() -> tuple[tuple[re.Pattern[str], RelationCode, bool], ...]:
    """Return the patterns, the relation that each tells, and whether it runs forward."""
    rows = load_table("en", "agreement_relations")
    return tuple(
        (re.compile(r["pattern"], re.IGNORECASE), RelationCode(r["relation"]), r["direction"] == "forward")
        for r in rows
    )


def told(between: str) -> tuple[RelationCode, bool] | None:
    """Return the relation that the words between two mentions tell, and whether it runs forward."""
    found = ((pattern.search(between), code, forward) for pattern, code, forward in relation_cues())
    return next(((code, forward) for match, code, forward in found if match), None)


def find_relations(analysis: Analysis, agreements: Agreements) -> tuple[Relation, ...]:
    """Find the relations between a report's agreements."""
    found: dict[tuple[str, str], Relation] = {}
    for relation in itertools.chain(told_relations(analysis, agreements), citations(analysis, agreements)):
        if relation.source != relation.target:
            found.setdefault((relation.source, relation.target), relation)
    return tuple(found.values())


def told_relations(analysis: Analysis, agreements: Agreements) -> Iterator[Relation]:
    """Yield the relations that a sentence tells between two mentions."""
    for sentence in analysis.sentences:
        mentions = [m for m in agreements.in_sentence(sentence.index) if m.sort != "pronoun"]
        for one, other in itertools.combinations(mentions, 2):
            relation = relate(analysis, agreements, one, other)
            if relation:
                yield relation


def relate(
    analysis: Analysis, agreements: Agreements, one: AgreementMention, other: AgreementMention
) -> Relation | None:
    """Return the relation between two mentions of a sentence, the second inside the first or behind it."""
    if one.ref == other.ref or other.start - one.end > FURTHEST:
        return None
    if other.start < one.end:
        inside = agreements.get(one.ref).kind in SUPPLEMENTARY and ADDED.search(analysis.text[one.start : other.start])
        code, forward = (RelationCode.SUPPLEMENTS, True) if inside else (None, True)
    else:
        between = analysis.text[one.end : other.start]
        added = agreements.get(one.ref).kind in SUPPLEMENTARY and ADDED.fullmatch(between)
        code, forward = (RelationCode.SUPPLEMENTS, True) if added else told(between) or (None, True)
    if code is None:
        return None
    source, target = (one, other) if forward else (other, one)
    span = analysis.report.span(one.start, max(one.end, other.end))
    return Relation(source.ref, code, target.ref, (span,))


def citations(analysis: Analysis, agreements: Agreements) -> Iterator[Relation]:
    """Yield what a declaration cites whose text the report is: its title is the headline."""
    headline = {m.ref for m in agreements.mentions if whole(analysis, m)}
    issued = [a for a in agreements.agreements if a.kind is Kind.DECLARATION and a.ref in headline]
    for declaration in issued[:1]:
        for mention in agreements.mentions:
            if mention.ref != declaration.ref and mention.sort in NAMED:
                sentence = analysis.sentences[mention.sentence]
                span = analysis.report.span(sentence.start, sentence.end)
                yield Relation(declaration.ref, RelationCode.CITES, mention.ref, (span,))


def whole(analysis: Analysis, mention: AgreementMention) -> bool:
    """Tell whether a mention is the whole headline."""
    sentence = analysis.sentences[mention.sentence]
    return sentence.headline and mention.start == sentence.start and mention.end == sentence.end
