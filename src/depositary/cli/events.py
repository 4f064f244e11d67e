"""``depositary events``: the sentence coder, one PLOVER and CAMEO event a line.

>>> [row["event"] for row in code_report(Report.compose("Norway and Chile signed a treaty. Rain fell."))]
['SUPPORT']
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import click
import msgspec

from depositary.cli.asking import as_json, write_json
from depositary.cli.inputs import about_inputs
from depositary.cli.read import find_default
from depositary.errors import ModelError
from depositary.ingest.pipeline import make_setting
from depositary.model.text import Report
from depositary.reading.actors import find_actors
from depositary.reading.events import CodedEvent, code_all
from depositary.reading.mentions import ActorMention
from depositary.reading.parser import analyse
from depositary.sources import Details, Offer, Refusal, open_inputs, read_input
from depositary.sources.intake import check_language, check_published
from depositary.terminal import clean, warn

COLUMNS = ("date", "actor", "recipient", "event", "cameo", "text")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE ...|-]")
@about_inputs
@as_json
def events(  # noqa: PLR0917  # click passes all by name
    files: tuple[str, ...],
    kind: str | None,
    published: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    language: str | None,
    as_json: bool,
) -> int:
    """Code single sentences as political events: PLOVER root, CAMEO code, who acts and towards whom.

    Each sentence by itself, in FILE as depositary read takes it; - is standard input. Only the roots near agreements
    are coded: AGREE, CONSULT, SUPPORT, COOPERATE, REJECT. Columns are parted by tabs, codes of one side by commas.
    """
    details = Details(title, check_published(published), outlet, url, check_language(language) if language else None)
    if not as_json:
        click.echo("\t".join(COLUMNS))
    whole = [show(code_offer(offer), as_json=as_json) for offer in take_offers(files or find_default(), details, kind)]
    return 0 if all(whole) else 2 if len(whole) == 1 else 1


def take_offers(names: Sequence[str], details: Details, kind: str | None) -> Iterator[Offer]:
    """Yield the reports and refusals of all inputs, in order."""
    for source in open_inputs(names, make_setting()):
        yield from [source] if isinstance(source, Refusal) else read_input(source, details, kind, warn)


def code_offer(offer: Offer) -> list[dict[str, Any]] | Refusal:
    """Return the events of a report; a failure of the coder is a refusal that says so."""
    if isinstance(offer, Refusal):
        return offer
    try:
        return list(code_report(offer))
    except ModelError:
        raise
    except Exception as error:
        if os.environ.get("DEPOSITARY_DEBUG"):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return Refusal(offer.given_id or offer.id, None, f"the coder failed on it ({what})", offer.given_id)


def code_report(report: Report) -> Iterator[dict[str, Any]]:
    """Yield the events of a report's sentences as PLOVER records with the sentence's span."""
    analysis = analyse(report)
    for sentence, event in code_all(analysis, find_actors(analysis)):
        yield make_record(report, sentence.start, sentence.end, event)


def make_record(report: Report, start: int, end: int, event: CodedEvent) -> dict[str, Any]:
    """Return one event: ``date`` is the day of publication, the span is in code points of the report's text."""
    return {
        "id": f"{report.id}:{start}",
        "date": report.published[:10] if report.published else None,
        "actor": list(event.source.codes) if event.source else [],
        "recipient": list(event.target.codes) if event.target else [],
        "event": event.root,
        "cameo": event.cameo,
        "text": report.text[start:end],
        "depositary": {
            "report": report.id,
            "url": report.url,
            "start": start,
            "end": end,
            "actor": describe(report, event.source),
            "recipient": describe(report, event.target),
        },
    }


def describe(report: Report, mention: ActorMention | None) -> dict[str, Any] | None:
    """Return the words by which a side is named, with their span."""
    if mention is None:
        return None
    words = report.text[mention.start : mention.end]
    return {"start": mention.start, "end": mention.end, "text": words, "agent": msgspec.to_builtins(mention.agent)}


def show(records: list[dict[str, Any]] | Refusal, *, as_json: bool) -> bool:
    """Print events, one JSON object a line, or columns; tell of a refusal, and whether there was none."""
    if isinstance(records, Refusal):
        warn(str(records))
        return False
    for record in records:
        if as_json:
            write_json(record)
        else:
            cells = (",".join(c) if isinstance(c := record[name], list) else c or "" for name in COLUMNS)
            click.echo("\t".join(clean(cell) for cell in cells))
    return True
