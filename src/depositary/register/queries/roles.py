"""Roles: what each actor is to an agreement, and which of them make its parties.

Only who signed or is bound is a party. For an agreement of two, or of the few who conclude it together, those that
reports name as its parties are; for one of many they aren't, for nobody names them all.

>>> ROLE_OF[PartyStatus.SIGNATORY].value
'signatory'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from depositary.law.status import Standing
from depositary.model.vocabulary import ActionCode, Bearing, Modality, PartyRole, PartyStatus
from depositary.register.queries.dossiers import Dossier
from depositary.world import load_members

ROLE_OF = {
    PartyStatus.PARTY: PartyRole.PARTY,
    PartyStatus.SUSPENDED: PartyRole.PARTY,
    PartyStatus.SIGNATORY: PartyRole.SIGNATORY,
    PartyStatus.RATIFIED: PartyRole.SIGNATORY,
    PartyStatus.WITHDRAWAL_PENDING: PartyRole.NOTIFIED_WITHDRAWAL,
    PartyStatus.WITHDRAWN: PartyRole.WITHDRAWN,
}
# Who has notified its withdrawal stays a party until that takes effect (VCLT 54, 65).
MAKING = frozenset({PartyRole.PARTY, PartyRole.SIGNATORY, PartyRole.NOTIFIED_WITHDRAWAL})
JOINING = frozenset({ActionCode.SIGNATURE, ActionCode.RATIFICATION, ActionCode.ACCESSION, ActionCode.DEPOSIT})
KEEPERS = frozenset({"UN", "COE", "ILO", "IMO", "WIPO", "UNESCO", "IAEA", "FAO", "ICAO"})  # that keep and join none
MEANT = frozenset({Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL})


def find_roles(dossier: Dossier, standing: Standing) -> dict[str, PartyRole]:
    """Return what each actor is to an agreement: by its status, else by what it means to do, else as reports say."""
    told = tell_roles(dossier)
    joining, unsigning = find_joining(dossier), find_unsigning(dossier)
    entry = dossier.known
    keepers = frozenset(entry.depositary.split("|")) & KEEPERS if entry else frozenset()
    found: dict[str, PartyRole] = {}
    for actor in sorted({*dossier.parties, *standing.party_status, *told}):
        if actor in keepers:
            found[actor] = PartyRole.DEPOSITARY
            continue
        if is_all_of(actor, dossier.parties):
            continue
        role = ROLE_OF.get(standing.party_status.get(actor, PartyStatus.NONE))
        if role is PartyRole.NOTIFIED_WITHDRAWAL and actor in unsigning:
            role = PartyRole.SIGNATORY
        role = role or (PartyRole.INTENDS_TO_JOIN if actor in joining else told.get(actor))
        if role or actor in dossier.parties:
            found[actor] = role or PartyRole.NAMED
    return found


def is_all_of(actor: str, parties: Collection[str]) -> bool:
    """Return whether an actor is a bloc all members of which are parties themselves ("the P5+1")."""
    members = load_members().get(actor, ())
    return bool(members) and set(members) <= set(parties)


def tell_roles(dossier: Dossier) -> dict[str, PartyRole]:
    """Return the role that most reports give to each actor that they call no party."""
    counted: dict[str, Counter[str]] = {}
    for mention in dossier.mentions:
        for actor, role in mention.roles:
            counted.setdefault(actor, Counter())[role] += 1
    return {actor: PartyRole(min(roles, key=lambda r: (-roles[r], r))) for actor, roles in counted.items()}


def find_unsigning(dossier: Dossier) -> set[str]:
    """Return who takes back a signature: a signatory that never was a party."""
    taken = (c for c in dossier.claims if c.action is ActionCode.WITHDRAWAL and c.bearing is Bearing.SIGNATURE)
    return {agent.actor for claim in taken for agent in claim.by if agent.actor}


def find_joining(dossier: Dossier) -> set[str]:
    """Return who means to sign, ratify or join, by reports."""
    meant = (claim for claim in dossier.claims if claim.action in JOINING and claim.modality in MEANT)
    return {agent.actor for claim in meant for agent in claim.by if agent.actor}


def choose_bound(dossier: Dossier, standing: Standing) -> list[str]:
    """Return the parties of an agreement by their roles; of one of many, none that reports only name."""
    roles = find_roles(dossier, standing)
    if standing.many:
        return [actor for actor, role in roles.items() if role in MAKING]
    ended = {PartyRole.WITHDRAWN, PartyRole.NAMED, PartyRole.INTENDS_TO_JOIN}
    return [actor for actor, role in roles.items() if role in MAKING or (role in ended and actor in dossier.parties)]
