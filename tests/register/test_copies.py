"""Registers that are copied, damaged, another's, or on a disk that cannot be written."""

from __future__ import annotations

import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from depositary.cli.main import run
from depositary.errors import RegisterError
from depositary.register.queries import check_register
from depositary.register.storage import back_up, open_store, restore, store
from depositary.web.vault import open_vault

LINE = '{{"text": "Chad and Sudan signed the Lake {} Treaty in Dakar on Monday.", "published": "2024-05-06"}}\n'


def add(place: Path, first: int, count: int, folder: Path) -> None:
    """Add so many reports."""
    lines = folder / f"{first}.jsonl"
    lines.write_text("".join(LINE.format(n) for n in range(first, first + count)))
    assert run(["--register", str(place), "add", "--jobs", "1", str(lines)]) == 0


def count(place: Path) -> int:
    """Return how many reports a file holds, read without what lies beside it."""
    with closing(sqlite3.connect(f"file:{place}?mode=ro&immutable=1", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


def test_a_copy_made_while_another_reads_holds_what_was_added(tmp_path: Path) -> None:
    place = tmp_path / "r.db"
    add(place, 1, 2, tmp_path)
    other = open_store(place)
    with other.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM reports").scalar()
    add(place, 3, 4, tmp_path)
    shutil.copy(place, tmp_path / "copy.db")
    other.close()
    assert count(tmp_path / "copy.db") == 6


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_copy_made_after_the_server_has_ended_holds_all(tmp_path: Path, number: signal.Signals) -> None:
    place = tmp_path / "r.db"
    add(place, 1, 1, tmp_path)
    code = "import sys; from depositary.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "--register", str(place), "serve", "--port", str(find_port())]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout is not None and "is at" in server.stdout.readline()
        time.sleep(2)
        add(place, 2, 3, tmp_path)
        server.send_signal(number)
        server.wait(20)
    finally:
        server.kill()
    assert [path.name for path in tmp_path.glob("r.db*") if path.name.endswith(("-wal", "-shm"))] == []
    assert count(place) == 4


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_backup_is_whole_and_is_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, copy, new = tmp_path / "r.db", tmp_path / "copy.db", tmp_path / "new.db"
    add(place, 1, 3, tmp_path)
    assert run(["--register", str(place), "backup", str(copy)]) == 0
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
    assert run(["--register", str(place), "backup", str(copy)]) == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    assert run(["--register", str(new), "restore", str(copy)]) == 0
    assert run(["--register", str(new), "restore", str(copy)]) == 2
    assert run(["--register", str(new), "check"]) == 0
    assert "checked 3 reports" in capsys.readouterr().out
    assert count(new) == 3


def test_the_accounts_are_copied_only_where_that_is_asked(tmp_path: Path) -> None:
    place, copy = tmp_path / "r.db", tmp_path / "copy.db"
    add(place, 1, 1, tmp_path)
    assert run(["--register", str(place), "backup", "--accounts", str(copy)]) == 2
    open_vault(str(tmp_path / "r.accounts.db")).close()
    assert run(["--register", str(place), "backup", "--accounts", str(tmp_path / "two.db")]) == 0
    assert (tmp_path / "two.db.accounts").stat().st_mode & 0o077 == 0


def test_check_finds_what_was_changed_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "r.db"
    add(place, 1, 3, tmp_path)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE reports SET text = replace(text, 'Chad', 'Mali') WHERE rowid = 1")
        connection.execute("DELETE FROM readings WHERE rowid = 2")
        connection.commit()
    assert run(["--register", str(place), "check"]) == 1
    said = capsys.readouterr().out
    assert "its text is not the one that was registered" in said
    assert "'Chad' does not stand at 0" in said or "does not stand" in said
    assert "is no row of readings" in said


def test_a_damaged_file_says_so_and_no_copy_is_made_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "r.db"
    add(place, 1, 30, tmp_path)
    data = bytearray(place.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xfe" * 200
    place.write_bytes(data)
    for command in (["list"], ["ledger"], ["due"], ["backup", str(tmp_path / "copy.db")]):
        assert run(["--register", str(place), *command]) == 2
        assert "damaged" in capsys.readouterr().err
    assert run(["--register", str(place), "check"]) in (1, 2)
    assert not (tmp_path / "copy.db").exists()


def test_letters_that_are_no_text_are_told_as_damage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "r.db"
    add(place, 1, 2, tmp_path)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE agreements SET title = CAST(x'fffe41' AS TEXT)")
        connection.execute("UPDATE claims SET body = substr(body, 1, 20)")
        connection.commit()
    for command in (["list"], ["show", "Lake 1 Treaty"]):
        assert run(["--register", str(place), *command]) == 2
        assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize("tables", [["places (id)"], ["migrations (id, migration, batch)"], ["web_accounts (name)"]])
def test_another_programs_database_is_not_written_to(tmp_path: Path, tables: list[str]) -> None:
    place = tmp_path / "other.db"
    with closing(sqlite3.connect(place)) as connection:
        for table in tables:
            connection.execute(f"CREATE TABLE {table}")
        connection.commit()
    before = place.read_bytes()
    with pytest.raises(RegisterError, match="another program"):
        open_store(place)
    assert place.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


def test_a_register_is_not_taken_for_accounts(tmp_path: Path) -> None:
    open_store(tmp_path / "r.db").close()
    (tmp_path / "r.db").chmod(0o600)
    with pytest.raises(RegisterError, match="no file of accounts"):
        open_vault(str(tmp_path / "r.db"))


def test_a_register_on_a_disk_that_only_reads_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    add(folder / "r.db", 1, 2, tmp_path)
    monkeypatch.setattr(store.os, "access", lambda path, mode: False)
    before = sorted(path.name for path in folder.iterdir())
    assert run(["--register", str(folder / "r.db"), "list", "--json"]) == 0
    assert "Lake 1 Treaty" in capsys.readouterr().out
    assert run(["--register", str(folder / "r.db"), "check"]) == 0
    capsys.readouterr()
    assert run(["--register", str(folder / "r.db"), "add", str(tmp_path / "1.jsonl")]) == 2
    assert "can only be read" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == before
    (folder / "r.db-wal").write_bytes(b"x")
    assert run(["--register", str(folder / "r.db"), "list"]) == 2
    assert "was not merged" in capsys.readouterr().err


SECRETS = [
    "postgresql://pat:hunter2@127.0.0.1:1/reg",
    "postgresql://pat:hun%40ter2@127.0.0.1:1/reg",
    "postgresql://127.0.0.1:1/reg?user=pat&password=hunter2",
    "postgresql:///reg?host=127.0.0.1&port=1&user=pat&password=hunter2&sslpassword=hunter2&passfile=/hunter2",
    "postgresql://pat:hunter2@127.0.0.1:port/reg",
    "postgres://pat:hunter2@[::1/reg",
]


@pytest.mark.parametrize("place", SECRETS)
def test_no_part_of_a_databases_address_is_told(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--register", place, "list"]) == 2
    said = capsys.readouterr()
    for secret in ("hunter2", "hun%40ter2", "hun@ter2", "pat", "127.0.0.1", "reg?"):
        assert secret not in said.err.replace("depositary", "") + said.out


def test_a_copy_is_no_register_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE places (id)")
        connection.commit()
    with pytest.raises(RegisterError, match="another program"):
        restore(tmp_path / "other.db", str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_copy_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    made = open_store(tmp_path / "r.db")
    with pytest.raises(RegisterError, match="no folder"):
        back_up(made, tmp_path / "none" / "copy.db")
    assert check_register(made).faults == []
    made.close()
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]
