"""The text of a treaty on the command line: kept by --from treaty, recognised without it, asked for at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from depositary.cli import add as adding
from depositary.cli.main import cli

TEXT = """AGREEMENT BETWEEN FIJI AND TONGA ON RICE

The Parties have agreed as follows:

Article 1
Each Party shall sell rice to the other.

Article 2
This Agreement shall enter into force on the date of its signature.

Article 3
Either Party may terminate this Agreement by giving six months' written notice to the other Party.
Each Party shall inform its traders of the notice, and shall let contracts run to their end, as far as they were made
before the notice was given.

DONE at Suva, on 4 March 2010, in English.
"""


@pytest.fixture
def treaty(tmp_path: Path) -> Path:
    path = tmp_path / "rice.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments: str | Path, **more: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [str(each) for each in arguments], **more)
    return done.exit_code, done.output


def test_kept_by_its_kind(treaty: Path, tmp_path: Path) -> None:
    code, said = run("--register", tmp_path / "r.db", "add", "--from", "treaty", treaty)
    assert (code, said.strip()) == (0, "1 offered: 1 new, 0 known, 0 refused")
    code, said = run("--register", tmp_path / "r.db", "status", "Fiji Tonga rice")
    assert "Fiji and Tonga" in said


def test_recognised_without_it_and_no_news_read(treaty: Path, tmp_path: Path) -> None:
    _, said = run("--register", tmp_path / "r.db", "add", "--jobs", "1", treaty)
    assert "looks like the text of a treaty" in said
    _, said = run("--register", tmp_path / "r.db", "list", "--json")
    assert "rice" not in said.lower()


def test_asked_for_at_a_terminal(treaty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "is_asking", lambda: True)
    code, said = run("--register", tmp_path / "r.db", "add", "--jobs", "1", treaty, input="y\n")
    assert code == 0
    assert "Keep it as such" in said
    _, said = run("--register", tmp_path / "r.db", "list", "--json")
    assert "Rice" in said


def test_shown_with_its_clauses(treaty: Path) -> None:
    code, said = run("read", "--from", "treaty", treaty)
    assert code == 0
    assert "entry        article 2: This Agreement shall enter into force" in said
    code, said = run("read", "--json", "--from", "treaty", treaty)
    assert json.loads(said)["clauses"]["leaving"]["notice"]["months"] == 6


def test_what_is_no_treaty_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("Rain fell.\n\nIt was wet.", "utf-8")
    _, said = run("--register", tmp_path / "r.db", "add", "--from", "treaty", path)
    assert "1 refused" in said
    assert "not read as the text of a treaty" in said
