"""Timelines: the claims on one agreement, combined into steps, with the sources for and against each step.

>>> gather_steps([])
[]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.queries.certainty import is_counted
from depositary.register.queries.source_weights import can_coincide

ONCE = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.EXPIRY, ActionCode.TERMINATION})
# What an actor does once in the life of an agreement; reports name it for years after.
LIFELONG = ONCE | {ActionCode.ADOPTION, ActionCode.SIGNATURE, ActionCode.RATIFICATION, ActionCode.DEPOSIT}
GONE_BY = 31  # days; without a date, claims told further apart are not taken for one step


class TimelineStep(msgspec.Struct, frozen=True):
    """One step in the register. ``claims`` are the ids of the claims that report it, the strongest first.

    ``unsure`` tells that no claim of it is sure enough to count for the status; ``day_by`` is the last day on which a
    step that happened can have been taken: the last that its date allows, else that of the first report.
    """

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
    unsure: bool = False
    day_by: str | None = None


def gather_steps(claims: Iterable[Claim]) -> list[TimelineStep]:
    """Combine claims into steps, in the order of their days. A step without a date is placed where it became known."""
    alike: dict[tuple[ActionCode, Modality], Tellings] = {}
    for claim in sorted(claims, key=lambda c: (-c.standing, -c.stories, c.known_on, c.id)):
        alike.setdefault((claim.action, claim.modality), Tellings()).put(claim)
    steps = [make_step(group, list_rivals(group[0], alike)) for told in alike.values() for group in told.groups]
    return sorted(steps, key=lambda step: (step.day, step.known_on, step.claims))


@dataclass
class Tellings:
    """Groups of claims with one action and modality. The doers of its first claim find a group among thousands."""

    groups: list[list[Claim]] = field(default_factory=list)
    by_doer: dict[str | None, list[int]] = field(default_factory=dict)
    unnamed: list[int] = field(default_factory=list)

    def near(self, doers: Collection[str | None]) -> list[list[Claim]]:
        """Return the groups whose first claim has one of some doers or names none, in their order."""
        named = {place for doer in doers for place in self.by_doer.get(doer, ())}
        return [self.groups[place] for place in sorted({*named, *self.unnamed})] if doers else self.groups

    def put(self, claim: Claim) -> None:
        """Put a claim to the first group that reports the same step, or begin one with it."""
        doers = {agent.actor for agent in claim.by}
        home = next((group for group in self.near(doers) if tells_same(group, claim)), None)
        if home is not None:
            home.append(claim)
            return
        for doer in doers:
            self.by_doer.setdefault(doer, []).append(len(self.groups))
        if not doers:
            self.unnamed.append(len(self.groups))
        self.groups.append([claim])


def list_rivals(first: Claim, alike: Mapping[tuple[ActionCode, Modality], Tellings]) -> list[list[Claim]]:
    """Return the groups that can contradict a group with this first claim."""
    opposite = {Modality.OCCURRED: Modality.DENIED, Modality.DENIED: Modality.OCCURRED}.get(first.modality)
    modalities = [opposite, *([Modality.OCCURRED] if first.action in ONCE else [])]
    told = [alike.get((first.action, modality)) for modality in modalities if modality]
    doers = {agent.actor for agent in first.by}
    return [group for each in told if each for group in each.near(doers)]


def tells_same(group: Sequence[Claim], claim: Claim) -> bool:
    """Return whether a claim reports the same step as a group: same action, modality, day and agents."""
    first = group[0]
    if (first.action, first.modality) != (claim.action, claim.modality):
        return False
    if not can_coincide(first, claim) and not is_retold(first, claim):
        return False
    doers, others = {agent.actor for agent in first.by}, {agent.actor for agent in claim.by}
    return not doers or not others or bool(doers & others)


def is_retold(one: Claim, other: Claim) -> bool:
    """Tell whether a step that is taken once in a life is told again, in a report without its day, after it was."""
    if one.action not in LIFELONG or one.modality is not Modality.OCCURRED or (one.date and other.date):
        return False
    dated, undated = (one, other) if one.date else (other, one)
    return not dated.date or (dated.date.earliest or "") <= undated.known_on


def make_step(group: Sequence[Claim], groups: Sequence[Sequence[Claim]]) -> TimelineStep:
    """Return the step that a group of claims reports."""
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
        unsure=not any(is_counted(claim) for claim in group),
        day_by=find_last_day(first.date, str(first.modality), known_on),
    )


def find_last_day(date: ImpreciseDate | None, modality: str, known_on: str) -> str | None:
    """Return the day by which a step that happened was taken: the last that its date allows, else that of the report.

    >>> find_last_day(None, "occurred", "2020-05-01"), find_last_day(None, "planned", "2020-05-01")
    ('2020-05-01', None)
    """
    if modality != Modality.OCCURRED:
        return None
    latest = date.latest[:10] if date and date.latest else None
    return min(latest, known_on[:10]) if latest else known_on[:10]


def contradicts(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Return whether two steps cannot both be true: done and denied, or done once on two days."""
    a, b = one[0], other[0]
    if a.action is not b.action:
        return False
    if {a.modality, b.modality} == {Modality.OCCURRED, Modality.DENIED}:
        return tells_same([msgspec.structs.replace(a, modality=b.modality)], b)
    once = a.action in ONCE and a.modality is Modality.OCCURRED and b.modality is Modality.OCCURRED
    return once and not can_coincide(a, b) and bool(share_doers(a, b))


