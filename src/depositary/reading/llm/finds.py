"""Finds: an answer in words to agreements, actions, meetings, relations and statements with spans, codes and dates.

Each word that the answer gives as the report's is looked for in it (``grounding``). A find whose evidence stands
nowhere is dropped, and so is what refers to it; a detail that stands nowhere is left out of its find. All is counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from depositary.model.dates import ImpreciseDate, parse_day
from depositary.model.reading import Action, Agent, Agreement, Dropped, Meeting, Place, Relation, Statement
from depositary.model.text import Span
from depositary.model.vocabulary import Manner, Modality
from depositary.reading.llm.answer import (
    Answer,
    Bearing,
    Encounter,
    Instrument,
    Side,
    Someone,
    Step,
    Time,
    Utterance,
)
from depositary.reading.llm.completion import (
    complete_agents,
    complete_areas,
    complete_parties,
    complete_relations,
    join_statements,
    widen_to_quotation,
)
from depositary.reading.llm.grounding import Ground, Passage, load_thresholds
from depositary.reading.llm.sides import Sides
from depositary.reading.llm.times import make_date, make_term
from depositary.reading.text import Analysis

MOST_STATEMENTS = 8
INFLECTING = frozenset({"ru", "uk", "be", "pl", "cs", "sk", "sr", "hr", "sl", "bg", "lt", "lv", "fi", "et", "hu", "tr"})
"""Languages whose names change their ends: there the model's headword is kept, and only its likeness is looked for."""

Found = TypeVar("Found")


