"""What is new: the steps that the latest reports tell, with their words, for the home page.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register:
...     list_news(register, [], "2025-01-01")
[]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select

from depositary.languages.wording import name_actor, write_actors, write_code, write_date
from depositary.model.reading import Action
from depositary.model.vocabulary import Modality
from depositary.register.queries import Line
from depositary.register.register import Register
from depositary.register.storage.schema import claims, memberships, reports

TOLD = (Modality.OCCURRED, Modality.PLANNED)  # what may happen, or does not, is no news of a step
SOURCES = 24  # agreements with the latest reports among which news are looked for


@dataclass(frozen=True)
class News:
    """One step with the words that tell it."""

    agreement: str
    title: str
    known_on: str
    words: str
    quote: str
    claim: str
    language: str


def list_news(register: Register, lines: Sequence[Line], known: str, limit: int = 6) -> list[News]:
    """Return the latest steps of some agreements, one of each agreement, the latest first.

    Args:
        register: the register.
        lines: its agreements.
        known: the last day of knowledge, ISO.
        limit: the most to return.
    """
    latest = {line.id: line for line in sorted(lines, key=lambda line: line.last_on, reverse=True)[:SOURCES]}
    query = (
        select(claims.c.id, claims.c.body, claims.c.known_on, memberships.c.agreement, reports.c.language)
        .join(memberships, memberships.c.mention == claims.c.mention)
        .join(reports, reports.c.id == claims.c.report)
        .where(
            memberships.c.agreement.in_(list(latest)),
            claims.c.sort == "action",
            claims.c.modality.in_(TOLD),
            claims.c.retired_at.is_(None),
            claims.c.known_on <= known,
        )
        .order_by(claims.c.known_on.desc(), claims.c.id)
        .limit(20 * SOURCES)
    )
    found: dict[str, News] = {}
    with register.store.reading() as connection:
        for row in connection.execute(query):
            if row.agreement not in found and len(found) < limit:
                found[row.agreement] = make_news(row, latest[row.agreement].title)
    return list(found.values())


def make_news(row: Any, title: str) -> News:
    """Return the news that one claim makes."""
    action = msgspec.json.decode(row.body, type=Action)
    quote = action.evidence[0].text if action.evidence else ""
    return News(row.agreement, title, row.known_on, tell_step(action), quote, row.id, row.language)


def tell_step(action: Action) -> str:
    """Return a step in words: what, by whom, when, and how it is told.

    >>> tell_step(Action("a1", "signature", "planned", ()))
    'Signature planned'
    """
    doers = sorted({agent.actor for agent in action.by if agent.actor}, key=name_actor)
    few = [*doers[:3]]
    by = f" by {write_actors(few)}" if few else ""
    more = f" and {len(doers) - len(few)} more" if len(doers) > len(few) else ""
    modality = "" if action.modality == "occurred" else f" {action.modality}"
    words = f"{write_code(action.action)}{by}{more}{modality}"
    return f"{words[:1].upper()}{words[1:]}{', ' + write_date(action.date) if action.date else ''}"
