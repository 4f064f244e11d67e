from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from sqlalchemy import text

from depositary.cli.main import run
from depositary.errors import EvidenceError, ExchangeError
from depositary.exchange.dataset import FORMATS, check_dataset, write_dataset
from depositary.exchange.extract import Clocks
from depositary.exchange.stata_files import StataFile
from depositary.exchange.state_codes import find_codes
from depositary.exchange.table_schema import Column, TableSchema, load_tables
from depositary.register.register import open_register

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def written(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "out"
    with open_register(built) as register:
        write_dataset(register, out, CLOCKS)
    return out


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "out"))


def read(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def find(folder: Path, table: str, **cells: str) -> dict[str, str]:
    (row,) = [row for row in read(folder, table) if cells.items() <= row.items()]
    return row


@pytest.mark.parametrize("table", load_tables())
def test_csv_and_parquet_hold_the_same_rows(folder, table):
    rows, made = read(folder, table), pq.read_table(folder / f"{table}.parquet")
    assert rows or table == "relations"  # this register has none; see test_relations.py
    assert made.column_names == list(load_tables()[table].names)
    assert [
        {name: "" if cell is None else str(cell).lower() for name, cell in row.items()} for row in made.to_pylist()
    ] == [{name: cell.removeprefix("'").lower() for name, cell in row.items()} for row in rows]


@pytest.mark.parametrize("table", load_tables())
def test_keys_are_unique(folder, table):
    keys = [tuple(row[name] for name in load_tables()[table].key) for row in read(folder, table)]
    assert len(set(keys)) == len(keys)


def test_a_party_has_its_days_by_claims(folder):
    blue = find(folder, "agreements", title="Blue River Treaty")
    mali = find(folder, "participations", agreement=blue["agreement"], party="MLI")
    assert (blue["status"], mali["status"]) == ("in-force", "party")
    assert (mali["party_iso3"], mali["party_cow"], mali["party_gw"]) == ("MLI", "432", "432")
    assert (mali["StateSignature"], mali["StateForce"], mali["StateEnd"]) == ("2019-03-01", "2020-06-01", "")
    assert find(folder, "claims", claim=mali["StateForce_claim"])["action"] == "entry-into-force"


def test_a_step_without_a_date_was_taken_by_the_day_of_the_report(folder):
    chad = find(folder, "participations", party="TCD", StateSignature_latest="2018-01-03")
    assert (chad["StateSignature"], chad["StateSignature_earliest"]) == ("../2018-01-03", "")


def test_an_agreement_has_its_days_by_claims(folder):
    blue = find(folder, "agreements", title="Blue River Treaty")
    assert (blue["Signature"], blue["Force"], blue["End"]) == ("2019-03-01", "2020-06-01", "")
    assert find(folder, "claims", claim=blue["Force_claim"])["action"] == "entry-into-force"
    planned = find(folder, "agreements", title="Sahel Fisheries Protocol")
    assert (planned["Signature"], planned["Force"]) == ("", "")


def test_a_planned_signature_is_no_signature(folder):
    assert find(folder, "participations", party="EU")["StateSignature"] == ""


def test_years_tell_how_it_went(folder):
    blue = find(folder, "agreements", title="Blue River Treaty")["agreement"]
    years = {row["year"]: row["status"] for row in read(folder, "agreement_years") if row["agreement"] == blue}
    assert years == {"2019": "signed", "2020": "in-force", "2021": "in-force", "2022": "in-force"}
    dyad = {
        row["year"]: row for row in read(folder, "dyad_years") if (row["actor_1"], row["actor_2"]) == ("MLI", "TCD")
    }
    assert [(row["signed"], row["in_force"]) for row in dyad.values()] == [
        ("1", "0"),
        ("", "1"),
        ("", "1"),
        ("", "1"),
    ]
    assert find(folder, "state_years", actor="TCD", year="2019")["signed"] == "1"


def test_what_was_not_known_is_not_there(register, tmp_path):
    write_dataset(register, tmp_path, Clocks.of(on=CLOCKS.on, known="2019-12-31"), ("csv",))
    assert find(tmp_path, "agreements", title="Blue River Treaty")["status"] == "signed"
    assert not [row for row in read(tmp_path, "agreements") if row["title"] == "Sahel Fisheries Protocol"]


def test_formulas_are_escaped_in_csv_alone(folder):
    titles = {row["title"] for row in read(folder, "agreements")}
    assert "'=SUM(A1) Treaty" in titles
    assert "=SUM(A1) Treaty" in pq.read_table(folder / "agreements.parquet")["title"].to_pylist()


@pytest.mark.parametrize("table", load_tables())
def test_stata_holds_the_same_rows_with_labels(folder, table):
    schema = load_tables()[table]
    with pd.io.stata.StataReader(folder / f"{table}.dta") as reader:
        labels, frame = reader.variable_labels(), reader.read()
    assert list(labels) == [{"end": "_end"}.get(name, name) for name in schema.names]
    assert all(labels.values())
    rows = [{name.lstrip("_"): write_stata(cell) for name, cell in row.items()} for row in frame.to_dict("records")]
    assert rows == [
        {
            name: {"true": "1", "false": "0"}.get(cell, cell.removeprefix("'").removesuffix(".0"))
            for name, cell in row.items()
        }
        for row in read(folder, table)
    ]


def write_stata(cell: object) -> str:
    if pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return str(cell.date())
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).removesuffix(".0")


