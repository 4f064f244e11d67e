from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from depositary.cli.main import run
from depositary.errors import ExchangeError
from depositary.exchange.extract import Clocks
from depositary.exchange.release import assert_counts, check_release, write_release

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")


def test_the_same_register_gives_the_same_bytes(register, tmp_path: Path):
    made = []
    for name in ("one", "two"):
        write_release(register, tmp_path / name, CLOCKS)
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert made[0].keys() >= {"CITATION.cff", "LICENCE.md", "CHANGES.md", "SHA256SUMS", "codebook.md", "claims.parquet"}


def test_the_manifest_is_one_that_sha256sum_reads(register, tmp_path):
    write_release(register, tmp_path / "out", CLOCKS)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path / "out", check=True)


def test_a_changed_file_is_noticed(register, tmp_path):
    write_release(register, tmp_path / "out", CLOCKS)
    check_release(tmp_path / "out")
    (tmp_path / "out" / "CITATION.cff").write_text("title: mine\n")
    with pytest.raises(ExchangeError, match="SHA256SUMS"):
        check_release(tmp_path / "out")


def test_counts_that_do_not_agree_with_the_register_are_refused(register):
    with register.store.reading() as connection:
        assert_counts(connection, "2022-01-31", {"reports": 4, "claims": 4})
        with pytest.raises(ExchangeError, match="3 rows of claims"):
            assert_counts(connection, "2022-01-31", {"reports": 4, "claims": 3})


def test_changes_are_told_against_the_last_release(register, tmp_path):
    write_release(register, tmp_path / "old", Clocks.of(on="2019-12-31", known="2019-12-31"))
    write_release(register, tmp_path / "new", CLOCKS, tmp_path / "old")
    assert "| claims | 4 | 2 | 0 |" in (tmp_path / "new" / "CHANGES.md").read_text("utf-8")


def test_a_release_goes_into_an_empty_folder(place, tmp_path, capfd):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert run(["--register", str(place), "release", "--on", "2022-01-31", str(tmp_path / "out")]) == 2
    assert "not empty" in capfd.readouterr().err
    assert run(["--register", str(place), "release", "--on", "2022-01-31", str(tmp_path / "new")]) == 0
