"""``depositary due``, ``changes``, ``ledger``: what is planned, what is new, and what happened to each input."""

from __future__ import annotations

import datetime as dt

import click

from depositary.cli.asking import DAY, as_json, asked_known, asked_on, open_asked, write_json
from depositary.cli.listing import Column, Shape, asked_shape, show_rows
from depositary.languages.phrases import write_days, write_step
from depositary.register.intake import count_outcomes, list_entries
from depositary.terminal import warn

DUE = {
    "day": Column(show=write_days),
    "when": Column(),
    "step": Column(),
    "agreement": Column(40),
    "parties": Column(20),
    "id": Column(),
}
CHANGES = {
    "learned": Column(show=lambda moment: moment[:10]),
    "what": Column(),
    "agreement": Column(36),
    "change": Column(),
    "id": Column(),
    "change_id": Column(),
}
LEDGER = {"source": Column(30), "line": Column(), "outcome": Column(), "reason": Column(40)}
"""The columns of each list with their widths on a page."""


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
@asked_shape(DUE, tuple(DUE))
@as_json
@click.pass_context
def due(
    ctx: click.Context, /, *, days: int, on: dt.date | None, known: dt.date | None, shape: Shape, as_json: bool
) -> int:
    """Show what is coming up: planned steps that are ahead, due today, or overdue (not yet reported as done)."""
    with open_asked(ctx) as register:
        found = register.due(on=on, known=known, days=days)
    if as_json:
        write_json(found)
    else:
        rows = [
            {
                "day": d.earliest,
                "when": d.when,
                "step": write_step(d.action, d.modality),
                "agreement": d.title,
                "parties": ",".join(d.parties),
                "id": d.agreement,
            }
            for d in found
        ]
        show_rows("Due", rows, shape, DUE)
        if not rows:
            warn("no planned step has its day in this time: choose another day with --on, or more days with --days")
    return 0


@click.command()
@click.option("--since", type=DAY, required=True, metavar="DATE", help="Show news learned on or after this day.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="Maximum number to show.")
@asked_shape(CHANGES, ("learned", "agreement", "change", "id"))
@as_json
@click.pass_context
def changes(ctx: click.Context, since: dt.date, limit: int, shape: Shape, as_json: bool) -> int:
    """Show what the register has learned since a day, the newest first."""
    with open_asked(ctx) as register:
        found = register.changes(since.isoformat(), limit=limit)
    if as_json:
        write_json(found)
    else:
        rows = [
            {
                "learned": change.at,
                "what": change.sort,
                "agreement": change.title or "",
                "change": change.words,
                "id": change.agreement or "",
                "change_id": change.id,
            }
            for change in found
        ]
        show_rows("Changes", rows, shape, CHANGES)
    return 0


@click.command()
@click.option("--outcome", type=click.Choice(["read", "known", "refused"]), help="Only lines with this outcome.")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="Maximum number of lines to show."
)
@click.option("--retry", is_flag=True, help="Read rejected input again, if its file still exists.")
@asked_shape(LEDGER, tuple(LEDGER))
@as_json
@click.pass_context
def ledger(ctx: click.Context, /, *, outcome: str | None, limit: int, retry: bool, shape: Shape, as_json: bool) -> int:
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
    rows = [{"source": e.source, "line": str(e.line), "outcome": e.outcome, "reason": e.reason or ""} for e in entries]
    show_rows("Ledger", rows, shape, LEDGER)
    click.echo(", ".join(f"{number:,} {name}" for name, number in counts.items()), err=shape.csv)
    return 0
