"""Conditions of entry into force: numbers, delays, shares, who counts (VCLT 24)."""

from __future__ import annotations

import datetime as dt

import pytest

from depositary.law.entry import entry_day, threshold_day
from depositary.model.clauses import Clauses, Consent, Delay, Entry, Share
from tests.law.telling import ask, table

RATIFYING = {"NOR": dt.date(2016, 1, 10), "CHL": dt.date(2016, 2, 10), "EU": dt.date(2016, 3, 10)}
RATIFYING["TCD"] = dt.date(2016, 5, 10)


def by(entry: Entry) -> Clauses:
    return Clauses(consent=Consent.RATIFICATION, entry=entry)


def test_organisations_are_left_out_of_a_count_of_states() -> None:
    everyone, states = Entry(count=3), Entry(count=3, states_only=True)
    organisations = frozenset({"EU"})
    assert threshold_day(everyone, RATIFYING, frozenset(), organisations) == dt.date(2016, 3, 10)
    assert threshold_day(states, RATIFYING, frozenset(), organisations) == dt.date(2016, 5, 10)


@pytest.mark.parametrize(
    ("delay", "day"),
    [
        (Delay(days=30), dt.date(2016, 6, 9)),
        (Delay(months=1, first_of_month=True), dt.date(2016, 6, 1)),
        (Delay(months=4, first_of_month=True), dt.date(2016, 9, 1)),
        (Delay(days=60, months=1, first_of_month=True), dt.date(2016, 8, 1)),
    ],
)
def test_the_delay_runs_from_the_last_consent_that_is_needed(delay: Delay, day: dt.date) -> None:
    assert entry_day(Entry(count=4, delay=delay), RATIFYING, frozenset()) == day


def test_a_share_is_reached_by_weights_and_not_by_numbers() -> None:
    share = Share(least=55.0, weights={"NOR": 10.0, "CHL": 20.0, "EU": 0.0, "TCD": 30.0})
    assert entry_day(Entry(count=2, shares=(share,)), RATIFYING, frozenset()) == dt.date(2016, 5, 10)
    unknown = Share(least=55.0)
    assert entry_day(Entry(count=2, shares=(unknown,)), RATIFYING, frozenset()) is None


def test_a_total_that_a_report_counts_meets_the_number() -> None:
    story = "2025-09-19 MAR+SLE ratification occurred 2025-09-19 total=60"
    clauses = by(Entry(count=60, delay=Delay(days=120)))
    before = ask(story, "2025-12-01", "MAR SLE", "treaty", multilateral=True, clauses=clauses)
    after = ask(story, "2026-01-20", "MAR SLE", "treaty", multilateral=True, clauses=clauses)
    assert (before.status, before.party_status["MAR"]) == ("in-ratification", "ratified")
    assert (after.status, after.party_status["MAR"]) == ("in-force", "party")


def test_between_two_the_delay_runs_from_the_exchange() -> None:
    story = "2019-03-10 NOR+CHL signature occurred 2019-03-10\n2020-01-20 NOR+CHL deposit occurred 2020-01-20"
    clauses = Clauses(entry=Entry(delay=Delay(days=30)))
    before = ask(story, "2020-02-01", "NOR CHL", "treaty", clauses=clauses)
    after = ask(story, "2020-02-25", "NOR CHL", "treaty", clauses=clauses)
    assert (before.status, set(before.party_status.values())) == ("ratified", {"ratified"})
    assert (after.status, after.since, set(after.party_status.values())) == ("in-force", "2020-02-19", {"party"})


def test_an_approval_by_one_chamber_is_no_consent_that_counts() -> None:
    story = """2015-01-01 NOR ratification occurred 2015-01-01
    2015-02-01 chamber@USA ratification occurred 2015-02-01"""
    clauses = by(Entry(count=2))
    assert ask(story, "2016-01-01", "", "treaty", clauses=clauses).status == "in-ratification"


def test_later_joiners_wait_for_their_own_delay() -> None:
    rows = table("""EGY deposit 2016-01-10
    SDN deposit 2016-02-10
    UGA deposit 2016-03-10
    RWA signature 2015-02-01
    KEN accession 2017-05-01""")
    clauses = by(Entry(count=3, delay=Delay(days=30)))
    at = {day: ask(rows, day, "", "protocol", known="2026-12-01", clauses=clauses).party_status for day in DAYS}
    assert at["2016-04-10"] == {"EGY": "party", "KEN": "none", "RWA": "signatory", "SDN": "party", "UGA": "party"}
    assert (at["2017-05-20"]["KEN"], at["2017-06-02"]["KEN"]) == ("ratified", "party")


DAYS = ("2016-04-10", "2017-05-20", "2017-06-02")


def test_provisional_application_begins_ends_and_gives_way_to_entry_into_force() -> None:
    story = """2020-02-10 SRB+TUR signature occurred 2020-02-10
    2020-02-10 - entry-into-force planned 2020-03-01 bearing=provisional
    2021-05-03 SRB termination occurred 2021-05-03 bearing=provisional"""
    for day, status in (("2020-02-20", "signed"), ("2020-06-01", "provisionally-applied"), ("2021-08-01", "signed")):
        assert ask(story, day, "SRB TUR", "agreement", known="2021-12-01").status == status
    entered = story.splitlines()[0] + "\n2017-09-01 - provisional-application occurred 2020-03-01"
    entered += "\n2022-01-01 - entry-into-force occurred 2022-01-01"
    assert ask(entered, "2022-02-01", "SRB TUR", "agreement").status == "in-force"


def test_an_entry_into_force_that_is_only_provisional_is_none() -> None:
    story = """2016-10-30 EU+CAN signature occurred 2016-10-30
    2017-09-21 - entry-into-force occurred 2017-09-21 bearing=provisional"""
    standing = ask(story, "2024-01-01", "EU CAN", "agreement")
    assert (standing.status, standing.since) == ("provisionally-applied", "2017-09-21")


def test_an_amendment_binds_those_that_accepted_it() -> None:
    rows = table("""NGA deposit 2020-10-02
    NGA entry-into-force 2020-12-31
    EU deposit 2017-12-21
    EU entry-into-force 2020-12-31
    JPN signature 2012-12-08""")
    standing = ask(rows, "2021-01-15", "NGA EU JPN", "protocol", known="2026-12-01")
    assert (standing.status, standing.party_status) == (
        "in-force",
        {"EU": "party", "JPN": "signatory", "NGA": "party"},
    )


def test_a_protocol_of_accession_that_is_signed_makes_no_party() -> None:
    story = """1949-08-24 - entry-into-force occurred 1949-08-24
    2022-07-05 SWE signature occurred 2022-07-05
    2024-03-07 SWE accession occurred 2024-03-07"""
    before, after = (ask(story, day, "", "treaty", known="2024-12-01") for day in ("2022-08-01", "2024-03-08"))
    assert (before.party_status["SWE"], after.party_status["SWE"]) == ("signatory", "party")


def test_a_rejection_undoes_an_entry_that_was_only_reckoned_from_the_form() -> None:
    story = "2016-09-26 COL+farc signature occurred 2016-09-26\n2016-10-02 COL ratification denied 2016-10-02"
    assert ask(story, "2016-09-28", "COL farc", "peace-agreement").status == "in-force"
    assert ask(story, "2016-10-03", "COL farc", "peace-agreement").status == "signed"
