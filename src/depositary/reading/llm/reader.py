"""The reader ``llm``: gate, question, answer, finds, assembly.

It is a pure function of a report and the answer to the question about it. Who asks is given to it.

>>> from depositary.model.text import Report
>>> reader = ModelReader("m", lambda questions: (Reply('{"relevant": false}') for _ in questions))
>>> reader.version, reader.read(Report.compose("Chad and Sudan signed a peace treaty.")).agreements
('llm/m/2', ())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.assembly import assemble, assemble_empty
from depositary.reading.gate import admits
from depositary.reading.llm.answer import NonsenseError, read_answer
from depositary.reading.llm.finds import Finds
from depositary.reading.llm.prompt import VERSION, Question, ask_about
from depositary.reading.text import READ_TO, cut_report

GATED = frozenset({"en"})
"""Languages for which the gate has words; a report in another one is always sent."""

Trouble = Literal["refused", "cut", "nonsense", "unanswered"]
"""Why there is no reading: the model will not, its answer ends too soon, it is of no use, there is none."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back on a question: the answer's content, or why there is none, in words."""

    content: str = ""
    trouble: Trouble | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that the model did not read, and why."""

    report: Report
    trouble: Trouble
    words: str


Ask = Callable[[Sequence[Question]], Iterable[Reply]]
"""Asks questions and yields one reply for each, in their order."""


class ModelReader:
    """Reads reports with a language model; ``version`` names model and prompt."""

    def __init__(self, model: str, ask: Ask, most: int = READ_TO) -> None:
        """Take the model's name, who asks it, and how many code points of a report it is shown."""
        self.version = name_reader(model)
        self.ask = ask
        self.most = most

    def read(self, report: Report) -> Reading | Failure:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Sequence[Report]) -> Iterator[Reading | Failure]:
        """Yield a reading, or a failure, for each report, in order; only what passes the gate is asked about."""
        passing = [opens(report) for report in reports]
        questions = [ask_about(r, self.most) for r, passes in zip(reports, passing, strict=True) if passes]
        replies = iter(self.ask(questions)) if questions else iter(())
        asked = iter(questions)
        for report, passes in zip(reports, passing, strict=True):
            yield self.take(report, next(asked), next(replies)) if passes else assemble_empty(report, self.version)

    def take(self, report: Report, question: Question, reply: Reply) -> Reading | Failure:
        """Return the reading that a reply makes."""
        if reply.trouble:
            return Failure(report, reply.trouble, reply.words)
        try:
            return read_reply(report, reply.content, self.version, len(question.text))
        except NonsenseError as error:
            return Failure(report, "nonsense", str(error))


def name_reader(model: str) -> str:
    """Return the name and version of the reader that a model is."""
    return f"llm/{model}/{VERSION}"


def opens(report: Report) -> bool:
    """Tell whether a report is sent: it passes the gate, or is in a language that the gate has no words for."""
    return bool(report.text.strip()) and (report.language not in GATED or admits(report.text))


def read_reply(report: Report, content: str, version: str, reach: int) -> Reading:
    """Return the reading of a report that an answer makes.

    Args:
        report: what was read.
        content: the model's answer.
        version: of the reader.
        reach: the code point up to which the model saw the report.

    Raises:
        NonsenseError: the answer is none, or nothing of what it tells stands in the report.
        DateError: the report's publication date is none.
    """
    answer, broken = read_answer(content)
    finds = Finds(cut_report(report), answer, reach, broken)
    if not answer.relevant:
        return assemble_empty(report, version, dropped=finds.dropped)
    if not finds.agreements:
        raise NonsenseError("no agreement that it tells of stands in the report")
    return assemble(
        report,
        version,
        agreements=finds.agreements,
        actions=finds.actions,
        meetings=finds.meetings,
        relations=finds.relations,
        statements=finds.statements,
        dropped=finds.dropped,
    )
