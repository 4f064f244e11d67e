"""The reader: gate, parser and finders, composed into one pure function from ``Report`` to ``Reading``.

>>> Reader().read(Report.compose("Nothing happened today.")).agreements
()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from depositary.languages.lexicons import list_lexicons
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.actors import Ground, find_actors, is_settled, survey
from depositary.reading.agreements import MOST_REFERENCES, find_agreements, has_agreements
from depositary.reading.assembly import assemble, assemble_empty, mark_provisions
from depositary.reading.dates import find_dates
from depositary.reading.encoder import mark
from depositary.reading.gate import admits, choose_cued, choose_sentences
from depositary.reading.lexical import may_tell, name_version, read_report, reads
from depositary.reading.meetings import find_meetings
from depositary.reading.mentions import Actors
from depositary.reading.parser import parse_many
from depositary.reading.relations import find_relations
from depositary.reading.scoring import Chosen, Finds, Marker, choose, gather
from depositary.reading.statements import find_statements
from depositary.reading.steps import merge_steps, propose_steps
from depositary.reading.text import Analysis, Folded, cut_report, fold, unfold
from depositary.reading.treaties import is_bare_title, is_treaty, name_title

VERSION = "en/6"
RELEASE = VERSION.partition("/")[2]
LANGUAGES = ("en",)
MOST_REPORTS = 4096
MOST_CHARACTERS = 100_000  # of reports that pass the gate
TREATY = "it is the text of a treaty, not a report: add it with depositary add --from treaty"


class Reader:
    """Reads reports. It loads the language model at the first report that needs it."""

    def read(self, report: Report) -> Reading:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Read a stream of reports in batches, and yield one reading for each, in order."""
        for batch in chunk(reports):
            yield from read_batch(batch)


@dataclass(frozen=True, slots=True)
class Given:
    """A report as given, and its folded text if folding changes it."""

    report: Report
    folded: Folded | None
    passes: bool
    treaty: bool = False

    @property
    def read(self) -> Report:
        """The report that is read."""
        if self.folded is None:
            return self.report
        title = fold(self.report.title or "")
        return msgspec.structs.replace(
            self.report, text=self.folded.text, title=title.text if title else self.report.title
        )


def chunk(reports: Iterable[Report]) -> Iterator[list[Given]]:
    """Yield reports with the answer of the gate, in batches that fill the parser but not the memory."""
    batch: list[Given] = []
    admitted = 0
    for report in reports:
        folded = fold(report.text) if report.language in LANGUAGES else None
        treaty = report.language in LANGUAGES and is_treaty(report.text)
        named = treaty or is_bare_title(report.text)
        passes = report.language in LANGUAGES and not named and admits(folded.text if folded else report.text)
        batch.append(Given(report, folded, passes, treaty))
        admitted += len(report.text) if passes else 0
        if len(batch) >= MOST_REPORTS or admitted >= MOST_CHARACTERS:
            yield batch
            batch, admitted = [], 0
    yield batch


def read_batch(batch: list[Given]) -> Iterator[Reading]:
    """Read a batch: analyse all reports that passed the gate together, then run the finders on them.

    The spans of a reading are cut from the text as given, not from the folded text.
    """
    telling = analyse_telling([given.read for given in batch if given.passes])
    for given in batch:
        found = next(telling) if given.passes else None
        reading = read_analysis(*found) if found else skip(given.report, treaty=given.treaty)
        yield unfold(reading, given.report, given.folded) if found and given.folded else reading


def analyse_telling(reports: list[Report]) -> Iterator[tuple[Analysis, Actors] | None]:
    """Analyse reports and find their actors. A long report is parsed in two rounds: first the cues, then more.

    ``None`` is a report without agreements, known before the parse or from its cues alone.
    """
    cut = [cut_report(report) for report in reports]
    grounds = [survey(analysis) for analysis in cut]
    acting = [find_actors(*pair) for pair in zip(cut, grounds, strict=True)]
    likely = [has_agreements(*pair) for pair in zip(cut, acting, strict=True)]
    chosen = [choose_cued(analysis.sentences) if ok else [] for analysis, ok in zip(cut, likely, strict=True)]
    cued = list(parse_many(zip(cut, chosen, strict=True)))
    acting = [settle_actors(*three) for three in zip(cued, acting, grounds, strict=True)]
    found = zip(cued, acting, likely, strict=True)
    wanted = [choose_more(analysis, actors) if ok else None for analysis, actors, ok in found]
    whole = parse_many([(analysis, more) for analysis, more in zip(cued, wanted, strict=True) if more is not None])
    for actors, more in zip(acting, wanted, strict=True):
        yield None if more is None else (next(whole), actors)


