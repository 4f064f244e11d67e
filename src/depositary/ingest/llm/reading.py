"""Reports read by a language model, as every other part of the program reads them: in batches, refusals among them.

What the model does not read is read by the embedded reader, or refused; nothing is empty because a model failed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from depositary.ingest.llm.settings import OnFailure
from depositary.model.reading import Dropped, Reading
from depositary.model.text import Report
from depositary.reading.llm import Failure, ModelReader, Question, Reply
from depositary.reading.reader import Reader
from depositary.register.intake import Unread
from depositary.sources import Refusal

TROUBLES = {
    "refused": "the language model refused to read it",
    "cut": "the language model's answer was cut off",
    "nonsense": "the language model's answer is of no use",
    "unanswered": "the language model did not answer",
}


class Asking(Protocol):
    """Who asks questions; ``counts`` says what came of it."""

    counts: Counter[str]

    def __call__(self, questions: Sequence[Question]) -> Iterator[Reply]:
        """Yield the reply on each question."""

    def close(self) -> None:
        """End what is under way."""


class ModelReading:
    """Reads reports with a model; ``counts`` says how many it read, what went wrong, and who read instead."""

    def __init__(self, model: str, asking: Asking, characters: int, on_failure: OnFailure) -> None:
        """Take the model, who asks it, how much it is shown, and what becomes of what it does not read."""
        self.asking = asking
        self.reader = ModelReader(model, asking, characters)
        self.embedded = Reader() if on_failure == "embedded" else None
        self.counts: Counter[str] = Counter()

    @property
    def version(self) -> str:
        """Name and version of the reader."""
        return self.reader.version

    def read(self, report: Report) -> Reading | Refusal:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Sequence[Report]) -> Iterator[Reading | Refusal]:
        """Yield a reading, or a refusal with its reason, for each report, in order."""
        for result in self.read_each(reports):
            yield result if isinstance(result, Reading) else refuse(result)

    def read_part(self, reports: Sequence[Report]) -> list[Reading | Unread]:
        """Read reports for a register, where what is not read is refused in the ledger."""
        results = self.read_each(reports)
        return [r if isinstance(r, Reading) else Unread(r.report, tell(r)) for r in results]

    def read_each(self, reports: Sequence[Report]) -> Iterator[Reading | Failure]:
        """Yield a reading for each report: the model's, else the embedded reader's where it stands in."""
        for result in self.reader.read_many(list(reports)):
            if isinstance(result, Reading):
                self.note(result)
                yield result
            else:
                self.counts[result.trouble] += 1
                yield self.stand_in(result)

    def note(self, reading: Reading) -> None:
        """Count a reading of the model, and what it dropped."""
        if isinstance(reading.dropped, Dropped):
            self.counts.update(read=1, quotes=reading.dropped.quotes, unaligned=reading.dropped.unaligned)

    def stand_in(self, failure: Failure) -> Reading | Failure:
        """Return the embedded reader's reading in place of a failure, where it stands in."""
        if self.embedded is None:
            return failure
        self.counts["embedded"] += 1
        return self.embedded.read(failure.report)

    def tell(self) -> str:
        """Return in words what came of the questions."""
        return tell_counts(self.asking.counts + self.counts)


def tell(failure: Failure) -> str:
    """Return in words why a report was not read."""
    return f"{TROUBLES[failure.trouble]} ({failure.words})"


def refuse(failure: Failure) -> Refusal:
    """Return the refusal of a report that the model did not read."""
    report = failure.report
    return Refusal(report.given_id or report.id, None, tell(failure), report.given_id)


def tell_counts(counts: Counter[str]) -> str:
    """Return what came of questions, in words.

    >>> tell_counts(Counter(answered=3, kept=2, read=4, nonsense=1, embedded=1, quotes=50, unaligned=1))
    'language model: 3 answered, 2 known before; 4 read, 1 nonsense, 1 by the embedded reader; 1 of 50 quotes dropped'
    """
    asked = [f"{counts['answered']:,} answered", f"{counts['kept']:,} known before"]
    told = [f"{counts['read']:,} read", *(f"{counts[name]:,} {name}" for name in TROUBLES if counts[name])]
    if counts["embedded"]:
        told.append(f"{counts['embedded']:,} by the embedded reader")
    parts = [", ".join(asked), ", ".join(told), f"{counts['unaligned']:,} of {counts['quotes']:,} quotes dropped"]
    if counts["tokens_in"] or counts["tokens_out"]:
        parts.append(f"{counts['tokens_in']:,} tokens in, {counts['tokens_out']:,} out")
    return f"language model: {'; '.join(parts)}"
