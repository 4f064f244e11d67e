"""The catalogue of known agreements: its rows are in order, and a user's own file is taken or refused in words."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from depositary.errors import InputError
from depositary.model.vocabulary import Kind
from depositary.register.resolution.agreement_names import actor_names
from depositary.world import fold_name, load_catalogue, read_catalogue
from depositary.world.catalogue import find_row_faults

KINDS = frozenset(map(str, Kind))
HEADER = "id\ttitle\tnames\tacronyms\tkind\tparties\tadopted\tin_force\tsource\tlicence"


def test_it_holds_the_lists_that_it_promises() -> None:
    entries = load_catalogue().entries
    counted = Counter(number.split()[0] for entry in entries for number in entry.numbers)
    assert len(entries) >= 700
    assert counted["MTDSG"] >= 390
    assert counted["ETS"] + counted["CETS"] >= 185
    assert counted["HCCH"] >= 30
    assert {f"ilo-{number}" for number in range(1, 192)} <= {entry.id for entry in entries}


def test_each_id_and_each_name_means_one_agreement() -> None:
    catalogue = load_catalogue()
    assert max(Counter(entry.id for entry in catalogue.entries).values()) == 1
    twice = {name for name, entries in catalogue.by_name.items() if len(entries) > 1}
    assert not twice


def test_each_row_is_in_order() -> None:
    catalogue = load_catalogue()
    faults = [(entry.id, fault) for entry in catalogue.entries for fault in find_row_faults(entry, KINDS)]
    assert not faults
    assert {entry.parent for entry in catalogue.entries if entry.parent} <= {entry.id for entry in catalogue.entries}


def test_parties_are_codes_that_the_reader_gives() -> None:
    codes = set(actor_names().values())
    assert {party for entry in load_catalogue().entries for party in entry.parties} <= codes


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("INF", "inf"),
        ("UNCLOS", "un-21-6"),
        ("C190", "ilo-190"),
        ("the JCPOA", "jcpoa"),
        ("CTBT", "un-26-4"),
        ("ETS 5", "coe-5"),
        ("Accord de Paris", "un-27-7-d"),
        ("european convention on human rights", "coe-5"),
        ("Comprehensive Nuclear Test Ban Treaty", "un-26-4"),
        ("Escazu Agreement", "un-27-18"),
        ("Договор о РСМД", "inf"),
        ("un-26-9", "un-26-9"),
    ],
)
def test_a_name_a_number_and_an_id_find_their_agreement(name: str, id: str) -> None:
    assert [entry.id for entry in load_catalogue().find(name)] == [id]


def test_the_two_optional_protocols_on_children_are_two() -> None:
    entries = [entry for entry in load_catalogue().entries if entry.parent == "un-4-11"]
    assert {entry.id for entry in entries} >= {"un-4-11-b", "un-4-11-c"}
    assert not load_catalogue().find("Optional Protocol to the Convention on the Rights of the Child")


@pytest.mark.parametrize(
    ("words", "id"), [("enrgy charter", "energy-charter"), ("lisbn treaty", "lisbon"), ("child abduction", "hcch-28")]
)
def test_a_search_allows_slips_of_the_pen(words: str, id: str) -> None:
    assert id in [entry.id for entry in load_catalogue().search(words)[:3]]


def test_a_search_for_nothing_known_finds_nothing() -> None:
    assert load_catalogue().search("zzqx vvwk") == []


def test_it_loads_fast() -> None:
    load_catalogue()
    load_catalogue.cache_clear()
    begun = time.process_time()
    load_catalogue()
    assert time.process_time() - begun < 0.25  # 0.03 s on a quiet machine


def write(path: Path, *rows: str) -> Path:
    """Write a user's own file."""
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return path


def test_an_own_file_is_taken(tmp_path: Path) -> None:
    row = "dolphin\tRiver Dolphin Convention\tDolphin Pact\tRDC\tconvention\tPER|BOL\t2019-03\t\tmy notes\tCC0-1.0"
    own = read_catalogue(write(tmp_path / "own.tsv", "# mine", row), kinds=KINDS, beside=load_catalogue())
    assert own.find("RDC")[0].parties == ("PER", "BOL")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Dolphin\tA\t\t\ttreaty\t\t\t\tme\tCC0", "line 2: the id 'Dolphin' is not of small letters"),
        ("a\tA\t\t\tpakt\t\t\t\tme\tCC0", "'pakt' is no kind; use agreement"),
        ("a\tA\t\t\ttreaty\t\t31.12.2015\t\tme\tCC0", "write a day, a month or a year"),
        ("a\tA\t\t\ttreaty\t\t2015-02-30\t\tme\tCC0", "write a day, a month or a year"),
        ("a\tA\t\t\ttreaty\t\t2015\t2014\tme\tCC0", "before it was adopted"),
        ("a\tA\t\t\ttreaty\t\t\t\t\tCC0", "'source' is empty"),
        ("inf\tA\t\t\ttreaty\t\t\t\tme\tCC0", "the id 'inf' is taken"),
        ("a\tA\tParis Agreement\t\ttreaty\t\t\t\tme\tCC0", "already that of un-27-7-d"),
        ("a\tA\t\t\ttreaty\t\t\t\tme\tCC0\tmore", "more cells than columns"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(InputError, match="line 2") as raised:
        read_catalogue(write(tmp_path / "own.tsv", row), kinds=KINDS, beside=load_catalogue())
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"id;title;kind\n", "is no column"),
        (b"id\ttitle\n", "the column 'kind' is missing"),
        ("id\ttitle\xe9".encode("latin-1"), "not in UTF-8"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "own.tsv").write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_catalogue(tmp_path / "own.tsv")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_catalogue(tmp_path / "none.tsv")


def test_names_are_folded() -> None:
    assert fold_name("The Escazú–Agreement ") == "escazu agreement"
