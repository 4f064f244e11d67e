"""Unknown is an answer: what shows that an agreement is in force, and what shows nothing."""

from __future__ import annotations

import pytest

from tests.law.telling import ask, table


@pytest.mark.parametrize(
    "story",
    [
        "",
        "2010-01-01 USA breach occurred",
        "2010-01-01 USA breach possible",
        "2010-01-01 USA withdrawal planned",
        "2010-01-01 USA withdrawal possible",
        "2010-01-01 USA withdrawal denied",
        "2010-01-01 IRN accession planned",
        "2010-01-01 IRN accession possible",
        "2010-01-01 - extension possible",
        "2010-01-01 - suspension possible",
        "2010-01-01 - amendment planned",
        "2010-01-01 - implementation possible",
        "2010-01-01 USA adoption denied",
        "2010-01-01 USA withdrawal occurred bearing=reservation",
    ],
)
@pytest.mark.parametrize("kind", ["treaty", "agreement", "ceasefire"])
def test_what_is_no_step_towards_force_leaves_it_unknown(story: str, kind: str) -> None:
    standing = ask(story, "2012-01-01", "USA RUS FRA DEU GBR CHN", kind)
    assert standing.status == "unknown"
    assert "party" not in standing.party_status.values()
    assert standing.since is None


def test_an_accession_shows_consent_and_not_force() -> None:
    standing = ask("2010-05-01 TCD accession occurred", "2020-01-01", "", "convention")
    assert (standing.status, standing.party_status["TCD"]) == ("in-ratification", "ratified")
    assert "whether it is in force is not reported" in standing.reason


def test_one_accession_in_a_depositary_table_never_brought_force() -> None:
    standing = ask(table("LCA accession 2000-12-18"), "2020-01-01", "", "treaty", known="2026-12-01")
    assert standing.status == "in-ratification"


@pytest.mark.parametrize("action", ["extension", "suspension", "resumption", "implementation", "amendment"])
def test_a_step_that_only_an_agreement_in_force_can_take_shows_it_and_is_named(action: str) -> None:
    standing = ask(f"2010-01-01 - {action} occurred", "2012-01-01", "NOR CHL", "agreement")
    assert standing.status == ("suspended" if action == "suspension" else "in-force")
    assert "we assume: reports say that it was " in standing.reason or action == "suspension"
    assert standing.because == ("c1",)


def test_a_told_entry_takes_the_place_of_one_that_was_only_inferred() -> None:
    story = "2000-01-01 - implementation occurred 2000-01-01\n2006-01-01 - entry-into-force occurred 2005-03-04"
    standing = ask(story, "2007-01-01", "NOR CHL", "agreement")
    assert (standing.status, standing.since) == ("in-force", "2005-03-04")


def test_a_wish_is_a_proposal_and_no_step() -> None:
    assert ask("2010-01-01 NOR+CHL signature possible", "2010-02-01", "NOR CHL", "treaty").status == "proposed"


@pytest.mark.parametrize(
    ("told", "since", "words"),
    [
        ("2016-12-02 - entry-into-force occurred 2016-11", "2016-11", "since November 2016"),
        ("2017-12-02 - entry-into-force occurred 2016", "2016", "since 2016"),
        ("2016-12-02 - entry-into-force occurred 2016-11-04", "2016-11-04", "since 2016-11-04"),
        ("2016-12-02 - entry-into-force occurred", "../2016-12-02", "by 2016-12-02"),
        ("2016-10-05 - entry-into-force planned 2016-11", "2016-11", "since November 2016"),
    ],
)
def test_a_step_is_dated_as_exactly_as_it_is_told(told: str, since: str, words: str) -> None:
    standing = ask(told, "2018-01-01", "", "agreement")
    assert (standing.status, standing.since) == ("in-force", since)
    assert words in standing.reason


def test_the_day_from_which_it_is_sure_is_told_apart() -> None:
    standing = ask("2016-12-02 - entry-into-force occurred 2016-11", "2018-01-01", "", "agreement")
    assert standing.day == "2016-11-30"


@pytest.mark.parametrize("party", ["FRA", "RUS", "SYR"])
def test_who_has_not_acted_is_no_party(party: str) -> None:
    story = """2005-02-16 - entry-into-force occurred 2005-02-16
    2006-01-01 RUS signature planned
    2013-09-12 SYR accession possible"""
    standing = ask(story, "2014-01-01", "SYR RUS FRA", "convention", multilateral=True)
    assert (standing.status, standing.party_status[party]) == ("in-force", "none")


def test_both_of_two_are_bound_by_a_told_entry() -> None:
    standing = ask("2005-02-16 - entry-into-force occurred", "2006-01-01", "NOR CHL", "treaty")
    assert standing.party_status == {"NOR": "party", "CHL": "party"}


def test_a_state_is_no_party_before_its_accession_in_a_table() -> None:
    rows = table("""ALB deposit 1990-06-01
    ALB entry-into-force 1990-12-01
    OMN signature 1990-01-01
    EST accession 2001-06-01""")
    before = ask(rows, "1995-01-01", "ALB OMN EST", "convention", known="2026-12-01")
    after = ask(rows, "2002-01-01", "ALB OMN EST", "convention", known="2026-12-01")
    assert before.party_status == {"ALB": "party", "EST": "none", "OMN": "signatory"}
    assert after.party_status == {"ALB": "party", "EST": "party", "OMN": "signatory"}


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("2020-01-01 PER ratification occurred 2020-01-01 total=60", "ratified"),
        ("2020-01-01 PER accession occurred 2020-01-01", "party"),
        ("2020-01-01 PER accession possible 2020-01-01", "none"),
    ],
)
def test_those_whom_reports_name_are_no_closed_circle_where_more_are_counted_or_join(more: str, status: str) -> None:
    story = f"""2018-03-08 NOR+CHL+JPN signature occurred 2018-03-08
    2019-01-01 - entry-into-force occurred 2019-01-01
    {more}"""
    standing = ask(story, "2020-02-01", "NOR CHL JPN PER", "convention")
    assert standing.many
    assert (standing.party_status["NOR"], standing.party_status["PER"]) == ("signatory", status)
