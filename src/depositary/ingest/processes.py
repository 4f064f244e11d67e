"""Read reports in several processes. Results keep the order of the reports, and no process outlives the program.

>>> read_part([])
[]
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from depositary.ingest.cluster.workers import start_workers, watch_parent
from depositary.ingest.pipeline import collect, read_batch
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import Reader
from depositary.register.intake import Intake, Result, Submission, Tally, Unread, batch_size
from depositary.register.storage import chunk
from depositary.sources import Offer, Refusal

PART = 128  # reports that one process reads at a time
AHEAD = 2  # batches that are being read while one is kept
START_SECONDS = 60.0  # in which a process starts and loads its reader, on a busy machine
FEW = 400  # unread reports; fewer are read here, without a crew


@functools.cache
def own_reader() -> Reader:
    """Return this process's reader. It loads its model once."""
    return Reader()


def read_part(reports: Sequence[Report]) -> list[Result]:
    """Read some reports. A report that the reader fails on comes back with the reason."""
    results = read_batch(list(reports), own_reader())
    return [
        result if isinstance(result, Reading) else Unread(report, result.reason)
        for report, result in zip(reports, results, strict=True)
    ]


def take_all(intake: Intake, offers: Iterable[Submission], jobs: int) -> Iterator[Tally]:
    """Take offers in batches, read by ``jobs`` processes, and yield the tally of each batch when it is stored."""
    if jobs < 2:
        yield from intake.take_all(offers)
        return
    batches = chunk(offers, batch_size())
    with intake.settling(), Crew(jobs) as crew:
        waiting: deque[tuple[list[Submission], list[Future[list[Result]]]]] = deque()
        for batch in batches:
            waiting.append((batch, crew.read(intake.choose(batch))))
            if len(waiting) > AHEAD:
                yield keep(intake, *waiting.popleft())
        while waiting:
            yield keep(intake, *waiting.popleft())


def keep(intake: Intake, batch: Sequence[Submission], parts: Sequence[Future[list[Result]]]) -> Tally:
    """Store a batch when all of it is read."""
    return intake.keep(batch, [result for part in parts for result in part.result()])


def read_ahead(offers: Iterable[Offer], jobs: int) -> Iterator[Reading | Refusal]:
    """Yield one reading or refusal for each offer, in order, while ``jobs`` processes read a few batches ahead.

    The readings are the same, byte for byte, as those of one process.
    """
    with start_workers(jobs) as pool:
        waiting: deque[Future[list[Reading | Refusal]]] = deque()
        for batch in collect(offers):
            waiting.append(pool.submit(read_given, batch))
            if len(waiting) > jobs + AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def read_given(batch: list[Offer]) -> list[Reading | Refusal]:
    """Read a batch with this process's reader."""
    return list(read_batch(batch, own_reader()))


class Crew:
    """A group of reading processes. They start when there is enough to read."""

    def __init__(self, jobs: int) -> None:
        """Prepare for a number of processes."""
        self.jobs = jobs
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        """Begin. No process is started yet."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop all processes. Drop work that has not begun and wait for work that has (workers.py says why)."""
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def read(self, reports: Sequence[Report]) -> list[Future[list[Result]]]:
        """Read reports in the processes. A small number is read here, at once."""
        if not self.pool and len(reports) < FEW:
            done: Future[list[Result]] = Future()
            done.set_result(read_part(reports))
            return [done]
        self.pool = self.pool or start_pool(self.jobs)
        return [self.pool.submit(read_part, part) for part in chunk(reports, PART)]


class ReaderAside:
    """Reads in a process of its own, so that pages are served meanwhile; one that takes too long is ended.

    The process is started with the first report, and anew where it was ended or has died.
    """

    def __init__(self, seconds: float = 60.0) -> None:
        """Plan for reports each of which takes at most so many seconds to read."""
        self.seconds = seconds
        self.pool: ProcessPoolExecutor | None = None
        self.lock = threading.Lock()

    def __call__(self, reports: Sequence[Report]) -> list[Result]:
        """Read some reports; one that is not read in time comes back with the reason."""
        with self.lock:
            self.pool = pool = self.pool or start_pool(1)
        try:
            return pool.submit(read_part, list(reports)).result(START_SECONDS + self.seconds * max(1, len(reports)))
        except (TimeoutError, BrokenProcessPool) as error:
            slow = isinstance(error, TimeoutError)
            reason = f"it takes more than {self.seconds:g} s to read" if slow else "the reading process died on it"
            self.end(pool)
            return [Unread(report, reason) for report in reports]

    def end(self, pool: ProcessPoolExecutor | None = None) -> None:
        """End a process that reads, or the present one."""
        with self.lock:
            ended = pool or self.pool
            if ended is self.pool:
                self.pool = None
        if ended:
            for process in list((getattr(ended, "_processes", None) or {}).values()):  # no public way ends one at work
                process.kill()
            ended.shutdown(wait=False, cancel_futures=True)


def start_pool(jobs: int) -> ProcessPoolExecutor:
    """Start processes that share nothing with this one, because it has connections to the register."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=watch_parent, initargs=(os.getpid(),))
