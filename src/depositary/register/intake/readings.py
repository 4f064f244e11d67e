"""Intake of reports: each batch becomes reports, readings, claims and ledger lines in one transaction.

A killed run loses only its current batch. If the same input is offered later, the stored reports are already known.

>>> from depositary.register.storage.opening import open_store
>>> offer = Submission("made up", 1, Report.compose("Chad and Sudan met.", published="2020-01-01"))
>>> intake = Intake(open_store(":memory:"), lambda reports: [Reading(report, "en/1") for report in reports], "en/1")
>>> intake.take([offer, offer])
Tally(offered=2, new=1, known=1, refused=0, reread=0, unread=0)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from depositary.errors import InputError
from depositary.languages.bearings import fill_reading
from depositary.model.comparison import corroborate
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.register.intake.held import (
    find_line,
    is_wanted,
    list_held,
    load_readings,
    restore,
    retire,
)
from depositary.register.intake.ledger import Outcome, Submission, Tally, ledger_row, write_ledger
from depositary.register.resolution import linking, search_words, stories, verdicts
from depositary.register.storage import (
    Rows,
    Store,
    add_rows,
    chunk,
    count_rows,
    full_text,
    make_rows,
    name_reading,
    name_report,
    schema,
    utc_now,
)

BATCH = 2000  # reports kept in one transaction, unless DEPOSITARY_BATCH says another number


@dataclass(frozen=True, slots=True)
class Unread:
    """A report on which the reader failed, and the reason."""

    report: Report
    reason: str


Result = Reading | Unread
ReadMany = Callable[[Sequence[Report]], Iterable[Result]]


class Intake:
    """Takes offers into a register. Calls ``tell`` with the number of mentions that wait for clustering."""

    def __init__(self, store: Store, read: ReadMany, reader: str) -> None:
        """Connect a store and a reader. ``read`` yields one result for each report."""
        self.store = store
        self.read = read
        self.reader = reader
        self.tell: Callable[[int], None] | None = None

    def take_all(self, offers: Iterable[Submission], size: int | None = None) -> Iterator[Tally]:
        """Take offers in batches, and yield the tally of each batch when it is stored."""
        with self.settling():
            for batch in chunk(offers, size or batch_size()):
                yield self.keep(batch, list(self.read(self.choose(batch))))

    def take(self, batch: Sequence[Submission]) -> Tally:
        """Read the unread reports of a batch, store all of it, and cluster its mentions."""
        with self.settling():
            return self.keep(batch, list(self.read(self.choose(batch))))

    @contextmanager
    def settling(self) -> Iterator[None]:
        """When the block ends, cluster all mentions that were stored in it."""
        try:
            yield
        finally:
            settle_store(self.store, self.tell)

    def choose(self, batch: Sequence[Submission]) -> list[Report]:
        """Return the reports of a batch that this reader is to read, each once (``held.is_wanted``)."""
        offered = {offer.item: offer.report for offer in batch if offer.report}
        with self.store.reading() as connection:
            held = list_held(connection, offered)
        return [report for key, report in offered.items() if is_wanted(held.get(key, {}), self.reader)]

    def keep(self, batch: Sequence[Submission], results: Sequence[Result]) -> Tally:
        """Write a batch with its readings. Call it within ``settling``, which clusters the mentions.

        Raises:
            EvidenceError: a span of a reading differs from its report. Nothing of the batch is stored.
            RegisterError: the register cannot be written.
        """
        now = utc_now()
        made = {name_report(r.report): r.assert_evidence() for r in results if isinstance(r, Reading)}
        batch = note_skipped(batch, {key: reading.skipped for key, reading in made.items() if reading.skipped})
        batch = refuse_unread(batch, {name_report(r.report): r.reason for r in results if isinstance(r, Unread)})
        with self.store.writing() as connection:
            before = list_held(connection, [offer.item for offer in batch if offer.report])
            fresh = {key: r for key, r in made.items() if is_wanted(before.get(key, {}), r.reader)}
            fresh |= corroborate_all(connection, fresh, find_answering(before))
            self.write(connection, fresh, [key for key in fresh if key in before], now)
            outcomes = decide_outcomes(batch, set(before))
            write_ledger(connection, [ledger_row(o, outcome, now) for o, outcome in zip(batch, outcomes, strict=True)])
            linking.place_due(connection)
        passed = sum(1 for o, outcome in zip(batch, outcomes, strict=True) if o.reason and outcome == "read")
        return replace(count(outcomes, sum(1 for key in fresh if key in before)), unread=passed)

    def write(self, connection: Connection, fresh: dict[str, Reading], retired: list[str], now: str) -> None:
        """Write new readings, retire older readings of the same reports, and update stories and links."""
        rows = Rows()
        for reading in fresh.values():
            make_rows(rows, fill_reading(reading), now)
        add_rows(connection, schema.reports, rows.reports)
        full_text.add_texts(connection, rows.reports)
        gone = retire(connection, retired, now)
        add_rows(connection, schema.readings, rows.readings)
        add_rows(connection, schema.mentions, rows.mentions)
        add_rows(connection, schema.claims, rows.claims)
        verdicts.hand_on(connection, retired)
        telling = {key: reading for key, reading in fresh.items() if reading.agreements}
        stories.find_copies(connection, telling)
        linking.link(connection, telling, gone, now)


def corroborate_all(
    connection: Connection, fresh: Mapping[str, Reading], answering: Mapping[str, str]
) -> dict[str, Reading]:
    """Return the new readings of reports for which a reader of another line answers, surer of what both tell."""
    others = {key: answering[key] for key in fresh if key in answering}
    others = {key: other for key, other in others.items() if find_line(other) != find_line(fresh[key].reader)}
    return {key: corroborate(fresh[key], other) for key, other in load_readings(connection, others).items()}


def batch_size() -> int:
    """Return how many reports are stored in one transaction.

    Raises:
        InputError: DEPOSITARY_BATCH is not a positive number.
    """
    told = os.environ.get("DEPOSITARY_BATCH", str(BATCH))
    if not told.isdecimal() or int(told) < 1:
        raise InputError(f"DEPOSITARY_BATCH={told!r} is not a number of reports; set it to 1 or more, or leave it out")
    return int(told)


def settle_store(store: Store, tell: Callable[[int], None] | None = None) -> None:
    """Cluster all pending mentions of a register, and complete its search index, one transaction per batch.

    Args:
        store: the register's store.
        tell: called before each batch with the number of mentions left.
    """
    while left := count_left(store):
        if tell:
            tell(left)
        with store.writing() as connection:
            linking.settle_some(connection, utc_now())
    index_left(store)


def index_left(store: Store) -> None:
    """Index the reports and agreements that wait for it: those of a register that is older than the search."""
    while count_waiting(store):
        with store.writing() as connection:
            full_text.index_some(connection)
            search_words.index_some(connection)


def count_waiting(store: Store) -> int:
    """Return how many rows of a register wait to be indexed."""
    with store.reading() as connection:
        return count_rows(connection, schema.unindexed)


def count_left(store: Store) -> int:
    """Return how many mentions of a register wait for clustering."""
    with store.reading() as connection:
        return linking.count_left(connection)


def note_skipped(batch: Sequence[Submission], reasons: Mapping[str, str]) -> list[Submission]:
    """Return a batch in which reports in a language without a reader have the reason, for the ledger."""
    return [replace(o, reason=reasons[o.item]) if o.report and o.item in reasons else o for o in batch]


def refuse_unread(batch: Sequence[Submission], reasons: Mapping[str, str]) -> list[Submission]:
    """Return a batch in which reports that the reader failed on are refused, with the reason."""
    return [
        replace(o, report=None, reason=reasons[o.item], failed=o.item) if o.report and o.item in reasons else o
        for o in batch
    ]


def decide_outcomes(batch: Sequence[Submission], before: set[str]) -> list[Outcome]:
    """Return the outcome of each offer. Of several offers of one new report, the first is read."""
    seen = set(before)
    outcomes: list[Outcome] = []
    for offer in batch:
        outcomes.append("refused" if not offer.report else "known" if offer.item in seen else "read")
        seen.add(offer.item)
    return outcomes


def count(outcomes: Sequence[Outcome], reread: int) -> Tally:
    """Count outcomes."""
    number = outcomes.count
    return Tally(len(outcomes), number("read"), number("known"), number("refused"), reread)


def find_answering(held: Mapping[str, Mapping[str, bool]]) -> dict[str, str]:
    """Return the reader whose reading answers, by report. ``held`` is the result of ``list_held``."""
    return {report: reader for report, own in held.items() for reader, answers in own.items() if answers}


def let_answer(store: Store, reader: str, tell: Callable[[int], None] | None = None) -> int:
    """Let a reader answer for all reports that it has read, and return for how many it did not before.

    The readings that answered are kept and can answer again; verdicts follow to the claims that say the same.

    Args:
        store: where the register lies.
        reader: name and version, as its readings have them.
        tell: is told how many mentions wait for their agreements to be found.

    Raises:
        InputError: the register has no reading of the reader.
    """
    table = schema.readings
    now = utc_now()
    with store.writing() as connection:
        rows = connection.execute(select(table.c.report, table.c.retired_at).where(table.c.reader == reader)).all()
        if not rows:
            raise InputError(f"{reader} has read no report of this register: depositary readers shows who has")
        silent = sorted(row.report for row in rows if row.retired_at)
        gone = retire(connection, silent, now)
        restore(connection, [name_reading(report, reader) for report in silent], now)
        verdicts.hand_on(connection, silent)
        found = load_readings(connection, dict.fromkeys(silent, reader))
        telling = {report: reading for report, reading in found.items() if reading.agreements}
        stories.find_copies(connection, telling)
        linking.link(connection, telling, gone, now)
        linking.place_due(connection)
    settle_store(store, tell)
    return len(silent)
