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

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agreement, Reading
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.register.intake import Intake
from depositary.register.ledger import Offer
from depositary.register.register import Register
from depositary.register.store import open_store

STEPS = (ActionCode.SIGNATURE, ActionCode.RATIFICATION, ActionCode.ENTRY_INTO_FORCE, ActionCode.EXTENSION)
REPORTS = 5  # on each made agreement


def measure(name: str, ask: Callable[[], object]) -> None:
    """Print the median of five askings."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    print(f"{name}: {sorted(times)[2] * 1000:.0f} ms")


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


def make_readings(claims: int) -> Iterator[Reading]:
    """Yield made readings with a claim each, five on each agreement."""
    for number in range(claims):
        agreement, step = divmod(number, REPORTS)
        day = f"{1990 + agreement % 30}-{step + 1:02d}-{agreement % 28 + 1:02d}"
        report = Report.compose(f"Ada{agreement} Treaty, step {step}: it was taken on {day}.", published=day)
        names = (report.span(0, report.text.index(",")),)
        treaty = Agreement("a1", names[0].text, Kind.TREATY, (f"S{agreement % 997}", f"T{agreement % 991}"), names)
        action = Action("a1", STEPS[step % 4], Modality.OCCURRED, names, ImpreciseDate(day, day, day))
        yield Reading(report, "en/1", agreements=(treaty,), actions=(action,))


def grow(claims: int) -> float:
    """Return the seconds per claim of a register of so many."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "made.db")
        held: dict[str, Reading] = {}

        def offers() -> Iterator[Offer]:
            for line, reading in enumerate(make_readings(claims), start=1):
                held[reading.report.id] = reading
                yield Offer("made", line, reading.report)

        intake = Intake(store, lambda reports: [held.pop(report.id) for report in reports], "en/1")
        began = time.perf_counter()
        for _ in intake.take_all(offers()):
            pass
        took = time.perf_counter() - began
        store.close()
    return took / claims


def main() -> None:
    """Measure what is asked for."""
    if sys.argv[1] == "questions":
        ask_all(sys.argv[2])
    for claims in map(int, sys.argv[2:] if sys.argv[1] == "growth" else []):
        print(f"{claims:,} claims: {grow(claims) * 1e6:.0f} us a claim", flush=True)


if __name__ == "__main__":
    main()
