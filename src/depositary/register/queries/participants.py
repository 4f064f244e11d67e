"""Participants: the status table of one agreement on a day, a row for each state or organisation.

A row gives the days of signature, consent, effect and end, and the letters that depositaries write behind a day: ``a``
accession, ``A`` acceptance, ``AA`` approval, ``c`` formal confirmation, ``d`` succession, ``n`` provisional
application, ``p`` simplified procedure, ``P`` consent to be bound, ``s`` definitive signature; a ratification has none.

>>> mark_of("acceptance", ActionCode.DEPOSIT), mark_of(None, ActionCode.ACCESSION), mark_of(None, ActionCode.DEPOSIT)
('A', 'a', '')
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from depositary.errors import InputError
from depositary.languages.wording import name_actor
from depositary.law.status import Standing
from depositary.law.steps import Step, take_steps
from depositary.law.weighing import weigh
from depositary.model.claim import Claim
from depositary.model.vocabulary import ActionCode, Bearing, Modality, PartyRole, PartyStatus
from depositary.register.queries.certainty import is_counted
from depositary.register.queries.dossiers import Dossier
from depositary.register.queries.law_context import find_standing
from depositary.register.queries.roles import MAKING, find_roles
from depositary.register.queries.source_weights import TABLE
from depositary.register.queries.succession import succeed

MARKS = {
    "accession": "a",
    "adherence": "a",
    "acceptance": "A",
    "approval": "AA",
    "formal confirmation": "c",
    "succession": "d",
    "declaration of succession": "d",
    "notification of succession": "d",
    "declaration/notification of succession": "d",
    "consent to be bound": "P",
    "simplified procedure": "p",
    "definitive signature": "s",
    "succession to signature": "d",
}
CONSENTS = (ActionCode.DEPOSIT, ActionCode.RATIFICATION, ActionCode.ACCESSION)
LEAVING = (ActionCode.WITHDRAWAL, ActionCode.TERMINATION)
BOUND = frozenset({"party", "suspended", "withdrawal-pending"})
# What is taken back where a step of leaving bears on less than the agreement.
LESS = frozenset({Bearing.SIGNATURE, Bearing.RATIFICATION, Bearing.PROVISIONAL, Bearing.REVOCATION, Bearing.INTENTION})
SHOWN = frozenset({PartyRole.PARTY, PartyRole.SIGNATORY, PartyRole.NOTIFIED_WITHDRAWAL, PartyRole.WITHDRAWN})
LAST = "~"  # sorts behind every date and name


class Remark(msgspec.Struct, frozen=True):
    """A reservation, declaration, understanding or objection of a participant, with its words.

    ``to`` are the codes of those whose reservation or declaration an objection answers; ``withdrawn`` is the day on
    which it was taken back.
    """

    sort: str
    date: str | None
    text: str
    to: list[str]
    withdrawn: str | None
    claim: str


class Participant(msgspec.Struct, frozen=True):
    """One row: a participant with its days (EDTF), as the strongest claims known tell them.

    ``form`` is the form of the consent ("acceptance"), ``mark`` its letter, ``signature_mark`` the letter of a
    signature (``d``, ``s``). ``notice`` is the day on which a withdrawal was notified, ``end`` the day on which it
    takes effect, ``left`` the last day of an earlier participation of one that came back. ``claims`` leads from each
    day to the id of its claim.
    """

    code: str
    name: str
    status: str
    role: str
    signature: str | None = None
    signature_mark: str = ""
    consent: str | None = None
    mark: str = ""
    form: str | None = None
    provisional: str | None = None
    effect: str | None = None
    notice: str | None = None
    end: str | None = None
    left: str | None = None
    remarks: list[Remark] = []
    claims: dict[str, str] = {}


class ParticipantTable(msgspec.Struct, frozen=True):
    """The status table of one agreement: its head, and the rows asked for.

    ``total`` counts all participants, ``parties`` those bound on the day, ``signatories`` all that signed. ``complete``
    tells that a depositary's own table was imported; without one, the participants are those that reports name.
    """

    id: str
    title: str
    kind: str
    status: str
    reason: str
    since: str | None
    on: str
    known: str
    total: int
    parties: int
    signatories: int
    complete: bool
    participants: list[Participant]


ORDERS: Mapping[str, Callable[[Participant], str | None]] = {
    "name": lambda row: row.name,
    "code": lambda row: row.code,
    "status": lambda row: row.status,
    "signature": lambda row: row.signature,
    "consent": lambda row: row.consent,
    "effect": lambda row: row.effect,
    "end": lambda row: row.end,
}
"""The orders of rows; those without a day come last, and rows that are alike stand by name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for, and in which order.

    ``words`` have to stand in the name or be the code; ``status`` are statuses of which a row has one; ``remarks``
    leaves only those that made a reservation, declaration or objection.
    """

    sort: str = "name"
    descending: bool = False
    words: str = ""
    status: tuple[str, ...] = ()
    remarks: bool = False

    def check(self) -> Wanted:
        """Return this where it can be asked.

        Raises:
            InputError: there is no such order or status.
        """
        if self.sort not in ORDERS:
            raise InputError(f"{self.sort[:50]!r} is no order of participants: one of {', '.join(ORDERS)}")
        known = [str(status) for status in PartyStatus]
        wrong = next((status for status in self.status if status not in known), None)
        if wrong is not None:
            raise InputError(f"{wrong[:50]!r} is no status of a party: one of {', '.join(known)}")
        return self

    def lets_through(self, row: Participant) -> bool:
        """Tell whether a row is asked for."""
        words = self.words.strip().casefold()
        named = not words or words in row.name.casefold() or words == row.code.casefold()
        return named and (not self.status or row.status in self.status) and (not self.remarks or bool(row.remarks))

    def choose(self, rows: Iterable[Participant]) -> list[Participant]:
        """Return the rows asked for in their order."""
        of = ORDERS[self.sort]
        chosen = sorted((row for row in rows if self.lets_through(row)), key=lambda row: (row.name, row.code))
        told = [row for row in chosen if of(row)]
        told.sort(key=lambda row: of(row) or LAST, reverse=self.descending)
        return told + [row for row in chosen if not of(row)]


def list_participants(
    dossier: Dossier, on: dt.date, known: str, wanted: Wanted | None = None, standing: Standing | None = None
) -> ParticipantTable:
    """Return the status table of an agreement on a day.

    Args:
        dossier: the agreement, as known on a day.
        on: the day in the world; what was done later is left out.
        known: the last day of knowledge, for the head.
        wanted: which rows, in which order; default: all by name.
        standing: where the agreement stands on the day, where that was found before.

    Raises:
        InputError: the order or a status does not exist.
    """
    asked = (wanted or Wanted()).check()
    standing = standing or find_standing(dossier, on)
    rows = make_rows(dossier, standing, on)
    return ParticipantTable(
        id=dossier.id,
        title=dossier.title,
        kind=str(dossier.kind),
        status=str(standing.status),
        reason=standing.reason,
        since=standing.since,
        on=on.isoformat(),
        known=known,
        total=len(rows),
        parties=sum(row.status in BOUND for row in rows),
        signatories=sum(row.signature is not None for row in rows),
        complete=is_listed(dossier),
        participants=asked.choose(rows),
    )


def make_rows(dossier: Dossier, standing: Standing, on: dt.date) -> list[Participant]:
    """Return the rows of all participants."""
    counted = [claim for claim in dossier.claims if is_counted(claim)]
    _, claims = succeed(dossier.parties, counted, on, {party for one in dossier.mentions for party in one.parties})
    acts = gather_acts(claims)
    roles = find_roles(dossier, standing)
    listed = is_listed(dossier)  # its table names all participants: who has done nothing there is none
    rows = []
    for code, role in roles.items():
        own = acts.get(code, [])
        if role in SHOWN or role in MAKING or own or code in dossier.parties:
            status = str(standing.party_status.get(code, PartyStatus.NONE))
            row = make_row(Acts(code, own, acts.get(None, []), on), status, str(role))
            if row.claims or row.remarks or status != PartyStatus.NONE or not listed:
                rows.append(row)
    return rows


def is_listed(dossier: Dossier) -> bool:
    """Tell whether a depositary's own table was imported."""
    return any(claim.standing >= TABLE for claim in dossier.claims)


