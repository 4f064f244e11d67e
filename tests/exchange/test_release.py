from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from depositary.cli.main import run
from depositary.errors import ExchangeError
from depositary.exchange.dataset import write_dataset
from depositary.exchange.extract import Clocks
from depositary.exchange.release import assert_counts, assert_rows, check_release, write_release
from depositary.register.curation.review import decide
from depositary.register.register import open_register

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


@pytest.fixture(scope="module")
def written(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "out"
    with open_register(built) as register:
        write_release(register, out, CLOCKS)
    return out


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "out"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


DAMAGES = {
    "CITATION.cff is cut off or was changed": lambda folder: (folder / "CITATION.cff").write_text("title: mine\n"),
    "claims.parquet is cut off": lambda folder: cut(folder / "claims.parquet"),
    "agreements.dta is cut off": lambda folder: cut(folder / "agreements.dta"),
    "evidence.csv is cut off": lambda folder: cut(folder / "evidence.csv"),
    "codebook.md is missing": lambda folder: (folder / "codebook.md").unlink(),
    "mine.txt is too many": lambda folder: (folder / "mine.txt").write_text("mine"),
    "datapackage.json is missing": lambda folder: (folder / "datapackage.json").unlink(),
    "LICENCE.md is too many": lambda folder: cut_manifest(folder, "LICENCE.md"),
    "has no SHA256SUMS": lambda folder: (folder / "SHA256SUMS").unlink(),
}


def cut_manifest(folder: Path, name: str) -> None:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    (folder / "SHA256SUMS").write_text("".join(line for line in lines if not line.endswith(f"{name}\n")), "utf-8")


@pytest.mark.parametrize("told", DAMAGES)
def test_damage_is_noticed_and_named(folder, capfd, told):
    assert run(["release", "--check", str(folder)]) == 0
    assert "files are whole" in capfd.readouterr().out
    DAMAGES[told](folder)
    assert run(["release", "--check", str(folder)]) == 2
    assert told in " ".join(capfd.readouterr().err.split())


def test_tables_that_are_no_release_are_checked_too(register, tmp_path, capfd):
    write_dataset(register, tmp_path, CLOCKS, ("csv",))
    assert run(["release", "--check", str(tmp_path)]) == 0
    (tmp_path / "claims.csv.part").write_text("claim,")
    assert run(["release", "--check", str(tmp_path)]) == 2
    assert "cut off" in capfd.readouterr().err


def test_a_folder_that_is_no_release_is_told_so(tmp_path, capfd):
    assert run(["release", "--check", str(tmp_path)]) == 2
    assert "no whole dataset" in capfd.readouterr().err


def test_counts_that_do_not_agree_with_the_register_are_refused(register):
    right = {"reports": 4, "claims": 4, "evidence": 4, "agreements": 3, "participations": 6}
    with register.store.reading() as connection:
        assert_counts(connection, "2022-01-31", right)
        for table, number in right.items():
            with pytest.raises(ExchangeError, match=f"{number - 1} rows of {table}"):
                assert_counts(connection, "2022-01-31", {**right, table: number - 1})


def test_rows_that_do_not_agree_with_the_package_are_refused(folder):
    lines = (folder / "claims.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "claims.csv").write_text("".join(lines[:-1]), "utf-8")
    with pytest.raises(ExchangeError, match=r"claims\.csv holds 3 rows"):
        assert_rows(folder)


def test_a_rejected_claim_is_neither_written_nor_counted(register, folder, tmp_path):
    claim = register.claims("Blue River Treaty")[0].id
    decide(register.store, claim, "reject", person="tests")
    assert write_release(register, tmp_path / "new", CLOCKS)["claims"] == 3


def test_changes_are_told_against_the_last_release(register, tmp_path):
    write_release(register, tmp_path / "old", Clocks.of(on="2019-12-31", known="2019-12-31"))
    write_release(register, tmp_path / "new", CLOCKS, tmp_path / "old")
    notes = (tmp_path / "new" / "CHANGES.md").read_text("utf-8")
    assert notes.startswith("# Changes since the release of 2019-12-31\n")
    assert "| agreements | 3 | 1 | 0 | 1 |" in notes
    assert "| claims | 4 | 2 | 0 | 0 |" in notes
    assert "- Blue River Treaty (`" in notes
    assert "signed → in-force" in notes
    with (tmp_path / "new" / "changes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    moved = [row for row in rows if row["table"] == "participations" and row["column"] == "StateForce"]
    assert {(row["before"], row["after"]) for row in moved} == {("", "2020-06-01")}
    check_release(tmp_path / "new")


def test_two_releases_of_one_day_differ_in_nothing(register, folder, tmp_path):
    write_release(register, tmp_path / "again", CLOCKS, folder)
    assert (tmp_path / "again" / "changes.csv").read_text("utf-8") == "table,key,change,column,before,after\n"


def test_a_release_goes_into_an_empty_folder(place, tmp_path, capfd):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert run(["--register", str(place), "release", "--on", "2022-01-31", str(tmp_path / "out")]) == 2
    assert "not empty" in capfd.readouterr().err
    assert run(["--register", str(place), "release", "--on", "2022-01-31", str(tmp_path / "new")]) == 0
    assert run(["--register", str(place), "release", str(tmp_path / "third")]) == 2
    assert "--on" in capfd.readouterr().err
