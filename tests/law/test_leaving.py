"""How parties leave, come back, and what ends (VCLT 54-72)."""

from __future__ import annotations

import pytest

from depositary.model.clauses import Clauses, Delay, Exit
from tests.law.telling import ask, table

SKIES = "2002-01-01 - entry-into-force occurred 2002-01-01"
PARIS = table("""USA signature 2016-04-22
USA deposit 2016-09-03
USA entry-into-force 2016-11-04
USA withdrawal 2019-11-04 bearing=notice
USA withdrawal 2020-11-04 bearing=effect
USA deposit 2021-01-20
USA entry-into-force 2021-02-19
USA withdrawal 2025-01-27 bearing=notice
USA withdrawal 2026-01-27 bearing=effect
FRA deposit 2016-10-05
FRA entry-into-force 2016-11-04
FJI deposit 2016-04-22
FJI entry-into-force 2016-11-04""")


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2016-10-01", "ratified"),
        ("2017-01-01", "party"),
        ("2020-06-01", "withdrawal-pending"),
        ("2020-12-01", "withdrawn"),
        ("2021-02-01", "ratified"),
        ("2021-03-01", "party"),
        ("2025-06-01", "withdrawal-pending"),
        ("2026-02-01", "withdrawn"),
    ],
)
def test_a_party_leaves_comes_back_and_leaves_again(day: str, status: str) -> None:
    standing = ask(PARIS, day, "USA FRA FJI", "agreement", known="2026-12-01")
    assert standing.party_status["USA"] == status
    assert standing.status == ("in-ratification" if day < "2016-11-04" else "in-force")


@pytest.mark.parametrize(
    ("told", "clauses", "last", "first"),
    [
        ("bearing=notice", None, "2026-06-26", "2026-06-27"),
        ("bearing=notice", Clauses(leaving=Exit(Delay(months=6))), "2025-12-26", "2025-12-27"),
        ("bearing=notice", Clauses(leaving=Exit(Delay(months=6), yearly=(12, 31))), "2025-12-30", "2025-12-31"),
        ("bearing=notice", Clauses(leaving=Exit(Delay(months=6), yearly=(6, 30))), "2026-06-29", "2026-06-30"),
        ("bearing=notice", Clauses(leaving=Exit(Delay(months=6), Delay(months=324))), "2026-08-31", "2026-09-01"),
    ],
)
def test_a_notice_without_a_told_day_takes_effect_by_the_clause_or_after_twelve_months(
    told: str, clauses: Clauses | None, last: str, first: str
) -> None:
    story = f"1999-03-01 - entry-into-force occurred\n2025-06-27 LTU withdrawal occurred 2025-06-27 {told}"
    before, after = (ask(story, day, "", "convention", clauses=clauses) for day in (last, first))
    assert (before.party_status["LTU"], after.party_status["LTU"]) == ("withdrawal-pending", "withdrawn")
    assert after.status == "in-force"


def test_a_told_day_of_effect_goes_before_twelve_months() -> None:
    story = f"""{SKIES}
    2020-05-22 USA withdrawal occurred 2020-05-22 bearing=notice
    2020-05-22 USA withdrawal planned 2020-11-22"""
    before, after = (ask(story, day, "", "treaty") for day in ("2020-11-21", "2020-11-22"))
    assert (before.party_status["USA"], after.party_status["USA"]) == ("withdrawal-pending", "withdrawn")


def test_an_announced_intention_starts_no_clock() -> None:
    story = f"{SKIES}\n2017-06-01 USA withdrawal occurred bearing=intention"
    assert ask(story, "2019-06-01", "", "treaty").party_status["USA"] == "withdrawal-pending"


def test_a_vote_of_a_chamber_withdraws_from_nothing() -> None:
    story = f"{SKIES}\n2017-06-01 chamber@FRA withdrawal occurred 2017-06-01"
    assert ask(story, "2019-06-01", "", "treaty").party_status["FRA"] == "withdrawal-pending"


