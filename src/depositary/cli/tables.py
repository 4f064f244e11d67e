"""Answers of the register for people: tables and lines of at most 100 columns.

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
from depositary.register.queries import Evidence, ParticipantTable, StatusAnswer, TimelineStep
from depositary.register.resolution import Verdict
from depositary.terminal import clean

MANY = 6


def make_console() -> Console:
    """Return a console of at most 100 columns."""
    return Console(width=min(WIDTH, Console().width), highlight=False)


def shorten(text: str, width: int) -> str:
    """Return a text on one line, cut at a width, without control characters."""
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= width else plain[: width - 1] + "…"


def write_parties(codes: Sequence[str]) -> str:
    """Return parties as names, or as codes if there are many."""
    return write_actors(codes) if len(codes) <= MANY else f"{', '.join(codes[:MANY])} and {len(codes) - MANY} more"


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, or "none" if it is empty."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    make_console().print(table if table.row_count else f"{title}: none")


def print_status(answer: StatusAnswer) -> None:
    """Print the status of an agreement, its reason and its sources."""
    console = make_console()
    console.print(Text(clean(answer.title), style="bold"), Text(answer.id, style="dim"))
    disputed = " (disputed)" if answer.disputed else ""
    console.print(Text(f"  {write_code(answer.status)}{disputed}", style="green"), say_why(answer))
    by = " by arrival" if answer.known_by == "arrival" else ""
    console.print(Text(f"  on {answer.on}, as known on {answer.known}{by}; {write_code(answer.kind)}"))
    if answer.last_reported:
        stale = ": it may have changed since" if answer.stale else ""
        console.print(Text(f"  last reported {answer.last_reported}{stale}", style="yellow" if answer.stale else ""))
    if answer.parties:
        pair = len(answer.parties) == 2 and not answer.many
        lead = "between" if pair else "parties on record:"  # of many, never all
        console.print(Text(f"  {lead} {write_parties(answer.parties)}"))
    standings = list(answer.party_status.items())
    shown = ", ".join(f"{code} {write_code(status)}" for code, status in standings[:12])
    if shown:
        more = f" and {len(standings) - 12} more" if len(standings) > 12 else ""
        console.print(Text(f"  {shown}{more}"))
    for claim in answer.because[:5]:
        print_claim(console, claim)


def say_why(answer: StatusAnswer | ParticipantTable) -> Text:
    """Return the reason of a status, without the status where it begins with it."""
    return Text(answer.reason.removeprefix(write_code(answer.status)).strip())


def print_participants(table: ParticipantTable) -> None:
    """Print the status table of an agreement: head, and a row for each participant with days and letters."""
    console = make_console()
    console.print(Text(clean(table.title), style="bold"), Text(table.id, style="dim"))
    console.print(Text(f"  {write_code(table.status)}", style="green"), say_why(table))
    console.print(Text(f"  on {table.on}, as known on {table.known}"))
    console.print(Text(f"  signatories: {table.signatories}; parties: {table.parties}"))
    if not table.complete:
        console.print(Text("  no official table was imported: reports name these, and perhaps not all", style="yellow"))
    columns = ["Participant", "Signature", "Consent", "Effect", "End", "Status"]
    rows = [
        [
            shorten(row.name + "*" * bool(row.remarks), 30),
            f"{row.signature or ''} {row.signature_mark}".strip(),
            f"{row.consent or row.provisional or ''} {row.mark if row.consent or not row.provisional else 'n'}".strip(),
            row.effect or "",
            row.end or "",
            write_code(row.status),
        ]
        for row in table.participants
    ]
    print_table("Participants", columns, rows)
    if any(row.remarks for row in table.participants):
        console.print(Text("  * has made reservations, declarations or objections: --json shows them", style="dim"))


def print_claim(console: Console, claim: Evidence) -> None:
    """Print one claim: step, quoted words, report and source."""
    date = f" {write_date(claim.date)}" if claim.date else ""
    console.print(Text(f"  - {write_code(claim.action)} {claim.modality}{date}"), Text(claim.id, style="dim"))
    for span in claim.evidence[:1]:
        console.print(Text(f"    “{shorten(span.text, 88)}”", style="italic"))
    source = f"{claim.report['outlet'] or 'outlet unknown'}, {claim.report['published'] or 'date unknown'}"
    chain = f" ← {clean(write_chain(claim.according_to))}" if claim.according_to else ""
    stories = f"; {claim.stories} stories" if claim.stories > 1 else ""
    console.print(Text(shorten(f"{source}{chain}; standing {claim.standing}{stories}", 94), style="dim"), style="dim")
    if claim.verdict:
        console.print(Text(f"    {shorten(write_verdict(claim.verdict), 94)}", style="yellow"))


def write_verdict(verdict: Verdict) -> str:
    """Describe a person's decision: what, who, when, why.

    >>> write_verdict(Verdict("v1", "c1", "reject", None, "Ann", "no such vote", "2025-05-01T10:00:00Z"))
    'reject by Ann on 2025-05-01: no such vote (v1)'
    """
    why = f": {verdict.why}" if verdict.why else ""
    return f"{verdict.verdict} by {verdict.judge} on {verdict.at[:10]}{why} ({verdict.id})"


def step_row(step: TimelineStep) -> list[str]:
    """Return a step as a row: day, step, agents, stories and standing."""
    day = write_date(step.date) if step.date else f"reported {step.known_on}"
    disputed = "disputed" if step.disputed else ""
    told = f"{step.stories} {'story' if step.stories == 1 else 'stories'}, standing {step.standing}"
    return [day, f"{write_code(step.action)} {step.modality}", ", ".join(step.actors[:MANY]), told, disputed]
