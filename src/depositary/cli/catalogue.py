"""``depositary catalogue``: the known agreements, by name, number or id, and a user's own file of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from depositary.cli.asking import open_asked
from depositary.errors import InputError
from depositary.model.vocabulary import Kind
from depositary.world import Catalogue, KnownAgreement, load_catalogue, read_catalogue

KINDS = tuple(str(kind) for kind in Kind)
FIELDS = (
    ("kind", "kind"),
    ("adopted", "adopted"),
    ("in force", "in_force"),
    ("ended", "ended"),
    ("depositary", "depositary"),
    ("Wikidata", "wikidata"),
    ("belongs to", "parent"),
    ("source", "source"),
    ("licence", "licence"),
)

asked_file = click.option(
    "--file",
    "own",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Your own file of known agreements, beside those of the program.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


@click.group()
def catalogue() -> None:
    """Look up known agreements: what each is called, and what its depositary publishes.

    To use your own file with every command, set DEPOSITARY_CATALOGUE to its path.
    """


@catalogue.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only agreements of this kind.")
@click.option("--party", metavar="CODE", help="Only agreements between a few parties, of which this is one: RUS, EU.")
@click.option("--depositary", metavar="CODE", help="Only agreements with this depositary: UN, COE, ILO, CHE.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Maximum number to show.")
@asked_file
@as_json
def list_(  # noqa: PLR0917  # click passes all by name
    kind: str | None, party: str | None, depositary: str | None, limit: int, own: Path | None, as_json: bool
) -> int:
    """List known agreements."""
    found = [
        entry
        for entry in load_all(own).entries
        if kind in (None, entry.kind)
        and (party is None or party in entry.parties)
        and (depositary is None or depositary in entry.depositary.split("|"))
    ]
    return write_entries(found, limit, as_json)


@catalogue.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number to show.")
@asked_file
@as_json
def search(words: tuple[str, ...], limit: int, own: Path | None, as_json: bool) -> int:
    """Search known agreements by WORDS of their names, by acronym or number. Small spelling mistakes are allowed."""
    return write_entries(load_all(own).search(" ".join(words), limit), limit, as_json)


@catalogue.command()
@click.argument("name")
@asked_file
@as_json
def show(name: str, own: Path | None, as_json: bool) -> int:
    """Show the known agreement with this NAME: an id, a title, a short name, an acronym or a number."""
    known = load_all(own)
    found = known.find(name)
    if not found:
        near = ", ".join(f"{entry.id} ({entry.short})" for entry in known.search(name, 5))
        hint = f"; did you mean {near}?" if near else "; try depositary catalogue search"
        raise InputError(f"no known agreement is called {name!r}{hint}")
    for entry in found:
        if as_json:
            click.echo(msgspec.json.encode(entry).decode())
        else:
            click.echo("\n".join(describe(entry)))
    return 0


@catalogue.command()
@click.argument("path", type=click.Path(path_type=Path))
def check(path: Path) -> int:
    """Check your own file of known agreements: PATH is a table of tab-separated values."""
    own = read_catalogue(path, kinds=KINDS, beside=load_catalogue())
    click.echo(f"{len(own.entries)} known agreements, all in order")
    return 0


@catalogue.command()
@click.pass_context
def link(ctx: click.Context, /) -> int:
    """Link the agreements of the register with the known agreements of this version.

    New reports are linked when you add them. Use this command once for a register that an older version filled, and
    after you change your own file: it reads no report again, and it links all mentions by the rules of this version.
    """
    from depositary.register.intake import relink_store

    with open_asked(ctx) as register:
        changed = relink_store(register.store)
    click.echo(f"All mentions of agreements are linked again; {changed} of them are described differently now.")
    return 0


def load_all(own: Path | None) -> Catalogue:
    """Load the known agreements, with those of a user's own file.

    Raises:
        InputError: the file cannot be taken.
    """
    shipped = load_catalogue()
    if own is None:
        return shipped
    return Catalogue((*shipped.entries, *read_catalogue(own, kinds=KINDS, beside=shipped).entries))


def write_entries(found: list[KnownAgreement], limit: int, as_json: bool) -> int:
    """Write entries as a table or as JSON. The exit code is 1 if there are none."""
    if as_json:
        click.echo(msgspec.json.encode(found[:limit]).decode())
    elif found:
        from depositary.cli.tables import print_table, shorten

        rows = [
            [e.id, shorten(e.short, 52), ",".join(e.acronyms[:2]), e.kind, e.in_force or "-"] for e in found[:limit]
        ]
        print_table("Known agreements", ["id", "name", "acronym", "kind", "in force"], rows)
        if len(found) > limit:
            click.echo(f"{len(found) - limit} more: use --limit", err=True)
    else:
        click.echo("no known agreement found", err=True)
    return 0 if found else 1


def describe(entry: KnownAgreement) -> Iterator[str]:
    """Yield the lines that describe an entry."""
    yield f"{entry.title}  [{entry.id}]"
    if others := [name for name in entry.all_names if name != entry.title]:
        yield f"  also called: {'; '.join(others)}"
    yield f"  parties: {'many' if entry.many else ', '.join(entry.parties) or 'not known here'}"
    for label, name in FIELDS:
        if value := getattr(entry, name):
            yield f"  {label}: {value.replace('|', ', ')}"
    if entry.numbers:
        yield f"  numbers: {', '.join(entry.numbers)}"
