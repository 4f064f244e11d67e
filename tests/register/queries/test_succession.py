"""Who stands for a state that is gone: each case states who was a party on which day."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.register.queries.succession import end_of, find_heirs, load_successors, succeed
from tests.law.telling import tell

NAMED = {"SUHH", "RUS", "UKR", "KAZ", "EST", "USA"}


@pytest.mark.parametrize(
    ("state", "day", "heirs"),
    [
        ("SUHH", "1980-01-01", ("SUHH",)),
        ("SUHH", "1995-01-01", ("RUS", "UKR", "KAZ")),
        ("ZRCD", "2010-01-01", ("COD",)),
        ("ZRCD", "1990-01-01", ("ZRCD",)),
        ("CSHH", "1995-01-01", ()),
        ("YUCS", "2004-01-01", ("SCG",)),
        ("YUCS", "2010-01-01", ("SRB",)),
        ("DDDE", "1995-01-01", ("DEU",)),
    ],
)
def test_a_state_that_is_gone_has_the_heirs_of_the_day(state: str, day: str, heirs: tuple[str, ...]) -> None:
    assert find_heirs(state, NAMED, dt.date.fromisoformat(day)) == heirs


def test_who_consented_for_itself_inherits_nothing() -> None:
    assert find_heirs("SUHH", NAMED, dt.date(1995, 1, 1), own={"KAZ", "UKR"}) == ("RUS",)


def actors(story: str, parties: str, day: str) -> tuple[set[str], set[str]]:
    """Return the parties, and the actors of the claims, as they stand on a day."""
    told, claims = succeed(parties.split(), tell(story), dt.date.fromisoformat(day))
    return set(told), {agent.actor for claim in claims for agent in claim.by if agent.actor}


def test_a_new_state_takes_nothing_of_what_it_did_itself_to_the_state_before() -> None:
    story = """2020-01-01 CSHH deposit occurred 1975-12-23
    2020-01-01 CZE accession occurred 1993-02-22 bearing=succession
    2020-01-01 CZE entry-into-force occurred 1993-01-01"""
    assert actors(story, "CSHH CZE AUT", "1980-01-01") == ({"CSHH", "AUT"}, {"CSHH", "CZE"})
    assert actors(story, "CSHH CZE AUT", "2000-01-01") == ({"CZE", "AUT"}, {"CZE"})


def test_two_states_side_by_side_stay_two() -> None:
    story = "2020-01-01 DEU deposit occurred 1973-12-17\n2020-01-01 DDDE deposit occurred 1973-11-08"
    assert actors(story, "DEU DDDE", "1985-01-01") == ({"DEU", "DDDE"}, {"DEU", "DDDE"})
    assert actors(story, "DEU DDDE", "1995-01-01")[0] == {"DEU"}


def test_what_is_told_of_the_state_that_continues_it_was_done_by_the_one_before() -> None:
    story = "2001-01-01 RUS+USA signature occurred 1972-05-26\n2001-01-02 SUHH entry-into-force occurred 1972-10-03"
    assert actors(story, "RUS SUHH USA", "1980-01-01") == ({"SUHH", "USA"}, {"SUHH", "USA"})
    assert actors(story, "RUS SUHH USA", "2000-01-01") == ({"RUS", "USA"}, {"RUS", "USA"})


def test_who_joined_years_later_was_no_party_before() -> None:
    story = "2020-01-01 SUHH deposit occurred 1973-10-16\n2020-01-01 KAZ ratification occurred 2006-01-24"
    assert actors(story, "SUHH KAZ", "1995-01-01") == ({"RUS", "KAZ"}, {"RUS", "KAZ"})
    _, claims = succeed(("SUHH", "KAZ"), tell(story), dt.date(1995, 1, 1))
    assert [[agent.actor for agent in claim.by] for claim in claims] == [["RUS"], ["KAZ"]]


def test_every_row_names_days_in_order() -> None:
    for state, successors in load_successors().items():
        assert all(one.own <= one.day <= end_of(state) or one.code in {"SRB", "MNE"} for one in successors), state
