"""The steps in the lives of agreements that a report tells: action, modality, agents, date, place, source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.agents import find_agents
from depositary.reading.analysis import Analysis, Token
from depositary.reading.antecedents import find_mentions, pronoun_steps
from depositary.reading.clauses import Tree, clause_range
from depositary.reading.communiques import find_communiques
from depositary.reading.doers import merge_agents
from depositary.reading.finds import Actors, AgreementMention, Agreements, DateMention, Statements
from depositary.reading.frames import Frame, find_heads, load_frames
from depositary.reading.judgement import judge
from depositary.reading.linkage import Tie, find_ties, score_parse, score_surface, words
from depositary.reading.modality import Judgement
from depositary.reading.occasions import find_date, find_place
from depositary.reading.scene import Scene, is_legislature

THRESHOLD = 0.55
STRENGTH = (Modality.OCCURRED, Modality.DENIED, Modality.PLANNED, Modality.CONDITIONAL, Modality.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Step:
    """A frame that fits a token and an agreement's mention, and how surely."""

    token: Token
    frame: Frame
    mention: AgreementMention
    score: float


@dataclass(frozen=True, slots=True)
class Finds:
    """The finds that actions are composed of."""

    actors: Actors
    dates: tuple[DateMention, ...]
    agreements: Agreements
    statements: Statements


def find_actions(
    analysis: Analysis,
    actors: Actors,
    dates: tuple[DateMention, ...],
    agreements: Agreements,
    statements: Statements,
) -> tuple[Action, ...]:
    """Find the steps of a report's agreements, one action for one step."""
    finds = Finds(actors, dates, agreements, statements)
    told = list(merge_actions(list(read_sentences(analysis, finds))))
    return (*told, *find_communiques(analysis, actors, agreements, statements, told))


def read_sentences(analysis: Analysis, finds: Finds) -> Iterator[Action]:
    """Yield the actions of every parsed sentence that mentions an agreement."""
    kinds = {agreement.ref: agreement.kind.value for agreement in finds.agreements.agreements}
    told = {m.sentence for m in finds.agreements.mentions}
    for sentence in analysis.sentences:
        if sentence.tokens and (sentence.index in told or sentence.index - 1 in told):
            scene = Scene(analysis, finds.actors, Tree.plant(sentence), kinds, finds.statements)
            for step in find_steps(scene, find_mentions(finds.agreements, sentence)):
                yield from compose_action(scene, finds, step)


def find_steps(scene: Scene, mentions: list[AgreementMention]) -> Iterator[Step]:
    """Yield the steps of a sentence, without those that only lead from another step to its agreement."""
    found = list(fit_heads(scene, mentions))
    yield from (step for step in found if not any(overrules(other, step) for other in found))


def overrules(other: Step, step: Step) -> bool:
    """Tell whether one step takes another's place: "exchange instruments of ratification", "considers joining"."""
    if other is step or other.mention != step.mention:
        return False
    between = min(other.token.start, step.mention.start) < step.token.start < max(other.token.start, step.mention.start)
    if between and len(other.frame.lead) > 1 and step.frame.noun:
        return True
    wish = step.frame.modality is Modality.POSSIBLE
    return wish and step.token.start < other.token.start < step.mention.start


def fit_heads(scene: Scene, mentions: list[AgreementMention]) -> Iterator[Step]:
    """Yield the best step of each head and mention, each token telling one step at most."""
    ties = [find_ties(scene.tree, mention) for mention in mentions]
    for token, frames in find_heads(scene.tree):
        fitting = list(fit_frames(scene, token, frames, mentions, ties))
        best = max((s.score for s in fitting), default=0.0)
        yield from (s for s in fitting if s.score >= best * 0.7)
        if not fitting and (frame := load_frames().free.get(token.lower)):
            yield from free_step(token, frame, mentions)


def fit_frames(
    scene: Scene, token: Token, frames: tuple[Frame, ...], mentions: list[AgreementMention], ties: list[list[Tie]]
) -> Iterator[Step]:
    """Yield for each mention the first frame that fits it."""
    for mention, tie in zip(mentions, ties, strict=True):
        if not stands_apart(scene, token, mention, mentions):
            continue
        for frame in frames:
            score = score_frame(scene, frame, token, mention, tie)
            if score >= THRESHOLD and suits(scene, frame, mention):
                yield Step(token, frame, mention, score)
                break


def stands_apart(scene: Scene, token: Token, mention: AgreementMention, mentions: list[AgreementMention]) -> bool:
    """Tell whether a head tells something of a mention, rather than being part of an agreement's own words."""
    if token.dep == "amod":
        return True
    if mention.covers(token.start):
        return False
    above = scene.tree.head(token)
    modifies = token.dep in ("acl", "relcl") and token.tag == "VBG"
    return not (modifies and any(m.covers(above.start) and m.ref != mention.ref for m in mentions))


def score_frame(scene: Scene, frame: Frame, token: Token, mention: AgreementMention, ties: list[Tie]) -> float:
    """Return how surely a frame ties a mention, by the parse and by the order of words."""
    parse = score_parse(scene.tree, frame, token, ties)
    if describes(frame, token):
        return 0.0
    return min(1.0, max(parse, 0.0) * 0.75 + score_surface(scene.tree, frame, token, mention))


