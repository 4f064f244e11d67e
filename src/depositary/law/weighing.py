"""Contradictions: which step stands where claims about it exclude each other.

Higher standing outweighs, then more independent stories; between equals the step is contested:
one reading of the record is preferred, the other is kept as the alternative, and a status on
which the two differ is disputed.

>>> DEPOSITARY_STANDING > 0
True
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from depositary.law.steps import Step
from depositary.model.vocabulary import ActionCode, Modality

# The standing of the depositary's own status table: nothing reported outweighs it.
DEPOSITARY_STANDING = 100

# Steps that an agreement (or one party) takes once in a life: two days for one exclude each other.
ONCE = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.EXPIRY, ActionCode.TERMINATION})
# A denial that comes later than this is taken to speak of what is to come ("will not"), not of the step.
GAINSAYING = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The steps that stand, and those that stand in the other reading of what is contested."""

    preferred: tuple[Step, ...]
    alternative: tuple[Step, ...]

    @property
    def contested(self) -> bool:
        """Tell whether claims of equal weight exclude each other."""
        return self.preferred != self.alternative


def weigh(steps: Iterable[Step]) -> Weighed:
    """Return both readings of a record (docs above)."""
    told = tuple(steps)
    lost: set[Step] = set()
    doubted: set[Step] = set()
    for one, other in excluding_pairs(told):
        if one.weight < other.weight or is_corrected(one, other):
            lost.add(one)
        elif one.weight == other.weight:
            doubted.add(one)
    return Weighed(*split(told, lost, doubted))


def is_corrected(one: Step, other: Step) -> bool:
    """Tell whether the depositary's table later takes a step back, or gives it anew: its last word is no dispute."""
    official = min(one.weight[0], other.weight[0]) >= DEPOSITARY_STANDING
    return official and Modality.DENIED in (one.modality, other.modality) and later(other, one)


def excluding_pairs(told: tuple[Step, ...]) -> Iterator[tuple[Step, Step]]:
    """Yield each ordered pair of steps that cannot both be true; only like steps are compared."""
    alike: dict[ActionCode, dict[str | None, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for step in told:
        if step.modality is Modality.DENIED or (step.occurred and step.action in ONCE):
            alike[step.action][step.actor].append(step)
    for step in told:
        if step.occurred and step.action in alike:
            by_actor = alike[step.action]  # of hundreds of parties only its own and nobody's can gainsay it
            of = by_actor if step.actor is None else dict.fromkeys((step.actor, None))
            for other in (other for actor in of for other in by_actor.get(actor, ())):
                if exclude(step, other) and not parted(step, other, told):
                    yield from ((step, other), (other, step))


def parted(one: Step, other: Step, told: Iterable[Step]) -> bool:
    """Tell whether an end or a withdrawal lies between two entries into force: the later is of a return, or anew."""
    if one.action is not ActionCode.ENTRY_INTO_FORCE or not (one.occurred and other.occurred):
        return False
    first, last = sorted((one.moment, other.moment))
    ends = {ActionCode.WITHDRAWAL} if one.actor else {ActionCode.TERMINATION, ActionCode.EXPIRY}
    own = (step for step in told if step.occurred and step.action in ends and step.actor in (one.actor, None))
    return any(first <= step.moment <= last for step in own)


def split(told: tuple[Step, ...], lost: set[Step], doubted: set[Step]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the preferred reading, where the later known of equals stands, and the other one."""
    beaten = {step for step in doubted if any(exclude(step, other) and later(other, step) for other in doubted)}
    preferred = tuple(step for step in told if step not in lost and step not in beaten)
    alternative = tuple(step for step in told if step not in lost and (step in beaten or step not in doubted))
    return preferred, alternative if beaten else preferred


def later(one: Step, other: Step) -> bool:
    """Tell whether one was known after the other; on one day the later day, then the id decides."""
    return (one.known, one.moment, one.claim) > (other.known, other.moment, other.claim)


def exclude(one: Step, other: Step) -> bool:
    """Tell whether two steps cannot both be true."""
    if (
        one is other
        or one.action is not other.action
        or (one.actor != other.actor and None not in (one.actor, other.actor))
    ):
        return False
    if {one.modality, other.modality} == {Modality.OCCURRED, Modality.DENIED}:
        return gainsays(*((other, one) if one.occurred else (one, other)))
    return one.occurred and other.occurred and one.action in ONCE and one.actor == other.actor and disjoint(one, other)


def gainsays(denied: Step, done: Step) -> bool:
    """Tell whether a denial is of this step: told not long after it, or with more weight, or of a lasting state.

    The depositary's own table takes back the step of one day, and no other.
    """
    if min(denied.weight[0], done.weight[0]) >= DEPOSITARY_STANDING:
        return (denied.earliest, denied.latest) == (done.earliest, done.latest)
    denied_on = denied.latest or denied.known
    if done.moment > denied_on:
        return False
    near = denied_on - done.moment <= GAINSAYING
    return near or denied.weight > done.weight or done.action is ActionCode.ENTRY_INTO_FORCE


def disjoint(one: Step, other: Step) -> bool:
    """Tell whether two steps lie on days that cannot be the same."""
    return bounds(one)[1] < bounds(other)[0] or bounds(other)[1] < bounds(one)[0]


def bounds(step: Step) -> tuple[dt.date, dt.date]:
    """Return the first and last day on which a step that occurred can have been taken."""
    return step.earliest or dt.date.min, min(step.latest or step.known, step.known)
