"""The controlled vocabularies. Each term has one meaning (docs/reference/vocabulary.md).

>>> ActionCode("signature") is ActionCode.SIGNATURE
True
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kind of agreement."""

    TREATY = "treaty"
    CONVENTION = "convention"
    AGREEMENT = "agreement"
    PROTOCOL = "protocol"
    CHARTER = "charter"
    MEMORANDUM = "memorandum"
    EXCHANGE_OF_NOTES = "exchange-of-notes"
    DECLARATION = "declaration"
    PROGRAMME = "programme"
    CEASEFIRE = "ceasefire"
    PEACE_AGREEMENT = "peace-agreement"
    CONTRACT = "contract"
    OTHER = "other"


class ActionCode(StrEnum):
    """One step in the life of an agreement (VCLT and MTDSG terms)."""

    NEGOTIATION = "negotiation"
    ADOPTION = "adoption"
    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    DEPOSIT = "deposit"
    ACCESSION = "accession"
    RESERVATION = "reservation"
    PROVISIONAL_APPLICATION = "provisional-application"
    ENTRY_INTO_FORCE = "entry-into-force"
    REGISTRATION = "registration"
    IMPLEMENTATION = "implementation"
    AMENDMENT = "amendment"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    WITHDRAWAL = "withdrawal"
    TERMINATION = "termination"
    EXPIRY = "expiry"
    REJECTION = "rejection"
    POSTPONEMENT = "postponement"
    BREACH = "breach"


class Modality(StrEnum):
    """Whether a step happened, is planned, is possible or is denied."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"
    CONDITIONAL = "conditional"


class Bearing(StrEnum):
    """What a step bears on, where that isn't the agreement itself, or how far the step has come.

    The words of a report decide, so the reader sets it; the law reads no words.
    """

    WHOLE = "whole"  # the agreement as a whole, for all its parties
    PARTY = "party"  # one party alone ("entered into force for Japan")
    PARTICIPATION = "participation"  # one party's share in it, not the whole
    PROVISIONAL = "provisional"  # its provisional application (VCLT 25)
    SUCCESSION = "succession"  # a successor state takes the place of its predecessor
    SIGNATURE = "signature"  # a signature that is taken back
    RATIFICATION = "ratification"  # a ratification that is taken back
    RESERVATION = "reservation"  # a reservation that is taken back
    INTENTION = "intention"  # only announced or decided
    NOTICE = "notice"  # notified; it still has to take effect (VCLT 65, 67)
    EFFECT = "effect"  # it takes effect
    REVOCATION = "revocation"  # the step itself is taken back (VCLT 68)


class Organ(StrEnum):
    """Which organ of a state acts, where the report tells (VCLT 7)."""

    HEAD_OF_STATE = "head-of-state"
    HEAD_OF_GOVERNMENT = "head-of-government"
    MINISTRY = "ministry"
    CABINET = "cabinet"
    LEGISLATURE = "legislature"  # the whole of parliament, or the chamber that decides alone
    CHAMBER = "chamber"  # one chamber of several
    COMMITTEE = "committee"
    COURT = "court"
    DESIGNATE = "designate"  # not yet, or no longer, in office: binds nobody


class PartyRole(StrEnum):
    """What an actor is to an agreement; only parties and signatories are its ``parties``."""

    PARTY = "party"
    SIGNATORY = "signatory"
    INTENDS_TO_JOIN = "intends-to-join"
    NOTIFIED_WITHDRAWAL = "notified-withdrawal"
    WITHDRAWN = "withdrawn"
    MEDIATOR = "mediator"
    WITNESS = "witness"
    DEPOSITARY = "depositary"
    HOST = "host"
    CRITIC = "critic"
    NAMED = "named"  # reports name it as a party, and tell no step of it


class Area(StrEnum):
    """Area of cooperation."""

    DEFENCE = "defence"
    SECURITY = "security"
    ARMS_CONTROL = "arms-control"
    PEACE = "peace"
    POLITICS = "politics"
    TRADE = "trade"
    INVESTMENT = "investment"
    FINANCE = "finance"
    ENERGY = "energy"
    NUCLEAR = "nuclear"
    INDUSTRY = "industry"
    TRANSPORT = "transport"
    AGRICULTURE = "agriculture"
    ENVIRONMENT = "environment"
    WATER = "water"
    HEALTH = "health"
    EDUCATION = "education"
    CULTURE = "culture"
    SCIENCE = "science"
    TECHNOLOGY = "technology"
    SPACE = "space"
    MIGRATION = "migration"
    JUSTICE = "justice"
    TOURISM = "tourism"
    HUMANITARIAN = "humanitarian"


class RelationCode(StrEnum):
    """Relation between two agreements."""

    AMENDS = "amends"
    SUPPLEMENTS = "supplements"
    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    EXTENDS = "extends"
    BUILDS_ON = "builds-on"
    CITES = "cites"


class Manner(StrEnum):
    """How a report gives a speaker's words: quoted or reported."""

    QUOTED = "quoted"
    TOLD = "told"
    MIXED = "mixed"


class MeetingKind(StrEnum):
    """Kind of meeting."""

    VISIT = "visit"
    TALKS = "talks"
    CALL = "call"
    SUMMIT = "summit"


class AgreementStatus(StrEnum):
    """Where an agreement stands on a day; ``unknown`` where no report tells a step that shows it."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    UNDER_NEGOTIATION = "under-negotiation"
    TEXT_AGREED = "text-agreed"
    SIGNATURE_SCHEDULED = "signature-scheduled"
    SIGNED = "signed"
    IN_RATIFICATION = "in-ratification"
    RATIFIED = "ratified"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    WITHDRAWAL_PENDING = "withdrawal-pending"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    REPLACED = "replaced"
    ABANDONED = "abandoned"


class PartyStatus(StrEnum):
    """Status of one party on a day."""

    NONE = "none"
    SIGNATORY = "signatory"
    RATIFIED = "ratified"
    PARTY = "party"
    SUSPENDED = "suspended"
    WITHDRAWAL_PENDING = "withdrawal-pending"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
