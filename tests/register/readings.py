"""Readings made by hand: a report and what a reader would find in it."""

from __future__ import annotations

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent, Agreement, Reading
from depositary.model.text import Report, Span
from depositary.model.vocabulary import ActionCode, Kind, Modality


def day(text: str) -> ImpreciseDate:
    """Return an exact date."""
    return ImpreciseDate(text, text, text, None)


def find(report: Report, words: str) -> Span:
    """Return the span of the first place of the words in a report."""
    start = report.text.index(words)
    return report.span(start, start + len(words))


def make_reading(
    text: str,
    *,
    title: str,
    published: str | None = "2020-01-01",
    outlet: str | None = "The Courier",
    kind: str = "treaty",
    parties: tuple[str, ...] = (),
    areas: tuple[str, ...] = (),
    year: int | None = None,
    steps: tuple[tuple[str, str, str | None], ...] = (),
    names: tuple[str, ...] = (),
    by: tuple[Agent, ...] = (),
    according_to: tuple[Agent, ...] = (),
    reader: str = "en/1",
) -> Reading:
    """Return a reading with one agreement; ``steps`` are action, modality, day; evidence is the whole text."""
    report = Report.compose(text, published=published, outlet=outlet)
    spans = tuple(find(report, name) for name in names or (title,))
    agreement = Agreement("a1", title, Kind(kind), parties, spans, areas, year)
    whole = (report.span(0, len(report.text)),)
    actions = tuple(
        Action("a1", ActionCode(a), Modality(m), whole, day(on) if on else None, None, by, according_to)
        for a, m, on in steps
    )
    return Reading(report, reader, agreements=(agreement,), actions=actions).assert_evidence()
