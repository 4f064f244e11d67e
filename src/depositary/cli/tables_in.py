"""``depositary import``: official status tables into the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from depositary.cli.asking import DAY, as_json, open_asked, write_json
from depositary.errors import InputError, ReportError
from depositary.exchange.mapping import Mapping, load_mapping
from depositary.exchange.status_tables import Part, StatusTable, read_status_table
from depositary.ingest.run import name_source
from depositary.register.intake import Outcome, Sheet, Submission, take_sheets
from depositary.register.storage import Store
from depositary.terminal import warn


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--map", "map_file", metavar="FILE", help="A mapping (TOML): which column of the tables is which.")
@click.option("--treaty", metavar="TITLE", default="", help="The treaty's title, where no column gives it.")
@click.option("--retrieved", type=DAY, metavar="DATE", help="The day on which the table was so; today by default.")
@click.option("--outlet", metavar="NAME", help="The depositary.")
@as_json
@click.pass_context
def import_(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    files: tuple[str, ...],
    map_file: str | None,
    treaty: str,
    retrieved: dt.date | None,
    outlet: str | None,
    as_json: bool,
) -> int:
    """Register official status tables (CSV); they outweigh every report, and each row is accounted for.

    Known forms: status tables of the United Nations (one participant or one action a row), the tables of the World
    Intellectual Property Organization and of the Paris Agreement with its history, and researchers' tables of
    participations (stateID, StateSignature, StateRatification, StateForce, StateEnd). Any other table needs --map.
    """
    known = (retrieved or dt.datetime.now(dt.UTC).date()).isoformat()
    mapping = read_mapping(map_file) if map_file else None
    refused = 0
    with open_asked(ctx, make=True) as register:
        for name in files:
            table = read_table(name, treaty, known, outlet, mapping)
            tally = Tally.of(table, take_table(register.store, table, name))
            for refusal in table.refused:
                warn(f"{name}, line {refusal.line}: {refusal.reason}")
            write_json({"file": name} | tally._asdict()) if as_json else click.echo(f"{name}: {tally.tell()}")
            refused += tally.refused
    return 1 if refused else 0


def read_mapping(name: str) -> Mapping:
    """Read a mapping file.

    Raises:
        InputError: it cannot be read, or is no mapping.
    """
    try:
        return load_mapping(read_text(name))
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def read_table(name: str, treaty: str, known: str, outlet: str | None, mapping: Mapping | None) -> StatusTable:
    """Read a table.

    Raises:
        InputError: it cannot be read, or is no table of a known form.
    """
    try:
        return read_status_table(read_text(name), treaty=treaty, known_on=known, outlet=outlet, mapping=mapping)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def read_text(name: str) -> str:
    """Return the text of a file.

    Raises:
        ReportError: it cannot be read.
    """
    try:
        return Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{name} cannot be read as UTF-8 text: {error}") from error


def take_table(store: Store, table: StatusTable, name: str) -> list[tuple[Part, Outcome]]:
    """Keep a table, and return what became of what it tells of each treaty."""
    sheets = [Sheet(part.report, part.title, part.claims, part.line) for part in table.parts]
    source = name_source(name)
    refused = [Submission(source, one.line, reason=one.reason, payload=one.row) for one in table.refused]
    return list(zip(table.parts, take_sheets(store, sheets, refused, source), strict=True))


class Tally(NamedTuple):
    """What became of a table's rows: ``rows`` is the sum of those that follow; ``claims`` are those of rows read."""

    rows: int
    read: int
    known: int
    blank: int
    set_aside: int
    refused: int
    treaties: int
    claims: int

    @classmethod
    def of(cls, table: StatusTable, taken: Sequence[tuple[Part, Outcome]]) -> Tally:
        """Count the rows of a table of which ``taken`` is what was kept."""
        fresh = [part for part, outcome in taken if outcome == "read"]
        read, claims = sum(part.rows for part in fresh), sum(len(part.claims) for part in fresh)
        rest = (table.taken - read, table.blank, table.set_aside, len(table.refused))
        return cls(table.rows, read, *rest, len(taken), claims)

    def tell(self) -> str:
        """Return the tally in words.

        >>> Tally(9, 4, 1, 1, 1, 2, 1, 7).tell()
        '9 rows on 1 treaties: 4 read (7 claims), 1 known, 1 blank, 1 set aside, 2 refused'
        """
        return (
            f"{self.rows:,} rows on {self.treaties:,} treaties: {self.read:,} read ({self.claims:,} claims), "
            f"{self.known:,} known, {self.blank:,} blank, {self.set_aside:,} set aside, {self.refused:,} refused"
        )
