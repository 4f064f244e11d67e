"""A progress bar on standard error: by bytes for files, a counter for streams.

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
    """Moves the bar. Takes the bytes read, the reports done, and a label other than "reading"."""

    def __call__(self, consumed: int, done: int, stage: str = "reading") -> None:
        """Move the bar."""


def measure(names: Sequence[str]) -> int | None:
    """Return the total size of the files in bytes, ``None`` if one is a stream."""
    paths = [Path(name) for name in names]
    known = all(name != "-" for name in names) and all(path.is_file() for path in paths)
    return sum(path.stat().st_size for path in paths) if known else None


def wanted() -> bool:
    """Return whether a bar is useful: standard error is a terminal, and the output goes elsewhere."""
    return sys.stderr.isatty() and not sys.stdout.isatty()


@contextmanager
def track(names: Sequence[str], shown: bool | None = None) -> Iterator[Advance]:
    """Show a bar while the block runs, if one is useful or ``shown`` says so."""
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
