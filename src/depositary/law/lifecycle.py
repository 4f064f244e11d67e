"""What each action does to the life of an agreement.

One function for each action, found through ``EFFECTS``; each takes the life and the step, and
writes down what follows from it under the law of treaties. Steps come in the order of their days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from depositary.law.clauses import Consent, Delay, Trigger, add_delay
from depositary.law.entry import find_entry_day
from depositary.law.life import Life
from depositary.law.organs import Role
from depositary.law.parties import PartyRecord
from depositary.law.setting import BY_AGREEMENT, BY_RATIFICATION, BY_SIGNATURE
from depositary.law.steps import Step
from depositary.law.weighing import DEPOSITARY_STANDING
from depositary.model.vocabulary import ActionCode, AgreementStatus

Effect = Callable[[Life, Step], None]

# Who signed, agreed or ratified less long ago than this may well not be bound yet.
TWELVE_MONTHS = Delay(months=12)
YOUNG = dt.timedelta(days=2 * 365)
# A return is often followed by reports that tell of the withdrawal before it once more.
RETOLD = dt.timedelta(days=2 * 365)
# A withdrawal told as done is effective where notice was given at least so long before.
SHORTEST_NOTICE = dt.timedelta(days=85)
# Only what is in force is suspended, resumed, or has its term prolonged or run out, however young.
ALREADY = frozenset({ActionCode.EXTENSION, ActionCode.SUSPENSION, ActionCode.RESUMPTION, ActionCode.EXPIRY})


def agree_text(life: Life, step: Step) -> None:
    """Adoption of the text (VCLT 9-10); a ceasefire that both sides accept binds (VCLT 11)."""
    renew(life, step)
    if is_one_sided(life, step):
        life.climb(AgreementStatus.UNDER_NEGOTIATION, step)
        return
    life.formal = life.day
    life.climb(AgreementStatus.TEXT_AGREED, step)
    if life.setting.kind in BY_AGREEMENT and not life.setting.clauses:
        life.schedule(life.day, step)


def is_one_sided(life: Life, step: Step) -> bool:
    """Tell whether only one of the sides has accepted so far what binds by agreement alone."""
    if step.actor:
        life.agreed.add(step.actor)
    alone = step.actor is not None and not step.joint and len(life.agreed) < 2
    return alone and life.setting.kind in BY_AGREEMENT and len(life.setting.told) >= 2


def negotiate(life: Life, step: Step) -> None:
    """Talks on the text (VCLT 6-8)."""
    life.climb(AgreementStatus.UNDER_NEGOTIATION, step)


def sign(life: Life, step: Step) -> None:
    """Signature (VCLT 11-12): binds at once where that is the rule, else leaves a signatory (18).

    After an organ of the state has approved, its head's signature completes the ratification.
    """
    renew(life, step)
    life.formal = life.day
    for actor in signing_parties(life, step):
        record = life.party(actor)
        life.note_party(actor, step, signed=record.signed or life.day, rejected=None)
        if record.staged and step.actor:
            consent(life, step, actor)
    life.climb(AgreementStatus.SIGNED, step)
    if binds_by_signature(life):
        life.schedule(life.day, step)


def signing_parties(life: Life, step: Step) -> frozenset[str]:
    """Return who signed: the actor told; all participants where nobody is named."""
    return frozenset({step.actor}) if step.actor else life.setting.participants


def binds_by_signature(life: Life) -> bool:
    """Tell whether signature alone brings it into force, by its clauses or else its kind."""
    clauses = life.setting.clauses
    if clauses and clauses.consent:
        return clauses.consent is Consent.SIGNATURE and not (clauses.entry and clauses.entry.trigger is Trigger.DAY)
    ratified = any(record.consented or record.staged for record in life.parties.values())
    return life.setting.kind in BY_SIGNATURE and not ratified


def ratify(life: Life, step: Step) -> None:
    """Ratification, acceptance, approval (VCLT 14) by the state or one of its organs."""
    life.formal = life.day
    if step.actor and step.role is Role.STAGE:
        life.note_party(step.actor, step, staged=life.party(step.actor).staged or life.day, rejected=None)
    elif step.actor:
        consent(life, step, step.actor)
    life.climb(AgreementStatus.IN_RATIFICATION, step)
    climb_if_all_ratified(life, step)
    enter_by_clauses(life, step)


def consent(life: Life, step: Step, actor: str) -> None:
    """Write down a party's consent to be bound; after a withdrawal it is a return."""
    record = life.party(actor)
    returned = life.day if record.left else record.returned
    facts = {"rejected": None, "left": None, "notice": None, "leaves": None, "returned": returned}
    life.note_party(actor, step, consented=record.consented or life.day, **facts)


def climb_if_all_ratified(life: Life, step: Step) -> None:
    """Rise to ratified where every known participant has consented."""
    known = life.setting.participants
    if len(known) >= 2 and all(life.party(actor).consented for actor in known):
        life.climb(AgreementStatus.RATIFIED, step)


