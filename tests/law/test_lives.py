"""More lives: notices, returns, collapses, contradictions, replacement. Each states its own expectation."""

from __future__ import annotations

import pytest

from depositary.law.replacement import Successor
from tests.law.telling import ask

WARHEADS = """
2010-04-08 USA+RUS signature occurred
2010-12-22 chamber@USA ratification occurred
2010-12-24 chamber@RUS ratification planned
2011-01-26 chamber@RUS ratification occurred
2011-02-05 - entry-into-force occurred
2020-10-16 RUS extension possible
2021-01-29 RUS extension occurred
2023-02-21 RUS suspension occurred
2026-02-05 - expiry occurred
"""
EMISSIONS = """
2016-10-05 - entry-into-force planned 2016-11
2017-06-01 USA withdrawal planned
2017-06-01 USA withdrawal occurred
2017-06-03 USA withdrawal occurred
2019-11-04 USA withdrawal occurred bearing=notice
2020-11-04 USA withdrawal occurred bearing=effect
2021-02-19 USA accession occurred
2021-02-19 USA withdrawal occurred
"""
FORCES = """
2004-02-09 RUS withdrawal possible
2024-03-29 - suspension occurred bearing=participation
2024-04-05 BLR suspension occurred bearing=participation
"""
UNION = """
2009-02-18 chamber@CZE ratification occurred
2009-10-13 CZE signature denied
2009-11-03 CZE signature occurred
"""
CENTRIFUGES = """
2015-07-14 IRN adoption occurred
2016-01-16 IRN implementation occurred
2018-05-08 USA withdrawal planned
2018-05-09 USA withdrawal occurred
2019-07-01 IRN breach occurred
2020-01-05 legislature@IRN withdrawal occurred
"""
FLIGHTS = """
2002-01-01 - entry-into-force occurred 2002-01-01
2020-05-21 USA withdrawal planned 2020-05-21/2020-11-21
2021-01-15 RUS withdrawal planned
2021-06-07 RUS withdrawal occurred
"""
COURT = """
2002-07-01 - entry-into-force occurred 2002-07-01
2010-08-11 SYC ratification occurred
2016-10-20 ZAF withdrawal planned
2016-10-26 GMB withdrawal planned
2017-03-08 ZAF withdrawal denied
2018-03-14 PHL withdrawal occurred
"""
GRAIN = """
2022-07-22 RUS+UKR+TUR signature occurred
2022-10-29 RUS suspension occurred
2022-11-02 RUS accession occurred
2023-07-17 RUS withdrawal occurred
"""
TRUCE = """
2023-11-22 ISR+hamas adoption occurred
2023-11-24 - entry-into-force occurred
2023-11-27 - extension occurred
2023-12-01 - termination occurred
2025-01-15 ISR+hamas adoption occurred
2025-01-15 - entry-into-force planned 2025-01-19
2025-02-10 hamas breach occurred
2025-03-18 - termination occurred
"""
PARTNERS = """
2024-12-26 RUS+IRN signature planned 2025-01-17
2025-01-17 RUS+IRN signature occurred 2025-01-17
2025-04-08 chamber@RUS ratification occurred 2025-04-08
2025-04-16 chamber@RUS ratification occurred 2025-04-16
2025-04-21 RUS ratification occurred 2025-04-21
2025-05-21 legislature@IRN ratification occurred 2025-05-21
2025-07-18 - entry-into-force occurred standing=40
2025-10-02 - entry-into-force occurred 2025-10-02 standing=40
"""
TESTS = """
1996-09-24 RUS+USA+CHN signature occurred
2000-06-30 RUS deposit occurred
2023-11-02 RUS withdrawal occurred bearing=ratification
"""


