"""``depositary read``: read reports and print readings, as JSON lines or as a page for people."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from depositary.cli.inputs import about_inputs
from depositary.cli.output import Output, make_output
from depositary.cli.reader_options import asked_reader
from depositary.cli.treaties import show_texts
from depositary.ingest.pipeline import Result, make_setting, read_offers
from depositary.ingest.processes import read_ahead
from depositary.ingest.progress import track
from depositary.ingest.treaty_texts import KIND as TREATY
from depositary.model.text import Report
from depositary.sources import Details, Input, Offer, Refusal, open_inputs, read_input
from depositary.sources.intake import check_language, check_published
from depositary.terminal import warn

if TYPE_CHECKING:
    from depositary.ingest.llm.session import Choice, Session


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE ...|-]")
@about_inputs
@asked_reader
@click.option("--json", "as_json", is_flag=True, help="Print one reading per line as JSON.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Number of reading processes.")
def read(  # noqa: PLR0917  # click passes all by name
    files: tuple[str, ...],
    kind: str | None,
    published: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    language: str | None,
    as_json: bool,
    jobs: int,
    choice: Choice | None,
) -> int:
    """Read reports and show the agreements in them, with their evidence.

    FILE can be a plain text (one report, with its headline as first line), JSON lines (one report per
    line), or a page, feed, archive, folder or URL; - is standard input. --from treaty shows the text of a
    treaty with its articles and final clauses. The options give details that
    the reports do not contain.
    """
    details = Details(title, check_published(published), outlet, url, check_language(language) if language else None)
    if kind == TREATY:
        return show_texts(files or find_default(), details, as_json)
    run = Run(files or find_default(), kind, details, make_output(as_json))
    return run_with(run, choice) if choice else run.run(jobs)


def run_with(run: Run, choice: Choice) -> int:
    """Read with a language model, or only say what it would be sent, and return the exit code."""
    from depositary.ingest.llm.session import open_session

    with open_session(choice) as session:
        if choice.dry_run:
            click.echo(session.plan(run.offers(), pick_report))
            return 0
        return run.run(session=session)


def pick_report(offer: Offer) -> Report | None:
    """Return the report of an offer, where it has one."""
    return offer if isinstance(offer, Report) else None


def find_default() -> tuple[str, ...]:
    """Return standard input if something is piped into it.

    Raises:
        UsageError: nothing is piped in.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("name a FILE, or - for standard input (see depositary read --help)")
    return ("-",)


class Run:
    """One run over the named files. ``many`` is true if there can be more than one report."""

    def __init__(self, names: Sequence[str], kind: str | None, details: Details, output: Output) -> None:
        """Take the names of files, their kind if it is given, and the output."""
        self.names = names
        self.kind = kind
        self.details = details
        self.output = output
        self.many = len(names) > 1
        self.consumed = 0
        self.places: deque[tuple[str, int | None]] = deque()

    def run(self, jobs: int = 1, session: Session | None = None) -> int:
        """Read everything, show each result in order, and return the exit code."""
        done = 0
        results = self.results(jobs, session)
        with track(self.names) as advance:
            for done, result in enumerate(results, start=1):
                self.output.show(self.place(result), many=self.many)
                advance(self.consumed, done)
        if self.many:
            self.output.close(done)
        return 0 if not self.output.refused else 1 if self.many else 2

    def results(self, jobs: int, session: Session | None) -> Iterator[Result]:
        """Yield the results: of a language model in a session, else of one process or several."""
        if session:
            return read_offers(session.watch(self.offers(), pick_report), session.reading, session.batch)
        return read_offers(self.offers()) if jobs == 1 else read_ahead(self.offers(), jobs)

    def offers(self) -> Iterator[Offer]:
        """Yield the offers of all files, in order."""
        for source in open_inputs(self.names, make_setting()):
            if isinstance(source, Refusal):
                self.places.append((source.name, source.line))
                yield source
            else:
                yield from self.count(source)

    def count(self, source: Input) -> Iterator[Offer]:
        """Yield the offers of one file and count its bytes."""
        before = self.consumed
        for offer in read_input(source, self.details, self.kind, warn):
            self.consumed = before + source.consumed
            self.many |= source.many
            self.places.append((source.name, source.line))
            yield offer

    def place(self, result: Result) -> Result:
        """Return the result. If the reader failed, add the file and line of the report."""
        name, line = self.places.popleft()
        return replace(result, name=name, line=line) if isinstance(result, Refusal) else result
