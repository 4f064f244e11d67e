"""Take a status table into a register: compare it with earlier snapshots, and store what it adds.

>>> from depositary.exchange.status_tables import read_status_table
>>> table = read_status_table("Participant,Signature\\nChad,3 Feb 2010\\n", treaty="Lake Treaty", known_on="2021-01-31")
>>> plan_import(None, table).tell()
'1 row on 1 treaty: 1 read (1 claim), 0 known, 0 blank, 0 set aside, 0 refused'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from depositary.exchange.status_snapshots import Change, Comparison, compare_snapshot
from depositary.exchange.status_tables import Part, StatusTable
from depositary.register.intake import Sheet, Snapshot, Submission, load_snapshots, take_sheets
from depositary.register.storage import Store

BATCH = 5_000
"""So many claims are stored in one transaction, so that long tables need little memory."""


class Imported(msgspec.Struct, frozen=True):
    """What became of a table, or what would.

    ``rows`` is the sum of the next five numbers, ``cells`` (with a day) of those that begin with it. ``claims`` come
    from what was read. ``changes`` are acts of earlier snapshots that are gone or corrected, by treaty; ``partial`` are
    treaties of which the table lacks so many rows that it is taken for a part of one, and nothing for gone.
    """

    rows: int
    read: int
    known: int
    blank: int
    set_aside: int
    refused: int
    treaties: int
    claims: int
    cells: int
    cells_read: int
    cells_known: int
    cells_set_aside: int
    cells_refused: int
    changes: tuple[tuple[str, Change], ...] = ()
    partial: tuple[str, ...] = ()

    def tell(self) -> str:
        """Return the count of rows in words."""
        return (
            f"{say(self.rows, 'row')} on {say(self.treaties, 'treaty', 'treaties')}: {self.read:,} read "
            f"({say(self.claims, 'claim')}), {self.known:,} known, {self.blank:,} blank, {self.set_aside:,} set aside, "
            f"{self.refused:,} refused"
        )

    def tell_cells(self) -> str:
        """Return the count of cells in words."""
        return (
            f"{say(self.cells, 'cell')} with a day: {self.cells_read:,} read, {self.cells_known:,} known, "
            f"{self.cells_set_aside:,} set aside, {self.cells_refused:,} refused"
        )


def say(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> say(1, "row"), say(2000, "row")
    ('1 row', '2,000 rows')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class Step(msgspec.Struct, frozen=True):
    """One treaty of a table, compared with its earlier snapshots."""

    part: Part
    compared: Comparison
    follows: str = ""

    @property
    def new(self) -> bool:
        """Tell whether there is anything to store."""
        return bool(self.compared.claims)


def plan_import(store: Store | None, table: StatusTable, *, additional: bool = False) -> Imported:
    """Return what a table would do to a register, and write nothing. Without a register all is new."""
    return count(table, list(compare_all(store, table, additional)), None)


def import_table(store: Store, table: StatusTable, source: str, *, additional: bool = False) -> Imported:
    """Store a table: its rows as claims of the highest standing, what is refused in the ledger.

    Args:
        store: the register's store.
        table: the table.
        source: where it came from, for the ledger.
        additional: whether it only adds to earlier snapshots, so that what it lacks is not gone.
    """
    steps = list(compare_all(store, table, additional))
    refused = [Submission(source, one.line, reason=one.reason, payload=one.row) for one in table.refused]
    outcomes: list[str] = []
    apart: list[str] = []
    for batch in cut(steps):
        outcomes += take_sheets(store, [make_sheet(step) for step in batch], refused, source, apart)
        refused = []
    if not steps:
        take_sheets(store, [], refused, source)
    return count(table, steps, outcomes)


def compare_all(store: Store | None, table: StatusTable, additional: bool) -> Iterator[Step]:
    """Yield each treaty of a table with what it adds to earlier snapshots of the same table."""
    earlier = {}
    if store is not None:
        with store.reading() as connection:
            earlier = load_snapshots(connection, {part.report.given_id or "" for part in table.parts})
    for part in table.parts:
        before = earlier.get((part.report.given_id or "", part.report.outlet), [])
        yield compare_part(part, before, additional)


def compare_part(part: Part, before: Sequence[Snapshot], additional: bool) -> Step:
    """Return what one treaty of a table adds to earlier snapshots; later ones than the table's day count too."""
    known_on = (part.report.published or "")[:10]
    past = [one for one in before if one.known_on <= known_on]
    told = [claim for one in past for claim in one.claims]
    heading = part.heading
    compared = compare_snapshot(
        part.claims, told, known_on, seen_on=past[-1].known_on if past else "", heading=heading, additional=additional
    )
    return Step(part, compared, before[0].mention if before else "")


def cut(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Yield treaties in batches that have not too many claims."""
    batch: list[Step] = []
    weight = 0
    for step in steps:
        batch.append(step)
        weight += len(step.compared.claims)
        if weight >= BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def make_sheet(step: Step) -> Sheet:
    """Return one treaty for the register."""
    part = step.part
    return Sheet(part.report, part.title, step.compared.claims, part.line, step.follows, part.head.depositary)


def count(table: StatusTable, steps: Sequence[Step], outcomes: Sequence[str] | None) -> Imported:
    """Count what became of the rows and cells of a table. Without outcomes, they are those that would be."""
    fresh = [step.new for step in steps] if outcomes is None else [outcome == "read" for outcome in outcomes]
    rows = cells = claims = 0
    for step, new in zip(steps, fresh, strict=True):
        if new:
            own_rows, own_cells = count_fresh(step)
            rows, cells, claims = rows + own_rows, cells + own_cells, claims + len(step.compared.claims)
    changes = [
        (step.part.title, change)
        for step, new in zip(steps, fresh, strict=True)
        if new
        for change in step.compared.changes
    ]
    told: dict[str, Any] = {
        "known": table.taken - rows,
        "blank": table.blank,
        "set_aside": table.set_aside,
        "refused": table.rows_refused,
        "treaties": len(steps),
        "claims": claims,
        "cells": table.cells,
        "cells_read": cells,
        "cells_known": table.cells_read - cells,
        "cells_set_aside": table.cells_set_aside,
        "cells_refused": table.cells_refused,
    }
    partial = tuple(step.part.title for step in steps if step.compared.partial)
    return Imported(table.rows, rows, **told, changes=tuple(changes), partial=partial)


def count_fresh(step: Step) -> tuple[int, int]:
    """Return how many rows and cells of a treaty tell anything new."""
    if not step.compared.known:
        return step.part.rows, step.part.cells
    places = {step.part.places[claim.id] for claim in step.compared.claims if claim.id in step.part.places}
    cells = {place for place in places if place[0]}  # line 0 is the head
    return len({line for line, _ in cells}), len(cells)
