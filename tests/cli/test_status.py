"""What ``status`` prints for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from depositary.cli.main import cli


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Chad and Sudan signed the Lake Treaty in Khartoum.", "  between Sudan and Chad"),
        (
            "Chad, Sudan and Niger signed the Lake Treaty in Khartoum.",
            "  participants in this register: Niger, Sudan and Chad",
        ),
    ],
)
def test_only_two_parties_are_said_to_be_all(tmp_path: Path, text: str, line: str) -> None:
    source, place = tmp_path / "reports.jsonl", str(tmp_path / "register.db")
    source.write_text(json.dumps({"text": text, "published": "2020-05-10"}), "utf-8")
    told = [
        CliRunner().invoke(cli, ["--register", place, *arguments], standalone_mode=False).stdout
        for arguments in (["add", str(source), "--jobs", "1"], ["status", "Lake Treaty"])
    ]
    assert line in told[1].splitlines()


def test_a_list_marks_what_is_stale_and_takes_the_clock_of_arrival(tmp_path: Path) -> None:
    source, place = tmp_path / "reports.jsonl", str(tmp_path / "register.db")
    text = "Chad and Sudan signed the Lake Treaty in Khartoum."
    source.write_text(json.dumps({"text": text, "published": "2010-05-10"}), "utf-8")

    def run(*arguments: str) -> str:
        return CliRunner().invoke(cli, ["--register", place, *arguments], standalone_mode=False).stdout

    run("add", str(source), "--jobs", "1")
    assert "stale" in run("list")
    assert "stale" not in run("list", "--on", "2010-06-01")
    assert "Lake Treaty" not in run("list", "--known", "2010-06-01", "--known-by", "arrival")
    assert "Lake Treaty" in run("list", "--known-by", "arrival")
    assert "last reported" in run("show", "Lake Treaty", "--known-by", "arrival", "--unsure")


def test_a_question_of_thousands_of_words_finds_nothing(tmp_path: Path) -> None:
    source, place = tmp_path / "reports.jsonl", str(tmp_path / "register.db")
    source.write_text('{"text": "Chad and Sudan signed the Lake Treaty.", "published": "2020-05-10"}', "utf-8")
    words = " ".join(f"w{number}" for number in range(3000))
    for arguments in (["add", str(source), "--jobs", "1"], ["status", words]):
        told = CliRunner().invoke(cli, ["--register", place, *arguments])
    assert "no agreement found" in told.output
