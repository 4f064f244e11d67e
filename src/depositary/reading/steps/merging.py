"""Merging: what a report tells twice is one action, told as strongly and as exactly as anywhere.

>>> is_same_agent(Agent("Arland", None, "ARL"), Agent("Ann Bo", "President", "ARL"))
True
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.agent_words import names
from depositary.reading.steps.agent_phrases import merge_agents

REFUSED = (ActionCode.SIGNATURE, ActionCode.RATIFICATION)
STRENGTH = (Modality.OCCURRED, Modality.DENIED, Modality.PLANNED, Modality.CONDITIONAL, Modality.POSSIBLE)


def merge_actions(actions: list[Action], headline: int, channels: Sequence[Agent] = ()) -> tuple[Action, ...]:
    """Merge what is told twice, and keep the strongest modality of one step.

    Args:
        actions: the actions in order of the text.
        headline: where the headline ends, in code points; 0 where there is none.
        channels: whom the outlet names as its own source; what passed through them ends with them.
    """
    merged: list[Action] = []
    for action in actions:
        place = next((i for i, other in enumerate(merged) if is_one(other, action, headline)), None)
        if place is None:
            merged.append(action)
        else:
            merged[place] = join(merged[place], action, headline)
    kept = [action for action in merged if not any(is_repeated(action, other) for other in merged)]
    if not channels:
        return tuple(kept)
    return tuple(pass_through(action, tellings(action, actions, headline), channels) for action in kept)


def tellings(action: Action, actions: list[Action], headline: int) -> list[Action]:
    """Return the actions of which a merged one was made, or which only say it in other words."""
    return [other for other in actions if is_one(action, other, headline) or is_repeated(other, action)]


def pass_through(action: Action, told: list[Action], channels: Sequence[Agent]) -> Action:
    """Return a step whose source chain ends with the outlet's own source, where a telling of it came through that."""
    through = [c for c in channels if c not in action.according_to and any(c in t.according_to for t in told)]
    return msgspec.structs.replace(action, according_to=(*action.according_to, *through)) if through else action


def is_one(one: Action, other: Action, headline: int) -> bool:
    """Tell whether two actions are one step; a headline's vague agents are those of the body."""
    if one.agreement != other.agreement or one.action != other.action:
        return False
    if one.date and other.date and not is_nested(one.date, other.date):
        return False
    if is_headline(one, headline) and not any(agent.actor for agent in one.by):
        return True
    return not one.by or not other.by or is_vague(one) or is_vague(other) or shares_agent(one, other)


def is_vague(action: Action) -> bool:
    """Tell whether a step is told of those named before, and only as a group ("the three groups reached a deal")."""
    return bool(action.by) and all(
        not agent.actor and set(agent.name.lower().split()) <= names("vague") for agent in action.by
    )


def is_headline(action: Action, headline: int) -> bool:
    """Tell whether an action is told by the headline."""
    return action.evidence[0].end <= headline


def is_repeated(action: Action, other: Action) -> bool:
    """Tell whether a planned conclusion is only another word for a planned signature, or a denial for a rejection."""
    refused = other.action is ActionCode.REJECTION and other.modality is Modality.OCCURRED
    if refused and action.modality is Modality.DENIED and action.action in REFUSED:
        return action.agreement == other.agreement and shares_agent(action, other)
    if action.action is not ActionCode.ADOPTION or other.action is not ActionCode.SIGNATURE:
        return False
    planned = action.modality is Modality.PLANNED and other.modality is Modality.PLANNED
    return planned and action.agreement == other.agreement and shares_agent(action, other)


def shares_agent(one: Action, other: Action) -> bool:
    """Tell whether two actions have an agent in common."""
    return any(is_same_agent(a, b) for a in one.by for b in other.by)


def is_same_agent(one: Agent, other: Agent) -> bool:
    """Tell whether two agents can be one: one person, or one state and who acts for it."""
    if one.office and other.office:
        return one.name.split()[-1:] == other.name.split()[-1:]
    return one.name == other.name or (one.actor is not None and one.actor == other.actor)


def is_nested(one: ImpreciseDate, other: ImpreciseDate) -> bool:
    """Tell whether one date is the other, told more exactly."""
    known = one.bounded and other.bounded
    yearless = not (one.placed or other.placed)
    return one.edtf == other.edtf or ((known or yearless) and (one.contains(other) or other.contains(one)))


def narrower(one: ImpreciseDate | None, other: ImpreciseDate | None) -> ImpreciseDate | None:
    """Return the more exact of two dates of one step."""
    if one is None or other is None:
        return one or other
    inside = other.earliest is not None and one.earliest is not None and other.earliest >= one.earliest
    yearless = not (one.placed or other.placed) and one.contains(other)
    return other if (inside or yearless) and len(other.edtf) >= len(one.edtf) else one


def join(one: Action, other: Action, headline: int) -> Action:
    """Return one action of two: the stronger modality, all agents, the first date and place."""
    first, second = sorted((one, other), key=lambda a: STRENGTH.index(a.modality))
    shown = second if is_headline(first, headline) else first
    agents = coded([*first.by, *second.by]) if is_headline(one, headline) else [*first.by, *second.by]
    same = first.modality == second.modality
    return Action(
        agreement=first.agreement,
        action=first.action,
        modality=first.modality,
        evidence=shown.evidence,
        date=narrower(first.date, second.date) if same or is_headline(first, headline) else first.date,
        place=first.place or (second.place if same else None),
        by=tuple(merge_agents(agents)) if same else first.by or second.by,
        according_to=shown.according_to or (first.according_to or second.according_to if same else ()),
        confidence=round(1 - (1 - first.confidence) * (1 - second.confidence), 2),
    )


def coded(agents: list[Agent]) -> list[Agent]:
    """Return the agents that are known, where any are: a headline's words for them say less."""
    return [agent for agent in agents if agent.actor] or agents
