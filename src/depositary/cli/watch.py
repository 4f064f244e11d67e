"""``depositary watch``: feeds asked politely, again and again; what is new in them is registered."""

from __future__ import annotations

import functools
import itertools
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from depositary.cli.add import tell
from depositary.cli.asking import open_asked
from depositary.cli.reader_options import asked_reader
from depositary.ingest.pipeline import make_setting
from depositary.ingest.processes import read_part
from depositary.ingest.run import pick_unread, place_offer
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake, Tally
from depositary.register.storage import Store
from depositary.sources import Setting
from depositary.sources.client import Client
from depositary.sources.courtesy import CourteousClient
from depositary.sources.watch import Watch, watch_round

if TYPE_CHECKING:
    from depositary.ingest.llm.session import Choice, Session


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED ...")
@click.option("--every", type=click.IntRange(0), default=900, show_default=True, help="Seconds between two rounds.")
@click.option("--rounds", type=click.IntRange(1), help="End after so many rounds; without it the watch goes on.")
@click.option("--delay", type=click.FloatRange(0), default=2.0, help="Least seconds between two requests to a host.")
@click.option("--state", default="depositary-watch.json", metavar="PATH", help="Where it is remembered what was seen.")
@asked_reader
@click.pass_context
def watch(
    ctx: click.Context,
    /,
    *,
    feeds: tuple[str, ...],
    every: int,
    rounds: int | None,
    delay: float,
    state: str,
    choice: Choice | None,
) -> int:
    """Watch feeds (RSS, Atom, JSON Feed) and register what is new in them.

    Asks with conditional requests, keeps to robots.txt, pauses between requests to one host, and
    leaves a failing server alone for longer each time. It can be stopped at any time and run again.
    """
    setting = make_setting()
    with (
        open_asked(ctx, make=True) as register,
        Client(setting.caps, setting.allow_private) as client,
        open_reader(choice) as session,
    ):
        courteous = CourteousClient(client, delay)
        for number in itertools.count(1) if rounds is None else range(1, rounds + 1):
            time.sleep(every if number > 1 else 0)
            told = take_round(list(feeds), courteous, Path(state), setting, register.store, session=session)
            click.echo(f"round {number}: {told}")
            if session and (session.choice.dry_run or session.planner.stopped):
                break
    return 0


def open_reader(choice: Choice | None) -> AbstractContextManager[Session | None]:
    """Return the session of a language model, or nothing where the embedded reader reads."""
    if choice is None:
        return nullcontext()
    from depositary.ingest.llm.session import open_session

    return open_session(choice)


def take_round(
    feeds: list[str],
    client: CourteousClient,
    state: Path,
    setting: Setting,
    store: Store,
    *,
    session: Session | None = None,
) -> str:
    """Ask all feeds once, register what is new, then remember what was seen, and return in words what became of it.

    Nothing is remembered where a limit ended the round, or where it is only said what would be sent.
    """
    memory = Watch.load(state)
    found = list(watch_round(feeds, client, memory, setting))
    offers = [place_offer(feed, line, offer) for line, (feed, offer) in enumerate(found, start=1)]
    if session is None:
        told = tell(sum(Intake(store, read_part, VERSION).take_all(offers), Tally()))
    else:
        intake = Intake(store, session.reading.read_part, session.reading.version)
        pick = functools.partial(pick_unread, intake=intake)
        if session.choice.dry_run:
            return session.plan(offers, pick)
        told = tell(sum(intake.take_all(session.watch(offers, pick), session.batch), Tally()))
        if session.planner.stopped:
            return told
    memory.save(state)
    return told
