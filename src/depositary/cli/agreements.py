"""``depositary list``, ``search``, ``show``, ``timeline``, ``claims``: the agreements in a register."""

from __future__ import annotations

import datetime as dt

import click
import msgspec

from depositary.cli.asking import (
    as_json,
    asked_filter,
    asked_known,
    asked_known_by,
    asked_on,
    asked_unsure,
    open_asked,
    write_json,
)
from depositary.cli.listing import Column, Row, Shape, asked_shape, show_rows
from depositary.languages.phrases import write_moment
from depositary.register.queries import ALL, Detail, Filter, Line
from depositary.register.register import KnownBy
from depositary.terminal import warn

COLUMNS = {
    "id": Column(),
    "title": Column(32),
    "kind": Column(),
    "parties": Column(15),
    "status": Column(),
    "code": Column(),
    "since": Column(),
    "first": Column(),
    "last": Column(),
    "stale": Column(),
    "year": Column(),
    "areas": Column(20),
    "reports": Column(),
    "stories": Column(),
}
SHOWN = ("id", "title", "parties", "status", "last")
STEPS = dict.fromkeys(("day", "step", "by", "stories", "weight", "disputed", "unsure"), Column())
"""The columns of ``list``, those that are shown by default, and the columns of ``timeline``."""


@click.command("list")
@asked_filter
@asked_shape(COLUMNS, SHOWN)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Maximum number to show.")
@click.option("--fragments", is_flag=True, help="Also agreements of which no report says who they are between.")
@asked_on
@asked_known
@asked_known_by
@asked_unsure
@as_json
@click.pass_context
def list_(
    ctx: click.Context,
    /,
    *,
    as_json: bool,
    on: dt.date | None,
    known: dt.date | None,
    known_by: KnownBy,
    unsure: bool,
    limit: int,
    fragments: bool,
    asked: Filter,
    shape: Shape,
) -> int:
    """List agreements, the most reported first.

    "last" is the day of the last report: a status can have changed since. It is marked as stale two years after that,
    or ten where it is in force, applied provisionally or suspended. "code" and "since" are the status for programs
    (since: EDTF). "stories" counts reports that copy one another once.
    """
    stated = not as_json and shape.needs("status", "code", "since", "stale")
    with open_asked(ctx) as register:
        most = ALL if shape.sorts else limit
        wanted = msgspec.structs.replace(asked, limit=most, fragments=fragments)
        lines = register.list(wanted, on=on, known=known, known_by=known_by, unsure=unsure, stated=stated)
        near = register.search(asked.words, limit=0, reports=0) if asked.words and not lines else None
    if as_json:
        write_json(lines)
        return 0
    show_rows("Agreements", [make_row(line) for line in lines], shape, COLUMNS, limit)
    if near and (meant := near.searched if near.corrected else near.suggestion):
        warn(f"no names have these words. Did you mean: {meant}?")
    return 0


def make_row(line: Line) -> Row:
    """Return an agreement as a row of the list."""
    marks = [word for word, holds in (("disputed", line.disputed), ("stale", line.stale)) if holds]
    return {
        "id": line.id,
        "title": line.title,
        "kind": line.kind,
        "parties": write_sides(line),
        "status": write_moment(line.status or "", line.since) + (f" ({', '.join(marks)})" if marks else ""),
        "code": line.status or "",
        "since": line.since or "",
        "first": line.first_on,
        "last": line.last_on,
        "stale": "stale" if line.stale else "",
        "year": str(line.year or ""),
        "areas": ",".join(line.areas),
        "reports": str(line.reports),
        "stories": str(line.stories),
    }


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Maximum number of each.")
@asked_known
@as_json
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], limit: int, known: dt.date | None, as_json: bool) -> int:
    """Search names, titles, parties, acronyms and the texts of reports for WORDS.

    Misspelt words are corrected if they find nothing; the answer says so. The exit code is 1 if nothing is found.
    """
    with open_asked(ctx) as register:
        found = register.search(" ".join(words), known=known, limit=limit, reports=limit)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import print_search

        print_search(found)
    return 0 if found.agreements or found.reports else 1


