"""Meetings: which of the proposed meetings a report tells, with their participants and modality."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Meeting
from depositary.model.vocabulary import MeetingKind, Modality
from depositary.reading.encoder import Trigger
from depositary.reading.mentions import ActorMention
from depositary.reading.scoring.features import Features, key_of, logit_or_absent
from depositary.reading.scoring.finds import Finds
from depositary.reading.scoring.steps import PERSON_LINK, AgentCandidate
from depositary.reading.scoring.weights import Scorer

LIKELY = 0.5
"""Probability from which a link counts as one."""
FURTHEST = 400
"""Code points from which on an actor counts as far from the words that tell a meeting."""
MOST_SIDES = 4
LEAST_F1 = 0.3
"""Expected F1 of a list of participants below which none is named: a summit may be told without them."""
SURE_MODALITY = 0.6
"""Least probability at which the weights say another modality than the rules."""


@dataclass(slots=True)
class ParticipantCandidate(AgentCandidate):
    """Somebody who may take part, with its nearest mention: how far it is, of which sort, and whether it is behind."""

    away: int = FURTHEST
    sort: str = ""
    behind: bool = False


@dataclass(slots=True)
class MeetingCandidate:
    """A meeting that rules found, or a trigger of the encoder, or both."""

    rule: Meeting | None
    trigger: Trigger | None
    agents: list[ParticipantCandidate] = field(default_factory=list)

    @property
    def kind(self) -> MeetingKind:
        """The kind of the meeting: that of the rules, else the likeliest of the encoder."""
        if self.rule is not None:
            return self.rule.kind
        codes = self.trigger.codes if self.trigger else {}
        return MeetingKind(max(codes, key=codes.__getitem__, default="talks"))


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
        candidates.append(MeetingCandidate(meeting, best))
    candidates += [MeetingCandidate(None, trigger) for trigger in triggers]
    for candidate in candidates:
        candidate.agents = _propose_agents(finds, candidate)
    return candidates


def _propose_agents(finds: Finds, candidate: MeetingCandidate) -> list[ParticipantCandidate]:
    found: dict[str, ParticipantCandidate] = {}
    for agent in candidate.rule.participants if candidate.rule else ():
        found.setdefault(key_of(agent), ParticipantCandidate(key_of(agent), agent)).rule = True
    if candidate.trigger is not None:
        for index, probability in candidate.trigger.agents:
            _link(finds, candidate.trigger, finds.actors.mentions[index], probability, found)
    return list(found.values())


def _link(
    finds: Finds, trigger: Trigger, mention: ActorMention, link: float, found: dict[str, ParticipantCandidate]
) -> None:
    """Add a linked actor: a collective stands for its members, a person for the state it acts for."""
    own = key_of(mention.agent)
    several = mention.sort == "collective" or len(mention.codes) > 1
    away = max(0, mention.start - trigger.end, trigger.start - mention.end)
    same = mention.sentence == finds.analysis.sentence_at(trigger.start).index
    for key in mention.codes if several else (own,):
        agent = mention.agent if key == own else Agent(name=key, actor=key)
        known = found.setdefault(key, ParticipantCandidate(key, agent))
        if link > PERSON_LINK and key == own and mention.agent.office and not (known.rule or known.agent.office):
            known.agent = mention.agent
        if (same, -away) > (known.same_sentence, -known.away) or not known.sort:
            known.sort, known.behind = mention.sort, mention.start > trigger.start
        known.same_sentence |= same
        known.away = min(known.away, away)
        known.link = max(known.link, link)


def describe(candidate: MeetingCandidate) -> Features:
    """Return the features by which the modality of a meeting is judged."""
    rule, trigger = candidate.rule, candidate.trigger
    told = logit_or_absent(trigger.strength if trigger else None)
    features: Features = {
        "rule": float(rule is not None),
        "told": told,
        "marked": float(trigger is not None),
        "rule and told": told if rule is not None else 0.0,
    }
    if rule is not None:
        features[f"rule={rule.modality.value}"] = 1.0
    if trigger is not None:
        features |= {f"kind={kind}": p for kind, p in trigger.codes.items()}
        features |= {f"encoder={modality}": p for modality, p in trigger.modality.items()}
    return features


def describe_told(candidate: MeetingCandidate, chosen: Mapping[str, float]) -> Features:
    """Return the features by which a meeting is judged, of its participants too.

    Args:
        candidate: the meeting.
        chosen: the probability of each participant chosen, by its key.
    """
    linked = sum(agent.link > LIKELY for agent in candidate.agents)
    coded = sum(agent.agent.actor is not None for agent in candidate.agents if agent.key in chosen)
    return describe(candidate) | {
        "linked": linked,
        "two linked": float(linked > 1),
        "rule's participants": len(candidate.rule.participants) if candidate.rule else 0,
        f"sides={min(len(chosen), MOST_SIDES)}": 1.0,
        f"{candidate.kind.value} of {min(len(chosen), 2)}": 1.0,
        "coded": min(coded, MOST_SIDES),
        "least": min(chosen.values(), default=0.0),
        "surest": max(chosen.values(), default=0.0),
        "second": max([0.0, *sorted(chosen.values())[:-1]]),
    }


def describe_agent(candidate: MeetingCandidate, agent: ParticipantCandidate) -> Features:
    """Return the features by which a participant is judged."""
    link = logit_or_absent(agent.link)
    rivals = sorted((a.link for a in candidate.agents if a is not agent), reverse=True)
    visit = candidate.kind is MeetingKind.VISIT
    return {
        "rule": float(agent.rule),
        "meeting by rule": float(candidate.rule is not None),
        "not by rule": float(candidate.rule is not None and not agent.rule),
        "link": link,
        "linked": float(agent.link > 0),
        "same sentence": float(agent.same_sentence),
        "rule and link": link if agent.rule else 0.0,
        "coded": float(agent.agent.actor is not None),
        "away": math.log(1 + agent.away),
        "visit": float(visit),
        "behind": float(agent.behind),
        "behind a visit": float(visit and agent.behind),
        f"sort={agent.sort}": 1.0,
        "best rival": logit_or_absent(max(rivals, default=0.0)),
        "second rival": logit_or_absent(rivals[1] if len(rivals) > 1 else 0.0),
        "others linked": min(MOST_SIDES, sum(link > LIKELY for link in rivals)),
    }


def choose_agents(candidate: MeetingCandidate, scorer: Scorer) -> dict[str, float]:
    """Return the participants of a meeting by their keys, each with its probability.

    They are the likeliest ones, as many as give the best expected F1 of the list (Lewis 1995, "Evaluating and
    optimizing autonomous text classification systems"), so that of two unsure sides both or none are named.
    """
    rated = sorted(((scorer.rate(describe_agent(candidate, a)), a.key) for a in candidate.agents), reverse=True)
    expected, held, best = sum(probability for probability, _ in rated), 0.0, (LEAST_F1, 0)
    for count, (probability, _) in enumerate(rated, 1):
        held += probability
        best = max(best, (2 * held / (count + expected), count))
    return {key: probability for probability, key in rated[: best[1]]}


def select(finds: Finds, scorers: Mapping[str, Scorer]) -> tuple[Meeting, ...]:
    """Return the meetings that a report tells, in order of the text, each once."""
    rated = []
    for candidate in propose(finds):
        chosen = choose_agents(candidate, scorers["participant"])
        rated.append((scorers["meeting"].rate(describe_told(candidate, chosen)), candidate, chosen))
    kept: list[Meeting] = []
    for probability, candidate, chosen in sorted(rated, key=lambda row: -row[0]):
        if scorers["meeting"].accepts(probability, ruled=candidate.rule is not None):
            meeting = _compose(finds, candidate, chosen, scorers["meeting modality"])
            if not any(_is_same(meeting, other) for other in kept):
                kept.append(meeting)
    return tuple(sorted(kept, key=lambda m: m.evidence[0].start))


def _compose(finds: Finds, candidate: MeetingCandidate, chosen: Mapping[str, float], scorer: Scorer) -> Meeting:
    rule, trigger = candidate.rule, candidate.trigger
    position = trigger.start if trigger else 0
    return Meeting(
        kind=candidate.kind,
        modality=_judge(candidate, scorer),
        participants=tuple(a.agent for a in candidate.agents if a.key in chosen),
        evidence=rule.evidence if rule else (finds.sentence_span(position),),
        date=rule.date if rule and rule.date else _date(finds, trigger),
        place=rule.place if rule else None,
        according_to=rule.according_to if rule else finds.statements.chain_at(position, position + 1),
    )


def _judge(candidate: MeetingCandidate, scorer: Scorer) -> Modality:
    """Return the modality of a meeting.

    That of the rules stands, unless the encoder says another at the trigger and the weights are sure of it; what the
    rules take for denied stays so.
    """
    ranked = scorer.rank(describe(candidate))
    judged = max(ranked, key=ranked.__getitem__)
    if candidate.rule is None:
        return Modality(judged)
    told = candidate.trigger.modality if candidate.trigger else {}
    heard = max(told, key=told.__getitem__, default="")
    sure = heard == judged and ranked[judged] >= SURE_MODALITY
    return Modality(judged) if sure and candidate.rule.modality is not Modality.DENIED else candidate.rule.modality


def _date(finds: Finds, trigger: Trigger | None) -> ImpreciseDate | None:
    """Return the time that the encoder links to a meeting, if it is sure of one."""
    links: tuple[tuple[int, float], ...] = trigger.dates if trigger else ()
    index, probability = max(links, key=lambda link: link[1], default=(-1, 0.0))
    return finds.dated[index].date if probability > LIKELY else None


def _is_same(one: Meeting, other: Meeting) -> bool:
    """Tell whether two meetings are one: the same modality, mostly the same participants, and no two dates."""
    ours, theirs = ({key_of(agent) for agent in m.participants} for m in (one, other))
    dates = {m.date.edtf for m in (one, other) if m.date}
    alike = ours == theirs or 2 * len(ours & theirs) >= len(ours | theirs)
    return alike and one.modality == other.modality and len(dates) < 2
