"""The steps in the lives of agreements that a report tells: action, modality, agents, date, place, source.

>>> enact(ActionCode.ADOPTION, (Agent("State Duma", None, "RUS"),)).value
'ratification'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages.states import load_states
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent, Meeting
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.agent_words import is_group, is_legislature, names
from depositary.reading.mentions import Actors, Agreements, DateMention, Statements
from depositary.reading.statements import find_release
from depositary.reading.steps.agents import find_agents, find_callers
from depositary.reading.steps.candidates import Step, find_echoes, find_mentions, find_steps
from depositary.reading.steps.cautions import Telling, find_caution, tells_no_step
from depositary.reading.steps.circumstances import find_place
from depositary.reading.steps.communiques import find_communiques
from depositary.reading.steps.merging import merge_actions
from depositary.reading.steps.modality import Judgement
from depositary.reading.steps.nominal_modality import judge
from depositary.reading.steps.scene import Scene
from depositary.reading.steps.timing import act_date, date_by_meetings, is_contradicted, time_step
from depositary.reading.syntax import Tree, clause_range
from depositary.reading.text import Analysis

JOINT = frozenset({ActionCode.SIGNATURE, ActionCode.ADOPTION})
"""Steps that all sides take together."""
SIDES = frozenset({"state", "organisation", "group"})


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
    *,
    meetings: tuple[Meeting, ...] = (),
) -> tuple[Action, ...]:
    """Find the steps of a report's agreements by words and rules alone, one action for one step."""
    proposed = propose_steps(analysis, actors, dates, agreements, statements)
    return merge_steps(analysis, actors, dates, agreements, statements, proposed=proposed, meetings=meetings)


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """A step that one word of a report tells, before what is told twice is merged.

    ``start`` and ``end`` are the range of the word, ``noun`` is true where it is a noun, ``fit`` says how well the
    words fit the pattern of the step (0 to 1).
    """

    start: int
    end: int
    noun: bool
    fit: float
    action: Action


def propose_steps(
    analysis: Analysis,
    actors: Actors,
    dates: tuple[DateMention, ...],
    agreements: Agreements,
    statements: Statements,
) -> tuple[ProposedStep, ...]:
    """Return the steps that the words of a report tell, one for each word that tells one, in order of the text."""
    return tuple(read_sentences(analysis, Finds(actors, dates, agreements, statements)))


def merge_steps(
    analysis: Analysis,
    actors: Actors,
    dates: tuple[DateMention, ...],
    agreements: Agreements,
    statements: Statements,
    *,
    proposed: tuple[ProposedStep, ...],
    meetings: tuple[Meeting, ...] = (),
) -> tuple[Action, ...]:
    """Return one action for each step that was proposed; meetings of the same actors help to date them."""
    headline = max((s.end for s in analysis.sentences if s.headline), default=0)
    merged = merge_actions([p.action for p in proposed], headline, channels=statements.channels)
    told = list(date_by_meetings(merged, meetings))
    return (
        *told,
        *find_communiques(analysis, actors, dates=dates, agreements=agreements, statements=statements, told=told),
    )


def read_sentences(analysis: Analysis, finds: Finds) -> Iterator[ProposedStep]:
    """Yield the steps of every parsed sentence that mentions an agreement."""
    kinds = {agreement.ref: agreement.kind.value for agreement in finds.agreements.agreements}
    release = find_release(analysis, finds.actors)
    speakers = release.speakers if release is not None else ()
    told = {m.sentence for m in finds.agreements.mentions}
    before: list[Step] = []
    for sentence in analysis.sentences:
        if sentence.tokens and (sentence.index in told or sentence.index - 1 in told):
            scene = Scene(analysis, finds.actors, Tree(sentence), kinds, finds.statements, speakers)
            earlier = finds.agreements.in_sentence(sentence.index - 1)
            steps = list(find_steps(scene, find_mentions(finds.agreements, sentence), earlier))
            near = [step for step in before if step.mention.sentence >= sentence.index - 1]
            steps += find_echoes(scene, [*near, *steps])
            before = steps
            for step in steps:
                for action in compose_action(scene, finds, step):
                    yield ProposedStep(step.token.start, step.token.end, step.frame.noun, step.score, action)


def compose_action(scene: Scene, finds: Finds, step: Step) -> Iterator[Action]:
    """Put together one action from a step and the finds of its clause."""
    judged = judge(scene.tree, step.token, step.frame)
    judged = look_again(scene, step, judged) if judged else None
    if judged is None:
        return
    start, end = clause_range(scene.tree, step.token, step.mention.start, step.mention.end)
    if stands_by().match(scene.analysis.text, step.token.end):
        return
    agents = find_agents(scene, step.token, step.frame, step.mention)
    agents = name_sides(scene, step, agents)
    if not agents and step.token.lower.startswith("signator"):
        return
    if step.frame.organs and not any(is_organ(agent) for agent in agents):
        return
    mentions = [m for m in finds.agreements.in_sentence(scene.tree.sentence.index) if m.sort != "pronoun"]
    dates = [d for d in finds.dates if d.sentence == scene.tree.sentence.index]
    published = scene.analysis.report.published
    act = act_date(scene, step, dates)
    date = act or time_step(scene, step, mentions, dates)
    if judged.modality is Modality.OCCURRED and is_contradicted(scene, step, date):
        date = None
    yield Action(
        agreement=step.mention.ref,
        action=enact(judged.action, agents, approves=step.token.lemma in names("approving") and not step.frame.noun),
        modality=foresee(settle(judged.modality, act, published), date, published, due=is_due(step)),
        evidence=(scene.analysis.report.span(start, end),),
        date=date,
        place=find_place(scene, step.token, mentions, start, end),
        by=agents,
        according_to=chain_of(scene, step, judged),
        confidence=confide(step, judged),
    )


