"""Answers that are kept: one JSON line each, written as it comes in, found again by the key of its question.

A run that is killed loses the answers under way and no other: a last line that was cut off is passed over. The same
form is read as recorded answers (``--answers``).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from depositary.errors import InputError, ModelServerError
from depositary.register.storage import utc_now


class Kept(msgspec.Struct, frozen=True):
    """An answer as it is kept: the key of its question, who answered, what it wrote and why it ended.

    ``answer`` is what the model wrote: a text, or in recorded answers the object itself.
    """

    key: str
    answer: Any
    finish: str = "stop"
    refusal: str = ""
    model: str = ""
    prompt: str = ""
    report: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    answered_at: str = ""

    @property
    def content(self) -> str:
        """What the model wrote, as text."""
        return self.answer if isinstance(self.answer, str) else json.dumps(self.answer, ensure_ascii=False)


class Answers:
    """A file of answers; where each stands is remembered, so that it may be larger than the memory."""

    def __init__(self, path: Path, *, needed: bool = False) -> None:
        """Open a file; one that is not there is made with the first answer.

        Raises:
            InputError: it is ``needed`` and not there, or holds something else.
        """
        self.path = path
        self.places: dict[str, tuple[int, int]] = {}
        self.lock = threading.Lock()
        self.torn = False
        self.models: set[str] = set()
        if path.exists() or needed:
            self.index()

    def __contains__(self, key: object) -> bool:
        """Tell whether a question was answered."""
        return key in self.places

    def index(self) -> None:
        """Learn where the answers stand; the last of a key counts."""
        at = 0
        try:
            with self.path.open("rb") as file:
                for number, line in enumerate(file, start=1):
                    self.enter(line, at, number)
                    at += len(line)
        except OSError as error:
            raise InputError(f"{self.path}: the answers cannot be read ({error.strerror})") from error

    def enter(self, line: bytes, at: int, number: int) -> None:
        """Learn where an answer stands; a line without its end, behind others, is one that a killed run was writing."""
        self.torn = not line.endswith(b"\n")
        try:
            found = msgspec.json.decode(line, type=Kept)
        except msgspec.DecodeError as error:
            cut = not isinstance(error, msgspec.ValidationError) and (self.torn or self.places)
            if line.strip() and not cut:
                raise InputError(f"{self.path}, line {number}: it is not an answer ({error})") from error
            return
        self.places[found.key] = (at, len(line))
        self.models |= {found.model} - {""}

    def find(self, key: str) -> Kept | None:
        """Return the answer to a question, if it was answered."""
        place = self.places.get(key)
        if place is None:
            return None
        with self.path.open("rb") as file:
            file.seek(place[0])
            return msgspec.json.decode(file.read(place[1]), type=Kept)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Say in words why an answer cannot be written."""
        try:
            yield
        except OSError as error:
            raise ModelServerError(f"{self.path}: an answer cannot be kept ({error.strerror})") from error

    def check_writable(self) -> None:
        """Make sure that answers can be kept before any is paid for.

        Raises:
            InputError: the file cannot be written.
        """
        try:
            os.close(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
        except OSError as error:
            words = f"{self.path}: answers cannot be kept there ({error.strerror}); set kept to another file"
            raise InputError(words) from error

    def keep(self, made: Kept) -> None:
        """Write an answer to the end of the file, at once and as a whole.

        Raises:
            ModelServerError: it cannot be written; the run stops before more is paid for.
        """
        line = msgspec.json.encode(msgspec.structs.replace(made, answered_at=utc_now())) + b"\n"
        with self.lock, self.guard():
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(b"\n" + line if self.torn else line)
                file.flush()
                end = file.tell()
            self.torn = False
            self.places[made.key] = (end - len(line), len(line))
