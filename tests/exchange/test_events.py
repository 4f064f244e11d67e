from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from sqlalchemy import text

from depositary.cli.main import run
from depositary.errors import EvidenceError
from depositary.exchange.events import find_code, find_events, take_sides
from depositary.exchange.extract import Clocks
from depositary.exchange.gdelt import EVENTS, MENTIONS, write_gdelt
from depositary.exchange.plover import REQUIRED, write_plover
from depositary.model.reading import Agent, Meeting, Place
from depositary.model.vocabulary import ActionCode, MeetingKind, Modality

CLOCKS = Clocks.of(on="2022-01-31", known="2022-01-31")


@pytest.fixture
def records(register, tmp_path: Path):
    write_plover(find_events(register, CLOCKS), tmp_path / "events.jsonl")
    return [json.loads(line) for line in (tmp_path / "events.jsonl").read_text("utf-8").splitlines()]


def test_a_signature_is_support_and_a_planned_one_agree(records):
    by_text = {record["text"]: record for record in records}
    signed = by_text["Mali and Chad signed the Blue River Treaty."]
    planned = by_text["Mali and the European Union mean to sign the Sahel Fisheries Protocol."]
    assert (signed["event"], signed["cameo"], signed["date"]) == ("SUPPORT", "057", "2019-03-01")
    assert set(signed["actor"]) == {"MLI", "TCD"}
    assert (planned["event"], planned["date"], planned["depositary"]["date"]["edtf"]) == (
        "AGREE",
        "2021-05-05",
        "2021-09-01",
    )


def test_every_record_has_what_plover_requires(records):
    assert len(records) == 3
    assert all(record.keys() >= REQUIRED and record["actor"] for record in records)


def test_every_code_is_of_a_step_and_modality_that_exist():
    steps = {*ActionCode, *MeetingKind}
    from depositary.exchange.events import load_codes

    assert all(step in steps and modality in {*Modality} for step, modality in load_codes())
    assert find_code("visit", "occurred") == ("CONSULT", "visit", "042")
    assert find_code("signature", "possible") is None


def test_who_visits_acts():
    guest, host = Agent("Ada Diallo", actor="MLI"), Agent("Chad", actor="TCD")
    met = Meeting(MeetingKind.VISIT, Modality.OCCURRED, (host, guest), (), place=Place("N'Djamena", "TCD"))
    assert take_sides(met) == (("MLI",), ("TCD",))


def test_without_a_host_all_act():
    met = Meeting(MeetingKind.TALKS, Modality.OCCURRED, (Agent("Mali", actor="MLI"), Agent("Chad", actor="TCD")), ())
    assert take_sides(met) == (("MLI", "TCD"), ())


def read(path: Path, columns):
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {len(columns)}
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_gdelt_tables_have_their_columns_and_point_at_the_words(register, tmp_path):
    counts = write_gdelt(find_events(register, CLOCKS), tmp_path)
    events, mentions = read(tmp_path / "events.tsv", EVENTS), read(tmp_path / "mentions.tsv", MENTIONS)
    assert counts == (len(events), len(mentions))
    row = next(row for row in events if (row["Actor1Code"], row["Actor2Code"]) == ("MLI", "TCD"))
    assert (row["Day"], row["EventCode"], row["EventRootCode"], row["QuadClass"]) == ("20190301", "057", "05", "1")
    told = next(m for m in mentions if m["GlobalEventID"] == row["GlobalEventID"])
    words = "Mali and Chad signed the Blue River Treaty."
    assert [words[int(told[f"Actor{n}CharOffset"]) :][:4] for n in (1, 2)] == ["Mali", "Chad"]
    assert len({row["GlobalEventID"] for row in events}) == len(events)


def test_a_span_that_does_not_hold_its_words_stops_the_export(register, tmp_path):
    with register.store.writing() as connection:
        connection.execute(text("UPDATE reports SET text = replace(text, 'signed', 'sold')"))
    with pytest.raises(EvidenceError):
        write_plover(find_events(register, CLOCKS), tmp_path / "events.jsonl")
    assert not (tmp_path / "events.jsonl").exists()


def test_the_commands_write_and_tell_what(place, tmp_path, capfd):
    assert run(["--register", str(place), "export", "plover", str(tmp_path / "events.jsonl")]) == 0
    assert run(["--register", str(place), "export", "gdelt", str(tmp_path / "gdelt")]) == 0
    assert "3 events" in capfd.readouterr().out
    assert run(["--register", str(place), "export", "plover", str(tmp_path / "nowhere" / "events.jsonl")]) == 2
