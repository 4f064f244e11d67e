"""Intake: turn readings, official tables and texts of treaties into claims.

Enters: offers and a reader; an offer is a report or the reason why there is none. Leaves: claims in the register, one
ledger line per offer, and a tally: offered = new + known + refused.
"""

from __future__ import annotations

from depositary.register.intake.held import count_readers, find_line, list_held, load_readings, rank
from depositary.register.intake.ledger import Submission, Tally, count_outcomes, list_entries, list_retries
from depositary.register.intake.official_tables import Sheet, take_sheets
from depositary.register.intake.readings import (
    Intake,
    ReadMany,
    Result,
    Unread,
    batch_size,
    let_answer,
    settle_store,
)
from depositary.register.intake.relinking import relink_store
from depositary.register.intake.table_snapshots import Snapshot, find_titled, load_snapshots, load_table_claims
from depositary.register.intake.treaty_texts import TextOffer, take_texts

__all__ = [
    "Intake",
    "ReadMany",
    "Result",
    "Sheet",
    "Snapshot",
    "Submission",
    "Tally",
    "TextOffer",
    "Unread",
    "batch_size",
    "count_outcomes",
    "count_readers",
    "find_line",
    "find_titled",
    "let_answer",
    "list_entries",
    "list_held",
    "list_retries",
    "load_readings",
    "load_snapshots",
    "load_table_claims",
    "rank",
    "relink_store",
    "settle_store",
    "take_sheets",
    "take_texts",
]
