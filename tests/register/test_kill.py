"""Kill -9 in the midst of writing: nothing is lost, doubled or half done (benchmarks/kill.py does it 100 times)."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess as Process

import pytest
from sqlalchemy import func, select

from depositary.model.reading import Reading
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import open_register
from depositary.register.storage import schema
from depositary.register.storage.opening import open_store
from depositary.register.storage.rows import name_report
from depositary.register.storage.store import Store, count_rows
from tests.register.readings import make_reading

pytestmark = pytest.mark.kill

KILLS = 3
REPORTS = 60
BATCH = 5
STEPS = ("signature", "ratification", "entry-into-force")
CLOCKS = {"learnt_at", "retired_at", "offered_at", "applied_at", "at", "undone_at", "revision"}
COMPARED = (
    "reports",
    "readings",
    "mentions",
    "claims",
    "keys",
    "profiles",
    "memberships",
    "agreements",
    "participations",
    "ledger",
)


def make_readings() -> list[Reading]:
    """Make readings, several of them on each of a few treaties."""
    chance = random.Random(1)
    names = ["Lake", "River", "Desert", "Forest", "Delta"]
    return [make_one(number, chance.choice(names), chance.choice(STEPS)) for number in range(REPORTS)]


def make_one(number: int, name: str, step: str) -> Reading:
    """Make one reading."""
    title, day = f"{name} Treaty", f"20{10 + number % 12}-0{number % 9 + 1}-10"
    text = f"Report {number}: Chad and Sudan spoke of the {title}."
    return make_reading(text, title=title, published=day, parties=("SDN", "TCD"), steps=((step, "occurred", day),))


def start(place: str, readings: Sequence[Reading]) -> Process:
    """Start a writer; its first batch is kept when this returns, or it is done."""
    fork = multiprocessing.get_context("fork")  # no start-up: kills fall into the writing
    told, ready = fork.Pipe(duplex=False)
    process = fork.Process(target=write_all, args=(place, readings, ready))
    process.start()
    assert told.poll(30)
    return process


def write_all(place: str, readings: Sequence[Reading], ready: Connection) -> None:
    """Register readings in small batches, and say so after each."""
    known = {name_report(reading.report): reading for reading in readings}
    intake = Intake(open_store(place), lambda reports: [known[name_report(report)] for report in reports], "en/1")
    for tally in intake.take_all((Submission("made", n, r.report) for n, r in enumerate(readings, start=1)), BATCH):
        ready.send(tally.offered)


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return what a register holds but for the clocks."""
    with store.reading() as connection:
        tables = [schema.metadata.tables[name] for name in COMPARED]
        columns = {table.name: [c for c in table.columns if c.name not in CLOCKS] for table in tables}
        return {name: sorted(map(tuple, connection.execute(select(*own))), key=repr) for name, own in columns.items()}


def check(store: Store) -> int:
    """Hold the sums of a register that was interrupted, and return how many reports it holds."""
    with store.reading() as connection:
        read = select(func.count()).select_from(schema.ledger).where(schema.ledger.c.outcome == "read")
        kept = {count_rows(connection, t) for t in (schema.reports, schema.readings, schema.mentions, schema.claims)}
        kept.add(count_rows(connection, schema.memberships) + count_rows(connection, schema.unplaced))
        kept.add(connection.execute(read).scalar_one())
    assert len(kept) == 1, "reports, readings, mentions, claims and the ledger do not add up"
    return int(kept.pop())


def test_killed_and_begun_again_it_is_as_if_never_broken(make_place: Callable[[], str]) -> None:
    readings, chance = make_readings(), random.Random(7)
    unbroken, place = make_place(), make_place()
    finish(start(unbroken, readings))
    for _ in range(KILLS):
        process = start(place, readings)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.join(10)
        store = open_store(place)
        assert 0 < check(store) <= REPORTS
        store.close()
        with open_register(place) as register:  # finds the agreements that the broken run left
            assert sum(line.reports for line in register.list()) == check(register.store)
    finish(start(place, readings))
    whole, mended = open_store(unbroken), open_store(place)
    assert check(mended) == REPORTS
    assert dump(whole) == dump(mended)
    whole.close()
    mended.close()


def finish(process: Process) -> None:
    """Wait until a writer ends by itself."""
    process.join(60)
    assert process.exitcode == 0
