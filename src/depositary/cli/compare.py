"""``depositary compare``: two readers over the same reports, and where they disagree."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from depositary.cli.asking import as_json, write_json
from depositary.cli.inputs import about_inputs
from depositary.ingest.llm.session import Choice, open_session
from depositary.ingest.llm.settings import find_key, make_settings
from depositary.ingest.pipeline import Reads, collect, make_setting, read_batch
from depositary.model.comparison import Comparison, Difference, compare
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import Reader
from depositary.sources import Details, Refusal, open_inputs, read_input
from depositary.sources.intake import check_language, check_published
from depositary.terminal import warn

BATCH = 32
WORDS = 60  # code points of the words that a difference is about


@click.command("compare")
@click.argument("first", metavar="READER")
@click.argument("second", metavar="READER")
@click.argument("files", nargs=-1, required=True, metavar="FILE ...|-")
@about_inputs
@click.option(
    "--base-url", metavar="URL", help="Address of the server of the language models. Default: Ollama on this machine."
)
@click.option("--answers", metavar="FILE", help="Use recorded answers from this file, and send nothing.")
@as_json
def compare_(  # noqa: PLR0917  # click passes all by name
    first: str,
    second: str,
    files: tuple[str, ...],
    kind: str | None,
    published: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    language: str | None,
    base_url: str | None,
    answers: str | None,
    as_json: bool,
) -> int:
    """Read reports with two readers and show where they disagree.

    READER is embedded, llm (the model of the settings) or llm:NAME. FILE can be anything that depositary read accepts.
    A report that a language model cannot read is skipped with a message.
    """
    details = Details(title, check_published(published), outlet, url, check_language(language) if language else None)
    done, skipped = 0, 0
    with open_named(first, base_url, answers) as one, open_named(second, base_url, answers) as other:
        for reports in collect(take_reports(files, kind, details), BATCH):
            for pair in zip(read_batch(reports, one), read_batch(reports, other), strict=True):
                missing = [result for result in pair if isinstance(result, Refusal)]
                skipped += bool(missing)
                for refusal in missing:
                    warn(str(refusal))
                if not missing:
                    done += 1
                    show(compare_pair(pair), as_json=as_json)
    warn(f"{done} compared, {skipped} passed over")
    return 1 if skipped else 0


@contextmanager
def open_named(name: str, base_url: str | None, answers: str | None) -> Iterator[Reads]:
    """Yield the reader of a name.

    Raises:
        UsageError: there is none.
    """
    sort, _, model = name.partition(":")
    if sort == "embedded" and not model:
        yield Reader()
        return
    if sort != "llm":
        raise click.UsageError(f"{name} is not a reader; use embedded, llm or llm:NAME")
    options = {"model": model or None, "base_url": base_url, "on_failure": "refuse"}
    recorded = Path(answers) if answers else None
    with open_session(Choice(make_settings(options, os.environ), find_key(os.environ), answers=recorded)) as session:
        yield session.reading


def take_reports(names: Sequence[str], kind: str | None, details: Details) -> Iterator[Report]:
    """Yield the reports of all inputs; what is refused is told."""
    for source in open_inputs(names, make_setting()):
        for offer in [source] if isinstance(source, Refusal) else read_input(source, details, kind, warn):
            if isinstance(offer, Report):
                yield offer
            else:
                warn(str(offer))


def compare_pair(pair: Sequence[Reading | Refusal]) -> Comparison:
    """Compare the two readings of a report."""
    first, second = (result for result in pair if isinstance(result, Reading))
    return compare(first, second)


def show(found: Comparison, *, as_json: bool) -> None:
    """Print a comparison: as a line of JSON, or for people."""
    if as_json:
        write_json(found)
        return
    click.echo(f"{found.report}  {found.first} | {found.second}: {found.agreed} the same")
    for difference in found.differences:
        click.echo(f"  {write_difference(difference)}")


def write_difference(difference: Difference) -> str:
    """Return a difference in one line.

    >>> write_difference(Difference("action", "signature planned", "date", "2021", None, None))
    'action signature planned: date 2021 | -'
    """
    words = difference.span.text[:WORDS].replace("\n", " ") if difference.span else ""
    sides = " | ".join(said or "-" for said in (difference.first, difference.second))
    told = f"{difference.field} {sides}" if difference.field else sides
    return f"{difference.sort} {difference.what}: {told}" + (f"  “{words}”" if words else "")
