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
@click.option("--on", type=DAY, metavar="DATE", help="The day of the release, in the world.")
@asked_known
@click.option(
    "--last",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The last release, to tell what changed.",
)
@click.option("--check", is_flag=True, help="Write nothing: hold what is in DIR to its manifest.")
@click.pass_context
def release(
    ctx: click.Context, /, *, folder: Path, on: dt.date | None, known: dt.date | None, last: Path | None, check: bool
) -> None:
    """Write a dated dataset release into the empty folder DIR, or check one that is there.

    All tables, codebook, manifest with SHA-256 sums, row counts asserted against the register, citation, licence
    and change notes. The same register and days give the same bytes. Without --known, what was known on
    the day of the release counts. --check finds a file that is missing, cut off, changed or too many.
    """
    if check:
        click.echo(f"{check_release(folder)} files are whole")
        return
    if on is None:
        raise click.UsageError("say the day of the release with --on, or check one that is there with --check")
    with open_asked(ctx) as register:
        counts = write_release(register, folder, Clocks(on, known or on), last)
    for table, rows in counts.items():
        click.echo(f"{rows:>9,} {table}")
