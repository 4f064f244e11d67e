"""How an agreement comes to bind: adoption, consent, entry into force (VCLT 9-25).

Each function takes the life and the step, and writes down what follows from it.

>>> sorted(SHOWING)[:2]
[<ActionCode.AMENDMENT: 'amendment'>, <ActionCode.EXPIRY: 'expiry'>]
"""

from __future__ import annotations

import datetime as dt

from depositary.law.entry import find_entry_day
from depositary.law.life import Life
from depositary.law.organs import Role
from depositary.law.parties import PartyRecord
from depositary.law.setting import BY_AGREEMENT, BY_RATIFICATION, BY_SIGNATURE
from depositary.law.steps import Step
from depositary.model.clauses import Consent, Trigger, add_delay
from depositary.model.vocabulary import ActionCode, AgreementStatus, Bearing

# Only what is in force is suspended, resumed, or has its term prolonged or run out, however young.
ALREADY = frozenset({ActionCode.EXTENSION, ActionCode.SUSPENSION, ActionCode.RESUMPTION, ActionCode.EXPIRY})
# Of some kinds, these alone bring it into force.
BY_FORM = frozenset({ActionCode.ADOPTION, ActionCode.SIGNATURE})
# Who signs so soon after it is told to approve, where nobody had signed, approved the text and did not ratify.
APPROVED = dt.timedelta(days=60)
# Done, these show that an agreement is in force. An accession, a breach or a withdrawal shows nothing of the kind.
SHOWING = ALREADY | {ActionCode.IMPLEMENTATION, ActionCode.AMENDMENT}


def agree_text(life: Life, step: Step) -> None:
    """Adoption of the text (VCLT 9-10); a ceasefire that both sides accept binds (VCLT 11)."""
    renew(life, step)
    if is_one_sided(life, step):
        life.climb(AgreementStatus.UNDER_NEGOTIATION, step)
        return
    life.formal = life.day
    take_back_signature(life)
    life.climb(AgreementStatus.TEXT_AGREED, step)
    if life.setting.kind in BY_AGREEMENT and not life.setting.clauses:
        life.schedule(life.day, step)


def take_back_signature(life: Life) -> None:
    """Give up a signature that was only presupposed: the text is told to be agreed now."""
    if life.stage is AgreementStatus.SIGNED and not any(record.signed for record in life.parties.values()):
        life.stage, life.stage_day = AgreementStatus.UNKNOWN, None


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
    take_back_approval(life, step)
    life.formal = life.day
    for actor in signing_parties(life, step):
        record = life.party(actor)
        life.note_party(actor, step, signed=record.signed or life.day, rejected=None)
        if record.staged and step.actor:
            consent(life, step, actor)
    life.climb(AgreementStatus.SIGNED, step)
    if has_entry(life):
        enter_by_clauses(life, step)
    elif binds_by_signature(life):
        life.schedule(life.day, step)


def take_back_approval(life: Life, step: Step) -> None:
    """Give up the ratification of one that is told to sign in the weeks after, when nobody had signed: it approved the
    text to be signed, for consent comes by signature and then ratification (VCLT 14).
    """
    record = life.party(step.actor) if step.actor else None
    if not record or not record.consented or any(one.signed and one.signed < life.day for one in life.parties.values()):
        return
    others = any(one.consented or one.staged for actor, one in life.parties.items() if actor != step.actor)
    if life.stage is AgreementStatus.IN_RATIFICATION and not others and life.day - record.consented <= APPROVED:
        life.note_party(record.actor, step, consented=None)
        life.stage, life.stage_day = AgreementStatus.UNKNOWN, None


def signing_parties(life: Life, step: Step) -> frozenset[str]:
    """Return who signed: the actor told; of a closed circle, all participants where nobody is named."""
    if step.actor:
        return frozenset({step.actor})
    return life.setting.participants if life.setting.closed else frozenset()


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
    note_consents(life, step)


def note_consents(life: Life, step: Step) -> None:
    """Rise in the ratification, and reckon what the consents so far bring about; what was given up is taken up."""
    if life.end is AgreementStatus.ABANDONED:
        life.ended = life.end = None
    count_consents(life, step)
    life.climb(AgreementStatus.IN_RATIFICATION, step)
    climb_if_all_ratified(life, step)
    enter_by_clauses(life, step)


def count_consents(life: Life, step: Step) -> None:
    """Keep the highest number of consents that a report counts, and its day."""
    if step.total and step.total > life.total:
        life.total, life.counted = step.total, life.day


def consent(life: Life, step: Step, actor: str) -> None:
    """Write down a party's consent to be bound; after a withdrawal it is a return."""
    record = life.party(actor)
    if record.left:
        life.note_party(actor, step, returned=life.day, left=None)
    facts = dict.fromkeys(("rejected", "notice", "notified", "leaves"))
    anew = life.day if record.left else record.consented or life.day
    life.note_party(actor, step, consented=anew, **facts)