def deposit(life: Life, step: Step) -> None:
    """Deposit or exchange of instruments, notice of completion (VCLT 16); between two, the last brings force (24)."""
    actors = (step.actor,) if step.actor else tuple(life.setting.participants) if life.setting.two_party else ()
    for actor in actors:
        consent(life, step, actor)
    life.formal = life.day
    life.climb(AgreementStatus.IN_RATIFICATION, step)
    climb_if_all_ratified(life, step)
    enter_by_clauses(life, step)
    if not has_entry(life) and life.setting.two_party and life.stage is AgreementStatus.RATIFIED:
        life.schedule(life.day, step)


def accede(life: Life, step: Step) -> None:
    """Accession (VCLT 15); after a withdrawal or a suspension, a return."""
    if not has_entry(life):
        presume_force(life, step)
    if step.actor:
        consent(life, step, step.actor)
        life.note_party(step.actor, step, suspended=None)
        if life.in_force and not has_entry(life):
            life.note_party(step.actor, step, bound=step.effect or life.day)
    if not life.in_force:
        life.climb(AgreementStatus.IN_RATIFICATION, step)
    enter_by_clauses(life, step)


def has_entry(life: Life) -> bool:
    """Tell whether its own rule on entry into force is known."""
    return bool(life.setting.clauses and life.setting.clauses.entry)


def enter_by_clauses(life: Life, step: Step) -> None:
    """Put the day of entry into force on the agenda once the condition is met (VCLT 24)."""
    if life.force or not has_entry(life):
        return
    day = find_entry_day(life)
    if day:
        life.schedule(max(day, life.day), step)


def enter(life: Life, step: Step) -> None:
    """Entry into force, told or reckoned (VCLT 24), for all or for the one named."""
    renew(life, step)
    if step.actor and step.action is ActionCode.ENTRY_INTO_FORCE:
        life.note_party(step.actor, step, bound=life.day, left=None, rejected=None)
    life.rest_on("force", step)
    life.assumed = step.action is ActionCode.ADOPTION and (life.assumed or not life.force)
    life.unconfirmed = not step.occurred and (life.unconfirmed or not life.force)
    life.force, life.presumed = life.force or life.day, False
    schedule_term(life, step)


def schedule_term(life: Life, step: Step) -> None:
    """Reckon the end of the term from the clauses; a term renewed tacitly has none."""
    term = life.setting.clauses.term if life.setting.clauses else None
    if not term or term.renewal or not life.force:
        return
    life.expires = term.until or (add_delay(life.force, term.length) if term.length else None)


def presume_force(life: Life, step: Step) -> None:
    """Take it to be in force where the word presupposes so and nothing shows that it is young."""
    young = life.formal and life.day - life.formal < YOUNG and step.action not in ALREADY
    if life.force or life.ended or young or (needs_ratification(life) and life.formal == life.day):
        return
    life.force, life.presumed = life.day, True
    life.rest_on("force", step)


def needs_ratification(life: Life) -> bool:
    """Tell whether its kind, or a ratification on record, shows that signature alone does not bind."""
    return life.setting.kind in BY_RATIFICATION or life.ratifying


def renew(life: Life, step: Step) -> None:
    """Begin a new life after an end: what is concluded again starts again."""
    if not life.ended or life.day <= life.ended:
        return
    life.ended = life.end = life.force = life.suspended = life.notice = life.leaves = life.provisional = None
    life.expires = None
    life.presumed, life.assumed, life.stage = False, False, AgreementStatus.PROPOSED
    life.parties = {actor: PartyRecord(actor) for actor in life.parties}
    life.because, life.agreed = {}, set()


def apply_provisionally(life: Life, step: Step) -> None:
    """Provisional application (VCLT 25)."""
    life.provisional = life.provisional or life.day
    life.rest_on("provisional", step)


def presuppose(life: Life, step: Step) -> None:
    """Breach, amendment: nothing changes, but it is taken to be in force."""
    carry_out(life, step)


def carry_out(life: Life, step: Step) -> None:
    """Implementation: shows that it is in force, unless ratification is needed and not known."""
    if not needs_ratification(life):
        life.formal = None
    presume_force(life, step)


def extend(life: Life, step: Step) -> None:
    """Extension or renewal: the term that ran no longer ends it."""
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
    presume_force(life, step)
    if step.effect and step.effect > life.day:
        life.schedule(step.effect, step)
    elif step.actor:
        life.note_party(step.actor, step, suspended=life.day)
    elif step.bearing != "share":
        life.suspended = life.day
    life.rest_on("suspended", step)


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
        life.note_party(step.actor, step, left=None, notice=None, leaves=None)
        life.notice = life.leaves = None
    life.rest_on("force", step)


