"""How processes that read are started: as copies of one that has its reader ready, where that is safe, else anew.

A copy shares the model's memory with the others and reads at once. Threads do not survive in it, and what they held
stays locked, so a process with more than one is not copied; nor may one be that holds a connection to a database.

>>> may_copy() in (True, False)
True
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path

from depositary.model.text import Report
from depositary.reading.reader import Reader

THREADS = Path("/proc/self/task")
"""Where Linux lists the threads of a process, those of libraries too."""

SAMPLE = "Chad and Sudan signed a peace treaty in Dakar on Monday, their ministers said."
"""A report that passes the gate: all that reading needs is loaded for it."""


def may_copy() -> bool:
    """Tell whether this process can be copied: on Linux, as long as it has one thread."""
    return THREADS.is_dir() and sum(1 for _ in THREADS.iterdir()) == 1


def choose_start() -> BaseContext:
    """Return how processes are to be started; the reader is loaded here first where they will be copies."""
    if may_copy():
        Reader().read(Report.compose(SAMPLE, published="2020-01-06"))
    return multiprocessing.get_context("fork" if may_copy() else "spawn")


@contextmanager
def hold_memory() -> Iterator[None]:
    """Keep what is loaded by now out of the search for garbage while inside, which would part the shared memory."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def start_workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes that read; what is not begun when it is left is dropped, what is begun is waited for.

    Without waiting, the program could end while the pool is being taken down, which Python tells in a traceback.
    """
    context = choose_start()
    with hold_memory(), ProcessPoolExecutor(jobs, context, watch_parent, (os.getpid(),)) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def watch_parent(parent: int) -> None:
    """End this process when the program that started it is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
