"""What the program must not have or do: dangerous calls, headers for other sites, hints, fields that nobody offers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import depositary
from depositary.register.storage.store import Store
from depositary.web import vault
from depositary.web.accounts import list_accounts
from tests.web.signing import PASSWORD, make_served, make_vault, visit

ROOT = Path(depositary.__file__).parent
BUILT_IN = {"eval", "exec", "compile", "__import__"}
MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml"}
COMMANDS = {"os.system", "os.popen", "os.execv", "os.spawnv", "asyncio.create_subprocess_shell"}


def list_uses(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports and the functions that it calls, as they are written."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_nothing_is_evaluated_or_unpickled_and_one_module_starts_a_program() -> None:
    uses = {path.relative_to(ROOT).as_posix(): set(list_uses(path)) for path in ROOT.rglob("*.py")}
    assert len(uses) > 200
    for path, used in uses.items():
        assert not used & (BUILT_IN | MODULES | COMMANDS), path
    assert [path for path, used in uses.items() if "subprocess" in used] == ["sources/document.py"]


def test_the_server_draws_no_weak_random_numbers() -> None:
    paths = [*(ROOT / "web").glob("*.py")]
    assert [path.name for path in paths if {"random", "uuid"} & set(list_uses(path))] == []
    assert {path.name for path in paths if "secrets" in set(list_uses(path))} >= {"passwords.py", "openid.py"}


def test_no_other_site_is_let_in(store: Store) -> None:
    with visit(make_served(store, make_vault(("ann", "reviewer"))), "ann") as client:
        for place in ("/", "/agreements", "/api/v1/agreements", "/sign-in", "/nowhere"):
            answer = client.get(place, headers={"origin": "https://other.example"})
            assert not [name for name in answer.headers if name.startswith("access-control")], place


def test_accounts_hold_no_hint_and_no_question() -> None:
    names = {column.name for table in vault.metadata.tables.values() for column in table.columns}
    assert not [name for name in names if "hint" in name or "question" in name or "answer" in name]


def test_fields_that_no_form_offers_change_nothing(store: Store) -> None:
    own = make_vault(("ann", "reviewer"))
    with visit(make_served(store, own), "ann") as client:
        form = {"old": PASSWORD, "new": "another battery of horses", "role": "admin", "name": "root", "locked": ""}
        assert client.post("/account/password", data=form).status_code == 303
    assert [(account.name, account.role) for account in list_accounts(own)] == [("ann", "reviewer")]
