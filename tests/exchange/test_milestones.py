"""A party that left and came back: the days that count are those of its second term."""

from __future__ import annotations

from pathlib import Path

import pytest

from depositary.exchange.extract import Clocks, extract
from depositary.exchange.milestones import find_days
from depositary.model.reading import Agent
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import open_register
from tests.register.readings import make_reading

CHAD = Agent("Chad", actor="TCD")
LIFE = (
    ("Chad signed the Dune Charter.", "signature", "2010-01-10"),
    ("Chad ratified the Dune Charter.", "ratification", "2011-02-11"),
    ("The Dune Charter has entered into force for Chad.", "entry-into-force", "2011-03-12"),
    ("Chad has withdrawn from the Dune Charter.", "withdrawal", "2015-04-13"),
    ("Chad has acceded to the Dune Charter again.", "accession", "2018-05-14"),
    ("The Dune Charter is in force for Chad again.", "entry-into-force", "2018-06-15"),
)


def days_of_chad(place: Path, known: str):
    readings = [
        make_reading(
            words,
            title="Dune Charter",
            published=day,
            parties=("MLI", "TCD"),
            steps=((step, "occurred", day),),
            by=(CHAD,),
        )
        for words, step, day in LIFE
    ]
    offers = [Submission("tests", line, reading.report) for line, reading in enumerate(readings, start=1)]
    with open_register(place) as register:
        Intake(register.store, lambda reports: readings, "en/1").take(offers)
        (entry,) = extract(register, Clocks.of(on=known, known=known))
    (chad,) = [days for days in find_days(entry) if days.party == "TCD"]
    return str(chad.status), {name: mile.date.edtf for name, mile in chad.miles.items()}


@pytest.mark.parametrize(
    ("known", "status", "miles"),
    [
        ("2011-12-31", "party", ("2010-01-10", "2011-02-11", "2011-03-12", None)),
        ("2015-12-31", "withdrawn", ("2010-01-10", "2011-02-11", "2011-03-12", "2015-04-13")),
        ("2018-12-31", "party", ("2010-01-10", "2018-05-14", "2018-06-15", None)),
    ],
)
def test_days_of_a_party_that_came_back(tmp_path, known, status, miles):
    found, days = days_of_chad(tmp_path / "register.db", known)
    names = ("StateSignature", "StateRatification", "StateForce", "StateEnd")
    assert (found, tuple(days.get(name) for name in names)) == (status, miles)
