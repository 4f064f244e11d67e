from __future__ import annotations

from depositary.exchange.status_tables import read_status_table
from depositary.register.register import Register
from depositary.register.store import Store
from depositary.register.tables import take_table
from tests.register.test_register import build, take

TABLE = """participant,action,date
Chad,Ratification,2011-03-01
Sudan,Ratification,2011-04-01
"""


def test_a_table_outweighs_reports_and_is_known_from_its_day(store: Store) -> None:
    denied = build(1, "Lake Treaty", 20, "ratification", "denied", ("SDN", "TCD"))
    take(store, [build(2, "Lake Treaty", 1, "signature", "occurred", ("SDN", "TCD")), denied])
    table = read_status_table(TABLE, treaty="Lake Treaty", known_on="2012-01-01")
    claims = {key: [claim for claim in table.claims if claim.agreement == key] for key in table.treaties}
    assert take_table(store, table.report, table.treaties, claims).new == 1
    assert take_table(store, table.report, table.treaties, claims).known == 1
    register = Register(store)
    assert len(register.list()) == 1
    assert register.status("Lake Treaty", on="2012-02-01", known="2011-12-31")[0].status == "signed"
    answer = register.status("Lake Treaty", on="2012-02-01", known="2012-02-01")[0]
    assert answer.party_status["TCD"] in {"ratified", "party"}
    assert {claim.standing for claim in register.claims("Lake Treaty") if claim.action == "deposit"} <= {100}
