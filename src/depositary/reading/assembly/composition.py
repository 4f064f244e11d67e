"""Put the finds of all rooms together into a reading; nothing else makes one.

>>> assemble_empty(Report.compose("Nothing happened today."), "en/1").agreements
()
"""

from __future__ import annotations

import msgspec

from depositary.languages.bearings import fill_bearing
from depositary.model.reading import Action, Agreement, Dropped, Meeting, Reading, Relation, Statement
from depositary.model.text import Report
from depositary.reading.assembly.attendance import lend_persons
from depositary.reading.assembly.kinship import bind_parties, share_parties
from depositary.reading.assembly.provisions import count_totals, date_effects, mark_provisions


def assemble(
    report: Report,
    version: str,
    *,
    agreements: tuple[Agreement, ...],
    actions: tuple[Action, ...],
    meetings: tuple[Meeting, ...],
    relations: tuple[Relation, ...],
    statements: tuple[Statement, ...],
    dropped: Dropped | msgspec.UnsetType = msgspec.UNSET,
) -> Reading:
    """Return the reading of a report; its finds complete one another, and each stands by its evidence.

    Args:
        report: what was read.
        version: of the reader.
        agreements: found in it, with the parties that their own mentions name.
        actions: the steps that were taken with them.
        meetings: where and when who met.
        relations: between the agreements.
        statements: who says what.
        dropped: what a reader that quotes the report proposed in vain; unset for readers that do not quote.

    Raises:
        EvidenceError: a find does not say what the text says at its place.
    """
    provided = date_effects(report, count_totals(report, mark_provisions(report, agreements, actions)))
    actions = tuple(fill_bearing(action, report.language) for action in provided)
    return Reading(
        report=report,
        reader=version,
        agreements=share_parties(bind_parties(agreements, actions), relations),
        actions=actions,
        meetings=lend_persons(meetings, actions),
        relations=relations,
        statements=statements,
        dropped=dropped,
    ).assert_evidence()


def assemble_empty(
    report: Report,
    version: str,
    skipped: str | None = None,
    dropped: Dropped | msgspec.UnsetType = msgspec.UNSET,
) -> Reading:
    """Return a reading without claims; ``skipped`` says why a report was not read."""
    return Reading(report=report, reader=version, skipped=skipped, dropped=dropped)
