"""Lists of treaties: a treaty a row, its parties, its numbers, and the state whose register it is."""

from __future__ import annotations

import pytest

from depositary.errors import InputError
from depositary.exchange.mapping import load_mapping
from depositary.exchange.status_import import Imported, import_table
from depositary.exchange.status_tables import Options, StatusTable, open_status_table, read_status_table
from depositary.register.register import Register
from depositary.register.storage.opening import open_store

BRITISH = """Register of: United Kingdom
Title,Country Names,Treaty type,Date signed,Definitive EIF event date,Terminated event date,UKTS No,References
Convention on Lake Post,BELGIUM ; Malta (UK) ; UNITED KINGDOM,BI,06/11/1944,25/12/1944,,12/1945,UN Registration 625/0
Exchange of Notes with Latvia on Rye,,BI,07/12/1931,,01/01/1935,,
Exchange of Notes on Rye,,BI,07/12/1932,,,,
Charter of Five Rivers,Belgium; France; Peru; Chad; Mali; Fiji,MULTI,01/02/1960,,,,
"""
COUNCIL = (
    "No.\tTitle\tOpening of the treaty\tEntry into force\tE.\tN.\tC.\n"
    "005\tConvention for the Protection of Grey Lakes\t04/11/1950\t03/09/1953\t\t\t\n"
    "213\tProtocol No. 15 to the Convention for the Protection of Grey Lakes\t24/06/2013\t01/08/2021\t\t\t\n"
)
RESEARCH = (
    "manyID,Title,Begin,End,Signature,Force,treatyID,Parties,AgreementType,Wikidata\n"
    "LK_1973A,Treaty between Chad and Niger on Lakes,1973-03-03,9999-12-31,1973-03-03,1975-07-01,LK_1973A,NA,A,Q123\n"
)


def read(text: str, **options: str) -> StatusTable:
    return read_status_table(text, known_on="", options=Options(known_on="2022-06-01", **options))


def told(table: StatusTable) -> dict[str, list[str]]:
    return {
        part.title: sorted(
            f"{c.by[0].actor if c.by else 'it'} {c.term} {c.date.edtf if c.date else '?'}" for c in part.claims
        )
        for part in table.parts
    }


def test_a_row_of_a_states_own_register_is_a_treaty_with_its_parties() -> None:
    table = read(BRITISH)
    assert (table.form, table.refused, table.not_understood) == ("a treaty a row", (), [])
    assert (table.rows, table.taken, table.cells, table.cells_read) == (4, 4, 6, 6)
    assert told(table) == {
        "Convention on Lake Post": [
            "BEL entry into force 1944-12-25",
            "BEL signature 1944-11-06",
            "GBR entry into force 1944-12-25",
            "GBR signature 1944-11-06",
            "it entry into force 1944-12-25",
        ],
        "Exchange of Notes with Latvia on Rye": [
            "GBR signature 1931-12-07",
            "LVA signature 1931-12-07",
            "it termination 1935-01-01",
        ],
        "Exchange of Notes on Rye": ["it conclusion 1932-12-07"],
        "Charter of Five Rivers": ["it conclusion 1960-02-01"],
    }
    assert [part.parties for part in table.parts] == [
        ("BEL", "GBR"),
        ("GBR", "LVA"),
        (),
        ("BEL", "FJI", "FRA", "MLI", "PER", "TCD"),
    ]
    assert [f"{one.scheme} {one.value}" for one in table.parts[0].identifiers] == ["ukts 12/1945", "unts I-625"]
    assert [note for note in table.notes if "its register" in note] == [
        "United Kingdom is taken for a party, because it is its register and the row names one other party (1)"
    ]
    for part in table.parts:
        for claim in part.claims:
            part.report.assert_span(claim.evidence[0])


def test_without_the_holder_only_what_the_rows_name_is_a_party() -> None:
    text = BRITISH.partition("\n")[2]
    assert [part.parties for part in read(text).parts][1] == ("LVA",)
    assert [part.parties for part in read(text, holder="Norway").parts][1] == ("LVA", "NOR")
    with pytest.raises(InputError, match="'Ruritania' is no state or organisation that is known"):
        read(text, holder="Ruritania")


