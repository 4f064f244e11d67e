"""Start reading processes: as copies of a process that has loaded its reader if that is safe, otherwise from scratch.

A copy shares the memory of the model and can read at once. Threads do not survive in a copy, and their locks stay
locked. So a process with more than one thread is not copied, and neither is one with a database connection.

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
"""The folder where Linux lists the threads of a process, including those of libraries."""

SAMPLE = "Chad and Sudan signed a peace treaty in Dakar on Monday, their ministers said."
"""A report that passes the gate. Reading it loads everything that reading needs."""


def may_copy() -> bool:
    """Return whether this process can be copied: on Linux, if it has one thread."""
    return THREADS.is_dir() and sum(1 for _ in THREADS.iterdir()) == 1


def choose_start() -> BaseContext:
    """Return how to start processes. If they will be copies, load the reader here first."""
    if may_copy():
        Reader().read(Report.compose(SAMPLE, published="2020-01-06"))
    return multiprocessing.get_context("fork" if may_copy() else "spawn")


@contextmanager
def hold_memory() -> Iterator[None]:
    """Exclude what is loaded so far from garbage collection, which would copy the shared memory."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def start_workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Start reading processes. On exit, drop work that has not begun and wait for work that has.

    Without waiting, the program could end while the pool shuts down, and Python would print a traceback.
    """
    context = choose_start()
    with hold_memory(), ProcessPoolExecutor(jobs, context, watch_parent, (os.getpid(),)) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def watch_parent(parent: int) -> None:
    """End this process when the program that started it has ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
