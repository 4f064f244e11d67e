"""The page for people: one reading, laid out for a terminal of at most 100 columns.

>>> lay_out(Reading(Report.compose("Rain."), "en/1")).renderables[1].plain
'nothing on agreements'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from depositary.cli.stage import find_stage
from depositary.languages.wording import (
    join,
    write_actors,
    write_agent,
    write_agents,
    write_chain,
    write_code,
    write_date,
    write_place,
    write_term,
)
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent, Agreement, Meeting, Place, Reading, Relation, Statement
from depositary.model.text import Report, Span
from depositary.model.vocabulary import Modality
from depositary.sources import Refusal
from depositary.terminal import clean

TONES = {
    Modality.OCCURRED: "green",
    Modality.PLANNED: "cyan",
    Modality.POSSIBLE: "yellow",
    Modality.DENIED: "red",
    Modality.CONDITIONAL: "magenta",
}
MARKS = {
    Modality.OCCURRED: "●",
    Modality.PLANNED: "○",
    Modality.POSSIBLE: "◌",
    Modality.DENIED: "✕",
    Modality.CONDITIONAL: "◇",
}
NAMES_SHOWN = 6


def lay_out(reading: Reading) -> Group:
    """Return the page of a reading."""
    parts = [lay_out_head(reading.report), *lay_out_body(reading), Text()]
    return Group(*parts)


def lay_out_refusal(refusal: Refusal) -> Group:
    """Return what stands in the place of a report that was refused."""
    return Group(Rule(style="dim"), Text(f"refused: {clean(str(refusal))}", style="red"), Text())


def lay_out_head(report: Report) -> RenderableType:
    """Return title and origin of a report."""
    title = report.title or report.text.strip().partition("\n")[0][:200]
    published = write_date(ImpreciseDate(report.published[:10])) if report.published else "not dated"
    origin = [report.outlet, published, f"by {report.byline}" if report.byline else None, report.url]
    line = clean(" · ".join(part for part in origin if part))
    return Group(Rule(style="dim"), Text(clean(title), style="bold"), Text(line, style="dim"), Text())


def lay_out_body(reading: Reading) -> Iterator[RenderableType]:
    """Yield what was found: agreements, meetings, statements."""
    if reading.skipped:
        yield Text(f"not read: {clean(reading.skipped)}", style="yellow")
    elif not reading.agreements:
        yield Text("nothing on agreements", style="dim")
    for number, agreement in enumerate(reading.agreements, start=1):
        yield lay_out_agreement(number, agreement, reading)
    if reading.meetings:
        yield section("Meetings", [lay_out_meeting(meeting) for meeting in reading.meetings])
    if reading.statements:
        yield section("Statements", [lay_out_statement(s, reading) for s in reading.statements])


def section(title: str, parts: Sequence[RenderableType]) -> Group:
    """Return parts under a heading."""
    return Group(Text(title, style="bold underline"), Text(), *parts)


def lay_out_agreement(number: int, agreement: Agreement, reading: Reading) -> Group:
    """Return one agreement: its heading, what is known of it, its steps, what it builds on."""
    facts = make_facts(describe(agreement, reading))
    steps = [lay_out_action(a) for a in reading.actions if a.agreement == agreement.ref]
    relations = [lay_out_relation(r, reading) for r in reading.relations if r.source == agreement.ref]
    heading = Text.assemble((f"{number}  ", "bold yellow"), (clean(agreement.title), "bold"))
    return Group(heading, indent(facts), Text(), *steps, *relations)


def describe(agreement: Agreement, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield what is known of an agreement, as pairs of label and words."""
    stage = find_stage(agreement, reading)
    year = f" of {agreement.year}" if agreement.year else ""
    yield "kind", write_code(agreement.kind) + year + (", only wished for" if agreement.hypothetical else "")
    yield "parties", write_actors(agreement.parties) or "not told"
    yield "stage", write_code(stage) if stage else "not told"
    if agreement.areas:
        yield "areas", join([write_code(area) for area in agreement.areas])
    if agreement.term:
        yield "term", write_term(agreement.term)
    if names := other_names(agreement):
        yield "also", ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")


