"""``depositary import``: add official status tables to the register."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from pathlib import Path

import click
import msgspec

from depositary.cli.asking import DAY, as_json, open_asked, write_json
from depositary.errors import InputError, ReportError
from depositary.exchange.mapping import Mapping, load_mapping
from depositary.exchange.status_dates import DAY_FIRST, MONTH_FIRST
from depositary.exchange.status_head import write_head
from depositary.exchange.status_import import Imported, import_table, plan_import
from depositary.exchange.status_tables import Options, open_status_table
from depositary.ingest.run import name_source
from depositary.register.storage import Store
from depositary.terminal import warn

FEW = 20
"""So many refusals of a file are told one by one; the ledger has all."""
ORDERS = {"day-first": DAY_FIRST, "month-first": MONTH_FIRST}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--map", "map_file", metavar="FILE", help="Mapping file (TOML): the meaning of each column.")
@click.option("--treaty", metavar="TITLE", default="", help="Title of the treaty, if no column has it.")
@click.option(
    "--retrieved",
    type=DAY,
    metavar="DATE",
    help="Day on which the table was retrieved. Default: the day that it gives, else today.",
)
@click.option("--outlet", metavar="NAME", help="Name of the depositary.")
@click.option("--concluded", type=DAY, metavar="DATE", help="Day on which the treaty was concluded.")
@click.option("--in-force", type=DAY, metavar="DATE", help="Day on which the treaty itself entered into force.")
@click.option("--depositary", metavar="NAME", default="", help="State or organisation that keeps the treaty.")
@click.option("--languages", metavar="TEXT", default="", help="Languages of its authentic texts.")
@click.option("--registration", metavar="NUMBER", default="", help="Its registration number.")
@click.option(
    "--register-of", "holder", metavar="STATE", default="", help="State whose own register a list of treaties is."
)
@click.option(
    "--dates", type=click.Choice(list(ORDERS)), help="How 3/4/2018 is meant, where the table does not show it."
)
@click.option(
    "--separator", type=click.Choice(list(SEPARATORS)), help="What separates the cells. Default: as the file shows."
)
@click.option(
    "--sheet", metavar="NAME", default="", help="Sheet of an Excel workbook. Default: the first with a table."
)
@click.option(
    "--additional",
    is_flag=True,
    help="The table adds to earlier ones. A row that is only in an earlier table stays valid.",
)
@click.option("--check", "only_check", is_flag=True, help="Say what would happen, and write nothing.")
@as_json
@click.pass_context
def import_(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    files: tuple[str, ...],
    map_file: str | None,
    treaty: str,
    retrieved: dt.date | None,
    outlet: str | None,
    concluded: dt.date | None,
    in_force: dt.date | None,
    depositary: str,
    languages: str,
    registration: str,
    holder: str,
    dates: str | None,
    separator: str | None,
    sheet: str,
    additional: bool,
    only_check: bool,
    as_json: bool,
) -> int:
    """Add official status tables (CSV, tab-separated or Excel) to the register. They outweigh every report.

    Tables of the United Nations, the Council of Europe, the Hague Conference, WIPO, ILO, the United Kingdom, the
    Netherlands and of researchers are known by their columns: one participant, one action or one treaty a row. Any
    other table needs --map. A later snapshot of a table updates the same agreements, and tells which rows are gone or
    corrected.
    """
    days = {"concluded": concluded, "in_force": in_force}
    head = {name: day.isoformat() if day else "" for name, day in days.items()}
    head |= {"depositary": depositary, "languages": languages, "registration": registration}
    options = Options(
        known_on=retrieved.isoformat() if retrieved else "",
        today=dt.datetime.now(dt.UTC).date().isoformat(),
        treaty=treaty,
        outlet=outlet,
        mapping=read_mapping(map_file) if map_file else None,
        head="\n".join(write_head(**head)),
        order=ORDERS[dates] if dates else "",
        separator=SEPARATORS[separator] if separator else "",
        sheet=sheet,
        holder=holder,
    )
    refused = 0
    with ExitStack() as stack:
        store = open_store(ctx, stack, make=not only_check)
        for name in files:
            done = take(store, name, options, additional=additional, only_check=only_check)
            show(name, done, as_json, only_check)
            refused += done.refused + done.cells_refused
    return 1 if refused else 0


def open_store(ctx: click.Context, stack: ExitStack, *, make: bool) -> Store | None:
    """Open the register of the command line; one that is not there is made only for writing."""
    place = str(ctx.find_root().obj or "depositary.db")
    if not make and "://" not in place and not Path(place).is_file():
        return None
    return stack.enter_context(open_asked(ctx, make=make, settle=make)).store


def take(store: Store | None, name: str, options: Options, *, additional: bool, only_check: bool) -> Imported:
    """Read and store a table, or plan it.

    Raises:
        InputError: it cannot be read, or is not a table of a known layout.
    """
    content = read_bytes(name)
    try:
        reading = open_status_table(content, options)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    if only_check or store is None:
        return plan_import(store, reading, additional=additional)
    return import_table(store, reading, name_source(name), additional=additional)


def read_mapping(name: str) -> Mapping:
    """Read a mapping file.

    Raises:
        InputError: it cannot be read, or is not a mapping.
    """
    try:
        return load_mapping(read_bytes(name).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{name} cannot be read as UTF-8 text: {error}") from error
    except ReportError:
        raise
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def read_bytes(name: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        ReportError: it cannot be read.
    """
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise ReportError(f"{name} cannot be read: {error.strerror or error}") from error