def gather_acts(claims: Sequence[Claim]) -> dict[str | None, list[Act]]:
    """Return the steps that stand of each actor, in the order of their days; ``None`` are those of the agreement."""
    by_id = {claim.id: claim for claim in claims}
    found: dict[str | None, list[Act]] = defaultdict(list)
    for step in weigh(take_steps(claims)).preferred:
        if step.modality in (Modality.OCCURRED, Modality.PLANNED):
            found[step.actor].append(Act(step, by_id[step.claim]))
    for claim in claims:
        if claim.bearing is Bearing.RESERVATION:  # no step of the agreement
            for agent in claim.by:
                found[agent.actor].append(Act(None, claim))
    return found


@dataclass(frozen=True, slots=True)
class Act:
    """What an actor did by one claim; ``step`` is empty where it bears on a reservation alone."""

    step: Step | None
    claim: Claim

    @property
    def day(self) -> str:
        """The last day on which it can have been done, ISO."""
        told = self.claim.date.latest if self.claim.date else None
        return (told or self.claim.known_on)[:10]

    @property
    def date(self) -> str | None:
        """Its day as exactly as it is told, in EDTF."""
        if self.step and self.step.when:
            return self.step.when
        return self.claim.date.edtf if self.claim.date and self.claim.date.placed else None

    @property
    def rank(self) -> tuple[int, bool, str, str]:
        """By what the strongest is found: standing, then a told day, then the earliest."""
        return -self.claim.standing, self.claim.date is None, self.day, self.claim.id


