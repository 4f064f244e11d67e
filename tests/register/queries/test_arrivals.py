"""The clock of arrival: late reports, newer readers and judgements change answers from the day they come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from depositary.errors import InputError
from depositary.model.reading import Agent, Reading
from depositary.register.curation import review
from depositary.register.intake import Intake, Submission, readings
from depositary.register.queries import Filter
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.register.storage.rows import name_report
from tests.register.readings import make_reading

CHAD = Agent("Chad", actor="TCD")


def tell(step: str, published: str, reader: str = "en/1", title: str = "Lake Charter") -> Reading:
    words = f"On {published} Chad took a step on the Lake Charter."
    steps = ((step, "occurred", published),)
    named = ("Lake Charter",)
    return make_reading(
        words, title=title, names=named, published=published, parties=("TCD", "SDN"), steps=steps, by=(CHAD,),
        reader=reader,
    )  # fmt: skip


@pytest.fixture
def take(place: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Register]:
    """Return a function that keeps readings at a time."""
    store = open_store(place)

    def take_at(at: str, *told: Reading) -> Register:
        monkeypatch.setattr(readings, "utc_now", lambda: at)
        known = {name_report(reading.report): reading for reading in told}
        intake = Intake(store, lambda reports: [known[name_report(r)] for r in reports], told[0].reader)
        intake.take([Submission("tests", line, reading.report) for line, reading in enumerate(told, start=1)])
        return Register(store)

    return take_at


def test_a_late_report_counts_by_arrival_only_from_the_day_it_came(take: Callable[..., Register]) -> None:
    take("2020-01-02T10:00:00Z", tell("signature", "2020-01-01"))
    register = take("2021-05-05T10:00:00Z", tell("ratification", "2020-02-01"))
    asked = {"party": "TCD", "on": "2020-12-31"}
    published = register.status("Lake Charter", known="2020-12-31", **asked)[0]
    before = register.status("Lake Charter", known="2020-12-31", known_by="arrival", **asked)[0]
    after = register.status("Lake Charter", known="2021-05-05", known_by="arrival", **asked)[0]
    assert [one.party_status["TCD"] for one in (published, before, after)] == ["ratified", "signatory", "ratified"]
    assert (published.known_by, before.known_by) == ("publication", "arrival")


def test_nothing_was_known_before_anything_arrived(take: Callable[..., Register]) -> None:
    register = take("2020-01-02T10:00:00Z", tell("signature", "2019-01-01"))
    assert register.status("Lake Charter", known="2019-12-31", known_by="arrival") == []
    assert register.status("Lake Charter", known="2019-12-31")


def test_a_retired_reading_can_still_be_asked(take: Callable[..., Register]) -> None:
    take("2020-01-02T10:00:00Z", tell("ratification", "2020-01-01", "en/1"))
    register = take("2021-05-05T10:00:00Z", tell("signature", "2020-01-01", "en/2"))
    now = register.status("Lake Charter", on="2020-06-01", known="2020-06-01")[0]
    then = register.status("Lake Charter", on="2020-06-01", known="2020-06-01", known_by="arrival")[0]
    later = register.status("Lake Charter", on="2020-06-01", known="2021-05-05", known_by="arrival")[0]
    assert (now.status, then.status, later.status) == ("signed", "in-ratification", "signed")
    assert [claim.action for claim in register.claims("Lake Charter", known="2020-06-01", known_by="arrival")] == [
        "ratification"
    ]


def test_a_reading_that_answers_again_did_not_answer_between(
    take: Callable[..., Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    take("2020-01-02T10:00:00Z", tell("ratification", "2020-01-01", "en/1"))
    register = take("2021-05-05T10:00:00Z", tell("signature", "2020-01-01", "llm/some/model/1"))
    monkeypatch.setattr(readings, "utc_now", lambda: "2022-06-06T10:00:00Z")
    assert readings.let_answer(register.store, "en/1") == 1
    days = ("2020-01-02", "2021-05-04", "2021-05-05", "2022-06-05", "2022-06-06")
    asked = [register.claims("Lake Charter", known=day, known_by="arrival") for day in days]
    assert [[claim.action for claim in found] for found in asked] == [
        ["ratification"],
        ["ratification"],
        ["signature"],
        ["signature"],
        ["ratification"],
    ]


def test_a_verdict_counts_by_arrival_only_from_the_day_it_was_given(
    take: Callable[..., Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    register = take("2020-01-02T10:00:00Z", tell("ratification", "2020-01-01"))
    [claim] = register.claims("Lake Charter")
    monkeypatch.setattr(review, "utc_moment", lambda: "2021-05-05T10:00:00.000000Z")
    review.decide(register.store, claim.id, "reject", person="Ann", why="no such vote")
    at = [register.claims("Lake Charter", known=day, known_by="arrival") for day in ("2021-05-04", "2021-05-05")]
    assert [[one.verdict is not None for one in found] for found in at] == [[False], [True]]


def test_another_clock_is_refused_in_words(take: Callable[..., Register]) -> None:
    register = take("2020-01-02T10:00:00Z", tell("signature", "2020-01-01"))
    with pytest.raises(InputError, match="clock of knowledge"):
        register.status("Lake Charter", known_by="rumour")  # type: ignore[arg-type]  # on purpose


def test_a_list_by_arrival_holds_what_had_arrived(take: Callable[..., Register]) -> None:
    take("2020-01-02T10:00:00Z", tell("signature", "2020-01-01"))
    register = take("2021-05-05T10:00:00Z", tell("ratification", "2020-02-01"))
    days = ("2020-01-01", "2020-12-31", "2021-05-05")
    told = [register.list(on="2020-12-31", known=day, known_by="arrival") for day in days]
    assert [[line.status for line in lines] for lines in told] == [[], ["signed"], ["in-ratification"]]
    published = register.list(on="2020-12-31", known="2020-12-31")
    assert [line.status for line in published] == ["in-ratification"]


def test_a_list_by_arrival_holds_readings_that_were_retired_since(take: Callable[..., Register]) -> None:
    take("2020-01-02T10:00:00Z", tell("ratification", "2020-01-01", "en/1"))
    register = take("2021-05-05T10:00:00Z", tell("signature", "2020-01-01", "en/2"))
    asked = {"on": "2020-06-01", "known_by": "arrival"}
    assert [line.status for line in register.list(known="2020-06-01", **asked)] == ["in-ratification"]
    assert [line.status for line in register.list(known="2021-05-05", **asked)] == ["signed"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filter(parties=("TCD",)), 1),
        (Filter(parties=("NOR",)), 0),
        (Filter(kind="treaty"), 1),
        (Filter(kind="memorandum"), 0),
        (Filter(words="lake"), 1),
        (Filter(words="sea"), 0),
        (Filter(status="signed"), 1),
        (Filter(status="in-force"), 0),
        (Filter(until="2019-12-31"), 0),
        (Filter(since="2020-01-02"), 0),
        (Filter(offset=1), 0),
    ],
)
def test_a_list_by_arrival_can_be_filtered(take: Callable[..., Register], asked: Filter, found: int) -> None:
    register = take("2020-01-02T10:00:00Z", tell("signature", "2020-01-01"))
    assert len(register.list(asked, known="2020-12-31", known_by="arrival")) == found


def test_all_of_an_agreement_can_be_shown_by_arrival(take: Callable[..., Register]) -> None:
    take("2020-01-02T10:00:00Z", tell("signature", "2020-01-01"))
    register = take("2021-05-05T10:00:00Z", tell("ratification", "2020-02-01"))
    then = register.show("Lake Charter", known="2020-12-31", known_by="arrival")
    now = register.show("Lake Charter", known="2021-05-05", known_by="arrival")
    assert [step.action for step in then.steps] == ["signature"]
    assert [step.action for step in now.steps] == ["signature", "ratification"]
    assert (then.status.known_by, len(then.stories), len(now.stories)) == ("arrival", 1, 2)
