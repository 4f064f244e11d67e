"""Framing: what the register tells the law of an agreement besides its steps.

Its parties and whether they are many, the final clauses as far as reports tell them, and the later agreements
that are said to replace it.

>>> read_term("P20Y")
Delay(days=0, months=240, first_of_month=False)
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from depositary.languages.final_clauses import merge_clauses, read_clauses, read_until
from depositary.law.replacement import Successor
from depositary.law.status import Standing, find_status
from depositary.model.claim import Claim
from depositary.model.clauses import Clauses, Delay, Entry, Term, Trigger
from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import ActionCode, AgreementStatus, Modality, PartyStatus
from depositary.register.queries.certainty import is_counted
from depositary.register.queries.dossiers import FOREVER, Dossier
from depositary.register.queries.published import list_published
from depositary.register.queries.source_weights import is_organisation
from depositary.register.queries.succession import is_gone, succeed
from depositary.register.resolution import tells_two

CIRCLE = 5  # an agreement of more parties than these is taken for many-party
DURATION = re.compile(
    r"^P(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<weeks>[0-9]+)W)?(?:(?P<days>[0-9]+)D)?$"
)
READ = 5000  # words of claims whose clauses are kept
TELLING = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.WITHDRAWAL, ActionCode.EXPIRY})


def find_standing(dossier: Dossier, on: dt.date, known: str = FOREVER, *, unsure: bool = False) -> Standing:
    """Ask the law where an agreement stands.

    Args:
        dossier: the agreement, as known on a day.
        on: the day in the world.
        known: the last day of knowledge, for what its depositary publishes; an empty text leaves that out.
        unsure: whether steps count too that are less sure than the threshold (certainty.py).
    """
    entry = dossier.known
    published = list_published(entry, dossier.id, known) if entry else []
    counted = [claim for claim in dossier.claims if unsure or is_counted(claim)]
    beside = {party for mention in dossier.mentions for party in mention.parties}
    parties, told = succeed(dossier.parties, [*counted, *published], on, beside)
    claims = [lengthen(claim) for claim in told]
    many = entry.many if entry else len(parties) > CIRCLE or (len(parties) == 2 and not tells_two(dossier.mentions))
    standing = find_status(
        claims,
        on=on,
        parties=parties,
        clauses=find_clauses(dossier),
        multilateral=True if many else None,
        organisations=[party for party in parties if is_organisation(party)],
        kind=dossier.kind,
        successors=[one for follower in dossier.followers for one in follow(follower, on, known, unsure=unsure)],
    )
    if entry:  # the catalogue says whether it is of many
        standing = msgspec.structs.replace(standing, many=entry.many)
    return drop_gone(standing, on)


def lengthen(claim: Claim) -> Claim:
    """Return an extension with the day until which its words say that it extends; any other claim as it is."""
    if claim.action is not ActionCode.EXTENSION or claim.modality is not Modality.OCCURRED:
        return claim
    until = read_until(". ".join(span.text for span in claim.evidence))
    if until is None or until.isoformat() <= claim.known_on[:10]:
        return claim
    day = until.isoformat()
    return msgspec.structs.replace(claim, date=ImpreciseDate(day, day, day))


def drop_gone(standing: Standing, on: dt.date) -> Standing:
    """Leave out of the parties the states that are gone on the day and that nobody is told to stand for."""
    gone = {code for code in standing.party_status if is_gone(code, on)}
    if not gone:
        return standing
    kept = {code: status for code, status in standing.party_status.items() if code not in gone}
    return msgspec.structs.replace(standing, party_status=kept)


def follow(follower: Dossier, on: dt.date, known: str, *, unsure: bool) -> Iterable[Successor]:
    """Yield an agreement that is said to replace another, once it is in force: since when, and for whom."""
    standing = find_standing(follower, on, known, unsure=unsure)
    if standing.status is AgreementStatus.IN_FORCE and standing.day:
        bound = [party for party, status in standing.party_status.items() if status is PartyStatus.PARTY]
        yield Successor(follower.id, standing.day, tuple(bound), standing.because)


def find_clauses(dossier: Dossier) -> Clauses | None:
    """Return the final clauses of the treaty's own text, then those that reports tell; ``None`` if there are none."""
    said = hold_sure(dossier.clauses) if dossier.clauses else Clauses()
    for claim in sorted(dossier.claims, key=lambda c: (-c.standing, -c.stories, c.known_on, c.id)):
        if claim.action in TELLING and claim.modality is not Modality.DENIED:
            said = merge_clauses(said, read_told(claim))
    told = dossier.clauses.term if dossier.clauses else None
    if not told and (term := find_term(dossier)):
        said = msgspec.structs.replace(said, term=Term(length=term))
    return said if said != Clauses() else None


def hold_sure(clauses: Clauses) -> Clauses:
    """Return the clauses of a text without what they leave open: a day that is to be agreed, or conditional."""
    entry = clauses.entry
    open_day = entry and entry.trigger is Trigger.DAY and (entry.on is None or entry.provided)
    leaving = clauses.leaving if clauses.leaving and clauses.leaving.told else None
    return msgspec.structs.replace(clauses, entry=None if open_day else entry, leaving=leaving)


def read_told(claim: Claim) -> Clauses:
    """Return what the words of one claim say of entry into force by many and of leaving; no more than that is sure."""
    read = read_words(". ".join(span.text for span in claim.evidence))
    entry = read.entry if read.entry and is_condition(read.entry) else None
    leaving = read.leaving if claim.action is ActionCode.WITHDRAWAL else None
    stated = claim.action is ActionCode.EXPIRY and claim.modality is Modality.CONDITIONAL
    stated = stated and read.entry is None  # "after the expiration of three months" is the delay of an entry into force
    return Clauses(entry=entry, leaving=leaving, term=read.term if stated else None)


@functools.lru_cache(READ)
def read_words(text: str) -> Clauses:
    """Return the final clauses that some words tell; a page asks where an agreement stands on many days."""
    return read_clauses(text)


def is_condition(entry: Entry) -> bool:
    """Tell whether an entry says more than that all must consent, and waits for consents or signatures."""
    told = entry.conditional or entry.joiner_delay is not None
    return told and entry.trigger is not Trigger.DAY


def find_term(dossier: Dossier) -> Delay | None:
    """Return the time that it lasts, where half of those reports that tell one agree; a renewal leaves it open."""
    told = Counter(mention.term for mention in dossier.mentions if mention.term)
    renewed = any(claim.action is ActionCode.EXTENSION for claim in dossier.claims)
    if not told or renewed:
        return None
    term, count = min(told.items(), key=lambda item: (-item[1], item[0]))
    return read_term(term) if 2 * count >= told.total() else None


def read_term(text: str) -> Delay | None:
    """Return an ISO 8601 duration as a delay; ``None`` where it is none or empty."""
    found = DURATION.match(text)
    parts = {name: int(value) for name, value in found.groupdict().items() if value} if found else {}
    if not parts:
        return None
    months = 12 * parts.get("years", 0) + parts.get("months", 0)
    return Delay(days=7 * parts.get("weeks", 0) + parts.get("days", 0), months=months)
