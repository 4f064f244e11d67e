from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, inspect, select

from depositary.errors import RegisterError
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.register import Register
from depositary.register.storage import migrations, schema
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store, make_engine
from tests.register.readings import make_reading


def test_a_new_register_has_every_table_and_records_its_migrations(store: Store) -> None:
    with store.reading() as connection:
        applied = migrations.list_applied(connection)
        for table in schema.metadata.sorted_tables:
            assert connection.execute(select(table)).all() == [] or table in (schema.migrations, schema.revisions)
    assert applied == {migration.__name__ for migration in migrations.MIGRATIONS}


def test_opening_again_changes_nothing(store: Store, place: str) -> None:
    with store.reading() as connection:
        before = connection.execute(select(schema.migrations)).all()
    again = open_store(place)
    with again.reading() as connection:
        assert connection.execute(select(schema.migrations)).all() == before
    again.close()


def describe_tables(engine: Engine) -> dict[str, Any]:
    """Return columns, keys and indexes of all tables as the database tells them."""
    made = inspect(engine)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in made.get_columns(name)],
            made.get_pk_constraint(name)["constrained_columns"],
            {index["name"]: index["column_names"] for index in made.get_indexes(name)},
        )
        for name in schema.metadata.tables
    }


def test_migrations_make_the_tables_that_the_schema_tells_of(store: Store, make_place: Callable[[], str]) -> None:
    told = make_engine(make_place())
    schema.metadata.create_all(told)
    assert describe_tables(store.engine) == describe_tables(told)
    told.dispose()


def forget_release(store: Store, seen: Iterable[str]) -> None:
    """Let a register look like one that was made before the first release and has seen some steps."""
    with store.writing() as connection:
        connection.execute(delete(schema.migrations))
        rows = [{"name": name, "applied_at": "2025-01-01T00:00:00+00:00"} for name in seen]
        connection.execute(schema.migrations.insert(), rows)


def test_a_register_made_just_before_the_first_release_opens_with_all_that_is_in_it(store: Store, place: str) -> None:
    reading = make_reading("Chad and Sudan signed the Lake Treaty.", title="Lake Treaty", parties=("TCD", "SDN"))
    Intake(store, lambda reports: [reading for _ in reports], "en/1").take([Submission("made", 1, reading.report)])
    forget_release(store, migrations.BEFORE_RELEASE)
    again = open_store(place)
    with again.reading() as connection:
        assert migrations.list_missing(migrations.list_applied(connection)) == []
    assert [answer.title for answer in Register(again).status("Lake Treaty")] == ["Lake Treaty"]
    again.close()


def test_a_register_of_an_early_form_is_refused_with_what_to_do(store: Store, place: str) -> None:
    forget_release(store, ["create_tables", "note_unsettled"])
    with pytest.raises(RegisterError, match=r"before the first release.* depositary add"):
        open_store(place)


def test_a_newer_register_is_refused_in_words(store: Store, place: str) -> None:
    with store.writing() as connection:
        connection.execute(schema.migrations.insert(), {"name": "from_the_future", "applied_at": "2099-01-01"})
    with pytest.raises(RegisterError, match=r"newer depositary .*from_the_future.* Upgrade"):
        open_store(place)


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    row = {"mention": "m1", "successor": "m2"}

    def write_and_fail() -> None:
        with store.writing() as connection:
            connection.execute(schema.successors.insert(), row)
            raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        write_and_fail()
    with store.reading() as connection:
        assert connection.execute(select(schema.successors)).all() == []


def test_a_second_writer_waits_for_the_first(store: Store, place: str) -> None:
    second = open_store(place)
    order: list[str] = []

    def write_second() -> None:
        with second.writing() as connection:
            order.append("second")
            connection.execute(schema.successors.insert(), {"mention": "m2", "successor": "m3"})

    with store.writing() as connection:
        thread = threading.Thread(target=write_second)
        thread.start()
        thread.join(0.3)
        order.append("first")
        connection.execute(schema.successors.insert(), {"mention": "m1", "successor": "m3"})
    thread.join(10)
    second.close()
    assert order == ["first", "second"]


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes and no register at all. " * 50)
    with pytest.raises(RegisterError, match="is not a register"):
        open_store(tmp_path / "notes.txt")
    with pytest.raises(RegisterError, match="cannot be used"):
        open_store(tmp_path / "no" / "such" / "folder.db")


def test_every_place_is_empty(make_place: Callable[[], str]) -> None:
    assert make_place() != make_place()
