"""``depositary add``: reports in, read and registered; can be stopped and run again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from depositary.cli.asking import as_json, open_asked, write_json
from depositary.cli.crew import read_part, take_all
from depositary.cli.inputs import about_inputs
from depositary.cli.output import warn
from depositary.cli.pipeline import make_setting
from depositary.cli.progress import track
from depositary.cli.shards import Shelf
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake
from depositary.register.ledger import Offer, Tally
from depositary.register.store import Store
from depositary.sources import Details, Input, Refusal, open_inputs, read_input
from depositary.sources.intake import check_language, check_published


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...|-")
@about_inputs
@click.option("--shards", is_flag=True, help="FILEs are shards of readings that depositary cluster wrote.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Processes that read; one a core.")
@as_json
@click.pass_context
def add(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    files: tuple[str, ...],
    kind: str | None,
    published: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    language: str | None,
    shards: bool,
    jobs: int,
    as_json: bool,
) -> int:
    """Read reports and register what they say; what is known already is passed over.

    FILE is anything that depositary read takes; - is standard input. It can be stopped at any time
    and run again: what was kept is known then. The last line says how many were offered, and how
    many of them were new, known and refused.
    """
    details = Details(title, check_published(published), outlet, url, check_language(language) if language else None)
    with open_asked(ctx, make=True) as register:
        run = Run(files, kind, details)
        tally = take_shards(files, register.store) if shards else run.take(register.store, jobs)
    write_json(show(tally)) if as_json else click.echo(tell(tally))
    return 1 if tally.refused else 0


def show(tally: Tally) -> dict[str, int]:
    """Return a tally as JSON has it."""
    return {name: getattr(tally, name) for name in tally.__slots__}


def tell(tally: Tally) -> str:
    """Return a tally in words.

    >>> tell(Tally(offered=3, new=1, known=2, reread=1))
    '3 offered: 1 new, 2 known (1 of them read again), 0 refused'
    """
    again = f" ({tally.reread:,} of them read again)" if tally.reread else ""
    return f"{tally.offered:,} offered: {tally.new:,} new, {tally.known:,} known{again}, {tally.refused:,} refused"


def take_shards(names: Sequence[str], store: Store) -> Tally:
    """Take shards of readings into a register, and return what became of their reports."""
    shelf = Shelf()
    return sum(Intake(store, shelf.read, VERSION).take_all(shelf.offers(names)), Tally())


class Run:
    """One run over the named files."""

    def __init__(self, names: Sequence[str], kind: str | None, details: Details) -> None:
        """Take the files' names, their kind where it is given, and what is known of the reports."""
        self.names = names
        self.kind = kind
        self.details = details
        self.consumed = 0

    def take(self, store: Store, jobs: int) -> Tally:
        """Take everything into a register, show how far it is, and return what became of it."""
        intake = Intake(store, read_part, VERSION)
        tally = Tally()
        with track(self.names, shown=sys.stderr.isatty()) as advance:
            intake.tell = lambda left: advance(self.consumed, tally.offered, f"linking, {left:,} mentions to go")
            for part in take_all(intake, self.offers(), jobs):
                tally += part
                advance(self.consumed, tally.offered)
        return tally

    def offers(self) -> Iterator[Offer]:
        """Yield what all files offer, in order, each with its place; tell of refusals."""
        for source in open_inputs(self.names, make_setting()):
            place = name_source(source.name)
            offered = [source] if isinstance(source, Refusal) else self.count(source)
            for line, offer in enumerate(offered, start=1):
                yield place_offer(place, line, offer)

    def count(self, source: Input) -> Iterator[Report | Refusal]:
        """Yield the offers of one file and keep count of its bytes."""
        before = self.consumed
        for offer in read_input(source, self.details, self.kind, warn):
            self.consumed = before + source.consumed
            yield offer


def name_source(name: str) -> str:
    """Return how the ledger names a file: by its whole path, so that it can be found again."""
    return name if name == "-" or "://" in name else str(Path(name).resolve())


def place_offer(source: str, line: int, offer: Report | Refusal) -> Offer:
    """Return an offer with its place; a refusal is told on standard error too."""
    if isinstance(offer, Report):
        return Offer(source, line, offer)
    warn(str(offer))
    return Offer(source, line, reason=offer.reason, payload=offer.given_id)
