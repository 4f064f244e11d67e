"""Pages of the register for people: tables and lines of at most 100 columns.

>>> shorten("a long title of an agreement", 12)
'a long titl…'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from depositary.cli.output import WIDTH
from depositary.languages.wording import write_actors, write_chain, write_code, write_date
from depositary.register.queries import Evidence, StatusAnswer, TimelineStep
from depositary.register.resolution import Verdict
from depositary.terminal import clean

MANY = 6


def make_console() -> Console:
    """Return a console of at most 100 columns."""
    return Console(width=min(WIDTH, Console().width), highlight=False)


def shorten(text: str, width: int) -> str:
    """Return a text on one line, cut at a width, without characters that move the cursor."""
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= width else plain[: width - 1] + "…"


def write_parties(codes: Sequence[str]) -> str:
    """Return parties as names, as codes where there are many."""
    return write_actors(codes) if len(codes) <= MANY else f"{', '.join(codes[:MANY])} and {len(codes) - MANY} more"


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; a register that holds nothing of the kind says so."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    make_console().print(table if table.row_count else f"{title}: none")


def print_status(answer: StatusAnswer) -> None:
    """Print where an agreement stands, why, and who says so."""
    console = make_console()
    console.print(Text(clean(answer.title), style="bold"), Text(answer.id, style="dim"))
    disputed = " (disputed)" if answer.disputed else ""
    since = f" since {answer.since}" if answer.since else ""
    console.print(Text(f"  {write_code(answer.status)}{disputed}{since}", style="green"), Text(answer.reason))
    console.print(Text(f"  on {answer.on}, as known on {answer.known}; {write_code(answer.kind)}"))
    if answer.parties:
        lead = "between" if len(answer.parties) == 2 else "parties that reports name:"  # of many, never all
        console.print(Text(f"  {lead} {write_parties(answer.parties)}"))
    told = ", ".join(f"{code} {write_code(status)}" for code, status in list(answer.party_status.items())[:12])
    if told:
        console.print(Text(f"  {told}"))
    for claim in answer.because[:5]:
        print_claim(console, claim)


def print_claim(console: Console, claim: Evidence) -> None:
    """Print one claim: the step, who vouches, the words, the report."""
    date = f" {write_date(claim.date)}" if claim.date else ""
    console.print(Text(f"  - {write_code(claim.action)} {claim.modality}{date}"), Text(claim.id, style="dim"))
    for span in claim.evidence[:1]:
        console.print(Text(f"    “{shorten(span.text, 88)}”", style="italic"))
    source = f"{claim.report['outlet'] or 'outlet not told'}, {claim.report['published'] or 'day not told'}"
    chain = f" ← {clean(write_chain(claim.according_to))}" if claim.according_to else ""
    stories = f"; {claim.stories} stories" if claim.stories > 1 else ""
    console.print(Text(shorten(f"{source}{chain}; standing {claim.standing}{stories}", 94), style="dim"), style="dim")
    if claim.verdict:
        console.print(Text(f"    {shorten(write_verdict(claim.verdict), 94)}", style="yellow"))


def write_verdict(verdict: Verdict) -> str:
    """Return what a person decided in words: what, who, when, why.

    >>> write_verdict(Verdict("v1", "c1", "reject", None, "Ann", "no such vote", "2025-05-01T10:00:00Z"))
    'reject by Ann on 2025-05-01: no such vote (v1)'
    """
    why = f": {verdict.why}" if verdict.why else ""
    return f"{verdict.verdict} by {verdict.judge} on {verdict.at[:10]}{why} ({verdict.id})"


def step_row(step: TimelineStep) -> list[str]:
    """Return a step as a row: day, step, who, and how it is told."""
    day = write_date(step.date) if step.date else f"told {step.known_on}"
    disputed = "disputed" if step.disputed else ""
    told = f"{step.stories} {'story' if step.stories == 1 else 'stories'}, standing {step.standing}"
    return [day, f"{write_code(step.action)} {step.modality}", ", ".join(step.actors[:MANY]), told, disputed]
