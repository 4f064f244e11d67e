"""What the register tells the law besides steps: clauses that reports tell, successors, states that are gone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from depositary.model.reading import Agent, Agreement, Reading, Relation
from depositary.model.vocabulary import Kind, RelationCode
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.register.storage.rows import name_report
from depositary.register.storage.store import Store
from tests.register.readings import find, make_reading


def hold(readings: Sequence[Reading]) -> Register:
    """Return a register in memory that holds readings."""
    store: Store = open_store(":memory:")
    known = {name_report(reading.report): reading for reading in readings}
    intake = Intake(store, lambda reports: [known[name_report(report)] for report in reports], "en/1")
    intake.take([Submission("made", line, reading.report) for line, reading in enumerate(readings, start=1)])
    return Register(store)


def tell(  # noqa: PLR0917  # in the order of a sentence
    day: str, actor: str, step: str, title: str, parties: tuple[str, ...], modality: str = "occurred", text: str = ""
) -> Reading:
    """Make the reading of one report on one step by one state."""
    words = text or f"On {day} {actor} took a step, {step}, on the {title}."
    return make_reading(
        words,
        title=title,
        published=day,
        kind="convention",
        parties=parties,
        steps=((step, modality, day if modality == "occurred" else None),),
        by=(Agent(actor, actor=actor),) if actor else (),
    )


STATES = ("BEN", "GHA", "KEN", "MLI", "NER", "TGO")


def test_a_told_number_of_ratifications_brings_it_into_force() -> None:
    rule = "The Lake Convention will enter into force 30 days after the third ratification."
    told = [tell("2020-01-01", "", "entry-into-force", "Lake Convention", STATES, "planned", rule)]
    told += [tell("2020-01-02", actor, "signature", "Lake Convention", STATES) for actor in STATES]
    told += [
        tell(f"2020-0{n}-10", actor, "ratification", "Lake Convention", STATES) for n, actor in enumerate(STATES[:3], 2)
    ]
    register = hold(told)
    before = register.status("Lake Convention", on="2020-05-09", known="2021-01-01")[0]
    after = register.status("Lake Convention", on="2020-05-10", known="2021-01-01")[0]
    assert (before.status, after.status) == ("in-ratification", "in-force")
    assert {code for code, status in after.party_status.items() if status == "party"} == set(STATES[:3])


@pytest.mark.parametrize(("on", "status"), [("2029-12-31", "in-force"), ("2030-01-03", "expired")])
def test_a_told_term_runs_out(on: str, status: str) -> None:
    reading = tell("2020-01-01", "", "entry-into-force", "Lake Convention", ("TCD", "SDN"))
    termed = tuple(msgspec.structs.replace(agreement, term="P10Y") for agreement in reading.agreements)
    register = hold([msgspec.structs.replace(reading, agreements=termed)])
    assert register.status("Lake Convention", on=on)[0].status == status


def replacing(parties: tuple[str, ...]) -> list[Reading]:
    """Tell of a convention, and of a later one between some parties that replaces it and is in force."""
    old = tell("2010-01-01", "", "entry-into-force", "Lake Convention", ("TCD", "SDN", "NER"))
    new = tell("2020-01-01", "", "entry-into-force", "River Convention", parties)
    text = "The River Convention replaced the Lake Convention."
    both = make_reading(text, title="River Convention", published="2020-01-02", kind="convention", parties=parties)
    lake = Agreement("a2", "Lake Convention", Kind.CONVENTION, (), (find(both.report, "Lake Convention"),))
    bears = Relation("a1", RelationCode.REPLACES, "a2", (both.report.span(0, len(text)),))
    return [old, new, msgspec.structs.replace(both, agreements=(*both.agreements, lake), relations=(bears,))]


def test_a_later_agreement_of_all_parties_replaces_it() -> None:
    register = hold(replacing(("TCD", "SDN", "NER")))
    assert register.status("Lake Convention", on="2019-01-01")[0].status == "in-force"
    assert register.status("Lake Convention", on="2021-01-01")[0].status == "replaced"
    assert register.status("River Convention", on="2021-01-01")[0].status == "in-force"


def test_a_later_agreement_of_some_parties_does_not() -> None:
    register = hold(replacing(("TCD", "SDN")))
    assert register.status("Lake Convention", on="2021-01-01")[0].status == "in-force"


def test_the_state_that_goes_on_stands_for_the_one_that_is_gone() -> None:
    told = [
        tell("1987-12-08", "SUHH", "signature", "Rocket Treaty", ("SUHH", "USA")),
        tell("1988-06-01", "", "entry-into-force", "Rocket Treaty", ("SUHH", "USA")),
        tell("2007-02-10", "", "implementation", "Rocket Treaty", ("RUS", "USA")),
        tell("2008-02-10", "", "implementation", "Rocket Treaty", ("RUS", "USA")),
    ]
    register = hold(told)
    then, later = (register.status("Rocket Treaty", on=day)[0] for day in ("1989-01-01", "2009-01-01"))
    assert (then.status, later.status) == ("in-force", "in-force")
    assert (then.party_status, later.party_status) == (
        {"SUHH": "party", "USA": "party"},
        {"RUS": "party", "USA": "party"},
    )


@pytest.mark.parametrize("day", ["February 5, 2026", "5 February 2026"])
def test_an_extension_ends_on_the_day_that_its_words_tell(day: str) -> None:
    words = f"Chad and Niger extended the Lake Treaty until {day}."
    steps = (("extension", "occurred", None),)
    reading = make_reading(words, title="Lake Treaty", published="2021-02-03", parties=("TCD", "NER"), steps=steps)
    register = hold([reading])
    assert [register.status("Lake Treaty", on=on)[0].status for on in ("2026-02-05", "2026-02-06")] == [
        "in-force",
        "expired",
    ]
