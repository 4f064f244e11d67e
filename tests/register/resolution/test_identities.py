"""Identities: a mention is linked to a known agreement only if its name, parties, year and day agree."""

from __future__ import annotations

import pytest

from depositary.register.resolution.agreement_names import parse_name
from depositary.register.resolution.clusters import find_clusters
from depositary.register.resolution.identities import identify
from depositary.register.resolution.similarity import compare
from tests.register.resolution.test_similarity import mention


@pytest.mark.parametrize(
    ("name", "parties", "year", "day", "known"),
    [
        ("INF", "", None, "2018-10-20", "inf"),
        ("2010 New START treaty with Russia", "RUS USA", 2010, "2021-01-26", "new-start"),
        ("Paris Climate Accords", "", None, "2017-06-01", "un-27-7-d"),
        ("Paris Agreement", "", None, "2003-01-24", ""),  # years before it was adopted
        ("Paris Agreement", "", 1991, "2016-01-24", ""),  # of another year
        ("Riyadh Agreement", "SDN", None, "2022-01-01", ""),  # other parties
        ("Iran nuclear deal", "IRN USA", None, "2018-05-08", "jcpoa"),
        ("nuclear deal with Iran", "IRN USA", None, "2018-05-08", "jcpoa"),
        ("Iran nuclear deal", "IRN USA", None, "2013-11-24", ""),  # the one before it
        ("a new Iran nuclear deal", "IRN USA", None, "2022-05-08", ""),
        ("2015 nuclear deal", "IRN USA", 2015, "2022-05-08", "jcpoa"),
        ("2015 nuclear deal", "PAK CHN", 2015, "2022-05-08", ""),
        ("SALT II", "RUS USA", None, "1980-05-08", ""),  # no short name of one agreement
        ("SALT II Treaty", "RUS USA", None, "1980-05-08", "salt-2"),
        ("a trade deal", "USA MEX", None, "2018-05-08", ""),
        ("Optional Protocol to the Convention on the Rights of the Child", "", None, "2018-05-08", ""),
    ],
)
def test_a_name_means_a_known_agreement_if_all_agrees(
    name: str, parties: str, year: int | None, day: str, known: str
) -> None:
    years = (year,) if year else ()
    assert identify([parse_name(name)], frozenset(parties.split()), years, day, kind="agreement") == known


def test_an_acronym_and_a_title_are_one_and_two_known_ones_are_two() -> None:
    title = mention("Intermediate-Range Nuclear Forces Treaty", known="2014-07-29", parties="RUS USA")
    acronym = mention("INF", known="2018-10-20", parties="RUS")
    other = mention("New START", known="2018-10-21", parties="RUS USA")
    likeness = compare(title, acronym)
    assert likeness and likeness.reasons == ("both name the known agreement inf",)
    assert len(find_clusters([title, acronym, other]).clusters) == 2


def test_a_title_that_begins_several_known_ones_needs_the_same_parties() -> None:
    name = "Optional Protocol to the Convention on the Rights of the Child"
    apart = mention(name, known="2016-10-15", parties="PER"), mention(name, known="2016-10-20", parties="TCD")
    assert compare(*apart) is None


ONE = [
    # a part of the name, with the same two parties
    (("Perla Islands treaty", "2025-05-22", "GBR MUS"), ("Perla treaty", "2025-06-02", "GBR MUS")),
    # what a deal was about, before it had a name
    (("deal on the Perla Islands", "2024-10-03", "GBR MUS"), ("Perla Islands treaty", "2025-05-22", "GBR MUS")),
    # a deal that gets its name within weeks
    (("accord on the name dispute", "2018-06-12", "GRC TCD"), ("Lakeside Agreement", "2018-06-17", "GRC TCD")),
    # a truce of which one report names one side
    (("a ceasefire", "2021-05-20", "PER BOL"), ("the ceasefire", "2021-05-26", "PER")),
    # a name, and the same with a noun behind it
    (("Noah Accords", "2020-08-15", "ISR TCD"), ("Noah Accords peace treaty", "2020-09-15", "ISR TCD")),
    # the same short title whenever it is told
    (("River Dolphin Charter Treaty", "2010-02-01", ""), ("River Dolphin Charter Treaty", "2022-11-01", "ITA")),
]
TWO = [
    # a part of the name, with other parties
    (("Perla Islands treaty", "2025-05-22", "GBR MUS"), ("Perla treaty", "2025-06-02", "FRA MUS")),
    # a truce of another side of it
    (("a ceasefire", "2021-05-20", "PER BOL"), ("the ceasefire", "2021-05-26", "CHL")),
    # an agreement and its amendment
    (("Lagoon Protocol", "2016-10-15", ""), ("Bamako Amendment to the Lagoon Protocol", "2016-10-16", "")),
    # an agreement and a deal about it
    (("2012 nuclear deal", "2015-10-15", "IRN USA"), ("deal to revive the 2012 nuclear deal", "2015-10-16", "IRN USA")),
    # named long after
    (("accord on the name dispute", "2017-06-12", "GRC TCD"), ("Lakeside Agreement", "2018-06-17", "GRC TCD")),
    # described after another was named
    (("Lakeside Agreement", "2018-06-12", "GRC TCD"), ("accord on fishing", "2018-06-17", "GRC TCD")),
]


@pytest.mark.parametrize(("one", "other"), ONE, ids=lambda told: told[0])
def test_one_agreement_is_one_entry(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    pair = [
        mention(name, known=day, parties=parties, kind="ceasefire" if "ceasefire" in name else "agreement")
        for name, day, parties in (one, other)
    ]
    assert len(find_clusters(pair).clusters) == 1


@pytest.mark.parametrize(("one", "other"), TWO, ids=lambda told: told[0])
def test_two_agreements_are_two_entries(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    pair = [
        mention(name, known=day, parties=parties, kind="ceasefire" if "ceasefire" in name else "agreement")
        for name, day, parties in (one, other)
    ]
    assert len(find_clusters(pair).clusters) == 2


def test_the_matter_that_a_state_has_one_agreement_on_at_a_time_needs_no_year() -> None:
    def deal(title: str, known: str, parties: str = "IRN USA") -> str:
        return mention(title, parties=parties, areas="nuclear", known=known).known

    assert deal("the nuclear deal", "2017-07-05") == deal("the international agreement", "2018-08-06") == "jcpoa"
    assert deal("a new nuclear deal", "2017-07-05") == deal("the nuclear deal", "2017-07-05", "KOR USA") == ""
    assert mention("the 2015 deal", parties="IRN USA", areas="nuclear", year=2015, known="2021-02-07").known == "jcpoa"
