"""Where results go: JSON lines for programs, a page for people; messages go to standard error.

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
    """Shows results one by one and counts the refusals among them."""

    refused: int

    def show(self, result: Reading | Refusal, *, many: bool) -> None:
        """Show one result; a lone refusal is only told on standard error."""

    def close(self, done: int) -> None:
        """Tell on standard error what became of all results."""


def make_output(as_json: bool) -> Output:
    """Return the output for programs or the one for people."""
    if as_json:
        return Lines()
    return Pages()


class Counted:
    """Counts what was shown."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.refused = 0
        self.found = 0

    def note(self, result: Reading | Refusal) -> None:
        """Count one result, and tell of a refusal."""
        if isinstance(result, Refusal):
            self.refused += 1
            warn(str(result))
        else:
            self.found += bool(result.agreements)

    def close(self, done: int) -> None:
        """Tell on standard error how many were read, spoke of agreements, and were refused."""
        if self.refused or sys.stderr.isatty():
            warn(f"{done - self.refused} read, {self.found} of them on agreements; {self.refused} refused")


class Lines(Counted):
    """One reading a line; in a stream, an error record in the place of a report that was refused."""

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
    """A page for each reading."""

    def __init__(self, console: Console | None = None) -> None:
        """Open the page: as wide as the terminal, at most 100 columns."""
        super().__init__()
        self.console = console or Console(highlight=False, soft_wrap=False, width=find_width())

    def show(self, result: Reading | Refusal, *, many: bool) -> None:
        """Print a page, or why there is none."""
        from depositary.cli.layout import lay_out, lay_out_refusal

        self.note(result)
        if isinstance(result, Reading):
            self.print(lay_out(result))
        elif many:
            self.print(lay_out_refusal(result))

    def print(self, part: RenderableType) -> None:
        """Print a part of the page, without blanks at the ends of its lines."""
        with self.console.capture() as captured:
            self.console.print(part)
        lines = captured.get().splitlines()
        text = "\n".join(line.rstrip() for line in lines)
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")


def find_width() -> int:
    """Return the width of the page in columns."""
    import shutil

    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) if sys.stdout.isatty() else WIDTH
