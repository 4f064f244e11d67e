"""How a report brings an agreement up, and what that tells of which agreement it means."""

from __future__ import annotations

import pytest

from depositary.model.reading import Action, Agreement
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.register.resolution.clusters import find_clusters
from depositary.register.resolution.profiles import Profile, find_stage, make_profile
from depositary.register.resolution.similarity import compare
from tests.register.readings import day

ADOPTED, TALKED = (ActionCode.ADOPTION, Modality.OCCURRED), (ActionCode.NEGOTIATION, Modality.OCCURRED)
SOUGHT = (ActionCode.ADOPTION, Modality.POSSIBLE)


def told(
    known: str,
    parties: str,
    text: str,
    *steps: tuple[ActionCode, Modality],
    kind: Kind = Kind.CEASEFIRE,
    areas: str = "peace",
    on: str | None = None,
) -> Profile:
    """Return the profile of a mention: its name stands in the text between bars."""
    before, title, after = text.split("|")
    span = Span(len(before), len(before) + len(title), title)
    actions = [Action("a1", *step, (), day(on) if on else None) for step in steps]
    agreement = Agreement("a1", title, kind, tuple(parties.split()), (span,), tuple(areas.split()))
    return make_profile(f"a{known}{text}", f"r{known}{text}", known, agreement, actions, text=before + title + after)


def are_one(*mentions: Profile) -> bool:
    """Return whether mentions, in any order, are one agreement."""
    return len(find_clusters(mentions).clusters) == 1


def test_a_truce_that_a_report_takes_as_known_was_not_made_on_the_day_of_the_report() -> None:
    first = told("2031-01-05", "PER hezbollah", "Peru and Hezbollah agree to a |ceasefire|.", ADOPTED)
    kept = told("2031-01-14", "PER hezbollah", "Peru says that Hezbollah broke the |agreed ceasefire|.", ADOPTED)
    anew = told("2031-01-14", "PER hezbollah", "Peru and Hezbollah agree to a |ceasefire|.", ADOPTED)
    assert (first.stage, kept.stage, kept.marks) == ("made", "standing", ())
    assert are_one(first, kept)
    assert not are_one(first, anew)


def test_truces_made_days_apart_are_not_joined_by_those_made_in_between() -> None:
    days = ("2031-01-01", "2031-01-04", "2031-01-07")
    made = [told(known, "PER hezbollah", "Peru and Hezbollah agree to a |ceasefire|.", ADOPTED) for known in days]
    assert not are_one(*made)


def test_a_short_truce_is_not_the_lasting_one() -> None:
    short = told("2031-01-05", "PER hezbollah", "Peru and Hezbollah hold a |12-hour humanitarian truce|.")
    lasting = told("2031-01-06", "PER hezbollah", "Peru and Hezbollah seek a |permanent truce|.", SOUGHT)
    assert compare(short, lasting) is None
    assert compare(told("2031-01-05", "PER hezbollah", "Peru and Hezbollah hold a |truce|."), lasting)


def test_talks_of_a_truce_are_of_a_wanted_one_and_its_extension_of_a_standing_one() -> None:
    talks = [Action("a1", ActionCode.NEGOTIATION, Modality.OCCURRED, ())]
    longer = [*talks, Action("a1", ActionCode.EXTENSION, Modality.PLANNED, ())]
    refused = [Action("a1", ActionCode.ADOPTION, Modality.DENIED, ())]
    assert [find_stage(steps, truce=True) for steps in (talks, longer, refused)] == ["sought", "standing", "sought"]
    assert find_stage(talks, truce=True, given=True) == find_stage(talks) == ""


def test_a_report_without_parties_means_the_truce_of_those_that_it_names() -> None:
    pair = told("2031-01-05", "PER hezbollah", "Peru and Hezbollah seek a |ceasefire|.", SOUGHT)
    assert are_one(pair, told("2031-01-07", "", "Peru and Hezbollah agree on no |ceasefire| in talks in Chile."))
    assert not are_one(pair, told("2031-01-07", "", "Peru and Chile agree on no |ceasefire|."))


