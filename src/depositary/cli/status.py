"""``depositary status`` and ``depositary between``: the status of agreements."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence

import click

from depositary.cli.asking import (
    ACTOR,
    as_json,
    asked_known,
    asked_known_by,
    asked_on,
    asked_unsure,
    open_asked,
    write_json,
)
from depositary.exchange.status_csv import write_participants
from depositary.languages.actor_codes import describe
from depositary.model.vocabulary import PartyStatus
from depositary.register.queries import ORDERS, ParticipantTable, StatusAnswer, Wanted
from depositary.register.register import KnownBy, Register
from depositary.terminal import clean
from depositary.world import load_catalogue

SUGGESTED = 5


@click.command()
@click.argument("name")
@click.option(
    "--party",
    type=ACTOR,
    metavar="NAME",
    help="Show only the status of this party: a name or a code (Russia, EU, hamas).",
)
@click.option("--participants", is_flag=True, help="Show the best match as a table: a row for each participant.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the table of participants as CSV.")
@click.option("--sort", type=click.Choice(list(ORDERS)), help="Order of the participants. Default: name.")
@click.option(
    "--only", type=click.Choice([str(status) for status in PartyStatus]), help="Only participants with this status."
)
@asked_on
@asked_known
@asked_known_by
@asked_unsure
@as_json
@click.pass_context
def status(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    name: str,
    party: str | None,
    on: dt.date | None,
    known: dt.date | None,
    known_by: KnownBy,
    unsure: bool,
    as_json: bool,
    participants: bool,
    as_csv: bool,
    sort: str | None,
    only: str | None,
) -> int:
    """Show the status of the agreements that NAME (a title, an acronym, an id) can mean, best match first.

    With --participants, show one agreement as depositaries do: for each participant the days of signature, consent
    (a accession, A acceptance, AA approval, d succession, s definitive signature), effect and end.
    """
    if (as_csv or sort or only) and not participants:
        raise click.UsageError("--csv, --sort and --only go with --participants")
    if participants and party:
        raise click.UsageError("--party and --participants cannot go together")
    with open_asked(ctx) as register:
        if participants:
            wanted = Wanted(sort or "name", status=(only,) if only else ())
            return show_participants(
                register.participants(name, on=on, known=known, known_by=known_by, wanted=wanted), as_json, as_csv
            )
        answers = register.status(name, party=party, on=on, known=known, known_by=known_by, unsure=unsure)
        nothing = "" if answers else tell_nothing(register, name)
    return show_answers(answers, as_json, nothing)


@click.command()
@click.argument("one", metavar="A", type=ACTOR)
@click.argument("other", metavar="B", type=ACTOR)
@asked_on
@asked_known
@as_json
@click.pass_context
def between(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context, one: str, other: str, on: dt.date | None, known: dt.date | None, as_json: bool
) -> int:
    """Show the agreements between A and B with their status. A and B are names or codes (Russia, IRN, EU)."""
    with open_asked(ctx) as register:
        answers = register.between(one, other, on=on, known=known)
    return show_answers(answers, as_json, f"no agreement found between {describe(one)} and {describe(other)}")


def tell_nothing(register: Register, name: str) -> str:
    """Return that no agreement has a name, which known agreement it means, or which ones a full-text search finds."""
    if known := load_catalogue().find(name):
        entry = known[0]
        return f"no report here tells of {entry.title} ({entry.id}); see depositary catalogue show {entry.id}"
    found = register.search(name, limit=SUGGESTED, reports=0).agreements
    if not found:
        return f"no agreement found for {name}; try depositary search with other words"
    near = "".join(f"\n  {each.agreement.id}  {clean(each.agreement.title)}" for each in found)
    return f"no agreement found for {name}. Did you mean one of these?{near}"


def show_participants(table: ParticipantTable, as_json: bool, as_csv: bool) -> int:
    """Print a status table. The exit code is 1 if it has no rows."""
    if as_json:
        write_json(table)
    elif as_csv:
        sys.stdout.buffer.write("".join(write_participants(table)).encode())
    else:
        from depositary.cli.tables import print_participants

        print_participants(table)
    return 0 if table.participants else 1


def show_answers(answers: Sequence[StatusAnswer], as_json: bool, nothing: str) -> int:
    """Print answers. The exit code is 1 if there are none."""
    if as_json:
        write_json(answers)
    elif answers:
        from depositary.cli.tables import print_status

        for answer in answers:
            print_status(answer)
    else:
        click.echo(nothing, err=True)
    return 0 if answers else 1
