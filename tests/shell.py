"""Run the lines of documented examples quickly: one warm process that forks, instead of an interpreter a command.

Only what the examples use is understood: ``&&``, ``|``, ``> FILE``, ``cd``, quotes and patterns of file names.
Any other command runs as a program of its own.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from depositary.cli.main import run
from depositary.model.text import Report
from depositary.reading.reader import Reader


class Done(NamedTuple):
    """What became of a command."""

    code: int
    out: bytes
    err: bytes


def warm_up() -> None:
    """Load the model once, so that no child has to."""
    Reader().read(Report.compose("Chad and Sudan signed a treaty in Dakar.", published="2024-12-26"))


def run_line(line: str, folder: Path, environment: dict[str, str]) -> Done:
    """Run one line as a shell would, from a folder; stop at the first part that fails."""
    done = Done(0, b"", b"")
    for pipeline in split(tokens_of(line), "&&"):
        if pipeline[0] == "cd":
            folder = folder / pipeline[1]
            continue
        for command in split(pipeline, "|"):
            done = run_command(command, done.out, folder, environment)
            if done.code:
                return done
    return done


def tokens_of(line: str) -> list[str]:
    """Return the words and signs of a line."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&>")
    lexer.whitespace_split = True
    return list(lexer)


def split(tokens: list[str], sign: str) -> Iterator[list[str]]:
    """Yield the parts of a list between signs."""
    part: list[str] = []
    for token in [*tokens, sign]:
        if token == sign:
            yield part
            part = []
        else:
            part.append(token)


def run_command(words: list[str], given: bytes, folder: Path, environment: dict[str, str]) -> Done:
    """Run one command with some bytes as its input."""
    words, target = (words[:-2], folder / words[-1]) if ">" in words else (words, None)
    found = [match for word in words for match in expand(word, folder)]
    if found[0] == "depositary":
        done = run_depositary(found[1:], given, folder, environment)
    else:
        ran = subprocess.run(found, input=given, cwd=folder, capture_output=True, timeout=60, check=False)
        done = Done(ran.returncode, ran.stdout, ran.stderr)
    if target is None:
        return done
    target.write_bytes(done.out)
    return done._replace(out=b"")


def expand(word: str, folder: Path) -> list[str]:
    """Return the files that a pattern means, or the word itself."""
    return [str(path.relative_to(folder)) for path in sorted(folder.glob(word))] if "*" in word else [word]


def run_depositary(arguments: list[str], given: bytes, folder: Path, environment: dict[str, str]) -> Done:
    """Run the command line in a child of this process."""
    with contextlib.ExitStack() as stack:
        taken, out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        taken.write(given)
        taken.seek(0)
        child = os.fork()
        if not child:
            run_in_child(arguments, (taken.fileno(), out.fileno(), err.fileno()), folder, environment)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return Done(os.waitstatus_to_exitcode(status), out.read(), err.read())


def run_in_child(arguments: list[str], files: tuple[int, int, int], folder: Path, environment: dict[str, str]) -> None:
    """Become the command line: its files, its folder, its environment; then end."""
    code = 70
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")  # noqa: SIM115  # they end with the process
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