def test_lists_of_the_council_of_europe_and_of_researchers_give_identifiers() -> None:
    table = read(COUNCIL, order="day first")
    assert (table.refused, table.not_understood) == ((), [])
    assert [[one.value for one in part.identifiers] for part in table.parts] == [["005"], ["213"]]
    assert told(table)["Convention for the Protection of Grey Lakes"] == [
        "it entry into force 1953-09-03",
        "it opening for signature 1950-11-04",
    ]
    [part] = read(RESEARCH).parts
    assert (part.parties, [one.value for one in part.identifiers]) == (("NER", "TCD"), ["Q123"])
    assert "it entry into force 1975-07-01" in told(read(RESEARCH))[part.title]


def test_a_number_that_is_not_written_like_one_of_its_list_is_left_out_and_told() -> None:
    table = read("Title,Date signed,CELEX,ELI\nLake Treaty,1990-02-03,see OJ,eli/dec/2012/1/oj\n")
    assert [one.value for part in table.parts for one in part.identifiers] == ["eli/dec/2012/1/oj"]
    assert any("'see OJ' is not written like an identifier of celex" in note for note in table.notes)


def test_a_day_of_consent_in_a_list_is_the_holders_or_refused() -> None:
    text = "Title,Date signed,Ratification date\nLake Charter,1990-02-03,1991-02-03\n"
    assert "nothing tells whose" in read(text).refused[0].reason
    assert told(read(text, holder="NOR"))["Lake Charter"] == ["NOR ratification 1991-02-03", "it conclusion 1990-02-03"]


def test_a_list_whose_participants_stand_in_an_unknown_column_is_refused() -> None:
    table = read("Title,Pays,Date signed\nLake Charter,Chad,1990-02-03\n")
    assert (table.taken, table.rows_refused, table.cells_refused) == (0, 1, 1)
    assert "the column 'pays' names a participant" in table.refused[0].reason


def test_a_mapping_names_parties_and_identifiers() -> None:
    mapping = load_mapping(
        "[columns]\ntreaty = 'Acuerdo'\nparties = 'Partes'\n[actions]\nsignature = 'Firma'\n"
        "[identifiers]\nunts = 'ONU'\n"
    )
    text = "Acuerdo,Partes,Firma,ONU\nLake Treaty,Chad and Niger,1990-02-03,54113\n"
    [part] = read_status_table(text, known_on="2022-06-01", mapping=mapping).parts
    assert (part.parties, [one.value for one in part.identifiers]) == (("NER", "TCD"), ["I-54113"])
    with pytest.raises(InputError, match="'isbn' is no list of treaties"):
        load_mapping("[columns]\ntreaty = 'T'\n[identifiers]\nisbn = 'X'\n")


def take(register: Register, text: str, title: str = "", outlet: str = "") -> Imported:
    table = open_status_table(text, Options(known_on="2022-06-01", treaty=title, outlet=outlet or None))
    return import_table(register.store, table, "table.csv")


def test_identifiers_link_tables_of_different_titles_and_are_shown() -> None:
    register = Register(open_store(":memory:"))
    take(register, COUNCIL.replace("03/09/1953", "13/09/1953"))
    head = "Languages: English and French\nETS No. 5\n"
    take(register, f"{head}Participant,Ratification\nChad,4 Mar 1952\n", "Grey Lakes Treaty", "Office")
    shown = register.show("Grey Lakes Treaty")
    assert [f"{one.scheme} {one.value}" for one in shown.identifiers] == ["cets 005"]
    assert shown.languages == ["English", "French"]
    assert len(register.list()) == 2
    assert any("both bear cets 005" in reason for join in shown.joins for reason in join.reasons)


def test_treaties_that_one_list_tells_apart_stay_apart_whatever_they_share() -> None:
    register = Register(open_store(":memory:"))
    row = "Exchange of Notes on Rye,Chad; Niger,{day},8/1950\n"
    rows = "".join(row.format(day=f"1950-02-{day:02}") for day in range(1, 20))
    done = take(register, f"Title,Signatories,Date signed,UKTS\n{rows}")
    assert (done.treaties, done.claims, len(register.list())) == (19, 38, 19)
    assert take(register, f"Title,Signatories,Date signed,UKTS\n{rows}").claims == 0
    take(
        register, "Title,Signatories,Date signed,UKTS No\nNotes on Oats,Fiji; Peru,1950-07-01,8/1950\n", outlet="Office"
    )
    assert len(register.list()) == 20  # a number of several treaties joins none
