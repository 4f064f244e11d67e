"""Which two mentions are one agreement: pairs that must merge, and look-alikes that must not."""

from __future__ import annotations

import pytest

from depositary.model.reading import Action, Agent, Agreement
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.register.resolution.profiles import Profile, make_profile
from depositary.register.resolution.similarity import LIKELY, POSSIBLE, compare
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
    term: str | None = None,
    step: ActionCode | None = None,
    modality: Modality = Modality.OCCURRED,
    by: str = "",
) -> Profile:
    """Return the profile of a mention in a report of its own; no day is told of ``step``."""
    agreement = Agreement("a1", title, Kind(kind), tuple(parties.split()), (), tuple(areas.split()), year, term)
    steps = [Action("a1", ActionCode.SIGNATURE, Modality.OCCURRED, (), day(signed))] if signed else []
    if step:
        agents = tuple(Agent(actor, None, actor) for actor in by.split())
        steps.append(Action("a1", step, modality, (), by=agents))
    name = f"{title}/{known}/{parties}/{report}"
    return make_profile(f"a{name}", report or f"r{name}", known, agreement, steps)


def truce(title: str, known: str, **told: object) -> Profile:
    """Return the profile of a mention of a truce."""
    return mention(title, kind="ceasefire", parties="ISR LBN", areas="peace", known=known, **told)  # type: ignore[arg-type]


def atoms(title: str, parties: str, *, known: str = "2016-03-01", **told: object) -> Profile:
    """Return the profile of a mention of a nuclear deal."""
    return mention(title, parties=parties, areas="nuclear", known=known, **told)  # type: ignore[arg-type]


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
    (atoms("the Iran nuclear deal", "IRN SAU"), atoms("the Iranian nuclear accord", "IRN RUS", known="2016-09-01")),
    (
        atoms("the nuclear deal between Iran and world powers", "IRN UN", step=ActionCode.RATIFICATION, by="UN"),
        atoms("the Iran nuclear deal", "FRA IRN USA", step=ActionCode.WITHDRAWAL, by="USA"),
    ),
    (
        mention("the planned EU-Canada free trade agreement", parties="BEL CAN EU", areas="trade", known="2016-10-20"),
        mention("the EU–Canada free-trade agreement", parties="CAN EU ITA", areas="trade", known="2017-06-14"),
    ),
    (
        mention("a peace deal ending 50 years of conflict", parties="COL farc", areas="peace"),
        mention("the peace deal with the rebels", parties="COL farc", areas="peace", known="2020-01-20"),
    ),
    (truce("a ceasefire", "2024-11-27"), truce("the ceasefire", "2024-11-29")),
    (
        mention("Harbour Charter Treaty", kind="treaty", parties="ITA", known="1998-04-16"),
        mention("the Harbour Charter Treaty", kind="treaty", parties="FRA", known="2022-10-21"),
    ),
    (
        mention("Extradition Treaty", kind="treaty", parties="CHL NOR", known="1998-04-16"),
        mention("Extradition Treaty between Chile and Norway", kind="treaty", parties="CHL NOR", known="2022-10-21"),
    ),
    (
        mention("Association Agreement", parties="EU UKR", known="2014-06-27", signed="2014-06-27"),
        mention("Association Agreement between the European Union and Ukraine", parties="EU UKR", known="2017-09-01"),
    ),
    (mention("Minsk II ceasefire agreement", areas="peace"), mention("the Minsk II peace agreements", areas="peace")),
    (
        mention("a free trade deal", parties="AUS CHN", areas="trade", known="2014-11-17"),
        mention("the free trade agreement", parties="AUS CHN", areas="trade", known="2015-06-17"),
    ),
    (
        mention("the Brexit deal", parties="EU GBR", areas="politics", known="2019-01-15"),
        mention("the Brexit withdrawal deal", parties="EU GBR", areas="politics", known="2019-02-28"),
    ),
]

POSSIBLY = [
    (
        mention("Lagoon Treaty", kind="treaty", areas="environment"),
        mention("Lagoon Protocol", kind="protocol", areas="environment"),
    ),
    (
        atoms("the 2012 nuclear deal", "USA", year=2012),
        atoms("the 2012 nuclear accord with Iran", "IRN USA", year=2012),
    ),
]

