"""Known agreements in answers: identity, what the depositary publishes, and who takes part."""

from __future__ import annotations

import pytest

from depositary.model.reading import Agent
from depositary.register.queries import Filter
from depositary.register.queries.published import describe_published, list_published
from depositary.register.queries.source_weights import CATALOGUE, CURATOR, OFFICIAL, OWN, TABLE
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.world import load_catalogue
from tests.register.readings import make_reading
from tests.register.test_register import take


@pytest.fixture
def register() -> Register:
    """Return a register that knows four reports."""
    store = open_store(":memory:")
    told = (
        make_reading("The INF treaty is at risk, Norway said.", title="INF treaty", published="2018-10-20"),
        make_reading(
            "Italy signed the High Seas Treaty.",
            title="High Seas Treaty",
            published="2023-09-20",
            parties=("ITA",),
            steps=(("signature", "occurred", "2023-09-20"),),
            by=(Agent("Italy", None, "ITA"),),
        ),
        make_reading(
            "Seven states and Chad spoke of the River Dolphin Protocol.",
            title="River Dolphin Protocol",
            kind="protocol",
            published="2023-09-21",
            parties=("TCD", "PER", "BOL", "CHL", "ARG", "URY", "PRY"),
        ),
        make_reading(
            "They issued a joint statement.", title="a joint statement", kind="declaration", published="2023-09-22"
        ),
    )
    take(store, told)
    return Register(store)


def test_an_unexplained_acronym_finds_its_agreement(register: Register) -> None:
    for name in ("INF", "Intermediate-Range Nuclear Forces Treaty", "inf"):
        answer = register.status(name, on="2018-12-31", known="2018-12-31")[0]
        assert answer.catalogue
        assert answer.catalogue.id == "inf"
        assert answer.parties == ["RUS", "USA"]


def test_the_depositary_tells_of_entry_into_force(register: Register) -> None:
    answer = register.status("INF", on="2018-12-31", known="2018-12-31")[0]
    assert answer.status == "in-force"
    assert answer.since == "1988-06-01"
    evidence = next(one for one in answer.because if one.action == "entry-into-force")
    assert evidence.report["outlet"] == "Catalogue of known agreements"
    assert evidence.standing == CATALOGUE


def test_it_adds_nothing_to_what_reports_tell(register: Register) -> None:
    assert register.claims("INF", known="2018-12-31") == []
    assert register.timeline("INF", known="2018-12-31") == []


def test_it_counts_from_the_day_of_the_fact_and_not_by_arrival(register: Register) -> None:
    early = register.status("High Seas Treaty", on="2026-06-01", known="2024-01-01")[0]
    assert early.status == "signed"
    assert register.status("High Seas Treaty", on="2026-06-01", known="2026-06-01")[0].status == "in-force"
    assert register.status("INF", on="2018-12-31", known_by="arrival")[0].status == "unknown"


def test_of_many_only_those_with_steps_are_parties(register: Register) -> None:
    answer = register.status("High Seas Treaty", on="2024-01-01", known="2024-01-01")[0]
    assert answer.many
    assert answer.parties == ["ITA"]
    lines = {line.title: line for line in register.list()}
    assert (lines["High Seas Treaty"].parties, lines["High Seas Treaty"].named) == ([], ["ITA"])
    named = lines["River Dolphin Protocol"]
    assert (named.parties, len(named.named), named.many) == ([], 7, True)
    assert (lines["INF Treaty"].parties, lines["INF Treaty"].known) == (["RUS", "USA"], "inf")


def test_fragments_are_listed_only_where_asked_for(register: Register) -> None:
    titles = {line.title for line in register.list()}
    assert "a joint statement" not in titles
    assert "a joint statement" in {line.title for line in register.list(Filter(fragments=True))}


def test_the_catalogue_stands_between_reports_and_people() -> None:
    assert OWN + OFFICIAL < CATALOGUE < CURATOR < TABLE


def test_its_evidence_lies_in_its_row() -> None:
    for entry in load_catalogue().entries[::40]:
        text = describe_published(entry)
        for claim in list_published(entry, "a1", "2030-01-01"):
            assert all(text[span.start : span.end] == span.text for span in claim.evidence)
