import json
import subprocess
import sys

import pytest

import depositary
from depositary.errors import DateError


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "reports"
    where.mkdir()
    (where / "one.txt").write_text("Chad and Sudan signed the Lake Chad Fisheries Treaty in Abéché on Monday.", "utf-8")
    line = {"text": "Chad has ratified the Lake Chad Fisheries Treaty.", "published": "2022-02-01"}
    (where / "two.jsonl").write_text(json.dumps(line) + "\n{oops\n", "utf-8")
    return where


def test_from_a_folder_of_reports_to_a_frame(folder, tmp_path):
    with depositary.Register(tmp_path / "register.db") as register:
        first, second = (register.add(folder, published="2021-06-02", outlet="Sahel Post") for _ in range(2))
        assert (first.offered, first.new, first.refused) == (3, 2, 1)
        assert (second.new, second.known, second.refused) == (0, 2, 1)
        frame = register.participations(on="2022-06-01").to_pandas()
        assert set(frame["party"]) == {"TCD", "SDN"}
        assert register.status("Lake Chad Fisheries Treaty")[0].party_status["TCD"] == "ratified"


def test_a_bad_day_is_refused(folder):
    with depositary.Register(":memory:") as register, pytest.raises(DateError):
        register.add(folder, published="yesterday")


def test_from_an_official_table_to_its_participants(tmp_path):
    (tmp_path / "table.csv").write_text("Participant;Ratification\nChad;3 Feb 2010\nRuritania;4 Feb 2010\n", "utf-8")
    with depositary.Register(":memory:") as register:
        given = {"treaty": "Lake Treaty", "retrieved": "2020-01-01"}
        planned = register.import_table(tmp_path / "table.csv", check=True, **given)
        assert register.status("Lake Treaty") == []
        done = register.import_table(tmp_path / "table.csv", **given)
        assert (done, done.read, done.refused, done.table.refused[0].line) == (planned, 1, 1, 3)
        assert [row.consent for row in register.participants("Lake Treaty").participants] == ["2010-02-03"]


def test_reading_does_without_a_database_and_frames():
    code = "import depositary, sys; print([m for m in ('sqlalchemy', 'pandas', 'pyarrow') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"
    with pytest.raises(AttributeError, match="no attribute 'Registry'"):
        depositary.Registry  # noqa: B018 - asked for on purpose
