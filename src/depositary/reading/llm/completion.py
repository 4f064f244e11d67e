"""Completion: what follows from the finds of an answer and the report's own words, though the answer leaves it out.

Who agrees, negotiates or leaves is a party; the names of an agreement say what it is about; the words between two
names say what the agreements have to do with one another; a quotation is one statement from mark to mark.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

import msgspec

from depositary.model.reading import Action, Agent, Agreement, Relation, Statement
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.agreements import areas_in
from depositary.reading.llm.sides import Sides
from depositary.reading.mentions import AgreementMention, Agreements
from depositary.reading.relations import find_relations
from depositary.reading.text import Analysis

KNOWN_LANGUAGE = "en"
"""The language for which there are words of areas and relations."""
TOGETHER = frozenset({ActionCode.ADOPTION, ActionCode.NEGOTIATION})
"""Steps that make parties of those who take them together; one alone may take them for others."""
JOINT = TOGETHER | {ActionCode.SIGNATURE}
"""Steps that the parties of an agreement take with one another."""
REAL = frozenset({Modality.OCCURRED, Modality.PLANNED})
TWO = 2
BETWEEN = " .,;:!?'\"’”“»«。！？，؟،"
"""Marks that may stand between two pieces of one statement."""


def complete_agents(step: Action, parties: Iterable[str], sides: Sides) -> Action:
    """Give a joint step that is told without agents the parties whom its evidence names, where it names two."""
    [evidence] = step.evidence
    if step.action not in JOINT:
        return step
    found = {code: sides.words_for(code, evidence.start, evidence.end) for code in parties}
    named = sorted((place, code) for code, place in found.items() if place)
    words = [(evidence.text[start - evidence.start : end - evidence.start], code) for (start, end), code in named]
    by = tuple(Agent(name, actor=code) for name, code in words)
    return msgspec.structs.replace(step, by=by) if len(by) >= TWO else step


def complete_parties(agreements: Iterable[Agreement], actions: Sequence[Action]) -> tuple[Agreement, ...]:
    """Add to the parties of agreements those who agree or negotiate together, and those who leave."""
    found = []
    for agreement in agreements:
        steps = [action for action in actions if action.agreement == agreement.ref]
        parties = dict.fromkeys((*agreement.parties, *(code for step in steps for code in list_parties(step))))
        found.append(msgspec.structs.replace(agreement, parties=tuple(parties)))
    return tuple(found)


def list_parties(step: Action) -> tuple[str, ...]:
    """Return the codes of those whom a step shows to be parties."""
    codes = tuple(dict.fromkeys(agent.actor for agent in step.by if agent.actor))
    if step.action is ActionCode.WITHDRAWAL:
        return codes
    return codes if step.action in TOGETHER and step.modality in REAL and len(codes) >= TWO else ()


def complete_areas(agreements: Iterable[Agreement], language: str | None) -> tuple[Agreement, ...]:
    """Give agreements without areas those that their names speak of."""
    if language != KNOWN_LANGUAGE:
        return tuple(agreements)
    return tuple(msgspec.structs.replace(each, areas=list_areas(each)) for each in agreements)


def list_areas(agreement: Agreement) -> tuple[str, ...]:
    """Return the areas of an agreement, or where it has none those that its names speak of."""
    names = " ; ".join(name.text for name in agreement.names)
    return agreement.areas or tuple(areas_in(names, wide=True))


def complete_relations(
    analysis: Analysis, agreements: tuple[Agreement, ...], relations: tuple[Relation, ...]
) -> tuple[Relation, ...]:
    """Add relations that the words between the names of two agreements tell, where the answer has none of the two."""
    if analysis.report.language != KNOWN_LANGUAGE:
        return relations
    told = {frozenset((each.source, each.target)) for each in relations}
    found = find_relations(analysis, Agreements(agreements, mention_names(analysis, agreements)))
    return relations + tuple(each for each in found if frozenset((each.source, each.target)) not in told)


def mention_names(analysis: Analysis, agreements: Iterable[Agreement]) -> tuple[AgreementMention, ...]:
    """Return the names of agreements as mentions, in the order of the text."""
    starts = [sentence.start for sentence in analysis.sentences]
    spans = sorted((name.start, name.end, each.ref) for each in agreements for name in each.names)
    return tuple(
        AgreementMention(start, end, max(0, bisect.bisect_right(starts, start) - 1), ref, "title", noun=start)
        for start, end, ref in spans
    )


def widen_to_quotation(analysis: Analysis, span: Span) -> Span:
    """Return the whole quotation in which a span lies, or the span where it lies in none."""
    around = [(start, end) for start, end in analysis.quotations if start <= span.start and span.end <= end]
    return analysis.report.span(*min(around, key=lambda pair: pair[1] - pair[0])) if around else span


def join_statements(analysis: Analysis, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements in the order of the text, those of one speaker that nothing parts as one."""
    joined: list[Statement] = []
    for each in sorted(statements, key=lambda statement: (statement.span.start, statement.span.end)):
        if joined and continues(analysis, joined[-1], each):
            joined[-1] = join(analysis, joined[-1], each)
        else:
            joined.append(each)
    return tuple(joined)


def continues(analysis: Analysis, one: Statement, other: Statement) -> bool:
    """Tell whether a statement goes on with another of the same speaker, in the same paragraph."""
    return one.speaker == other.speaker and not analysis.text[one.span.end : other.span.start].strip(BETWEEN)


def join(analysis: Analysis, one: Statement, other: Statement) -> Statement:
    """Return two statements as one."""
    span = analysis.report.span(one.span.start, max(one.span.end, other.span.end))
    return msgspec.structs.replace(one, span=span, date=one.date or other.date, about=one.about or other.about)
