"""Texts of treaties on the command line: what ``depositary read --from treaty`` prints.

>>> from depositary.model.vocabulary import Kind
>>> print("\\n".join(tell_text(TreatyText("Lake Treaty", Kind.TREATY))))
Lake Treaty
  kind       treaty
  articles   0
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
import msgspec

from depositary.cli.asking import write_json
from depositary.ingest.treaty_texts import read_texts
from depositary.model.treaty import TreatyText
from depositary.sources import Details, Refusal
from depositary.terminal import clean, warn

MOST_WORDS = 160  # characters of a provision that are shown


def show_texts(files: Sequence[str], details: Details, as_json: bool) -> int:
    """Print the texts of treaties taken apart, as JSON lines or for people, and return the exit code."""
    refused = 0
    for taken in read_texts(files, details):
        if isinstance(taken, Refusal):
            warn(str(taken))
            refused += 1
            continue
        source, report, text = taken
        if as_json:
            write_json({"source": source, "report": report.id, **msgspec.to_builtins(text)})
        else:
            click.echo("\n".join(clean(line) for line in tell_text(text)))
    return 2 if refused else 0


def tell_text(text: TreatyText) -> Iterator[str]:
    """Yield the lines that tell a treaty's text: what it is, its parts, and its final clauses with their words."""
    yield text.title or "(without a title)"
    yield f"  kind       {text.kind}"
    if text.parties:
        yield f"  parties    {', '.join(text.parties)}"
    if text.parent:
        yield f"  {text.parent.relation:10} {text.parent.title}"
    for identifier in text.identifiers:
        yield f"  {identifier.scheme:10} {identifier.value}"
    yield f"  articles   {len(text.articles)}"
    if text.annexes:
        yield f"  annexes    {len(text.annexes)}"
    if text.signature:
        day = text.signature.on.isoformat() if text.signature.on else None
        told = (text.signature.place, day)
        yield f"  done       {', '.join(filter(None, told)) or 'place and day not found'}"
    for provision in text.provisions:
        words = " ".join(provision.span.text.split())
        where = f"article {provision.article}" if provision.article else "end"
        yield f"  {provision.topic:13}{where}: {words[:MOST_WORDS]}{'…' if len(words) > MOST_WORDS else ''}"
