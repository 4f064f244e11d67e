"""Tables as depositaries publish them: every column has a use or is named, every cell with a day is accounted for."""

from __future__ import annotations

import io

import openpyxl
import pytest

from depositary.errors import InputError
from depositary.exchange.participants import code_participant
from depositary.exchange.status_tables import Options, StatusTable, read_status_table

COUNCIL = (
    "\tSignature\tRatification\tEntry into Force\tNotes\tR.\tD.\n"
    "Members of Council of Europe\n"
    "Albania\t\t19/06/2018 a\t01/10/2018\t\t\tX\n"
    "France 5\t03/04/2017 s\t03/04/2017 s\t01/02/2018\t56\tX\t\n"
    "Georgia\t04/05/2017 r\t\t\t\t\t\n"
)
HAGUE = (
    "Contracting Party;S¹;R/A/Su²;Type³;EIF⁴;EXT⁵;Auth⁶;Res/D/N/DC⁷\n"
    "Estonia;;4-V-2007;A**;1-VIII-2007;;1;\n"
    "France;25-X-1980;16-IX-1982;R;1-XII-1983;;1;D,Res\n"
)
LABOUR = (
    "Country\tDate\tStatus\tNote\n"
    "Chad\t10 Nov 1960\tIn Force\t\n"
    "Fiji\t19 Apr 1974\tNot in force\tDenounced on 3 Jan 2003\n"
    "Malta\t4 Jan 1965\tNot in force\tAutomatic Denunciation on 9 Jun 1989 by convention C138\n"
)
DUTCH = (
    "Party,Signature,Ratification,Type*,In force,Termination\n"
    "Belgium,23-04-1990,30-08-1992,R,01-10-1992,\n"
    "Japan,,14-02-1995,A,15-03-1995,31-12-2004\n"
    "Surinam,25-04-1990,25-04-1990,D,01-10-1992,\n"
)
BRITISH = (
    "Party,Action,Action Date,Effective Date of Action,Region\n"
    "Kenya,Signature,3 March 1970,,Africa\n"
    "Kenya,Ratification,5 April 1971,5 May 1971,Africa\n"
)
WIPO = (
    "Contracting Party\tSignature\tInstrument\tIn Force\n"
    "Ghana\tJuly 14, 1967\tRatification: March 3, 1976\tJune 3, 1976\n"
    "Niger\t\tAccession: May 2, 1975\tAugust 2, 1975\n"
)
RESEARCH = (
    "stateID,treatyID,Title,Begin,End,Signature,Force,stateSignature,stateRat,stateForce,stateWithdrawal,Accession\n"
    "NOR,LK_1A,Lake Convention,03.03.1973,NA,03.03.1973,01.07.1975,03.03.1973,08.01.1981,08.04.1981,31.12.9999,NA\n"
    "PER,LK_1A,Lake Convention,03.03.1973,NA,03.03.1973,01.07.1975,NA,27.06.1975,25.09.1975,NA,27.06.1975\n"
    "CSK,LK_1A,Lake Convention,03.03.1973,31.12.1992,03.03.1973,01.07.1975,NA,02.02.1980,02.05.1980,31.12.1992,NA\n"
)


def read(text: str | bytes, **options: str) -> StatusTable:
    return read_status_table(text, known_on="", options=Options(known_on="2022-06-01", treaty="Lake Treaty", **options))


def told(table: StatusTable) -> list[str]:
    rows = [
        f"{c.by[0].actor if c.by else 'it'} {c.term} {c.date.edtf if c.date else '?'} {c.bearing or ''}"
        for c in table.claims
    ]
    return sorted(row.strip() for row in rows)


@pytest.mark.parametrize("text", [COUNCIL, HAGUE, LABOUR, DUTCH, BRITISH, WIPO, RESEARCH])
def test_all_is_counted_and_nothing_is_refused_in_a_known_layout(text: str) -> None:
    table = read(text)
    assert table.refused == ()
    assert table.not_understood == []
    assert table.rows == table.taken + table.blank + table.set_aside
    assert table.cells == table.cells_read + table.cells_set_aside > 0
    for part in table.parts:
        for claim in part.claims:
            for span in claim.evidence:
                part.report.assert_span(span)


def test_a_table_of_the_council_of_europe() -> None:
    assert told(read(COUNCIL)) == [
        "ALB accession 2018-06-19",
        "ALB declaration 2018-06-19",
        "ALB entry into force 2018-10-01",
        "FRA definitive signature 2017-04-03",
        "FRA definitive signature 2017-04-03",
        "FRA definitive signature 2017-04-03",
        "FRA definitive signature 2017-04-03",
        "FRA entry into force 2018-02-01",
        "FRA reservation 2017-04-03",
        "GEO signature ad referendum 2017-05-04",
    ]