@pytest.mark.parametrize(
    ("story", "day", "parties", "kind", "status"),
    [
        (WARHEADS, "2010-06-01", "USA RUS", "treaty", "signed"),
        (WARHEADS, "2010-12-31", "USA RUS", "treaty", "in-ratification"),
        (WARHEADS, "2011-03-01", "USA RUS", "treaty", "in-force"),
        (WARHEADS, "2022-01-01", "USA RUS", "treaty", "in-force"),
        (WARHEADS, "2023-03-01", "USA RUS", "treaty", "suspended"),
        (WARHEADS, "2026-02-10", "USA RUS", "treaty", "expired"),
        (CENTRIFUGES, "2015-08-01", "IRN USA FRA GBR DEU CHN RUS", "programme", "text-agreed"),
        (CENTRIFUGES, "2016-02-01", "IRN USA FRA GBR DEU CHN RUS", "programme", "in-force"),
        (CENTRIFUGES, "2018-06-01", "IRN USA FRA GBR DEU CHN RUS", "agreement", "in-force"),
        (FLIGHTS, "2020-06-15", "", "treaty", "in-force"),
        (COURT, "2010-09-01", "", "charter", "in-force"),
        (COURT, "2017-01-01", "", "charter", "in-force"),
        (GRAIN, "2023-08-01", "RUS UKR TUR", "agreement", "in-force"),
        (TRUCE, "2023-11-28", "ISR hamas", "ceasefire", "in-force"),
        (TRUCE, "2023-12-05", "ISR hamas", "ceasefire", "terminated"),
        (TRUCE, "2025-01-16", "ISR hamas", "ceasefire", "text-agreed"),
        (TRUCE, "2025-01-20", "ISR hamas", "ceasefire", "in-force"),
        (TRUCE, "2025-02-11", "ISR hamas", "ceasefire", "in-force"),
        (TRUCE, "2025-03-20", "ISR hamas", "ceasefire", "terminated"),
        (PARTNERS, "2025-01-02", "RUS IRN", "treaty", "signature-scheduled"),
        (PARTNERS, "2025-02-02", "RUS IRN", "treaty", "signed"),
        (PARTNERS, "2025-05-01", "RUS IRN", "treaty", "in-ratification"),
        (PARTNERS, "2025-06-01", "RUS IRN", "treaty", "ratified"),
        (PARTNERS, "2025-08-01", "RUS IRN", "treaty", "in-force"),
        (TESTS, "2023-11-03", "", "treaty", "in-ratification"),
        (FORCES, "2024-04-10", "", "treaty", "in-force"),
    ],
)
def test_an_agreement_stands(story: str, day: str, parties: str, kind: str, status: str) -> None:
    assert ask(story, day, parties, kind).status == status


@pytest.mark.parametrize(
    ("story", "day", "party", "kind", "status"),
    [
        (EMISSIONS, "2017-07-01", "USA", "agreement", "withdrawal-pending"),
        (EMISSIONS, "2019-12-01", "USA", "agreement", "withdrawal-pending"),
        (EMISSIONS, "2020-12-01", "USA", "agreement", "withdrawn"),
        (EMISSIONS, "2021-03-01", "USA", "agreement", "party"),
        (FORCES, "2024-04-10", "BLR", "treaty", "suspended"),
        (UNION, "2009-10-14", "CZE", "treaty", "rejected"),
        (UNION, "2009-11-04", "CZE", "treaty", "ratified"),
        (CENTRIFUGES, "2018-06-01", "USA", "programme", "withdrawn"),
        (CENTRIFUGES, "2020-02-01", "IRN", "agreement", "withdrawal-pending"),
        (FLIGHTS, "2020-06-15", "USA", "treaty", "withdrawal-pending"),
        (FLIGHTS, "2020-12-01", "USA", "treaty", "withdrawn"),
        (FLIGHTS, "2021-03-01", "RUS", "treaty", "withdrawal-pending"),
        (FLIGHTS, "2021-07-01", "RUS", "treaty", "withdrawn"),
        (COURT, "2016-11-01", "ZAF", "charter", "withdrawal-pending"),
        (COURT, "2017-04-01", "ZAF", "charter", "party"),
        (COURT, "2018-06-01", "PHL", "charter", "withdrawal-pending"),
        (COURT, "2019-03-20", "PHL", "charter", "withdrawn"),
        (GRAIN, "2022-10-30", "RUS", "agreement", "suspended"),
        (GRAIN, "2022-11-10", "RUS", "agreement", "party"),
        (GRAIN, "2023-08-01", "RUS", "agreement", "withdrawn"),
        (TESTS, "2001-01-01", "RUS", "treaty", "ratified"),
        (TESTS, "2023-11-03", "RUS", "treaty", "signatory"),
    ],
)
def test_a_party_stands(story: str, day: str, party: str, kind: str, status: str) -> None:
    assert ask(story, day, "", kind).party_status[party] == status


def test_the_contradiction_of_equals_is_disputed_and_only_between_its_days() -> None:
    then = ask(PARTNERS, "2025-08-01", "RUS IRN", "treaty")
    assert (then.status, then.disputed) == ("in-force", False)
    later = ask(PARTNERS, "2025-08-01", "RUS IRN", "treaty", known="2025-10-03")
    assert (later.status, later.disputed) == ("ratified", True)
    after = ask(PARTNERS, "2025-10-10", "RUS IRN", "treaty")
    assert (after.status, after.disputed) == ("in-force", False)


