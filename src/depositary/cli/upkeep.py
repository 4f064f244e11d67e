"""``depositary due``, ``changes``, ``ledger``: what is planned, what is new, and what happened to each input."""

from __future__ import annotations

import datetime as dt

import click

from depositary.cli.asking import DAY, as_json, asked_known, asked_on, open_asked, write_json
from depositary.register.intake import count_outcomes, list_entries


@click.command()
@click.option(
    "--days",
    type=click.IntRange(0, 36_500),
    default=90,
    show_default=True,
    help="Number of days before and after the day.",
)
@asked_on
@asked_known
@as_json
@click.pass_context
def due(ctx: click.Context, days: int, on: dt.date | None, known: dt.date | None, as_json: bool) -> int:
    """Show planned steps: coming, today, or overdue (not yet reported as done)."""
    with open_asked(ctx) as register:
        found = register.due(on=on, known=known, days=days)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import print_table, shorten

        rows = [
            [d.earliest, d.when, d.action, shorten(d.title, 44), ",".join(d.parties[:4]), d.agreement] for d in found
        ]
        print_table("Due", ["day", "when", "step", "agreement", "parties", "id"], rows)
    return 0


@click.command()
@click.option("--since", type=DAY, required=True, metavar="DATE", help="Show news learned on or after this day.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Maximum number to show.")
@as_json
@click.pass_context
def changes(ctx: click.Context, since: dt.date, limit: int, as_json: bool) -> int:
    """Show what the register has learned since a day, the newest first."""
    with open_asked(ctx) as register:
        found = register.changes(since.isoformat(), limit=limit)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import print_table

        rows = [[change.at, change.sort, change.words, change.agreement or "", change.id] for change in found]
        print_table("Changes", ["learned", "what", "", "agreement", "id"], rows)
    return 0


@click.command()
@click.option("--outcome", type=click.Choice(["read", "known", "refused"]), help="Only lines with this outcome.")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="Maximum number of lines to show."
)
@click.option("--retry", is_flag=True, help="Read rejected input again, if its file still exists.")
@as_json
@click.pass_context
def ledger(ctx: click.Context, outcome: str | None, limit: int, retry: bool, as_json: bool) -> int:
    """Show every report offered to the register: read, known, or refused and why."""
    with open_asked(ctx) as register:
        if retry:
            from depositary.cli.add import tell
            from depositary.ingest.retries import retry_refused

            click.echo(f"retry: {tell(retry_refused(register.store))}", err=as_json)
        with register.store.reading() as connection:
            counts, entries = count_outcomes(connection), list_entries(connection, outcome, limit)
    if as_json:
        write_json({"counts": counts, "entries": entries})
        return 0
    from depositary.cli.tables import print_table, shorten

    rows = [[shorten(e.source, 30), str(e.line), e.outcome, shorten(e.reason or "", 40)] for e in entries]
    print_table("Ledger", ["source", "line", "outcome", "reason"], rows)
    click.echo(", ".join(f"{number:,} {name}" for name, number in counts.items()))
    return 0
