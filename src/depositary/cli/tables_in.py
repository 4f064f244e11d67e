"""``depositary import``: official status tables into the register."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import click

from depositary.cli.add import name_source
from depositary.cli.asking import DAY, as_json, open_asked, write_json
from depositary.cli.output import warn
from depositary.errors import ReportError
from depositary.exchange.status_tables import StatusTable, read_status_table
from depositary.model.claim import Claim
from depositary.register.tables import take_table


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--treaty", metavar="TITLE", default="", help="The treaty's title, where no column gives it.")
@click.option("--retrieved", type=DAY, metavar="DATE", help="The day on which the table was so; today by default.")
@click.option("--outlet", metavar="NAME", help="The depositary.")
@as_json
@click.pass_context
def import_(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    files: tuple[str, ...],
    treaty: str,
    retrieved: dt.date | None,
    outlet: str | None,
    as_json: bool,
) -> int:
    """Register official status tables (CSV); they outweigh every report, and each row is accounted for."""
    known = (retrieved or dt.datetime.now(dt.UTC).date()).isoformat()
    refused = 0
    with open_asked(ctx, make=True) as register:
        for name in files:
            table = read_status_table(read_text(name), treaty=treaty, known_on=known, outlet=outlet)
            claims: dict[str, list[Claim]] = defaultdict(list)
            for claim in table.claims:
                claims[claim.agreement].append(claim)
            take_table(register.store, table.report, table.treaties, claims, name_source(name))
            refused += len(table.refused)
            for refusal in table.refused:
                warn(f"{name}, line {refusal.line}: {refusal.reason}")
            write_json(count(name, table)) if as_json else click.echo(tell(name, table))
    return 1 if refused else 0


def read_text(name: str) -> str:
    """Return the text of a file.

    Raises:
        ReportError: it cannot be read.
    """
    try:
        return Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{name} cannot be read as UTF-8 text: {error}") from error


def count(name: str, table: StatusTable) -> dict[str, str | int]:
    """Return what became of a table's rows."""
    numbers = {"rows": table.rows, "taken": table.taken, "blank": table.blank, "set_aside": table.set_aside}
    return {"file": name, **numbers, "refused": len(table.refused), "claims": len(table.claims)}


def tell(name: str, table: StatusTable) -> str:
    """Return what became of a table's rows in words."""
    return (
        f"{name}: {table.rows:,} rows: {table.taken:,} taken, {table.blank:,} blank, {table.set_aside:,} set aside, "
        f"{len(table.refused):,} refused; {len(table.claims):,} claims"
    )