def test_a_table_of_the_hague_conference() -> None:
    assert told(read(HAGUE)) == [
        "EST accession 2007-05-04",
        "EST entry into force 2007-08-01",
        "FRA declaration 1982-09-16",
        "FRA entry into force 1983-12-01",
        "FRA ratification 1982-09-16",
        "FRA reservation 1982-09-16",
        "FRA signature 1980-10-25",
    ]


def test_a_list_of_a_labour_convention() -> None:
    assert told(read(LABOUR)) == [
        "FJI denunciation 2003-01-03 notice",
        "FJI ratification 1974-04-19",
        "MLT denunciation 1989-06-09 effect",
        "MLT ratification 1965-01-04",
        "TCD ratification 1960-11-10",
    ]


def test_a_table_of_the_dutch_database() -> None:
    assert told(read(DUTCH)) == [
        "BEL entry into force 1992-10-01",
        "BEL ratification 1992-08-30",
        "BEL signature 1990-04-23",
        "JPN accession 1995-02-14",
        "JPN end 2004-12-31 effect",
        "JPN entry into force 1995-03-15",
        "SUR definitive signature 1990-04-25",
        "SUR definitive signature 1990-04-25",
        "SUR entry into force 1992-10-01",
        "SUR signature 1990-04-25",
    ]


def test_tables_of_the_united_kingdom_and_of_wipo() -> None:
    assert told(read(BRITISH)) == [
        "KEN entry into force 1971-05-05",
        "KEN ratification 1971-04-05",
        "KEN signature 1970-03-03",
    ]
    assert told(read(WIPO)) == [
        "GHA entry into force 1976-06-03",
        "GHA ratification 1976-03-03",
        "GHA signature 1967-07-14",
        "NER accession 1975-05-02",
        "NER entry into force 1975-08-02",
    ]


def test_an_end_of_one_row_is_neither_the_treatys_end_nor_a_withdrawal_of_a_state_that_ended() -> None:
    table = read(RESEARCH)
    assert [row for row in told(table) if "end" in row or "terminat" in row] == []
    assert "it entry into force 1975-07-01" in told(table)
    assert sum(table.reasons.values()) == table.cells_set_aside
    assert any("the state itself ended" in reason for reason in table.reasons)


def test_days_in_a_column_that_nobody_understands_are_refused_and_told_once() -> None:
    table = read("Participant,Application\nBelgium,6 Jul 1971\nFrance,26 Jan 1970\nPeru,\n")
    assert (table.blank, table.rows_refused, table.cells_refused, table.not_understood) == (1, 2, 2, ["Application"])
    assert [(one.line, one.cells) for one in table.refused] == [(2, 2)]
    assert "column 'Application' holds days and is no action term" in table.refused[0].reason


def test_a_row_that_names_no_treaty_is_refused_with_all_its_cells() -> None:
    text = "treaty,participant,signature,ratification\n,Chad,3 Feb 2010,4 Feb 2011\nLake Treaty,Peru,3 Feb 2010,\n"
    table = read_status_table(text, known_on="2022-06-01")
    assert (table.taken, table.rows_refused, table.cells_refused) == (1, 1, 2)
    assert table.refused[0].reason == "the row names no treaty"


def test_a_line_of_very_many_cells_is_no_table() -> None:
    with pytest.raises(InputError, match="no status table"):
        read("Participant," * 50_000 + "Signature\n" + "x," * 50_000)


def test_a_long_word_in_place_of_a_mark_is_words_and_read_in_no_time() -> None:
    [claim] = read(f"Participant,Reservations\nPeru,{'a' * 500}-\n").claims
    assert claim.evidence[0].text == "a" * 500 + "-"


def test_a_cell_with_several_days_counts_once() -> None:
    table = read('Participant,Ratification\nPeru,"3 Feb 2010; 4 May 2015 a"\nRuritania,"3 Feb 2010; 4 May 2015"\n')
    assert told(table) == ["PER accession 2015-05-04", "PER ratification 2010-02-03"]
    assert (table.cells_read, table.cells_refused) == (1, 1)


