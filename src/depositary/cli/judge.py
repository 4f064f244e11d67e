"""``depositary judge``: what people decide, on which mentions are one agreement and on single claims."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any, TypeVar

import click

from depositary.cli.asking import as_json, open_asked, write_json
from depositary.register.curation import review

F = TypeVar("F", bound=Callable[..., Any])


def by_whom(command: F) -> F:
    """Give a command ``--by``: who decides."""
    return click.option("--by", "person", metavar="NAME", help="Who decides; by default the user of this machine.")(
        command
    )


def for_reason(command: F) -> F:
    """Give a command ``--why``: the reason."""
    return click.option("--why", metavar="TEXT", help="The reason.")(command)


def name_person(person: str | None) -> str:
    """Return who decides: as told, else the user of this machine."""
    return person or getpass.getuser()


@click.group()
def judge() -> None:
    """Decide what the rules cannot: is it one agreement, does a claim hold.

    Decisions outweigh every rule, bear author, time and reason, and can be undone without a trace in the answers.
    """


@judge.command()
@click.argument("ids", nargs=2, metavar="ID ID")
@by_whom
@for_reason
@as_json
@click.pass_context
def same(ctx: click.Context, ids: tuple[str, str], person: str | None, why: str | None, as_json: bool) -> int:
    """Say that two agreements (by their ids, or ids of mentions) are the same."""
    return judge_pair(ctx, ids, "same", person, why, as_json)


@judge.command()
@click.argument("ids", nargs=2, metavar="ID ID")
@by_whom
@for_reason
@as_json
@click.pass_context
def different(ctx: click.Context, ids: tuple[str, str], person: str | None, why: str | None, as_json: bool) -> int:
    """Say that two agreements or mentions are different; show ID --json tells why mentions are one."""
    return judge_pair(ctx, ids, "different", person, why, as_json)


def judge_pair(  # noqa: PLR0917  # what both commands are called with
    ctx: click.Context, ids: tuple[str, str], verdict: str, person: str | None, why: str | None, as_json: bool
) -> int:
    """Record a judgement on two agreements."""
    with open_asked(ctx) as register:
        made = review.judge(register.store, *ids, verdict, person=name_person(person), why=why)
    write_json(made) if as_json else click.echo(f"{made.id}: {made.mention} and {made.other} are {verdict}")
    return 0


@judge.command()
@click.argument("claim", metavar="ID")
@click.argument("verdict", type=click.Choice(["accept", "reject", "undo"]))
@by_whom
@for_reason
@as_json
@click.pass_context
def claim(  # noqa: PLR0917  # click passes all by name
    ctx: click.Context, claim: str, verdict: str, person: str | None, why: str | None, as_json: bool
) -> int:
    """Accept or reject the claim ID, or undo the verdict that stands on it.

    A rejected claim no longer counts; an accepted one outweighs every report that speaks against it. The claim
    itself stays, and claims shows it with the verdict, its author and reason.
    """
    with open_asked(ctx) as register:
        if verdict == "undo":
            made = review.withdraw(register.store, claim, name_person(person))
        else:
            made = review.decide(register.store, claim, verdict, name_person(person), why=why)
    words = f"{made.id} ({made.verdict}) is undone" if verdict == "undo" else f"{made.id}: {verdict} {claim}"
    write_json(made) if as_json else click.echo(words)
    return 0


@judge.command()
@click.argument("decision", metavar="ID")
@by_whom
@as_json
@click.pass_context
def undo(ctx: click.Context, decision: str, person: str | None, as_json: bool) -> int:
    """Undo the judgement or verdict ID; history shows their ids."""
    with open_asked(ctx) as register:
        undone = review.undo(register.store, decision, name_person(person))
    write_json({"undone": decision, "verdict": undone}) if as_json else click.echo(f"{decision} is undone")
    return 0


@judge.command()
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="The most to show.")
@as_json
@click.pass_context
def history(ctx: click.Context, limit: int, as_json: bool) -> int:
    """Show what people decided, the newest first, with what was undone and by whom."""
    with open_asked(ctx) as register:
        found = review.list_decisions(register.store, limit)
    if as_json:
        write_json(found)
    else:
        from depositary.cli.tables import print_table

        rows = [[d.at[:19], d.id, f"{d.verdict} {' '.join(d.subjects)}", d.judge, tell_end(d)] for d in found]
        print_table("Decisions", ["when", "id", "what", "by", "why"], rows)
    return 0


def tell_end(decision: review.Decision) -> str:
    """Return the reason of a decision, and who undid it."""
    undone = f"undone by {decision.undone_by} {(decision.undone_at or '')[:10]}" if decision.undone_at else ""
    return "; ".join(part for part in (decision.why or "", undone) if part)
