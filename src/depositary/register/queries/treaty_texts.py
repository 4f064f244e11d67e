"""Texts of treaties that a register holds for an agreement, as known on a day."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, select

from depositary.model.clauses import Clauses
from depositary.model.text import Span
from depositary.model.treaty import Annex, Article, Identifier, Parent, Provision, SignatureBlock, TreatyText
from depositary.model.vocabulary import Kind
from depositary.register.resolution.verdicts import day_after
from depositary.register.storage import among, chunk
from depositary.register.storage.schema import treaty_texts

DECODER = msgspec.json.Decoder(TreatyText)


class KeptText(msgspec.Struct, frozen=True):
    """The text of a treaty that the register holds: the report that holds its words, and the text taken apart."""

    report: str
    known_on: str
    title: str
    kind: Kind
    parties: tuple[str, ...]
    subject: str | None
    parent: Parent | None
    preamble: Span | None
    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...]
    signature: SignatureBlock | None
    clauses: Clauses
    provisions: tuple[Provision, ...]
    identifiers: tuple[Identifier, ...]


def load_texts(
    connection: Connection, mentions: Collection[str], known: str, *, by_arrival: bool = False
) -> dict[str, KeptText]:
    """Return the texts of treaties by the mention that each belongs to, the oldest first.

    Args:
        connection: to the register.
        mentions: ids of mentions.
        known: the day of knowledge.
        by_arrival: whether a text is known from its arrival rather than from its publication.
    """
    found: dict[str, KeptText] = {}
    table = treaty_texts
    told = table.c.learnt_at < day_after(known) if by_arrival else table.c.known_on <= known
    for part in chunk(sorted(mentions)):
        query = select(table).where(among(connection, table.c.mention, part), told)
        for row in connection.execute(query.order_by(table.c.known_on, table.c.mention)):
            found[row.mention] = make_kept(row.report, row.known_on, DECODER.decode(row.body))
    return found


def make_kept(report: str, known_on: str, text: TreatyText) -> KeptText:
    """Return a text with the report that holds it."""
    shared = {name: getattr(text, name) for name in KeptText.__struct_fields__ if hasattr(text, name)}
    return KeptText(report=report, known_on=known_on, **shared)
