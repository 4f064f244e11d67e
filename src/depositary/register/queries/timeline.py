"""Timelines: the claims on one agreement gathered into steps, each with who tells it and who contradicts it.

>>> gather_steps([])
[]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.queries.source_weights import can_coincide

ONCE = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.EXPIRY, ActionCode.TERMINATION})
GONE_BY = 31  # days; without a date, claims told further apart are not taken for one step


class TimelineStep(msgspec.Struct, frozen=True):
    """One step as the register tells it; ``claims`` are the ids of those that tell it, weightiest first."""

    action: str
    modality: str
    date: ImpreciseDate | None
    day: str
    actors: list[str]
    known_on: str
    standing: int
    stories: int
    disputed: bool
    claims: list[str]


def gather_steps(claims: Iterable[Claim]) -> list[TimelineStep]:
    """Gather claims into steps, in order of their days; a step without a day stands where it became known."""
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda c: (-c.standing, -c.stories, c.known_on, c.id)):
        home = next((group for group in groups if tells_same(group, claim)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return sorted(
        (make_step(group, groups) for group in groups), key=lambda step: (step.day, step.known_on, step.claims)
    )


def tells_same(group: Sequence[Claim], claim: Claim) -> bool:
    """Tell whether a claim tells the same step as a group: same action, modality, day and doers."""
    first = group[0]
    if (first.action, first.modality) != (claim.action, claim.modality) or not can_coincide(first, claim):
        return False
    doers, others = {agent.actor for agent in first.by}, {agent.actor for agent in claim.by}
    return not doers or not others or bool(doers & others)


def make_step(group: Sequence[Claim], groups: Sequence[Sequence[Claim]]) -> TimelineStep:
    """Return the step that a group of claims tells."""
    first = min(group, key=lambda c: (c.date is None, -c.standing, -c.stories, c.known_on, c.id))
    known_on = min(claim.known_on for claim in group)
    return TimelineStep(
        action=str(first.action),
        modality=str(first.modality),
        date=first.date,
        day=(first.date.earliest if first.date and first.date.earliest else known_on)[:10],
        actors=sorted({agent.actor for claim in group for agent in claim.by if agent.actor}),
        known_on=known_on,
        standing=max(claim.standing for claim in group),
        stories=max(claim.stories for claim in group),
        disputed=any(contradicts(group, other) for other in groups if other is not group),
        claims=[claim.id for claim in group],
    )


def contradicts(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Tell whether two steps cannot both be so: done and denied, or done once on two days."""
    a, b = one[0], other[0]
    if a.action is not b.action:
        return False
    if {a.modality, b.modality} == {Modality.OCCURRED, Modality.DENIED}:
        return tells_same([msgspec.structs.replace(a, modality=b.modality)], b)
    once = a.action in ONCE and a.modality is Modality.OCCURRED and b.modality is Modality.OCCURRED
    return once and not can_coincide(a, b) and bool(share_doers(a, b))


def share_doers(a: Claim, b: Claim) -> bool:
    """Tell whether both are of one doer, or one of them names nobody."""
    one, two = {agent.actor for agent in a.by}, {agent.actor for agent in b.by}
    return not one or not two or bool(one & two)


class Due(msgspec.Struct, frozen=True):
    """A planned step or an end of term: ``when`` is ``coming``, ``today`` or ``overdue``."""

    agreement: str
    title: str
    parties: list[str]
    action: str
    actors: list[str]
    earliest: str
    latest: str
    when: str
    claims: list[str]


def find_due(agreement: str, title: str, parties: Sequence[str], claims: Sequence[Claim], on: dt.date) -> list[Due]:
    """Return what is planned for one agreement and not told as done by a day.

    Args:
        agreement: its id.
        title: its title.
        parties: its parties.
        claims: its claims, as known.
        on: the day that is today.
    """
    steps = gather_steps(claims)
    planned = [step for step in steps if step.modality == Modality.PLANNED and step.date and step.date.earliest]
    return [
        Due(agreement, title, list(parties), step.action, step.actors, *span(step), place(step, on), step.claims)
        for step in planned
        if not any(settles(other, step) for other in steps)
    ]


def span(step: TimelineStep) -> tuple[str, str]:
    """Return the first and last day on which a dated step can be."""
    assert step.date and step.date.earliest
    return step.date.earliest, step.date.latest or step.date.earliest


def place(step: TimelineStep, on: dt.date) -> str:
    """Tell where a planned step lies from a day."""
    first, last = span(step)
    today = on.isoformat()
    return "coming" if first > today else "overdue" if last < today else "today"


def settles(other: TimelineStep, planned: TimelineStep) -> bool:
    """Tell whether another step does, or does away with, a planned one: told after it, of the same doers."""
    shared = not other.actors or not planned.actors or set(other.actors) & set(planned.actors)
    if not shared or other.known_on < planned.known_on:
        return False
    if other.action == ActionCode.POSTPONEMENT:
        return other.known_on > planned.known_on
    return other.action == planned.action and other.modality in {Modality.OCCURRED, Modality.DENIED}