def describes(frame: Frame, token: Token) -> bool:
    """Tell whether a participle only describes an agreement ("the UN-brokered truce", "a revised text")."""
    if frame.noun or token.dep not in ("amod", "acl") or token.tag not in ("VBN", "VBD"):
        return False
    attributive = token.dep == "amod" and frame.action.value not in words("attributive_steps")
    return attributive or (frame.modality is None and token.lemma in words("descriptive"))


def suits(scene: Scene, frame: Frame, mention: AgreementMention) -> bool:
    """Tell whether the frame holds for agreements of this kind."""
    if mention.sort == "pronoun" and (frame.action not in pronoun_steps() or frame.noun):
        return False
    return not frame.kinds or scene.kinds.get(mention.ref) in frame.kinds


def free_step(token: Token, frame: Frame, mentions: list[AgreementMention]) -> Iterator[Step]:
    """Yield the step of a free noun where the sentence speaks of one agreement only."""
    if len({m.ref for m in mentions}) == 1 and not any(m.covers(token.start) for m in mentions):
        yield Step(token, frame, mentions[0], 0.4)


def compose_action(scene: Scene, finds: Finds, step: Step) -> Iterator[Action]:
    """Put together one action from a step and the finds of its clause."""
    judged = judge(scene.tree, step.token, step.frame)
    if judged is None:
        return
    start, end = clause_range(scene.tree, step.token, step.mention.start, step.mention.end)
    agents = find_agents(scene, step.token, step.frame, step.mention)
    mentions = [m for m in finds.agreements.in_sentence(scene.tree.sentence.index) if m.sort != "pronoun"]
    dates = [d for d in finds.dates if d.sentence == scene.tree.sentence.index]
    date = find_date(scene, step.token, mentions, dates)
    yield Action(
        agreement=step.mention.ref,
        action=enact(judged.action, agents),
        modality=foresee(judged.modality, date, scene.analysis.report.published),
        evidence=(scene.analysis.report.span(start, end),),
        date=date,
        place=find_place(scene, step.token, mentions, start, end),
        by=agents,
        according_to=chain_of(finds.statements, step),
        confidence=confide(step, judged),
    )


def chain_of(statements: Statements, step: Step) -> tuple[Agent, ...]:
    """Return who vouches for the words that tell the step."""
    start = min(step.token.start, step.mention.start)
    return statements.chain_at(start, max(step.token.end, step.mention.end))


def enact(action: ActionCode, agents: tuple[Agent, ...]) -> ActionCode:
    """Return ratification for what a state's own organ adopts."""
    organs = any(is_legislature(agent.name) or is_legislature(agent.office or "") for agent in agents)
    return ActionCode.RATIFICATION if action is ActionCode.ADOPTION and organs else action


def foresee(modality: Modality, date: ImpreciseDate | None, published: str | None) -> Modality:
    """Return "planned" for what is told as a fact but dated after the report ("expires on 31 December")."""
    ahead = date is not None and date.earliest is not None and published is not None and date.earliest > published[:10]
    return Modality.PLANNED if ahead and modality is Modality.OCCURRED else modality


def confide(step: Step, judged: Judgement) -> float:
    """Return the confidence: how well the frame fits, less where the step is only a noun."""
    base = step.score * (0.8 if step.frame.noun else 1.0)
    return round(max(0.05, min(0.99, base)), 2)


def merge_actions(actions: list[Action]) -> tuple[Action, ...]:
    """Merge what is told twice, and keep the strongest modality of one step."""
    merged: list[Action] = []
    for action in actions:
        place = next((i for i, other in enumerate(merged) if is_one(action, other)), None)
        if place is None:
            merged.append(action)
        else:
            merged[place] = join(merged[place], action)
    return tuple(merged)


def is_one(one: Action, other: Action) -> bool:
    """Tell whether two actions are one step."""
    if one.agreement != other.agreement or one.action != other.action:
        return False
    if one.date and other.date and not is_nested(one.date, other.date):
        return False
    return not one.by or not other.by or bool(keys(one.by) & keys(other.by))


def is_nested(one: ImpreciseDate, other: ImpreciseDate) -> bool:
    """Tell whether one date is the other, told more exactly."""
    if one.edtf == other.edtf:
        return True
    a, b, c, d = one.earliest, one.latest, other.earliest, other.latest
    if a is None or b is None or c is None or d is None:
        return False
    return (a <= c and d <= b) or (c <= a and b <= d)


def narrower(one: ImpreciseDate | None, other: ImpreciseDate | None) -> ImpreciseDate | None:
    """Return the more exact of two dates of one step."""
    if one is None or other is None:
        return one or other
    return (
        other
        if other.earliest and one.earliest and len(other.edtf) >= len(one.edtf) and other.earliest >= one.earliest
        else one
    )


def keys(agents: tuple[Agent, ...]) -> set[str]:
    """Return what tells agents apart: the actor, else the name."""
    return {agent.actor or agent.name for agent in agents}


def join(one: Action, other: Action) -> Action:
    """Return one action of two: the stronger modality, all agents, the first date and place."""
    first, second = sorted((one, other), key=lambda a: STRENGTH.index(a.modality))
    same = first.modality == second.modality
    return Action(
        agreement=first.agreement,
        action=first.action,
        modality=first.modality,
        evidence=first.evidence,
        date=narrower(first.date, second.date),
        place=first.place or (second.place if same else None),
        by=tuple(merge_agents([*first.by, *second.by])) if same else first.by or second.by,
        according_to=first.according_to,
        confidence=round(1 - (1 - first.confidence) * (1 - second.confidence), 2),
    )