def test_one_bad_cell_leaves_the_rest_of_its_row() -> None:
    table = read("Participant,Signature,Ratification\nChad,3 Feb 2010,someday\n")
    assert (table.taken, table.cells_read, table.cells_refused) == (1, 1, 1)


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Signature, Succession to signature(d)", "12 Mar 2001 d", "succession to signature"),
        ("Accession(a), Succession(d), Ratification", "22 Sep 2006", "ratification"),
        ("Acceptance of the Protocol, Succession to the Convention and the Protocol", "22 Sep 2006", "consent"),
        (
            "Accession to the Convention as amended(a), Succession to the Convention as amended(d)",
            "2 Sep 2006 d",
            "succession",
        ),
        ("Ratification, Participation under article 3(P)", "22 Sep 2006 P", "participation"),
        (
            "Undertaking of provisional application in accordance with article 31",
            "22 Sep 2006",
            "undertaking of provisional application",
        ),
    ],
)
def test_headings_tell_what_their_cells_are(heading: str, cell: str, expected: str) -> None:
    [claim] = {claim.term: claim for claim in read(f'Participant,"{heading}"\nPeru,{cell}\n').claims}.values()
    assert claim.term == expected


def test_a_letter_that_lacks_or_is_unknown_is_refused() -> None:
    table = read('Participant,"Accession(a), Succession(d)"\nPeru,2 Sep 2006\nChad,2 Sep 2006 q\n')
    assert [refusal.reason.split(":")[0] for refusal in table.refused] == [
        "a letter lacks behind the date",
        "the letter 'q' behind the date stands for no action term that is known",
    ]


def test_numbers_with_slashes_are_read_as_the_whole_table_shows_or_refused() -> None:
    sure = "Participant,Signature\nChad,3/4/2018\nPeru,25/4/2018\n"
    assert told(read(sure)) == ["PER signature 2018-04-25", "TCD signature 2018-04-03"]
    assert told(read(sure.replace("25/4", "4/25"))) == ["PER signature 2018-04-25", "TCD signature 2018-03-04"]
    unsure = "Participant,Signature\nChad,3/4/2018\n"
    assert "--dates" in read(unsure).refused[0].reason
    assert told(read(unsure, order="month first")) == ["TCD signature 2018-03-04"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_shows_itself(separator: str) -> None:
    text = "Participant,Signature,Ratification\nChad,3 Feb 2010,1 Mar 2011\n".replace(",", separator)
    assert told(read(text)) == ["TCD ratification 2011-03-01", "TCD signature 2010-02-03"]


def test_text_of_windows_and_workbooks_are_read() -> None:
    table = read("Participant;Signature\nCôte d'Ivoire;3 Feb 2010\n".encode("latin-1"))
    assert told(table) == ["CIV signature 2010-02-03"]
    assert "Windows-1252" in table.layout
    book = openpyxl.Workbook()
    book.active.append(["Notes of the secretariat"])
    sheet = book.create_sheet("Status")
    for row in (["Participant", "Signature"], ["Peru", "3 Feb 2010"]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    table = read(kept.getvalue())
    assert (told(table), table.layout) == (["PER signature 2010-02-03"], "Excel, sheet 'Status'")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Pays;Date de signature\nTchad;3/2/2010\n", "separated by semicolons, its first line has the columns Pays"),
        (b"", "the table is empty"),
        (b"PK\x03\x04broken", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Excel format"),
        (b"\0\1\2\3", "no text"),
    ],
)
def test_what_is_no_table_is_refused_with_how_it_was_read_and_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(content)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iran, Islamic Republic of", "IRN"),
        ("Korea, Rep.", "KOR"),
        ("Congo", "COG"),
        ("Dem. Rep. of the Congo", "COD"),
        ("China 2, 3", "CHN"),
        ("Netherlands (Kingdom of the)4", "NLD"),
        ("Yugoslavia, Socialist Federal Republic of", "YUCS"),
        ("Yemen Arab Republic", "YEM"),
        ("Food and Agriculture Organization of the United Nations", "FAO"),
    ],
)
def test_names_as_depositaries_write_them(name: str, code: str) -> None:
    assert code_participant(name) == code


PAGE = """STATUS AS AT : 05-10-2021 09:15:49 EDT
CHAPTER XXVII
7. d Convention on the Grey Lakes
Khartoum, 12 December 2005
Entry into force\t:\t4 November 2007, in accordance with article 21(1).
Registration\t:\t4 November 2007, No. 54113
Participant\tSignature\tRatification, Acceptance(A), Accession(a)
Austria 2\t22 Apr 2006\t5 Oct 2006
Iran (Islamic Republic of)\t\t27 Jun 2008 a
Peru\t23 Apr 2006\t

Declarations and Reservations
(Unless otherwise indicated, the declarations and reservations were made upon accession.)
Iran (Islamic Republic of) 5

Reservation:
"The Government is not bound by article 14.
It reserves its rights."
Peru

Upon signature:
Declaration:
Peru declares that nothing affects its waters.

Objections
Austria

16 June 2009

"Austria objects to the reservation made by the Government of the Islamic Republic of Iran upon accession."

End Note
5. On 3 May 2015, the Government of the Islamic Republic of Iran informed the depositary that it had decided to \
withdraw the reservation to article 14.
"""


