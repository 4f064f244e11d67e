"""``depositary add``: read reports and add them to a register. It can be stopped and run again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from depositary.cli.asking import as_json, open_asked, write_json
from depositary.cli.inputs import about_inputs
from depositary.cli.reader_options import asked_reader
from depositary.ingest.run import Run, take_shards
from depositary.ingest.treaty_texts import KIND as TREATY
from depositary.ingest.treaty_texts import find_treaties, take_treaties
from depositary.register.intake import Tally
from depositary.sources import Details
from depositary.sources.intake import check_language, check_published

if TYPE_CHECKING:
    from depositary.ingest.llm.session import Choice

QUESTION = "{name} looks like the text of a treaty. Keep it as such, with its articles and clauses?"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...|-")
@about_inputs
@asked_reader
@click.option("--shards", is_flag=True, help="The FILEs are shards of readings from depositary cluster.")
@click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count(), help="Number of reading processes. Default: one per core."
)
@as_json
@click.pass_context
def add(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context,
    files: tuple[str, ...],
    kind: str | None,
    published: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    language: str | None,
    shards: bool,
    jobs: int,
    as_json: bool,
    choice: Choice | None,
) -> int:
    """Read reports and add them to the register. Known reports are skipped.

    FILE can be anything that depositary read accepts; - is standard input. The text of a treaty (PDF, HTML or plain
    text) is kept with its articles and final clauses by --from treaty; without it, no news is read from such a text.
    You can stop the command and run it again: stored reports are known then. The last line counts the reports that
    were offered, new, known and refused.
    """
    details = Details(title, check_published(published), outlet, url, check_language(language) if language else None)
    if shards and choice:
        raise click.UsageError("--shards are readings already: leave --reader out")
    if kind == TREATY:
        return add_treaties(ctx, files, details, as_json)
    if not (kind or shards or choice) and is_asking():
        files = ask_for_treaties(ctx, files, details)
        if not files:
            return 0
    run = Run(files, kind, details)
    if choice and choice.dry_run:
        click.echo(plan(ctx, run, choice))
        return 0
    with open_asked(ctx, make=True) as register:
        if choice:
            from depositary.ingest.llm.session import open_session

            with open_session(choice) as session:
                tally = run.take_with(session, register.store)
        else:
            tally = take_shards(files, register.store) if shards else run.take(register.store, jobs)
    write_json(show(tally)) if as_json else click.echo(tell(tally))
    return 1 if tally.refused else 0


def add_treaties(ctx: click.Context, files: tuple[str, ...], details: Details, as_json: bool) -> int:
    """Add the texts of treaties, and print the tally."""
    if details.language not in (None, "en"):
        raise click.UsageError(
            f"the texts of treaties are read in English, not in {details.language}: leave --from out"
        )
    with open_asked(ctx, make=True) as register:
        tally = take_treaties(files, details, register.store)
    write_json(show(tally)) if as_json else click.echo(tell(tally))
    return 1 if tally.refused else 0


def is_asking() -> bool:
    """Tell whether there is a person to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_for_treaties(ctx: click.Context, files: tuple[str, ...], details: Details) -> tuple[str, ...]:
    """Ask, file by file, whether what looks like the text of a treaty is to be kept as one; return the other files."""
    found = find_treaties(files, details)
    chosen = [name for name in found if click.confirm(QUESTION.format(name=name), default=True)]
    if chosen:
        add_treaties(ctx, tuple(chosen), details, as_json=False)
    return tuple(name for name in files if name not in chosen)


def plan(ctx: click.Context, run: Run, choice: Choice) -> str:
    """Return in words what a language model would be sent; a register that is not there is not made."""
    from depositary.ingest.llm.session import open_session

    place = str(ctx.find_root().obj)
    with open_session(choice) as session:
        if "://" not in place and not Path(place).is_file():
            return run.plan(session, None)
        with open_asked(ctx) as register:
            return run.plan(session, register.store)


def show(tally: Tally) -> dict[str, int]:
    """Return a tally for JSON."""
    return {name: getattr(tally, name) for name in tally.__slots__}


def tell(tally: Tally) -> str:
    """Return a tally in words.

    >>> tell(Tally(offered=3, new=1, known=2, reread=1))
    '3 offered: 1 new, 2 known (1 of them read again), 0 refused'
    >>> tell(Tally(offered=2, new=2, unread=1))
    '2 offered: 2 new (1 of them in a language that is not read), 0 known, 0 refused'
    """
    passed = f" ({tally.unread:,} of them in a language that is not read)" if tally.unread else ""
    again = f" ({tally.reread:,} of them read again)" if tally.reread else ""
    return (
        f"{tally.offered:,} offered: {tally.new:,} new{passed}, {tally.known:,} known{again}, {tally.refused:,} refused"
    )
