from __future__ import annotations

from depositary.exchange.status_tables import read_status_table
from depositary.register.intake.official_tables import Sheet, take_sheets
from depositary.register.register import Register
from depositary.register.storage.store import Store
from tests.register.test_register import build, take

TABLE = """participant,action,date
Chad,Ratification,2011-03-01
Sudan,Ratification,2011-04-01
"""


def keep(store: Store, text: str, known_on: str) -> list[str]:
    table = read_status_table(text, treaty="Lake Treaty", known_on=known_on)
    sheets = [Sheet(part.report, part.title, part.claims, part.line) for part in table.parts]
    return list(take_sheets(store, sheets, source="table.csv"))


def test_a_table_outweighs_reports_and_is_known_from_its_day(store: Store) -> None:
    denied = build(1, "Lake Treaty", 20, "ratification", "denied", ("SDN", "TCD"))
    take(store, [build(2, "Lake Treaty", 1, "signature", "occurred", ("SDN", "TCD")), denied])
    assert keep(store, TABLE, "2012-01-01") == ["read"]
    assert keep(store, TABLE, "2012-01-01") == ["known"]
    register = Register(store)
    assert len(register.list()) == 1
    assert register.status("Lake Treaty", on="2012-02-01", known="2011-12-31")[0].status == "signed"
    answer = register.status("Lake Treaty", on="2012-02-01", known="2012-02-01")[0]
    assert answer.party_status["TCD"] in {"ratified", "party"}
    assert {claim.standing for claim in register.claims("Lake Treaty") if claim.action == "deposit"} <= {100}


def test_a_table_retrieved_on_another_day_is_known(store: Store) -> None:
    assert keep(store, TABLE, "2012-01-01") == ["read"]
    claims = len(Register(store).claims("Lake Treaty"))
    assert keep(store, TABLE, "2013-01-01") == ["known"]
    assert len(Register(store).claims("Lake Treaty")) == claims


SEVERAL = """treaty,participant,action,date
Lake Treaty,Chad,Ratification,2011-03-01
River Treaty,Chad,Ratification,2011-03-02
Lake Treaty,Sudan,Ratification,2011-04-01
"""


def test_a_table_that_changed_in_one_treaty_is_new_in_this_one_alone(store: Store) -> None:
    assert keep(store, SEVERAL, "2012-01-01") == ["read", "read"]
    assert keep(store, SEVERAL + "River Treaty,Sudan,Accession,2012-05-01\n", "2012-06-01") == ["known", "read"]
    register = Register(store)
    assert sorted(line.title for line in register.list()) == ["Lake Treaty", "River Treaty"]
    assert register.status("River Treaty", known="2012-02-01")[0].party_status.get("SDN") is None
    assert register.status("River Treaty", known="2012-07-01")[0].party_status["SDN"] in {"ratified", "party"}


def test_treaties_of_one_title_that_a_table_tells_apart_stay_apart(store: Store) -> None:
    rows = ["stateID,treatyID,Title,StateSignature", "TCD,A,Lake Treaty,2001-01-01", "TCD,B,Lake Treaty,2001-01-01"]
    assert keep(store, "\n".join(rows), "2012-01-01") == ["read", "read"]
    assert [line.title for line in Register(store).list()] == ["Lake Treaty", "Lake Treaty"]