def test_two_reports_of_one_side_mean_one_truce_if_they_name_the_same_others() -> None:
    first = told("2031-01-05", "PER", "Peru accepts a |ceasefire| with Chile.", ADOPTED)
    assert are_one(first, told("2031-01-08", "PER", "Peru broke the |ceasefire|, says Chile."))
    assert not are_one(first, told("2031-01-08", "PER", "Peru broke the |ceasefire|, says Bolivia."))


def test_an_agreement_is_found_by_the_day_that_it_is_called_after() -> None:
    made = told("2031-05-09", "PER CHL", "Peru and Chile reach a |deal|.", ADOPTED, kind=Kind.AGREEMENT)
    called = told("2032-02-01", "PER", "Peru keeps to the |May 9 deal|.", kind=Kind.AGREEMENT)
    assert called.called_on == ("2031-05-09", "2031-05-09")
    assert are_one(made, called)
    assert not are_one(made, told("2032-02-01", "PER", "Peru keeps to the |June 9 deal|.", kind=Kind.AGREEMENT))


def test_a_name_with_both_parties_tells_them_though_others_are_told_too() -> None:
    pair = told("2031-01-05", "PER CHL", "Peru signs the |Peru-Chile deal|.", kind=Kind.AGREEMENT)
    more = told(
        "2031-01-09", "PER CHL BOL", "Bolivia rejects the |Peru-Chile agreement|.", kind=Kind.AGREEMENT, areas=""
    )
    assert more.sides == ("CHL", "PER")
    assert are_one(pair, more)


def test_two_that_are_to_revive_the_same_agreement_are_one_whoever_speaks() -> None:
    def sought(parties: str, text: str) -> Profile:
        return told("2031-01-05", parties, text, SOUGHT, kind=Kind.AGREEMENT, areas="nuclear")

    first = sought("PER CHL", "Peru and Chile want a |deal to revive the 2021 nuclear accord|.")
    assert are_one(first, sought("PER BOL", "Bolivia asks Peru for an |agreement to revive the accord|."))


@pytest.mark.parametrize(
    ("known", "text", "step", "found"),
    [
        ("2015-05-07", "any |nuclear deal|", SOUGHT, "jcpoa"),  # awaited
        ("2015-05-07", "the |nuclear deal|", None, ""),  # one that is known before
        ("2015-05-07", "a |nuclear deal|", ADOPTED, ""),
        ("2014-05-07", "any |nuclear deal|", SOUGHT, ""),
        ("2021-12-11", "the |nuclear deal|", None, "jcpoa"),  # years after, but taken as known
        ("2021-12-11", "a |nuclear deal|", None, ""),
        ("2018-09-24", "the |Iran deal|", None, "jcpoa"),
    ],
)
def test_how_a_known_agreement_is_spoken_of_tells_whether_it_is_meant(
    known: str, text: str, step: tuple[ActionCode, Modality] | None, found: str
) -> None:
    steps = [step] if step else []
    assert told(known, "IRN USA", text, *steps, kind=Kind.AGREEMENT, areas="nuclear").known == found


def test_a_title_that_leaves_out_a_party_is_the_other_where_the_report_names_it() -> None:
    def treaty(known: str, parties: str, text: str) -> Profile:
        return told(known, parties, text, kind=Kind.TREATY, areas="")

    force = treaty(
        "2011-01-05", "PER CHL", "The |Bilateral Investment Treaty between Peru and Chile| enters into force."
    )
    assert are_one(
        force, treaty("2031-01-09", "PER", "Peru tells Chile that it leaves the |Bilateral Investment Treaty|.")
    )
    assert not are_one(
        force, treaty("2031-01-09", "PER", "Peru leaves the |Bilateral Investment Treaty| with Bolivia.")
    )
