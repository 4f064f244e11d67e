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
    """Status of an agreement on a day."""

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
