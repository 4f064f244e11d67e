"""The ledger: what was refused, and a second attempt at it once its file is mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from depositary.cli.main import cli

GOOD = json.dumps({"text": "Chad and Sudan signed the Lake Treaty on 3 May 2020.", "published": "2020-05-04"})
LATE = json.dumps({"text": "Sudan ratified the Lake Treaty on 9 May 2020.", "published": "2020-05-10"})


def run(place: Path, *arguments: str) -> Result:
    """Run a command on a register."""
    return CliRunner().invoke(cli, ["--register", str(place), *arguments], standalone_mode=False)


def look(place: Path, *arguments: str) -> Any:
    """Return the ledger."""
    return json.loads(run(place, "ledger", "--json", *arguments).stdout)


def test_what_was_refused_is_taken_once_its_file_is_mended(tmp_path: Path) -> None:
    place, source = tmp_path / "register.db", tmp_path / "reports.jsonl"
    source.write_text(f'{GOOD}\n{{"text": 5}}\n{{"text": ""}}\n')
    assert run(place, "add", str(source), "--jobs", "1").return_value == 1
    assert look(place)["counts"] == {"offered": 3, "read": 1, "known": 0, "refused": 2}
    still = run(place, "ledger", "--retry")
    assert "again 2 offered: 0 new, 0 known, 2 refused" in still.stdout
    source.write_text(f"{GOOD}\n{LATE}\n{GOOD}\n")
    mended = run(place, "ledger", "--retry")
    assert "again 2 offered: 1 new, 1 known, 0 refused" in mended.stdout
    entries = [(e["line"], e["attempt"], e["outcome"]) for e in look(place)["entries"]]
    assert entries == [
        (1, 1, "read"),
        *[(line, attempt, "refused") for line in (2,) for attempt in (1, 2)],
        (2, 3, "read"),
        *[(line, attempt, "refused") for line in (3,) for attempt in (1, 2)],
        (3, 3, "known"),
    ]
    assert "again 0 offered" in run(place, "ledger", "--retry").stdout
    assert len(json.loads(run(place, "claims", "Lake Treaty", "--json").stdout)) == 2


def test_a_file_that_is_gone_is_left_as_it_was(tmp_path: Path) -> None:
    place, source = tmp_path / "register.db", tmp_path / "reports.jsonl"
    source.write_text(f'{GOOD}\n{{"text": 5}}\n')
    run(place, "add", str(source), "--jobs", "1")
    source.unlink()
    assert "again 0 offered" in run(place, "ledger", "--retry").stdout
    assert look(place, "--outcome", "refused")["counts"]["refused"] == 1


def test_what_the_reader_failed_on_is_read_by_one_that_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from depositary.ingest import processes as crew
    from depositary.reading.reader import Reader

    class Failing:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("out of luck")

    place, source = tmp_path / "register.db", tmp_path / "reports.jsonl"
    source.write_text(f"{GOOD}\n")
    monkeypatch.setattr(crew, "own_reader", Failing)
    run(place, "add", str(source), "--jobs", "1")
    assert "the reader failed on it" in look(place)["entries"][0]["reason"]
    monkeypatch.setattr(crew, "own_reader", Reader)
    assert "again 1 offered: 1 new, 0 known, 0 refused" in run(place, "ledger", "--retry").stdout


@pytest.mark.parametrize("size", ["0", "many"])
def test_a_batch_of_no_size_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str) -> None:
    monkeypatch.setenv("DEPOSITARY_BATCH", size)
    (tmp_path / "reports.jsonl").write_text(GOOD)
    done = run(tmp_path / "register.db", "add", str(tmp_path / "reports.jsonl"))
    assert "DEPOSITARY_BATCH" in str(done.exception)