def test_a_page_copied_from_a_site_gives_the_head_the_table_and_the_remarks() -> None:
    table = read_status_table(PAGE, known_on="", options=Options(today="2022-01-01"))
    [part] = table.parts
    assert (part.title, part.number, part.report.published) == (
        "Convention on the Grey Lakes",
        "54113",
        "2021-10-05",
    )
    rows = {f"{claim.by[0].actor if claim.by else 'it'} {claim.term}": claim for claim in part.claims}
    assert {name: claim.date.edtf for name, claim in rows.items() if claim.date} == {
        "it conclusion": "2005-12-12",
        "it entry into force": "2007-11-04",
        "it registration": "2007-11-04",
        "AUT signature": "2006-04-22",
        "AUT ratification": "2006-10-05",
        "IRN accession": "2008-06-27",
        "PER signature": "2006-04-23",
        "IRN reservation": "2008-06-27",
        "PER declaration": "2006-04-23",
        "AUT objection": "2009-06-16",
        "IRN withdrawal of reservation": "2015-05-03",
    }
    assert [agent.actor for agent in rows["AUT objection"].addressees] == ["IRN"]
    assert rows["IRN reservation"].evidence[0].text.startswith('"The Government is not bound')
    for claim in part.claims:
        part.report.assert_span(claim.evidence[0])


def test_remarks_of_a_long_table_have_words_addressee_and_end() -> None:
    rows = (
        "participant,action,date,text,addressee\n"
        "Chad,Reservation,2001-02-03,Not bound by article 4.,\n"
        "Peru,Objection,2002-02-03,Peru objects.,Chad; Fiji\n"
        "Chad,Withdrawal of reservation,2005-02-03,Not bound by article 4.,\n"
    )
    claims = read(rows).claims
    words = "Not bound by article 4."
    assert [claim.evidence[0].text for claim in claims] == [words, "Peru objects.", words]
    assert [agent.actor for agent in claims[1].addressees] == ["TCD", "FJI"]
    assert claims[2].bearing == "reservation"


def test_days_of_one_month_are_an_interval_and_not_the_last_of_them() -> None:
    assert told(read("Participant,Signature\nPeru,1-3 Feb 2010\n")) == ["PER signature 2010-02-01/2010-02-03"]
    assert read("Participant,Signature\nPeru,28-31 Feb 2010\n").refused


def test_a_day_behind_the_last_column_is_refused() -> None:
    table = read("Participant,Signature\nPeru,4 Feb 2010,extra,6 Mar 2012\n")
    assert (table.taken, table.cells_read, table.cells_refused) == (1, 1, 1)
    assert "more cells than the table has columns" in table.refused[0].reason


def test_rows_that_an_open_quotation_mark_takes_in_are_refused_and_not_blank() -> None:
    table = read(
        'Participant,Signature,Ratification\nChad,1 Feb 2010,\n"Fiji,8 Feb 2010,\nMali,9 Feb 2010,3 Mar 2011\n'
    )
    assert (table.taken, table.blank, table.rows_refused, table.cells_refused) == (1, 0, 1, 3)
    assert "quotation mark is not closed" in table.refused[0].reason
    whole = 'participant,action,date,text\nChad,Reservation,3 Feb 2001,"Not bound by:\na, b, c, d, e."\n'
    assert read(whole).refused == ()


def test_headings_with_slashes_and_letters_before_the_day() -> None:
    rows = "Participant,Ratification/Accession(a),Date of receipt of the instrument of approval\nPeru,a: 5 May 2012,\n"
    assert told(read(f"{rows}Chad,,5 May 2013\nFiji,5 May 2014,\n")) == [
        "FJI ratification 2014-05-05",
        "PER accession 2012-05-05",
        "TCD approval 2013-05-05",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China (Hong Kong SAR)", "HKG"),
        ("China: Macao SAR", "MAC"),
        ("Congo, People's Republic of", "COG"),
        ("F.S. Micronesia", "FSM"),
        ("T.F.Y.R. Macedonia", "MKD"),
        ("Russian Fed.", "RUS"),
        ("Germany, Fed. Rep. of", "DEU"),
        ("P.R. China", "CHN"),
        ("Iran, I.R. of", "IRN"),
        ("R.O. Korea", "KOR"),
        ("Equat. Guinea", "GNQ"),
        ("United Arab Emir.", "ARE"),
        ("W. Sahara", "ESH"),
        ("former Czechoslovakia", "CSHH"),
        ("Saint Christopher and Nevis", "KNA"),
        ("United States of America 1/", "USA"),
        ("Southern Ocean", None),
    ],
)
def test_states_are_known_as_tables_shorten_and_qualify_them(name: str, code: str | None) -> None:
    assert code_participant(name) == code
