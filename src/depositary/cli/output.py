"""Where results go: JSON lines or a page to standard output, messages to standard error.

>>> make_output(as_json=True).refused
0
"""

from __future__ import annotations

import json
import sys
from typing import Protocol

from rich.console import Console, RenderableType

from depositary.model.reading import Reading
from depositary.sources import Refusal
from depositary.terminal import warn

WIDTH = 100


class Output(Protocol):
    """Shows results one by one and counts the refusals."""

    refused: int

    def show(self, result: Reading | Refusal, *, many: bool) -> None:
        """Show one result. If it is the only one and a refusal, report it on standard error only."""

    def close(self, done: int) -> None:
        """Print the totals on standard error."""


def make_output(as_json: bool) -> Output:
    """Return the output for programs or for people."""
    if as_json:
        return Lines()
    return Pages()


class Counted:
    """Counts what was shown."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self.refused = 0
        self.found = 0

    def note(self, result: Reading | Refusal) -> None:
        """Count one result, and report a refusal."""
        if isinstance(result, Refusal):
            self.refused += 1
            warn(str(result))
        else:
            self.found += bool(result.agreements)

    def close(self, done: int) -> None:
        """Print on standard error how many reports were read, had agreements, and were refused."""
        if self.refused or sys.stderr.isatty():
            warn(f"{done - self.refused} read, {self.found} of them with agreements; {self.refused} refused")


class Lines(Counted):
    """One reading per line. In a stream, an error record takes the place of a refused report."""

    def show(self, result: Reading | Refusal, *, many: bool) -> None:
        """Print one line of JSON."""
        self.note(result)
        if isinstance(result, Reading):
            self.write(result.to_json())
        elif many:
            self.write(json.dumps(result.to_dict(), ensure_ascii=False))

    def write(self, line: str) -> None:
        """Print a line in UTF-8, whatever the terminal's encoding."""
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")


class Pages(Counted):
    """A page per reading."""

    def __init__(self, console: Console | None = None) -> None:
        """Open the page: as wide as the terminal, at most 100 columns."""
        super().__init__()
        self.console = console or Console(highlight=False, soft_wrap=False, width=find_width())

    def show(self, result: Reading | Refusal, *, many: bool) -> None:
        """Print a page, or the reason for a refusal."""
        from depositary.cli.layout import lay_out, lay_out_refusal

        self.note(result)
        if isinstance(result, Reading):
            self.print(lay_out(result))
        elif many:
            self.print(lay_out_refusal(result))

    def print(self, part: RenderableType) -> None:
        """Print a part of the page, without spaces at the ends of lines."""
        with self.console.capture() as captured:
            self.console.print(part)
        lines = captured.get().splitlines()
        text = "\n".join(line.rstrip() for line in lines)
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")


def find_width() -> int:
    """Return the width of the page in columns."""
    import shutil

    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) if sys.stdout.isatty() else WIDTH
