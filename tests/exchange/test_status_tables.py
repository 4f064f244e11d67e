"""Status tables: every row accounted for, in every form, with the day on which it was known."""

from __future__ import annotations

import pytest

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_dates import read_marked
from depositary.exchange.status_tables import StatusTable, read_status_table

LONG = """participant,action,date,effective
Norway,Signature,2020-01-10,
Norway,Ratification,2020-06-20,2020-09-18
Chad,Accession,1 Feb 2021,
Chad,Withdrawal,2022-03-01,2023-03-01
Peru,Territorial application,2021-01-01,
Peru,Dance,2021-01-01,
Ruritania,Signature,2021-01-01,
Fiji,Signature,someday,
"""
WIDE = """Participant,Signature,"Ratification, Acceptance(A), Accession(a)"
Norway,10 Jan 2020,20 Jun 2020 A
Chad,,1 Feb 2021 a
Peru,,
"""
HISTORY = """code,action,date,kind,first_seen,removed
EU28,Consent,2016-10-05,Ratification,2016-10-19,2017-08-18
EUU,Consent,2016-10-05,Ratification,2017-08-18,
USA,Consent,2016-09-03,Acceptance,2016-10-19,2021-01-21
USA,Date-Of-Effect,2016-11-04,,2016-10-19,2021-01-21
USA,Consent,2021-01-20,Acceptance,2021-01-21,
USA,Date-Of-Effect,2021-02-19,,2021-01-21,
YEM,Signature,2016-09-23,,2016-10-19,2016-11-01
"""


def read(text: str) -> StatusTable:
    return read_status_table(text, treaty="Treaty on Things", known_on="2022-06-01")


def told(table: StatusTable) -> list[str]:
    dated = ((c, c.date.edtf if c.date else "") for c in table.claims)
    return [f"{c.by[0].actor if c.by else 'it'} {c.action} {c.modality} {date} {c.known_on}" for c, date in dated]


PARTICIPATIONS = """stateID,treatyID,Title,End,StateSignature,StateRatification,StateForce,StateEnd,Accession
NOR,LT_1A,Lake Treaty,2010-12-31,1990-01-02?,NA,1991-01-01,2010-12-31,NA
TCD,LT_1A,Lake Treaty,2010-12-31,,03.02.1992,1992-03-01,2001-05,03.02.1992
IO-EU,LT_1A,Lake Treaty,2010-12-31,1990-01..1990-03,,,9999-12-31,
YUG,LT_2A,Lake Treaty,NA,1992,,,,
PER,LT_2A,Lake Treaty,NA,NA,NA,NA,NA,NA
XQZ,LT_2A,Lake Treaty,NA,1992,,,,
"""


@pytest.mark.parametrize("text", [LONG, WIDE, HISTORY, PARTICIPATIONS])
def test_every_row_is_taken_blank_set_aside_or_refused(text: str) -> None:
    table = read(text)
    assert table.rows == len(text.strip().splitlines()) - 1
    assert table.rows == table.taken + table.blank + table.set_aside + table.rows_refused


@pytest.mark.parametrize("text", [LONG, WIDE, HISTORY, PARTICIPATIONS, LONG.replace("\n", "\r\n")])
def test_every_claim_shows_its_row(text: str) -> None:
    table = read(text)
    assert table.claims
    for part in table.parts:
        for claim in part.claims:
            for span in claim.evidence:
                part.report.assert_span(span)
            assert all(agent.name in claim.evidence[0].text for agent in claim.by)


def test_a_long_table_gives_acts_and_their_effects() -> None:
    assert told(read(LONG)) == [
        "NOR signature occurred 2020-01-10 2022-06-01",
        "NOR deposit occurred 2020-06-20 2022-06-01",
        "NOR entry-into-force occurred 2020-09-18 2022-06-01",
        "TCD accession occurred 2021-02-01 2022-06-01",
        "TCD withdrawal occurred 2022-03-01 2022-06-01",
        "TCD withdrawal planned 2023-03-01 2022-06-01",
    ]


