"""Framing: what the register tells the law of an agreement besides its steps.

Its parties and whether they are many, the final clauses as far as reports tell them, and the later agreements
that are said to replace it.

>>> read_term("P20Y")
Delay(days=0, months=240, first_of_month=False)
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from depositary.law.clauses import Clauses, Delay, Entry, Term
from depositary.law.final_clauses import merge_clauses, read_clauses
from depositary.law.replacement import Successor
from depositary.law.status import Standing, find_status
from depositary.model.claim import Claim
from depositary.model.vocabulary import ActionCode, AgreementStatus, Modality, PartyStatus
from depositary.register.queries.dossiers import Dossier
from depositary.register.queries.succession import succeed
from depositary.register.resolution import tells_two

CIRCLE = 5  # an agreement of more parties than these is taken for many-party
FEW = 3  # consents; a condition of fewer speaks of two parties, whose exchange the law knows by itself
DURATION = re.compile(
    r"^P(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<weeks>[0-9]+)W)?(?:(?P<days>[0-9]+)D)?$"
)
TELLING = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.WITHDRAWAL})


def find_standing(dossier: Dossier, on: dt.date) -> Standing:
    """Ask the law where an agreement stands."""
    parties, claims = succeed(dossier.parties, dossier.claims, on)
    many = len(parties) > CIRCLE or (len(parties) == 2 and not tells_two(dossier.mentions))
    return find_status(
        claims,
        on=on,
        parties=parties,
        clauses=find_clauses(dossier),
        multilateral=True if many else None,
        kind=dossier.kind,
        successors=[one for follower in dossier.followers for one in follow(follower, on)],
    )


def follow(follower: Dossier, on: dt.date) -> Iterable[Successor]:
    """Yield an agreement that is said to replace another, once it is in force: since when, and for whom."""
    standing = find_standing(follower, on)
    if standing.status is AgreementStatus.IN_FORCE and standing.since:
        bound = [party for party, status in standing.party_status.items() if status is PartyStatus.PARTY]
        yield Successor(follower.id, standing.since, tuple(bound), standing.because)


def find_clauses(dossier: Dossier) -> Clauses | None:
    """Return the final clauses that reports tell; ``None`` where they tell none."""
    said = Clauses()
    for claim in sorted(dossier.claims, key=lambda c: (-c.standing, -c.stories, c.known_on, c.id)):
        if claim.action in TELLING and claim.modality is not Modality.DENIED:
            said = merge_clauses(said, read_told(claim))
    if term := find_term(dossier):
        said = msgspec.structs.replace(said, term=Term(length=term))
    return said if said != Clauses() else None


def read_told(claim: Claim) -> Clauses:
    """Return what the words of one claim say of entry into force by many and of leaving; no more than that is sure."""
    read = read_clauses(". ".join(span.text for span in claim.evidence))
    entry = read.entry if read.entry and is_condition(read.entry) else None
    return Clauses(entry=entry, leaving=read.leaving if claim.action is ActionCode.WITHDRAWAL else None)


def is_condition(entry: Entry) -> bool:
    """Tell whether an entry is a condition that many consents must meet."""
    return (entry.count or 0) >= FEW


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
