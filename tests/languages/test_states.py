"""States, organisations and groups as data."""

from depositary.languages import load_table
from depositary.languages.names import load_names
from depositary.languages.states import find_state, load_states
from depositary.world import load_existence, load_homes, load_members

ISO_LENGTH = 3


def test_every_code_stands_once():
    for table in ("states", "organisations", "groups"):
        codes = [row["code"] for row in load_table("en", table)]
        assert len(codes) == len(set(codes)), table


def test_successors_and_members_are_states_of_the_table():
    known = {*load_states(), "EU", "UN"}
    assert not {s for state in load_states().values() for s in state.successors} - known - {"BES"}
    assert not {m for members in load_members().values() for m in members} - known


def test_every_fact_of_the_world_is_of_a_code_that_has_a_name():
    assert list(load_existence()) == [row["code"] for row in load_table("en", "states")]
    assert set(load_members()) <= {row["code"] for row in load_table("en", "organisations")}
    assert set(load_homes()) <= {row["code"] for row in load_table("en", "groups")}
    assert set(load_homes().values()) <= set(load_states())


def test_states_that_are_gone_say_when():
    gone = [s for s in load_states().values() if s.ended]
    assert len(gone) > 12
    assert all(s.began and s.began < s.ended for s in gone)


def test_tables_are_wide():
    assert len([c for c in load_states() if len(c) == ISO_LENGTH]) > 225
    assert len(load_table("en", "organisations")) >= 250
    assert len(load_table("en", "groups")) >= 100
    assert len(load_table("en", "metonyms")) >= 100
    assert len(load_table("en", "cities")) >= 400


def test_names_of_one_text_stand_once():
    texts = [name.text for name in load_names()]
    assert len(texts) == len(set(texts))


def test_peoples_are_derived_or_told():
    assert "Iranians" in find_state("IRN").people
    assert "Danes" in find_state("DNK").people
    assert not find_state("CHN").people
