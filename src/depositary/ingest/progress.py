"""A progress bar on standard error: true to the byte for files, a counter for streams.

>>> measure(["-"]) is None
True
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn


class Advance(Protocol):
    """Moves the bar: bytes consumed, reports done so far, and what is told in place of "reading"."""

    def __call__(self, consumed: int, done: int, stage: str = "reading") -> None:
        """Move the bar to where the run is."""


def measure(names: Sequence[str]) -> int | None:
    """Return how many bytes the named files have together; ``None`` where one is a stream."""
    paths = [Path(name) for name in names]
    known = all(name != "-" for name in names) and all(path.is_file() for path in paths)
    return sum(path.stat().st_size for path in paths) if known else None


def wanted() -> bool:
    """Tell whether a bar helps: somebody looks, and the output is not on the same screen."""
    return sys.stderr.isatty() and not sys.stdout.isatty()


@contextmanager
def track(names: Sequence[str], shown: bool | None = None) -> Iterator[Advance]:
    """Show a bar while the block runs: where one is wanted, or as ``shown`` says."""
    if not (wanted() if shown is None else shown):
        yield lambda consumed, done, stage="": None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[done]} reports"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=measure(names), done=0)
        yield lambda consumed, done, stage="reading": progress.update(
            task, completed=consumed, done=done, description=stage
        )