def climb_if_all_ratified(life: Life, step: Step) -> None:
    """Rise to ratified where every participant of a closed circle has consented; of many, nobody knows all."""
    known = life.setting.participants
    if life.setting.closed and len(known) >= 2 and all(life.party(actor).consented for actor in known):
        life.climb(AgreementStatus.RATIFIED, step)


def deposit(life: Life, step: Step) -> None:
    """Deposit or exchange of instruments, notice of completion (VCLT 16); between two, the last brings force (24)."""
    actors = (step.actor,) if step.actor else tuple(life.setting.participants) if life.setting.two_party else ()
    for actor in actors:
        consent(life, step, actor)
    life.formal = life.day
    note_consents(life, step)
    if not has_entry(life) and life.setting.two_party and life.stage is AgreementStatus.RATIFIED:
        life.schedule(life.day, step)


def accede(life: Life, step: Step) -> None:
    """Accession (VCLT 15); after a withdrawal or a suspension, a return. It presupposes nothing on the agreement."""
    if step.actor:
        consent(life, step, step.actor)
        life.note_party(step.actor, step, suspended=None)
        if life.in_force and not has_entry(life):
            life.note_party(step.actor, step, bound=step.effect or life.day)
    count_consents(life, step)
    if not life.in_force:
        life.climb(AgreementStatus.IN_RATIFICATION, step)
    enter_by_clauses(life, step)


def has_entry(life: Life) -> bool:
    """Tell whether its own rule on entry into force is known."""
    return bool(life.setting.clauses and life.setting.clauses.entry and life.setting.clauses.entry.conditional)


def enter_by_clauses(life: Life, step: Step) -> None:
    """Put the day of entry into force on the agenda once the condition is met (VCLT 24)."""
    if (life.force and not life.presumed) or not has_entry(life):
        return
    day = find_entry_day(life)
    if day:
        life.schedule(max(day, life.day), step)


def enter(life: Life, step: Step) -> None:
    """Entry into force, told or reckoned (VCLT 24), for all or for the one named; or only provisionally (25)."""
    if step.bearing is Bearing.PROVISIONAL:
        apply_provisionally(life, step)
        return
    told = step.action is ActionCode.ENTRY_INTO_FORCE
    reckoned = step.action in BY_FORM and not has_entry(life)
    renew(life, step)
    if step.actor and told:
        life.note_party(step.actor, step, bound=life.day, left=None, rejected=None)
    life.rest_on("force", step)
    fresh = not life.force or (told and life.presumed is not None)
    life.assumed = reckoned and (life.assumed or fresh)
    life.met = not told and not reckoned and (life.met or fresh)
    life.unconfirmed = told and not step.occurred and (life.unconfirmed or fresh)
    if fresh:
        life.force = life.day
        life.date_fact("force", step)
    if told:
        life.presumed = None
    schedule_term(life, step)


def schedule_term(life: Life, step: Step) -> None:
    """Reckon the end of the term from the clauses; a term renewed tacitly has none."""
    term = life.setting.clauses.term if life.setting.clauses else None
    if not term or term.renewal or not life.force:
        return
    life.expires = term.until or (add_delay(life.force, term.length) if term.length else None)


def presume_force(life: Life, step: Step) -> None:
    """Take it to be in force where a step was done that shows it, and nothing shows that it is young."""
    young = life.unborn and step.action not in ALREADY
    refused = life.refused is not None and (life.formal is None or life.formal <= life.refused)
    if not step.occurred or step.action not in SHOWING or refused:
        return
    if life.force or life.ended or young or (needs_ratification(life) and life.formal == life.day):
        return
    life.force, life.presumed = life.day, step.action
    life.date_fact("force", step)
    life.rest_on("force", step)


def needs_ratification(life: Life) -> bool:
    """Tell whether its kind, or a ratification on record, shows that signature alone does not bind."""
    return life.setting.kind in BY_RATIFICATION or life.ratifying


def renew(life: Life, step: Step) -> None:
    """Begin a new life after an end: what is concluded again starts again.

    Reports go on naming the signature of a treaty that has ended; without a day of its own, only a truce or a
    declaration is taken to be concluded anew.
    """
    retold = not step.dated and step.occurred and life.setting.kind not in BY_AGREEMENT
    if not life.ended or life.day <= life.ended or retold:
        return
    life.ended = life.end = life.force = life.suspended = life.notice = life.leaves = life.provisional = None
    life.expires = None
    life.presumed, life.assumed, life.stage = None, False, AgreementStatus.UNKNOWN
    life.parties = {actor: PartyRecord(actor) for actor in life.parties}
    life.because, life.told, life.agreed = {}, {}, set()


def apply_provisionally(life: Life, step: Step) -> None:
    """Provisional application (VCLT 25)."""
    if not life.provisional:
        life.provisional = life.day
        life.date_fact("provisional", step)
    life.rest_on("provisional", step)


def presuppose(life: Life, step: Step) -> None:
    """Amendment: nothing changes, but it is taken to be in force."""
    carry_out(life, step)


def carry_out(life: Life, step: Step) -> None:
    """Implementation: shows that it is in force, unless ratification is needed and not known."""
    if not needs_ratification(life):
        life.formal = None
    presume_force(life, step)
