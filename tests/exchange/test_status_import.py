"""Snapshots of one table: a later one updates the same agreement, and tells what is gone or corrected."""

from __future__ import annotations

import pytest

from depositary.exchange.status_import import Imported, import_table, plan_import
from depositary.exchange.status_tables import Options, open_status_table
from depositary.register.register import Register
from depositary.register.storage.opening import open_store

FIRST = """Participant,Ratification
Norway,10 Jan 2020
Chile,10 Feb 2020
Peru,11 Feb 2020
"""
LATER = FIRST.replace("10 Jan", "15 Jan").replace("Peru,11 Feb 2020\n", "Fiji,3 Mar 2023\n")


@pytest.fixture
def register() -> Register:
    return Register(open_store(":memory:"))


def take(register: Register, text: str, day: str, title: str = "Energy Treaty", **more: bool) -> Imported:
    table = open_status_table(text, Options(known_on=day, treaty=title, outlet="Secretariat"))
    return import_table(register.store, table, "table.csv", **more)


def consents(register: Register, known: str) -> dict[str, str | None]:
    rows = register.participants("Energy Treaty", on="2026-01-01", known=known).participants
    return {row.code: row.consent for row in rows}


def test_a_later_snapshot_updates_the_same_agreement(register: Register) -> None:
    assert (take(register, FIRST, "2021-01-01").read, take(register, FIRST, "2021-06-01").known) == (3, 3)
    done = take(register, LATER, "2024-01-01")
    assert (done.read, done.known, done.claims) == (2, 1, 4)
    assert [change.tell() for _, change in done.changes] == [
        "Norway: ratification of 2020-01-10 is now 2020-01-15",
        "Peru: ratification of 2020-02-11 is gone",
    ]
    assert len(register.list()) == 1
    assert consents(register, "2022-01-01") == {"NOR": "2020-01-10", "CHL": "2020-02-10", "PER": "2020-02-11"}
    assert consents(register, "2024-02-01") == {"NOR": "2020-01-15", "CHL": "2020-02-10", "FJI": "2023-03-03"}
    assert not register.status("Energy Treaty")[0].disputed


def test_what_a_snapshot_takes_back_another_can_tell_anew(register: Register) -> None:
    take(register, FIRST, "2021-01-01")
    take(register, LATER, "2024-01-01")
    assert [change.tell() for _, change in take(register, FIRST, "2025-01-01").changes] == [
        "Norway: ratification of 2020-01-15 is now 2020-01-10",
        "Fiji: ratification of 2023-03-03 is gone",
    ]
    assert consents(register, "2025-02-01") == {"NOR": "2020-01-10", "CHL": "2020-02-10", "PER": "2020-02-11"}
    assert take(register, FIRST, "2025-03-01").claims == 0


def test_a_consent_after_the_last_snapshot_is_a_return_and_no_correction(register: Register) -> None:
    head = "Participant,Ratification,Entry into force\n"
    others = "Chile,10 Feb 2020,11 Mar 2020\n"
    take(register, f"{head}{others}Norway,10 Jan 2020,11 Mar 2020\n", "2021-01-01")
    take(register, f"{head}{others}Norway,15 Jan 2023,14 Feb 2023\n", "2024-01-01")
    [before, then] = (
        {
            row.code: row.status
            for row in register.participants("Energy Treaty", on=day, known="2024-02-01").participants
        }
        for day in ("2020-06-01", "2023-06-01")
    )
    assert (before["NOR"], then["NOR"]) == ("party", "party")


def test_rows_that_lack_are_kept_where_the_table_is_a_part_or_only_adds(register: Register) -> None:
    many = "Participant,Ratification\n" + "".join(
        f"{name},10 Feb 2020\n" for name in ("Chad", "Chile", "Fiji", "Ghana", "Kenya", "Mali", "Niger", "Peru")
    )
    take(register, many, "2021-01-01")
    done = take(register, "Participant,Ratification\nNorway,1 Jan 2022\n", "2023-01-01")
    assert (done.partial, done.changes) == (("Energy Treaty",), ())
    done = take(register, many.replace("Mali,10 Feb 2020\n", ""), "2024-01-01", additional=True)
    assert (done.changes, len(consents(register, "2025-01-01"))) == ((), 9)


def test_two_tables_of_one_day_or_of_other_columns_are_no_snapshots_of_each_other(register: Register) -> None:
    take(register, FIRST, "2021-01-01")
    assert take(register, "Participant,Ratification\nFiji,1 Mar 2020\n", "2021-01-01").changes == ()
    assert take(register, "State,Ratified\nMali,2 Mar 2020\nChile,10 Feb 2020\n", "2023-01-01").changes == ()
    assert sorted(consents(register, "2024-01-01")) == ["CHL", "FJI", "MLI", "NOR", "PER"]


def test_a_plan_writes_nothing(register: Register) -> None:
    take(register, FIRST, "2021-01-01")
    options = Options(known_on="2024-01-01", treaty="Energy Treaty", outlet="Secretariat")
    table = open_status_table(LATER, options)
    planned = plan_import(register.store, table)
    assert consents(register, "2025-01-01")["NOR"] == "2020-01-10"
    assert planned == take(register, LATER, "2024-01-01")


def test_the_treatys_own_days_come_from_options_or_rows() -> None:
    register = Register(open_store(":memory:"))
    head = "Conclusion: 1999-05-01\nEntry into force: 2001-02-03\nDepositary: Norway"
    options = Options(known_on="2021-01-01", treaty="Energy Treaty", head=head)
    import_table(register.store, open_status_table(FIRST, options), "table.csv")
    [answer] = register.status("Energy Treaty", on="2019-01-01")
    assert (answer.status, answer.since) == ("in-force", "2001-02-03")
    steps = {
        step.action: step.date.edtf for step in register.timeline("Energy Treaty") if step.date and not step.actors
    }
    assert steps == {"adoption": "1999-05-01", "entry-into-force": "2001-02-03"}


def test_tables_with_one_registration_number_are_on_one_agreement(register: Register) -> None:
    head = "Registration: 4 November 2007, No. 54113"
    for title, name in (("Grey Lakes Convention", "Chad"), ("Accord of Khartoum on Water", "Peru")):
        options = Options(known_on="2021-01-01", treaty=title, head=head)
        reading = open_status_table(f"Participant,Ratification\n{name},3 Feb 2010\n", options)
        import_table(register.store, reading, title)
    [line] = register.list()
    assert set(line.parties) == {"TCD", "PER"}


def test_who_accedes_is_no_party_before(register: Register) -> None:
    rows = ",Entry into force,1980-01-27\nNorway,Ratification,1975-01-01\nPeru,Accession,1991-10-21\n"
    take(register, f"participant,action,date\n{rows}", "2021-01-01")
    statuses = [register.status("Energy Treaty", on=day)[0].party_status for day in ("1986-01-01", "1995-01-01")]
    assert [status.get("PER", "none") for status in statuses] == ["none", "party"]
    assert [status["NOR"] for status in statuses] == ["party", "party"]


def test_consents_alone_bring_nothing_into_force(register: Register) -> None:
    take(
        register,
        "Participant,Signature,Accession\nPeru,26 May 1989,\nChad,,18 Dec 2000\nFiji,,10 Oct 1994\n",
        "2021-01-01",
    )
    [answer] = register.status("Energy Treaty")
    assert (answer.status, set(answer.party_status.values())) == ("in-ratification", {"signatory", "ratified"})
