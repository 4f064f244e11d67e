"""``depositary export``: write the content of a register in the formats of other tools."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import click

from depositary.cli.asking import asked_filter, asked_known, asked_on, open_asked
from depositary.errors import ExchangeError
from depositary.exchange.calendars import find_due, write_calendar
from depositary.exchange.dataset import FORMATS, write_dataset
from depositary.exchange.events import find_events
from depositary.exchange.extract import Clocks, extract
from depositary.exchange.feeds import ENTRIES, Feed, make_line, tell, write_atom
from depositary.exchange.ftm import find_entities
from depositary.exchange.ftm_files import write_ftm
from depositary.exchange.gdelt import write_gdelt
from depositary.exchange.gexf import write_gexf
from depositary.exchange.linked_data import URN, Addresses, find_nodes, write_linked_data
from depositary.exchange.plover import write_plover
from depositary.exchange.polecat import write_polecat
from depositary.exchange.relations import Relations
from depositary.exchange.table_parts import write_whole
from depositary.register.queries import Filter
from depositary.register.storage import name_row


def asked_what(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the two days as ``clocks``, and the filter of agreements as ``asked``."""

    @asked_filter
    @asked_on
    @asked_known
    @click.pass_context
    @functools.wraps(command)
    def chosen(*args: Any, on: dt.date | None, known: dt.date | None, **given: Any) -> Any:
        return command(*args, clocks=Clocks.of(on, known), **given)

    return chosen


def asked_base(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--base``, ending in a slash or colon."""

    def check(ctx: click.Context, param: click.Parameter, value: str) -> str:
        if not value.startswith(("http://", "https://", "urn:")) or set(value) & set(' <>"'):
            raise click.BadParameter(f"{value!r} is not an address; use the form https://example.org/", ctx, param)
        return value if value.endswith(("/", ":")) else f"{value}/"

    words = "Address of the served register. Links in the output point there."
    option = click.option("--base", metavar="URL", default=URN, show_default=True, callback=check, help=words)
    return option(command)


def out_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the file ``OUT``."""
    return click.argument("out", type=click.Path(path_type=Path, dir_okay=False))(command)


def out_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the folder ``OUT``."""
    return click.argument("out", type=click.Path(path_type=Path, file_okay=False))(command)


@click.group()
def export() -> None:
    """Write the content of the register in the formats of other tools."""


@export.command()
@out_folder
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this format. Can be repeated."
)
@asked_what
def tables(ctx: click.Context, out: Path, formats: tuple[str, ...], clocks: Clocks, asked: Filter) -> None:
    """Write all tables with their codebook into the folder OUT.

    Formats: CSV, Parquet and Stata. Tables: agreements, participations, actions, claims, evidence, reports,
    relations, and yearly tables of agreements, actors, pairs and directed pairs. Every span is checked against its
    report.
    """
    with open_asked(ctx) as register:
        counts = write_dataset(register, out, clocks, formats or FORMATS, asked)
    for table, rows in counts.items():
        click.echo(f"{rows:>9,} {table}")


@export.command()
@out_file
@asked_what
def plover(ctx: click.Context, out: Path, clocks: Clocks, asked: Filter) -> None:
    """Write steps and meetings as PLOVER 2.0 events, one JSON object per line, to the file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        count = write_plover(find_events(register, clocks, asked), out)
    click.echo(f"{count:>9,} events")


@export.command()
@out_file
@asked_what
def polecat(ctx: click.Context, out: Path, clocks: Clocks, asked: Filter) -> None:
    """Write steps and meetings as POLECAT rows (40 tab-separated columns) to the file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        count = write_polecat(find_events(register, clocks, asked), out)
    click.echo(f"{count:>9,} rows")


@export.command()
@out_folder
@asked_what
def gdelt(ctx: click.Context, out: Path, clocks: Clocks, asked: Filter) -> None:
    """Write steps and meetings as GDELT 2.0 files events.tsv and mentions.tsv, with CAMEO codes, to the folder OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        events, mentions = write_gdelt(find_events(register, clocks, asked), out)
    click.echo(f"{events:>9,} events\n{mentions:>9,} mentions")


@export.command()
@out_folder
@asked_what
def ftm(ctx: click.Context, out: Path, clocks: Clocks, asked: Filter) -> None:
    """Write agreements, parties, steps and reports as FollowTheMoney entities and statements to the folder OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        relations = Relations(register, clocks.known.isoformat())
        entities, statements = write_ftm(find_entities(extract(register, clocks, asked), relations), out)
    click.echo(f"{entities:>9,} entities\n{statements:>9,} statements")


@export.command()
@out_file
@asked_base
@asked_what
def jsonld(ctx: click.Context, out: Path, base: str, clocks: Clocks, asked: Filter) -> None:
    """Write agreements, steps, claims and reports as JSON-LD (schema.org, PROV-O) to the file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        relations = Relations(register, clocks.known.isoformat())
        nodes = find_nodes(extract(register, clocks, asked), relations, Addresses(base))
        count = write_linked_data(nodes, out)
    click.echo(f"{count:>9,} nodes")


@export.command()
@out_file
@asked_what
def gexf(ctx: click.Context, out: Path, clocks: Clocks, asked: Filter) -> None:
    """Write a graph of actors and their agreements (GEXF) to the file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        nodes, edges = write_gexf(extract(register, clocks, asked), out, clocks.on.year)
    click.echo(f"{nodes:>9,} actors\n{edges:>9,} pairs")


@export.command()
@out_file
@click.option("--limit", type=click.IntRange(1), default=ENTRIES, show_default=True, help="Maximum number of entries.")
@asked_base
@asked_what
def atom(ctx: click.Context, /, *, out: Path, limit: int, base: str, clocks: Clocks, asked: Filter) -> None:
    """Write agreements as an Atom feed, the latest reported first, to the file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        lines = [make_line(entry) for entry in extract(register, clocks, asked)]
        feed = Feed(f"{base}feeds/{name_row('f', tell(asked))}", tell(asked), *find_links(asked, base))
        write_whole(out, write_atom(lines, feed, base, limit))
    click.echo(f"{min(len(lines), limit):>9,} entries")


@export.command()
@out_file
@click.option(
    "--days",
    type=click.IntRange(1, 36_500),
    default=365,
    show_default=True,
    help="Number of days before and after the day.",
)
@asked_what
def calendar(ctx: click.Context, out: Path, days: int, clocks: Clocks, asked: Filter) -> None:
    """Write planned steps that are not reported as done to an iCalendar file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        due = find_due(register, clocks, asked, days)
        write_whole(out, write_calendar(due, clocks.on).encode("utf-8"))
    click.echo(f"{len(due):>9,} planned steps")


def find_links(asked: Filter, base: str) -> tuple[str, str] | tuple[None, None]:
    """Return the addresses of a served feed and of its page; none if the register has no address.

    >>> find_links(Filter(parties=("EU",), kind="treaty"), "https://register.example/")[0]
    'https://register.example/agreements.atom?party=EU&kind=treaty'
    """
    if not base.startswith(("http://", "https://")):
        return None, None
    wishes = {"party": asked.parties, "kind": asked.kind, "area": asked.area, "status": asked.status, "q": asked.words}
    query = urlencode({name: value for name, value in wishes.items() if value}, doseq=True)
    end = f"?{query}" if query else ""
    return f"{base}agreements.atom{end}", f"{base}agreements{end}"


@contextmanager
def told_in_words(out: Path) -> Iterator[None]:
    """Turn errors of the file system into messages.

    Raises:
        ExchangeError: the path cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise ExchangeError(f"cannot write to {out}: {error.strerror or error}") from error
