"""Turn offers into readings, as a stream and in order. Every offer gives one result.

>>> [type(result).__name__ for result in read_offers([Report.compose("Rain."), Refusal("x", 2, "no JSON")])]
['Reading', 'Refusal']
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from depositary.errors import ModelError
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import Reader, list_languages, screen
from depositary.sources import Offer, Refusal, Setting

BATCH_REPORTS = 2048
BATCH_CHARACTERS = 2_000_000

Result = Reading | Refusal


class Reads(Protocol):
    """A reader: it yields a reading, or a refusal with its reason, for each report, in order."""

    def read(self, report: Report) -> Result:
        """Read one report."""

    def read_many(self, reports: Sequence[Report]) -> Iterator[Result]:
        """Read many reports."""


def make_setting() -> Setting:
    """Return the settings for inputs: the gate screens pages; DEPOSITARY_ALLOW_PRIVATE=1 allows private addresses."""
    return Setting(
        screen=screen, languages=list_languages(), allow_private=os.environ.get("DEPOSITARY_ALLOW_PRIVATE") == "1"
    )


def read_offers(offers: Iterable[Offer], reader: Reads | None = None, most: int | None = None) -> Iterator[Result]:
    """Yield one reading per report, and each refusal unchanged, in the order of the offers.

    Args:
        offers: reports and refusals.
        reader: the reader. Default: the embedded reader.
        most: the maximum number of offers that are read together. Default: some thousands.
    """
    reader = reader or Reader()
    for batch in collect(offers, most):
        yield from read_batch(batch, reader)


def collect(offers: Iterable[Offer], most: int | None = None) -> Iterator[list[Offer]]:
    """Yield lists of offers, limited in number and in length of text."""
    batch: list[Offer] = []
    length = 0
    for offer in offers:
        batch.append(offer)
        length += len(offer.text) if isinstance(offer, Report) else 0
        if len(batch) >= (most or BATCH_REPORTS) or length >= BATCH_CHARACTERS:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def read_batch(batch: list[Offer], reader: Reads) -> Iterator[Result]:
    """Read the reports of a batch together. If the reader fails on one, read them one by one."""
    reports = [offer for offer in batch if isinstance(offer, Report)]
    try:
        readings: list[Result] = list(reader.read_many(reports))
    except ModelError:
        raise
    except Exception:
        readings = [read_alone(report, reader) for report in reports]
    done = iter(readings)
    for offer in batch:
        yield next(done) if isinstance(offer, Report) else offer


def read_alone(report: Report, reader: Reads) -> Result:
    """Read one report. If the reader fails, return a refusal that says so."""
    try:
        return reader.read(report)
    except Exception as error:
        if os.environ.get("DEPOSITARY_DEBUG"):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return Refusal(report.given_id or report.id, None, f"the reader failed on it ({what})", report.given_id)
