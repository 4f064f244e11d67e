"""Known agreements in answers: identity, what the depositary publishes, and who takes part."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select, update

from depositary.model.reading import Agent
from depositary.register.intake import relink_store
from depositary.register.queries import Filter
from depositary.register.queries.published import describe_published, list_published
from depositary.register.queries.source_weights import CATALOGUE, CURATOR, OFFICIAL, OWN, TABLE
from depositary.register.register import Register
from depositary.register.resolution import decode_profile
from depositary.register.storage import encode
from depositary.register.storage.opening import open_store
from depositary.register.storage.schema import agreements, profiles
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


def test_a_protocol_belongs_to_its_treaty_by_the_catalogue_and_not_by_a_report(register: Register) -> None:
    names = {"Kyoto Protocol": "2005-02-16", "United Nations Framework Convention on Climate Change": "2012-12-08"}
    take(register.store, [make_reading(f"Chad read the {n}.", title=n, published=day) for n, day in names.items()])
    below = register.show("Kyoto Protocol", known="2020-01-01")
    above = register.show("United Nations Framework Convention on Climate Change", known="2020-01-01")
    (up,), (down,) = below.bearings, above.bearings
    assert (up.relation, up.direction, up.agreement, up.source) == (
        "supplements",
        "forward",
        above.status.id,
        "catalogue",
    )
    assert (down.direction, down.agreement, down.claim) == ("back", below.status.id, up.claim)
    assert not register.show("Kyoto Protocol", known="2010-01-01").bearings  # no report tells of the treaty by then
    assert not register.show("Kyoto Protocol", known="2090-01-01", known_by="arrival").bearings


def test_what_an_older_version_linked_is_linked_anew_on_demand(register: Register) -> None:
    store, before = register.store, {line.id for line in register.list()}
    with store.writing() as connection:  # as a version without catalogue left it
        for mention, text in connection.execute(select(profiles.c.mention, profiles.c.profile)).all():
            plain = msgspec.structs.replace(decode_profile(text), known="", around=())
            connection.execute(update(profiles).where(profiles.c.mention == mention).values(profile=encode(plain)))
        connection.execute(update(agreements).values(known=None))
    assert relink_store(store) == 3  # the fourth names nobody
    assert register.status("INF", on="2018-12-31", known="2018-12-31")[0].status == "in-force"
    with store.reading() as connection:
        assert set(connection.execute(select(agreements.c.known)).scalars()) == {"inf", "un-21-10", None}
    assert {line.id for line in register.list()} == before
    assert relink_store(store) == 0
