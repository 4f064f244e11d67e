"""The status table of one agreement: days and letters as depositaries write them, on any day."""

from __future__ import annotations

import pytest

from depositary.errors import InputError
from depositary.exchange.status_csv import write_participants
from depositary.exchange.status_tables import read_status_table
from depositary.register.intake import Sheet, take_sheets
from depositary.register.queries import Wanted
from depositary.register.register import Register
from depositary.register.storage.opening import open_store

TABLE = """participant,action,date,effective
,Entry into force,2001-03-01,
Norway,Signature,2000-01-10,
Norway,Acceptance,2000-06-20,
Chad,Accession,2002-02-01,2002-05-02
Serbia,Succession,2006-06-12,2006-06-03
Peru,Signature,2000-01-11,
Fiji,Ratification,2000-02-01,
Fiji,Withdrawal,2009-03-01,2010-03-01
Mali,Ratification,2000-02-01,
Mali,Withdrawal,2003-03-01,2004-03-01
Mali,Accession,2012-03-01,2012-05-30
Norway,Reservation,2000-06-20,
"""


@pytest.fixture(scope="module")
def register() -> Register:
    store = open_store(":memory:")
    parts = read_status_table(TABLE, treaty="Lake Treaty", known_on="2020-01-01").parts
    take_sheets(store, [Sheet(part.report, part.title, part.claims) for part in parts])
    return Register(store)


def test_each_participant_has_its_days_with_letters(register: Register) -> None:
    table = register.participants("Lake Treaty", on="2015-01-01")
    told = [(r.name, r.status, r.signature, f"{r.consent or ''}{r.mark}", r.effect, r.end) for r in table.participants]
    assert told == [
        ("Chad", "party", None, "2002-02-01a", "2002-05-02", None),
        ("Fiji", "withdrawn", None, "2000-02-01", "2001-03-01", "2010-03-01"),
        ("Mali", "party", None, "2012-03-01a", "2012-05-30", None),
        ("Norway", "party", "2000-01-10", "2000-06-20A", "2001-03-01", None),
        ("Peru", "signatory", "2000-01-11", "", None, None),
        ("Serbia", "party", None, "2006-06-12d", "2006-06-03", None),
    ]
    assert (table.signatories, table.parties, table.complete) == (2, 4, True)
    assert {row.name: row.left for row in table.participants if row.left} == {"Mali": "2004-03-01"}


def test_a_table_of_an_earlier_day_has_nothing_that_came_later(register: Register) -> None:
    rows = {row.name: row for row in register.participants("Lake Treaty", on="2003-06-01").participants}
    assert rows["Mali"].status == "withdrawal-pending"
    assert (rows["Mali"].consent, rows["Mali"].notice, rows["Mali"].end) == ("2000-02-01", "2003-03-01", "2004-03-01")
    assert (rows["Fiji"].status, rows["Fiji"].end) == ("party", None)
    assert "Serbia" not in rows


def test_rows_can_be_chosen_and_ordered(register: Register) -> None:
    def names(**wanted: object) -> list[str]:
        table = register.participants("Lake Treaty", on="2015-01-01", wanted=Wanted(**wanted))  # type: ignore[arg-type]
        return [row.code for row in table.participants]

    assert names(sort="consent", descending=True) == ["MLI", "SRB", "TCD", "NOR", "FJI", "PER"]
    assert names(status=("signatory", "withdrawn")) == ["FJI", "PER"]
    assert names(remarks=True) == ["NOR"]
    assert names(words="ser") == names(words="SRB") == ["SRB"]
    with pytest.raises(InputError, match="no order of participants"):
        names(sort="size")


def test_the_table_as_csv(register: Register) -> None:
    lines = list(
        write_participants(register.participants("Lake Treaty", on="2015-01-01", wanted=Wanted(words="Norway")))
    )
    assert lines[1:] == ["NOR,Norway,party,party,2000-01-10,,2000-06-20,A,acceptance,,2001-03-01,,,,reservation,\n"]
