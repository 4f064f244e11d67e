"""``depositary status`` and ``depositary between``: where agreements stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from depositary.cli.asking import as_json, asked_known, asked_on, open_asked, write_json
from depositary.register.queries import StatusAnswer


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
    return show_answers(answers, as_json, f"nothing is known of {name}")


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@asked_on
@asked_known
@as_json
@click.pass_context
def between(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context, one: str, other: str, on: dt.date | None, known: dt.date | None, as_json: bool
) -> int:
    """Tell what A and B (codes such as RUS, IRN, EU) have agreed on, and where each agreement stands."""
    with open_asked(ctx) as register:
        answers = register.between(one, other, on=on, known=known)
    return show_answers(answers, as_json, f"nothing is known between {one} and {other}")


def show_answers(answers: Sequence[StatusAnswer], as_json: bool, nothing: str) -> int:
    """Print answers; the exit code is 1 where there are none."""
    if as_json:
        write_json(answers)
    elif answers:
        from depositary.cli.tables import print_status

        for answer in answers:
            print_status(answer)
    else:
        click.echo(nothing, err=True)
    return 0 if answers else 1
