"""Standings that are renewed by what changed are those that are worked out whole, after each kind of writing."""

from __future__ import annotations

import datetime as dt

import msgspec

from depositary.model.reading import Agent, Agreement, Reading, Relation
from depositary.model.vocabulary import Kind, RelationCode
from depositary.register.curation.review import decide, judge, undo, withdraw
from depositary.register.intake import Intake, Submission, let_answer
from depositary.register.queries.listing import Line
from depositary.register.queries.standings import Files, Standings, renew, state_lines, work_out
from depositary.register.register import Register
from depositary.register.storage import Store, name_report
from tests.register.readings import find, make_reading

DAY = dt.date(2024, 1, 1)
BOTH = (Agent("Chad", actor="TCD"), Agent("Niger", actor="NER"))


def tell(title: str, step: str, day: str, *, reader: str = "en/1", more: str = "") -> Reading:
    """Make the reading of a report on a step that Chad and Niger took."""
    words = f"On {day} Chad and Niger took a step, {step}, on the {title}. {more}"
    told = {"published": day, "parties": ("NER", "TCD"), "steps": ((step, "occurred", day),), "by": BOTH}
    return make_reading(words, title=title, reader=reader, **told)  # type: ignore[arg-type]  # all by name


def replace_treaty(old: str, new: str, day: str) -> Reading:
    """Make the reading of a report that one treaty, which entered into force, replaces another."""
    reading = tell(new, "entry-into-force", day, more=f"It replaces the {old}.")
    text = reading.report
    before = Agreement("a2", old, Kind.TREATY, ("NER", "TCD"), (find(text, old),), (), None)
    relation = Relation("a1", RelationCode.REPLACES, "a2", (find(text, f"It replaces the {old}"),))
    return msgspec.structs.replace(reading, agreements=(*reading.agreements, before), relations=(relation,))


def take(store: Store, *readings: Reading) -> None:
    """Add readings to a register."""
    known = {name_report(reading.report): reading for reading in readings}
    intake = Intake(store, lambda reports: [known[name_report(r)] for r in reports], readings[0].reader)
    intake.take([Submission("made", line, reading.report) for line, reading in enumerate(readings, start=1)])


class Follower:
    """Standings that are renewed after each writing, and compared with those that are worked out whole."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.reading() as connection:
            self.held = work_out(connection, DAY)

    def look(self) -> dict[str, Line]:
        """Renew, and return the lines by title."""
        with self.store.reading() as connection:
            renewed, whole = renew(connection, self.held, 100), work_out(connection, DAY)
        assert renewed is not None
        assert renewed.revision == whole.revision > self.held.revision
        assert sorted(renewed.lines, key=lambda x: x.id) == sorted(whole.lines, key=lambda x: x.id)
        self.held = renewed
        return {line.title: line for line in renewed.lines}


def test_each_kind_of_writing_shows_in_what_is_renewed(store: Store) -> None:
    take(store, tell("Lake Treaty", "signature", "2020-01-01"))
    follower = Follower(store)
    take(store, tell("River Treaty", "signature", "2020-02-01"))
    assert follower.look().keys() == {"Lake Treaty", "River Treaty"}
    take(store, tell("Lake Treaty", "entry-into-force", "2020-03-01"))
    lake = follower.look()["Lake Treaty"]
    assert (lake.status, lake.reports) == ("in-force", 2)
    force = Register(store).claims(lake.id)[-1].id
    decide(store, force, "reject", "ann")
    assert follower.look()["Lake Treaty"].status == "signed"
    withdraw(store, force, "ann")
    assert follower.look()["Lake Treaty"].status == "in-force"


def test_a_merge_and_its_undoing_show_in_what_is_renewed(store: Store) -> None:
    take(store, tell("Lake Treaty", "signature", "2020-01-01"), tell("River Treaty", "signature", "2020-02-01"))
    follower = Follower(store)
    one, other = (line.id for line in follower.held.lines)
    made = judge(store, one, other, "same", person="ann")
    assert len(follower.look()) == 1
    undo(store, made.id, "ann")
    assert len(follower.look()) == 2


def test_a_newer_reading_shows_in_what_is_renewed(store: Store) -> None:
    old = tell("Lake Treaty", "signature", "2020-01-01")
    take(store, old)
    follower = Follower(store)
    take(store, msgspec.structs.replace(tell("Lake Treaty", "signature", "2020-01-01", reader="en/2"), actions=()))
    assert follower.look()["Lake Treaty"].status != "signed"
    let_answer(store, "en/1")
    assert follower.look()["Lake Treaty"].status == "signed"


def test_a_treaty_that_another_replaces_is_renewed_with_it(store: Store) -> None:
    take(store, tell("Lake Treaty", "entry-into-force", "2020-01-01"))
    follower = Follower(store)
    reading = replace_treaty("Lake Treaty", "Basin Treaty", "2021-01-01")
    take(store, reading)
    assert follower.look()["Lake Treaty"].status == "replaced"
    force = next(claim for claim in Register(store).claims("Basin Treaty") if claim.action == "entry-into-force")
    decide(store, force.id, "reject", "ann")
    assert follower.look()["Lake Treaty"].status == "in-force"


def test_what_is_written_of_no_agreement_changes_the_revision_alone(store: Store) -> None:
    take(store, tell("Lake Treaty", "signature", "2020-01-01"))
    follower = Follower(store)
    before = follower.held.lines
    with store.writing():
        pass
    follower.look()
    assert follower.held.lines is before


def test_much_that_has_changed_is_not_renewed_while_a_reader_waits(store: Store) -> None:
    follower = Follower(store)
    take(store, tell("Lake Treaty", "signature", "2020-01-01"), tell("River Treaty", "signature", "2020-02-01"))
    with store.reading() as connection:
        assert renew(connection, follower.held, 1) is None
        assert renew(connection, Standings(10**6, DAY, []), 100) is None  # another register took its place


def test_the_status_on_another_day_is_that_of_the_whole_list(store: Store) -> None:
    take(
        store,
        tell("Lake Treaty", "signature", "2020-01-01"),
        tell("Lake Treaty", "entry-into-force", "2021-01-01"),
        tell("River Treaty", "signature", "2020-02-01"),
    )
    files = Files()
    for on, known in (("2020-06-01", "2024-01-01"), ("2022-01-01", "2020-12-31"), ("2022-01-01", "2024-01-01")):
        whole = Register(store).list(on=on, known=known)
        with store.reading() as connection:
            held = work_out(connection, DAY).lines
            for _ in range(2):  # loaded, and kept
                dossiers = files.load(connection, held, known)
                told = state_lines(dossiers, held, dt.date.fromisoformat(on), known)
                assert {line.id: line for line in told} == {line.id: line for line in whole}


def test_dossiers_that_are_kept_are_so_many_and_go_when_the_register_is_written(store: Store) -> None:
    take(store, *(tell(f"{name} Treaty", "signature", "2020-01-01") for name in ("Lake", "River", "Basin")))
    files = Files(4)
    for _ in range(2):
        with store.reading() as connection:
            lines = work_out(connection, DAY).lines
            assert len(files.load(connection, lines, DAY.isoformat())) == 3
        assert len(files.kept) == 2 and files.size == 4
    claim = Register(store).claims("Lake Treaty")[0].id
    decide(store, claim, "reject", "ann")
    with store.reading() as connection:
        dossiers = files.load(connection, lines, DAY.isoformat())
    assert [len(d.claims) for d in dossiers if d.title == "Lake Treaty"] == [0]