def other_names(agreement: Agreement) -> list[str]:
    """Return the other names of an agreement, each once, in the order of the report."""
    names = {name.text.casefold(): name.text for name in reversed(agreement.names)}
    names.pop(agreement.title.casefold(), None)
    return [f"“{name}”" for name in reversed(names.values())]


def make_facts(pairs: Iterator[tuple[str, str]]) -> Table:
    """Return labels and words in two columns."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, min_width=8)
    grid.add_column(ratio=1)
    for label, words in pairs:
        grid.add_row(label, Text(clean(words)))
    return grid


def lay_out_action(action: Action) -> Group:
    """Return one step: what and when, by whom, who says so, and in which words."""
    tone = TONES[action.modality]
    head = Text.assemble((f"{MARKS[action.modality]} ", tone), (write_code(action.action), f"bold {tone}"))
    head.append(f" · {action.modality}", style=tone)
    head.append(write_circumstances(action.date, action.place))
    facts = make_facts(tell(action.by, "by", action.according_to))
    return Group(indent(head), indent(facts, 5), *quote(action.evidence), Text())


def tell(agents: Sequence[Agent], label: str, chain: Sequence[Agent]) -> Iterator[tuple[str, str]]:
    """Yield who acts and who says so."""
    if agents:
        yield label, write_agents(agents)
    if chain:
        yield "source", write_chain(chain)


def write_circumstances(date: ImpreciseDate | None, place: Place | None) -> str:
    """Return date and place of a step, each where it is told."""
    words = [write_date(date) if date else "", write_place(place) if place else ""]
    return clean("".join(f" · {word}" for word in words if word))


def quote(evidence: Sequence[Span]) -> list[RenderableType]:
    """Return the report's own words."""
    return [indent(Text(f"“{clean(span.text.strip())}”", style="italic dim"), 5) for span in evidence]


def lay_out_relation(relation: Relation, reading: Reading) -> Group:
    """Return what an agreement has to do with an earlier one."""
    target = next((a.title for a in reading.agreements if a.ref == relation.target), relation.target)
    head = Text.assemble(("→ ", "blue"), (write_code(relation.relation), "bold blue"), f" · {clean(target)}")
    return Group(indent(head), *quote(relation.evidence), Text())


def lay_out_meeting(meeting: Meeting) -> Group:
    """Return one meeting."""
    tone = TONES[meeting.modality]
    head = Text.assemble((f"{MARKS[meeting.modality]} ", tone), (meeting.kind, f"bold {tone}"))
    head.append(f" · {meeting.modality}", style=tone)
    head.append(write_circumstances(meeting.date, meeting.place))
    facts = make_facts(tell(meeting.participants, "of", meeting.according_to))
    return Group(indent(head), indent(facts, 5), *quote(meeting.evidence), Text())


def lay_out_statement(statement: Statement, reading: Reading) -> Group:
    """Return one statement: who says it, through whom, about which agreement, and the words."""
    head = Text.assemble((clean(write_agent(statement.speaker)), "bold"), (f" · {statement.manner}", "dim"))
    if statement.via:
        head.append(clean(f" · via {write_chain(statement.via)}"))
    if statement.date:
        head.append(clean(f" · {write_date(statement.date)}"))
    number = next((n for n, a in enumerate(reading.agreements, 1) if a.ref == statement.about), None)
    if number:
        head.append(f" · on {number}", style="yellow")
    return Group(indent(head), *quote([statement.span]), Text())


def indent(part: RenderableType, columns: int = 3) -> Padding:
    """Return a part moved to the right."""
    return Padding(part, (0, 0, 0, columns))
