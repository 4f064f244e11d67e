"""Mentions of one truce or deal of which reports name other parties, or which they tell long after one another."""

from __future__ import annotations

from depositary.model.reading import Action, Agreement
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.register.resolution.clusters import find_clusters
from depositary.register.resolution.profiles import Profile, make_profile
from depositary.register.resolution.similarity import LIKELY, POSSIBLE, compare
from depositary.register.resolution.surroundings import name_around
from tests.register.readings import day

DONE, WANTED = Modality.OCCURRED, Modality.POSSIBLE


def told(
    known: str,
    parties: str,
    text: str = "",
    *,
    title: str = "the ceasefire",
    kind: Kind = Kind.CEASEFIRE,
    areas: str = "peace",
    step: ActionCode | None = None,
    modality: Modality = DONE,
    on: str | None = None,
) -> Profile:
    """Return the profile of a mention in a report that says some more."""
    steps = [Action("a1", step, modality, (), day(on) if on else None)] if step else []
    agreement = Agreement("a1", title, kind, tuple(parties.split()), (), tuple(areas.split()))
    return make_profile(f"a{known}{parties}{title}", f"r{known}{parties}", known, agreement, steps, text=text)


def score(a: Profile, b: Profile) -> float:
    """Return how like two mentions are; the order must not matter."""
    likeness = compare(a, b)
    assert compare(b, a) == likeness
    return likeness.score if likeness else 0.0


def count(*mentions: Profile) -> list[int]:
    """Return the sizes of the clusters of some mentions."""
    return sorted(map(len, find_clusters(mentions).clusters))


def test_a_report_that_names_the_other_side_elsewhere_tells_which_truce_it_means() -> None:
    pair = told("2031-03-02", "PER hezbollah", step=ActionCode.ADOPTION)
    assert score(pair, told("2031-03-05", "PER", "Peru says that Hezbollah fired first.")) >= LIKELY
    assert score(pair, told("2031-03-05", "PER", "Peru was struck from Lebanon.")) >= LIKELY  # where the group acts
    assert POSSIBLE <= score(pair, told("2031-03-05", "PER", "Peru holds fire.")) < LIKELY


def test_the_home_of_a_group_says_nothing_where_it_is_the_side_that_is_told() -> None:
    pair = told("2031-03-02", "LBN hezbollah")
    assert score(pair, told("2031-03-05", "LBN", "Lebanon says that the army holds fire.")) < LIKELY


def test_a_deal_on_the_same_matter_is_found_by_the_side_named_beside_it() -> None:
    def trade(known: str, parties: str, text: str = "") -> Profile:
        return told(known, parties, text, title="a trade deal", kind=Kind.AGREEMENT, areas="trade")

    assert score(trade("2031-03-02", "FJI", "Marchers in Tonga oppose it."), trade("2031-03-04", "FJI TON")) >= LIKELY
    assert score(trade("2031-03-02", "FJI", "Marchers in Tonga oppose it."), trade("2031-04-04", "FJI TON")) < POSSIBLE


def test_a_side_and_its_helpers_are_the_truce_of_the_two_sides() -> None:
    pair = told("2031-03-02", "PER hezbollah")
    assert score(pair, told("2031-03-04", "PER CHE NOR", "Norway watches over Hezbollah and Peru.")) >= POSSIBLE
    assert score(pair, told("2031-03-04", "PER houthis", "The Houthis and Hezbollah talk.")) < POSSIBLE


def test_fighters_of_a_people_are_one_camp_and_a_group_is_of_its_country() -> None:
    rebels = told("2031-03-02", "MLI tuareg-rebels", step=ActionCode.ADOPTION)
    assert score(rebels, told("2031-03-04", "MLI tuareg-separatists")) >= LIKELY
    group = told("2031-03-02", "PER hezbollah", step=ActionCode.ADOPTION)
    assert count(group, told("2031-03-04", "LBN PER")) == [2]
    assert count(told("2031-03-02", "LBN hezbollah"), told("2031-03-04", "LBN amal")) == [1, 1]


def test_a_standing_truce_is_the_last_that_was_made() -> None:
    first = told("2031-01-05", "FJI TON", step=ActionCode.ADOPTION)
    second = told("2031-05-20", "FJI TON", step=ActionCode.ADOPTION)
    kept = told("2031-08-30", "FJI TON", step=ActionCode.BREACH)
    assert count(first, kept) == [2]
    assert count(first, second, kept) == [1, 2]


def test_a_truce_that_is_wanted_is_the_next_that_is_made() -> None:
    wanted = told("2031-01-05", "FJI TON", step=ActionCode.ADOPTION, modality=WANTED)
    made = told("2031-02-01", "FJI TON", step=ActionCode.ADOPTION)
    assert count(wanted, made) == [2]
    assert count(wanted, told("2031-03-20", "FJI TON", step=ActionCode.ADOPTION)) == [1, 1]


def test_a_day_that_both_reports_give_outlasts_any_time() -> None:
    made = told("2031-01-19", "FJI TON", step=ActionCode.ENTRY_INTO_FORCE, on="2031-01-19")
    later = told("2031-12-18", "FJI TON", step=ActionCode.ENTRY_INTO_FORCE, on="2031-01-19")
    assert score(made, later) >= LIKELY


def test_two_reports_a_week_apart_that_tell_of_the_making_are_of_two_deals() -> None:
    def loan(known: str) -> Profile:
        step = ActionCode.ADOPTION
        return told(known, "FJI TON", title="a deal", kind=Kind.AGREEMENT, areas="finance", step=step)

    assert score(loan("2031-03-16"), loan("2031-03-19")) >= POSSIBLE > score(loan("2031-03-16"), loan("2031-03-26"))


def test_what_is_around_are_actors_and_the_states_of_places() -> None:
    assert name_around("Fiji met Hezbollah in Kandahar.") == ("AFG", "FJI", "hezbollah")


def test_what_is_called_an_agreement_joins_no_truce_to_a_peace() -> None:
    peace = told("2031-10-02", "FJI TON", title="the peace deal", kind=Kind.PEACE_AGREEMENT)
    between = told("2031-10-04", "FJI TON", title="the agreement", kind=Kind.AGREEMENT)
    truce = told("2031-10-13", "FJI TON", step=ActionCode.BREACH)
    assert count(peace, between, truce) == [1, 2]
