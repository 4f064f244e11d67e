from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, inspect, select, text, update

from depositary.errors import RegisterError
from depositary.register import migrations, schema
from depositary.register.intake import Intake
from depositary.register.ledger import Offer
from depositary.register.register import Register
from depositary.register.store import Store, open_store
from depositary.register.stories import BAND, week_of
from tests.register.readings import make_reading


def test_a_new_register_has_every_table_and_records_its_migrations(store: Store) -> None:
    with store.reading() as connection:
        applied = migrations.list_applied(connection)
        for table in schema.metadata.sorted_tables:
            assert connection.execute(select(table)).all() == [] or table is schema.migrations
    assert applied == {migration.__name__ for migration in migrations.MIGRATIONS}


def test_opening_again_changes_nothing(store: Store, place: str) -> None:
    with store.reading() as connection:
        before = connection.execute(select(schema.migrations)).all()
    again = open_store(place)
    with again.reading() as connection:
        assert connection.execute(select(schema.migrations)).all() == before
    again.close()


def test_a_register_of_the_first_form_is_brought_forward(store: Store, place: str) -> None:
    reading = make_reading("Chad and Sudan signed the Lake Treaty.", title="Lake Treaty", parties=("TCD", "SDN"))
    Intake(store, lambda reports: [reading for _ in reports], "en/1").take([Offer("made", 1, reading.report)])
    with store.writing() as connection:
        late = [migration.__name__ for migration in migrations.MIGRATIONS[1:]]
        connection.execute(delete(schema.migrations).where(schema.migrations.c.name.in_(late)))
        connection.execute(text("CREATE TABLE official_actions (id TEXT PRIMARY KEY)"))
        connection.execute(delete(schema.keys))
        connection.execute(update(schema.bands).values(band=schema.bands.c.band % 1000))
    again = open_store(place)
    with again.reading() as connection:
        assert migrations.list_applied(connection) == {migration.__name__ for migration in migrations.MIGRATIONS}
        assert not inspect(connection).has_table("official_actions")
        assert connection.execute(select(schema.keys.c.key)).scalars().all()
        told = connection.execute(select(schema.bands.c.band)).scalars().all()
        assert {band >> BAND for band in told} == {week_of(reading.report.published)}
    assert [answer.title for answer in Register(again).status("Lake Treaty")] == ["Lake Treaty"]
    again.close()


def test_profiles_that_stood_in_the_memberships_are_kept_apart(store: Store, place: str) -> None:
    reading = make_reading("Chad and Sudan signed the Lake Treaty.", title="Lake Treaty", parties=("TCD", "SDN"))
    Intake(store, lambda reports: [reading for _ in reports], "en/1").take([Offer("made", 1, reading.report)])
    own = "SELECT profile FROM profiles WHERE profiles.mention = memberships.mention"
    with store.writing() as connection:
        before = connection.execute(select(schema.profiles)).all()
        connection.execute(text("ALTER TABLE memberships ADD COLUMN profile TEXT"))
        connection.execute(text(f"UPDATE memberships SET profile = ({own})"))
        schema.profiles.drop(connection)
        name = schema.migrations.c.name
        connection.execute(delete(schema.migrations).where(name == "keep_profiles_apart"))
    again = open_store(place)
    with again.reading() as connection:
        assert before
        assert connection.execute(select(schema.profiles)).all() == before
        columns = inspect(connection).get_columns("memberships")
        assert "profile" not in {column["name"] for column in columns}
    assert [answer.title for answer in Register(again).status("Lake Treaty")] == ["Lake Treaty"]
    again.close()


def test_a_newer_register_is_refused_in_words(store: Store, place: str) -> None:
    with store.writing() as connection:
        connection.execute(schema.migrations.insert(), {"name": "from_the_future", "applied_at": "2099-01-01"})
    with pytest.raises(RegisterError, match=r"newer depositary .*from_the_future.* upgrade"):
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