def show(name: str, done: Imported, as_json: bool, only_check: bool) -> None:
    """Print what became of a table; its refusals and what is not understood go to standard error."""
    table = done.table
    for refusal in table.refused[:FEW]:
        more = f" ({refusal.cells:,} cells)" if refusal.cells > 1 else ""
        warn(f"{name}, line {refusal.line}: {refusal.reason}{more}")
    if len(table.refused) > FEW:
        warn(f"{name}: {len(table.refused) - FEW:,} refusals more; depositary ledger --outcome refused lists all")
    if table.not_understood:
        warn(f"{name}: columns not understood: {', '.join(table.not_understood)}; say what they mean with --map")
    for note in [*table.notes, *tell_partial(done)]:
        warn(f"{name}: {note}")
    if as_json:
        write_json(describe(name, done, only_check))
    else:
        click.echo("\n".join(tell(name, done, only_check)))


def tell_partial(done: Imported) -> list[str]:
    """Return in words which treaties lack most rows of an earlier snapshot."""
    return [
        f"{title!r} lacks more than half of the rows of the earlier snapshot: it is taken for a part of the table, "
        "and no row for gone"
        for title in done.partial
    ]


def tell(name: str, done: Imported, only_check: bool) -> list[str]:
    """Return the lines for people: how the file was read, its columns, the counts, what changed."""
    table = done.table
    used = [f"{heading} ({use})" if heading.lower() != use else heading for heading, use in table.columns if use]
    lines = [f"  read as {table.layout}; columns: {'; '.join(used)}"]
    if table.cells != done.rows or done.cells_refused or done.cells_set_aside:
        lines.append(f"  {done.tell_cells()}")
    lines += [f"  set aside: {reason} ({number:,})" for reason, number in table.reasons.items()]
    lines += [
        f"  {title}: {change.tell()}" if done.treaties > 1 else f"  {change.tell()}" for title, change in done.changes
    ]
    lines.append(f"{name}: {done.tell()}{'; nothing was written' if only_check else ''}")
    return lines


def describe(name: str, done: Imported, only_check: bool) -> dict[str, object]:
    """Return the counts and the columns for JSON."""
    table = done.table
    counted = {key: value for key, value in msgspec.to_builtins(done).items() if key != "table"}
    changes = [{"treaty": title, **msgspec.to_builtins(change)} for title, change in done.changes]
    columns = [{"heading": heading, "use": use or None} for heading, use in table.columns]
    more = {"layout": table.layout, "columns": columns, "reasons": table.reasons, "written": not only_check}
    return {"file": name, **counted, "changes": changes, **more}
