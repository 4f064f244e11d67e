"""``depositary status``: where the agreements stand that a name can mean."""

from __future__ import annotations

import datetime as dt

import click

from depositary.cli.asking import as_json, asked_known, asked_on, open_asked, write_json


@click.command()
@click.argument("name")
@click.option("--party", metavar="CODE", help="One party, whose status alone is wanted: RUS, EU, hamas.")
@asked_on
@asked_known
@as_json
@click.pass_context
def status(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context, name: str, party: str | None, on: dt.date | None, known: dt.date | None, as_json: bool
) -> int:
    """Tell where the agreements stand that NAME (a title, an acronym, an id) can mean, best match first."""
    with open_asked(ctx) as register:
        answers = register.status(name, party=party, on=on, known=known)
    if as_json:
        write_json(answers)
    return 0 if answers else 1
