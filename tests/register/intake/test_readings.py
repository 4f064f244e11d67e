from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from sqlalchemy import select

from depositary.errors import EvidenceError
from depositary.model.reading import Reading
from depositary.model.text import Report, Span
from depositary.register.intake.ledger import Submission, Tally, count_outcomes, list_entries, list_retries
from depositary.register.intake.readings import Intake, settle_store
from depositary.register.resolution import linking
from depositary.register.storage import schema
from depositary.register.storage.rows import name_report
from depositary.register.storage.store import Store
from depositary.register.storage.store import count_rows as count_table
from tests.register.readings import make_reading

SIGNED = make_reading(
    "Chad and Sudan signed the Lake Treaty.",
    title="Lake Treaty",
    parties=("TCD", "SDN"),
    steps=(("signature", "occurred", "2020-01-01"),),
)
NOTHING = Reading(Report.compose("It rained in Paris.", published="2020-01-02"), "en/1")


def intake(store: Store, *readings: Reading) -> Intake:
    """Return an intake whose reader knows the given readings by heart."""
    known = {name_report(reading.report): reading for reading in readings}

    def read(reports: Sequence[Report]) -> Iterable[Reading]:
        return [known[name_report(report)] for report in reports]

    return Intake(store, read, readings[0].reader)


def count_rows(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {table.name: count_table(connection, table) for table in schema.metadata.sorted_tables}


def offers(*readings: Reading) -> list[Submission]:
    return [Submission("file", line, reading.report) for line, reading in enumerate(readings, 1)]


def test_new_known_and_refused_add_up(store: Store) -> None:
    refused = Submission("file", 4, reason="the text is empty", payload='{"text": ""}')
    tally = intake(store, SIGNED, NOTHING).take([*offers(SIGNED, NOTHING, SIGNED), refused])
    assert tally == Tally(offered=4, new=2, known=1, refused=1)
    assert tally.adds_up
    with store.reading() as connection:
        assert count_outcomes(connection) == {"offered": 4, "read": 2, "known": 1, "refused": 1}
        assert [entry.outcome for entry in list_entries(connection)] == ["read", "read", "known", "refused"]
        assert list_entries(connection, "refused")[0].reason == "the text is empty"
        assert [row["payload"] for row in list_retries(connection)] == ['{"text": ""}']


def test_offered_again_nothing_is_doubled(store: Store) -> None:
    taker = intake(store, SIGNED, NOTHING)
    taker.take(offers(SIGNED, NOTHING))
    before = count_rows(store)
    assert taker.take(offers(SIGNED, NOTHING)) == Tally(offered=2, known=2)
    assert count_rows(store) == before


def test_the_same_text_of_another_outlet_or_day_is_another_report(store: Store) -> None:
    text = SIGNED.report.text
    copy = make_reading(text, title="Lake Treaty", outlet="The Herald", parties=("TCD", "SDN"))
    assert intake(store, SIGNED, copy).take(offers(SIGNED, copy)).new == 2


def test_a_newer_reader_adds_claims_and_retires_the_old_reading(store: Store) -> None:
    newer = make_reading(
        SIGNED.report.text,
        title="Lake Treaty",
        reader="en/2",
        parties=("TCD", "SDN"),
        steps=(("signature", "planned", None),),
    )
    intake(store, SIGNED).take(offers(SIGNED))
    tally = intake(store, newer).take(offers(newer))
    assert tally == Tally(offered=1, known=1, reread=1)
    with store.reading() as connection:
        rows = connection.execute(select(schema.claims.c.modality, schema.claims.c.retired_at)).all()
    assert {modality: retired is None for modality, retired in rows} == {"occurred": False, "planned": True}


@pytest.mark.parametrize("run", [1, 2, 1000])
def test_however_long_the_runs_are_the_agreements_are_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, run: int
) -> None:
    monkeypatch.setattr(linking, "RUN", run)
    told = list_told()
    for _ in intake(store, *told).take_all(offers(*told), 2):
        assert count_rows(store)["unplaced"] < run
    rows = count_rows(store)
    assert (rows["memberships"], rows["unplaced"], rows["unsettled"]) == (6, 0, 0)
    assert list_counted(store) == [("Desert Treaty", 1), ("Lake Treaty", 3), ("River Treaty", 2)]


def list_told() -> list[Reading]:
    """Return six reports on three treaties."""
    names = ["Lake", "River", "Lake", "Desert", "River", "Lake"]
    return [
        make_reading(f"Report {n} on the {name} Treaty.", title=f"{name} Treaty", parties=("TCD", "SDN"))
        for n, name in enumerate(names)
    ]


def list_counted(store: Store) -> list[tuple[str, int]]:
    """Return the titles of a register's agreements and how many reports tell of each."""
    with store.reading() as connection:
        return sorted(map(tuple, connection.execute(select(schema.agreements.c.title, schema.agreements.c.reports))))


def test_agreements_are_found_in_turns_that_are_told_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "TURN", 1)
    told, left = list_told(), list[int]()
    taker = intake(store, *told)
    taker.tell = left.append
    taker.take(offers(*told))
    assert len(left) == 3  # a turn finds a whole pool: one of each treaty
    assert left == sorted(left, reverse=True)
    assert left[0] == 6
    assert list_counted(store) == [("Desert Treaty", 1), ("Lake Treaty", 3), ("River Treaty", 2)]


def test_what_a_broken_run_left_of_its_turns_is_found_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "TURN", 1)
    told = list_told()
    taker = intake(store, *told)

    def stop(left: int) -> None:
        if left < 6:
            raise InterruptedError

    taker.tell = stop
    with pytest.raises(InterruptedError):
        taker.take(offers(*told))
    assert len(list_counted(store)) == 1
    settle_store(store)
    assert list_counted(store) == [("Desert Treaty", 1), ("Lake Treaty", 3), ("River Treaty", 2)]
    assert count_rows(store)["unsettled"] == 0


def test_a_newer_reading_of_a_mention_that_waits_takes_its_place(store: Store) -> None:
    newer = make_reading(SIGNED.report.text, title="Lake Treaty", reader="en/2", parties=("TCD", "SDN"), kind="charter")
    first, second = intake(store, SIGNED), intake(store, newer)
    first.keep(offers(SIGNED), [SIGNED])
    assert count_rows(store)["unplaced"] == 1
    with second.settling():
        second.keep(offers(newer), [newer])
    with store.reading() as connection:
        assert connection.execute(select(schema.agreements.c.kind)).scalars().all() == ["charter"]


def test_an_older_reader_changes_nothing(store: Store) -> None:
    newer = make_reading(SIGNED.report.text, title="Lake Treaty", reader="en/2", parties=("TCD", "SDN"))
    intake(store, newer).take(offers(newer))
    assert intake(store, SIGNED).take(offers(SIGNED)) == Tally(offered=1, known=1)


def test_false_evidence_keeps_the_whole_batch_out(store: Store) -> None:
    report = Report.compose("Chad and Sudan met.", published="2020-01-01")
    agreement = SIGNED.agreements[0]
    lying = Reading(report, "en/1", agreements=(type(agreement)("a1", "x", agreement.kind, (), (Span(0, 4, "Mali"),)),))
    with pytest.raises(EvidenceError):
        intake(store, NOTHING, lying).take(offers(NOTHING, lying))
    assert count_rows(store)["reports"] == 0
