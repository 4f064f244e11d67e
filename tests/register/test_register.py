"""The register as a whole: order, knowledge, undo, and newer readings, on both databases."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from depositary.errors import InputError
from depositary.model.reading import Agent, Reading
from depositary.register.curation.review import (
    decide,
    judge,
    list_decisions,
    list_doubts,
    list_judgements,
    undo,
    withdraw,
)
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register
from depositary.register.resolution.verdicts import Verdict
from depositary.register.storage import schema
from depositary.register.storage.opening import open_store
from depositary.register.storage.rows import name_report
from depositary.register.storage.store import Store
from tests.register.readings import make_reading

TITLES = ["Lake Treaty", "River Protocol", "a trade agreement", "Lake Treaty II", "a ceasefire"]
STEPS = ["signature", "ratification", "entry-into-force", "withdrawal", "negotiation"]


def take(store: Store, readings: Sequence[Reading]) -> None:
    """Put readings into a register one by one, in the order in which they come."""
    known = {name_report(reading.report): reading for reading in readings}
    taker = Intake(store, lambda reports: [known[name_report(report)] for report in reports], "en/1")
    for line, reading in enumerate(readings, start=1):
        taker.take([Submission("made", line, reading.report)])


def build(  # noqa: PLR0917 - drawn in this order
    number: int, title: str, month: int, step: str, modality: str, parties: tuple[str, ...]
) -> Reading:
    """Make one reading whose text no other has."""
    day = f"20{10 + month // 12}-{month % 12 + 1:02d}-10"
    text = f"Report {number} tells of {title} between the two sides, step {step}."
    kind = "ceasefire" if "ceasefire" in title else "treaty"
    return make_reading(text, title=title, published=day, kind=kind, parties=parties, steps=((step, modality, day),))


readings = st.lists(
    st.builds(
        build,
        st.integers(0, 10**6),
        st.sampled_from(TITLES),
        st.integers(0, 40),
        st.sampled_from(STEPS),
        st.sampled_from(["occurred", "planned", "denied"]),
        st.sampled_from([("SDN", "TCD"), ("NER", "TCD"), ("TCD",), ()]),
    ),
    max_size=8,
    unique_by=lambda reading: reading.report.text,
)


def state(store: Store) -> dict[str, object]:
    """Return what a register holds but for the times, and for the count of writing transactions."""
    with store.reading() as connection:
        judged = select(schema.judgements.c.mention, schema.judgements.c.other, schema.judgements.c.reasons)
        told = [column for column in schema.agreements.c if column.name != "revision"]
        return {
            "agreements": sorted(map(tuple, connection.execute(select(*told)))),
            "members": sorted(
                map(tuple, connection.execute(select(schema.memberships.c.mention, schema.memberships.c.agreement)))
            ),
            "judgements": sorted(map(tuple, connection.execute(judged.where(schema.judgements.c.undone_at.is_(None))))),
            "copies": sorted(map(tuple, connection.execute(select(schema.copies)))),
            "parties": sorted(map(tuple, connection.execute(select(schema.participations)))),
        }


def fresh(items: Sequence[Reading]) -> Store:
    """Return a register in memory that holds readings."""
    store = open_store(":memory:")
    take(store, items)
    return store


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(readings, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(items: list[Reading], chance: random.Random) -> None:
    shuffled = list(items)
    chance.shuffle(shuffled)
    assert state(fresh(items)) == state(fresh(shuffled))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(readings, st.integers(0, 40))
def test_what_was_known_on_a_past_day_does_not_change(items: list[Reading], month: int) -> None:
    known = f"20{10 + month // 12}-{month % 12 + 1:02d}-28"
    early = [item for item in items if (item.report.published or "") <= known]
    then, later = Register(fresh(early)), Register(fresh(items))
    for title in TITLES:
        assert then.status(title, on=known, known=known) == later.status(title, on=known, known=known)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(readings.filter(lambda items: len(items) > 1), st.data())
def test_undo_is_exact(items: list[Reading], data: st.DataObject) -> None:
    store = fresh(items)
    before = state(store)
    with store.reading() as connection:
        mentions = sorted(connection.execute(select(schema.memberships.c.mention)).scalars())
    one, other = data.draw(st.lists(st.sampled_from(mentions), min_size=2, max_size=2, unique=True))
    made = judge(store, one, other, data.draw(st.sampled_from(["same", "different"])), person="Ann")
    undo(store, made.id, "Ann")
    assert state(store) == before


LAKE = [
    build(1, "Lake Treaty", 1, "signature", "occurred", ("SDN", "TCD")),
    build(2, "Lake Treaty", 5, "ratification", "occurred", ("SDN", "TCD")),
    build(3, "River Protocol", 7, "signature", "occurred", ("NER", "TCD")),
]


def test_people_join_and_part_agreements(store: Store) -> None:
    take(store, LAKE)
    register = Register(store)
    lake, river = (register.one(name).id for name in ("Lake Treaty", "River Protocol"))
    made = judge(store, lake, river, "same", person="Ann", why="the river feeds the lake")
    assert len(register.list()) == 1
    assert register.status(river)[0].id == lake
    undo(store, made.id, "Ben")
    assert len(register.list()) == 2
    assert register.status(river)[0].id == river
    assert [j.undone_by for j in list_judgements(store, standing=False) if j.judge == "Ann"] == ["Ben"]
    with pytest.raises(InputError, match="already undone"):
        undo(store, made.id, "Ben")


def test_a_rejected_claim_does_not_count_until_the_verdict_is_undone(store: Store) -> None:
    take(store, LAKE[:2])
    register = Register(store)
    claim = next(c for c in register.claims("Lake Treaty") if c.action == "ratification")
    made = decide(store, claim.id, "reject", "Ann", why="no such vote")
    assert register.status("Lake Treaty")[0].status == "signed"
    undo(store, made.id, "Ann")
    assert register.status("Lake Treaty")[0].status != "signed"


def test_an_accepted_claim_outweighs_what_speaks_against_it(store: Store) -> None:
    denied = build(9, "Lake Treaty", 5, "ratification", "denied", ("SDN", "TCD"))
    take(store, [*LAKE[:2], denied])
    register = Register(store)
    before = register.status("Lake Treaty")
    told = next(c for c in register.claims("Lake Treaty") if (c.action, c.modality) == ("ratification", "occurred"))
    decide(store, told.id, "accept", "Ann", why="the gazette has it")
    assert before[0].status == "signed" and not register.status("Lake Treaty")[0].disputed
    assert register.status("Lake Treaty")[0].status == "in-ratification"
    withdraw(store, told.id, "Ann")
    assert register.status("Lake Treaty") == before


def test_claims_show_verdicts_and_verdicts_are_stacked(store: Store) -> None:
    take(store, LAKE[:2])
    register = Register(store)
    told = next(c for c in register.claims("Lake Treaty") if c.action == "ratification")
    decide(store, told.id, "accept", "Ann", why="seen")
    last = decide(store, told.id, "reject", "Ben", why="misread")

    def shown() -> Verdict | None:
        return next(c.verdict for c in register.claims("Lake Treaty") if c.id == told.id)

    assert shown() == last and last.at.endswith("Z")
    withdraw(store, told.id, "Cem")
    assert (shown() or last).judge == "Ann"
    withdraw(store, told.id, "Cem")
    assert shown() is None
    with pytest.raises(InputError, match="has no verdict"):
        withdraw(store, told.id, "Cem")
    assert [(d.verdict, d.judge, d.undone_by) for d in list_decisions(store)] == [
        ("reject", "Ben", "Cem"),
        ("accept", "Ann", "Cem"),
    ]


def test_a_verdict_follows_its_claim_to_a_newer_reading(store: Store) -> None:
    take(store, LAKE[:2])
    register = Register(store)
    told = next(c for c in register.claims("Lake Treaty") if c.action == "ratification")
    made = decide(store, told.id, "reject", "Ann")
    for version in ("en/2", "en/3"):
        newer = [msgspec.structs.replace(reading, reader=version) for reading in LAKE[:2]]
        known = {name_report(reading.report): reading for reading in newer}
        intake = Intake(store, lambda reports, known=known: [known[name_report(r)] for r in reports], version)
        intake.take([Submission("made", line, reading.report) for line, reading in enumerate(newer, start=1)])
    again = next(c for c in register.claims("Lake Treaty") if c.action == "ratification")
    assert again.id != told.id and again.verdict == made
    assert register.status("Lake Treaty")[0].status == "signed"
    withdraw(store, again.id, "Ann")
    assert register.status("Lake Treaty")[0].status != "signed"


def test_doubts_are_the_merges_that_nobody_has_judged(store: Store) -> None:
    take(store, LAKE)
    doubt = list_doubts(store)[0]
    assert doubt.judge.startswith("rule:")
    made = judge(store, doubt.mention, doubt.other, "same", person="Ann")
    assert doubt.id not in {other.id for other in list_doubts(store)}
    undo(store, made.id, "Ann")
    assert list_doubts(store)[0].id == doubt.id


def test_a_description_with_year_party_and_area_is_the_title_of_that_year(store: Store) -> None:
    def tell(number: int, title: str, year: int, parties: tuple[str, ...], kind: str = "agreement") -> Reading:
        text = f"Report {number}: they spoke of the {title}."
        day = f"202{number}-03-10"
        return make_reading(text, title=title, published=day, kind=kind, parties=parties, areas=("nuclear",), year=year)

    title = tell(1, "2014 Lake Plan of Action", 2014, ("TCD",), "programme")
    same = tell(2, "2014 Chad nuclear deal", 2014, ("SDN", "TCD"))
    other = tell(3, "2019 Chad nuclear deal", 2019, ("SDN", "TCD"))
    take(store, [same, other, title])
    assert sorted(line.title for line in Register(store).list()) == [
        "2014 Lake Plan of Action",
        "2019 Chad nuclear deal",
    ]


def test_one_partys_withdrawal_ends_an_agreement_of_two_alone(store: Store) -> None:
    signed = build(1, "Lake Charter", 1, "entry-into-force", "occurred", ("TCD",))
    left = make_reading(
        "Sudan left the Lake Charter.",
        title="Lake Charter",
        published="2015-01-10",
        kind="agreement",
        parties=("SDN",),
        steps=(("withdrawal", "occurred", "2015-01-10"),),
        by=(Agent("Sudan", actor="SDN"),),
    )
    take(store, [signed, left])
    register = Register(store)
    assert register.status("Lake Charter", on="2019-01-01")[0].status == "in-force"
    assert register.status("Lake Charter", on="2019-01-01")[0].party_status["SDN"] == "withdrawn"
    take(store, [build(2, "Lake Charter", 5, "implementation", "occurred", ("SDN", "TCD"))])
    assert register.status("Lake Charter", on="2019-01-01")[0].status == "terminated"


def test_the_id_of_an_older_reading_leads_to_the_newer_one(store: Store) -> None:
    take(store, LAKE[:1])
    register = Register(store)
    old = register.one("Lake Treaty").id
    text = LAKE[0].report.text
    newer = make_reading(text, title="Lake Treaty", published="2010-02-10", reader="en/2", parties=("SDN", "TCD"))
    Intake(store, lambda reports: [newer for _ in reports], "en/2").take([Submission("made", 1, newer.report)])
    new = register.one("Lake Treaty").id
    assert new != old
    assert register.status(old)[0].id == new


def test_between_due_and_changes(store: Store) -> None:
    planned = build(4, "Lake Treaty", 9, "entry-into-force", "planned", ("SDN", "TCD"))
    take(store, [*LAKE, planned])
    register = Register(store)
    assert [answer.title for answer in register.between("TCD", "SDN")] == ["Lake Treaty"]
    assert register.between("SDN", "NER") == []
    assert [due.when for due in register.due(on="2010-10-10", known="2011-01-01")] == ["today"]
    assert [due.when for due in register.due(on="2010-12-01", known="2011-01-01")] == ["overdue"]
    assert {change.sort for change in register.changes("2000-01-01")} == {"claim", "mention"}
    assert register.changes("2999-01-01") == []


def test_lists_are_narrowed(store: Store) -> None:
    from depositary.register.queries.listing import Filter

    take(store, LAKE)
    register = Register(store)
    assert len(register.list(Filter(parties=("TCD",)))) == 2
    assert [line.title for line in register.list(Filter(parties=("NER",)))] == ["River Protocol"]
    assert [line.title for line in register.list(Filter(words="lake"))] == ["Lake Treaty"]
    assert register.list(Filter(kind="ceasefire")) == []
    assert [line.status for line in register.list(Filter(status="signed"))] == ["signed"]
    with pytest.raises(InputError, match="nothing is known"):
        register.show("Desert Pact")
