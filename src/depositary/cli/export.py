"""``depositary export``: the register's content in the forms that others use."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from depositary.cli.asking import asked_known, asked_on, open_asked
from depositary.exchange.dataset import FORMATS, write_dataset
from depositary.exchange.extract import Clocks


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
