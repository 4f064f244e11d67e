"""Measure a register: seconds of each question, and the cost of a claim as the register grows.

python benchmarks/register.py questions REGISTER
python benchmarks/register.py growth [10000 100000 1000000]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from made import make_readings

from depositary.model.reading import Reading
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register
from depositary.register.storage.opening import open_store


def measure(name: str, ask: Callable[[], object]) -> None:
    """Print the median of five askings: by the clock, and of the processor (others may use it meanwhile)."""
    times = []
    for _ in range(5):
        began, worked = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - began, time.process_time() - worked))
    took, work = (sorted(column)[2] * 1000 for column in zip(*times, strict=True))
    print(f"{name}: {took:.0f} ms by the clock, {work:.0f} ms of the processor")


def ask_all(place: str) -> None:
    """Measure status, show and between."""
    register = Register(open_store(place))
    for title in ("Paris Agreement", "Kyoto Protocol", "Treaty of Lisbon"):
        measure(f"status {title}", lambda title=title: register.status(title))
        measure(
            f"status {title}, known 2012",
            lambda title=title: register.status(title, on="2012-01-01", known="2012-01-01"),
        )
        measure(f"show {title}", lambda title=title: register.show(title))
    for pair in (("RUS", "USA"), ("EU", "GBR"), ("ISR", "PSE")):
        measure(f"between {' '.join(pair)}", lambda pair=pair: register.between(*pair))


class Meter:
    """Passes readings on and keeps the time that it takes to make them: it is not the register's."""

    def __init__(self, readings: Iterator[Reading]) -> None:
        """Stand before a source of readings."""
        self.readings = readings
        self.took = self.work = 0.0

    def __iter__(self) -> Iterator[Reading]:
        """Yield each reading."""
        while True:
            began, worked = time.perf_counter(), time.process_time()
            reading = next(self.readings, None)
            self.took += time.perf_counter() - began
            self.work += time.process_time() - worked
            if reading is None:
                return
            yield reading


def grow(claims: int) -> tuple[float, float]:
    """Return the seconds per claim of a register of so many: of the processor, and of the clock."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "made.db")
        made = Meter(make_readings(claims))
        held: dict[str, Reading] = {}

        def offers() -> Iterator[Submission]:
            for line, reading in enumerate(made, start=1):
                held[reading.report.id] = reading
                yield Submission("made", line, reading.report)

        intake = Intake(store, lambda reports: [held.pop(report.id) for report in reports], "en/1")
        began, worked = time.perf_counter(), time.process_time()
        for _ in intake.take_all(offers()):
            pass
        took = time.perf_counter() - began - made.took
        work = time.process_time() - worked - made.work
        store.close()
    return work / claims, took / claims


def main() -> None:
    """Measure what is asked for."""
    if sys.argv[1] == "questions":
        ask_all(sys.argv[2])
    for claims in map(int, sys.argv[2:] if sys.argv[1] == "growth" else []):
        work, took = grow(claims)
        print(f"{claims:,} claims: {work * 1e6:.0f} us a claim (by the clock {took * 1e6:.0f})", flush=True)


if __name__ == "__main__":
    main()