class Finds:
    """The finds of one report, made of an answer; ``counts`` says what of it was given and what was dropped."""

    def __init__(self, analysis: Analysis, answer: Answer, reach: int, broken: int = 0) -> None:
        """Make all finds.

        Args:
            analysis: the report, cut into sentences and quotations.
            answer: what the model found in it.
            reach: the code point up to which the model saw the report.
            broken: finds of the answer that had not its form.
        """
        self.analysis = analysis
        self.report = analysis.report
        self.ground = Ground(self.report.text, reach, inflected=self.report.language in INFLECTING)
        self.published = publication_day(self.report.published)
        self.counts: Counter[str] = Counter(malformed=broken)
        self.sides = Sides(analysis)
        self.refs: dict[str, str] = {}
        for side in answer.sides:
            self.enter_side(side)
        told = self.number([self.make_agreement(each) for each in drop_repeated(answer.agreements)])
        self.parties = {each.ref: each.parties for each in told}
        self.actions = merge_repeated(keep(self.make_action(each) for each in answer.actions))
        self.agreements = complete_areas(complete_parties(told, self.actions), self.report.language)
        self.meetings = keep(self.make_meeting(each) for each in answer.meetings)
        related = keep(self.make_relation(each) for each in answer.relations)
        self.relations = complete_relations(analysis, self.agreements, related)
        stated = keep(self.make_statement(each) for each in answer.statements)[:MOST_STATEMENTS]
        self.statements = tuple(self.mark_manner(each) for each in join_statements(analysis, stated))

    @property
    def dropped(self) -> Dropped:
        """What was given and what was dropped."""
        return Dropped(**{name: self.counts[name] for name in Dropped.__struct_fields__})

    def look(self, words: str, near: Span | None = None) -> Passage | None:
        """Return where some words stand, and count them."""
        self.counts["quotes"] += 1
        found = self.ground.align(words, (near.start, near.end) if near else None)
        self.counts["unaligned"] += found is None
        return found

    def cut(self, passage: Passage) -> Span:
        """Return the span of a passage."""
        return self.report.span(passage.start, passage.end)

    def enter_side(self, side: Side) -> None:
        """Learn a side; one whose words stand nowhere is none of this report."""
        if self.look(side.words):
            self.counts["uncoded"] += self.sides.enter(side, self.ground.align_all(side.words)) is None

    def make_agreement(self, told: Instrument) -> tuple[str, Agreement] | None:
        """Return an agreement with the id that the answer gives it, ``None`` where none of its names stands here."""
        wordings = dict.fromkeys((told.title, *told.names))
        places = {words: self.look(words) for words in wordings}
        stand = [words for words, place in places.items() if place]
        if not stand:
            return None
        titled = told.title if places[told.title] else max(stand, key=len)
        title = places[titled]
        assert title is not None  # it is one of those that stand
        names = self.spread(stand)
        made = Agreement(
            ref="",
            title=self.cut(title).text,
            kind=told.kind,
            parties=tuple(dict.fromkeys(keep(self.code_party(name) for name in told.parties))),
            names=names,
            areas=tuple(dict.fromkeys(told.areas)),
            year=self.make_year(told.year),
            term=self.make_term(told.term),
            hypothetical=told.hypothetical,
        )
        return told.id, made

    def spread(self, wordings: Iterable[str]) -> tuple[Span, ...]:
        """Return all places of some wordings, the longest wording first where two overlap, in the order of the text."""
        taken: list[Passage] = []
        for words in sorted(wordings, key=len, reverse=True):
            for passage in self.ground.align_all(words):
                if not any(p.start < passage.end and passage.start < p.end for p in taken):
                    taken.append(passage)
        return tuple(self.cut(passage) for passage in sorted(taken, key=lambda p: p.start))

    def number(self, made: Iterable[tuple[str, Agreement] | None]) -> tuple[Agreement, ...]:
        """Return agreements in the order in which the report names them, with refs, and learn which id is which."""
        standing = part_names(keep(made))
        standing.sort(key=lambda pair: (pair[1].names[0].start, pair[1].names[0].end))
        self.refs = {told: f"a{order}" for order, (told, _) in enumerate(standing, 1)}
        return tuple(msgspec.structs.replace(each, ref=self.refs[told]) for told, each in standing)

    def code_party(self, name: str) -> str | None:
        """Return the code of a party; a name that is none of the sides is malformed."""
        self.counts["malformed"] += not self.sides.knows(name)
        return self.sides.find(name)

    def make_year(self, told: str | int | None) -> int | None:
        """Return the year that an agreement is named by, where the report has it."""
        plain = str(told).strip() if told is not None else ""
        if not (plain.isascii() and plain.isdigit() and len(plain) == 4):
            return None
        return int(plain) if self.look(plain) else None

    def make_term(self, told: Time | None) -> str | None:
        """Return how long an agreement is to last."""
        if told is None or not self.look(told.words):
            return None
        made = make_term(told.words, told.english)
        self.counts["undated"] += made is None
        return made

    def make_action(self, told: Step) -> Action | None:
        """Return a step, ``None`` where its evidence or its agreement is not there."""
        evidence, ref = self.look(told.evidence), self.resolve(told.agreement)
        if evidence is None or ref is None:
            return None
        span, sure = self.cut(evidence), load_thresholds()["confidence"]
        made = Action(
            agreement=ref,
            action=told.action,
            modality=told.modality,
            evidence=(span,),
            date=self.make_date(told.date, told.modality, span),
            place=self.make_place(told.place, span),
            by=self.make_agents(told.by, span),
            according_to=self.make_agents(told.according_to, span),
            confidence=sure["aligned" if evidence.how == "tokens" else "exact"],
        )
        return made if told.by else complete_agents(made, self.parties[ref], self.sides)

    def make_meeting(self, told: Encounter) -> Meeting | None:
        """Return a meeting, ``None`` where its evidence is not there or none of those who are told to meet."""
        evidence = self.look(told.evidence)
        if evidence is None:
            return None
        span = self.cut(evidence)
        participants = self.make_agents(told.participants, span)
        if told.participants and not participants:
            return None
        return Meeting(
            kind=told.kind,
            modality=told.modality,
            participants=participants,
            evidence=(span,),
            date=self.make_date(told.date, told.modality, span),
            place=self.make_place(told.place, span),
            according_to=self.make_agents(told.according_to, span),
        )

    def make_relation(self, told: Bearing) -> Relation | None:
        """Return a relation of two agreements that are there."""
        evidence = self.look(told.evidence)
        source, target = self.resolve(told.agreement), self.resolve(told.to)
        if evidence is None or source is None or target is None or source == target:
            return None
        return Relation(source, told.relation, target, (self.cut(evidence),))

    def make_statement(self, told: Utterance) -> Statement | None:
        """Return a statement, ``None`` where its words or its speaker are not there."""
        passage = self.look(told.words)
        if passage is None:
            return None
        span = widen_to_quotation(self.analysis, self.cut(passage))
        speaker = self.make_agent(told.speaker, span)
        if speaker is None:
            return None
        return Statement(
            speaker=speaker,
            manner=Manner.TOLD,
            span=span,
            via=self.make_agents(told.via, span),
            date=self.make_date(told.date, Modality.OCCURRED, span),
            about=self.refs.get(told.about) if told.about else None,
        )

    def mark_manner(self, statement: Statement) -> Statement:
        """Return a statement with how much of it is quoted."""
        return msgspec.structs.replace(statement, manner=self.find_manner(statement.span))

    def find_manner(self, span: Span) -> Manner:
        """Return how much of a statement stands between quotation marks: all, nothing or some."""
        quoted = sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in self.analysis.quotations)
        if not quoted:
            return Manner.TOLD
        return Manner.QUOTED if quoted >= span.end - span.start else Manner.MIXED

    def resolve(self, told: str) -> str | None:
        """Return the ref of an agreement that the answer calls by its id; an id that stands for none is malformed."""
        self.counts["malformed"] += told not in self.refs
        return self.refs.get(told)

    def make_date(self, told: Time | None, modality: Modality, near: Span) -> ImpreciseDate | None:
        """Return the date that the words of a time name."""
        passage = self.look(told.words, near) if told else None
        if told is None or passage is None:
            return None
        made = make_date(self.cut(passage).text, told.english, self.published, modality)
        self.counts["undated"] += made is None
        return made

    def make_place(self, told: str | None, near: Span) -> Place | None:
        """Return a place that stands in the report."""
        passage = self.look(told, near) if told else None
        return self.sides.place(passage, self.cut(passage).text) if passage else None

    def make_agents(self, told: Iterable[Someone], near: Span) -> tuple[Agent, ...]:
        """Return those of some agents that stand in the report, each once."""
        return tuple(dict.fromkeys(keep(self.make_agent(each, near) for each in told)))

    def make_agent(self, told: Someone, near: Span) -> Agent | None:
        """Return an agent: its name as it stands in the report, its office, the code of its side."""
        passage = self.ground.align(told.name, (near.start, near.end))
        if passage is None and self.sides.knows(told.name):
            return Agent(told.name, None, self.sides.find(told.name))  # its words stand there: the side was looked for
        self.counts["quotes"] += 1
        self.counts["unaligned"] += passage is None
        if passage is None:
            return None
        office = self.look(told.office, near) if told.office else None
        self.counts["malformed"] += bool(told.side) and not self.sides.knows(told.side)
        return Agent(
            name=self.write(passage, told.name),
            office=self.write(office, told.office or "") if office else None,
            actor=self.sides.find(told.side) or self.sides.code_at(passage),
        )

    def write(self, passage: Passage, headword: str) -> str:
        """Return a name: the report's own words, or the headword in a language that inflects names."""
        inflected = passage.how == "tokens" and self.report.language in INFLECTING
        return headword if inflected else self.cut(passage).text


