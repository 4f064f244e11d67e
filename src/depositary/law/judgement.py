"""From the facts of a life to a status: of the agreement, and of each party.

>>> from depositary.law.setting import Setting
>>> judge(Life(Setting(frozenset())))[0].value
'proposed'
"""

from __future__ import annotations

import datetime as dt

from depositary.law.entry import joining_day
from depositary.law.life import LADDER, Life
from depositary.law.parties import USUAL_DELAY, PartyRecord, judge_bound, judge_unbound
from depositary.law.setting import BY_RATIFICATION, BY_SIGNATURE
from depositary.model.vocabulary import ActionCode, AgreementStatus, PartyStatus

# A signature announced without a day is no longer expected after this.
STALE = dt.timedelta(days=365)
# Status, the fact whose claims it rests on, the day since when, and the reason in short words.
Judgement = tuple[AgreementStatus, str, str | None, str]


def judge(life: Life) -> Judgement:
    """Return the status of the agreement on the day that the life has reached."""
    if life.ended and life.end:
        return life.end, "ended", life.ended.isoformat(), f"{life.end.value} on {life.ended}"
    if life.force:
        return judge_force(life)
    if life.provisional:
        day = life.provisional.isoformat()
        return AgreementStatus.PROVISIONALLY_APPLIED, "provisional", day, f"applied provisionally since {day}"
    return judge_stage(life)


def judge_force(life: Life) -> Judgement:
    """Return the status of an agreement in force: suspended, under notice, or simply so."""
    suspended = suspended_since(life)
    if suspended:
        return AgreementStatus.SUSPENDED, "suspended", suspended.isoformat(), f"suspended since {suspended}"
    if life.notice and life.setting.two_party:
        day = life.notice.isoformat()
        return (
            AgreementStatus.WITHDRAWAL_PENDING,
            "notice",
            day,
            f"notice given on {day}, takes effect on {life.leaves}",
        )
    how = "presupposed by reports since" if life.presumed else "by its announced day" if life.unconfirmed else "since"
    return AgreementStatus.IN_FORCE, "force", str(life.force), f"in force, {how} {life.force}"


def suspended_since(life: Life) -> dt.date | None:
    """Return since when the whole is suspended: told so, or by one of two."""
    days = [record.suspended for record in life.parties.values() if record.suspended]
    if life.suspended or not days:
        return life.suspended
    told = life.setting.told
    everyone = len(told) >= 2 and all(life.party(actor).suspended for actor in told)
    return min(days) if life.setting.two_party or everyone else None


def judge_stage(life: Life) -> Judgement:
    """Return the status before entry into force; a signature with a day ahead is scheduled."""
    scheduled = scheduled_signature(life)
    if scheduled:
        return AgreementStatus.SIGNATURE_SCHEDULED, AgreementStatus.SIGNATURE_SCHEDULED, None, scheduled
    day = life.stage_day.isoformat() if life.stage_day else None
    only = "proposed or planned" if life.because.get(life.stage) else "no step is known to have been taken"
    words = f"{life.stage.value} since {day}" if day else only
    return life.stage, life.stage, day, words


def scheduled_signature(life: Life) -> str | None:
    """Return in words that a signature is fixed and still ahead, else ``None``."""
    if LADDER.index(life.stage) >= LADDER.index(AgreementStatus.SIGNED):
        return None
    plans = [
        step
        for step in life.steps
        if step.action is ActionCode.SIGNATURE
        and step.planned
        and step.known <= life.day
        and (step.day >= life.day if step.day else life.day - step.known <= STALE)
    ]
    if not plans or (life.stage is AgreementStatus.TEXT_AGREED and not any(step.day for step in plans)):
        return None
    for step in plans:
        life.rest_on(AgreementStatus.SIGNATURE_SCHEDULED, step)
    return f"signature planned for {plans[-1].day or 'a day not told'}"


def judge_party(life: Life, actor: str) -> PartyStatus:
    """Return the status of one party on the day that the life has reached."""
    record = life.party(actor)
    if life.ended and not record.left:
        return PartyStatus.NONE
    return judge_bound(record) if is_bound(life, record) else judge_unbound(record)


def is_bound(life: Life, record: PartyRecord) -> bool:
    """Tell whether the agreement is in force for the party (VCLT 24)."""
    if not life.in_force or life.force is None or record.left:
        return False
    if awaits_entry(life, record):
        return False
    if record.suspended or record.notice or (record.bound and record.bound <= life.day):
        return True
    consented = record.consented or record.staged
    if consented:
        return is_bound_by_consent(life, life.force, consented, staged=not record.consented)
    if record.rejected and not life.setting.two_party:
        return False
    return not record.spoke or life.setting.closed or (bool(record.signed) and signature_binds(life))


def signature_binds(life: Life) -> bool:
    """Tell whether a signature binds in an agreement in force: nothing speaks of ratification (VCLT 12)."""
    kind = life.setting.kind
    return kind in BY_SIGNATURE or not (kind is None or kind in BY_RATIFICATION or life.ratifying)


def awaits_entry(life: Life, record: PartyRecord) -> bool:
    """Tell whether its own entry into force is told for a day still ahead, and none since its consent has come."""
    days = [day for day in life.entries.get(record.actor, ()) if not record.consented or day >= record.consented]
    return bool(days) and min(days) > life.day


def is_bound_by_consent(life: Life, force: dt.date, consented: dt.date, *, staged: bool) -> bool:
    """Tell whether a consent given on a day binds by now: by the clauses, else after the usual delay.

    One organ's approval counts as the state's once so much time has passed that the rest was done.
    """
    clauses = life.setting.clauses
    if clauses and clauses.entry and not staged:
        return joining_day(clauses.entry, force, consented) <= life.day
    first = consented <= force and not staged and not life.presumed
    return first or life.setting.closed or life.day - consented > USUAL_DELAY
