"""``depositary add``: reports in, read and registered; can be stopped and run again."""

from __future__ import annotations

import click

from depositary.cli.asking import open_asked


@click.command()
@click.argument("files", nargs=-1)
@click.pass_context
def add(ctx: click.Context, files: tuple[str, ...]) -> int:
    """Read FILEs and register them."""
    with open_asked(ctx, make=True):
        return 0
