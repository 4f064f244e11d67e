"""``depositary release``: write a dated dataset that can be cited, checked and rebuilt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from depositary.cli.asking import DAY, asked_known, open_asked
from depositary.exchange.extract import Clocks
from depositary.exchange.release import check_release, write_release


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--on", type=DAY, metavar="DATE", help="The day of the release.")
@asked_known
@click.option(
    "--last",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The last release, to list the changes since then.",
)
@click.option("--check", is_flag=True, help="Check the files in DIR against their manifest. Write nothing.")
@click.pass_context
def release(
    ctx: click.Context, /, *, folder: Path, on: dt.date | None, known: dt.date | None, last: Path | None, check: bool
) -> None:
    """Write a dated dataset to the empty folder DIR, or check one.

    A release has all tables, a codebook, a manifest with SHA-256 sums, a citation, licences and change
    notes. Row counts are compared with the register. The same register and days give the same bytes.
    Without --known, the day of the release is used. --check finds missing, truncated, changed and extra files.
    """
    if check:
        click.echo(f"{check_release(folder)} files are whole")
        return
    if on is None:
        raise click.UsageError("give the day of the release with --on, or check an existing release with --check")
    with open_asked(ctx) as register:
        counts = write_release(register, folder, Clocks(on, known or on), last)
    for table, rows in counts.items():
        click.echo(f"{rows:>9,} {table}")
