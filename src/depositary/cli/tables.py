"""Answers of the register for people: tables and lines of at most 100 columns.

>>> shorten("a long title of an agreement", 12)
'a long titl…'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from depositary.cli.output import WIDTH, find_width
from depositary.languages.actor_codes import describe
from depositary.languages.phrases import write_days, write_status, write_step
from depositary.languages.wording import write_actors, write_chain, write_code, write_date
from depositary.register.queries import (
    Evidence,
    FoundReport,
    ParticipantTable,
    SearchAnswer,
    StatusAnswer,
    TimelineStep,
)
from depositary.register.resolution import Verdict
from depositary.terminal import clean

MANY = 6
CLAIMS = 5  # claims under a status
UNBROKEN = frozenset({"id", "last", "learned"})  # columns whose cells stay on one line


def make_console() -> Console:
    """Return a console of at most 100 columns."""
    return Console(width=find_width(), highlight=False)


def shorten(text: str, width: int) -> str:
    """Return a text on one line, cut at a width, without control characters."""
    plain = " ".join(clean(text).split())
    return plain if len(plain) <= width else plain[: width - 1] + "…"


def write_parties(codes: Sequence[str]) -> str:
    """Return parties as names, or as codes if there are many."""
    return write_actors(codes) if len(codes) <= MANY else write_codes(codes)


def write_codes(codes: Sequence[str]) -> str:
    """Return some codes, and how many more there are.

    >>> write_codes(["AUT", "BEL"]), write_codes(["A", "B", "C", "D", "E", "F", "G", "H"])
    ('AUT, BEL', 'A, B, C, D, E, F and 2 more')
    """
    more = f" and {len(codes) - MANY} more" if len(codes) > MANY else ""
    return ", ".join(codes[:MANY]) + more


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, or "none" if it is empty."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in UNBROKEN)
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    make_console().print(table if table.row_count else f"{title}: none")


def print_status(answer: StatusAnswer) -> None:
    """Print the status of an agreement, its reason and its sources."""
    console = make_console()
    console.print(Text(clean(answer.title), style="bold"), Text(answer.id, style="dim"))
    disputed = " (disputed)" if answer.disputed else ""
    console.print(Text(f"  {write_status(answer.status, answer.reason, answer.since)}{disputed}", style="green"))
    by = ", by arrival" if answer.known_by == "arrival" else ""
    known = "" if answer.known == answer.on else f", by reports published until {write_days(answer.known)}"
    console.print(Text(f"  {write_code(answer.kind)}; as of {write_days(answer.on)}{known}{by}"))
    if answer.last_reported:
        stale = ": it may have changed since" if answer.stale else ""
        last = f"  last reported {write_days(answer.last_reported)}{stale}"
        console.print(Text(last, style="yellow" if answer.stale else ""))
    if answer.parties:
        pair = len(answer.parties) == 2 and not answer.many
        lead = "between" if pair else "participants in this register:"  # of many, never all
        console.print(Text(f"  {lead} {write_parties(answer.parties)}"))
    told = answer.party_status
    standings = [(code, told[code]) for code in told if len(told) == 1 or not answer.roles or code in answer.roles]
    shown = ", ".join(write_standing(code, status, one=len(standings) == 1) for code, status in standings[:12])
    if shown:
        more = f" and {len(standings) - 12} more" if len(standings) > 12 else ""
        console.print(Text(f"  {shown}{more}"))
    different = drop_copies(answer.because)
    for claim in different[:CLAIMS]:
        print_claim(console, claim)
    if len(answer.because) > CLAIMS:
        count = f"{min(CLAIMS, len(different))} of {len(answer.because)} claims"
        console.print(Text(f"  {count}; depositary claims {answer.id} shows all"))
    if answer.unsure:
        steps = f"{len(answer.unsure)} unsure {'step' if len(answer.unsure) == 1 else 'steps'}"
        console.print(Text(f"  {steps} left out until somebody reviews them; --unsure counts them", style="dim"))


def print_participants(table: ParticipantTable) -> None:
    """Print the status table of an agreement: head, and a row for each participant with days and letters."""
    console = make_console()
    console.print(Text(clean(table.title), style="bold"), Text(table.id, style="dim"))
    console.print(Text(f"  {write_status(table.status, table.reason, None)}", style="green"))
    console.print(Text(f"  as of {write_days(table.on)}"))
    console.print(Text(f"  signatories: {table.signatories}; parties: {table.parties}"))
    if not table.complete:
        console.print(Text("  no official table was imported: reports name these, and perhaps not all", style="yellow"))
    columns = ["Participant", "Signature", "Ratified or joined", "In force", "End", "Status"]
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


def drop_copies(claims: Sequence[Evidence]) -> list[Evidence]:
    """Return claims without those that report the same step with the same words: copies of one report."""
    told: dict[tuple[str, ...], Evidence] = {}
    for claim in claims:
        words = " ".join(span.text for span in claim.evidence)
        told.setdefault((claim.action, claim.modality, " ".join(words.split())), claim)
    return list(told.values())


def write_standing(code: str, status: str, *, one: bool = False) -> str:
    """Return the status of a party in words; of one that is asked for alone, with its name.

    >>> write_standing("TUR", "none", one=True), write_standing("TUR", "signatory")
    ('Turkey (TUR): not a party, as far as reports tell', 'TUR signatory')
    """
    words = "not a party, as far as reports tell" if status == "none" else write_code(status)
    return f"{describe(code)}: {words}" if one else f"{code} {words if status != 'none' else 'no step reported'}"


def print_claim(console: Console, claim: Evidence) -> None:
    """Print one claim: step, quoted words, report and source."""
    step = write_step(claim.action, claim.modality, claim.date) + (" (unsure)" if claim.unsure else "")
    console.print(Text(f"  - {step}"), Text(claim.id, style="dim"))
    for span in claim.evidence[:1]:
        console.print(Text(f"    “{shorten(span.text, 88)}”", style="italic"))
    day = claim.report["published"]
    source = f"{claim.report['outlet'] or 'outlet unknown'}, {write_days(day[:10]) if day else 'date unknown'}"
    chain = f" ← {clean(write_chain(claim.according_to))}" if claim.according_to else ""
    stories = f"; {claim.stories} stories" if claim.stories > 1 else ""
    console.print(Text(shorten(f"    {source}{chain}{stories}", 94), style="dim"), style="dim")
    if claim.verdict:
        console.print(Text(f"    {shorten(write_verdict(claim.verdict), 94)}", style="yellow"))


def write_verdict(verdict: Verdict) -> str:
    """Describe a person's decision: what, who, when, why.

    >>> write_verdict(Verdict("v1", "c1", "reject", None, "Ann", "no such vote", "2025-05-01T10:00:00Z"))
    'reject by Ann on 2025-05-01: no such vote (v1)'
    """
    why = f": {verdict.why}" if verdict.why else ""
    return f"{verdict.verdict} by {verdict.judge} on {verdict.at[:10]}{why} ({verdict.id})"


STEP_COLUMNS = ("day", "step", "by", "stories", "weight", "disputed", "unsure")


def step_row(step: TimelineStep) -> dict[str, str]:
    """Return a step as a row: day, step, agents, stories, weight of the best source."""
    return {
        "day": write_date(step.date) if step.date else f"reported {write_days(step.known_on[:10])}",
        "step": write_step(step.action, step.modality),
        "by": ", ".join(step.actors[:MANY])
        + (f" and {len(step.actors) - MANY} more" if len(step.actors) > MANY else ""),
        "stories": str(step.stories),
        "weight": str(step.standing),
        "disputed": "disputed" if step.disputed else "",
        "unsure": "unsure" if step.unsure else "",
    }


def print_search(found: SearchAnswer) -> None:
    """Print what a search found: agreements, then reports with the words in them."""
    console = make_console()
    if found.corrected:
        console.print(Text(clean(f"Nothing has all the words {found.question}. These have {found.searched}:")))
    if found.partial:
        console.print(Text("Nothing has all the words. These have most of them:"))
    rows = [
        [each.agreement.id, shorten(each.agreement.title, 44), ",".join(each.agreement.parties[:4]), each.by]
        for each in found.agreements
    ]
    if rows:
        print_table(f"Agreements ({found.agreement_count:,})", ["id", "title", "parties", "found by"], rows)
    if found.reports:
        more = " or more" if found.more_reports else ""
        console.print(Text(f"Reports ({found.report_count:,}{more})"), style="italic")
    for report in found.reports:
        print_found_report(console, report)
    if not rows and not found.reports:
        console.print(Text("Nothing is found. Try fewer words, or depositary list for all agreements."))
    if found.unreported:
        console.print(Text("Known agreements that this register has no report on:"))
        for title in found.unreported:
            console.print(Text(f"  {shorten(title, WIDTH - 4)}"))
    if found.suggestion:
        console.print(Text(clean(f"Did you mean: {found.suggestion}?"), style="yellow"))


def print_found_report(console: Console, report: FoundReport) -> None:
    """Print a report with the words that were found."""
    head = ", ".join(clean(part) for part in (report.outlet, report.published, report.title) if part)
    console.print(Text(shorten(f"  {head or report.id}", WIDTH - 4)))
    words = Text(clean(report.snippet), style="italic")
    for start, end in report.marks:
        words.stylize("bold", start, end)
    console.print(Padding(words, (0, 0, 0, 4)))