@pytest.mark.parametrize("told", ["withdrawal occurred 2017-02-10 bearing=revocation", "withdrawal denied 2017-02-10"])
def test_a_notice_that_is_taken_back_leaves_a_party(told: str) -> None:
    story = f"""2002-07-01 - entry-into-force occurred
    2016-11-10 GMB withdrawal occurred 2016-11-10 bearing=notice
    2017-02-10 GMB {told}"""
    at = [ask(story, day, "", "charter").party_status["GMB"] for day in ("2017-01-01", "2017-06-01", "2018-01-01")]
    assert at == ["withdrawal-pending", "party", "party"]


def test_an_end_that_is_put_off_does_not_come_on_its_day() -> None:
    story = f"""{SKIES}
    2020-02-11 FJI termination occurred 2020-02-11 bearing=notice"""
    put_off = f"{story}\n2020-06-02 FJI postponement occurred 2020-06-02"
    assert ask(story, "2021-03-01", "FJI TON", "agreement").status == "terminated"
    standing = ask(put_off, "2021-03-01", "FJI TON", "agreement")
    assert (standing.status, standing.party_status["FJI"]) == ("in-force", "party")
    assert ask(put_off, "2020-03-01", "FJI TON", "agreement").party_status["FJI"] == "withdrawal-pending"


def test_what_comes_too_late_puts_off_nothing() -> None:
    story = f"""{SKIES}
    2020-02-11 FJI termination occurred 2020-02-11 bearing=notice
    2021-06-02 FJI postponement occurred 2021-06-02"""
    assert ask(story, "2021-07-01", "FJI TON", "agreement").status == "terminated"


def test_what_was_rejected_is_not_in_force_because_something_is_extended() -> None:
    agreed = "2016-08-24 FJI+TON adoption occurred 2016-08-24"
    story = f"{agreed}\n2016-10-04 - rejection occurred 2016-10-04\n2016-10-13 FJI+TON extension occurred 2016-10-13"
    assert ask(story, "2016-12-01", "FJI TON", "peace-agreement").status != "in-force"
    anew = (
        f"{story}\n2016-11-24 FJI+TON signature occurred 2016-11-24\n2016-11-30 FJI+TON extension occurred 2016-11-30"
    )
    assert ask(anew, "2016-12-15", "FJI TON", "peace-agreement").status == "in-force"


def test_who_gives_notice_was_a_party_before() -> None:
    story = f"{SKIES}\n2020-05-22 USA withdrawal occurred 2020-05-22 bearing=notice"
    assert ask(story, "2019-01-01", "", "treaty", known="2020-06-01").party_status["USA"] == "party"


def test_one_leaver_of_a_table_of_two_rows_does_not_end_it() -> None:
    rows = table("""CAN deposit 2002-12-17
    CAN entry-into-force 2005-02-16
    CAN withdrawal 2011-12-15 bearing=notice
    JPN deposit 2002-06-04
    JPN entry-into-force 2005-02-16""")
    before, after = (ask(rows, d, "CAN JPN", "protocol", known="2026-12-01") for d in ("2012-06-01", "2013-01-01"))
    assert (before.status, before.party_status["CAN"]) == ("in-force", "withdrawal-pending")
    assert (after.status, after.party_status) == ("in-force", {"CAN": "withdrawn", "JPN": "party"})


def test_two_that_leave_years_apart_are_not_all() -> None:
    story = f"""{SKIES}
    2020-05-22 USA withdrawal occurred 2020-05-22 bearing=notice
    2020-11-22 USA withdrawal occurred 2020-11-22 bearing=effect
    2021-06-18 RUS withdrawal occurred 2021-06-18 bearing=notice
    2021-12-18 RUS withdrawal occurred 2021-12-18 bearing=effect"""
    standing = ask(story, "2022-02-01", "USA RUS", "treaty")
    assert (standing.status, set(standing.party_status.values())) == ("in-force", {"withdrawn"})


