"""Shards of readings, as ``depositary cluster`` writes them, offered to a register.

>>> list(Shelf().offers([]))
[]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from depositary.errors import DepositaryError, EvidenceError
from depositary.ingest.cluster.formats import read_records
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.register.intake import Result, Submission, Unread
from depositary.register.storage import name_report
from depositary.terminal import warn


class Shelf:
    """Readings made elsewhere, kept until the register asks for them."""

    def __init__(self) -> None:
        """Begin empty."""
        self.readings: dict[str, Result] = {}

    def offers(self, names: Iterable[str]) -> Iterator[Submission]:
        """Yield what the shards of these names hold, a line an offer."""
        for name in names:
            try:
                yield from self.open(name)
            except OSError as error:
                yield refuse(name, 0, f"it cannot be read: {(error.strerror or str(error)).lower()}")
            except DepositaryError as error:
                yield refuse(name, 0, str(error).removeprefix(f"{name}: "))

    def open(self, name: str) -> Iterator[Submission]:
        """Yield what one shard holds.

        Raises:
            OSError: it cannot be opened.
            DepositaryError: it is Parquet that cannot be read.
        """
        for number, record in enumerate(read_records(Path(name)), start=1):
            yield self.offer(str(Path(name).resolve()), number, record)

    def offer(self, name: str, number: int, line: bytes) -> Submission:
        """Return the offer of one line: a reading, an error record, or what is neither."""
        try:
            reading = Reading.from_json(line)
        except (msgspec.DecodeError, EvidenceError) as error:
            return refuse(name, number, read_error(line) or f"no reading: {error}")
        self.readings[name_report(reading.report)] = reading
        return Submission(name, number, reading.report)

    def read(self, reports: Sequence[Report]) -> list[Result]:
        """Return the readings of reports that were offered, each once."""
        return [self.take(report) for report in reports]

    def take(self, report: Report) -> Result:
        """Return the reading of one report."""
        gone = Unread(report, "its reading is gone")
        return self.readings.pop(name_report(report), gone)


def read_error(line: bytes) -> str | None:
    """Return the reason in an error record, ``None`` where the line is none."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return str(record.get("error")) if isinstance(record, dict) and record.get("schema") == "error/1" else None


def refuse(name: str, number: int, reason: str) -> Submission:
    """Return a refused offer, and tell of it on standard error."""
    warn(f"{name}, line {number}: {reason}")
    return Submission(name, number, reason=reason)