def write_sides(line: Line) -> str:
    """Return who an agreement is between; of one of many, that it is so, with those that are parties on record.

    >>> write_sides(Line("a1", "Lake Treaty", "treaty", [], [], None, "", "", 1, 1, many=True, named=["FRA", "CHE"]))
    'many'
    """
    told = ",".join(line.parties)
    return told if not line.many else f"many incl. {told}" if told else "many"


@click.command()
@click.argument("name", metavar="ID")
@asked_on
@asked_known
@asked_known_by
@asked_unsure
@as_json
@click.pass_context
def show(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    name: str,
    on: dt.date | None,
    known: dt.date | None,
    known_by: KnownBy,
    unsure: bool,
    as_json: bool,
) -> int:
    """Show everything known about one agreement. ID is an id, or a name (the best match is used)."""
    with open_asked(ctx) as register:
        found = register.show(name, on=on, known=known, known_by=known_by, unsure=unsure)
    write_json(found) if as_json else print_detail(found)
    return 0


def print_detail(found: Detail) -> None:
    """Print the page of one agreement."""
    from depositary.cli.tables import STEP_COLUMNS, make_console, print_status, print_table, shorten, step_row
    from depositary.languages.wording import write_agent

    print_status(found.status)
    print_table("Steps", STEP_COLUMNS, [list(step_row(step).values()) for step in found.steps])
    console = make_console()
    if found.signatories:
        console.print(f"Signed by {', '.join(write_agent(agent) for agent in found.signatories)}", markup=False)
    for b in found.bearings:
        words = b.relation if b.direction == "forward" else f"is what {b.relation}:"
        source = ", by the catalogue of known agreements" if b.source == "catalogue" else ""
        console.print(f"{words} {shorten(b.title, 60)} ({b.agreement}){source}", markup=False)
    if found.identifiers:
        numbers = ", ".join(f"{each.scheme.value.upper()} {each.value}" for each in found.identifiers)
        console.print(f"Numbers in official lists: {numbers}", markup=False)
    if found.languages:
        console.print(f"Authentic texts in {', '.join(found.languages)}", markup=False)
    console.print(f"{found.status.reports} reports in {len(found.stories)} stories; {len(found.joins)} merges")


@click.command()
@click.argument("name", metavar="ID")
@asked_on
@asked_known
@asked_known_by
@asked_shape(STEPS, tuple(STEPS))
@as_json
@click.pass_context
def timeline(
    ctx: click.Context,
    /,
    *,
    name: str,
    on: dt.date | None,
    known: dt.date | None,
    known_by: KnownBy,
    shape: Shape,
    as_json: bool,
) -> int:
    """Show the steps of one agreement in order of days, planned ones and contradicted ones too.

    "weight" tells who says so: 100 an official table, 90 accepted by a person, 80 the catalogue of known agreements,
    50 the acting party, 40 the other party, 30 an organisation, 20 an outlet, 10 an unnamed source.
    """
    with open_asked(ctx) as register:
        steps = register.timeline(name, on=on, known=known, known_by=known_by)
    if as_json:
        write_json(steps)
    else:
        from depositary.cli.tables import step_row

        show_rows("Steps", [step_row(step) for step in steps], shape, STEPS)
    return 0


@click.command()
@click.argument("name", metavar="ID")
@asked_known
@asked_known_by
@as_json
@click.pass_context
def claims(ctx: click.Context, name: str, known: dt.date | None, known_by: KnownBy, as_json: bool) -> int:
    """Show every claim on one agreement, with its words and the report they stand in."""
    with open_asked(ctx) as register:
        found = register.claims(name, known=known, known_by=known_by)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import make_console, print_claim

        for claim in found:
            print_claim(make_console(), claim)
    return 0