def test_old_days_and_long_words_come_through_stata(tmp_path):
    columns = (Column("day", "date", "A day"), Column("words", "string", "Words"), Column("n", "integer", "A number"))
    file = StataFile(TableSchema("old", "Old", ("day",), columns), tmp_path)
    for row in (
        {"day": "1648-10-24", "words": "é" * 3000, "n": None},
        {"day": None, "words": None, "n": 2**31 - 200},
    ):
        file.write(row)
    file.close()
    frame = pd.read_stata(tmp_path / "old.dta")
    assert [str(day)[:10] for day in frame["day"]] == ["1648-10-24", "NaT"]
    assert list(frame["words"]) == ["é" * 3000, ""]
    assert frame["n"].isna().tolist() == [True, False]


def test_the_package_is_one_that_frictionless_finds_right(folder):
    package = Package(str(folder / "datapackage.json"))
    assert [name for name in package.resource_names if name.endswith("-csv")]
    for name in [name for name in package.resource_names if not name.endswith("-csv")]:
        package.remove_resource(name)
    report = package.validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])


def test_frictionless_finds_a_claim_without_its_report(folder):
    lines = (folder / "reports.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "reports.csv").write_text("".join(lines[:-1]), "utf-8")
    package = Package(str(folder / "datapackage.json"))
    assert "foreign-key" in {error for (error,) in package.get_resource("claims-csv").validate().flatten(["type"])}


def test_pairs_have_a_direction(register, tmp_path):
    write_dataset(register, tmp_path, CLOCKS, ("csv",))
    rows = {(row["actor_1"], row["actor_2"], row["year"]): row for row in read(tmp_path, "directed_dyad_years")}
    one, other = rows["TCD", "SDN", "2018"], rows["SDN", "TCD", "2018"]
    assert (one["actions"], other["actions"], one["bilateral"]) == ("1", "0", "1")
    assert {(a, b) for a, b, _ in rows} == {(b, a) for a, b, _ in rows}


FILTERS = {
    "--party EU": {"Sahel Fisheries Protocol"},
    "--party MLI": {"Blue River Treaty", "Sahel Fisheries Protocol"},
    "--party MLI --party TCD": {"Blue River Treaty"},
    "--kind protocol": {"Sahel Fisheries Protocol"},
    "--area agriculture": {"Sahel Fisheries Protocol"},
    "--status in-force": {"Blue River Treaty"},
    "--words river": {"Blue River Treaty"},
    "--since 2021-01-01": {"Sahel Fisheries Protocol"},
    "--until 2018-12-31": {"'=SUM(A1) Treaty"},
}


@pytest.mark.parametrize("words", FILTERS)
def test_filters_choose_what_list_chooses(place, tmp_path, capfd, words):
    days = ["--on", "2022-01-31", "--known", "2022-01-31"]
    ask = ["--register", str(place)]
    assert run([*ask, "export", "tables", "--format", "csv", *days, *words.split(), str(tmp_path / "out")]) == 0
    rows = read(tmp_path / "out", "agreements")
    assert {row["title"] for row in rows} == FILTERS[words]
    capfd.readouterr()
    assert run([*ask, "list", "--json", *days, *words.split()]) == 0
    assert {line["id"] for line in json.loads(capfd.readouterr().out)} == {row["agreement"] for row in rows}


def test_days_are_days_in_parquet(folder):
    force = pq.read_table(folder / "participations.parquet")["StateForce_latest"].to_pylist()
    assert dt.date(2020, 6, 1) in force


def test_the_same_register_gives_the_same_bytes(register, folder, tmp_path):
    write_dataset(register, tmp_path / "again", CLOCKS)
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == made


def test_the_package_counts_the_rows(folder):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    counted = {part["path"]: part["rows"] for part in package["resources"]}
    assert counted == {f"{name}.{kind}": len(read(folder, name)) for name in load_tables() for kind in FORMATS}


@pytest.mark.parametrize("name", ["claims.csv", "dyad_years.parquet", "agreements.dta"])
def test_a_file_that_is_cut_off_is_noticed(folder, name):
    check_dataset(folder)
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-7])
    with pytest.raises(ExchangeError, match=name):
        check_dataset(folder)


