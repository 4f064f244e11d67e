"""Lives of agreements told by few reports, and where a careful lawyer would say they stand."""

from __future__ import annotations

import pytest

from tests.law.telling import ask

MISSILES = """
1988-06-01 - entry-into-force occurred 1988-06-01
2007-10-12 RUS withdrawal possible
2018-10-20 USA withdrawal planned
2019-02-01 USA suspension occurred
2019-02-02 RUS suspension occurred
2019-08-02 USA withdrawal occurred
"""
CLIMATE = """
2016-10-05 - entry-into-force planned 2016-11
2017-06-01 USA withdrawal planned
2017-11-07 SYR signature occurred
2019-11-04 USA withdrawal planned
2020-11-04 USA withdrawal occurred
2021-01-20 USA accession planned
2021-02-19 USA accession occurred
2021-10-06 TUR ratification occurred
2025-01-20 USA withdrawal planned
"""
NORTH = """
2018-10-01 USA+MEX+CAN adoption occurred
2018-11-30 USA+MEX+CAN signature occurred
2019-06-19 MEX ratification occurred
2020-01-16 chamber@USA ratification occurred
2020-01-29 USA ratification occurred
2020-03-13 CAN ratification occurred
2020-07-01 - entry-into-force occurred
"""
PACIFIC = """
2013-03-15 JPN negotiation planned
2014-11-10 USA+JPN+AUS negotiation occurred
2015-10-05 USA+JPN+AUS+CAN+MEX+PER adoption occurred
2016-02-04 USA+JPN+AUS+CAN+MEX+PER signature occurred
2016-11-21 designate@USA withdrawal planned
2016-12-09 JPN ratification occurred
2017-01-23 USA withdrawal occurred
"""
GASES = """
2002-12-17 CAN ratification occurred
2003-12-02 RUS ratification denied
2004-09-30 cabinet@RUS ratification occurred
2004-11-05 RUS ratification occurred
2005-02-16 - entry-into-force occurred
2007-12-03 AUS ratification occurred
2011-12-12 CAN withdrawal planned
"""
LISBON = """
2007-12-13 - signature occurred
2008-06-13 IRL rejection occurred
2009-10-03 IRL ratification occurred
2009-11-03 CZE ratification occurred
2009-12-01 - entry-into-force occurred
"""


@pytest.mark.parametrize(
    ("story", "day", "parties", "kind", "status"),
    [
        (MISSILES, "2018-12-31", "USA RUS", "treaty", "in-force"),
        (MISSILES, "2019-02-10", "USA RUS", "treaty", "suspended"),
        (MISSILES, "2019-09-01", "USA RUS", "treaty", "terminated"),
        (CLIMATE, "2016-10-20", "", "agreement", "text-agreed"),
        (CLIMATE, "2017-01-15", "", "agreement", "in-force"),
        (CLIMATE, "2019-12-01", "", "agreement", "in-force"),
        (NORTH, "2018-10-15", "USA MEX CAN", "agreement", "text-agreed"),
        (NORTH, "2018-12-15", "USA MEX CAN", "agreement", "signed"),
        (NORTH, "2020-02-15", "USA MEX CAN", "agreement", "in-ratification"),
        (NORTH, "2020-04-01", "USA MEX CAN", "agreement", "ratified"),
        (NORTH, "2020-07-02", "USA MEX CAN", "agreement", "in-force"),
        (PACIFIC, "2014-12-01", "", "agreement", "under-negotiation"),
        (PACIFIC, "2015-11-01", "", "agreement", "text-agreed"),
        (PACIFIC, "2017-02-15", "", "agreement", "in-ratification"),
        (GASES, "2004-06-01", "", "protocol", "in-ratification"),
        (GASES, "2005-03-01", "", "protocol", "in-force"),
        (LISBON, "2008-01-15", "", "treaty", "signed"),
        (LISBON, "2009-12-02", "", "treaty", "in-force"),
    ],
)
def test_an_agreement_stands_where_a_careful_lawyer_puts_it(
    story: str, day: str, parties: str, kind: str, status: str
) -> None:
    assert ask(story, day, parties, kind).status == status


@pytest.mark.parametrize(
    ("story", "day", "party", "frame", "status"),
    [
        (MISSILES, "2018-12-31", "USA", "USA RUS/treaty", "withdrawal-pending"),
        (MISSILES, "2019-03-01", "USA", "USA RUS/treaty", "suspended"),
        (MISSILES, "2019-03-01", "RUS", "USA RUS/treaty", "suspended"),
        (MISSILES, "2019-09-01", "USA", "USA RUS/treaty", "withdrawn"),
        (CLIMATE, "2017-07-01", "USA", "/agreement", "withdrawal-pending"),
        (CLIMATE, "2019-12-01", "USA", "/agreement", "withdrawal-pending"),
        (CLIMATE, "2020-12-01", "USA", "/agreement", "withdrawn"),
        (CLIMATE, "2021-03-01", "USA", "/agreement", "party"),
        (CLIMATE, "2021-10-20", "TUR", "/agreement", "ratified"),
        (CLIMATE, "2022-03-20", "TUR", "/agreement", "party"),
        (CLIMATE, "2025-03-01", "USA", "/agreement", "withdrawal-pending"),
        (PACIFIC, "2016-12-15", "USA", "/agreement", "signatory"),
        (PACIFIC, "2016-12-15", "JPN", "/agreement", "ratified"),
        (PACIFIC, "2017-02-15", "USA", "/agreement", "withdrawn"),
        (GASES, "2004-01-15", "RUS", "/protocol", "rejected"),
        (GASES, "2007-12-31", "AUS", "/protocol", "ratified"),
        (GASES, "2012-01-15", "CAN", "/protocol", "withdrawal-pending"),
        (LISBON, "2008-07-01", "IRL", "/treaty", "rejected"),
        (LISBON, "2009-10-15", "IRL", "/treaty", "ratified"),
    ],
)
def test_a_party_stands_where_a_careful_lawyer_puts_it(
    story: str, day: str, party: str, frame: str, status: str
) -> None:
    assert ask(story, day, *frame.split("/")).party_status[party] == status


def test_what_is_approved_in_the_weeks_before_its_signature_is_not_ratified_yet() -> None:
    approved = "2031-10-20 EU ratification occurred\n"
    signed = approved + "2031-10-30 EU+CAN signature occurred\n"
    standing = ask(signed, "2031-11-15", "EU CAN")
    assert (standing.status, standing.party_status["EU"]) == ("signed", "signatory")
    assert ask(approved, "2031-10-25", "EU CAN").status == "in-ratification"
    late = approved + "2032-10-30 EU+CAN signature occurred\n"  # a report that tells of the signature once more
    assert ask(late, "2032-11-15", "EU CAN").status == "in-ratification"
    before = "2031-09-01 CAN signature occurred\n" + signed
    assert ask(before, "2031-11-15", "EU CAN").party_status["EU"] == "ratified"
