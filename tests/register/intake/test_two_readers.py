"""A report read by two readers: both readings are held, one answers, and what both tell is surer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
import pytest
from sqlalchemy import select

from depositary.errors import InputError
from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.register.curation.doubts import Doubts
from depositary.register.curation.review import decide
from depositary.register.intake import Intake, Submission, Tally, count_readers, let_answer
from depositary.register.intake.held import HeldReader, load_readings
from depositary.register.register import Register
from depositary.register.storage import Store, name_report
from depositary.register.storage.schema import claims
from tests.register.readings import make_reading

TEXT = "Chad and Sudan signed the Lake Treaty. It was ratified."
MODEL = "llm/some/model/1"


def make(reader: str, *steps: tuple[str, str, str | None], confidence: float = 0.8) -> Reading:
    made = make_reading(TEXT, title="Lake Treaty", parties=("TCD", "SDN"), steps=steps, reader=reader)
    return msgspec.structs.replace(
        made, actions=tuple(msgspec.structs.replace(action, confidence=confidence) for action in made.actions)
    )


SIGNED = ("signature", "occurred", "2020-01-01")
RATIFIED = ("ratification", "occurred", None)
EMBEDDED = make("en/1", SIGNED)
ASKED = make(MODEL, SIGNED, RATIFIED)


def take(store: Store, reading: Reading, reader: str | None = None) -> Tally:
    """Offer the report of a reading to its reader, or to another one that is asked for and does not read itself."""

    def read(reports: Sequence[Report]) -> Iterable[Reading]:
        return [reading for _ in reports]

    return Intake(store, read, reader or reading.reader).take([Submission("file", 1, reading.report)])


def list_steps(store: Store) -> list[str]:
    return [step.action for step in Register(store).timeline("Lake Treaty", on=dt.date(2021, 1, 1))]


def list_held(store: Store) -> list[HeldReader]:
    with store.reading() as connection:
        return count_readers(connection)


def test_a_model_reads_what_the_embedded_reader_has_read_and_answers(store: Store) -> None:
    assert take(store, EMBEDDED) == Tally(offered=1, new=1)
    assert take(store, ASKED) == Tally(offered=1, known=1, reread=1)
    assert list_held(store) == [HeldReader(MODEL, 1, 1), HeldReader("en/1", 1, 0)]
    assert sorted(list_steps(store)) == ["ratification", "signature"]


def test_the_embedded_reader_does_not_read_what_a_model_has_read(store: Store) -> None:
    take(store, ASKED)
    assert take(store, make("en/99", SIGNED)) == Tally(offered=1, known=1)
    assert list_held(store) == [HeldReader(MODEL, 1, 1)]


def test_a_newer_prompt_reads_again_and_the_same_one_does_not(store: Store) -> None:
    take(store, ASKED)
    assert take(store, ASKED).reread == 0
    assert take(store, make("llm/some/model/2", SIGNED)).reread == 1
    assert take(store, ASKED).reread == 0
    assert list_held(store)[0] == HeldReader("llm/some/model/2", 1, 1)


def test_a_model_that_fails_does_not_displace_what_is_there(store: Store) -> None:
    take(store, EMBEDDED)
    assert take(store, EMBEDDED, MODEL) == Tally(offered=1, known=1)  # the embedded reader stood in
    assert list_held(store) == [HeldReader("en/1", 1, 1)]


def test_a_person_lets_the_other_reader_answer_and_back(store: Store) -> None:
    take(store, EMBEDDED)
    take(store, ASKED)
    home = Register(store).one("Lake Treaty").id
    for _ in range(2):
        assert let_answer(store, "en/1") == 1
        assert list_steps(store) == ["signature"]
        assert let_answer(store, "en/1") == 0
        assert let_answer(store, MODEL) == 1
        assert sorted(list_steps(store)) == ["ratification", "signature"]
    assert Register(store).one(home).title == "Lake Treaty"  # its earlier ids lead to it


def test_a_verdict_follows_to_the_reader_that_answers(store: Store) -> None:
    take(store, EMBEDDED)
    with store.reading() as connection:
        [claim] = connection.execute(select(claims.c.id).where(claims.c.sort == "action")).scalars()
    decide(store, claim, "reject", "ann")
    take(store, ASKED)
    assert list_steps(store) == ["ratification"]
    let_answer(store, "en/1")
    assert list_steps(store) == []
    let_answer(store, MODEL)
    assert list_steps(store) == ["ratification"]


def test_what_two_readers_tell_is_surer(store: Store) -> None:
    take(store, EMBEDDED)
    take(store, ASKED)
    told = {claim.action: claim.confidence for claim in Register(store).claims("Lake Treaty")}
    assert told == {"signature": 0.96, "ratification": 0.8}


def test_readings_are_loaded_as_they_were_kept(store: Store) -> None:
    take(store, EMBEDDED)
    take(store, ASKED)
    key = name_report(EMBEDDED.report)
    with store.reading() as connection:
        assert load_readings(connection, {key: "en/1"})[key] == EMBEDDED


def test_a_reader_that_has_read_nothing_cannot_answer(store: Store) -> None:
    take(store, EMBEDDED)
    with pytest.raises(InputError, match="depositary readers"):
        let_answer(store, MODEL)


def test_what_the_other_reader_does_not_tell_so_waits_for_review(store: Store) -> None:
    take(store, make("en/1", ("signature", "planned", "2020-01-01")))
    take(store, ASKED)
    assert Doubts(store).count()["readers"] == 2
    found = {doubt.told.action.action: doubt for doubt in Doubts(store).show("readers", 10)}
    assert [told.action.modality for told in found["signature"].against] == ["planned"]
    assert found["ratification"].against == []
    assert found["ratification"].title == "Lake Treaty"
    decide(store, found["ratification"].id, "accept", "ann")
    assert Doubts(store).count()["readers"] == 1


def test_readers_that_agree_leave_nothing_to_review(store: Store) -> None:
    take(store, EMBEDDED)
    take(store, make(MODEL, SIGNED))
    assert Doubts(store).count()["readers"] == 0


def test_a_newer_version_of_a_reader_is_no_other_reader(store: Store) -> None:
    take(store, EMBEDDED)
    take(store, make("en/2", SIGNED, RATIFIED))
    assert Doubts(store).count()["readers"] == 0
