"""One run over files, folders and addresses: read every report in them and add it to a register.

>>> name_source("-")
'-'
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from depositary.ingest.pipeline import make_setting
from depositary.ingest.processes import read_part, take_all
from depositary.ingest.progress import track
from depositary.ingest.shard_offers import Shelf
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.reading.treaties import is_treaty
from depositary.register.intake import Intake, Submission, Tally
from depositary.register.storage import Store
from depositary.sources import Details, Input, Refusal, open_inputs, read_input
from depositary.terminal import warn

if TYPE_CHECKING:
    from depositary.ingest.llm.session import Session


def take_shards(names: Sequence[str], store: Store) -> Tally:
    """Add shards of readings to a register, and return the tally of their reports."""
    shelf = Shelf()
    return sum(Intake(store, shelf.read, VERSION).take_all(shelf.offers(names)), Tally())


class Run:
    """One run over the named files."""

    def __init__(self, names: Sequence[str], kind: str | None, details: Details) -> None:
        """Take the names of files, their kind if it is given, and known details of the reports."""
        self.names = names
        self.kind = kind
        self.details = details
        self.consumed = 0

    def take(self, store: Store, jobs: int) -> Tally:
        """Add everything to a register, show progress, and return the tally."""
        intake = Intake(store, read_part, VERSION)
        tally = Tally()
        with track(self.names, shown=sys.stderr.isatty()) as advance:
            intake.tell = lambda left: advance(self.consumed, tally.offered, f"linking, {left:,} mentions to go")
            for part in take_all(intake, self.offers(), jobs):
                tally += part
                advance(self.consumed, tally.offered)
        return tally

    def take_with(self, session: Session, store: Store) -> Tally:
        """Take everything into a register, read by a language model, and return what became of it."""
        intake = Intake(store, session.reading.read_part, session.reading.version)
        tally = Tally()
        offers = session.watch(self.offers(), lambda offer: pick_unread(offer, intake))
        with track(self.names, shown=sys.stderr.isatty()) as advance:
            for part in intake.take_all(offers, session.batch):
                tally += part
                advance(self.consumed, tally.offered)
        return tally

    def plan(self, session: Session, store: Store | None) -> str:
        """Return in words what a language model would be sent that the register has no reading of by it."""
        intake = Intake(store, session.reading.read_part, session.reading.version) if store else None
        return session.plan(self.offers(), lambda offer: pick_unread(offer, intake))

    def offers(self) -> Iterator[Submission]:
        """Yield the offers of all files, in order, each with its source and line. Report refusals on standard error."""
        for source in open_inputs(self.names, make_setting()):
            place = name_source(source.name)
            offered = [source] if isinstance(source, Refusal) else self.count(source)
            for line, offer in enumerate(offered, start=1):
                yield place_offer(place, line, offer)

    def count(self, source: Input) -> Iterator[Report | Refusal]:
        """Yield the offers of one file and count its bytes."""
        before = self.consumed
        for offer in read_input(source, self.details, self.kind, warn):
            self.consumed = before + source.consumed
            yield offer


def pick_unread(offer: Submission, intake: Intake | None) -> Report | None:
    """Return the report of an offer, unless it has none or the register has a reading of it by this reader."""
    from depositary.reading.llm import opens

    if not offer.report or not opens(offer.report):
        return None
    return offer.report if intake is None or intake.choose([offer]) else None


def name_source(name: str) -> str:
    """Return a file's name in the ledger: its full path, so that ``--retry`` can find it."""
    return name if name == "-" or "://" in name else str(Path(name).resolve())


def place_offer(source: str, line: int, offer: Report | Refusal) -> Submission:
    """Return an offer with its source and line. Report a refusal on standard error."""
    if isinstance(offer, Report):
        if is_treaty(offer.text):
            warn(f"{source}: it looks like the text of a treaty and is not read as news: add it with --from treaty")
        return Submission(source, line, offer)
    warn(str(offer))
    return Submission(source, line, reason=offer.reason, payload=offer.given_id)
