"""How an agreement is suspended, left, ended or refused (VCLT 54-72).

Each function takes the life and the step, and writes down what follows from it.

>>> TWELVE_MONTHS.months
12
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from depositary.law.conclusion import presume_force
from depositary.law.life import Life
from depositary.law.organs import Role
from depositary.law.parties import PartyRecord
from depositary.law.setting import BY_RATIFICATION, BY_SIGNATURE
from depositary.law.steps import Step
from depositary.law.weighing import DEPOSITARY_STANDING
from depositary.model.clauses import Delay, add_delay
from depositary.model.vocabulary import AgreementStatus, Bearing

# The notice where the treaty says nothing of one (VCLT 56, 2).
TWELVE_MONTHS = Delay(months=12)
# A return is often followed by reports that tell of the withdrawal before it once more.
RETOLD = dt.timedelta(days=2 * 365)
DAY = dt.timedelta(days=1)
# Taken back before entry into force: no withdrawal from the agreement.
PARTIAL = frozenset({Bearing.SIGNATURE, Bearing.RATIFICATION})
# A withdrawal told as done is effective where notice was given at least so long before.
SHORTEST_NOTICE = dt.timedelta(days=85)


def extend(life: Life, step: Step) -> None:
    """Extension or renewal: the term that ran no longer ends it; the new one does."""
    renew_expired(life)
    presume_force(life, step)
    life.expires = step.effect
    life.notice = life.leaves = None
    life.rest_on("force", step)


def renew_expired(life: Life) -> None:
    """Undo an expiry: it was extended after all."""
    if life.end is AgreementStatus.EXPIRED:
        life.ended = life.end = None


def suspend(life: Life, step: Step) -> None:
    """Suspension by one party or of the whole (VCLT 57-58), now or on the day given."""
    if step.bearing is Bearing.PROVISIONAL:
        stop_applying(life, step)
        return
    if step.effect and step.effect > life.day:
        life.schedule(step.effect, step)
        return
    presume_force(life, step)
    life.date_fact("suspended", step)
    if step.actor:
        life.note_party(step.actor, step, suspended=life.day)
    elif step.bearing is not Bearing.PARTICIPATION:
        life.suspended = life.day
    life.rest_on("suspended", step)


def stop_applying(life: Life, step: Step) -> None:
    """The provisional application ends (VCLT 25, 2): what was signed stays signed."""
    life.provisional = None
    life.rest_on(life.stage, step)


def resume(life: Life, step: Step) -> None:
    """Resumption: ends a suspension; by one that had left, or given notice, a return."""
    if life.end is not AgreementStatus.REPLACED:
        life.ended = life.end = None
    presume_force(life, step)
    life.suspended = None
    for actor in [step.actor] if step.actor else list(life.parties):
        if actor in life.parties:
            life.note_party(actor, step, suspended=None)
    if step.actor and step.actor in life.parties:
        life.note_party(step.actor, step, left=None, notice=None, notified=None, leaves=None)
        life.notice = life.leaves = None
    life.rest_on("force", step)


def withdraw(life: Life, step: Step) -> None:
    """Withdrawal or denunciation (VCLT 54-56), told as done; before entry into force, 18.

    It presupposes nothing on the agreement: who leaves was in it, but whether it was in force is not said.
    """
    if step.bearing is Bearing.PROVISIONAL:
        stop_applying(life, step)
    elif step.bearing is Bearing.REVOCATION:
        revoke_notice(life, step)
    elif not step.actor or is_retold(life, step):
        return
    elif step.bearing in PARTIAL or life.unborn:
        step_back(life, step)
    elif step.effect:
        give_notice(life, step, step.effect, formal=True)
    elif step.bearing is Bearing.NOTICE:
        give_notice(life, step, life.party(step.actor).leaves or notice_end(life), formal=True)
    elif runs_as_notice(life, step):
        announced = life.party(step.actor).notice is not None
        give_notice(life, step, None if announced and not has_exit(life) else notice_end(life), formal=not announced)
    else:
        leave(life, step)


def revoke_notice(life: Life, step: Step) -> None:
    """Take a notice back before it takes effect (VCLT 68); who could give one was bound, and stays so."""
    if not step.actor:
        return
    record = life.party(step.actor)
    bound = record.bound or record.notice
    life.note_party(step.actor, step, notice=None, notified=None, leaves=None, bound=bound)
    if not any(record.leaves for record in life.parties.values()):
        life.notice = life.leaves = None


def is_retold(life: Life, step: Step) -> bool:
    """Tell whether it only tells again of a withdrawal that is known: of one that left, or came back since."""
    assert step.actor is not None
    record = life.party(step.actor)
    back = record.returned is not None and life.day - record.returned < RETOLD
    return record.left is not None or (back and record.notice is None and step.latest is None)


def step_back(life: Life, step: Step) -> None:
    """Leave before entry into force: a withdrawn ratification leaves a signature (VCLT 18)."""
    assert step.actor is not None
    record = life.party(step.actor)
    if step.bearing is Bearing.RATIFICATION or (record.consented and record.signed):
        signed = record.signed or record.consented or life.day
        life.note_party(step.actor, step, consented=None, staged=None, signed=signed)
        return
    life.note_party(step.actor, step, left=life.day, consented=None, staged=None)
    if life.setting.two_party:
        finish(life, step, AgreementStatus.ABANDONED)


def runs_as_notice(life: Life, step: Step) -> bool:
    """Tell whether a withdrawal told as done can only be the notice of it (VCLT 56, 2).

    So it is where a withdrawal was announced, or an instrument ratified, not long enough before; pacts that
    nobody ratified, withdrawals of all parties at once, and what the depositary's table shows end when told.
    """
    assert step.actor is not None
    record = life.party(step.actor)
    if (step.joint and life.setting.two_party) or step.weight[0] >= DEPOSITARY_STANDING:
        return False
    if step.bearing is Bearing.EFFECT or (record.notice and life.day - record.notice >= SHORTEST_NOTICE):
        return False
    if record.notice is not None and life.setting.kind not in BY_SIGNATURE:
        return True
    return is_treaty_like(life, step.actor)


def is_treaty_like(life: Life, leaver: str) -> bool:
    """Tell whether leaving takes a notice: by clauses, kind, ratifications of others, a told entry into force."""
    kind = life.setting.kind
    others = [other for other in life.parties.values() if other.consented and other.actor != leaver]
    entered = life.force is not None and not life.presumed and kind not in BY_SIGNATURE
    return has_exit(life) or kind in BY_RATIFICATION or len(others) > 1 or entered


def has_exit(life: Life) -> bool:
    """Tell whether its own rule on leaving is known."""
    return bool(life.setting.clauses and life.setting.clauses.leaving)


def notice_end(life: Life) -> dt.date:
    """Return the day on which a notice of today takes effect: by the clauses, else twelve months (VCLT 54, 56).

    A notice given while nobody may leave yet runs from the day on which leaving is open. Where leaving takes effect on
    one day of the year alone, it is the first such day when the notice has run.
    """
    clauses = life.setting.clauses
    leaving = clauses.leaving if clauses else None
    if leaving is None:
        return add_delay(life.day, TWELVE_MONTHS)
    start = life.day
    if leaving.locked and life.force and not life.presumed:
        start = max(start, add_delay(life.force, leaving.locked))
    end = add_delay(start, leaving.notice)
    return next_yearly(end, leaving.yearly) if leaving.yearly else end


def next_yearly(day: dt.date, yearly: tuple[int, int]) -> dt.date:
    """Return the first day of the year of some month and day that is not before a day.

    >>> next_yearly(dt.date(2031, 7, 1), (6, 30)), next_yearly(dt.date(2031, 12, 31), (12, 31))
    (datetime.date(2032, 6, 30), datetime.date(2031, 12, 31))
    """
    month, number = yearly
    here, there = (dt.date(year, month, min(number, monthrange(year, month)[1])) for year in (day.year, day.year + 1))
    return here if here >= day else there


def give_notice(life: Life, step: Step, end: dt.date | None, *, formal: bool = False) -> None:
    """Let a notice run until a day; an intention that is only announced runs until told to have taken effect."""
    if not step.actor:
        return
    record = life.party(step.actor)
    notified = record.notified or (life.day if formal else None)
    facts = {"notice": record.notice or life.day, "notified": notified, "leaves": end or record.leaves}
    life.note_party(step.actor, step, **facts)
    life.rest_on("notice", step)
    if end:
        life.notice, life.leaves = life.notice or life.day, end
        life.schedule(end, step)


def leave(life: Life, step: Step) -> None:
    """A withdrawal takes effect: of two nobody is left (VCLT 54, 70); of many the others stay (55)."""
    assert step.actor is not None
    because = life.party(step.actor).because
    life.parties[step.actor] = PartyRecord(step.actor, left=life.day, because=because)
    life.note_party(step.actor, step)
    if life.setting.two_party or nobody_is_left(life):
        finish(life, step, AgreementStatus.TERMINATED)


def nobody_is_left(life: Life) -> bool:
    """Tell whether all have left: of a closed circle all parties, of a depositary's list all that were bound."""
    if life.setting.closed:
        return all(life.party(actor).left for actor in life.setting.told)
    bound = [record for record in life.parties.values() if record.consented or record.bound or record.left]
    return life.setting.listed and len(bound) >= 2 and all(record.left for record in bound)


