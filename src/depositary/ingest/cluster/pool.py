"""A pool of processes on one machine, each with its own reader; a worker that dies loses nothing.

>>> split_done(["a", "b"], {"a"})
['b']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from depositary.errors import DepositaryError
from depositary.ingest.cluster.shards import Shard, place_shard, write_shard
from depositary.ingest.cluster.workers import start_workers

TRIES = 3
"""How often a pool is started without any shard done since the last time; the last time for one input alone."""


def write_shards(
    sources: Sequence[str], folder: str, jobs: int, kind: str | None = None, form: str = "jsonl"
) -> Iterator[Shard]:
    """Write the shards of many inputs, and yield what became of each, in order.

    Raises:
        DepositaryError: one input makes every worker die.
    """
    done: dict[str, Shard] = {}
    tries = 0
    while left := split_done(sources, set(done)):
        before = len(done)
        for shard in run_pool(left if tries < TRIES - 1 else left[:1], folder, jobs, kind, form):
            done[shard.source] = shard
            yield shard
        tries = 0 if len(done) > before else tries + 1
        if tries == TRIES:
            raise DepositaryError(f"{left[0]}: the reading process dies on it every time; leave it out and run again")


def split_done(sources: Sequence[str], done: set[str]) -> list[str]:
    """Return the inputs that have no shard yet, in order."""
    return [source for source in dict.fromkeys(sources) if source not in done]


def run_pool(sources: Sequence[str], folder: str, jobs: int, kind: str | None, form: str) -> Iterator[Shard]:
    """Yield shards in order until all are done or a worker dies; large inputs are begun first, so all end together.

    Where every shard is there already no worker is started: each would load a model for nothing.
    """
    if all(place_shard(source, folder, form).exists() for source in sources):
        yield from (write_shard(source, folder, kind, form) for source in sources)
        return
    with start_workers(min(jobs, len(sources))) as pool:
        begun = sorted(sources, key=measure, reverse=True)
        waiting = {source: pool.submit(write_shard, source, folder, kind, form) for source in begun}
        try:
            for source in sources:
                yield waiting[source].result()
        except BrokenProcessPool:
            return


def measure(source: str) -> int:
    """Return the size of a file in bytes; 0 for what is no file."""
    path = Path(source)
    return path.stat().st_size if path.is_file() else 0
