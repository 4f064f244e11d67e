"""Relations between the agreements of an extract, each claim with its words.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register:
...     Relations(register, "2025-01-17").among({})
[]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from depositary.errors import EvidenceError
from depositary.exchange.extract import Entry, load_texts
from depositary.model.reading import Relation
from depositary.model.text import Span
from depositary.register.register import Register
from depositary.register.resolution import load_verdicts
from depositary.register.storage.schema import claims


class Bearing(msgspec.Struct, frozen=True):
    """One report's claim that an agreement bears on another; both are ids of agreements."""

    claim: str
    agreement: str
    relation: str
    target: str
    report: str
    known_on: str
    evidence: tuple[Span, ...]


class Relations:
    """The relations known by a day; agreements are known by their mentions."""

    def __init__(self, register: Register, known: str) -> None:
        """Stand over a register.

        Args:
            register: an open register.
            known: the last day of knowledge, ISO.
        """
        self.register = register
        self.known = known
        self.homes: dict[str, str] = {}

    def take(self, entry: Entry) -> None:
        """Remember which mentions an agreement has."""
        self.homes.update((mention.id, entry.dossier.id) for mention in entry.dossier.mentions)

    def bearings(self) -> list[Bearing]:
        """Return the relations among the agreements taken, in order of knowledge.

        Raises:
            EvidenceError: a span does not hold the words that its report says there.
        """
        return self.among(self.homes)

    def among(self, homes: Mapping[str, str]) -> list[Bearing]:
        """Return the relations between mentions that belong to different agreements.

        Raises:
            EvidenceError: a span does not hold the words that its report says there.
        """
        with self.register.store.reading() as connection:
            rows = [row for row in load_rows(connection, self.known) if self.joins(homes, row)]
            found = [make_bearing(row, homes) for row in rows]
            verify(connection, found)
        return found

    @staticmethod
    def joins(homes: Mapping[str, str], row: Any) -> bool:
        """Tell whether a relation is between two agreements at hand."""
        return row.mention in homes and row.target in homes and homes[row.mention] != homes[row.target]


def load_rows(connection: Connection, known: str) -> list[Any]:
    """Load the standing relation claims known by a day, without those that a person rejected."""
    query = select(claims).where(claims.c.sort == "relation", claims.c.retired_at.is_(None), claims.c.known_on <= known)
    rows = connection.execute(query.order_by(claims.c.known_on, claims.c.id)).all()
    judged = load_verdicts(connection, [row.id for row in rows])
    rejected = {claim for claim, verdict in judged.items() if verdict.verdict == "reject"}
    return [row for row in rows if row.id not in rejected]


def make_bearing(row: Any, homes: Mapping[str, str]) -> Bearing:
    """Make a bearing of a claim's row."""
    evidence = msgspec.json.decode(row.body, type=Relation).evidence
    return Bearing(row.id, homes[row.mention], row.code, homes[row.target], row.report, row.known_on, evidence)


def verify(connection: Connection, found: list[Bearing]) -> None:
    """Hold the evidence law over the spans of relations.

    Raises:
        EvidenceError: a span does not hold the words that its report says there.
    """
    texts = load_texts(connection, {bearing.report for bearing in found})
    for bearing in found:
        for span in bearing.evidence:
            if texts[bearing.report][span.start : span.end] != span.text:
                raise EvidenceError(f"claim {bearing.claim}: its span does not hold the words of {bearing.report}")
