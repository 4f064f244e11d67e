"""Mapping files: somebody's table read as they say, and every mistake in one told in words."""

from __future__ import annotations

import pytest

from depositary.errors import InputError
from depositary.exchange.mapping import load_mapping
from depositary.exchange.status_tables import StatusTable, read_status_table

WIDE = """
dates = "%d/%m/%Y"
codes = "cow"
missing = ["-9", ""]

[columns]
treaty = "name"
number = "id"
participant = "ccode"

[actions]
signature = "Sign"
"entry into force" = "EIF"
withdrawal = "Exit"

[participants]
"999" = "EU"

[titles]
"Lake" = "Lake Treaty"
"""
WIDE_TABLE = """id,name,ccode,Sign,EIF,Exit
1,Lake,2,03/02/1990,01/01/1991,-9
1,Lake,260,03/02/1960,-9,-9
1,Lake,999,03/02/1990,-9,01/05/2001
2,Lake,2,-9,-9,-9
2,Lake,7777,03/02/1990,-9,-9
2,Lake,2,1990-02-03,-9,-9
"""
LONG = """
[columns]
participant = "Estado"
action = "Acto"
date = "Fecha"
effective = "Vigencia"
[terms]
"Firma" = "signature"
"Denuncia" = "denunciation"
"""
LONG_TABLE = """Estado;Acto;Fecha;Vigencia
Chad;Firma;1990-02-03;
Chad;Denuncia;1999-02-03;2000-02-03
Chad;Baile;1999-02-03;
""".replace(";", ",")


def read(text: str, mapping: str, treaty: str = "") -> StatusTable:
    return read_status_table(text, treaty=treaty, known_on="2022-06-01", mapping=load_mapping(mapping))


def told(table: StatusTable) -> list[str]:
    return [f"{c.agreement} {c.by[0].actor} {c.action} {c.date.edtf if c.date else ''}" for c in table.claims]


def test_a_column_an_action_with_numbers_of_states_valid_in_their_year() -> None:
    table = read(WIDE_TABLE, WIDE)
    assert told(table) == [
        "1 USA signature 1990-02-03",
        "1 USA entry-into-force 1991-01-01",
        "1 DEU signature 1960-02-03",
        "1 EU signature 1990-02-03",
        "1 EU withdrawal 2001-05-01",
    ]
    assert [part.title for part in table.parts] == ["Lake Treaty"]
    assert (table.rows, table.taken, table.blank) == (6, 3, 1)
    assert [(refusal.line, refusal.reason) for refusal in table.refused] == [
        (6, "'7777' is not a known code of cow"),
        (7, "'1990-02-03' is not a date in the format '%d/%m/%Y' of the mapping"),
    ]


def test_an_action_a_row_in_other_words() -> None:
    table = read(LONG_TABLE, LONG, "Lake Treaty")
    assert [line.removeprefix("Lake Treaty ") for line in told(table)] == [
        "TCD signature 1990-02-03",
        "TCD withdrawal 1999-02-03",
        "TCD withdrawal 2000-02-03",
    ]
    assert [refusal.line for refusal in table.refused] == [4]


@pytest.mark.parametrize(("form", "cell", "date"), [("%Y", "1990", "1990"), ("%m/%Y", "2/1990", "1990-02")])
def test_a_date_is_as_exact_as_its_form(form: str, cell: str, date: str) -> None:
    mapping = f'dates = "{form}"\n[columns]\nparticipant = "who"\n[actions]\nsignature = "when"'
    [claim] = read(f"who,when\nChad,{cell}\n", mapping, "Lake Treaty").claims
    assert claim.date
    assert claim.date.edtf == date


def test_a_letter_behind_a_day_of_an_own_format_tells_the_act() -> None:
    mapping = 'dates = "%d/%m/%Y"\n[columns]\nparticipant = "who"\n[actions]\nratification = "when"'
    table = read("who,when\nChad,19/06/2018 a\nPeru,19/06/2018\n", mapping, "Lake Treaty")
    assert [f"{claim.term} {claim.date.edtf}" for claim in table.claims if claim.date] == [
        "accession 2018-06-19",
        "ratification 2018-06-19",
    ]


def test_columns_can_be_ignored_or_be_of_the_agreement_itself() -> None:
    mapping = (
        'ignore = ["seen"]\n[columns]\nparticipant = "who"\n[actions]\nsignature = "when"\n'
        '[agreement]\n"entry into force" = "eif"'
    )
    rows = "who,when,eif,seen,size\nChad,3 Feb 1990,1 Jan 1991,4 May 2020,5 May 2020\n"
    table = read(rows, mapping, "Lake Treaty")
    assert [str(claim.action) for claim in table.claims] == ["signature", "entry-into-force"]
    assert (table.cells_set_aside, table.cells_refused, table.not_understood) == (1, 1, ["size"])


def test_codes_of_countries_alone() -> None:
    mapping = 'codes = "iso3"\n[columns]\nparticipant = "who"\n[actions]\nsignature = "when"'
    table = read("who,when\nTCD,1990\nChad,1990\n", mapping, "Lake Treaty")
    assert (len(table.claims), [refusal.line for refusal in table.refused]) == (1, [3])


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("[columns", "cannot be read"),
        ("[columns]\nwho = 'x'", "unknown field `who`"),
        ("[columns]\ntext = 'x'", "no column of participants, and none of treaties"),
        ("codes = 'fifa'\n[columns]\nparticipant = 'x'", "Invalid enum value"),
        ("[columns]\nparticipant = 'x'\n[actions]\ndance = 'y'", "'dance', which is not an action term"),
    ],
)
def test_a_bad_mapping_is_refused_in_words(mapping: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_mapping(mapping)


def test_a_mapping_of_another_table_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="names the column 'Estado'; the table has a, b"):
        read("a,b\n1,2\n", LONG, "Lake Treaty")
    with pytest.raises(InputError, match="names no dates"):
        read("a,b\n1,2\n", "[columns]\nparticipant = 'a'", "Lake Treaty")