def test_one_leaver_of_a_convention_does_not_end_it() -> None:
    story = "2014-08-01 - entry-into-force occurred\n2021-07-01 TUR withdrawal occurred 2021-07-01 bearing=effect"
    assert ask(story, "2021-08-01", "TUR POL", "convention").status == "in-force"


def test_an_end_of_each_row_of_a_table_ends_it_when_all_are_gone() -> None:
    one = """YUG entry-into-force 1975-07-01
    YUG termination 1992-12-31 bearing=effect
    NOR entry-into-force 1976-01-01"""
    all_ = one + "\nNOR termination 1992-12-31 bearing=effect"
    assert ask(table(one), "1995-01-01", "YUG NOR", "convention", known="2026-12-01").status == "in-force"
    assert ask(table(all_), "1995-01-01", "YUG NOR", "convention", known="2026-12-01").status == "terminated"


def test_of_two_one_leaver_ends_it_though_its_entry_was_never_told() -> None:
    story = """1987-12-09 USA+SUHH signature occurred 1987-12-08
    2018-10-20 USA withdrawal planned
    2019-02-01 USA withdrawal occurred 2019-02-01 bearing=notice
    2019-08-02 USA withdrawal occurred 2019-08-02 bearing=effect"""
    standing = ask(story, "2019-09-01", "USA SUHH", "treaty")
    assert (standing.status, standing.party_status["USA"]) == ("terminated", "withdrawn")


def test_a_treaty_given_up_soon_after_signature_is_abandoned() -> None:
    story = "2015-01-05 BOL+PRY signature occurred 2015-01-05\n2015-06-01 BOL withdrawal occurred 2015-06-01"
    assert ask(story, "2015-07-01", "BOL PRY", "treaty").status == "abandoned"


TERM = """2011-02-05 USA+RUS entry-into-force occurred 2011-02-05
2020-01-01 - expiry planned 2021-02-05"""


def test_a_planned_expiry_is_no_end_once_it_was_extended() -> None:
    extended = TERM + "\n2021-02-03 USA+RUS extension occurred 2021-02-03"
    assert ask(TERM, "2021-03-01", "USA RUS", "treaty").status == "expired"
    assert ask(extended, "2021-03-01", "USA RUS", "treaty").status == "in-force"


def test_a_term_that_runs_out_is_not_forgotten_after_a_suspension() -> None:
    story = (
        TERM
        + """
    2021-02-03 USA+RUS extension occurred 2021-02-03
    2021-02-04 - expiry planned 2026-02-05
    2023-02-21 RUS suspension occurred 2023-02-21"""
    )
    before, after = (ask(story, day, "USA RUS", "treaty") for day in ("2023-03-01", "2026-02-06"))
    assert (before.status, after.status) == ("suspended", "expired")


def test_an_extension_to_a_day_ends_on_it() -> None:
    story = (
        TERM
        + """
    2021-02-03 USA+RUS extension occurred 2026-02-05
    2023-02-21 RUS suspension occurred 2023-02-21"""
    )
    before, after = (ask(story, day, "USA RUS", "treaty") for day in ("2026-02-05", "2026-02-06"))
    assert (before.status, after.status, after.since) == ("suspended", "expired", "2026-02-05")


def test_a_termination_that_is_revoked_does_not_come() -> None:
    story = """1999-05-27 PHL+USA entry-into-force occurred 1999-05-27
    2020-02-11 PHL termination occurred 2020-02-11 bearing=notice
    2020-06-02 PHL termination occurred 2020-06-02 bearing=revocation"""
    pending = ask(story, "2020-03-01", "PHL USA", "agreement")
    assert (pending.status, pending.party_status["PHL"]) == ("withdrawal-pending", "withdrawal-pending")
    assert ask(story, "2021-03-01", "PHL USA", "agreement").status == "in-force"


