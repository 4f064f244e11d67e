"""Meetings between representatives of different states and organisations.

>>> same_day(None, None)
True
"""

from __future__ import annotations

from dataclasses import replace

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent, Meeting, Place
from depositary.model.vocabulary import ActionCode, MeetingKind, Modality
from depositary.reading.meetings.cues import Cue, find_cues, outermost, words
from depositary.reading.mentions import Actors, DateMention, Statements
from depositary.reading.steps import ORDER, Scene, classes, find_date, find_place, judge_noun, judge_verb, weakest
from depositary.reading.syntax import Frame, Tree, clause_range, clause_verb, is_verbal
from depositary.reading.text import Analysis, Token


def find_meetings(
    analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...], statements: Statements
) -> tuple[Meeting, ...]:
    """Find the meetings that a report tells of or announces."""
    found: list[Meeting] = []
    for sentence in analysis.sentences:
        if sentence.parsed and not sentence.headline:
            scene = Scene(analysis, actors, Tree.plant(sentence), {}, statements)
            for cue in find_cues(scene):
                add(found, cue, compose(scene, cue, dates, statements))
    return tuple(found)


def add(found: list[Meeting], cue: Cue, meeting: Meeting) -> None:
    """Add a meeting, or let it fill in the one that it tells again."""
    if cue.back and found:
        return
    same = next((n for n, other in enumerate(found) if is_one(meeting, other) or returns(cue, meeting, other)), None)
    if same is not None:
        found[same] = join(found[same], meeting, keep=not is_one(meeting, found[same]))
    elif is_meeting(cue, meeting):
        found.append(meeting)


def returns(cue: Cue, meeting: Meeting, other: Meeting) -> bool:
    """Tell whether "the AU summit" is the summit told before of one of the same actors."""
    codes, known = ({a.actor for a in one.participants if a.actor} for one in (meeting, other))
    summits = meeting.kind is other.kind is MeetingKind.SUMMIT and meeting.modality is other.modality
    return cue.again and summits and bool(codes & known) and same_day(meeting.date, other.date)


def is_meeting(cue: Cue, meeting: Meeting) -> bool:
    """Tell whether representatives of different actors come together."""
    codes = {agent.actor for agent in meeting.participants if agent.actor}
    known = bool(codes)
    if meeting.kind is MeetingKind.VISIT:
        return known
    if cue.named:
        return known or meeting.kind is MeetingKind.SUMMIT
    if any(is_several(agent) for agent in meeting.participants):
        return meeting.place is not None or meeting.date is not None
    return len(codes) > 1


def is_several(agent: Agent) -> bool:
    """Tell whether an agent without a code stands for several sides ("both sides", "technical teams")."""
    parts = agent.name.lower().split()
    return agent.actor is None and (parts[0] in words("several", "words") or parts[-1] in words("several", "nouns"))


def compose(scene: Scene, cue: Cue, dates: tuple[DateMention, ...], statements: Statements) -> Meeting:
    """Put together a meeting from its cue and the finds of its clause."""
    sentence = scene.tree.sentence
    start, end = clause_range(scene.tree, cue.token, cue.token.start, cue.token.end)
    date = find_date(scene, cue.token, (), [d for d in dates if d.sentence == sentence.index])
    return Meeting(
        kind=cue.kind,
        modality=settle(judge(scene.tree, cue), date, scene, start, end),
        participants=cue.agents,
        evidence=(scene.analysis.report.span(start, end),),
        date=date,
        place=goal_of(scene, cue) or find_place(scene, cue.token, (), start, end),
        according_to=statements.chain_at(cue.token.start, cue.token.end),
    )