def settle_actors(analysis: Analysis, actors: Actors, ground: Ground) -> Actors:
    """Find the actors once more if the parse can change them: a capital as actor or place ("a London court")."""
    return actors if is_settled(analysis, actors) else find_actors(analysis, ground)


def choose_more(analysis: Analysis, actors: Actors) -> list[int] | None:
    """Return the sentences to parse after the cues, ``None`` if the cues show no agreement."""
    if all(sentence.parsed for sentence in analysis.sentences):
        return []
    return choose_sentences(analysis.sentences) if has_agreements(analysis, actors, MOST_REFERENCES) else None


def skip(report: Report, *, treaty: bool = False) -> Reading:
    """Return a reading without claims. It gives the reason if no reader knows the language, or it is a treaty's text.

    A report that is but the title of a treaty names the agreement, and tells no step.
    """
    if report.language not in LANGUAGES:
        return read_other(report)
    if treaty:
        return assemble_empty(report, VERSION, TREATY)
    agreements, relations = name_title(report)
    if not agreements:
        return assemble_empty(report, VERSION)
    return assemble(report, VERSION, agreements=agreements, actions=(), meetings=(), relations=relations, statements=())


def read_other(report: Report) -> Reading:
    """Return the reading by words alone of a report that is not in English; an empty one where no words are known."""
    if reads(report.language):
        return read_report(report, RELEASE)
    return assemble_empty(report, VERSION, f"no reader for language {report.language}")


def name_reader(language: str) -> str:
    """Return the name and version of the reader of a language.

    >>> name_reader("en") == VERSION, name_reader("fr").partition("/")[0]
    (True, 'fr-lexical')
    """
    read = language not in LANGUAGES and reads(language)
    return name_version(language, RELEASE) if read else VERSION


def list_languages() -> tuple[str, ...]:
    """Return the codes of all languages that are read."""
    return tuple(dict.fromkeys((*LANGUAGES, *list_lexicons())))


def screen(text: str) -> bool:
    """Tell whether a text may mention an agreement, in any language that is read."""
    return admits(text) or may_tell(text)


def read_analysis(analysis: Analysis, actors: Actors) -> Reading:
    """Run the finders over an analysis, each seeing the finds made before it, and choose what stays of them."""
    finds = find_all(analysis, actors)
    if finds is None:
        return assemble_empty(analysis.report, VERSION)
    return compose(analysis.report, choose(finds))


def compose(report: Report, chosen: Chosen) -> Reading:
    """Return the reading that what was chosen of a report's finds makes."""
    return assemble(
        report,
        VERSION,
        agreements=chosen.agreements,
        actions=chosen.actions,
        meetings=chosen.meetings,
        relations=chosen.relations,
        statements=chosen.statements,
    )


def find_all(analysis: Analysis, actors: Actors, marker: Marker = mark) -> Finds | None:
    """Return all that words, rules and the encoder find in a report; ``None`` where it names no agreement."""
    dates = find_dates(analysis)
    agreements = find_agreements(analysis, actors, dates)
    if not agreements.agreements:
        return None
    statements = find_statements(analysis, actors, dates, agreements)
    meetings = find_meetings(analysis, actors, dates, statements)
    proposed = propose_steps(analysis, actors, dates, agreements, statements)
    merged = merge_steps(analysis, actors, dates, agreements, statements, proposed=proposed, meetings=meetings)
    return gather(
        analysis,
        actors=actors,
        dates=dates,
        agreements=agreements,
        statements=statements,
        meetings=meetings,
        relations=find_relations(analysis, agreements),
        proposed=proposed,
        actions=mark_provisions(analysis.report, agreements.agreements, merged),
        marker=marker,
    )