def share_doers(a: Claim, b: Claim) -> bool:
    """Return whether both have a common agent, or one of them names nobody."""
    one, two = {agent.actor for agent in a.by}, {agent.actor for agent in b.by}
    return not one or not two or bool(one & two)


AHEAD = frozenset({Modality.PLANNED, Modality.CONDITIONAL})
"""A dated step of these modalities is expected on its day."""


class Due(msgspec.Struct, frozen=True):
    """A planned step or the end of a term. ``when`` is ``coming``, ``today`` or ``overdue``.

    ``modality`` is ``planned``, or ``conditional`` where the step depends on a condition.
    """

    agreement: str
    title: str
    parties: list[str]
    action: str
    actors: list[str]
    earliest: str
    latest: str
    when: str
    claims: list[str]
    modality: str = "planned"


def find_due(agreement: str, title: str, parties: Sequence[str], claims: Sequence[Claim], on: dt.date) -> list[Due]:
    """Return what is planned for one agreement and not reported as done by a day.

    Args:
        agreement: its id.
        title: its title.
        parties: its parties.
        claims: its claims, as known.
        on: the day that is today.
    """
    steps = gather_steps(claims)
    ahead = [step for step in steps if step.modality in AHEAD and step.date and step.date.earliest]
    named = agreement, title, list(parties)
    return [
        Due(*named, step.action, step.actors, *span(step), place(step, on), step.claims, step.modality)
        for step in ahead
        if not any(settles(other, step) for other in steps)
    ]


def span(step: TimelineStep) -> tuple[str, str]:
    """Return the first and last possible day of a dated step."""
    assert step.date and step.date.earliest
    return step.date.earliest, step.date.latest or step.date.earliest


def place(step: TimelineStep, on: dt.date) -> str:
    """Return whether a planned step is coming, today or overdue on a day."""
    first, last = span(step)
    today = on.isoformat()
    return "coming" if first > today else "overdue" if last < today else "today"


def settles(other: TimelineStep, planned: TimelineStep) -> bool:
    """Return whether a later report of the same agents fulfils or cancels a planned step."""
    shared = not other.actors or not planned.actors or set(other.actors) & set(planned.actors)
    if not shared or other.known_on < planned.known_on:
        return False
    if other.action == ActionCode.POSTPONEMENT:
        return other.known_on > planned.known_on
    return other.action == planned.action and other.modality in {Modality.OCCURRED, Modality.DENIED}
