import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from depositary.cli.main import cli
from depositary.web.accounts import admit
from depositary.web.tokens import find_token
from depositary.web.vault import open_vault
from tests.web.conftest import quick_hashes  # noqa: F401 - applies to this module too
from tests.web.signing import PASSWORD


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "r.db"


def run(place: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["--register", str(place), *arguments], input=typed)


def test_accounts_are_added_listed_changed_and_removed(place: Path) -> None:
    assert (
        "ann is added as reviewer" in run(place, "accounts", "add", "ann", "--role", "reviewer", typed=PASSWORD).output
    )
    given = run(place, "accounts", "add", "ben", "--generate").output.split(" signs in with ")[1].split()[0]
    assert run(place, "accounts", "add", "cem@example.org", "--openid", "--role", "admin").exit_code == 0
    listed = json.loads(run(place, "accounts", "list", "--json").output)
    assert [(one["name"], one["role"], one["signs_in_by"]) for one in listed] == [
        ("ann", "reviewer", "password"),
        ("ben", "reader", "password, to be changed"),
        ("cem@example.org", "admin", "OpenID Connect, not yet"),
    ]
    assert "ann" in run(place, "accounts", "list").output
    vault = open_vault(str(place.with_name("r.accounts.db")))
    assert admit(vault, "ann", PASSWORD) and admit(vault, "ben", given)
    assert run(place, "accounts", "password", "ben", typed=PASSWORD).exit_code == 0
    assert admit(vault, "ben", PASSWORD) and not admit(vault, "ben", given)
    assert "must then change it" in run(place, "accounts", "password", "ben", "--generate").output
    assert run(place, "accounts", "role", "ann", "admin").exit_code == 0
    assert run(place, "accounts", "remove", "ann").exit_code == 0
    assert not admit(vault, "ann", PASSWORD)
    vault.close()


def test_tokens_are_added_listed_and_revoked(place: Path) -> None:
    key, told = run(place, "tokens", "add", "newsroom", "--days", "30").output.splitlines()
    listed = run(place, "tokens", "list", "--json").output
    assert key not in listed and "newsroom" in run(place, "tokens", "list").output
    vault = open_vault(str(place.with_name("r.accounts.db")))
    assert find_token(vault, key)
    assert run(place, "tokens", "revoke", told.split()[0]).exit_code == 0
    assert find_token(vault, key) is None
    vault.close()


def test_accounts_can_be_kept_elsewhere(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPOSITARY_ACCOUNTS", str(place.with_name("people.db")))
    run(place, "accounts", "add", "ann", typed=PASSWORD)
    assert place.with_name("people.db").exists() and not place.with_name("r.accounts.db").exists()


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("accounts", "add", "ann"), "", "no password"),
        (("accounts", "add", "ann"), "short", "5 characters"),
        (("accounts", "add", "A n n"), PASSWORD, "no name"),
        (("accounts", "remove", "zoe"), "", "no account zoe"),
        (("tokens", "revoke", "t0"), "", "no token"),
    ],
)
def test_what_cannot_be_done_is_said(place: Path, arguments: tuple[str, ...], typed: str, words: str) -> None:
    assert words in str(run(place, *arguments, typed=typed).exception)
