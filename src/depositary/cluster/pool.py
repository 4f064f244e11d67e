"""A pool of processes on one machine, each with its own reader; a worker that dies loses nothing.

>>> split_done(["a", "b"], {"a"})
['b']
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from depositary.cluster.shards import Shard, write_shard
from depositary.errors import DepositaryError

TRIES = 3
"""How often a pool is started anew without any shard done since the last time."""


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
        for shard in run_pool(left, folder, jobs, kind, form):
            done[shard.source] = shard
            yield shard
        tries = 0 if len(done) > before else tries + 1
        if tries == TRIES:
            raise DepositaryError(f"{left[0]}: the reading process dies on it every time; leave it out and run again")


def split_done(sources: Sequence[str], done: set[str]) -> list[str]:
    """Return the inputs that have no shard yet, in order."""
    return [source for source in dict.fromkeys(sources) if source not in done]


def run_pool(sources: Sequence[str], folder: str, jobs: int, kind: str | None, form: str) -> Iterator[Shard]:
    """Yield shards in order until all are done or a worker dies."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting = [pool.submit(write_shard, source, folder, kind, form) for source in sources]
        try:
            for one in waiting:
                yield one.result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
