"""Read rejected input a second time: the same lines of the same files.

>>> from depositary.register.storage.opening import open_store
>>> retry_refused(open_store(":memory:"))
Tally(offered=0, new=0, known=0, refused=0, reread=0, unread=0)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from depositary.ingest.processes import read_part
from depositary.ingest.run import Run
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake, Submission, Tally, list_retries
from depositary.register.storage import Store, chunk
from depositary.sources import Details


def retry_refused(store: Store) -> Tally:
    """Offer the refused lines of all existing files a second time."""
    with store.reading() as connection:
        refused = list_retries(connection)
    attempts: dict[str, dict[int, int]] = defaultdict(dict)
    for row in refused:
        attempts[row["source"]][row["line"]] = row["attempt"] + 1
    tally = Tally()
    for source, lines in sorted(attempts.items()):
        if Path(source).exists():
            for batch in chunk(offer_again(source, lines)):
                tally += Intake(store, read_part, VERSION).take(batch)
    return tally


def offer_again(source: str, lines: dict[int, int]) -> Iterator[Submission]:
    """Yield the offers of some lines of a file, each with the number of its attempt."""
    for offer in Run((source,), None, Details()).offers():
        if offer.line in lines:
            yield replace(offer, attempt=lines[offer.line])
