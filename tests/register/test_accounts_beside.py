"""Accounts beside a register, on both databases: in a file of their own, or in the same PostgreSQL database."""

from collections.abc import Callable

from depositary.register.storage.opening import open_store
from depositary.web import sessions
from depositary.web.accounts import add_account, list_accounts
from depositary.web.sessions import Lifetime
from depositary.web.tokens import add_token, find_token
from depositary.web.vault import has_vault, name_vault, open_vault


def test_accounts_stand_beside_a_register(make_place: Callable[[], str]) -> None:
    place = make_place()
    open_store(place).close()
    beside = name_vault(place)
    assert not has_vault(beside)
    for _ in range(2):  # opening it again makes nothing anew
        vault = open_vault(beside)
        assert has_vault(beside)
        vault.close()
    vault = open_vault(beside)
    add_account(vault, "ann@example.org", "admin", None)
    key = sessions.begin(vault, "ann@example.org", "", Lifetime())
    found = sessions.find_session(vault, key, Lifetime())
    assert found and found[1] == list_accounts(vault)[0]
    assert find_token(vault, add_token(vault, "newsroom", days=1)[1])
    vault.close()
    open_store(place).close()
