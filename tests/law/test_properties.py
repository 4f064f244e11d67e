"""Properties of the law: order, knowledge, weight, and what can never be."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from depositary.law.agenda import find_due
from depositary.law.entry import entry_day, joining_day, threshold_day
from depositary.law.knowledge import known_by
from depositary.law.status import find_status
from depositary.law.steps import take_steps
from depositary.law.weighing import bounds, disjoint
from depositary.model.claim import Claim
from depositary.model.clauses import Delay, Entry, add_delay
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent
from depositary.model.vocabulary import ActionCode, AgreementStatus, Kind, Modality, PartyStatus

START = dt.date(2015, 1, 1)
DAYS = st.integers(0, 3000).map(lambda days: START + dt.timedelta(days=days))
ACTORS = ("RUS", "USA", "FRA")


@st.composite
def dates(draw: st.DrawFn) -> ImpreciseDate | None:
    first = draw(DAYS)
    last = first + dt.timedelta(days=draw(st.sampled_from((0, 0, 0, 30, 365))))
    return draw(st.sampled_from((None, None, ImpreciseDate(f"{first}/{last}", first.isoformat(), last.isoformat()))))


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    count = draw(st.integers(0, 9))
    return [
        Claim(
            f"c{number}",
            "a1",
            draw(st.sampled_from(ActionCode)),
            draw(st.sampled_from((Modality.OCCURRED, Modality.OCCURRED, *Modality))),
            f"r{draw(st.integers(0, 4))}",
            draw(DAYS).isoformat(),
            date=draw(dates()),
            by=tuple(Agent(actor, actor=actor) for actor in draw(st.sets(st.sampled_from(ACTORS), max_size=2))),
            standing=draw(st.sampled_from((0, 0, 10, 50))),
            stories=draw(st.sampled_from((1, 1, 3))),
        )
        for number in range(count)
    ]


few = settings(max_examples=40, deadline=None)
PARTIES = st.sampled_from(((), ACTORS[:2], ACTORS))
KINDS = st.sampled_from((None, Kind.TREATY, Kind.AGREEMENT, Kind.CEASEFIRE))


@few
@given(claims(), DAYS, PARTIES, KINDS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    told: list[Claim], on: dt.date, parties: tuple[str, ...], kind: Kind | None, chance: random.Random
) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    asked = {"on": on, "parties": parties, "kind": kind}
    assert find_status(told, **asked) == find_status(shuffled, **asked)  # type: ignore[arg-type]


@few
@given(claims(), claims(), DAYS, DAYS, PARTIES)
def test_what_was_known_does_not_change_when_more_is_learnt(
    told: list[Claim], learnt: list[Claim], on: dt.date, known: dt.date, parties: tuple[str, ...]
) -> None:
    later = [
        Claim(f"n{claim.id}", "a1", claim.action, claim.modality, claim.report, day, claim.date, by=claim.by)
        for claim in learnt
        if (day := max(claim.known_on, (known + dt.timedelta(days=1)).isoformat()))
    ]
    before = find_status(told, on=on, known=known, parties=parties)
    assert find_status([*told, *later], on=on, known=known, parties=parties) == before
    assert find_status(known_by(told, known), on=on, parties=parties) == before


@few
@given(claims(), DAYS, PARTIES, KINDS)
def test_every_question_has_an_answer_that_rests_on_claims_told(
    told: list[Claim], on: dt.date, parties: tuple[str, ...], kind: Kind | None
) -> None:
    standing = find_status(told, on=on, parties=parties, kind=kind)
    ids = {claim.id for claim in told}
    assert set(standing.because) <= ids
    assert set(parties) <= standing.party_status.keys()
    assert all(due.claim in ids and due.day < on.isoformat() for due in standing.overdue)
    assert standing.reason
    if not told:
        assert standing.status is AgreementStatus.UNKNOWN
        assert not standing.disputed


@few
@given(claims(), DAYS, PARTIES)
def test_nothing_is_in_force_for_a_party_of_an_agreement_that_ended(
    told: list[Claim], on: dt.date, parties: tuple[str, ...]
) -> None:
    standing = find_status(told, on=on, parties=parties)
    if standing.status in (AgreementStatus.TERMINATED, AgreementStatus.EXPIRED, AgreementStatus.ABANDONED):
        assert not {PartyStatus.PARTY, PartyStatus.SUSPENDED} & set(standing.party_status.values())


@few
@given(claims(), DAYS, PARTIES)
def test_a_plan_alone_never_makes_a_signatory_or_a_ratification(
    told: list[Claim], on: dt.date, parties: tuple[str, ...]
) -> None:
    planned = [claim for claim in told if claim.modality is not Modality.OCCURRED]
    standing = find_status(planned, on=on, parties=parties)
    assert not {PartyStatus.SIGNATORY, PartyStatus.RATIFIED} & set(standing.party_status.values())


@few
@given(claims(), DAYS)
def test_what_is_due_is_planned_and_each_step_is_due_once(told: list[Claim], on: dt.date) -> None:
    due = find_due(told, on=on)
    planned = {(step.claim, step.actor) for step in take_steps(told) if step.planned}
    assert {(one.claim, one.by) for one in due} <= planned
    assert len({(one.claim, one.by) for one in due}) == len(due)


@few
@given(claims())
def test_intervals_exclude_each_other_both_ways_or_not_at_all(told: list[Claim]) -> None:
    steps = take_steps(told)
    for one in steps:
        first, last = bounds(one)
        assert not one.occurred or one.day is None or first <= one.day <= last
        assert all(disjoint(one, other) == disjoint(other, one) for other in steps)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), DAYS), st.integers(1, 8), st.integers(0, 90))
def test_the_threshold_is_the_day_of_the_nth_consent(consents: dict[str, dt.date], count: int, days: int) -> None:
    entry = Entry(count=count, delay=Delay(days=days))
    met, force = threshold_day(entry, consents, frozenset()), entry_day(entry, consents, frozenset())
    assert met == (sorted(consents.values())[count - 1] if len(consents) >= count else None)
    assert (force is None) == (met is None)
    if met and force:
        assert force == met + dt.timedelta(days=days)
        assert all(joining_day(entry, force, day) >= max(force, day) for day in consents.values())


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), DAYS, min_size=1), st.integers(1, 8), st.data())
def test_one_more_consent_never_delays_entry(consents: dict[str, dt.date], count: int, data: st.DataObject) -> None:
    entry = Entry(count=count, delay=Delay(months=3))
    without = dict(consents)
    without.pop(data.draw(st.sampled_from(sorted(consents))))
    day, earlier = entry_day(entry, without, frozenset()), entry_day(entry, consents, frozenset())
    assert day is None or (earlier is not None and earlier <= day)


@settings(max_examples=200)
@given(DAYS, DAYS, st.integers(0, 24), st.integers(0, 400), st.booleans())
def test_a_delay_keeps_the_order_of_days(one: dt.date, other: dt.date, months: int, days: int, first: bool) -> None:
    delay = Delay(days=days, months=months, first_of_month=first)
    if one <= other:
        assert add_delay(one, delay) <= add_delay(other, delay)
