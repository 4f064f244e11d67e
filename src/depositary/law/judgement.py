"""From the facts of a life to a status: of the agreement, and of each party.

>>> from depositary.law.setting import Setting
>>> judge(Life(Setting(frozenset())))[0].value
'unknown'
>>> say_since("2016-11"), say_since("../2016-11-30"), say_since("2016-11-04")
('since November 2016', 'by 2016-11-30', 'since 2016-11-04')
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum

from depositary.law.entry import joining_day
from depositary.law.life import LADDER, Life
from depositary.law.parties import USUAL_DELAY, PartyRecord, judge_bound, judge_unbound
from depositary.law.setting import BY_RATIFICATION, BY_SIGNATURE
from depositary.model.vocabulary import ActionCode, AgreementStatus, PartyStatus

MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
# A signature announced without a day is no longer expected after this.
STALE = dt.timedelta(days=365)
# Status, the fact whose claims it rests on, since when in EDTF as told, and the reason in short words.
Judgement = tuple[AgreementStatus, str, str | None, str]


def judge(life: Life) -> Judgement:
    """Return the status of the agreement on the day that the life has reached."""
    if life.ended and life.end:
        return life.end, "ended", since(life, "ended", life.ended), describe_end(life)
    suspended = suspended_since(life)
    if suspended:
        when = since(life, "suspended", suspended)
        return AgreementStatus.SUSPENDED, "suspended", when, f"suspended {say_since(when)}"
    if life.notice and life.setting.two_party:
        words = f"notice given on {life.notice}, takes effect on {life.leaves}"
        return AgreementStatus.WITHDRAWAL_PENDING, "notice", life.notice.isoformat(), words
    if life.force:
        return judge_force(life, life.force)
    if life.provisional:
        when = since(life, "provisional", life.provisional)
        return AgreementStatus.PROVISIONALLY_APPLIED, "provisional", when, f"applied provisionally {say_since(when)}"
    return judge_stage(life)


def since(life: Life, fact: str, day: dt.date) -> str:
    """Return since when a fact holds, in EDTF as exactly as it is told."""
    return life.told.get(fact) or day.isoformat()


def say_since(when: str) -> str:
    """Return in words since when something holds; of an undated report, by when it did."""
    first, _, last = when.partition("/")
    if first == "..":
        return f"by {last}"
    if last:
        return f"since some day from {first} to {last}"
    if MONTH.fullmatch(when):
        return f"since {calendar.month_name[int(when[5:7])]} {when[:4]}"
    return f"since {when}"


def describe_end(life: Life) -> str:
    """Return in words how and when it ended."""
    assert life.end and life.ended
    when = since(life, "ended", life.ended)
    return f"{life.end.value}, {say_since(when)}" if when != life.ended.isoformat() else f"{life.end.value} on {when}"


class ForceRule(StrEnum):
    """What shows that an agreement is in force; each rule names the claims that it rests on."""

    TOLD = "told"
    ANNOUNCED = "announced"
    MET = "met"
    FORM = "form"
    SHOWN = "shown"


# What is said of each rule behind "in force since ...".
WORDS = {
    ForceRule.TOLD: "",
    ForceRule.ANNOUNCED: ", we assume: this day was announced, and no report says otherwise",
    ForceRule.MET: ": everything that it needed to enter into force was done",
    ForceRule.FORM: ", we assume: such texts usually apply at once",
    ForceRule.SHOWN: ", we assume: reports say that it was {shown}, but none says when it started",
}
# What reports say was done where that shows it; a step that begins anew is told of what was there before.
DONE = {
    ActionCode.AMENDMENT: "amended",
    ActionCode.EXPIRY: "to run out",
    ActionCode.EXTENSION: "extended",
    ActionCode.IMPLEMENTATION: "carried out",
    ActionCode.RESUMPTION: "resumed",
    ActionCode.SUSPENSION: "suspended",
}


def find_force_rule(life: Life) -> ForceRule | None:
    """Return by which rule it counts as being in force; ``None`` where it isn't."""
    if not life.in_force:
        return None
    if life.presumed:
        return ForceRule.SHOWN
    marks = ((life.unconfirmed, ForceRule.ANNOUNCED), (life.met, ForceRule.MET), (life.assumed, ForceRule.FORM))
    return next((rule for holds, rule in marks if holds), ForceRule.TOLD)


def judge_force(life: Life, force: dt.date) -> Judgement:
    """Return that it is in force, and which rule or report says so."""
    when = since(life, "force", force)
    rule = find_force_rule(life) or ForceRule.TOLD
    words = WORDS[rule].format(shown=DONE[life.presumed]) if life.presumed else WORDS[rule]
    return AgreementStatus.IN_FORCE, "force", when, f"in force {say_since(when)}{words}"


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
    if life.stage is AgreementStatus.UNKNOWN:
        return life.stage, life.stage, None, "no report says where it stands"
    if life.stage is AgreementStatus.PROPOSED:
        return life.stage, life.stage, None, "proposed or planned"
    when = since(life, life.stage, life.stage_day) if life.stage_day else None
    words = f"{life.stage.value.replace('-', ' ')} {say_since(when)}" if when else life.stage.value.replace("-", " ")
    open_ = "; whether it is in force is not reported" if life.ratifying else ""
    return life.stage, life.stage, when, words + open_


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
    return f"signature planned for {plans[-1].day or 'a day that is not reported'}"


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
    concluded_together = life.setting.closed and record.actor in life.setting.told
    return concluded_together or (bool(record.signed) and signature_binds(life)) or leaves_later(life, record)


def leaves_later(life: Life, record: PartyRecord) -> bool:
    """Tell whether it gives notice or leaves on a later day, and no step of its own says that it was no party yet."""
    day = life.leavers.get(record.actor)
    return day is not None and life.day < day and not record.spoke


def signature_binds(life: Life) -> bool:
    """Tell whether a signature binds in an agreement in force: nothing speaks of ratification (VCLT 12)."""
    kind = life.setting.kind
    return kind in BY_SIGNATURE or not (kind is None or kind in BY_RATIFICATION or life.ratifying)


def awaits_entry(life: Life, record: PartyRecord) -> bool:
    """Tell whether its own entry into force is told for a day still ahead, and none since its consent has come.

    An entry on the far side of a withdrawal still to come is that of its return.
    """
    leaving = life.leavers.get(record.actor)
    last = leaving if leaving and leaving > life.day else dt.date.max
    days = [day for day in life.entries.get(record.actor, ()) if (record.consented or day) <= day <= last]
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
