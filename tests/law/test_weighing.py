import itertools
import random

import pytest

from depositary.law import weighing
from depositary.law.steps import take_steps
from depositary.law.weighing import exclude, excluding_pairs, parted, weigh
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent
from depositary.model.vocabulary import ActionCode, Modality


def make_claim(number: int, actor: str | None, day: str, modality: Modality, standing: int = 0) -> Claim:
    """Make a claim that an actor, or nobody who is named, ratified."""
    date = ImpreciseDate(day, day, day)
    by = (Agent(name=actor, actor=actor),) if actor else ()
    action = ActionCode.RATIFICATION if number % 3 else ActionCode.ENTRY_INTO_FORCE
    return Claim(f"c{number:03}", "a1", action, modality, f"r{number}", day, date=date, by=by, standing=standing)


def test_pairs_that_exclude_each_other_are_those_of_all_pairs() -> None:
    draw = random.Random(7)
    told = [
        make_claim(
            number,
            draw.choice(("PER", "CHL", "BOL", None)),
            f"20{draw.randrange(10, 14)}-0{draw.randrange(1, 9)}-11",
            draw.choice((Modality.OCCURRED, Modality.DENIED, Modality.PLANNED)),
            draw.choice((0, 50)),
        )
        for number in range(80)
    ]
    steps = tuple(take_steps(told))
    likely = [one for one in steps if one.modality is Modality.DENIED or (one.occurred and one.action in weighing.ONCE)]
    every = {
        pair
        for one, other in itertools.product(steps, likely)
        if one.occurred and exclude(one, other) and not parted(one, other, steps)
        for pair in ((one, other), (other, one))
    }
    found = set(excluding_pairs(steps))
    assert found == every
    assert len(found) > 20


def test_of_many_parties_each_is_held_against_its_own_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    told = exclude

    def count(one: weighing.Step, other: weighing.Step) -> bool:
        nonlocal compared
        compared += 1
        return told(one, other)

    monkeypatch.setattr(weighing, "exclude", count)
    codes = [f"{number:03}" for number in range(300)]
    weigh(take_steps(make_claim(3 * at, code, "2012-05-05", Modality.OCCURRED) for at, code in enumerate(codes)))
    assert compared <= 2 * len(codes)
