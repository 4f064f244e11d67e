"""``depositary watch``: poll feeds politely and register their new items."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import click

from depositary.cli.add import tell
from depositary.cli.asking import open_asked
from depositary.ingest.pipeline import make_setting
from depositary.ingest.processes import read_part
from depositary.ingest.run import place_offer
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake, Tally
from depositary.register.storage import Store
from depositary.sources import Setting
from depositary.sources.client import Client
from depositary.sources.courtesy import CourteousClient
from depositary.sources.watch import Watch, watch_feed


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED ...")
@click.option("--every", type=click.IntRange(0), default=900, show_default=True, help="Seconds between rounds.")
@click.option("--rounds", type=click.IntRange(1), help="Stop after this number of rounds. Default: do not stop.")
@click.option(
    "--delay", type=click.FloatRange(0), default=2.0, help="Minimum seconds between two requests to one host."
)
@click.option(
    "--state", default="depositary-watch.json", metavar="PATH", help="File that remembers which items were seen."
)
@click.pass_context
def watch(
    ctx: click.Context, /, *, feeds: tuple[str, ...], every: int, rounds: int | None, delay: float, state: str
) -> int:
    """Watch feeds (RSS, Atom, JSON Feed) and add new items to the register.

    It uses conditional requests, obeys robots.txt, pauses between requests to one host, and waits
    longer after each failure of a server. You can stop it at any time and run it again.
    """
    setting = make_setting()
    with open_asked(ctx, make=True) as register, Client(setting.caps, setting.allow_private) as client:
        courteous = CourteousClient(client, delay)
        for number in itertools.count(1) if rounds is None else range(1, rounds + 1):
            time.sleep(every if number > 1 else 0)
            tally = take_round(list(feeds), courteous, Path(state), setting, register.store)
            click.echo(f"round {number}: {tell(tally)}")
    return 0


def take_round(feeds: list[str], client: CourteousClient, state: Path, setting: Setting, store: Store) -> Tally:
    """Poll each feed once, register its new items, and remember them before the next feed is polled."""
    memory = Watch.load(state)
    intake, tally = Intake(store, read_part, VERSION), Tally()
    for feed in feeds:
        found = enumerate(watch_feed(feed, client, memory, setting), start=1)
        tally += sum(intake.take_all(place_offer(feed, line, offer) for line, offer in found), Tally())
        memory.save(state)
    return tally