def judge(tree: Tree, cue: Cue) -> Modality:
    """Judge whether a meeting took place, is planned, possible or denied."""
    if not cue.noun:
        return judge_verb(tree, cue.token, ActionCode.NEGOTIATION).modality
    stem = outermost(tree, cue.token)
    cue = cue if stem is cue.token else replace(cue, token=stem)
    above = tree.head(cue.token)
    if cue.token.dep == "pobj" and above.lower == "of" and tree.head(above).lower in words("prepositions", "ahead"):
        return Modality.PLANNED
    if cue.token.dep == "pobj" and above.lower in words("prepositions", "occasion"):
        return judge_occasion(tree, cue)
    if cue.token.dep in {"nsubj", "nsubjpass", "dobj"} and is_verbal(tree.head(cue.token)):
        return judge_held(tree, tree.head(cue.token))
    frame = Frame(cue.token.lemma.lower(), ActionCode.NEGOTIATION, "subject", noun=True)
    return judge_noun(tree, cue.token, frame).modality


def judge_held(tree: Tree, verb: Token) -> Modality:
    """Judge a meeting by the verb that holds, plans, seeks or cancels it."""
    mood = judge_verb(tree, verb, ActionCode.NEGOTIATION).modality
    for name in ("planned", "possible", "denied"):
        if verb.lemma.lower() in words("moods", name):
            return weakest(mood, Modality(name))
    return mood


def judge_occasion(tree: Tree, cue: Cue) -> Modality:
    """Judge a meeting at which something is done ("signed at talks", "will sign during a visit")."""
    for child in tree.children(cue.token):
        if name := classes("adjectives").get(child.lower):
            return Modality(name)
    above = tree.head(cue.token)
    if above.lower in words("prepositions", "ahead"):
        return Modality.PLANNED
    if above.lower == "to" and is_verbal(tree.head(above)):
        return judge_held(tree, tree.head(above))
    verb = clause_verb(tree, cue.token)
    own = judge_verb(tree, verb, ActionCode.NEGOTIATION).modality if is_verbal(verb) else Modality.OCCURRED
    return own if above.lower == "for" else strongest(own, outer_mood(tree, verb))


def outer_mood(tree: Tree, verb: Token) -> Modality:
    """Return the mood of the clause above an infinitive ("launched an agenda to promote ... at talks")."""
    while verb.dep == "conj" and is_verbal(tree.head(verb)):
        verb = tree.head(verb)
    if verb.dep not in {"acl", "advcl"}:
        return Modality.DENIED
    return judge_verb(tree, clause_verb(tree, tree.head(verb)), ActionCode.NEGOTIATION).modality


def strongest(one: Modality, other: Modality) -> Modality:
    """Return the modality that says more."""
    return min(one, other, key=ORDER.index)


def settle(modality: Modality, date: ImpreciseDate | None, scene: Scene, start: int, end: int) -> Modality:
    """Correct what is told as done, or as what "would" be, by a date that lies ahead of the report."""
    published = scene.analysis.report.published
    ahead = bool(date and date.earliest and published and date.earliest > published[:10])
    would = modality is Modality.POSSIBLE and " would " in scene.analysis.text[start:end]
    return Modality.PLANNED if ahead and (would or modality is Modality.OCCURRED) else modality


def goal_of(scene: Scene, cue: Cue) -> Place | None:
    """Return where a visit goes."""
    if cue.destination is None:
        return None
    place = next((p.place for p in scene.actors.places if p.covers(cue.destination.start)), None)
    return place or Place(cue.destination.text)


def is_one(one: Meeting, other: Meeting) -> bool:
    """Tell whether two tellings are of one meeting: kind, modality, participants, compatible dates."""
    kinds = {one.kind, other.kind}
    alike = len(kinds) == 1 or kinds == {MeetingKind.TALKS, MeetingKind.SUMMIT}
    alike = alike and one.modality is other.modality
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


def join(known: Meeting, again: Meeting, *, keep: bool = False) -> Meeting:
    """Fill what a first telling leaves out from a second one, ``keep`` those who take part."""
    summit = MeetingKind.SUMMIT in {known.kind, again.kind}
    named = (
        known.participants
        if keep
        else max(known.participants, again.participants, key=lambda p: (sum(bool(a.office) for a in p), len(p)))
    )
    return Meeting(
        kind=MeetingKind.SUMMIT if summit else known.kind,
        modality=known.modality,
        participants=named,
        evidence=known.evidence,
        date=known.date or again.date,
        place=known.place or again.place,
        according_to=known.according_to,
    )