@dataclass(frozen=True, slots=True)
class Acts:
    """All acts of one participant, and those of the agreement itself, up to a day."""

    code: str
    own: Sequence[Act]
    common: Sequence[Act]
    on: dt.date

    def list(self, *actions: ActionCode, ahead: bool = False) -> list[Act]:
        """Return the own acts of some kinds, by their days; those still ahead only where they are wanted."""
        last = self.on.isoformat()
        found = [act for act in self.own if act.step and act.claim.action in actions and (ahead or act.day <= last)]
        done = [act for act in found if ahead or act.claim.modality is Modality.OCCURRED or act.claim.standing >= TABLE]
        return sorted(done, key=lambda act: (act.day, act.rank))

    def first(self, *actions: ActionCode, after: str = "", ahead: bool = False) -> Act | None:
        """Return the strongest act of some kinds after a day."""
        later = [act for act in self.list(*actions, ahead=ahead) if act.day > after]
        return min(later, key=lambda act: act.rank, default=None)


def make_row(acts: Acts, status: str, role: str) -> Participant:
    """Return the row of one participant."""
    leaves = [act for act in acts.list(*LEAVING, ahead=True) if act.claim.bearing not in LESS]
    notices = [act for act in leaves if act.claim.bearing is Bearing.NOTICE and act.day <= acts.on.isoformat()]
    ends = [act for act in leaves if act.claim.bearing is not Bearing.NOTICE]
    back = find_return(acts, ends, status)
    before = back.day if back else ""
    signature = acts.first(ActionCode.SIGNATURE)
    consent = acts.first(*CONSENTS, after=before) or (acts.first(*CONSENTS) if not before else None)
    end = next((act for act in ends if act.day > before and (act.day <= acts.on.isoformat() or notices)), None)
    told = {
        "signature": signature,
        "consent": consent,
        "provisional": acts.first(ActionCode.PROVISIONAL_APPLICATION),
        "effect": find_effect(acts, consent, status, before),
        "notice": next((act for act in reversed(notices) if act.day > before), None),
        "end": end,
        "left": back,
    }
    return Participant(
        code=acts.code,
        name=name_actor(acts.code),
        status=status,
        role=role,
        signature_mark=mark_of(signature.claim.term, ActionCode.SIGNATURE) if signature else "",
        mark=mark_of(consent.claim.term, consent.claim.action, consent.claim.bearing) if consent else "",
        form=form_of(consent.claim) if consent else None,
        remarks=list_remarks(acts),
        claims={name: act.claim.id for name, act in told.items() if act},
        **{name: act.date for name, act in told.items() if act},
    )


