"""Take a status table into a register: compare it with earlier snapshots, and store what it adds.

>>> from depositary.exchange.status_tables import Options, open_status_table
>>> options = Options(known_on="2021-01-31", treaty="Lake Treaty")
>>> plan_import(None, open_status_table("Participant,Signature\\nChad,3 Feb 2010\\n", options)).tell()
'1 row on 1 treaty: 1 read (1 claim), 0 known, 0 blank, 0 set aside, 0 refused'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from depositary.exchange.status_snapshots import Change, Comparison, act_of, compare_snapshot
from depositary.exchange.status_tables import Part, Reading, StatusTable
from depositary.model.claim import Claim
from depositary.register.intake import (
    Sheet,
    Snapshot,
    Submission,
    find_titled,
    load_snapshots,
    load_table_claims,
    take_sheets,
)
from depositary.register.storage import Store

BATCH = 5_000
"""So many claims are stored in one transaction, so that long tables need little memory."""


class Imported(msgspec.Struct, frozen=True):
    """What became of a table, or what would.

    ``rows`` is the sum of the next five numbers, ``cells`` (with a day) of those that begin with it. ``claims`` come
    from what was read. ``changes`` are acts of earlier snapshots that are gone or corrected, by treaty; ``partial`` are
    treaties of which the table lacks so many rows that it is taken for a part of one, and nothing for gone. ``table``
    has the refusals, the columns and the layout.
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
    table: StatusTable
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
    snapshot: bool = False

    @property
    def new(self) -> bool:
        """Tell whether there is anything to store."""
        return bool(self.compared.claims)


def plan_import(store: Store | None, reading: Reading, *, additional: bool = False) -> Imported:
    """Return what a table would do to a register, and write nothing. Without a register all is new."""
    counting = Counting()
    for batch in compare_all(store, reading, additional):
        counting.add(batch, [step.new for step in batch])
    return counting.finish(reading.sum_up())


def import_table(store: Store, reading: Reading, source: str, *, additional: bool = False) -> Imported:
    """Store a table: its rows as claims of the highest standing, what is refused in the ledger.

    It is read and stored in batches: an import that was stopped can be started again, and then knows what it stored.

    Args:
        store: the register's store.
        reading: the table, opened.
        source: where it came from, for the ledger.
        additional: whether it only adds to earlier snapshots, so that what it lacks is not gone.
    """
    counting, apart = Counting(), list[str]()
    for batch in compare_all(store, reading, additional):
        outcomes = take_sheets(store, [make_sheet(step) for step in batch], (), source, apart)
        counting.add(batch, [outcome == "read" for outcome in outcomes])
    table = reading.sum_up()
    refused = [Submission(source, one.line, reason=one.reason, payload=one.row) for one in table.refused]
    if refused:
        take_sheets(store, [], refused, source)
    return counting.finish(table)


def compare_all(store: Store | None, reading: Reading, additional: bool) -> Iterator[list[Step]]:
    """Yield the treaties of a table in batches, each with what it adds to earlier snapshots of the same table."""
    for parts in cut(reading.parts()):
        earlier: dict[tuple[str, str | None], list[Snapshot]] = {}
        others: dict[str, dict[str, list[Claim]]] = {}
        if store is not None:
            with store.reading() as connection:
                names = {name_of(part) for part in parts}
                earlier = load_snapshots(connection, names)
                found = find_titled(connection, names - {name for name, _ in earlier})
                told = load_table_claims(connection, {mention for mentions in found.values() for mention in mentions})
            others = {name: {mention: told.get(mention, []) for mention in own} for name, own in found.items()}
        yield [
            compare_part(part, earlier.get((name_of(part), part.report.outlet), []), others, additional)
            for part in parts
        ]


def name_of(part: Part) -> str:
    """Return the name of the table that a part is of, with its treaty."""
    return part.report.given_id or ""


def compare_part(
    part: Part, before: Sequence[Snapshot], others: Mapping[str, Mapping[str, Sequence[Claim]]], additional: bool
) -> Step:
    """Return what one treaty of a table adds to earlier snapshots; of two tables of one day, neither is the later."""
    known_on = (part.report.published or "")[:10]
    past = [one for one in before if one.known_on <= known_on]
    told = [claim for one in past for claim in one.claims]
    seen_on = past[-1].known_on if past else ""
    only_adds = additional or seen_on == known_on
    compared = compare_snapshot(
        part.claims, told, known_on, seen_on=seen_on, heading=part.heading, additional=only_adds
    )
    other = next((mention for mention, claims in others.get(name_of(part), {}).items() if share(part, claims)), "")
    return Step(part, compared, before[0].mention if before else other, bool(before))


def share(part: Part, claims: Sequence[Claim]) -> bool:
    """Tell whether another table on a treaty of this title tells one of the same acts, and so is on the same treaty."""
    told = {act_of(claim) for claim in claims if claim.by}
    return any(act_of(claim) in told for claim in part.claims if claim.by)


def cut(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield treaties in batches that have not too many claims."""
    batch: list[Part] = []
    weight = 0
    for part in parts:
        batch.append(part)
        weight += len(part.claims)
        if weight >= BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def make_sheet(step: Step) -> Sheet:
    """Return one treaty for the register."""
    part = step.part
    return Sheet(
        part.report,
        part.title,
        step.compared.claims,
        part.line,
        step.follows,
        step.snapshot,
        part.depositary,
        part.identifiers,
        part.parties,
        part.languages,
        part.table,
    )


@dataclass
class Counting:
    """What became of the treaties of a table so far; a builder."""

    treaties: int = 0
    rows: int = 0
    cells: int = 0
    claims: int = 0
    changes: list[tuple[str, Change]] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)

    def add(self, steps: Sequence[Step], new: Sequence[bool]) -> None:
        """Count treaties, each with whether it was new."""
        self.treaties += len(steps)
        for step, fresh in zip(steps, new, strict=True):
            if step.compared.partial:
                self.partial.append(step.part.title)
            if fresh:
                rows, cells = count_fresh(step)
                self.rows, self.cells = self.rows + rows, self.cells + cells
                self.claims += len(step.compared.claims)
                self.changes += [(step.part.title, change) for change in step.compared.changes]

    def finish(self, table: StatusTable) -> Imported:
        """Return all counts, with those of the table as a whole."""
        return Imported(
            rows=table.rows,
            read=self.rows,
            known=table.taken - self.rows,
            blank=table.blank,
            set_aside=table.set_aside,
            refused=table.rows_refused,
            treaties=self.treaties,
            claims=self.claims,
            cells=table.cells,
            cells_read=self.cells,
            cells_known=table.cells_read - self.cells,
            cells_set_aside=table.cells_set_aside,
            cells_refused=table.cells_refused,
            changes=tuple(self.changes),
            partial=tuple(self.partial),
            table=table,
        )


def count_fresh(step: Step) -> tuple[int, int]:
    """Return how many rows and cells of a treaty tell anything new."""
    if not step.compared.known:
        return step.part.rows, step.part.cells
    places = {step.part.places[claim.id] for claim in step.compared.claims if claim.id in step.part.places}
    rows = {place for place in places if place[0]}  # line 0 is the head
    return len({line for line, _ in rows}), len({place for place in rows if place[1]})
