"""``--reader llm`` on the command line: plans, limits, prompts, recorded answers, keys, kills; and ``compare``."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from depositary.cli.main import run
from depositary.reading.llm.prompt import VERSION
from depositary.reading.reader import VERSION as EMBEDDED
from tests.ingest.llm.model_server import KEY, Model, Said, complete, refuse, serve_model
from tests.reading.llm.answers import ANSWER, REPORT
from tests.sources.servers import Site, serve

READER = f"llm/tiny/{VERSION}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which nothing of the environment counts."""
    for name in [name for name in os.environ if name.startswith("DEPOSITARY_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    write_reports(tmp_path, 4)
    return tmp_path


def write_reports(folder: Path, number: int) -> None:
    texts = [*(f"{REPORT} It has {n} articles." for n in range(number)), "The cup final was lost in the rain."]
    lines = [json.dumps({"text": text, "published": "2021-03-03"}) for text in texts]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def ask(command: str, model: Model, *more: str) -> int:
    return run([command, "--reader", "llm", "--model", "tiny", "--base-url", model.url, *more, "reports.jsonl"])


def test_read_gives_readings_of_the_model_and_tells_what_it_asked(capfd: Any) -> None:
    with serve_model() as model:
        assert ask("read", model, "--json") == 0
    told = capfd.readouterr()
    readings = [json.loads(line) for line in told.out.splitlines()]
    assert [reading["reader"] for reading in readings] == [READER] * 5
    assert [len(reading["actions"]) for reading in readings] == [1, 1, 1, 1, 0]
    assert readings[0]["dropped"] == {"quotes": 9, "unaligned": 0, "uncoded": 0, "undated": 0, "malformed": 0}
    assert "4 answered, 0 known before; 4 read; 0 of 36 quotes dropped" in told.err


def test_a_dry_run_asks_nothing_and_makes_no_register(folder: Path, capfd: Any) -> None:
    with serve_model() as model:
        for command in ("read", "add"):
            assert ask(command, model, "--dry-run") == 0
            assert "5 offered, 4 pass the gate, 0 of them known; 4 to be sent: " in capfd.readouterr().out
        assert model.asked == []
    assert sorted(path.name for path in folder.iterdir()) == ["reports.jsonl"]


def test_a_dry_run_does_not_count_what_is_known(capfd: Any) -> None:
    with serve_model() as model:
        ask("add", model, "--limit", "1")
        capfd.readouterr()
        ask("read", model, "--dry-run")
        assert "4 pass the gate, 1 of them known; 3 to be sent" in capfd.readouterr().out
        ask("add", model, "--dry-run")
        assert "3 pass the gate, 0 of them known; 3 to be sent" in capfd.readouterr().out


def test_a_limit_stops_before_more_is_sent_and_the_next_run_goes_on(capfd: Any) -> None:
    with serve_model() as model:
        for sent in (2, 4):
            assert ask("add", model, "--limit", "2") == 0
            assert len(model.asked) == sent
        assert "2 offered: 2 new" in capfd.readouterr().out
        ask("add", model)
        assert len(model.asked) == 4
    run(["ledger", "--json"])
    ledger = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert ledger["counts"] == {"offered": 5, "read": 5, "known": 0, "refused": 0}


def test_prompts_are_written_and_answers_to_them_need_no_server(folder: Path, capfd: Any) -> None:
    with serve_model() as model:
        assert ask("read", model, "--dry-run", "--prompts", "prompts.jsonl") == 0
        assert model.asked == []
    prompts = [json.loads(line) for line in (folder / "prompts.jsonl").read_text("utf-8").splitlines()]
    assert len(prompts) == 4
    assert all(REPORT in prompt["messages"][-1]["content"] for prompt in prompts)
    lines = [json.dumps({"key": prompt["key"], "answer": ANSWER}) for prompt in prompts[:3]]
    (folder / "answers.jsonl").write_text("\n".join(lines), "utf-8")
    capfd.readouterr()
    arguments = ["--reader", "llm", "--model", "tiny", "--answers", "answers.jsonl", "--on-failure", "refuse"]
    assert run(["add", *arguments, "reports.jsonl"]) == 1
    assert "5 offered: 4 new, 0 known, 1 refused" in capfd.readouterr().out
    assert not (folder / "depositary-answers.jsonl").exists()


def test_troubles_are_refused_in_the_ledger_which_adds_up(capfd: Any) -> None:
    def answer(number: int, body: dict[str, Any]) -> Said:
        text = body["messages"][-1]["content"]
        said = {"0 articles": complete("no"), "1 articles": refuse(400), "2 articles": complete(None, refusal="no")}
        return next((said[words] for words in said if words in text), complete(ANSWER))

    with serve_model(answer) as model:
        assert ask("add", model, "--on-failure", "refuse", "--json") == 1
    tally = json.loads(capfd.readouterr().out)
    assert tally == {"offered": 5, "new": 2, "known": 0, "refused": 3, "reread": 0, "unread": 0}
    run(["ledger", "--outcome", "refused", "--json"])
    reasons = [entry["reason"] for entry in json.loads(capfd.readouterr().out)["entries"]]
    assert sorted(reason.split(" (")[0] for reason in reasons) == [
        "the language model did not answer",
        "the language model refused to read it",
        "the language model's answer is of no use",
    ]


def test_the_key_is_in_no_file_of_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.setenv("DEPOSITARY_LLM_KEY", KEY)
    with serve_model() as model:
        assert ask("add", model, "--prompts", "prompts.jsonl") == 0
        assert model.asked[0][1]["authorization"] == f"Bearer {KEY}"
    told = capfd.readouterr()
    assert KEY not in told.out + told.err
    assert len(list(folder.iterdir())) >= 4
    assert not any(KEY.encode() in path.read_bytes() for path in folder.iterdir())


def test_settings_come_by_option_then_environment_then_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve_model() as model:
        (folder / "depositary.toml").write_text(f'[llm]\nmodel = "filed"\nbase_url = "{model.url}"\n', "utf-8")
        told = ["read", "--reader", "llm", "reports.jsonl"]
        assert run(told) == 0
        monkeypatch.setenv("DEPOSITARY_LLM_MODEL", "set")
        assert run(told) == 0
        monkeypatch.setenv("DEPOSITARY_READER", "llm")
        assert run(["read", "--model", "named", "reports.jsonl"]) == 0
    assert list(dict.fromkeys(body["model"] for _, _, body in model.asked)) == ["filed", "set", "named"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[llm]\nkey = "sk-1"\n', "a key has no place in a file"),
        ("[llm]\nspeed = 3\n", "unknown field `speed`"),
        ('[llm]\nconcurrency = "many"\n', "concurrency"),
        ("[llm]\nconcurrency = 0\n", "lies between"),
        ('[llm]\nbase_url = "ftp://a.example"\n', "only http:// and https://"),
        ('[llm]\nbase_url = "http://a.example/v1?key=1"\n', "without a question mark"),
        ("llm = 3\n", "is a section"),
        ("[llm", "not a configuration file"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_to_do(content: str, message: str, folder: Path, capfd: Any) -> None:
    (folder / "depositary.toml").write_text(content, "utf-8")
    assert run(["read", "--reader", "llm", "--model", "m", "reports.jsonl"]) == 2
    told = capfd.readouterr().err
    assert message in told
    assert "sk-1" not in told


def test_a_key_that_is_none_is_refused_unseen(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    monkeypatch.setenv("DEPOSITARY_LLM_KEY", "sk-1\nHost: elsewhere")
    assert run(["read", "--reader", "llm", "--model", "m", "reports.jsonl"]) == 2
    told = capfd.readouterr().err
    assert "DEPOSITARY_LLM_KEY" in told
    assert "sk-1" not in told


def test_options_of_a_model_need_the_reader(capfd: Any) -> None:
    assert run(["read", "--limit", "3", "reports.jsonl"]) == 2
    assert "add --reader llm" in capfd.readouterr().err


def test_the_only_model_of_a_server_needs_no_name_and_of_several_one_does(capfd: Any) -> None:
    with serve_model(models=["one"]) as model:
        assert run(["read", "--reader", "llm", "--base-url", model.url, "reports.jsonl"]) == 0
        assert model.asked[-1][2]["model"] == "one"
        model.models = ["one", "two"]
        assert run(["read", "--reader", "llm", "--base-url", model.url, "reports.jsonl"]) == 2
    assert "has these models: one, two" in capfd.readouterr().err


def test_a_server_that_is_not_there_is_told_with_exit_code_2(folder: Path, capfd: Any) -> None:
    (folder / "depositary.toml").write_text("[llm]\nattempts = 1\n", "utf-8")
    with serve_model() as model:
        pass
    assert ask("read", model) == 2
    assert "stayed without an answer" in capfd.readouterr().err


def test_watch_reads_with_the_model_and_a_dry_run_remembers_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    monkeypatch.setenv("DEPOSITARY_ALLOW_PRIVATE", "1")
    with serve(Site()) as site, serve_model() as model:
        for n in range(3):
            site.put_page(f"/{n}", f"Item {n}", f"{REPORT} It has {n} articles.")
        site.put_feed([(f"/{n}", f"Item {n}") for n in range(3)], "1")
        told = ["watch", "--rounds", "1", "--delay", "0", "--reader", "llm", "--model", "tiny", "--base-url", model.url]
        feed = site.url("/feed")
        assert run([*told, "--dry-run", feed]) == 0
        assert "3 offered, 3 pass the gate" in capfd.readouterr().out
        assert (model.asked, (folder / "depositary-watch.json").exists()) == ([], False)
        assert run([*told, "--limit", "1", feed]) == 0
        assert "1 offered: 1 new" in capfd.readouterr().out
        assert run([*told, feed]) == 0
        assert "3 offered: 2 new, 1 known" in capfd.readouterr().out
        assert len(model.asked) == 3
        assert run([*told, feed]) == 0
        assert "0 offered" in capfd.readouterr().out


def test_a_killed_run_is_resumed_and_asks_nothing_twice(folder: Path, capfd: Any) -> None:
    number = 24
    write_reports(folder, number)

    def answer(count: int, body: dict[str, Any]) -> Said:
        said = complete(ANSWER)
        said.wait = 0.05
        return said

    with serve_model(answer) as model:
        arguments = ["add", "--reader", "llm", "--model", "tiny", "--base-url", model.url, "reports.jsonl"]
        source = str(Path(__file__).parents[2] / "src")
        environment = {**os.environ, "PYTHONPATH": source}
        for killed_after in (6, 12):
            child = subprocess.Popen([sys.executable, "-m", "depositary.cli", *arguments], env=environment)
            limit = time.monotonic() + 60
            while len(model.asked) < killed_after and time.monotonic() < limit:
                time.sleep(0.01)
            child.send_signal(signal.SIGKILL)
            child.wait()
        under_way = 2 * 4  # what was asked and not yet kept when each of the two was killed
        assert run(arguments) == 0
        assert len(set(model.reports())) == number
        assert number <= len(model.reports()) <= number + under_way
    assert "refused" in capfd.readouterr().out
    with sqlite3.connect(folder / "depositary.db") as register:
        assert register.execute("select count(*) from readings").fetchone() == (number + 1,)
        assert register.execute("select count(distinct item) from ledger where outcome = 'read'").fetchone() == (
            number + 1,
        )


def test_compare_shows_where_two_readers_disagree(capfd: Any) -> None:
    def answer(number: int, body: dict[str, Any]) -> Said:
        planned = ANSWER["actions"][0] | {"modality": "planned"}
        return complete(ANSWER | {"actions": [planned]} if body["model"] == "sly" else ANSWER)

    with serve_model(answer) as model:
        told = ["compare", "llm:good", "llm:sly", "--base-url", model.url, "reports.jsonl"]
        assert run([*told, "--json"]) == 0
        found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
        assert len(found) == 5
        fields = {d["field"] for comparison in found for d in comparison["differences"]}
        assert "modality" in fields
        assert run(told) == 0
        assert "modality occurred | planned" in capfd.readouterr().out
        assert run(["compare", "embedded", "llm:good", "--base-url", model.url, "reports.jsonl"]) == 0
        assert f"{EMBEDDED} | llm/good/{VERSION}" in capfd.readouterr().out


@pytest.mark.parametrize("name", ["wise", "embedded:x", "llms"])
def test_compare_refuses_a_reader_that_is_none(name: str, capfd: Any) -> None:
    assert run(["compare", "embedded", name, "reports.jsonl"]) == 2
    assert "is not a reader" in capfd.readouterr().err


def test_readers_shows_who_answers_and_changes_it(capfd: Any) -> None:
    assert run(["add", "reports.jsonl"]) == 0
    with serve_model() as model:
        assert ask("add", model) == 0
    capfd.readouterr()
    assert run(["readers", "--json"]) == 0
    found = {each["reader"]: each["answers"] for each in json.loads(capfd.readouterr().out)}
    assert found == {READER: 5, EMBEDDED: 0}
    assert run(["readers", "--answer", EMBEDDED, "--json"]) == 0
    found = {each["reader"]: each["answers"] for each in json.loads(capfd.readouterr().out)}
    assert found == {READER: 0, EMBEDDED: 5}
    assert run(["readers", "--answer", "llm/other/1"]) == 2