def terminate(life: Life, step: Step) -> None:
    """Termination for all (VCLT 54, 60); by one of many, or with a notice to run, a withdrawal."""
    if step.bearing is Bearing.PROVISIONAL:
        stop_applying(life, step)
        return
    if step.bearing is Bearing.REVOCATION:
        revoke_termination(life, step)
        return
    alone = step.actor is not None and not step.joint and not life.unborn
    running = step.bearing is Bearing.NOTICE or (not step.effect and runs_as_notice(life, step)) if alone else False
    if alone and (running or len(life.participants) > 2 or life.setting.multilateral):
        withdraw(life, step)
    elif step.effect and step.effect > life.day:
        life.notice, life.leaves = life.day, step.effect
        life.rest_on("notice", step)
        life.schedule(step.effect, step)
    else:
        finish(life, step, AgreementStatus.ABANDONED if life.unborn else AgreementStatus.TERMINATED)


def revoke_termination(life: Life, step: Step) -> None:
    """Take back a termination that was to come, by the one named or by all."""
    life.notice = life.leaves = None
    for actor in [step.actor] if step.actor else list(life.parties):
        if actor in life.parties:
            life.note_party(actor, step, notice=None, notified=None, leaves=None)


def postpone(life: Life, step: Step) -> None:
    """Postponement: a withdrawal or an end that has been notified and has not come yet is put off.

    Until a new day is told nothing runs any more, as when a notice is taken back (VCLT 68). What else was put off, a
    vote or an entry into force, is for the plans to say.
    """
    if life.ended or not step.occurred:
        return
    for actor in [step.actor] if step.actor else list(life.parties):
        record = life.party(actor)
        if record.leaves and record.leaves > life.day:
            bound = record.bound or record.notice
            life.note_party(actor, step, notice=None, notified=None, leaves=None, bound=bound)
            life.rest_on("force", step)
    if life.leaves and life.leaves > life.day and not any(record.leaves for record in life.parties.values()):
        life.notice = life.leaves = None


