"""A server reads in a process of its own, so that no report holds up its pages, and none ends it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from depositary.ingest import processes
from depositary.ingest.processes import ReaderAside
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.register.intake.readings import Unread

RAIN = Report.compose("It rained in Lomé.")


@pytest.fixture
def aside() -> Iterator[ReaderAside]:
    made = ReaderAside(seconds=0)
    yield made
    made.end()


def list_workers(aside: ReaderAside) -> list[int]:
    return list(aside.pool._processes) if aside.pool else []


def test_a_report_that_takes_too_long_or_kills_its_reader_costs_itself_alone(
    aside: ReaderAside, monkeypatch: pytest.MonkeyPatch
) -> None:
    (read,) = aside([RAIN])
    (worker,) = list_workers(aside)
    assert isinstance(read, Reading) and read.report == RAIN
    assert worker != os.getpid()

    os.kill(worker, signal.SIGKILL)  # as the system does to a process that takes too much memory
    (dead,) = aside([RAIN])
    assert isinstance(dead, Unread) and "died" in dead.reason

    monkeypatch.setattr(processes, "START_SECONDS", 0.05)  # no process starts so soon
    (slow,) = aside([RAIN])
    assert isinstance(slow, Unread) and "takes more than" in slow.reason
    assert list_workers(aside) == []

    monkeypatch.undo()
    (anew,) = aside([RAIN])
    assert isinstance(anew, Reading)