def withdraw(life: Life, step: Step) -> None:
    """Withdrawal or denunciation (VCLT 54-56), told as done; before entry into force, 18."""
    partial = step.bearing in ("signature", "ratification")
    if not partial:
        presume_force(life, step)
    if not step.actor or is_retold(life, step):
        return
    if partial or not life.in_force:
        step_back(life, step)
    elif step.effect:
        give_notice(life, step, step.effect)
    elif runs_as_notice(life, step):
        announced = life.party(step.actor).notice is not None
        give_notice(life, step, None if announced and not has_exit(life) else notice_end(life))
    else:
        leave(life, step)


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
    if step.bearing == "ratification" or (record.consented and record.signed):
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
    if step.bearing == "effect" or (record.notice and life.day - record.notice >= SHORTEST_NOTICE):
        return False
    if record.notice is not None and life.setting.kind not in BY_SIGNATURE:
        return True
    return is_treaty_like(life, step.actor)


def is_treaty_like(life: Life, leaver: str) -> bool:
    """Tell whether leaving takes a notice: by clauses, kind, ratifications of others, a told entry into force."""
    kind = life.setting.kind
    others = [other for other in life.parties.values() if other.consented and other.actor != leaver]
    entered = not life.presumed and kind not in BY_SIGNATURE
    return has_exit(life) or kind in BY_RATIFICATION or len(others) > 1 or entered


def has_exit(life: Life) -> bool:
    """Tell whether its own rule on leaving is known."""
    return bool(life.setting.clauses and life.setting.clauses.leaving)


def notice_end(life: Life) -> dt.date:
    """Return the day on which a notice of today takes effect: by the clauses, else twelve months (VCLT 56)."""
    clauses = life.setting.clauses
    leaving = clauses.leaving if clauses else None
    return add_delay(life.day, leaving.notice) if leaving else add_delay(life.day, TWELVE_MONTHS)


def give_notice(life: Life, step: Step, end: dt.date | None) -> None:
    """Let a notice run until a day, or until told to have taken effect."""
    if not step.actor:
        return
    record = life.party(step.actor)
    life.note_party(step.actor, step, notice=record.notice or life.day, leaves=end or record.leaves)
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
    told = life.setting.told
    if life.setting.two_party or (len(told) >= 2 and all(life.party(actor).left for actor in told)):
        finish(life, step, AgreementStatus.TERMINATED)


def terminate(life: Life, step: Step) -> None:
    """Termination for all (VCLT 54, 60); by one of many, or with a notice to run, a withdrawal."""
    presume_force(life, step)
    alone = step.actor is not None and not step.joint and life.in_force
    if alone and (len(life.participants) > 2 or (not step.effect and runs_as_notice(life, step))):
        withdraw(life, step)
    elif step.effect and step.effect > life.day:
        life.notice, life.leaves = life.day, step.effect
        life.rest_on("notice", step)
        life.schedule(step.effect, step)
    else:
        finish(life, step, AgreementStatus.TERMINATED if life.in_force else AgreementStatus.ABANDONED)


def expire(life: Life, step: Step) -> None:
    """The term runs out."""
    presume_force(life, step)
    finish(life, step, AgreementStatus.EXPIRED)


def finish(life: Life, step: Step, end: AgreementStatus) -> None:
    """Write down the end."""
    life.ended, life.end = life.day, end
    life.rest_on("ended", step)


def refuse(life: Life, step: Step) -> None:
    """Rejection: an actor not bound makes clear that it will not be (VCLT 18)."""
    if not step.actor or step.role is Role.STAGE:
        return
    record = life.party(step.actor)
    if life.assumed and step.actor in life.setting.participants:
        life.force, life.assumed = None, False
    if not (life.in_force and (record.consented or record.bound)):
        life.note_party(step.actor, step, rejected=life.day, consented=None)


def ignore(life: Life, step: Step) -> None:
    """Reservation, registration, postponement: no change of status of their own."""


EFFECTS: dict[ActionCode, Effect] = {
    ActionCode.NEGOTIATION: negotiate,
    ActionCode.ADOPTION: agree_text,
    ActionCode.SIGNATURE: sign,
    ActionCode.RATIFICATION: ratify,
    ActionCode.DEPOSIT: deposit,
    ActionCode.ACCESSION: accede,
    ActionCode.RESERVATION: ignore,
    ActionCode.PROVISIONAL_APPLICATION: apply_provisionally,
    ActionCode.ENTRY_INTO_FORCE: enter,
    ActionCode.REGISTRATION: ignore,
    ActionCode.IMPLEMENTATION: carry_out,
    ActionCode.AMENDMENT: presuppose,
    ActionCode.EXTENSION: extend,
    ActionCode.SUSPENSION: suspend,
    ActionCode.RESUMPTION: resume,
    ActionCode.WITHDRAWAL: withdraw,
    ActionCode.TERMINATION: terminate,
    ActionCode.EXPIRY: expire,
    ActionCode.REJECTION: refuse,
    ActionCode.POSTPONEMENT: ignore,
    ActionCode.BREACH: presuppose,
}