def test_refusals_say_line_and_reason() -> None:
    refused = [(refusal.line, refusal.reason.split(" is ")[0]) for refusal in read(LONG).refused]
    assert refused == [(7, "'Dance'"), (8, "'Ruritania'"), (9, "'someday'")]


def test_a_wide_table_tells_acts_apart_by_their_letters() -> None:
    assert told(read(WIDE)) == [
        "NOR signature occurred 2020-01-10 2022-06-01",
        "NOR deposit occurred 2020-06-20 2022-06-01",
        "TCD accession occurred 2021-02-01 2022-06-01",
    ]


def test_a_row_that_is_gone_is_a_correction_an_earlier_participation_or_denied() -> None:
    extra = [line for line in told(read(HISTORY)) if "withdrawal" in line or "denied" in line]
    assert extra == [
        "USA withdrawal occurred 2016-11-04/2021-01-19 2021-01-21",
        "YEM signature denied 2016-09-23 2016-11-01",
    ]


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n"])
def test_what_is_no_status_table_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError, match="table"):
        read(text)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran (Islamic Republic of)", "IRN"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Côte d'Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("European Union (EU)", "EU"),
        ("Some Regional Organization (SRO)", "SRO"),
        ("Faeroe Isds", "FRO"),
        ("China excluding Taiwan", "CHN"),
        ("CÃ´te d'Ivoire", "CIV"),
        ("Ruritania", None),
    ],
)
def test_participants_are_known_by_a_depositarys_names(name: str, code: str | None) -> None:
    assert code_participant(name) == code


def test_cells_hold_dates_with_letters() -> None:
    assert read_marked("22 Apr 2016") == [("2016-04-22", "", "")]
    assert read_marked("1998") == [("1998", "", "")]
    with pytest.raises(InputError):
        read_marked("31 Feb 2016")


def test_researchers_tables_of_participations() -> None:
    table = read_status_table(PARTICIPATIONS, known_on="2022-06-01")
    assert [(part.key, part.title, part.line, part.rows) for part in table.parts] == [
        ("LT_1A", "Lake Treaty", 2, 3),
        ("LT_2A", "Lake Treaty", 5, 1),
    ]
    assert told(table) == [
        "NOR signature occurred 1990-01-02 2022-06-01",
        "NOR entry-into-force occurred 1991-01-01 2022-06-01",
        "TCD entry-into-force occurred 1992-03-01 2022-06-01",
        "TCD withdrawal occurred 2001-05 2022-06-01",
        "TCD accession occurred 1992-02-03 2022-06-01",
        "EU signature occurred 1990-01/1990-03 2022-06-01",
        "it termination occurred 2010-12-31 2022-06-01",
        "YUCS signature occurred 1992 2022-06-01",
    ]
    assert (table.blank, [refusal.line for refusal in table.refused]) == (1, [7])


def test_a_treaty_has_a_report_of_its_rows_alone() -> None:
    first, second = read_status_table(PARTICIPATIONS, known_on="2022-06-01").parts
    assert len(first.report.text.splitlines()) == 4
    assert second.report.text.splitlines()[1].startswith("YUG")
    assert read(LONG).parts[0].report.text != LONG  # refused rows are no part of it


def test_short_titles_of_a_depositary_are_told_in_full() -> None:
    rows = "Contracting Party,Treaty,Signature Date,Instrument Type,Instrument Date,Entry Into Force Date\n"
    [part] = read_status_table(rows + "Chad,Nairobi,1981-09-26,,,\n", known_on="2022-06-01").parts
    assert (part.key, part.title) == ("Nairobi", "Nairobi Treaty on the Protection of the Olympic Symbol")


def test_a_table_that_names_no_treaty_is_refused_whole() -> None:
    with pytest.raises(InputError, match="--treaty"):
        read_status_table(LONG, known_on="2022-06-01")