@functools.cache
def stands_by() -> re.Pattern[str]:
    """Return the pattern of the words behind a step's verb by which its subject is no side ("as a witness")."""
    return re.compile(rf" (?:it |the \w+ )?as (?:an? |the )?(?:{'|'.join(sorted(names('bystanders')))})", re.IGNORECASE)


def name_sides(scene: Scene, step: Step, agents: tuple[Agent, ...]) -> tuple[Agent, ...]:
    """Return the sides that an agreement's own words name, where others only speak of the step or brokered it.

    "The ministry welcomed the signing of the treaty between Chad and Niger": Chad and Niger signed it.
    """
    brokered = step.token.lemma.lower() in names("brokering")
    if not (step.frame.noun or brokered) or step.frame.action not in JOINT:
        return agents
    named = scene.actors.within(step.mention.start, step.mention.end)
    sides = tuple(dict.fromkeys(m.agent for m in named if m.sort in SIDES and m.codes))
    codes = {side.actor for side in sides}
    if len(codes) > 1 and not codes & {agent.actor for agent in agents}:
        return sides
    return () if brokered else agents


def look_again(scene: Scene, step: Step, judged: Judgement) -> Judgement | None:
    """Return a judgement, weakened where words beside the step say that it was not taken; ``None`` where it is none."""
    word = step.token
    telling = Telling(word.start, word.end, judged.action, judged.modality, word.tag)
    if tells_no_step(scene.tree.sentence, telling):
        return None
    caution = find_caution(scene.tree.sentence, telling)
    return Judgement(caution, judged.action) if caution else judged


def chain_of(scene: Scene, step: Step, judged: Judgement) -> tuple[Agent, ...]:
    """Return who vouches for the words that tell the step, or who calls for it."""
    start, end = min(step.token.start, step.mention.start), max(step.token.end, step.mention.end)
    chain = scene.statements.chain_at(start, end)
    called = not chain and judged.modality is Modality.POSSIBLE
    return find_callers(scene, step.token, step.frame, step.mention) if called else chain


def enact(action: ActionCode, agents: tuple[Agent, ...], *, approves: bool = False) -> ActionCode:
    """Return ratification for what a state's own organ adopts, adoption for what many or their body approve.

    Args:
        action: the step as its word tells it.
        agents: who takes it.
        approves: whether the word is one of approval: states approve what they have agreed, assemblies a text.
    """
    if any(map(is_organ, agents)):
        return ActionCode.RATIFICATION if action is ActionCode.ADOPTION else action
    if approves and action is ActionCode.RATIFICATION and agents and all(map(is_gathering, agents)):
        return ActionCode.ADOPTION
    return action


def is_gathering(agent: Agent) -> bool:
    """Tell whether an agent is an organisation, or many who are not named: what they approve is a text of theirs."""
    if agent.actor:
        return agent.actor.isupper() and agent.actor not in load_states() and agent.actor != "EU"
    return is_group(agent.name.split()[-1]) and agent.name.endswith("s")


def is_organ(agent: Agent) -> bool:
    """Tell whether an agent is an organ whose consent binds its state."""
    return is_legislature(agent.name) or is_legislature(agent.office or "")


def foresee(modality: Modality, date: ImpreciseDate | None, published: str | None, *, due: bool = False) -> Modality:
    """Return "planned" for what is told as a fact but dated after the report ("expires on 31 December").

    ``due``: what runs out in the present tense, which is still to come on the day of the report itself.
    """
    if date is None or date.earliest is None or published is None or modality is not Modality.OCCURRED:
        return modality
    ahead = date.earliest > published[:10] or (due and date.earliest == published[:10])
    return Modality.PLANNED if ahead else modality


def is_due(step: Step) -> bool:
    """Tell whether the present tense tells that an agreement's term runs out."""
    return step.frame.action is ActionCode.EXPIRY and step.token.tag == "VBZ"


def settle(modality: Modality, act: ImpreciseDate | None, published: str | None) -> Modality:
    """Return "occurred" for what an act of a day before the report did."""
    done = act is not None and act.latest is not None and published is not None and act.latest < published[:10]
    return Modality.OCCURRED if done and modality is Modality.PLANNED else modality


def confide(step: Step, judged: Judgement) -> float:
    """Return the confidence: how well the frame fits, less where the step is only a noun."""
    base = step.score * (0.8 if step.frame.noun else 1.0)
    return round(max(0.05, min(0.99, base)), 2)