def publication_day(published: str | None) -> dt.date | None:
    """Return a day of publication, where there is one."""
    return parse_day(published) if published else None


def keep(made: Iterable[Found | None]) -> tuple[Found, ...]:
    """Return what was made, without what could not be."""
    return tuple(each for each in made if each is not None)


def drop_repeated(told: Iterable[Instrument]) -> list[Instrument]:
    """Return agreements, the first of each id."""
    return list({each.id: each for each in reversed(tuple(told))}.values())[::-1]


def part_names(made: Iterable[tuple[str, Agreement]]) -> list[tuple[str, Agreement]]:
    """Return agreements, each place of a name with one of them: the longer name, else the one named last before it.

    "The deal" may be a wording of two agreements; where it stands it means the one that was told of last. An agreement
    that would be left without a name keeps its own.
    """
    told = list(made)
    owned = [(order, span) for order, (_, each) in enumerate(told) for span in each.names]
    kept: list[tuple[str, Agreement]] = []
    for order, (name, each) in enumerate(told):
        own = tuple(span for span in each.names if owns(order, span, owned))
        kept.append((name, msgspec.structs.replace(each, names=own or each.names)))
    return kept


def owns(order: int, span: Span, owned: Sequence[tuple[int, Span]]) -> bool:
    """Tell whether a name at a place is that of one agreement (by its place in the list) rather than of another."""
    others = [(o, s) for o, s in owned if o != order and s.start < span.end and span.start < s.end]
    if any(s.end - s.start > span.end - span.start for _, s in others):
        return False
    rivals = {o for o, s in others if s == span} | {order}
    shared = Counter((s.start, s.end) for _, s in owned)
    before = [(s.end, o) for o, s in owned if o in rivals and s.end <= span.start and shared[s.start, s.end] == 1]
    return order == (max(before)[1] if before else min(rivals))


def merge_repeated(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return steps, those that are told twice with the same date as one, with the agents of both."""
    merged: dict[tuple[str, str, str, str | None], Action] = {}
    for each in actions:
        key = (each.agreement, each.action, each.modality, each.date.edtf if each.date else None)
        known = merged.get(key)
        by = tuple(dict.fromkeys((*known.by, *each.by))) if known else each.by
        merged[key] = msgspec.structs.replace(known or each, by=by)
    return tuple(merged.values())