def test_the_weightier_of_two_words_settles_a_contradiction() -> None:
    weightier = PARTNERS.replace("2025-10-02 standing=40", "2025-10-02 standing=60")
    later = ask(weightier, "2025-08-01", "RUS IRN", "treaty", known="2025-10-03")
    assert (later.status, later.disputed) == ("ratified", False)


def test_a_planned_signature_whose_day_has_passed_is_overdue_not_done() -> None:
    standing = ask("2024-12-26 RUS+IRN signature planned 2025-01-17", "2025-02-01", "RUS IRN", "treaty")
    assert standing.status == "proposed"
    assert {(due.action, due.by, due.when) for due in standing.overdue} == {
        ("signature", "RUS", "overdue"),
        ("signature", "IRN", "overdue"),
    }


def test_a_replaced_agreement_ends_only_where_all_its_parties_conclude_the_later_one() -> None:
    story = "1994-01-01 - entry-into-force occurred 1994-01-01"
    three, two = Successor("a2", "2020-07-01", ("CAN", "MEX", "USA")), Successor("a3", "2020-07-01", ("CAN", "MEX"))
    assert ask(story, "2020-06-30", "CAN MEX USA", successors=[three]).status == "in-force"
    assert ask(story, "2020-07-01", "CAN MEX USA", successors=[three]).status == "replaced"
    assert ask(story, "2020-07-01", "CAN MEX USA", successors=[two]).status == "in-force"


def test_a_ceasefire_that_one_side_accepts_is_no_ceasefire_yet() -> None:
    one = "2024-05-06 hamas adoption occurred"
    both = one + "\n2024-05-09 ISR adoption occurred"
    assert ask(one, "2024-05-07", "ISR hamas", "ceasefire").status == "under-negotiation"
    assert ask(both, "2024-05-10", "ISR hamas", "ceasefire").status == "in-force"


def test_a_termination_by_one_of_two_is_a_notice_for_a_treaty_and_an_end_for_a_truce() -> None:
    story = "2018-09-17 UKR termination occurred"
    assert ask(story, "2018-10-01", "UKR RUS", "treaty").status == "withdrawal-pending"
    assert ask(story, "2019-09-18", "UKR RUS", "treaty").status == "terminated"
    assert ask(story, "2018-10-01", "UKR RUS", "ceasefire").status == "terminated"


def test_who_means_to_join_is_no_party_yet() -> None:
    story = "2012-01-01 ISR breach possible\n2013-09-12 SYR accession possible\n2014-03-01 RUS signature planned"
    standing = ask(story, "2014-04-01", "SYR RUS FRA", "convention", multilateral=True)
    assert standing.status == "signature-scheduled"
    assert standing.party_status == {"FRA": "none", "RUS": "none", "SYR": "none"}


def test_a_notice_can_be_given_another_day_and_taken_back() -> None:
    story = """1999-05-27 - entry-into-force occurred
    2020-02-11 PHL withdrawal planned 2020-08-09
    2020-06-02 PHL withdrawal denied"""
    assert ask(story, "2020-03-01", "PHL USA", "agreement").status == "withdrawal-pending"
    assert ask(story, "2020-08-10", "PHL USA", "agreement", known="2020-03-01").status == "terminated"
    assert ask(story, "2020-08-10", "PHL USA", "agreement").status == "in-force"


def test_a_postponed_entry_into_force_does_not_come_about() -> None:
    story = """2024-11-20 - entry-into-force planned 2024-12-30
    2024-12-04 - postponement occurred
    2025-01-10 - entry-into-force planned 2025-12-30"""
    assert ask(story, "2025-01-02", "", "agreement").status == "text-agreed"
    assert ask(story, "2026-01-02", "", "agreement").status == "in-force"


def test_a_denial_of_equal_weight_is_disputed_and_a_weaker_one_is_not() -> None:
    story = "2024-05-06 hamas adoption occurred\n2024-05-06 ISR adoption denied"
    both = "2024-05-06 - adoption occurred {}\n2024-05-07 - adoption denied {}"
    assert ask(both.format("", ""), "2024-05-08", "ISR hamas", "agreement").disputed
    assert not ask(both.format("standing=5", ""), "2024-05-08", "ISR hamas", "agreement").disputed
    assert ask(both.format("", "standing=5"), "2024-05-08", "ISR hamas", "agreement").status == "unknown"
    assert not ask(story, "2024-05-08", "ISR hamas", "agreement").disputed
