"""The lives of 16 treaties as reports tell them: read, kept, linked, and asked where they stood on a day."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import VERSION, Reader
from depositary.register.intake import Intake, Submission
from depositary.register.register import Register
from depositary.register.storage import open_store

LIVES = tomllib.loads(Path(__file__).with_name("lives.toml").read_text("utf-8"))["life"]


@cache
def read_all() -> dict[str, Reading]:
    """Read the reports of all lives at once, by their texts."""
    told = [
        Report.compose(text, published=day, outlet=f"Outlet {number}")
        for life in LIVES
        for number, (day, text) in enumerate(life["reports"])
    ]
    return {reading.report.text: reading for reading in Reader().read_many(told)}


@cache
def open_life(number: int) -> Register:
    """Return a register of one life alone."""
    store = open_store(":memory:")
    readings = [read_all()[text] for _, text in LIVES[number]["reports"]]
    intake = Intake(store, lambda reports: [read_all()[report.text] for report in reports], VERSION)
    intake.take([Submission("lives", line, reading.report) for line, reading in enumerate(readings, start=1)])
    return Register(store)


def answer(number: int, day: str, party: str, known: str) -> str:
    """Return where the agreement, or one party, stood."""
    found = open_life(number).status(LIVES[number]["ask"], on=day, known=known, limit=1)
    if not found:
        return "no answer"
    return found[0].party_status.get(party, "none") if party else found[0].status


def list_questions() -> Iterator[Any]:
    """Yield each question of each life; those not answered rightly yet are marked with the reason."""
    for number, life in enumerate(LIVES):
        for place, (day, party, right, *known) in enumerate(life["questions"], start=1):
            marks = [pytest.mark.xfail(strict=True, reason=life["why"])] if place in life.get("wrong", []) else []
            name = f"{life['name']}: {party or 'agreement'} on {day}"
            yield pytest.param(number, day, party, right, known[0] if known else day, id=name, marks=marks)


@pytest.mark.parametrize(("number", "day", "party", "right", "known"), list_questions())
def test_a_treaty_stood_so_on_a_day(number: int, day: str, party: str, right: str, known: str) -> None:
    assert answer(number, day, party, known) in right.split("|")
