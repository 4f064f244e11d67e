"""The files in deploy/ are well formed, and say only what the program knows."""

from __future__ import annotations

import configparser
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from depositary.cli.configuration import apply_section, load_configuration
from depositary.cli.main import COMMANDS, cli

DEPLOY = Path(__file__).parent.parent / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))


def test_the_settings_are_those_of_the_commands() -> None:
    found = load_configuration({"DEPOSITARY_CONFIG": str(DEPLOY / "depositary.toml")}, COMMANDS)
    assert found.register
    assert set(found.sections) == {"serve", "watch"}
    for name, section in found.sections.items():
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command
        assert len(apply_section(command, section, found.path)) == len(section)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_services_start_a_command_that_there_is(path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(path.read_text("utf-8"))
    program, command = unit["Service"]["ExecStart"].split()
    assert (Path(program).name, command in COMMANDS) == ("depositary", True)
    assert unit["Service"]["Environment"] == "DEPOSITARY_CONFIG=/etc/depositary/depositary.toml"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_takes_the_services(tmp_path: Path) -> None:
    for path in SERVICES:
        text = path.read_text("utf-8").replace("/opt/depositary/bin/depositary", shutil.which("true") or "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if "depositary" in line] == []


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_lead_to_the_servers_port(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert "127.0.0.1:8470" in text


def test_the_image_starts_a_command_that_there_is() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    assert 'ENTRYPOINT ["depositary"]' in lines
    assert 'CMD ["serve"]' in lines
    assert "serve" in COMMANDS


def test_settings_come_from_options_then_the_environment_then_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "depositary.toml").write_text('register = "a.db"\n[serve]\nport = 9000\n[llm]\nmodel = "m"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEPOSITARY_LLM_KEY", "do-not-show")
    told = CliRunner().invoke(cli, ["doctor", "--json"], standalone_mode=False)
    assert '["register","a.db","configuration file"]' in told.stdout
    assert '["serve.port","9000","configuration file"]' in told.stdout
    assert "a key is set" in told.stdout
    assert "do-not-show" not in told.stdout
    monkeypatch.setenv("DEPOSITARY_REGISTER", "b.db")
    told = CliRunner().invoke(cli, ["doctor", "--json"], standalone_mode=False)
    assert '["register","b.db","DEPOSITARY_REGISTER"]' in told.stdout
    told = CliRunner().invoke(cli, ["--register", "c.db", "doctor", "--json"], standalone_mode=False)
    assert '["register","c.db","--register"]' in told.stdout


def test_doctor_tells_a_register_from_what_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.db").write_text("no database", "utf-8")
    with closing(sqlite3.connect("other.db")) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = (tmp_path / "other.db").read_bytes()
    for place, words in (("text.db", "not an SQLite file"), ("other.db", "another program's database")):
        told = CliRunner().invoke(cli, ["--register", place, "doctor"], standalone_mode=False)
        assert (told.return_value, words in " ".join(told.stdout.split())) == (1, True)
    assert (tmp_path / "other.db").read_bytes() == before
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["other.db", "text.db"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[lst]\n", "is not the name of a command"),
        ("[serve]\nprot = 1\n", "has no setting prot"),
        ("port = 1\n", "stands above all sections"),
        ("[serve\n", "is not a configuration file"),
    ],
)
def test_a_wrong_configuration_file_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    (tmp_path / "depositary.toml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(cli, ["serve"], standalone_mode=False)
    assert words in str(told.exception)
