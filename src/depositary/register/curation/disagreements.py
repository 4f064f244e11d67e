"""Where two readers of a report disagree: steps that only the answering one tells, or the other tells otherwise.

>>> from depositary.register.storage import open_store
>>> with open_store(":memory:").reading() as connection:
...     find_apart(connection, 10)
[]
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select

from depositary.model.comparison import compatible, pair_actions, pair_agreements
from depositary.model.reading import Reading
from depositary.register.intake import find_line, list_held, load_readings, rank
from depositary.register.storage import name_reading
from depositary.register.storage.schema import claims, readings

REPORTS = 1000  # reports with several readings that are looked at, those read last first
Labelled = tuple[Reading, list[str]]


def find_apart(connection: Connection, most: int) -> list[tuple[str, list[str]]]:
    """Return the claims of answering readings that another reader does not tell, or tells otherwise.

    Args:
        connection: to the register.
        most: the most claims to return.

    Returns:
        Each claim with the other reader's claims on the same step; with none where the other does not tell it.
    """
    query = (
        select(readings.c.report)
        .group_by(readings.c.report)
        .having(func.count() > 1)
        .order_by(func.max(readings.c.learnt_at).desc(), readings.c.report)
        .limit(REPORTS)
    )
    reports = list(connection.execute(query).scalars())
    pairs = {report: pair for report, held in list_held(connection, reports).items() if (pair := choose_pair(held))}
    first = load_readings(connection, {report: pair[0] for report, pair in pairs.items()})
    second = load_readings(connection, {report: pair[1] for report, pair in pairs.items()})
    apart = (
        each
        for report in sorted(pairs, key=reports.index)
        for each in contrast_steps(
            label_steps(connection, report, first[report]), label_steps(connection, report, second[report])
        )
    )
    return list(itertools.islice(apart, most))


def choose_pair(held: Mapping[str, bool]) -> tuple[str, str] | None:
    """Return the reader that answers for a report and another of a different line, the newest of them."""
    answering = next((reader for reader, answers in held.items() if answers), None)
    others = [reader for reader in held if answering and find_line(reader) != find_line(answering)]
    return (answering, max(others, key=rank)) if answering and others else None


def label_steps(connection: Connection, report: str, reading: Reading) -> Labelled:
    """Return a reading with the claims that its steps are, in their order."""
    name = name_reading(report, reading.reader)
    query = select(claims.c.id).where(claims.c.reading == name, claims.c.sort == "action").order_by(claims.c.position)
    return reading, list(connection.execute(query).scalars())


def contrast_steps(one: Labelled, other: Labelled) -> Iterator[tuple[str, list[str]]]:
    """Yield the claims of one reading that the other does not have, or has otherwise."""
    refs = {theirs.ref: ours.ref for ours, theirs in pair_agreements(one[0], other[0])}
    pairs = pair_actions(one[0], other[0], refs)
    names = {id(step): name for step, name in zip(other[0].actions, other[1], strict=True)}
    told = {id(ours): theirs for ours, theirs in pairs}
    for step, name in zip(one[0].actions, one[1], strict=True):
        match = told.get(id(step))
        if match is None:
            yield name, []
        elif match.modality != step.modality or not compatible(match.date, step.date):
            yield name, [names[id(match)]]
