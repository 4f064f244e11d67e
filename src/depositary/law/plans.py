"""Planned steps: what they announce, which come about by law on their day, which are overdue.

An act (a signature, a ratification) that was planned and is not told to be done is overdue, never done.
What needs no further act comes about by itself: a fixed day of entry into force, the end of a
notice, the end of a term.

>>> ActionCode.SIGNATURE in BY_ITSELF
False
"""

from __future__ import annotations

from collections.abc import Callable

from depositary.law.conclusion import apply_provisionally, enter, has_entry, negotiate
from depositary.law.ending import doubt_force, expire, finish, give_notice, leave, revoke_notice, step_back, suspend
from depositary.law.life import LADDER, Life
from depositary.law.organs import Role
from depositary.law.steps import Step
from depositary.model.vocabulary import ActionCode, AgreementStatus, Bearing, Modality

# Steps whose planned day comes about by itself, without another act.
BY_ITSELF = frozenset(
    {
        ActionCode.ENTRY_INTO_FORCE,
        ActionCode.PROVISIONAL_APPLICATION,
        ActionCode.WITHDRAWAL,
        ActionCode.TERMINATION,
        ActionCode.EXPIRY,
    }
)
# To speak of these as still to come shows neither that the agreement is in force nor that it is only wished for.
PRESUPPOSING = frozenset(
    {
        ActionCode.WITHDRAWAL,
        ActionCode.TERMINATION,
        ActionCode.EXPIRY,
        ActionCode.EXTENSION,
        ActionCode.SUSPENSION,
        ActionCode.RESUMPTION,
        ActionCode.BREACH,
        ActionCode.ACCESSION,
        ActionCode.AMENDMENT,
        ActionCode.IMPLEMENTATION,
    }
)
# These are planned for a text that is there.
TEXT_KNOWN = frozenset(
    {
        ActionCode.RATIFICATION,
        ActionCode.DEPOSIT,
        ActionCode.ENTRY_INTO_FORCE,
        ActionCode.PROVISIONAL_APPLICATION,
        ActionCode.IMPLEMENTATION,
    }
)
CONSENTING = frozenset({ActionCode.SIGNATURE, ActionCode.RATIFICATION, ActionCode.ACCESSION})


def announce(life: Life, step: Step) -> None:
    """Take in a step that is not told as done: planned, possible, conditional or denied."""
    if step.action in CONSENTING and step.actor:
        life.note_party(step.actor, step, seeking=life.party(step.actor).seeking or life.day)
    if step.action is ActionCode.RATIFICATION and step.modality in (Modality.PLANNED, Modality.DENIED):
        presuppose_signature(life, step)
    if step.modality is Modality.DENIED:
        deny(life, step)
    elif step.planned:
        plan(life, step)
    elif step.action not in PRESUPPOSING:
        life.climb(AgreementStatus.PROPOSED, step)


def presuppose_signature(life: Life, step: Step) -> None:
    """Take a text to be signed where ratification is next and nothing shows that it was only agreed."""
    if life.stage is not AgreementStatus.TEXT_AGREED and not life.in_force:
        life.climb(AgreementStatus.SIGNED, step)


def plan(life: Life, step: Step) -> None:
    """Take in a planned step: a notice runs, a fixed day is put on the agenda, talks are on."""
    if step.action in TEXT_KNOWN and not life.in_force:
        life.climb(AgreementStatus.TEXT_AGREED, step)
    if step.bearing is Bearing.REVOCATION:
        return
    if step.action is ActionCode.WITHDRAWAL and turns_away(life, step):
        step_back(life, step)
    elif step.action is ActionCode.WITHDRAWAL or ends_alone(step):
        ahead = step.day if step.day and step.day > step.known else None
        give_notice(life, step, ahead, formal=ahead is not None)
    elif step.action in BY_ITSELF and step.day and step.day >= step.known:
        note_planned_end(life, step)
        life.schedule(step.day, step)
    elif step.action in (ActionCode.NEGOTIATION, ActionCode.ADOPTION):
        negotiate(life, step)
    elif step.action not in PRESUPPOSING:
        life.climb(AgreementStatus.PROPOSED, step)


def turns_away(life: Life, step: Step) -> bool:
    """Tell whether a state makes clear that it will not join what is not in force: that needs no notice (VCLT 18).

    So is an order to withdraw, of no later day; what somebody who does not yet hold office means to do is none.
    """
    concluded = LADDER.index(life.stage) >= LADDER.index(AgreementStatus.TEXT_AGREED)
    many = step.actor is not None and not life.setting.two_party
    return many and concluded and life.unborn and not step.day and step.role is Role.STATE


