"""How an agreement comes to bind: adoption, consent, entry into force (VCLT 9-25).

Each function takes the life and the step, and writes down what follows from it.

>>> YOUNG.days
730
"""

from __future__ import annotations

import datetime as dt

from depositary.law.clauses import Consent, Trigger, add_delay
from depositary.law.entry import find_entry_day
from depositary.law.life import Life
from depositary.law.organs import Role
from depositary.law.parties import PartyRecord
from depositary.law.setting import BY_AGREEMENT, BY_RATIFICATION, BY_SIGNATURE
from depositary.law.steps import Step
from depositary.model.vocabulary import ActionCode, AgreementStatus

# Who signed, agreed or ratified less long ago than this may well not be bound yet.
YOUNG = dt.timedelta(days=2 * 365)
# Only what is in force is suspended, resumed, or has its term prolonged or run out, however young.
ALREADY = frozenset({ActionCode.EXTENSION, ActionCode.SUSPENSION, ActionCode.RESUMPTION, ActionCode.EXPIRY})


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
        life.stage, life.stage_day = AgreementStatus.PROPOSED, None


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