def test_a_span_that_does_not_hold_its_words_stops_the_export(register, tmp_path):
    with register.store.writing() as connection:
        connection.execute(text("UPDATE reports SET text = replace(text, 'entered', 'come')"))
    with pytest.raises(EvidenceError):
        write_dataset(register, tmp_path / "out", CLOCKS)
    assert not [path for path in (tmp_path / "out").iterdir() if path.suffix != ".part"]


def test_the_command_writes_and_tells_what(place, tmp_path, capfd):
    assert run(["--register", str(place), "export", "tables", "--on", "2022-01-31", str(tmp_path / "out")]) == 0
    assert "3 agreements" in capfd.readouterr().out
    assert check_dataset(tmp_path / "out") == 33


def test_a_place_that_cannot_be_written_is_told_in_words(place, tmp_path, capfd):
    (tmp_path / "file").write_text("x")
    assert run(["--register", str(place), "export", "tables", str(tmp_path / "file" / "out")]) == 2
    assert "cannot write" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("actor", "year", "cow", "gw"),
    [
        ("DEU", 1970, 260, 260),
        ("DEU", 2000, 255, 260),
        ("SUHH", 1980, 365, 365),
        ("SRB", 2010, 345, 340),
        ("SRB", 2000, None, None),
        ("TUV", 2005, 947, 973),
        ("EU", 2000, None, None),
    ],
)
def test_numbers_of_other_lists_are_valid_over_years(actor, year, cow, gw):
    assert find_codes(actor, year)[1:] == (cow, gw)


@pytest.mark.parametrize(
    ("actor", "year", "iso3"),
    [("SUHH", 1980, "SUHH"), ("SUHH", 2000, None), ("FRA", 1850, "FRA"), ("EU", 2000, None), ("hamas", 2000, None)],
)
def test_iso_codes_end_with_the_state(actor, year, iso3):
    assert find_codes(actor, year).iso3 == iso3


def test_every_table_of_states_has_the_three_codes():
    for name, key in {"participations": "party", "state_years": "actor"}.items():
        assert {f"{key}_iso3", f"{key}_cow", f"{key}_gw"} <= set(load_tables()[name].names)
    for name in ("dyad_years", "directed_dyad_years"):
        codes = {f"actor_{n}_{which}" for n in (1, 2) for which in ("iso3", "cow", "gw")}
        assert codes <= set(load_tables()[name].names)


def test_every_date_is_edtf_beside_its_first_and_last_day():
    groups = [name.removesuffix("_earliest") for t in load_tables().values() for name in t.names if "_earliest" in name]
    own = {"Signature", "Force", "End"}
    assert {"StateSignature", "StateRatification", "StateForce", "StateEnd", "date", *own} == set(groups)
    for table in load_tables().values():
        types = {column.name: column.type for column in table.columns}
        for name in (name for name in groups if f"{name}_earliest" in types):
            assert (types[name], types[f"{name}_earliest"], types[f"{name}_latest"]) == ("string", "date", "date")


def test_the_codebook_in_the_documentation_is_that_of_the_schema():
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools/reference.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = (ROOT / "docs/reference/tables.md").read_text("utf-8")
    assert tool.render("tables.md", page) == page, "run make reference"
