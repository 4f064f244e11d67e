"""What is new: the steps that the latest reports tell, with their words, for the home page.

>>> from depositary.register.register import open_register
>>> with open_register(":memory:") as register:
...     list_news(register, [], "2025-01-01")
[]
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select

from depositary.languages.phrases import write_step
from depositary.languages.wording import name_actor, write_actors
from depositary.model.claim import Claim
from depositary.model.reading import Action
from depositary.model.vocabulary import ActionCode, Modality
from depositary.register.queries import Line
from depositary.register.register import Register
from depositary.register.storage import TABLE_READER
from depositary.register.storage.schema import claims, memberships, reports

TOLD = (Modality.OCCURRED, Modality.PLANNED)  # what may happen, or does not, is no news of a step
FEW = 3  # actors that are named; more are counted
OF_ALL = (ActionCode.ENTRY_INTO_FORCE, ActionCode.EXPIRY, ActionCode.PROVISIONAL_APPLICATION)  # happens to them
SOURCES = 24  # agreements with the latest reports among which news are looked for


COLUMNS = (
    *(claims.c[name] for name in ("id", "body", "known_on", "reading")),
    memberships.c.agreement,
    reports.c.language,
    reports.c.outlet,
)


@dataclass(frozen=True)
class News:
    """One step with the words that tell it; of a row of an official table there are none, but its ``source``."""

    agreement: str
    title: str
    known_on: str
    words: str
    quote: str
    claim: str
    language: str
    source: str


def list_news(register: Register, lines: Sequence[Line], known: str, limit: int = 6) -> list[News]:
    """Return the latest steps of some agreements, one of each agreement, the latest first.

    Args:
        register: the register.
        lines: its agreements.
        known: the last day of knowledge, ISO.
        limit: the most to return.
    """
    latest = {line.id: line for line in heapq.nlargest(SOURCES, lines, key=lambda line: line.last_on)}
    query = (
        select(*COLUMNS)
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
    found: dict[str, tuple[Any, Action]] = {}
    with register.store.reading() as connection:
        for row in connection.execute(query):
            if row.agreement in found or len(found) < limit:
                keep_news(found, row)
    return [make_news(row, action, latest[row.agreement].title) for row, action in found.values()]


def keep_news(found: dict[str, tuple[Any, Action]], row: Any) -> None:
    """Keep the latest step of an agreement; of the steps of one day, talks give way to what came of them."""
    kept = found.get(row.agreement)
    if kept and (kept[1].action != ActionCode.NEGOTIATION or kept[0].known_on != row.known_on):
        return
    action = msgspec.json.decode(row.body, type=Action)
    if not kept or action.action != ActionCode.NEGOTIATION:
        found[row.agreement] = row, action


def make_news(row: Any, action: Action, title: str) -> News:
    """Return the news that one claim makes."""
    listed = row.reading.endswith(TABLE_READER)
    quote = action.evidence[0].text if action.evidence and not listed else ""
    source = f"Status table, {row.outlet}" if listed and row.outlet else ""
    return News(row.agreement, title, row.known_on, tell_step(action), quote, row.id, row.language, source)


def tell_step(action: Action | Claim) -> str:
    """Return a step in words: what, when, and by whom or for whom.

    >>> tell_step(Action("a1", "signature", "planned", ()))
    'To be signed'
    """
    doers = sorted({agent.actor for agent in action.by if agent.actor}, key=name_actor)
    named = write_actors(doers[:FEW]) + (f" and {len(doers) - FEW} more" if len(doers) > FEW else "")
    words = write_step(str(action.action), str(action.modality), action.date)
    joint = f" {'for' if action.action in OF_ALL else 'by'} {named}" if doers else ""
    return f"{words[:1].upper()}{words[1:]}{joint}"