APART = [
    (
        mention("Extradition Treaty", kind="treaty", parties="CHL NOR", known="2012-02-22"),
        mention("Extradition Treaty", kind="treaty", parties="NOR PER", known="2012-03-22"),
    ),
    (
        mention("Extradition Treaty", kind="treaty", parties="CHL NOR", known="2012-02-22", signed="2012-02-22"),
        mention("Extradition Treaty", kind="treaty", parties="CHL NOR", known="2022-02-22", signed="2022-02-21"),
    ),
    (
        mention("Transit Agreement", parties="BOL", known="1991-02-22"),
        mention("Transit Agreement", parties="BOL PRY", known="2012-02-22"),
    ),
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
    (
        mention("United Nations Convention against Torture", kind="convention", areas="justice"),
        mention("European Convention against Torture", kind="convention", areas="justice", known="2025-09-29"),
    ),
    (
        mention("a peace deal", kind="peace-agreement", parties="COL farc", areas="peace", known="2016-10-02"),
        mention("a new peace deal", kind="peace-agreement", parties="COL farc", areas="peace", known="2016-11-24"),
    ),
    (mention("Atlantic Charter", kind="charter"), mention("New Atlantic Charter", kind="charter", known="2021-06-10")),
    (mention("Kyoto Protocol", kind="protocol"), mention("a post-Kyoto agreement", known="2020-05-01")),
    (
        mention("association agreement with the European Union", parties="EU UKR", areas="politics"),
        mention("association agreement with the European Union", parties="EU", areas="politics", known="2020-05-01"),
    ),
    (
        atoms("a nuclear deal with India", "IND RUS"),
        atoms("the nuclear deal with India", "IND USA", known="2016-05-01"),
    ),
    (
        atoms("the Indian nuclear deal", "IND RUS", step=ActionCode.SIGNATURE, by="RUS"),
        atoms("the Indian nuclear deal", "IND USA", step=ActionCode.RATIFICATION, by="USA", known="2016-05-01"),
    ),
    (truce("a 72-hour ceasefire", "2014-08-04", term="PT72H"), truce("a truce", "2014-08-13")),
    (truce("a 12-hour truce", "2014-07-26", term="PT12H"), truce("a 72-hour truce", "2014-07-28", term="PT72H")),
    (truce("a ceasefire", "2014-08-04"), truce("a new ceasefire", "2014-08-08")),
    (
        truce("a ceasefire", "2020-10-09", step=ActionCode.ADOPTION),
        truce("a ceasefire", "2020-10-17", step=ActionCode.ADOPTION),
    ),
    (truce("a ceasefire", "2020-10-09"), truce("a ceasefire", "2020-10-29")),
    (
        truce("a ceasefire", "2020-10-09", step=ActionCode.ADOPTION),
        truce("a ceasefire", "2020-10-12", step=ActionCode.ADOPTION, modality=Modality.POSSIBLE),
    ),
    (truce("a unilateral ceasefire", "2025-02-05"), truce("a ceasefire", "2025-02-08")),
    (
        truce("the ceasefire", "2009-10-16", step=ActionCode.TERMINATION),
        truce("an indefinite ceasefire", "2009-10-25", step=ActionCode.ADOPTION),
    ),
    (truce("a 48-hour ceasefire", "2025-10-15", term="PT48H"), truce("a ceasefire", "2025-10-19")),
    (
        atoms("agreement on resolving the disputes over the Iranian nuclear program", "IAEA IRN", known="2007-07-13"),
        atoms("agreements to tighten sanctions against Iran for its nuclear program", "", known="2008-06-10"),
    ),
    (mention("Comprehensive Agreement on Bangsamoro"), mention("consensus regarding the creation of Bangsamoro")),
    (
        mention("a peace deal between the KLF and the government", areas="peace"),
        mention("the KLF Charter", kind="charter", areas="peace"),
    ),
    (
        mention("a peace deal", kind="peace-agreement", parties="COL farc", areas="peace", known="2016-10-02"),
        mention("a ceasefire", kind="ceasefire", parties="COL farc", areas="peace", known="2016-10-13"),
    ),
    (
        mention("the July nuclear deal", parties="IRN", areas="nuclear", known="2015-12-15"),
        mention("the July accord", parties="IRN", areas="nuclear", known="2017-07-31"),
    ),
]


@pytest.mark.parametrize(("a", "b"), SAME, ids=lambda p: p.title)
def test_one_agreement_under_two_names_is_merged(a: Profile, b: Profile) -> None:
    assert score(a, b) >= LIKELY


@pytest.mark.parametrize(("a", "b"), POSSIBLY, ids=lambda p: p.title)
def test_what_may_be_one_is_merged_where_nothing_competes(a: Profile, b: Profile) -> None:
    assert POSSIBLE <= score(a, b) < LIKELY


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
