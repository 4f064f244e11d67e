"""``depositary due``, ``changes``, ``ledger``: what is to come, what is new, what became of what was offered."""

from __future__ import annotations

import datetime as dt

import click

from depositary.cli.asking import DAY, as_json, asked_known, asked_on, open_asked, write_json
from depositary.register.intake import count_outcomes, list_entries


@click.command()
@click.option(
    "--days", type=click.IntRange(0, 36_500), default=90, show_default=True, help="How far before and after the day."
)
@asked_on
@asked_known
@as_json
@click.pass_context
def due(ctx: click.Context, days: int, on: dt.date | None, known: dt.date | None, as_json: bool) -> int:
    """Show the steps that are planned: coming, today, or overdue because nobody tells that they were taken."""
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
@click.option("--since", type=DAY, required=True, metavar="DATE", help="The day from which on things were learnt.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="The most to show.")
@as_json
@click.pass_context
def changes(ctx: click.Context, since: dt.date, limit: int, as_json: bool) -> int:
    """Show what the register has learnt since a day, the newest first."""
    with open_asked(ctx) as register:
        found = register.changes(since.isoformat(), limit=limit)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import print_table

        rows = [[change.at, change.sort, change.words, change.agreement or "", change.id] for change in found]
        print_table("Changes", ["learnt", "what", "", "agreement", "id"], rows)
    return 0


@click.command()
@click.option("--outcome", type=click.Choice(["read", "known", "refused"]), help="Only these.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="The most lines to show.")
@click.option("--retry", is_flag=True, help="Offer what was refused again, where its file is still there.")
@as_json
@click.pass_context
def ledger(ctx: click.Context, outcome: str | None, limit: int, retry: bool, as_json: bool) -> int:
    """Show what was offered to the register, and what was read, known or refused, and why."""
    with open_asked(ctx) as register:
        if retry:
            from depositary.cli.add import tell
            from depositary.ingest.retries import retry_refused

            click.echo(f"again {tell(retry_refused(register.store))}", err=as_json)
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
