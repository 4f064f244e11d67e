"""Signing in and out over HTTP: cookies, roles, throttling, limits, tokens."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from depositary.register.storage.store import Store
from depositary.web.accounts import list_accounts
from depositary.web.app import list_routes
from depositary.web.door import NEEDS, need
from depositary.web.limits import Limit
from depositary.web.sessions import Lifetime, list_sessions
from depositary.web.settings import Settings
from depositary.web.signin import check_next
from depositary.web.tokens import add_token, revoke_token
from depositary.web.vault import hash_key
from tests.web.signing import OWN, PASSWORD, make_served, make_vault, visit
from tests.web.test_review import choose_pair, fill_doubtful

PEOPLE = (("ann", "reviewer"), ("rob", "reader"), ("ada", "admin"), ("ben", "reviewer"))


@pytest.fixture(scope="module")
def vault() -> Iterator[Store]:
    made = make_vault(*PEOPLE)
    yield made
    made.close()


@pytest.fixture
def register(tmp_path: object) -> Iterator[Store]:
    made = fill_doubtful(f"{tmp_path}/register.db")
    yield made
    made.close()


def test_the_cookie_is_for_our_server_alone(register: Store, vault: Store) -> None:
    with visit(make_served(register, vault)) as client:
        answer = client.post("/sign-in", data={"name": "ann", "password": PASSWORD, "next": "/review"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")
        words = answer.headers["set-cookie"]
        assert words.startswith("__Host-depositary=")
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/", "Max-Age=43200"} <= set(words.split("; "))
        assert "Domain" not in words
        page = client.get("/review")
        assert "ann" in page.text and page.headers["cache-control"] == "no-store"
        assert "max-age=31536000" in page.headers["strict-transport-security"]


def test_a_new_key_at_each_sign_in_and_none_after_signing_out(register: Store, vault: Store) -> None:
    with visit(make_served(register, vault), "ann") as client:
        first = client.cookies["__Host-depositary"]
        client.post("/sign-in", data={"name": "ann", "password": PASSWORD})
        second = client.cookies["__Host-depositary"]
        assert first != second and hash_key(first) not in {s.key for s in list_sessions(vault)}
        answer = client.post("/sign-out")
        assert answer.headers["clear-site-data"] == '"cache", "storage"' and not client.cookies
        client.cookies.set("__Host-depositary", second)
        assert client.get("/review").status_code == 303


def test_a_key_that_somebody_planted_is_not_taken_up(register: Store, vault: Store) -> None:
    with visit(make_served(register, vault)) as client:
        client.cookies.set("__Host-depositary", "planted")
        client.post("/sign-in", data={"name": "ann", "password": PASSWORD})
        assert hash_key("planted") not in {s.key for s in list_sessions(vault)}


def test_sessions_expire(register: Store, vault: Store) -> None:
    for lifetime in (Lifetime(idle=-1), Lifetime(most=-1)):
        with visit(make_served(register, vault, lifetime=lifetime)) as client:
            client.post("/sign-in", data={"name": "ann", "password": PASSWORD})
            assert client.get("/review").status_code == 303


WAYS = [("", 303, 401), ("rob", 403, 403), ("ann", 200, 400), ("ada", 200, 400)]


@pytest.mark.parametrize(("name", "read", "change"), WAYS)
def test_roles_decide(register: Store, vault: Store, name: str, read: int, change: int) -> None:
    with visit(make_served(register, vault), name) as client:
        for place in ("/review", "/add"):
            assert client.get(place).status_code == read
        for place in ("/review", "/review/undo", "/add/keep"):
            assert client.post(place, data={}).status_code == change
        assert client.get("/accounts").status_code == (303 if not name else 200 if name == "ada" else 403)
        for place in ("/", "/agreements", "/history", "/api/v1/agreements", "/due"):
            assert client.get(place).status_code == 200


def test_every_address_that_changes_something_needs_a_role() -> None:
    posts = [route.path for route in list_routes() if isinstance(route, Route) and "POST" in (route.methods or ())]
    assert len(posts) > 8
    for path in posts:
        assert need("POST", path, private=False) or path in {"/sign-in", "/sign-out"}, path
    assert need("DELETE", "/api/v1/agreements", private=False) == "reviewer"
    assert need("POST", "//review", private=False) == "reviewer"
    assert set(NEEDS.values()) == {"", "reader", "reviewer", "admin"}


@pytest.mark.parametrize("path", ["/", "/agreements", "/history", "/agreements.csv", "/map", "/api/v1/agreements"])
def test_private_servers_show_nothing_to_strangers(register: Store, vault: Store, path: str) -> None:
    app = make_served(register, vault, private=True)
    with visit(app, "rob") as client:
        assert client.get(path).status_code == 200
    with visit(app) as client:
        answer = client.get(path)
        assert answer.status_code == (401 if path.startswith("/api/") else 303)
        assert "Lake" not in answer.text
        assert client.get("/sign-in").status_code == 200 and client.get("/static/mark.svg").status_code == 200


def test_one_undoes_ones_own_and_an_admin_anybodys(register: Store, vault: Store) -> None:
    app = make_served(register, vault)
    with visit(app, "ann") as ann, visit(app, "ben") as ben, visit(app, "ada") as ada:
        assert ann.post("/review", data=choose_pair(register, "accept")).status_code == 303
        made = ann.get("/history").text.split('name="id" value="')[1].split('"')[0]
        assert 'name="id"' not in ben.get("/history").text
        assert ben.post("/review/undo", data={"id": made}).status_code == 403
        assert ada.post("/review/undo", data={"id": made}).status_code == 303
        assert "by ada" in ben.get("/history").text


def test_pages_of_one_person_are_not_shown_to_another(register: Store, vault: Store) -> None:
    app = make_served(register, vault)
    with visit(app, "ann") as ann, visit(app) as stranger:
        assert ">ann</a>" in ann.get("/agreements").text
        assert ">ann</a>" not in stranger.get("/agreements").text


def test_guessing_is_slowed_down_but_locks_nobody_out(register: Store, vault: Store) -> None:
    app = make_served(register, vault)
    with visit(app, address="198.51.100.7") as client:
        wrong = {"name": "ann", "password": "wrong"}
        seen = [client.post("/sign-in", data=wrong) for _ in range(6)]
        assert [answer.status_code for answer in seen] == [403] * 5 + [429]
        assert int(seen[-1].headers["retry-after"]) > 0
        assert client.post("/sign-in", data={"name": "ann", "password": PASSWORD}).status_code == 429
    with visit(app, "ann", address="192.0.2.9") as client:
        assert client.get("/account").status_code == 200


def test_wrong_names_and_wrong_passwords_look_the_same(register: Store, vault: Store) -> None:
    with visit(make_served(register, vault)) as client:
        pages = [client.post("/sign-in", data={"name": n, "password": "x"}).text.replace(n, "") for n in ("ann", "zed")]
    assert pages[0] == pages[1]


def test_the_password_is_changed_with_the_old_one(register: Store) -> None:
    own = make_vault(("ann", "reviewer"))
    app = make_served(register, own)
    new = "another battery of horses"
    with visit(app, "ann") as here, visit(app, "ann") as there:
        assert "old password is wrong" in here.post("/account/password", data={"old": "x", "new": new}).text
        assert "too weak" in here.post("/account/password", data={"old": PASSWORD, "new": "password12"}).text
        assert here.post("/account/password", data={"old": PASSWORD, "new": new}).status_code == 303
        assert here.get("/account").status_code == 200 and there.get("/account").status_code == 303
        with visit(app, "ann", new) as third:
            assert len(list_sessions(own)) == 2
            assert third.post("/account/sessions", data={}).status_code == 303
            assert len(list_sessions(own)) == 1


def test_a_given_password_is_changed_first(register: Store) -> None:
    from depositary.web.accounts import invite

    own = make_vault()
    given = invite(own, "ann", "reviewer")
    with visit(make_served(register, own), "ann", given) as client:
        assert client.get("/review").status_code == 403 and client.get("/account").status_code == 200
        client.post("/account/password", data={"old": given, "new": PASSWORD})
        assert client.get("/review").status_code == 200


def test_admins_look_after_accounts(register: Store) -> None:
    own = make_vault(*PEOPLE)
    token, key = add_token(own, "newsroom")
    app = make_served(register, own)
    with visit(app, "ada") as ada, visit(app, "rob") as rob, visit(app, "ben") as ben:
        assert "newsroom" in ada.get("/accounts").text and key not in ada.get("/accounts").text
        for form in (
            {"do": "role", "name": "rob", "role": "reviewer"},
            {"do": "lock", "name": "ben"},
            {"do": "revoke", "name": token.id},
        ):
            assert rob.post("/accounts", data=form).status_code in (401, 403)
            assert ada.post("/accounts", data=form).status_code == 303
        assert rob.get("/account").status_code == ben.get("/account").status_code == 303
        assert ben.post("/sign-in", data={"name": "ben", "password": PASSWORD}).status_code == 403
        for form in ({"do": "lock", "name": "ada"}, {"do": "role", "name": "ada", "role": "reader"}, {"do": "x"}):
            assert ada.post("/accounts", data=form).status_code == 400
        assert ada.post("/accounts", data={"do": "unlock", "name": "ben"}).status_code == 303
        assert ada.post("/accounts", data={"do": "sign-out", "name": "rob"}).status_code == 303


def test_tokens_read_the_api_and_change_nothing(register: Store, vault: Store) -> None:
    token, key = add_token(vault, "newsroom")
    app = make_served(register, vault, private=True)
    with visit(app) as client:
        client.headers["authorization"] = f"Bearer {key}"
        assert client.get("/api/v1/agreements").status_code == 200
        assert client.post("/review", data=choose_pair(register, "accept")).status_code == 403
        assert client.get("/account").status_code == 404
        revoke_token(vault, token.id)
        for wrong in (f"Bearer {key}", "Bearer ", "Basic YW5uOng=", f"Bearer {token.key}"):
            answer = client.get("/api/v1/agreements", headers={"authorization": wrong})
            assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
            assert answer.headers["content-type"] == "application/problem+json"


def test_requests_are_limited_by_address_and_by_token(register: Store, vault: Store) -> None:
    _, key = add_token(vault, "newsroom")
    app = make_served(register, vault, rate=3, token_rate=2)
    with visit(app, address="2001:db8::1") as one, visit(app, address="2001:db8::2") as near:
        assert [one.get("/api/v1/due").status_code for _ in range(2)] == [200, 200]
        assert near.get("/api/v1/due").status_code == 200
        answer = one.get("/api/v1/due")
        assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
        assert answer.headers["content-type"] == "application/problem+json" and answer.json()["status"] == 429
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert one.get("/static/mark.svg").status_code == 200
        one.headers["authorization"] = f"Bearer {key}"
        assert [one.get("/api/v1/due").status_code for _ in range(3)] == [200, 200, 429]
    with visit(app, address="2001:db8:1::1") as far:
        assert far.get("/").status_code == 200


def test_a_bucket_is_kept_for_the_most_recent_askers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depositary.web.limits.MOST", 3)
    limit = Limit(1, 60)
    for asker in "abcd":
        limit.spend(asker, 0.0)
    assert list(limit.kept) == ["b", "c", "d"]


FOREIGN = [
    {},
    {"sec-fetch-site": "cross-site"},
    {"origin": "https://evil.example"},
    {"origin": "http://register.example"},
    {"origin": "null"},
    {"sec-fetch-site": "same-origin", "origin": "https://register.example.evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_change_is_made_for_another_site(register: Store, vault: Store, headers: dict[str, str]) -> None:
    app = make_served(register, vault)
    posts = {route.path for route in list_routes() if isinstance(route, Route) and "POST" in (route.methods or ())}
    with visit(app, "ada") as client:
        cookie = f"__Host-depositary={client.cookies['__Host-depositary']}"
    with TestClient(app, base_url="https://register.example", follow_redirects=False) as other:
        for path in posts:
            assert other.post(path, data={}, headers=headers | {"cookie": cookie}).status_code == 403, path


@pytest.mark.parametrize(
    "place", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "javascript:x", ""]
)
def test_nobody_is_sent_to_another_site(register: Store, vault: Store, place: str) -> None:
    assert check_next(place) == "/"
    with visit(make_served(register, vault)) as client:
        answer = client.post("/sign-in", data={"name": "ann", "password": PASSWORD, "next": place})
        assert answer.headers["location"] == "/"


def test_what_concerns_security_is_logged_without_secrets(
    register: Store, vault: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "depositary.web"), visit(make_served(register, vault), "rob") as client:
        client.post("/sign-in", data={"name": "ann\r\nforged", "password": "a wrong password"})
        client.get("/review")
        client.post("/sign-out")
    events = [json.loads(line) for line in caplog.messages]
    assert [event["event"] for event in events] == ["signed in", "sign-in failed", "refused", "signed out"]
    assert PASSWORD not in caplog.text and "a wrong password" not in caplog.text
    assert all("\n" not in line for line in caplog.messages)


def test_without_accounts_nobody_signs_in(client: TestClient) -> None:
    for place in ("/sign-in", "/account", "/accounts"):
        assert client.get(place).status_code == 404
    assert "Sign in" not in client.get("/").text


def test_only_our_names_are_answered(register: Store, vault: Store) -> None:
    with visit(make_served(register, vault)) as client:
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400
        assert client.get("/", headers={"host": "register.example"}).status_code == 200


def test_settings_tell_what_is_secure() -> None:
    assert not Settings().secure and not Settings(url="http://127.0.0.1:8470").secure
    assert Settings(url="https://r.example:8443").origin == "https://r.example:8443" and OWN


HOSTILE = [
    "' OR 1=1 --",
    "ann'; DROP TABLE web_accounts; --",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "%",
    "🦉" * 40,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_names_and_passwords_do_nothing_but_fail(register: Store, vault: Store, words: str) -> None:
    with visit(make_served(register, vault)) as client:
        for form in ({"name": words, "password": PASSWORD}, {"name": "ann", "password": words}):
            answer = client.post("/sign-in", data=form)
            assert answer.status_code == 403
            assert "<script>alert" not in answer.text and "49" not in answer.text.split("<main")[1]
        client.cookies.set("__Host-depositary", "' OR 1=1 --")
        assert client.get("/account").status_code == 303
        client.headers["authorization"] = "Bearer ' OR 1=1 --"
        assert client.get("/api/v1/agreements").status_code == 401
    assert [account.name for account in list_accounts(vault)] == ["ada", "ann", "ben", "rob"]


def test_a_nul_is_told_and_goes_no_further(register: Store, vault: Store) -> None:
    with visit(make_served(register, vault)) as client:
        for form in ({"name": "ann\x00", "password": PASSWORD}, {"name": "ann", "password": "\x00"}):
            assert client.post("/sign-in", data=form).status_code == 400
        for place in ("/reports/%00", "/agreements/a%00", "/api/v1/reports/%00", "/agreements?q=%00", "/x?a=b%00c"):
            answer = client.get(place)
            assert answer.status_code == 400 and "NUL" in answer.text
            assert "default-src 'none'" in answer.headers["content-security-policy"]
