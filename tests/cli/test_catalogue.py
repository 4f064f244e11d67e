"""``depositary catalogue``: it lists, searches, shows one, and checks a user's own file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from depositary.cli.catalogue import catalogue
from depositary.errors import InputError

ROW = "dolphin\tRiver Dolphin Convention\tRDC\tconvention\tmy notes\tCC0-1.0"
OWN = f"id\ttitle\tacronyms\tkind\tsource\tlicence\n{ROW}\n"


def run(*arguments: str) -> str:
    """Run the command, and return what it writes."""
    result = CliRunner().invoke(catalogue, arguments, catch_exceptions=False)
    return result.output


def test_it_shows_one() -> None:
    shown = run("show", "the JCPOA")
    assert shown.startswith("Joint Comprehensive Plan of Action  [jcpoa]")
    assert "parties: IRN, USA" in shown
    assert "licence:" in shown


def test_it_lists_and_searches() -> None:
    assert {entry["depositary"] for entry in json.loads(run("list", "--depositary", "ILO", "--json"))} == {"ILO"}
    assert "inf" in run("list", "--party", "RUS", "--kind", "treaty")
    assert json.loads(run("search", "nucler", "test", "ban", "--json"))[0]["kind"] == "treaty"


def test_an_unknown_name_gets_suggestions() -> None:
    with pytest.raises(InputError, match=r"did you mean jcpoa"):
        CliRunner().invoke(catalogue, ["show", "JCPOAA"], catch_exceptions=False)


def test_an_own_file_comes_beside(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(OWN, encoding="utf-8")
    assert "1 known agreements" in run("check", str(own))
    assert "River Dolphin Convention" in run("show", "RDC", "--file", str(own))