def ends_alone(step: Step) -> bool:
    """Tell whether one actor alone, on no fixed day, means to end it: so far a notice."""
    return step.action is ActionCode.TERMINATION and step.actor is not None and not step.joint and step.day is None


def note_planned_end(life: Life, step: Step) -> None:
    """Between two, a termination on a fixed day is a notice that runs."""
    if step.action is ActionCode.TERMINATION and not life.unborn:
        life.notice, life.leaves = life.day, step.day
        life.rest_on("notice", step)


def deny(life: Life, step: Step) -> None:
    """Take in a denial: of a withdrawal it revokes the notice (VCLT 68), of consent it refuses (18)."""
    if not step.actor:
        return
    record = life.party(step.actor)
    if step.action in {ActionCode.SIGNATURE, ActionCode.RATIFICATION}:
        doubt_force(life, step)
    if step.action is ActionCode.WITHDRAWAL and record.notice:
        revoke_notice(life, step)
    elif step.action in CONSENTING and not (record.consented or (life.in_force and record.bound)):
        life.note_party(step.actor, step, rejected=life.day)


def come_due(life: Life, step: Step) -> None:
    """Let what the step brings about on the day reached come about, if it still stands."""
    if step.action in DUE:
        DUE[step.action](life, step)
    else:
        enter_by_consent(life, step)


def enter_by_consent(life: Life, step: Step) -> None:
    """Enter into force by consent given earlier, unless a fixed later day is told."""
    fixed = [plan for plan in life.steps if plan.action is ActionCode.ENTRY_INTO_FORCE and plan.planned and plan.day]
    own_rule = has_entry(life)
    if life.ended or (not own_rule and any(plan.day and plan.day > life.day for plan in fixed)):
        return
    if life.setting.two_party and any(life.party(actor).rejected for actor in life.setting.participants):
        return
    enter(life, step)


def enter_as_planned(life: Life, step: Step) -> None:
    """Enter into force on the day that was announced, for all or for one more party."""
    if (step.actor or not life.in_force) and plan_stands(life, step):
        enter(life, step)


def apply_as_planned(life: Life, step: Step) -> None:
    """Begin provisional application on the day that was announced."""
    if plan_stands(life, step):
        apply_provisionally(life, step)


def leave_as_noticed(life: Life, step: Step) -> None:
    """Let a notice take effect, unless it was revoked or given another day."""
    if step.actor and not life.ended and life.party(step.actor).leaves == life.day:
        leave(life, step)


def terminate_as_noticed(life: Life, step: Step) -> None:
    """Let a termination take effect on its day."""
    if step.actor and not step.joint and life.party(step.actor).leaves == life.day and not life.setting.two_party:
        leave_as_noticed(life, step)
    elif not life.ended and life.leaves == life.day:
        finish(life, step, AgreementStatus.TERMINATED)


def expire_as_planned(life: Life, step: Step) -> None:
    """Let the term run out on its announced day, unless extended since."""
    extended = any(
        other.action is ActionCode.EXTENSION and other.occurred and other.known >= step.known for other in life.steps
    )
    if not extended and plan_stands(life, step):
        expire(life, step)


DUE: dict[ActionCode, Callable[[Life, Step], None]] = {
    ActionCode.ENTRY_INTO_FORCE: enter_as_planned,
    ActionCode.PROVISIONAL_APPLICATION: apply_as_planned,
    ActionCode.WITHDRAWAL: leave_as_noticed,
    ActionCode.TERMINATION: terminate_as_noticed,
    ActionCode.EXPIRY: expire_as_planned,
    ActionCode.SUSPENSION: suspend,
}


def plan_stands(life: Life, plan: Step) -> bool:
    """Tell whether nothing that became known after the plan undoes it."""
    return not any(plan_undone(step, plan) for step in life.undoing)


def can_undo(step: Step) -> bool:
    """Tell whether a step can undo a plan of any kind that comes about by itself."""
    return step.action in BY_ITSELF or step.action is ActionCode.POSTPONEMENT


def plan_undone(step: Step, plan: Step) -> bool:
    """Tell whether a step puts off, denies, moves or contradicts a plan of the same actor, or of all."""
    if step.known <= plan.known or step.report == plan.report or step.actor not in (plan.actor, None):
        return False
    if step.action is ActionCode.POSTPONEMENT:
        return step.occurred
    if step.action is not plan.action:
        return False
    return step.modality is Modality.DENIED or ((step.occurred or step.planned) and moved(step, plan))


def moved(step: Step, plan: Step) -> bool:
    """Tell whether the same step is told for days after those of the plan."""
    return step.earliest is not None and plan.latest is not None and step.earliest > plan.latest
