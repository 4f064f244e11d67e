"""Steps: which of the proposed steps a report tells, with their modality, agents and date.

A candidate is one action on one agreement. Words and rules propose it, or the encoder does, or both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from depositary.languages import load_toml
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.encoder import Cue, Trigger
from depositary.reading.mentions import DateMention
from depositary.reading.scoring.features import Features, key_of, logit, logit_or_absent
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.weights import Scorer
from depositary.reading.steps import ProposedStep, Telling, find_caution, foresee, is_repeated, tells_no_step

CODES = tuple(code.value for code in ActionCode)
MODALITIES = tuple(modality.value for modality in Modality)
CHANGES_STATUS = frozenset(
    {
        "adoption",
        "signature",
        "ratification",
        "deposit",
        "accession",
        "entry-into-force",
        "provisional-application",
        "suspension",
        "withdrawal",
        "termination",
        "expiry",
    }
)
"""Steps that, once taken, change where an agreement stands."""
CONCLUDED = "adoption"
LEAST_CODE = 0.1
"""Least probability of an action at which the encoder proposes it."""
LEAST_SECOND = 0.4
"""Least probability at which a trigger is also offered to the second best agreement."""
NEAREST = 0.2
"""Probability of a link that nobody rated, to the nearest agreement named before."""
LEAST_LINK = 0.05
PERSON_LINK = 0.4
"""Least probability of a link at which a person stands for the state that is linked too."""
SAME = 0.1
UNLINKED = 200
"""Code points that a date without a link counts as away."""
LIKELY_TRIGGER = 0.3
LIKELY_CUE = 0.5
GUARDED = frozenset({Modality.DENIED, Modality.CONDITIONAL})
RARE_CONFIDENCE = 0.1
"""Least confidence of a step that rules find and of whose kind too few were labelled for the weights to judge it."""
SURE_MODALITY = 0.4
"""Least probability at which the weights say another modality than the rules."""
SURE_OCCURRED = 0.8
"""The same, where they say that a step was taken: a wrong fact is worse than a missing one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger of the encoder that tells an action on an agreement; ``order`` 0 is its best agreement."""

    trigger: Trigger
    probability: float
    link: float
    order: int

    @property
    def joint(self) -> float:
        """The probability of action and link together."""
        return self.probability * self.link


@dataclass(slots=True)
class StepCandidate:
    """One action on one agreement, with all that speaks for it.

    ``merged`` is the action that rules make of it, ``repeats`` are further ones of other sides or days.
    """

    ref: str
    code: str
    proposed: list[ProposedStep] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    merged: Action | None = None
    repeats: list[Action] = field(default_factory=list)

    @property
    def best(self) -> Told | None:
        """What the encoder says most surely for it."""
        return max(self.told, key=lambda t: t.joint, default=None)


def propose(finds: Finds) -> list[StepCandidate]:
    """Return the candidates of a report, those of words and rules first."""
    found: dict[tuple[str, str], StepCandidate] = {}

    def get(ref: str, code: str) -> StepCandidate:
        return found.setdefault((ref, code), StepCandidate(ref, code))

    for step in finds.proposed:
        get(step.action.agreement, step.action.action.value).proposed.append(step)
    for action in finds.actions:
        candidate = get(action.agreement, action.action.value)
        if candidate.merged is None:
            candidate.merged = action
        else:
            candidate.repeats.append(action)
    for trigger in finds.marks.triggers:
        for ref, link, order in _rank_agreements(finds, trigger):
            for code, probability in trigger.codes.items():
                if probability > LEAST_CODE and _tells(finds, trigger, code, ref):
                    get(ref, code).told.append(Told(trigger, probability, link, order))
    return list(found.values())


def _tells(finds: Finds, trigger: Trigger, code: str, ref: str) -> bool:
    """Tell whether nothing beside a trigger says that it tells no step."""
    if code == CONCLUDED and _is_content(finds, trigger, ref):
        return False
    telling = Telling(trigger.start, trigger.end, ActionCode(code), Modality.OCCURRED)
    return not tells_no_step(finds.analysis.sentence_at(trigger.start), telling)


def _is_content(finds: Finds, trigger: Trigger, ref: str) -> bool:
    """Tell whether a trigger tells what an agreement provides for ("the return agreed under the treaty")."""
    following = next((m for m in finds.mentions if m.ref == ref and m.start >= trigger.start), None)
    before = finds.analysis.text[trigger.start : following.start].lower().split() if following else []
    return bool(set(before[-2:]) & set(load_toml("en", "agreement_steps")["providing"]))


def _rank_agreements(finds: Finds, trigger: Trigger) -> Iterator[tuple[str, float, int]]:
    """Yield the agreements that a trigger may be of: the best, and the second where it is likely.

    Of one that is named only in the words of another ("the protocol to the treaty") and of that other, the other.
    """
    best: defaultdict[str, float] = defaultdict(float)
    for index, probability in trigger.agreements:
        ref = finds.mentions[index].ref
        if ref in finds.refs:
            best[ref] = max(best[ref], probability)
    if not best:
        before = [m for m in finds.mentions if m.start < trigger.start and m.ref in finds.refs]
        best.update({before[-1].ref: NEAREST} if before else {})
    ranked = sorted(best.items(), key=lambda pair: -pair[1])[:2]
    ranked = [pair for pair in ranked if not any(_is_inside(finds, pair[0], ref) for ref, _ in ranked)]
    for order, (ref, probability) in enumerate(ranked):
        if order == 0 or probability > LEAST_SECOND:
            yield ref, probability, order


def _is_inside(finds: Finds, ref: str, outer: str) -> bool:
    """Tell whether an agreement is named only inside the names of another."""
    wholes = [m for m in finds.mentions if m.ref == outer and m.ref != ref]
    return all(any(w.covers(m.start) for w in wholes) for m in finds.mentions if m.ref == ref)


def describe(finds: Finds, candidate: StepCandidate) -> Features:
    """Return the features by which a candidate is judged."""
    code, best, steps = candidate.code, candidate.best, candidate.proposed
    naming = finds.naming.get(candidate.ref, [0.0])
    features: Features = {
        "rule": float(bool(steps)),
        "fit": max((s.fit for s in steps), default=0.0),
        "noun": float(bool(steps) and all(s.noun for s in steps)),
        "tellings": min(3, len(steps)),
        "seconds": min(3, len(candidate.told)),
        "second": best.order if best else 0,
        "rival": max((p for c, p in best.trigger.codes.items() if c != code), default=0.0) if best else 0.0,
        "joint": best.joint if best else 0.0,
        "probability": logit_or_absent(best.probability if best else None),
        "link": logit_or_absent(best.link if best else None),
        "naming": logit(max(naming)),
        "mentions": math.log(len(naming)),
        "agreements": math.log(len(finds.agreements.agreements)),
        "hypothetical": float(finds.agreement(candidate.ref).hypothetical),
        f"action={code}": 1.0,
        "near": logit(finds.near.get(candidate.ref, {}).get(code, 0.0)),
    }
    if steps:
        at_word = [p for s in steps for p in finds.marks.between(s.start, s.end)]
        around = [p for s in steps for e in s.action.evidence for p in finds.marks.between(e.start, e.end)]
        features["word"] = logit(max((p.actions.get(code, 0.0) for p in at_word), default=0.0))
        features["telling"] = logit(max((p.telling for p in at_word), default=0.0))
        features["clause"] = logit(max((p.actions.get(code, 0.0) for p in around), default=0.0))
    else:
        features["alone"] = 1.0
        features["probability alone"] = features["probability"]
        features["link alone"] = features["link"]
    features.update(_describe_modality(candidate))
    return features


def _describe_modality(candidate: StepCandidate) -> Features:
    features: Features = {}
    rule = candidate.merged or max((s for s in candidate.proposed), key=lambda s: s.fit, default=None)
    if rule is not None:
        action = rule if isinstance(rule, Action) else rule.action
        features[f"rule={action.modality.value}"] = 1.0
    if candidate.best is not None:
        for modality, probability in candidate.best.trigger.modality.items():
            features[f"encoder={modality}"] = probability
    return features


@dataclass(slots=True)
class AgentCandidate:
    """Somebody who may take a step, with what speaks for it."""

    key: str
    agent: Agent
    rule: bool = False
    link: float = 0.0
    source: float = 0.0
    same_sentence: bool = False


def propose_agents(finds: Finds, candidate: StepCandidate) -> list[AgentCandidate]:
    """Return who may take a step: those whom rules name, and those whom the encoder links."""
    found: dict[str, AgentCandidate] = {}
    for agent in candidate.merged.by if candidate.merged else ():
        found.setdefault(key_of(agent), AgentCandidate(key_of(agent), agent)).rule = True
    for told in candidate.told:
        if told.joint < LEAST_LINK and candidate.proposed:
            continue
        link_agents(finds, told.trigger, found)
        for index, probability in told.trigger.sources:
            known = found.get(key_of(finds.actors.mentions[index].agent))
            if known is not None:
                known.source = max(known.source, probability)
    ruled = bool(candidate.merged and candidate.merged.by)
    return [agent for agent in found.values() if agent.rule or agent.same_sentence or not ruled]


def link_agents(finds: Finds, trigger: Trigger, found: dict[str, AgentCandidate]) -> None:
    """Add linked actors to candidates: a collective stands for its members, a person for the state it acts for."""
    sentence = finds.analysis.sentence_at(trigger.start).index
    for index, probability in trigger.agents:
        mention = finds.actors.mentions[index]
        own = key_of(mention.agent)
        several = mention.sort == "collective" or len(mention.codes) > 1
        for key in mention.codes if several else (own,):
            agent = mention.agent if key == own else Agent(name=key, actor=key)
            known = found.setdefault(key, AgentCandidate(key, agent))
            close = probability > known.link - SAME and probability > PERSON_LINK
            if close and key == own and mention.agent.office and not (known.rule or known.agent.office):
                known.agent = mention.agent
            known.same_sentence |= mention.sentence == sentence
            known.link = max(known.link, probability)


def describe_agent(finds: Finds, candidate: StepCandidate, agent: AgentCandidate) -> Features:
    """Return the features by which an agent of a step is judged."""
    link = logit_or_absent(agent.link)
    party = agent.key in finds.agreement(candidate.ref).parties
    named = candidate.merged is not None
    ruled = candidate.merged.by if candidate.merged else ()
    return {
        "rule": float(agent.rule),
        "not by rule": float(named and not agent.rule),
        "rule names some": float(bool(ruled)),
        "link": link,
        "linked": float(agent.link > 0),
        "same sentence": float(agent.same_sentence),
        "rule names others here": float(bool(ruled) and not agent.same_sentence),
        "source": logit_or_absent(agent.source),
        "party": float(party),
        "coded": float(agent.agent.actor is not None),
        "told": float(bool(candidate.told)),
        "rule and link": link if agent.rule else 0.0,
        f"party of {candidate.code}": float(party),
    }


@dataclass(slots=True)
class DateCandidate:
    """A time that a step may have.

    ``mention`` and ``told`` are the words that the encoder links most surely, and the trigger that it links them to.
    """

    date: ImpreciseDate
    rule: bool = False
    link: float = 0.0
    mention: DateMention | None = None
    told: Told | None = None


def propose_dates(finds: Finds, candidate: StepCandidate) -> list[DateCandidate]:
    """Return the times that a step may have."""
    found: dict[str, DateCandidate] = {}
    if candidate.merged is not None and candidate.merged.date is not None:
        date = candidate.merged.date
        found[date.edtf] = DateCandidate(date, rule=True)
    for told in candidate.told:
        for index, probability in told.trigger.dates:
            mention = finds.dated[index]
            known = found.setdefault(mention.date.edtf, DateCandidate(mention.date))
            if probability > known.link:
                known.link, known.mention, known.told = probability, mention, told
    return list(found.values())


def describe_date(finds: Finds, candidate: StepCandidate, date: DateCandidate, others: list[DateCandidate]) -> Features:
    """Return the features by which the date of a step is judged."""
    link = logit_or_absent(date.link)
    merged = candidate.merged
    rival = max((other.link for other in others if other is not date), default=0.0)
    features: Features = {
        "rule": float(date.rule),
        "rule says other": float(merged is not None and merged.date is not None and not date.rule),
        "rule says none": float(merged is not None and merged.date is None),
        "merged": float(merged is not None),
        "link": link,
        "linked": float(date.link > 0),
        "rival": logit_or_absent(rival),
        "rule and link": link if date.rule else 0.0,
        "distance": math.log(1 + UNLINKED),
    }
    if date.mention is not None and date.told is not None:
        features |= _describe_link(finds, date.mention, date.told)
    return features


def _describe_link(finds: Finds, mention: DateMention, told: Told) -> Features:
    """Describe where a date stands, seen from a trigger, and how surely the trigger tells the step at all."""
    trigger = told.trigger
    gap = _measure_gap(mention, trigger)
    nearer = [t for t in finds.marks.triggers if t.strength > LIKELY_TRIGGER and _measure_gap(mention, t) < gap]
    spoken = [c for c in finds.marks.cues if c.probability > LIKELY_CUE and _measure_gap(mention, c) < gap]
    return {
        "same sentence": float(mention.sentence == finds.analysis.sentence_at(trigger.start).index),
        "distance": math.log(1 + abs(mention.start - trigger.start)),
        "duration": float(mention.duration is not None),
        "joint": logit(told.joint),
        "order": told.order,
        "nearer trigger": float(bool(nearer)),
        "nearer cue": float(bool(spoken)),
    }


def _measure_gap(mention: DateMention, other: Trigger | Cue) -> int:
    """Return the code points between a date and a trigger or cue, below 0 where they overlap."""
    return max(mention.start, other.start) - min(mention.end, other.end)


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> tuple[Action, ...]:
    """Return the steps that a report tells, each with its probability as its confidence."""
    chosen: list[Action] = []
    for candidate in propose(finds):
        if candidate.proposed and candidate.merged is None:
            continue  # the rules proposed it and then took it back
        features = describe(finds, candidate)
        probability = scorers["step"].rate(features)
        modality = _judge(finds, candidate, features, scorers["modality"])
        grave = modality is Modality.OCCURRED and candidate.code in CHANGES_STATUS
        ruled = candidate.merged is not None
        rare = ruled and candidate.code in scorers["step"].rare
        probability = max(probability, RARE_CONFIDENCE) if rare else probability
        if rare or scorers["step"].accepts(probability, ruled=ruled, grave=grave):
            chosen.append(_compose(finds, candidate, modality, probability, scorers))
            chosen += (msgspec.structs.replace(a, confidence=round(probability, 2)) for a in candidate.repeats)
    return tuple(action for action in chosen if not any(is_repeated(action, other) for other in chosen))


def _hear(candidate: StepCandidate) -> Modality | None:
    """Return the modality that the encoder gives the trigger of a step."""
    if candidate.best is None:
        return None
    told = candidate.best.trigger.modality
    return Modality(max(told, key=told.__getitem__))


def _judge(finds: Finds, candidate: StepCandidate, features: Features, scorer: Scorer) -> Modality:
    """Return the modality of a step.

    That of the rules stands unless the encoder says another at the trigger and the weights are sure of it; for a step
    that was taken they must be surer. What the rules take for denied or conditional stays so: they read such words with
    care.
    """
    ranked = scorer.rank(features)
    judged = Modality(max(ranked, key=ranked.__getitem__))
    if candidate.merged is not None:
        least = SURE_OCCURRED if judged is Modality.OCCURRED else SURE_MODALITY
        ruled, heard = candidate.merged.modality, _hear(candidate)
        if heard != judged or ruled in {judged, *GUARDED} or ranked[judged.value] < least:
            return ruled
    if candidate.best is None:
        return judged
    trigger = candidate.best.trigger
    telling = Telling(trigger.start, trigger.end, ActionCode(candidate.code), judged)
    return find_caution(finds.analysis.sentence_at(trigger.start), telling) or judged


def _compose(
    finds: Finds, candidate: StepCandidate, modality: Modality, probability: float, scorers: Mapping[str, Scorer]
) -> Action:
    merged, best = candidate.merged, candidate.best
    if merged is not None:
        return msgspec.structs.replace(
            merged,
            modality=modality,
            date=select_date(finds, candidate, modality, scorers["date"]),
            by=merged.by if candidate.repeats else select_agents(finds, candidate, scorers["agent"]),
            confidence=round(probability, 2),
        )
    start, end = (best.trigger.start, best.trigger.end) if best else (0, 0)
    return Action(
        agreement=candidate.ref,
        action=ActionCode(candidate.code),
        modality=modality,
        evidence=(finds.sentence_span(start),),
        date=select_date(finds, candidate, modality, scorers["date"]),
        by=select_agents(finds, candidate, scorers["agent"]),
        according_to=finds.statements.chain_at(start, end),
        confidence=round(probability, 2),
    )


def select_agents(finds: Finds, candidate: StepCandidate, scorer: Scorer) -> tuple[Agent, ...]:
    """Return those who take a step."""
    rated = (
        (agent, scorer.rate(describe_agent(finds, candidate, agent))) for agent in propose_agents(finds, candidate)
    )
    return tuple(agent.agent for agent, probability in rated if scorer.accepts(probability, ruled=agent.rule))


def _suits(date: ImpreciseDate, modality: Modality, published: str | None) -> bool:
    """Tell whether a step of a modality, told in a report of a day, can have a date."""
    past = published is not None and date.latest is not None and date.latest < published[:10]
    return foresee(modality, date, published) is modality and not (past and modality is Modality.PLANNED)


def select_date(finds: Finds, candidate: StepCandidate, modality: Modality, scorer: Scorer) -> ImpreciseDate | None:
    """Return when a step is taken, if the report says so: the likeliest time.

    What was taken has no day after the report, and what is planned none before it, unless rules give it.
    """
    dates = [
        date
        for date in propose_dates(finds, candidate)
        if date.rule or _suits(date.date, modality, finds.analysis.report.published)
    ]
    rated = [(scorer.rate(describe_date(finds, candidate, date, dates)), date) for date in dates]
    taken = [(p, date.date) for p, date in rated if scorer.accepts(p, ruled=date.rule)]
    return max(taken, key=lambda row: row[0])[1] if taken else None
