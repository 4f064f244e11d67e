"""``depositary list``, ``show``, ``timeline``, ``claims``: agreements as the register holds them."""

from __future__ import annotations

import datetime as dt

import click
import msgspec

from depositary.cli.asking import as_json, asked_filter, asked_known, asked_on, open_asked, write_json
from depositary.register.queries import Detail, Filter


@click.command("list")
@asked_filter
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="The most to show.")
@asked_on
@asked_known
@as_json
@click.pass_context
def list_(
    ctx: click.Context, /, *, as_json: bool, on: dt.date | None, known: dt.date | None, limit: int, asked: Filter
) -> int:
    """List agreements, those with most stories first."""
    with open_asked(ctx) as register:
        lines = register.list(msgspec.structs.replace(asked, limit=limit), on=on, known=known)
    if as_json:
        write_json(lines)
    else:
        from depositary.cli.tables import print_table, shorten

        rows = [
            [line.id, shorten(line.title, 44), ",".join(line.parties[:4]), line.status or line.kind, str(line.stories)]
            for line in lines
        ]
        print_table("Agreements", ["id", "title", "parties", "status" if asked.status else "kind", "stories"], rows)
    return 0


@click.command()
@click.argument("name", metavar="ID")
@asked_on
@asked_known
@as_json
@click.pass_context
def show(ctx: click.Context, name: str, on: dt.date | None, known: dt.date | None, as_json: bool) -> int:
    """Show all that is known of one agreement: ID is its id, or a name of which the best match is taken."""
    with open_asked(ctx) as register:
        found = register.show(name, on=on, known=known)
    write_json(found) if as_json else print_detail(found)
    return 0


def print_detail(found: Detail) -> None:
    """Print the page of one agreement."""
    from depositary.cli.tables import make_console, print_status, print_table, shorten, step_row
    from depositary.languages.wording import write_agent

    print_status(found.status)
    print_table("Steps", ["day", "step", "by", "told", ""], [step_row(step) for step in found.steps])
    console = make_console()
    if found.signatories:
        console.print(f"Signed by {', '.join(write_agent(agent) for agent in found.signatories)}", markup=False)
    for b in found.bearings:
        words = b.relation if b.direction == "forward" else f"is what {b.relation}:"
        console.print(f"{words} {shorten(b.title, 60)} ({b.agreement})", markup=False)
    console.print(f"{found.status.reports} reports in {len(found.stories)} stories; {len(found.joins)} merges")


@click.command()
@click.argument("name", metavar="ID")
@asked_on
@asked_known
@as_json
@click.pass_context
def timeline(ctx: click.Context, name: str, on: dt.date | None, known: dt.date | None, as_json: bool) -> int:
    """Show the steps of one agreement in order of days, planned ones and contradicted ones too."""
    with open_asked(ctx) as register:
        steps = register.timeline(name, on=on, known=known)
    if as_json:
        write_json(steps)
    else:
        from depositary.cli.tables import print_table, step_row

        print_table("Steps", ["day", "step", "by", "told", ""], [step_row(step) for step in steps])
    return 0


@click.command()
@click.argument("name", metavar="ID")
@asked_known
@as_json
@click.pass_context
def claims(ctx: click.Context, name: str, known: dt.date | None, as_json: bool) -> int:
    """Show every claim on one agreement, with its words and the report they stand in."""
    with open_asked(ctx) as register:
        found = register.claims(name, known=known)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import make_console, print_claim

        for claim in found:
            print_claim(make_console(), claim)
    return 0
