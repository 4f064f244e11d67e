import json

import pytest

from depositary.cli.main import run
from depositary.exchange.plover import REQUIRED

TEXT = "Norway and Chile signed a fisheries treaty in Oslo.\nRain fell.\nTurkey rejected a proposal by Cyprus.\n"


@pytest.fixture
def sentences(tmp_path):
    path = tmp_path / "sentences.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_columns_of_each_sentence_that_tells_an_event(sentences, capsys):
    assert run(["events", sentences, "--published", "2024-05-01"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["date", "actor", "recipient", "event", "cameo", "text"],
        ["2024-05-01", "NOR", "CHL", "SUPPORT", "057", "Norway and Chile signed a fisheries treaty in Oslo."],
        ["2024-05-01", "TUR", "CYP", "REJECT", "127", "Turkey rejected a proposal by Cyprus."],
    ]


def test_json_is_plover_with_verified_spans(sentences, capsysbinary):
    assert run(["events", "--json", sentences]) == 0
    records = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [record["event"] for record in records] == ["SUPPORT", "REJECT"]
    for record in records:
        assert set(record) >= REQUIRED
        told = record["depositary"]
        for span in (record["depositary"] | {"text": record["text"]}, told["actor"], told["recipient"]):
            assert TEXT[span["start"] : span["end"]] == span["text"]
    assert len({record["id"] for record in records}) == 2
    assert records[0]["date"] is None


def test_one_bad_input_among_many_is_told_and_the_rest_is_coded(sentences, tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    assert run(["events", str(tmp_path / "empty.txt"), sentences]) == 1
    told = capsys.readouterr()
    assert "empty.txt: it is empty" in told.err
    assert len(told.out.splitlines()) == 3
    assert run(["events", str(tmp_path / "empty.txt")]) == 2


def test_a_failing_coder_is_a_refusal(sentences, monkeypatch, capsys):
    def fail(analysis, actors):
        raise RuntimeError("broken")

    monkeypatch.setattr("depositary.cli.events.code_all", fail)
    assert run(["events", sentences]) == 2
    assert "the coder failed on it (RuntimeError: broken)" in capsys.readouterr().err


def test_a_terminal_is_not_steered_by_a_text(tmp_path, capsys):
    path = tmp_path / "odd.txt"
    path.write_text("Norway and Chile \x1b[31msigned\ta treaty.", "utf-8")
    run(["events", str(path)])
    assert "\x1b" not in capsys.readouterr().out
