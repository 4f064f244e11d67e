"""``depositary export``: the register's content in the forms that others use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from depositary.cli.asking import asked_known, asked_on, open_asked
from depositary.errors import ExchangeError
from depositary.exchange.calendars import write_calendar
from depositary.exchange.dataset import FORMATS, write_dataset
from depositary.exchange.events import find_events
from depositary.exchange.extract import Clocks
from depositary.exchange.gdelt import write_gdelt
from depositary.exchange.plover import write_plover
from depositary.register.register import day_or_today


@click.group()
def export() -> None:
    """Write the register's content in the forms that researchers and tools use."""


@export.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="One format alone; by default both."
)
@asked_on
@asked_known
@click.pass_context
def tables(ctx: click.Context, out: Path, formats: tuple[str, ...], on: dt.date | None, known: dt.date | None) -> None:
    """Write all tables with their codebook into the folder OUT.

    CSV and Parquet: agreements, participations, actions, claims, evidence, reports, and agreements, actors and
    pairs of actors by year. Every span is verified against its report.
    """
    with open_asked(ctx) as register:
        counts = write_dataset(register, out, Clocks.of(on, known), formats or FORMATS)
    for table, rows in counts.items():
        click.echo(f"{rows:>9,} {table}")


@export.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@asked_known
@click.pass_context
def plover(ctx: click.Context, out: Path, known: dt.date | None) -> None:
    """Write steps and meetings as PLOVER 2.0 events, one JSON object a line, into the file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        count = write_plover(find_events(register, Clocks.of(None, known)), out)
    click.echo(f"{count:>9,} events")


@export.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@asked_known
@click.pass_context
def gdelt(ctx: click.Context, out: Path, known: dt.date | None) -> None:
    """Write steps and meetings as GDELT 2.0 events.tsv and mentions.tsv, with CAMEO codes, into the folder OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        events, mentions = write_gdelt(find_events(register, Clocks.of(None, known)), out)
    click.echo(f"{events:>9,} events\n{mentions:>9,} mentions")


@export.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--days", type=click.IntRange(1), default=365, show_default=True, help="How far before and after the day."
)
@asked_on
@asked_known
@click.pass_context
def calendar(ctx: click.Context, out: Path, days: int, on: dt.date | None, known: dt.date | None) -> None:
    """Write planned steps that are not told as done as an iCalendar file OUT."""
    with open_asked(ctx) as register, told_in_words(out):
        due = register.due(on=on, known=known, days=days)
        out.write_bytes(write_calendar(due, day_or_today(on)).encode("utf-8"))
    click.echo(f"{len(due):>9,} planned steps")


@contextmanager
def told_in_words(out: Path) -> Iterator[None]:
    """Tell in words what the file system refuses.

    Raises:
        ExchangeError: nothing can be written there.
    """
    try:
        yield
    except OSError as error:
        raise ExchangeError(f"cannot write to {out}: {error.strerror or error}") from error
