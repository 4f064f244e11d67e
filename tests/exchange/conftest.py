"""A small register: a treaty in force, one that is only planned, and one whose words look like a formula."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from depositary.model.reading import Agent
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register, open_register
from depositary.register.storage.rows import name_report
from tests.register.readings import make_reading

MALI, CHAD = Agent("Mali", actor="MLI"), Agent("Chad", actor="TCD")


def readings():
    signed = ("signature", "occurred", "2019-03-01")
    return [
        make_reading(
            "Mali and Chad signed the Blue River Treaty.",
            title="Blue River Treaty",
            published="2019-03-02",
            parties=("MLI", "TCD"),
            steps=(signed,),
            by=(MALI, CHAD),
        ),
        make_reading(
            "The Blue River Treaty has entered into force.",
            title="Blue River Treaty",
            published="2020-06-10",
            outlet="The Gazette",
            parties=("MLI", "TCD"),
            steps=(("entry-into-force", "occurred", "2020-06-01"),),
        ),
        make_reading(
            "Mali and the European Union mean to sign the Sahel Fisheries Protocol.",
            title="Sahel Fisheries Protocol",
            published="2021-05-05",
            kind="protocol",
            parties=("EU", "MLI"),
            areas=("agriculture",),
            steps=(("signature", "planned", "2021-09-01"),),
            by=(MALI, Agent("European Union", actor="EU")),
        ),
        make_reading(
            "=SUM(A1) Treaty was signed.",
            title="=SUM(A1) Treaty",
            published="2018-01-03",
            parties=("TCD", "SDN"),
            steps=(("signature", "occurred", None),),
            by=(CHAD,),
        ),
    ]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register as it was built, which no test changes."""
    where = tmp_path_factory.mktemp("built") / "register.db"
    known = {name_report(reading.report): reading for reading in readings()}
    offers = [Submission("tests", line, reading.report) for line, reading in enumerate(known.values(), start=1)]
    with open_register(where) as register:
        Intake(register.store, lambda reports: [known[name_report(report)] for report in reports], "en/1").take(offers)
    return where


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """The path of the register, a test's own."""
    return Path(shutil.copy(built, tmp_path / "register.db"))


@pytest.fixture
def register(place: Path) -> Iterator[Register]:
    """The open register."""
    with open_register(place) as register:
        yield register
