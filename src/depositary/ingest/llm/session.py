"""A session with a language model: its settings made whole, its answers opened, what it is to read planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from depositary.errors import InputError, ModelServerError
from depositary.ingest.llm.asking import Asker, Recorded
from depositary.ingest.llm.kept import Answers
from depositary.ingest.llm.plan import Planner
from depositary.ingest.llm.reading import Asking, ModelReading
from depositary.ingest.llm.server import ModelServer
from depositary.ingest.llm.settings import ModelSettings
from depositary.model.text import Report
from depositary.terminal import warn

Offer = TypeVar("Offer")
SHOWN = 20  # models of a server that are named


@dataclass(frozen=True)
class Choice:
    """That a language model is to read, and how: ``key`` for its server, ``limit`` the most reports that are sent.

    ``prompts`` is a file to write the prompts to, ``answers`` one with recorded answers, which are read instead of
    asking; ``dry_run`` says that nothing is to be sent or kept.
    """

    settings: ModelSettings
    key: str = ""
    dry_run: bool = False
    limit: int | None = None
    prompts: Path | None = None
    answers: Path | None = None

    def __repr__(self) -> str:
        """Return the choice without its key."""
        return f"Choice({self.settings!r})"


class Session:
    """Offers planned and read with one model."""

    def __init__(self, choice: Choice, planner: Planner, reading: ModelReading) -> None:
        """Take what was chosen, the planner and the reader."""
        self.choice = choice
        self.planner = planner
        self.reading = reading

    @property
    def batch(self) -> int:
        """How many reports are read together: enough to keep the server busy, few enough to lose little."""
        return 8 * self.choice.settings.concurrency

    def watch(self, offers: Iterable[Offer], report_of: Callable[[Offer], Report | None]) -> Iterator[Offer]:
        """Yield offers up to the limit; what is to be sent is counted."""
        return self.planner.watch(offers, report_of)

    def plan(self, offers: Iterable[Offer], report_of: Callable[[Offer], Report | None]) -> str:
        """Go through all offers, send nothing, and return in words what would be sent."""
        for _ in self.watch(offers, report_of):
            pass
        return self.planner.plan.tell()

    def close(self) -> None:
        """End what is under way, and tell what came of it."""
        self.reading.asking.close()
        self.planner.close()
        if not self.choice.dry_run:
            warn(self.reading.tell())
        if self.planner.stopped:
            warn(f"stopped after {self.planner.plan.sent:,} reports sent (--limit): run again to go on")


@contextmanager
def open_session(choice: Choice) -> Iterator[Session]:
    """Open a session and close it again.

    Raises:
        InputError: a file of answers or prompts cannot be used, or it is not clear which model is meant.
        ModelServerError: the server is asked which models it has, and does not say.
    """
    recorded = Answers(choice.answers, needed=True) if choice.answers else None
    settings = choice.settings if choice.settings.model else name_model(choice, recorded)
    answers = recorded or Answers(Path(settings.kept))
    planner = Planner(settings.model, answers, settings.characters, choice.limit)
    if choice.prompts:
        open_prompts(planner, choice.prompts)
    asking: Asking
    if recorded or choice.dry_run:
        asking = Recorded(settings.model, answers)
    else:
        answers.check_writable()
        asking = Asker(ModelServer(settings, choice.key), answers)
    reading = ModelReading(settings.model, asking, settings.characters, settings.on_failure)
    session = Session(choice, planner, reading)
    try:
        yield session
    finally:
        session.close()


def open_prompts(planner: Planner, path: Path) -> None:
    """Open the file that prompts are written to.

    Raises:
        InputError: it cannot be written.
    """
    try:
        planner.write_to(path)
    except OSError as error:
        raise InputError(f"{path}: the prompts cannot be written ({error.strerror})") from error


def name_model(choice: Choice, recorded: Answers | None) -> ModelSettings:
    """Return settings with the only model that can be meant.

    Raises:
        InputError: nothing says which.
        ModelServerError: the server has none, several, or does not say.
    """
    if recorded:
        found = sorted(recorded.models)
        if len(found) != 1:
            raise InputError(f"{choice.answers}: name the model that answered with --model")
        return msgspec.structs.replace(choice.settings, model=found[0])
    if choice.dry_run:
        raise InputError("name the model with --model: what it has answered is not asked again")
    server = ModelServer(choice.settings, choice.key)
    try:
        found = server.list_models()
    finally:
        server.close()
    if len(found) != 1:
        listed = ", ".join(found[:SHOWN]) or "none"
        raise ModelServerError(f"{choice.settings.base_url} has these models: {listed}. Name one with --model")
    return msgspec.structs.replace(choice.settings, model=found[0])
