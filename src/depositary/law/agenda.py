"""What is due: planned steps still to come, of today, and overdue; terms about to run out.

>>> from depositary.model.dates import ImpreciseDate
>>> day = ImpreciseDate("2025-01-17", "2025-01-17", "2025-01-17")
>>> told = Claim("c1", "a1", ActionCode.SIGNATURE, Modality.PLANNED, "r1", "2024-12-26", date=day)
>>> [(due.day, due.when.value) for due in find_due([told], on=dt.date(2025, 1, 2))]
[('2025-01-17', 'coming')]
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from depositary.law.knowledge import known_by
from depositary.law.plans import BY_ITSELF, plan_undone
from depositary.law.steps import Step, take_steps
from depositary.law.weighing import weigh
from depositary.model.claim import Claim
from depositary.model.vocabulary import ActionCode, Modality


class When(StrEnum):
    """Where the day of a planned step lies."""

    COMING = "coming"
    TODAY = "today"
    OVERDUE = "overdue"


class Due(msgspec.Struct, frozen=True):
    """A planned step with its day: ``earliest`` to ``day``, by whom, and the claim that plans it."""

    action: ActionCode
    day: str
    claim: str
    by: str | None = None
    earliest: str = ""
    when: When = When.COMING


def find_due(claims: Iterable[Claim], *, on: dt.date, known: dt.date | None = None) -> list[Due]:
    """Return the planned steps that nobody tells as done, moved or given up, earliest first.

    A step that comes about by itself (entry into force on a fixed day, the end of a notice or a
    term) is due until its day, and not overdue after it.
    """
    steps = weigh(take_steps(known_by(claims, known) if known else claims)).preferred
    open_ = [step for step in steps if step.planned and step.day and not is_settled(step, steps)]
    due = [to_due(step, on) for step in open_ if step.action not in BY_ITSELF or (step.day and step.day >= on)]
    return sorted(due, key=lambda one: (one.day, one.action, one.by or "", one.claim))


def find_overdue(steps: Iterable[Step], on: dt.date) -> tuple[Due, ...]:
    """Return the planned acts whose day has passed on a day and that nobody tells as done."""
    told = tuple(steps)
    late = (step for step in told if step.planned and step.day and step.day < on and step.action not in BY_ITSELF)
    return tuple(to_due(step, on) for step in late if not is_settled(step, told))


def to_due(step: Step, on: dt.date) -> Due:
    """Return the planned step as due on a day; a span of days is of today while it lasts."""
    assert step.day is not None
    earliest = step.earliest or step.day
    when = When.OVERDUE if step.day < on else When.TODAY if earliest <= on else When.COMING
    return Due(step.action, str(step.day), step.claim, step.actor, str(earliest), when)


def is_settled(plan: Step, steps: tuple[Step, ...]) -> bool:
    """Tell whether a plan was carried out, moved, put off or given up."""
    return any(fulfils(step, plan) or plan_undone(step, plan) for step in steps)


def fulfils(done: Step, plan: Step) -> bool:
    """Tell whether a step that occurred is the planned one: same action, same actor or one unnamed."""
    same = done.action is plan.action and (done.actor == plan.actor or None in (done.actor, plan.actor))
    return done.modality is Modality.OCCURRED and same and done.known >= plan.known
