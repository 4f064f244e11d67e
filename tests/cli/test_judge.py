"""What people decide on the command line: verdicts on claims, shown, effective, undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from depositary.cli.main import cli

TEXT = "Chad and Sudan signed the Lake Treaty in Khartoum on 3 May 2020. Sudan ratified the Lake Treaty on 9 May 2020."


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Return a register that holds one report."""
    source = tmp_path / "reports.jsonl"
    source.write_text(json.dumps({"text": TEXT, "published": "2020-05-10", "outlet": "The Herald"}))
    place = str(tmp_path / "register.db")
    run(place, "add", str(source), "--jobs", "1")
    return place


def run(place: str, *arguments: str, ends: int = 0) -> str:
    """Run a command on a register and return what it says."""
    done = CliRunner().invoke(cli, ["--register", place, *arguments], standalone_mode=False)
    assert (done.return_value or 0) == ends and done.exception is None, done.output
    return done.stdout


def ask(place: str, *arguments: str) -> Any:
    """Run a command for JSON."""
    return json.loads(run(place, *arguments, "--json"))


def test_a_claim_is_rejected_shown_and_taken_up_again(place: str) -> None:
    ratified = next(c["id"] for c in ask(place, "claims", "Lake Treaty") if c["action"] == "ratification")
    before = ask(place, "status", "Lake Treaty")
    assert before[0]["status"] == "in-ratification"
    made = ask(place, "judge", "claim", ratified, "reject", "--by", "Ann", "--why", "no such vote")
    assert ask(place, "status", "Lake Treaty")[0]["status"] == "signed"
    shown = next(c for c in ask(place, "claims", "Lake Treaty") if c["id"] == ratified)
    assert (shown["verdict"]["verdict"], shown["verdict"]["judge"], shown["verdict"]["why"]) == (
        "reject",
        "Ann",
        "no such vote",
    )
    assert "reject by Ann on 20" in run(place, "claims", "Lake Treaty")
    run(place, "judge", "claim", ratified, "undo", "--by", "Ben")
    assert ask(place, "status", "Lake Treaty") == before
    history = ask(place, "judge", "history")
    assert [(d["id"], d["judge"], d["undone_by"]) for d in history] == [(made["id"], "Ann", "Ben")]
    assert "undone by Ben" in run(place, "judge", "history")


def test_undo_takes_the_id_of_a_verdict_too(place: str) -> None:
    claim = ask(place, "claims", "Lake Treaty")[0]["id"]
    made = ask(place, "judge", "claim", claim, "accept", "--by", "Ann")
    assert ask(place, "judge", "undo", made["id"], "--by", "Ann") == {"undone": made["id"], "verdict": "accept"}
    assert ask(place, "claims", "Lake Treaty")[0]["verdict"] is None