def expire(life: Life, step: Step) -> None:
    """The term runs out."""
    presume_force(life, step)
    finish(life, step, AgreementStatus.EXPIRED)


def finish(life: Life, step: Step, end: AgreementStatus) -> None:
    """Write down the end; one told for the last day of the term is that the term ran out."""
    last = end is AgreementStatus.TERMINATED and life.expires is not None and abs(life.day - life.expires) <= DAY
    life.ended, life.end = life.day, AgreementStatus.EXPIRED if last else end
    life.date_fact("ended", step)
    life.rest_on("ended", step)


def refuse(life: Life, step: Step) -> None:
    """Rejection: an actor not bound makes clear that it will not be (VCLT 18); of two, it gives up what was signed.

    Where a report does not say who rejects, no later step shows that it is in force, unless it is concluded anew.
    """
    if not step.actor or step.role is Role.STAGE:
        if step.occurred and (life.assumed or not life.in_force):
            life.refused = life.day
            life.force, life.assumed = None, False
        return
    record = life.party(step.actor)
    doubt_force(life, step)
    if life.setting.two_party and record.signed and not life.in_force and not life.ended and step.role is Role.STATE:
        finish(life, step, AgreementStatus.ABANDONED)
    if not (record.consented or (life.in_force and record.bound)):
        life.note_party(step.actor, step, rejected=life.day)


def doubt_force(life: Life, step: Step) -> None:
    """Give up an entry into force that was only reckoned from the form: one of those who concluded it refuses."""
    if life.assumed and step.actor in life.setting.participants:
        life.force, life.assumed = None, False
