"""The reader: gate, analysis and finders composed into one pure function from Report to Reading.

>>> Reader().read(Report.compose("Nothing happened today.")).agreements
()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading import gate
from depositary.reading.actions import find_actions
from depositary.reading.actors import find_actors
from depositary.reading.agreements import find_agreements
from depositary.reading.analysis import Analysis, analyse_many, split_report
from depositary.reading.dates import find_dates
from depositary.reading.kinship import share_parties
from depositary.reading.meetings import find_meetings
from depositary.reading.relations import find_relations
from depositary.reading.statements import find_statements

VERSION = "en/1"
LANGUAGES = ("en",)
MOST_REPORTS = 4096
MOST_CHARACTERS = 100_000  # of reports that pass the gate


class Reader:
    """Reads many reports; the linguistic model is loaded at the first report that needs it."""

    def read(self, report: Report) -> Reading:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read reports in batches, streaming, and yield one reading for each, in order."""
        for batch in chunk(reports):
            yield from read_batch(batch)


def chunk(reports: Iterable[Report]) -> Iterator[list[tuple[Report, bool]]]:
    """Yield reports with whether the gate admits them, in batches that fill the parser but not the memory."""
    batch: list[tuple[Report, bool]] = []
    admitted = 0
    for report in reports:
        passes = report.language in LANGUAGES and gate.admits(report.text)
        batch.append((report, passes))
        admitted += len(report.text) if passes else 0
        if len(batch) >= MOST_REPORTS or admitted >= MOST_CHARACTERS:
            yield batch
            batch, admitted = [], 0
    yield batch


def read_batch(batch: list[tuple[Report, bool]]) -> Iterator[Reading]:
    """Read a batch: analyse together what passed the gate, then find."""
    analyses = analyse_telling([report for report, passes in batch if passes])
    for report, passes in batch:
        analysis = next(analyses) if passes else None
        yield read_analysis(analysis) if analysis else skip(report)


def analyse_telling(reports: list[Report]) -> Iterator[Analysis | None]:
    """Analyse reports: all of a short one; of a long one first what has cues, and more where that tells.

    ``None`` stands for a long report whose cues tell of no agreement.
    """
    jobs = [(report, split_report(report)) for report in reports]
    cued = list(analyse_many([(report, gate.choose_cued(sentences)) for report, sentences in jobs]))
    long = [len(gate.choose_cued(sentences)) < len(sentences) for _, sentences in jobs]
    telling = [is_long and tells(first) for first, is_long in zip(cued, long, strict=True)]
    again = analyse_many([(r, gate.choose_sentences(s)) for (r, s), more in zip(jobs, telling, strict=True) if more])
    for first, is_long, more in zip(cued, long, telling, strict=True):
        yield next(again) if more else None if is_long else first


def tells(analysis: Analysis) -> bool:
    """Tell whether what was analysed of a report speaks of an agreement."""
    return bool(find_agreements(analysis, find_actors(analysis), ()).agreements)


def skip(report: Report) -> Reading:
    """Return a reading without claims; it says why where no reader knows the language."""
    reason = None if report.language in LANGUAGES else f"no reader for language {report.language}"
    return Reading(report=report, reader=VERSION, skipped=reason)


def read_analysis(analysis: Analysis) -> Reading:
    """Run the finders over an analysis, each seeing the finds made before it."""
    actors = find_actors(analysis)
    dates = find_dates(analysis)
    agreements = find_agreements(analysis, actors, dates)
    if not agreements.agreements:
        return Reading(report=analysis.report, reader=VERSION)
    statements = find_statements(analysis, actors, dates, agreements)
    meetings = find_meetings(analysis, actors, dates, statements)
    relations = find_relations(analysis, agreements)
    return Reading(
        report=analysis.report,
        reader=VERSION,
        agreements=share_parties(agreements.agreements, relations),
        actions=find_actions(analysis, actors, dates, agreements, statements, meetings=meetings),
        meetings=meetings,
        relations=relations,
        statements=statements.statements,
    ).assert_evidence()
