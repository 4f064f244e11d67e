"""Kill ``depositary add`` at random moments and see that nothing is lost, doubled or left half done.

    python benchmarks/kill.py [--times 100] [--reports 1500] [--postgresql ADDRESS] [--seed 1]

An unbroken run comes first. Then runs are started on an empty register and killed with SIGKILL at random
moments, each over the register that the one before left, until one ends by itself; after every kill
the ledger must add up. When a register is complete it is compared with the unbroken one, and the next begins.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select, text

from depositary.register.storage import schema
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import count_rows

CLOCKS = {"learnt_at", "retired_at", "offered_at", "applied_at", "at", "undone_at"}
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
)
MADE = "{a} and {b} signed the {name} Treaty number {n} on {day}. {a} will ratify the treaty next year."
STATES = ["Chad", "Mali", "Niger", "Sudan", "Kenya", "Ghana", "Togo", "Benin", "Gabon", "Zambia"]
NAMES = ["Lake", "River", "Desert", "Forest", "Delta", "Coast", "Island", "Valley"]


def make_file(path: Path, number: int, chance: random.Random) -> None:
    """Write made reports, one in three of them on a treaty, and one in fifty refused."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(number):
            a, b = chance.sample(STATES, 2)
            day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"
            body = MADE.format(a=a, b=b, name=chance.choice(NAMES), n=n, day=day)
            told = {"id": str(n), "published": day, "text": body if n % 3 == 0 else f"It rained in {a}, day {n}."}
            out.write(("{broken" if n % 50 == 49 else json.dumps(told)) + "\n")


def run(place: str, source: Path, kill_after: float | None = None) -> bool:
    """Run ``add``; kill it after some seconds; tell whether it ended by itself."""
    command = [sys.executable, "-m", "depositary.cli", "--register", place, "add", str(source), "--jobs", "1"]
    environment = os.environ | {"DEPOSITARY_BATCH": "100", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    try:
        told, _ = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return False
    assert b"offered" in told, f"add ended with {process.returncode} and told nothing"
    return True


def dump(place: str) -> dict[str, list[tuple[object, ...]]]:
    """Return what a register holds but for the clocks; standing judgements only."""
    store = open_store(place)
    found: dict[str, list[tuple[object, ...]]] = {}
    with store.reading() as connection:
        for table in [schema.metadata.tables[name] for name in COMPARED] + [schema.ledger, schema.copies]:
            columns = [column for column in table.columns if column.name not in CLOCKS]
            found[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
        table = schema.judgements
        query = select(table.c.mention, table.c.other, table.c.score).where(table.c.undone_at.is_(None))
        found["judgements"] = sorted(map(tuple, connection.execute(query)), key=repr)
    store.close()
    return found


def check(place: str) -> None:
    """Hold the sums of a register that was just interrupted.

    Raises:
        AssertionError: something is lost or doubled.
    """
    store = open_store(place)
    with store.reading() as connection:
        query = select(func.count()).select_from(schema.ledger).where(schema.ledger.c.outcome == "read")
        read = connection.execute(query).scalar_one()
        kept, readings = (count_rows(connection, table) for table in (schema.reports, schema.readings))
        members = count_rows(connection, schema.memberships) + count_rows(connection, schema.unplaced)
        mentions = count_rows(connection, schema.mentions)
    store.close()
    assert read == kept == readings, (read, kept, readings)
    assert members == mentions, (members, mentions)


def empty(place: str) -> None:
    """Make a place empty."""
    if "://" not in place:
        for ending in ("", "-wal", "-shm"):
            Path(place + ending).unlink(missing_ok=True)
        return
    store = open_store(place)
    with store.writing() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    store.close()


def kill_often(place: str, source: Path, times: int, chance: random.Random) -> tuple[int, int]:
    """Kill runs so many times; return the kills and the registers that were completed and found equal."""
    empty(place)
    began = time.monotonic()
    assert run(place, source)
    whole, took = dump(place), time.monotonic() - began
    empty(place)
    killed = completed = 0
    while killed < times or not completed:
        if run(place, source, chance.uniform(0.3, took * 1.05) if killed < times else None):
            again = dump(place)
            differing = [name for name in whole if whole[name] != again[name]]
            assert not differing, f"after {killed} kills these differ: {differing}"
            completed += 1
            empty(place)
        else:
            killed += 1
            check(place)
    return killed, completed


def main() -> None:
    """Kill, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--reports", type=int, default=1500)
    parser.add_argument("--postgresql", metavar="ADDRESS", help="an empty database that may be overwritten")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "made.jsonl"
        make_file(source, asked.reports, chance)
        place = asked.postgresql or str(Path(folder) / "killed.db")
        killed, completed = kill_often(place, source, asked.times, chance)
    print(f"{killed} kills, {completed} registers completed, all equal to the unbroken one")


if __name__ == "__main__":
    main()
