"""Accounts, passwords, sessions and tokens as they are kept."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import Type
from sqlalchemy import update
from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped] # it has no types

from depositary.errors import InputError, RegisterError
from depositary.register.storage.store import Store
from depositary.web import sessions, vault
from depositary.web.accounts import (
    add_account,
    admit,
    bind_subject,
    find_account,
    find_subject,
    invite,
    list_accounts,
    lock,
    remove_account,
    set_password,
    set_role,
)
from depositary.web.passwords import PROFILE, check_password, is_right, make_password
from depositary.web.sessions import Lifetime, begin, end, end_all, find_session, list_sessions
from depositary.web.tokens import add_token, find_token, list_tokens, revoke_token
from tests.web.signing import PASSWORD, make_vault

HOUR = Lifetime()


@pytest.fixture
def kept() -> Iterator[Store]:
    made = make_vault(("ann", "reviewer"))
    yield made
    made.close()


def test_a_hash_takes_64_mib_and_three_passes() -> None:
    assert (PROFILE.type, PROFILE.memory_cost, PROFILE.time_cost, PROFILE.parallelism) == (Type.ID, 65536, 3, 4)


def test_a_password_is_kept_as_argon2id_and_checked_exactly(kept: Store) -> None:
    (ann,) = list_accounts(kept)
    assert (ann.password or "").startswith("$argon2id$v=19$")
    assert admit(kept, "ann", PASSWORD) == ann and admit(kept, "ANN ", PASSWORD) == ann
    for wrong in (PASSWORD.upper(), PASSWORD + " ", PASSWORD[:-1], "", PASSWORD + "x" * 200):
        assert admit(kept, "ann", wrong) is None
    assert admit(kept, "nobody", PASSWORD) is None


@pytest.mark.parametrize(
    "weak", ["", "short", "password1234", "aaaaaaaaaaaaaaa", "qwertyuiop", "ann ann ann", "x" * 129]
)
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(InputError, match="password"):
        check_password(weak, "ann")


def test_none_of_the_most_used_passwords_is_taken() -> None:
    listed = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= 8]
    assert len(listed) > 3000
    for word in listed[::300]:
        with pytest.raises(InputError):
            check_password(word, "ann")


@pytest.mark.parametrize(
    "strong",
    [PASSWORD, "ünïcödé wörds are fine", "    spaces at both ends   ", "x7#Kq!2vLp$9zW", "😀🎈🧭🪵🐘🦉🍉🎻🛶🧶"],
)
def test_any_characters_make_a_password(kept: Store, strong: str) -> None:
    set_password(kept, "ann", strong)
    assert admit(kept, "ann", strong)


def test_hashes_that_are_none_open_nothing() -> None:
    assert not is_right("no hash", "x") and not is_right(None, "x") and not is_right("", "")
    assert len({make_password() for _ in range(50)}) == 50


@pytest.mark.parametrize("name", ["", "Ann Lee", "../x", "a" * 101, "<b>", "-x"])
def test_names_that_are_none_are_refused(kept: Store, name: str) -> None:
    with pytest.raises(InputError, match="is no name"):
        add_account(kept, name, "reader", PASSWORD)
    with pytest.raises(InputError, match="already"):
        add_account(kept, "Ann", "reader", PASSWORD)
    with pytest.raises(InputError, match="no role"):
        add_account(kept, "ben", "owner", PASSWORD)


def test_a_given_password_must_be_changed_and_ends(kept: Store) -> None:
    given = invite(kept, "ben", "reader")
    ben = admit(kept, "ben", given)
    assert ben and ben.initial_until
    with kept.writing() as connection:
        connection.execute(update(vault.accounts).values(initial_until="2020-01-01T00:00:00Z"))
    assert admit(kept, "ben", given) is None
    set_password(kept, "ben", PASSWORD)
    assert admit(kept, "ben", PASSWORD)


def test_sessions_end_when_anything_of_the_account_changes(kept: Store) -> None:
    def signed_in(key: str) -> bool:
        return find_session(kept, key, HOUR) is not None

    for change in (
        lambda: set_password(kept, "ann", PASSWORD + " twice"),
        lambda: set_role(kept, "ann", "admin"),
        lambda: lock(kept, "ann"),
    ):
        key = begin(kept, "ann", "Browser", HOUR)
        assert signed_in(key)
        change()
        assert not signed_in(key)
    assert admit(kept, "ann", PASSWORD + " twice") is None
    lock(kept, "ann", locked=False)
    key = begin(kept, "ann", "Browser", HOUR)
    remove_account(kept, "ann")
    assert not signed_in(key)
    for unknown in (
        lambda: remove_account(kept, "ann"),
        lambda: lock(kept, "ann"),
        lambda: set_role(kept, "ann", "admin"),
    ):
        with pytest.raises(InputError, match="no account"):
            unknown()


def test_a_session_lives_under_a_hash_and_expires(kept: Store) -> None:
    key = begin(kept, "ann", "Browser" * 100, HOUR)
    (session,) = list_sessions(kept, "ann")
    assert key not in str(session) and len(key) >= 43 and len(session.agent) == 200
    assert find_session(kept, key, HOUR) and not find_session(kept, session.key, HOUR)
    assert find_session(kept, key, Lifetime(idle=-1)) is None
    assert find_session(kept, key, Lifetime(most=-1)) is None
    other = begin(kept, "ann", "", HOUR, former=key)
    assert find_session(kept, key, HOUR) is None and find_session(kept, other, HOUR)
    third = begin(kept, "ann", "", HOUR)
    end_all(kept, "ann", but=vault.hash_key(third))
    assert [s.key for s in list_sessions(kept)] == [vault.hash_key(third)]
    end(kept, third)
    assert list_sessions(kept) == []


def test_the_use_of_a_session_is_written_down_once_a_minute(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = begin(kept, "ann", "", HOUR)
    with kept.writing() as connection:
        connection.execute(update(vault.sessions).values(seen_at=vault.now(seconds=-120)))
    before = list_sessions(kept)[0].seen_at
    assert find_session(kept, key, HOUR)
    after = list_sessions(kept)[0].seen_at
    assert after > before
    monkeypatch.setattr(sessions, "touch", lambda *_: pytest.fail("written twice within a minute"))
    assert find_session(kept, key, HOUR)


def test_tokens_are_shown_once_and_can_be_revoked(kept: Store) -> None:
    made, key = add_token(kept, "newsroom")
    assert key.startswith("dep_") and key not in str(list_tokens(kept))
    found = find_token(kept, key)
    assert found and found.id == made.id and list_tokens(kept)[0].used_on == vault.now()[:10]
    assert find_token(kept, key + "x") is None and find_token(kept, made.key) is None
    revoke_token(kept, made.id)
    assert find_token(kept, key) is None
    with pytest.raises(InputError, match="no token"):
        revoke_token(kept, made.id)
    _, short = add_token(kept, "past", days=1)
    with kept.writing() as connection:
        connection.execute(update(vault.tokens).values(until="2020-01-01T00:00:00Z"))
    assert find_token(kept, short) is None
    with pytest.raises(InputError, match="needs a name"):
        add_token(kept, " ")


def test_a_subject_is_bound_to_one_account(kept: Store) -> None:
    add_account(kept, "ben@example.org", "reviewer", None)
    assert admit(kept, "ben@example.org", "") is None
    bind_subject(kept, "ben@example.org", "https://id.example", "42")
    assert find_subject(kept, "https://id.example", "42") == find_account(kept, "ben@example.org")
    assert find_subject(kept, "https://other.example", "42") is None


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "r.accounts.db"
    assert vault.name_vault(str(tmp_path / "r.db")) == str(place) and not vault.has_vault(str(place))
    store = vault.open_vault(str(place))
    add_account(store, "ann", "reader", PASSWORD)
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    store.close()
    assert PASSWORD.encode() not in place.read_bytes() and sqlite3.connect(place).execute("select 1").fetchone()
    place.chmod(0o644)
    with pytest.raises(RegisterError, match="chmod 600"):
        vault.open_vault(str(place))
