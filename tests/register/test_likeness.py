"""Which two mentions are one agreement: pairs that must merge, and look-alikes that must not."""

from __future__ import annotations

import pytest

from depositary.model.reading import Action, Agreement
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.register.likeness import LIKELY, POSSIBLE, compare
from depositary.register.profile import Profile, make_profile
from tests.register.readings import day


def mention(
    title: str,
    *,
    known: str = "2020-01-01",
    kind: str = "agreement",
    parties: str = "",
    areas: str = "",
    year: int | None = None,
    signed: str | None = None,
    report: str = "",
) -> Profile:
    """Return the profile of a mention in a report of its own."""
    agreement = Agreement("a1", title, Kind(kind), tuple(parties.split()), (), tuple(areas.split()), year)
    step = Action("a1", ActionCode.SIGNATURE, Modality.OCCURRED, (), day(signed)) if signed else None
    name = f"{title}/{known}/{parties}/{report}"
    return make_profile(f"a{name}", report or f"r{name}", known, agreement, [step] if step else [])


def score(a: Profile, b: Profile) -> float:
    likeness = compare(a, b)
    assert (compare(b, a) or None) == likeness
    return likeness.score if likeness else 0.0


SAME = [
    (mention("Paris Agreement"), mention("Paris climate accord", known="2017-06-01", parties="USA")),
    (mention("Paris Agreement", areas="environment"), mention("Paris Accord", known="2025-01-20", areas="environment")),
    (mention("Kyoto Protocol", kind="protocol"), mention("the Kyoto Protocol", known="2005-02-16", parties="RUS")),
    (mention("Treaty of Lisbon", kind="treaty"), mention("Lisbon Treaty", kind="treaty", known="2009-10-02")),
    (mention("INF"), mention("INF Treaty", kind="treaty", known="2019-02-01")),
    (
        mention("Intermediate-Range Nuclear Forces Treaty", kind="treaty", parties="USA RUS", areas="arms-control"),
        mention("INF Treaty", kind="treaty", parties="USA", known="2019-02-01", areas="arms-control"),
    ),
    (
        mention("Comprehensive Strategic Partnership Treaty", parties="IRN RUS", known="2025-01-17"),
        mention("Comprehensive Strategic Partnership Treaty", parties="RUS IRN", known="2025-10-02"),
    ),
    (
        mention("a free trade agreement with Vietnam", parties="EU VNM", areas="trade", known="2019-06-30"),
        mention("the trade deal with Vietnam", parties="EU VNM", areas="trade", known="2019-07-02"),
    ),
    (
        mention("Cluster Bomb Convention", kind="convention", parties="NOR", areas="disarmament"),
        mention(
            "the Cluster Bomb Convention treaty", kind="treaty", parties="FIN", areas="disarmament", known="2024-06-01"
        ),
    ),
    (
        mention("Arms Trade Treaty", kind="treaty", parties="CHN"),
        mention("Arms Trade Treaty", kind="treaty", parties="CAN", known="2021-08-11"),
    ),
]

APART = [
    (
        mention("Mutual Defence Treaty", kind="treaty", parties="PHL"),
        mention("Mutual Defense Treaty", kind="treaty", parties="JPN", known="2020-06-01"),
    ),
    (
        mention("free trade agreement with Vietnam", parties="EAEU VNM", areas="trade"),
        mention("free trade agreement with Serbia", parties="EAEU SRB", areas="trade"),
    ),
    (mention("Minsk II", areas="peace"), mention("Minsk Protocol", areas="peace")),
    (mention("Minsk II agreement", areas="peace"), mention("Minsk agreement", areas="peace")),
    (
        mention("2001 Treaty on the Basics of Relations", kind="treaty", parties="IRN RUS", year=2001),
        mention("Comprehensive Strategic Partnership Treaty", kind="treaty", parties="IRN RUS", known="2025-01-17"),
    ),
    (
        mention("the 2001 treaty", kind="treaty", parties="IRN RUS", year=2001),
        mention("the 2025 treaty", kind="treaty", parties="IRN RUS", year=2025),
    ),
    (
        mention("Trans-Pacific Partnership", areas="trade"),
        mention("Comprehensive and Progressive Agreement for Trans-Pacific Partnership", areas="trade"),
    ),
    (
        mention("a ceasefire in Gaza", kind="ceasefire", parties="ISR hamas", known="2014-08-26"),
        mention("a ceasefire in Gaza", kind="ceasefire", parties="ISR hamas", known="2025-01-15"),
    ),
    (mention("Geneva Conventions", kind="convention"), mention("Geneva Protocol", kind="protocol")),
    (mention("START"), mention("New START")),
    (mention("NAFTA", parties="CAN MEX USA"), mention("new NAFTA", parties="CAN MEX USA")),
    (
        mention("Comprehensive Strategic Partnership Treaty", parties="IRN RUS", known="2025-01-17"),
        mention("Comprehensive Strategic Partnership Treaty", parties="PRK RUS", known="2024-06-19"),
    ),
    (
        mention("a gas contract", kind="contract", parties="CHN RUS", areas="energy"),
        mention("a friendship treaty", kind="treaty", parties="CHN RUS", areas="politics"),
    ),
    (
        mention("a trade deal", parties="AUS CHN", areas="trade", signed="2015-06-17", known="2015-06-17"),
        mention("a trade deal", parties="AUS CHN", areas="trade", signed="2015-12-20", known="2015-12-20"),
    ),
    (
        mention("Paris Agreement", areas="environment", parties="FRA USA"),
        mention("Paris peace accords", kind="peace-agreement", areas="peace", parties="VNM KHM"),
    ),
]


@pytest.mark.parametrize(("a", "b"), SAME, ids=lambda p: p.title)
def test_one_agreement_under_two_names_is_merged(a: Profile, b: Profile) -> None:
    assert score(a, b) >= LIKELY


@pytest.mark.parametrize(("a", "b"), APART, ids=lambda p: p.title)
def test_look_alikes_are_kept_apart(a: Profile, b: Profile) -> None:
    assert score(a, b) < POSSIBLE


def test_every_likeness_has_reasons_in_words() -> None:
    for a, b in SAME:
        likeness = compare(a, b)
        assert likeness
        assert all(len(reason) > 5 for reason in likeness.reasons)


def test_two_agreements_of_one_report_are_two() -> None:
    a = mention("a trade deal", parties="AUS CHN", areas="trade", report="r1")
    b = mention("an arms deal", parties="AUS CHN", areas="defence", report="r1")
    assert score(a, b) < POSSIBLE
