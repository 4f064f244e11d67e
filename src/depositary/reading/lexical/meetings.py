"""Meetings, visits and calls between representatives of different actors, and relations between agreements."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from depositary.model.reading import Agent, Meeting, Relation
from depositary.model.vocabulary import ActionCode, Kind, MeetingKind, Modality, RelationCode
from depositary.reading.lexical.agreements import Group
from depositary.reading.lexical.lexicon import Step
from depositary.reading.lexical.mentions import Mention
from depositary.reading.lexical.patterns import Hit
from depositary.reading.lexical.steps import Scene, find_date, find_spot, is_source, judge
from depositary.reading.lexical.words import Sentence

NEAR = 18


def find_meetings(scene: Scene) -> list[Meeting]:
    """Return the meetings that a report tells, each once."""
    found: list[Meeting] = []
    for sentence in scene.words.sentences:
        for hit in scene.lexicon.meetings.find(scene.words, sentence.first, sentence.last):
            meeting = make_meeting(scene, sentence, hit)
            if meeting:
                found.append(meeting)
    return merge(found)


def make_meeting(scene: Scene, sentence: Sentence, hit: Hit[tuple[MeetingKind, Modality | None]]) -> Meeting | None:
    """Return one meeting, ``None`` where its words name too few who meet."""
    kind, told = hit.value
    as_step: Hit[Step] = Hit(hit.first, hit.last, Step(ActionCode.NEGOTIATION, told))
    date, spot = find_date(scene, sentence, as_step), find_spot(scene, sentence)
    rounds = scene.lexicon.steps.match(scene.words, hit.first, sentence.last)
    if (
        rounds
        and rounds.value.action is ActionCode.NEGOTIATION
        and not date
        and not spot
        and negotiates(scene, sentence)
    ):
        return None
    persons = list_participants(scene, sentence, hit)
    if len(persons) == 1 and kind is not MeetingKind.VISIT:  # "he told of his meeting with her"
        persons = list_participants(scene, sentence, hit, speakers=True)
    codes = {agent.actor for agent in persons}
    least = 1 if kind is MeetingKind.VISIT and any(a.office for a in persons) else 2
    if kind is MeetingKind.SUMMIT and (date or spot):
        least = 0 if date and spot else 1
    if len(codes) < least:
        return None
    return Meeting(
        kind=kind,
        modality=judge(scene, sentence, as_step),
        participants=persons,
        evidence=(scene.report.span(*scene.cut(sentence)),),
        date=date.date if date else None,
        place=spot.place if spot else None,
        according_to=scene.sources.chain_at(hit.first),
    )


def negotiates(scene: Scene, sentence: Sentence) -> bool:
    """Tell whether a sentence names an instrument, so that talks in it are on its text."""
    return bool(scene.lexicon.instruments.find(scene.words, sentence.first, sentence.last))


def list_participants(
    scene: Scene, sentence: Sentence, hit: Hit[tuple[MeetingKind, Modality | None]], speakers: bool = False
) -> tuple[Agent, ...]:
    """Return who meets: the actors of the sentence, one for each state, a person before the bare state."""
    found: dict[str, Agent] = {}
    near = NEAR if scene.words.spaced else 3 * NEAR
    for actor in scene.cast.within(sentence.first, sentence.last):
        apart = min(abs(actor.last - hit.first), abs(actor.first - hit.last))
        town = actor.sort == "capital" and hit.value[0] is MeetingKind.VISIT
        if (
            town
            or not actor.acts
            or (is_source(scene, actor) and not speakers)
            or (actor.last > hit.first and actor.first < hit.last)
            or apart > near
        ):
            continue
        for code in actor.codes:
            agent = actor.agent if actor.agent.actor == code else Agent(name=code, actor=code)
            if code not in found or (agent.office and not found[code].office):
                found[code] = agent
    return tuple(found.values())


def merge(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings without those told twice."""
    kept: list[Meeting] = []
    for meeting in meetings:
        at = next((i for i, other in enumerate(kept) if same(meeting, other)), None)
        if at is None:
            kept.append(meeting)
        elif kept[at].date is None and meeting.date:
            kept[at] = msgspec.structs.replace(kept[at], date=meeting.date)
    return kept


def same(one: Meeting, other: Meeting) -> bool:
    """Tell whether two finds tell one meeting: the same sides, and no other day."""
    mine, yours = {a.actor for a in one.participants}, {a.actor for a in other.participants}
    if one.date and other.date and not one.date.overlaps(other.date):
        return False
    if (one.kind is MeetingKind.VISIT) is not (other.kind is MeetingKind.VISIT):
        return False  # a visit and the talks during it are two
    return (mine <= yours or yours <= mine) and one.modality is other.modality


def find_relations(scene: Scene, groups: list[Group]) -> list[Relation]:
    """Return what the agreements of a sentence have to do with one another."""
    found: dict[tuple[str, str, str], Relation] = {}
    mentions = [(m, group.ref) for group in groups for m in group.mentions]
    for number, sentence in enumerate(scene.words.sentences):
        here = sorted(((m, ref) for m, ref in mentions if m.sentence == number), key=lambda pair: pair[0].first)
        span = scene.report.span(*scene.cut(sentence))
        for first, code, second in relate(scene, sentence, here) if len(here) > 1 else ():
            if first != second:
                found.setdefault((first, code.value, second), Relation(first, code, second, (span,)))
    return list(found.values())


def relate(
    scene: Scene, sentence: Sentence, here: list[tuple[Mention, str]]
) -> Iterator[tuple[str, RelationCode, str]]:
    """Yield the relations that a sentence tells of the agreements that it mentions, by their refs."""
    words, lexicon = scene.words, scene.lexicon
    for hit in lexicon.relations.find(words, sentence.first, sentence.last):
        before = [ref for m, ref in here if m.noun < hit.last]
        behind = [ref for m, ref in here if m.noun_last > hit.last and m.noun >= hit.last]
        if before and behind:
            yield before[-1], hit.value, behind[0]
        elif lexicon.script.verb_last and len(before) > 1 and words.broken[hit.last - 1]:
            yield before[-2], hit.value, before[-1]
    for (one, first), (two, second) in itertools.pairwise(here):  # "a protocol to the convention"
        gap = range(one.last, two.first)
        small = all(any(lexicon.plays(role, words.forms[i]) for role in ("prepositions", "article")) for i in gap)
        near = one.last > one.noun_last or (len(gap) > 0 and not words.broken[one.last - 1])
        if one.kind is Kind.PROTOCOL and two.kind is not Kind.PROTOCOL and small and near and len(gap) < 3:
            yield first, RelationCode.SUPPLEMENTS, second
