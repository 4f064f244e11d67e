"""Files and standard input: which kind of input each is, and one stream of offers over all.

A kind of input is one row of `KINDS`: its name (``--from NAME``), how its first bytes look, and
the function that reads it. A new kind is a new module and a new row.

>>> find_kind(b'{"text": "..."}').name, find_kind(b"Chad and Sudan sign accord").name
('jsonl', 'text')
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from depositary.sources.jsonlines import read_jsonlines
from depositary.sources.plain import read_plain
from depositary.sources.source import Details, Input, Offer, Refusal

Warn = Callable[[str], None]
Read = Callable[[Input, Details, Warn], Iterator[Offer]]

JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input: ``matches`` looks at the first bytes; ``many`` where it holds many reports."""

    name: str
    matches: Callable[[bytes], bool]
    read: Read
    many: bool


KINDS = (
    Kind("jsonl", lambda head: JSON_OBJECT.match(head) is not None, read_jsonlines, many=True),
    Kind("text", lambda head: True, read_plain, many=False),
)
"""The kinds of input, the pickiest first."""


def find_kind(head: bytes, name: str | None = None) -> Kind:
    """Return the kind of a name, or the kind that the first bytes look like."""
    return next(kind for kind in KINDS if (kind.name == name if name else kind.matches(head)))


def open_inputs(names: Iterable[str]) -> Iterator[Input | Refusal]:
    """Open the named files one after the other (``-`` is standard input) and close each after use."""
    for name in names:
        try:
            with open_input(name) as source:
                yield source
        except OSError as error:
            yield Refusal(name, None, f"it cannot be read: {(error.strerror or str(error)).lower()}")


@contextmanager
def open_input(name: str) -> Iterator[Input]:
    """Open one file, or standard input for ``-``.

    Raises:
        OSError: it cannot be opened.
    """
    if name == "-":
        yield Input(name, sys.stdin.buffer)
        return
    with Path(name).open("rb") as stream:
        yield Input(name, stream, Path(name).stat().st_size)


def read_input(source: Input, details: Details, kind: str | None, warn: Warn) -> Iterator[Offer]:
    """Yield the offers of one input, in order; ``kind`` names its kind where it is given."""
    try:
        found = find_kind(source.peek(), kind)
        source.many = found.many
        yield from found.read(source, details, warn)
    except OSError as error:
        yield Refusal(source.name, None, f"it cannot be read: {(error.strerror or str(error)).lower()}")