@pytest.mark.parametrize("second", ["", "\n2001-09-03 BOL+PRY withdrawal occurred"])
def test_both_end_it_together_on_the_day(second: str) -> None:
    story = "1995-01-05 - entry-into-force occurred\n2001-09-01 BOL+PRY termination occurred 2001-09-01" + second
    assert ask(story, "2001-10-01", "BOL PRY", "agreement").status == "terminated"


def test_a_treaty_that_ended_is_not_concluded_anew_by_being_named_with_its_signature() -> None:
    story = """1988-06-01 USA+RUS entry-into-force occurred 1988-06-01
    2019-08-02 USA withdrawal occurred 2019-08-02 bearing=effect
    2020-03-01 USA+RUS signature occurred"""
    assert ask(story, "2020-04-01", "USA RUS", "treaty").status == "terminated"
    again = story + " 2020-02-28"
    assert ask(again, "2020-04-01", "USA RUS", "treaty").status == "signed"


def test_two_claims_of_one_step_are_one_step() -> None:
    once = "2015-01-05 NOR deposit occurred 2015-01-05\n2015-02-05 CHL deposit occurred 2015-02-05"
    twice = once + "\n2015-01-09 NOR ratification occurred 2015-01\n2016-01-09 NOR ratification occurred"
    for story in (once, twice):
        standing = ask(story, "2015-01-20", "NOR CHL PER TCD", "agreement", known="2017-01-01")
        assert (standing.status, standing.party_status["NOR"]) == ("in-ratification", "ratified")


def test_of_two_one_that_rejects_what_it_signed_gives_it_up_until_somebody_ratifies() -> None:
    story = """2009-10-10 ARM+TUR signature occurred 2009-10-10
    2018-03-01 ARM rejection occurred 2018-03-01"""
    again = story + "\n2019-03-01 ARM ratification occurred 2019-03-01"
    assert ask(story, "2012-01-01", "ARM TUR", "protocol", known="2018-06-01").status == "signed"
    assert ask(story, "2018-06-01", "ARM TUR", "protocol").status == "abandoned"
    assert ask(again, "2019-06-01", "ARM TUR", "protocol").status == "in-ratification"


def test_a_parliament_that_votes_it_down_gives_nothing_up() -> None:
    story = "2018-11-25 EU+GBR signature occurred 2018-11-25\n2019-01-15 legislature@GBR rejection occurred 2019-01-15"
    assert ask(story, "2019-02-01", "EU GBR", "treaty").status == "signed"


def test_who_has_consented_is_not_said_to_refuse() -> None:
    story = "2011-01-01 TCD accession occurred 2011-01-01 standing=100\n2013-01-01 TCD rejection occurred 2013-01-01"
    assert ask(story, "2014-01-01", "", "treaty").party_status["TCD"] == "ratified"


def test_a_day_told_for_the_return_does_not_undo_the_years_before_the_withdrawal() -> None:
    story = """2016-09-03 USA ratification occurred 2016-09-03
    2016-11-04 - entry-into-force occurred 2016-11-04
    2020-11-04 USA withdrawal occurred 2020-11-04 bearing=effect
    2021-01-20 USA deposit occurred 2021-01-20
    2021-01-20 USA entry-into-force planned 2021-02-19"""
    days = ("2017-06-01", "2020-12-01", "2021-02-01", "2021-03-01")
    told = [ask(story, day, "USA CHN", "agreement", known="2026-01-01", multilateral=True) for day in days]
    assert [standing.party_status["USA"] for standing in told] == ["party", "withdrawn", "ratified", "party"]


def test_an_end_on_the_last_day_of_the_term_is_that_it_ran_out() -> None:
    story = """2011-02-05 - entry-into-force occurred 2011-02-05
    2021-02-03 USA+RUS extension occurred 2026-02-05
    2026-02-05 - termination occurred {}"""
    ends = [ask(story.format(day), "2026-03-01", "USA RUS", "treaty").status for day in ("2026-02-05", "2025-02-05")]
    assert ends == ["expired", "terminated"]
