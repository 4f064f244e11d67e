"""Meetings between representatives of different states and organisations.

>>> same_day(None, None)
True
"""

from __future__ import annotations

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Meeting, Place
from depositary.model.vocabulary import ActionCode, MeetingKind, Modality
from depositary.reading.agents import Scene
from depositary.reading.analysis import Analysis
from depositary.reading.clauses import Tree, clause_range
from depositary.reading.encounters import Cue, find_cues
from depositary.reading.finds import Actors, DateMention, Statements
from depositary.reading.frames import Frame
from depositary.reading.modality import judge_noun, judge_verb
from depositary.reading.occasions import find_date, find_place


def find_meetings(
    analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...], statements: Statements
) -> tuple[Meeting, ...]:
    """Find the meetings that a report tells of or announces."""
    found: list[Meeting] = []
    for sentence in analysis.sentences:
        if sentence.parsed and not sentence.headline:
            scene = Scene(analysis, actors, Tree.plant(sentence), {})
            for cue in find_cues(scene):
                add(found, cue, compose(scene, cue, dates, statements))
    return tuple(found)


def add(found: list[Meeting], cue: Cue, meeting: Meeting) -> None:
    """Add a meeting, or let it fill in the one that it tells again."""
    if cue.back and found:
        return
    same = next((n for n, other in enumerate(found) if is_one(meeting, other)), None)
    if same is not None:
        found[same] = join(found[same], meeting)
    elif is_meeting(meeting):
        found.append(meeting)


def is_meeting(meeting: Meeting) -> bool:
    """Tell whether representatives of different actors come together."""
    codes = {agent.actor or agent.name for agent in meeting.participants}
    known = any(agent.actor for agent in meeting.participants)
    if meeting.kind is MeetingKind.SUMMIT:
        return True
    if meeting.kind is MeetingKind.VISIT:
        return known
    return known and len(codes) > 1


def compose(scene: Scene, cue: Cue, dates: tuple[DateMention, ...], statements: Statements) -> Meeting:
    """Put together a meeting from its cue and the finds of its clause."""
    sentence = scene.tree.sentence
    start, end = clause_range(scene.tree, cue.token, cue.token.start, cue.token.end)
    near = [d for d in dates if d.sentence == sentence.index]
    return Meeting(
        kind=cue.kind,
        modality=judge(scene.tree, cue),
        participants=cue.agents,
        evidence=(scene.analysis.report.span(start, end),),
        date=find_date(scene, cue.token, (), near),
        place=goal_of(scene, cue) or find_place(scene, cue.token, (), start, end),
        according_to=statements.chain_at(start, end),
    )


def judge(tree: Tree, cue: Cue) -> Modality:
    """Judge whether a meeting took place, is planned, possible or denied."""
    if cue.noun:
        frame = Frame(cue.token.lemma.lower(), ActionCode.NEGOTIATION, "subject", noun=True)
        return judge_noun(tree, cue.token, frame).modality
    return judge_verb(tree, cue.token, ActionCode.NEGOTIATION).modality


def goal_of(scene: Scene, cue: Cue) -> Place | None:
    """Return where a visit goes."""
    if cue.destination is None:
        return None
    place = next((p.place for p in scene.actors.places if p.covers(cue.destination.start)), None)
    return place or Place(cue.destination.text)


def is_one(one: Meeting, other: Meeting) -> bool:
    """Tell whether two tellings are of one meeting: kind, participants, compatible dates."""
    kinds = {one.kind, other.kind}
    alike = len(kinds) == 1 or kinds == {MeetingKind.TALKS, MeetingKind.SUMMIT}
    return alike and same_people(one.participants, other.participants) and same_day(one.date, other.date)


def same_people(one: tuple[Agent, ...], other: tuple[Agent, ...]) -> bool:
    """Tell whether two lists of participants stand for the same actors."""
    codes, others = ({a.actor or a.name for a in agents} for agents in (one, other))
    return bool(codes) and codes == others


def same_day(one: ImpreciseDate | None, other: ImpreciseDate | None) -> bool:
    """Tell whether two dates can be one day."""
    if one is None or other is None:
        return True
    first, last = max(one.earliest or "", other.earliest or ""), min(one.latest or "9", other.latest or "9")
    return first <= last


def join(known: Meeting, again: Meeting) -> Meeting:
    """Fill what a first telling leaves out from a second one."""
    summit = MeetingKind.SUMMIT in {known.kind, again.kind}
    named = max(known.participants, again.participants, key=lambda p: (sum(bool(a.office) for a in p), len(p)))
    return Meeting(
        kind=MeetingKind.SUMMIT if summit else known.kind,
        modality=known.modality,
        participants=named,
        evidence=known.evidence,
        date=known.date or again.date,
        place=known.place or again.place,
        according_to=known.according_to,
    )
