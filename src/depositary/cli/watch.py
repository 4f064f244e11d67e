"""``depositary watch``: poll feeds politely and register their new items."""

from __future__ import annotations

import functools
import itertools
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from depositary.cli.add import tell
from depositary.cli.asking import open_asked
from depositary.cli.reader_options import asked_reader
from depositary.data_files import read_table
from depositary.ingest.pipeline import make_setting
from depositary.ingest.processes import read_part
from depositary.ingest.run import pick_unread, place_offer
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake, Submission, Tally
from depositary.register.storage import Store
from depositary.sources import Setting
from depositary.sources.client import Client
from depositary.sources.courtesy import CourteousClient
from depositary.sources.watch import Watch, watch_feed

if TYPE_CHECKING:
    from depositary.ingest.llm.session import Choice, Session


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED ...]")
@click.option("--starter", is_flag=True, help="Follow a list of official and agency feeds that comes with depositary.")
@click.option("--every", type=click.IntRange(0), default=900, show_default=True, help="Seconds between rounds.")
@click.option("--rounds", type=click.IntRange(1), help="Stop after this number of rounds. Default: do not stop.")
@click.option(
    "--delay", type=click.FloatRange(0), default=2.0, help="Minimum seconds between two requests to one host."
)
@click.option(
    "--state", default="depositary-watch.json", metavar="PATH", help="File that remembers which items were seen."
)
@asked_reader
@click.pass_context
def watch(
    ctx: click.Context,
    /,
    *,
    feeds: tuple[str, ...],
    starter: bool,
    every: int,
    rounds: int | None,
    delay: float,
    state: str,
    choice: Choice | None,
) -> int:
    """Watch feeds (RSS, Atom, JSON Feed) and add new items to the register.

    It uses conditional requests, obeys robots.txt, pauses between requests to one host, and waits
    longer after each failure of a server. You can stop it at any time and run it again.
    """
    feeds = (*feeds, *list_starters()) if starter else feeds
    if not feeds:
        raise click.UsageError("give the address of a feed, or --starter for a list of official and agency feeds")
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


def list_starters() -> tuple[str, ...]:
    """Return the feeds to start with.

    >>> all(feed.startswith("https://") for feed in list_starters())
    True
    """
    return tuple(row["feed"] for row in read_table("depositary.ingest", "starter_feeds.tsv"))


def open_reader(choice: Choice | None) -> AbstractContextManager[Session | None]:
    """Return the session of a language model, or nothing for the embedded reader."""
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
    """Poll each feed once, register its new items, and remember them before the next feed is polled.

    A dry run remembers nothing, and a feed at which a limit stops the round is not remembered.

    Returns:
        The counts of the round, or of what a dry run would send, in words.
    """
    memory = Watch.load(state)
    if session is None:
        intake, tally = Intake(store, read_part, VERSION), Tally()
    else:
        intake, tally = Intake(store, session.reading.read_part, session.reading.version), Tally()
    pick = functools.partial(pick_unread, intake=intake)
    if session and session.choice.dry_run:
        return session.plan((offer for feed in feeds for offer in poll(feed, client, memory, setting)), pick)
    for feed in feeds:
        offers = poll(feed, client, memory, setting)
        if session is None:
            tally += sum(intake.take_all(offers), Tally())
        else:
            tally += sum(intake.take_all(session.watch(offers, pick), session.batch), Tally())
            if session.planner.stopped:
                break
        memory.save(state)
    return tell(tally)


def poll(feed: str, client: CourteousClient, memory: Watch, setting: Setting) -> Iterator[Submission]:
    """Yield the new items of a feed, each with its line in the ledger."""
    for line, offer in enumerate(watch_feed(feed, client, memory, setting), start=1):
        yield place_offer(feed, line, offer)
