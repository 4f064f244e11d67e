"""What every source speaks: named inputs, the reports that they hold, and refusals.

A source is a function from an `Input` and `Details` to an iterator of `Offer`: it yields one
`Report` or one `Refusal` for each report that the input offers, in order, and never raises for
what the input holds.

>>> str(Refusal("news.jsonl", 3, "field text is missing"))
'news.jsonl, line 3: field text is missing'
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from depositary.errors import InputError
from depositary.model.text import Report
from depositary.sources.caps import Caps

LIMIT = 10_000_000
"""The most bytes that one report may have."""

HEAD = 20_000
LOG = logging.getLogger("depositary.sources")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that cannot be taken: where it stands and why, in words a user can act on.

    ``name`` is the file as the user named it (``-`` for standard input), ``line`` counts from 1 and
    is ``None`` where the whole file is meant; ``given_id`` is the id that came with the report.
    """

    name: str
    line: int | None
    reason: str
    given_id: str | None = None

    def __str__(self) -> str:
        """Return ``name, line N: reason``."""
        place = self.name if self.line is None else f"{self.name}, line {self.line}"
        return f"{place}: {self.reason}"

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the error record that stands in a stream in the report's place."""
        return {
            "schema": "error/1",
            "file": self.name,
            "line": self.line,
            "given_id": self.given_id,
            "error": self.reason,
        }


Offer = Report | Refusal


def offer(name: str, line: int | None, compose: Callable[[], Report], given_id: str | None = None) -> Offer:
    """Return the report that is composed, or the refusal that says why there is none; no error goes further.

    >>> str(offer("a.html", None, lambda: 1 / 0))
    'a.html: it makes its reader fail (ZeroDivisionError)'
    """
    try:
        return compose()
    except InputError as error:
        return Refusal(name, line, str(error), given_id)
    except Exception as error:  # one report can cost no more than itself
        return Refusal(name, line, tell_failure(error), given_id)


def tell_failure(error: Exception) -> str:
    """Return in words that an input made its reader fail, in a way that nobody foresaw; the log has the place."""
    LOG.debug("a reader failed", exc_info=error)
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    return f"it makes its reader fail ({type(error).__name__})"


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of reports that do not say it themselves (``--published`` and the like)."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """How inputs are taken: limits, which plain texts are worth a careful extraction, private addresses.

    ``screen`` is the reader's gate: pages whose text it does not let pass are extracted quickly, and so
    are pages in none of the ``languages`` that the reader knows (``None``: it knows all). ``follows``: whether what
    a list of addresses names is fetched too.
    """

    caps: Caps = field(default_factory=Caps)
    screen: Callable[[str], bool] | None = None
    languages: tuple[str, ...] | None = None
    allow_private: bool = False
    follows: bool = True

    def screens(self, language: str | None) -> Callable[[str], bool] | None:
        """Return the screen for pages that say that they are in a language (``None``: they say nothing)."""
        unread = self.languages is not None and language is not None and language not in self.languages
        return nothing_passes if self.screen and unread else self.screen


def nothing_passes(text: str) -> bool:
    """Let no text pass."""
    return False


class Input:
    """A named stream of bytes that counts what was read of it; its beginning can be looked at first.

    Args:
        name: the file as the user named it.
        stream: where the bytes come from, open for reading.
        size: how many bytes there are, where that is known.

    ``line`` is the line last read by `lines`; ``many`` turns true once its kind is known to be one
    that holds many reports; ``url`` is where it was fetched, ``charset`` what its server said of
    its encoding; ``mended`` is set by a reader that deals with damaged parts itself.

    >>> import io
    >>> source = Input("-", io.BytesIO(b"one\\ntwo"))
    >>> source.peek(), list(source.lines())
    (b'one\\n', [(1, b'one\\n'), (2, b'two')])
    """

    def __init__(self, name: str, stream: BinaryIO, size: int | None = None, setting: Setting | None = None) -> None:
        """Name a stream; nothing is read yet."""
        self.name = name
        self.setting = setting or Setting()
        self.url: str | None = None
        self.charset: str | None = None
        self.size = size
        self.consumed = 0
        self.line: int | None = None
        self.many = False
        self.mended = False
        self._stream = stream
        self._pending = b""

    def take_faults(self) -> list[str]:
        """Return where the bytes were damaged since it was last asked; packed bytes alone can tell."""
        return []

    def peek(self) -> bytes:
        """Return the beginning up to the first line that is not blank, at most some kilobytes."""
        while not self._pending.strip() and len(self._pending) < HEAD:
            line = self._stream.readline(HEAD)
            if not line:
                break
            self._pending += line
        return self._pending

    def head(self, size: int = HEAD) -> bytes:
        """Return the beginning, whatever lines it has; at most ``size`` bytes."""
        while len(self._pending) < size and (more := self._stream.read(size - len(self._pending))):
            self._pending += more
        return self._pending[:size]

    def read(self, limit: int = LIMIT + 1) -> bytes:
        """Return the next bytes, at most ``limit`` of them."""
        head, self._pending = self._pending[:limit], self._pending[limit:]
        data = head + self._stream.read(limit - len(head))
        self.consumed += len(data)
        return data

    def put_back(self, data: bytes) -> None:
        """Let the next bytes be these."""
        self._pending = data + self._pending

    def read_line(self, limit: int) -> bytes:
        """Return the next line, cut at ``limit`` bytes; empty at the end."""
        return self._readline(limit)

    def lines(self, limit: int = LIMIT) -> Iterator[tuple[int, bytes | None]]:
        """Yield number and bytes of each line; ``None`` for a line of more than ``limit`` bytes."""
        number = 0
        while line := self._readline(limit + 1):
            number += 1
            self.line = number
            if len(line) > limit:
                self._skip(line, limit)
            yield number, line if len(line) <= limit else None

    def _skip(self, line: bytes, limit: int) -> None:
        """Read over the rest of a line that is too long, without keeping it."""
        while line and not line.endswith(b"\n"):
            line = self._readline(limit)

    def _readline(self, limit: int) -> bytes:
        """Return the next line, cut at ``limit`` bytes."""
        if b"\n" in self._pending[:limit] or len(self._pending) >= limit:
            end = self._pending.find(b"\n", 0, limit) + 1 or limit
            line, self._pending = self._pending[:end], self._pending[end:]
        else:
            line, self._pending = self._pending + self._stream.readline(limit - len(self._pending)), b""
        self.consumed += len(line)
        return line
