import json

import pytest

from depositary.cli.main import run

TABLE = """treaty,participant,action,date
Lake Treaty,Chad,Ratification,2011-03-01
Lake Treaty,Sudan,Ratification,2011-04-01
River Treaty,Chad,Signature,2011-04-01
Lake Treaty,Ruritania,Signature,2011-04-01
Lake Treaty,Chad,Territorial application,2011-04-01
Lake Treaty,Peru,Dance,2011-04-01
"""
REPORT = {
    "text": "The Lake Treaty\n\nChad has not ratified the Lake Treaty with Sudan, its foreign ministry said on Monday.",
    "published": "2013-05-01",
}


@pytest.fixture
def place(tmp_path):
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    (tmp_path / "reports.jsonl").write_text(json.dumps(REPORT), "utf-8")
    return tmp_path


def call(place, *arguments):
    return run(["--register", str(place / "register.db"), *arguments])


def tally(place, capfdbinary, *arguments):
    code = call(place, "import", "--json", "--retrieved", "2012-01-01", *arguments)
    return code, json.loads(capfdbinary.readouterr().out)


def test_every_row_is_accounted_for_and_nothing_is_taken_twice(place, capfdbinary):
    file = str(place / "table.csv")
    code, first = tally(place, capfdbinary, file)
    parts = ("read", "known", "blank", "set_aside", "refused")
    assert (code, [first[name] for name in parts]) == (1, [3, 0, 0, 1, 2])
    code, second = tally(place, capfdbinary, file)
    assert (code, [second[name] for name in parts]) == (1, [0, 3, 0, 1, 2])
    assert all(one["rows"] == sum(one[name] for name in parts) == 6 for one in (first, second))
    assert first["claims"] == 3


def test_refused_rows_are_told_with_their_line_and_kept_in_the_ledger(place, capfdbinary):
    call(place, "import", str(place / "table.csv"))
    told = capfdbinary.readouterr().err.decode()
    assert "table.csv, line 5: 'Ruritania' is no state" in told
    assert "table.csv, line 7: 'Dance' is no action term" in told
    call(place, "ledger", "--json", "--outcome", "refused")
    entries = json.loads(capfdbinary.readouterr().out)["entries"]
    assert [entry["line"] for entry in entries] == [5, 7]


def test_an_official_row_outweighs_a_report(place, capfdbinary):
    call(place, "add", "--jobs", "1", str(place / "reports.jsonl"))
    call(place, "import", "--retrieved", "2012-01-01", str(place / "table.csv"))
    capfdbinary.readouterr()
    call(place, "status", "Lake Treaty", "--json", "--on", "2014-01-01")
    [answer] = json.loads(capfdbinary.readouterr().out)
    assert answer["party_status"]["TCD"] in {"ratified", "party"}


def test_a_table_with_a_mapping(place, capfdbinary):
    (place / "other.csv").write_text("land,signed\nChad,3/2/1990\n", "utf-8")
    (place / "map.toml").write_text(
        'dates = "%d/%m/%Y"\n[columns]\nparticipant = "land"\n[actions]\nsignature = "signed"'
    )
    asked = [str(place / "other.csv"), "--treaty", "Lake Treaty"]
    code, told = tally(place, capfdbinary, *asked, "--map", str(place / "map.toml"))
    assert (code, told["read"]) == (0, 1)
    assert call(place, "import", *asked) == 2
    assert "no status table" in capfdbinary.readouterr().err.decode()


def test_a_check_says_what_would_happen_and_makes_no_register(place, capfdbinary):
    assert call(place, "import", "--check", str(place / "table.csv")) == 1
    told = capfdbinary.readouterr().out.decode()
    assert "columns: treaty (title of the treaty); participant; action; date (day of the act)" in told
    assert "6 cells with a day: 3 read, 0 known, 1 set aside, 2 refused" in told
    assert told.rstrip().endswith("nothing was written")
    assert not (place / "register.db").exists()


def test_what_is_told_beside_a_table(place, capfdbinary):
    (place / "plain.csv").write_text("State;Ratified\nChad;3/2/2011\nPeru;4/2/2011\n", "utf-8")
    told = ["--treaty", "Lake Treaty", "--in-force", "2010-01-01", "--dates", "day-first", "--depositary", "Chad"]
    code, tally_ = tally(place, capfdbinary, str(place / "plain.csv"), *told)
    assert (code, tally_["layout"], tally_["claims"]) == (0, "UTF-8, separated by semicolons", 3)
    call(place, "status", "Lake Treaty", "--participants", "--csv")
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.split(",")[6] for line in lines[1:]] == ["2011-02-03", "2011-02-04"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.csv"], "none.csv cannot be read"),
        (["table.csv", "--map", "none.toml"], "none.toml cannot be read"),
        (["table.csv", "--map", "table.csv"], "table.csv: the mapping cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(place, capfdbinary, monkeypatch, arguments, message):
    monkeypatch.chdir(place)
    assert call(place, "import", *arguments) == 2
    assert message in capfdbinary.readouterr().err.decode()