def find_return(acts: Acts, ends: Sequence[Act], status: str) -> Act | None:
    """Return the last leaving after which a participant came back: it consented, or is bound, again."""
    last = acts.on.isoformat()
    past = [act for act in ends if act.day <= last]
    consents = [act.day for act in acts.list(*CONSENTS)]
    back = [act for act in past if any(act.day < day for day in consents)]
    if past and not back and status in BOUND:
        return past[-1]
    return back[-1] if back else None


def find_effect(acts: Acts, consent: Act | None, status: str, after: str) -> Act | None:
    """Return from when it is bound: its own day told, else that of the agreement for one that had consented by then."""
    own = acts.first(ActionCode.ENTRY_INTO_FORCE, after=after, ahead=True)
    if own or (status not in BOUND and not acts.list(*LEAVING)):
        return own if consent or status in BOUND or (own and own.day <= acts.on.isoformat()) else None
    entries = [act for act in acts.common if act.claim.action is ActionCode.ENTRY_INTO_FORCE]
    done = [act for act in entries if act.claim.modality is Modality.OCCURRED and act.day <= acts.on.isoformat()]
    entry = min(done, key=lambda act: act.rank, default=None)
    return entry if entry and not after and (consent is None or consent.day <= entry.day) else None


def mark_of(term: str | None, action: ActionCode, bearing: Bearing | None = None) -> str:
    """Return the letter that depositaries write behind the day of an act."""
    if term in MARKS:
        return MARKS[term]
    if action is ActionCode.ACCESSION:
        return "d" if bearing is Bearing.SUCCESSION else "a"
    return ""


def form_of(claim: Claim) -> str | None:
    """Return the form of a consent: as its depositary calls it, else by its action where that tells it."""
    if claim.term:
        return claim.term
    if claim.bearing is Bearing.SUCCESSION:
        return "succession"
    return None if claim.action is ActionCode.DEPOSIT else str(claim.action)


def list_remarks(acts: Acts) -> list[Remark]:
    """Return the reservations, declarations and objections of a participant up to the day, by their days."""
    last = acts.on.isoformat()
    made = [act for act in acts.own if act.claim.action is ActionCode.RESERVATION and act.day <= last]
    taken = [act for act in acts.own if act.claim.bearing is Bearing.RESERVATION and act.day <= last]
    ends = {other.claim.id: act for act in taken if (other := find_taken_back(act, made))}
    remarks = [make_remark(act, ends.get(act.claim.id)) for act in made if act.claim.bearing is None]
    remarks += [make_remark(act) for act in taken if act not in ends.values()]
    return sorted(remarks, key=lambda remark: (remark.date or LAST, remark.sort, remark.claim))


def find_taken_back(taken: Act, made: Sequence[Act]) -> Act | None:
    """Return the remark that an act takes back: the one with its words, else the only one of its sort before it."""
    words = {span.text for span in taken.claim.evidence}
    before = [act for act in made if act.day <= taken.day]
    same = [act for act in before if words & {span.text for span in act.claim.evidence}]
    sort = (taken.claim.term or "").removeprefix("withdrawal of ")
    alike = [act for act in before if sort in (act.claim.term or "")]
    return next(iter(same), None) or (alike[0] if len(alike) == 1 else None)


def make_remark(act: Act, end: Act | None = None) -> Remark:
    """Return a remark of one act, and the day on which it was taken back."""
    withdrawn = end.day if end else None
    return Remark(
        sort=act.claim.term or "reservation",
        date=act.date,
        text="\n".join(span.text for span in act.claim.evidence),
        to=[agent.actor for agent in act.claim.addressees if agent.actor],
        withdrawn=withdrawn,
        claim=act.claim.id,
    )
