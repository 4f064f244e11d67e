"""Meetings: which of the proposed meetings a report tells, with their participants and modality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Meeting
from depositary.model.vocabulary import MeetingKind, Modality
from depositary.reading.encoder import Trigger
from depositary.reading.scoring.features import Features, key_of, logit_or_absent
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.steps import AgentCandidate, link_agents
from depositary.reading.scoring.weights import Scorer

LIKELY = 0.5
"""Probability from which a link counts as one."""


@dataclass(slots=True)
class MeetingCandidate:
    """A meeting that rules found, or a trigger of the encoder, or both."""

    rule: Meeting | None
    trigger: Trigger | None
    agents: list[AgentCandidate]


def propose(finds: Finds) -> list[MeetingCandidate]:
    """Return the candidates of a report, those of rules first."""
    triggers = list(finds.marks.meetings)
    candidates: list[MeetingCandidate] = []
    for meeting in finds.meetings:
        span = meeting.evidence[0]
        near = [t for t in finds.marks.meetings if t.start < span.end and span.start < t.end]
        best = max(near, key=lambda t: t.strength, default=None)
        if best in triggers:
            triggers.remove(best)
        candidates.append(MeetingCandidate(meeting, best, _propose_agents(finds, meeting, best)))
    candidates += [MeetingCandidate(None, t, _propose_agents(finds, None, t)) for t in triggers]
    return candidates


def _propose_agents(finds: Finds, meeting: Meeting | None, trigger: Trigger | None) -> list[AgentCandidate]:
    found: dict[str, AgentCandidate] = {}
    for agent in meeting.participants if meeting else ():
        found.setdefault(key_of(agent), AgentCandidate(key_of(agent), agent)).rule = True
    if trigger is not None:
        link_agents(finds, trigger, found)
    return list(found.values())


def describe(candidate: MeetingCandidate) -> Features:
    """Return the features by which a meeting is judged."""
    rule, trigger = candidate.rule, candidate.trigger
    told = logit_or_absent(trigger.strength if trigger else None)
    linked = sum(agent.link > LIKELY for agent in candidate.agents)
    features: Features = {
        "rule": float(rule is not None),
        "told": told,
        "marked": float(trigger is not None),
        "rule and told": told if rule is not None else 0.0,
        "linked": linked,
        "two linked": float(linked > 1),
        "rule's participants": len(rule.participants) if rule else 0,
    }
    if rule is not None:
        features[f"rule={rule.modality.value}"] = 1.0
    if trigger is not None:
        features |= {f"kind={kind}": p for kind, p in trigger.codes.items()}
        features |= {f"encoder={modality}": p for modality, p in trigger.modality.items()}
    return features


def describe_agent(candidate: MeetingCandidate, agent: AgentCandidate) -> Features:
    """Return the features by which a participant is judged."""
    link = logit_or_absent(agent.link)
    return {
        "rule": float(agent.rule),
        "meeting by rule": float(candidate.rule is not None),
        "not by rule": float(candidate.rule is not None and not agent.rule),
        "link": link,
        "linked": float(agent.link > 0),
        "same sentence": float(agent.same_sentence),
        "rule and link": link if agent.rule else 0.0,
    }


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> tuple[Meeting, ...]:
    """Return the meetings that a report tells, in order of the text, each once."""
    rated = [(scorers["meeting"].rate(describe(c)), c) for c in propose(finds)]
    kept: list[Meeting] = []
    for probability, candidate in sorted(rated, key=lambda pair: -pair[0]):
        if scorers["meeting"].accepts(probability, ruled=candidate.rule is not None):
            meeting = _compose(finds, candidate, scorers)
            enough = candidate.rule is not None or len({key_of(agent) for agent in meeting.participants}) > 1
            if enough and meeting.participants and not any(_is_same(meeting, other) for other in kept):
                kept.append(meeting)
    return tuple(sorted(kept, key=lambda m: m.evidence[0].start))


def _compose(finds: Finds, candidate: MeetingCandidate, scorers: Mapping[str, Scorer]) -> Meeting:
    rule, trigger = candidate.rule, candidate.trigger
    ranked = scorers["meeting modality"].rank(describe(candidate))
    scorer = scorers["participant"]
    agents = [
        a.agent for a in candidate.agents if scorer.accepts(scorer.rate(describe_agent(candidate, a)), ruled=a.rule)
    ]
    kind = rule.kind if rule else MeetingKind(max(trigger.codes, key=trigger.codes.__getitem__) if trigger else "talks")
    position = trigger.start if trigger else 0
    return Meeting(
        kind=kind,
        modality=rule.modality if rule else Modality(max(ranked, key=ranked.__getitem__)),
        participants=tuple(agents),
        evidence=rule.evidence if rule else (finds.sentence_span(position),),
        date=rule.date if rule and rule.date else _date(finds, trigger),
        place=rule.place if rule else None,
        according_to=rule.according_to if rule else finds.statements.chain_at(position, position + 1),
    )


def _date(finds: Finds, trigger: Trigger | None) -> ImpreciseDate | None:
    """Return the time that the encoder links to a meeting, if it is sure of one."""
    links: tuple[tuple[int, float], ...] = trigger.dates if trigger else ()
    index, probability = max(links, key=lambda link: link[1], default=(-1, 0.0))
    return finds.dated[index].date if probability > LIKELY else None


def _is_same(one: Meeting, other: Meeting) -> bool:
    """Tell whether two meetings are one: the same participants and modality, and no two different dates."""
    keys = [{key_of(agent) for agent in m.participants} for m in (one, other)]
    dates = {m.date.edtf for m in (one, other) if m.date}
    return keys[0] == keys[1] and one.modality == other.modality and len(dates) < 2
