"""Signing in by OpenID Connect, at a provider that the test plays."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store
from depositary.web import openid
from depositary.web.accounts import add_account, find_account
from depositary.web.openid import Attempts, ProviderError
from depositary.web.settings import OpenID
from tests.web.signing import PASSWORD, make_served, make_vault, serve, visit

ISSUER = "https://id.example"
SETTINGS = OpenID(ISSUER, "depositary", "a shared secret")
KEYS = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("ours", "theirs")}


class Provider:
    """A provider: it signs a person in, or lies in one way."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "42", "email": "ann@example.org", "email_verified": True}
        self.key, self.kid, self.algorithm = "ours", "k1", "ES256"
        self.asked: dict[str, str] = {}
        self.document: dict[str, Any] = {
            "issuer": ISSUER,
            "authorization_endpoint": ISSUER + "/authorize",
            "token_endpoint": ISSUER + "/token",
            "jwks_uri": ISSUER + "/keys",
        }

    def fetch(self, url: str, form: dict[str, str] | None = None, headers: object = None) -> dict[str, Any]:
        if url.endswith("/keys"):
            public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(KEYS["ours"].public_key()))
            return {"keys": [public | {"kid": "k1", "alg": "ES256", "use": "sig"}]}
        if form is None:
            return self.document
        self.asked |= form
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.asked["code_challenge"]
        return {"id_token": self.sign()}

    def sign(self) -> str:
        now = int(time.time())
        own = {"iss": ISSUER, "aud": "depositary", "iat": now, "exp": now + 60, "nonce": self.asked["nonce"]}
        key: Any = KEYS[self.key] if self.algorithm == "ES256" else "x" * 64 if self.algorithm == "HS256" else None
        return jwt.encode(own | self.claims, key, self.algorithm, {"kid": self.kid})


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider()
    monkeypatch.setattr(openid, "fetch", made.fetch)
    return made


@pytest.fixture
def vault() -> Iterator[Store]:
    made = make_vault()
    add_account(made, "ann@example.org", "reviewer", None)
    yield made
    made.close()


@pytest.fixture
def client(vault: Store, provider: Provider) -> Iterator[TestClient]:
    store = open_store(":memory:")
    with visit(make_served(store, vault, openid=SETTINGS)) as made:
        yield made
    store.close()


def go(client: TestClient, provider: Provider, after: str = "/review") -> str:
    """Begin at our page, and return the address to which the provider sends the person back."""
    answer = client.get("/sign-in/openid", params={"next": after})
    there = urlsplit(answer.headers["location"])
    provider.asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert answer.status_code == 303 and there.netloc == "id.example"
    assert "SameSite=lax" in answer.headers["set-cookie"] and "HttpOnly" in answer.headers["set-cookie"]
    assert provider.asked["redirect_uri"] == "https://register.example/sign-in/openid/back"
    return f"/sign-in/openid/back?code=c0de&state={provider.asked['state']}"


def test_who_has_an_account_is_signed_in_and_bound(client: TestClient, vault: Store, provider: Provider) -> None:
    answer = client.get(go(client, provider))
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    assert "ann@example.org" in client.get("/review").text
    assert provider.asked["client_secret"] == "a shared secret"
    bound = find_account(vault, "ann@example.org")
    assert bound and (bound.issuer, bound.subject) == (ISSUER, "42")
    provider.claims["email"] = "new-name@example.org"
    assert client.get(go(client, provider)).status_code == 303
    provider.claims = {"sub": "43", "email": "ann@example.org", "email_verified": True}
    assert client.get(go(client, provider)).status_code == 403


LIES: list[dict[str, Any]] = [
    {"iss": "https://evil.example"},
    {"aud": "another"},
    {"aud": ["depositary", "another"], "azp": "another"},
    {"exp": 1},
    {"nonce": "of another attempt"},
    {"sub": None},
    {"sub": ""},
    {"aud": ["depositary", "another"]},
]


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_for_us_is_not_believed(client: TestClient, provider: Provider, lie: dict[str, Any]) -> None:
    back = go(client, provider)
    provider.claims |= lie
    assert client.get(back).status_code == 403
    assert client.get("/review").status_code == 303


@pytest.mark.parametrize(
    ("key", "kid", "algorithm"),
    [("theirs", "k1", "ES256"), ("ours", "k2", "ES256"), ("ours", "k1", "HS256"), ("ours", "k1", "none")],
)
def test_only_the_providers_keys_are_believed(
    client: TestClient, provider: Provider, key: str, kid: str, algorithm: str
) -> None:
    back = go(client, provider)
    provider.key, provider.kid, provider.algorithm = key, kid, algorithm
    answer = client.get(back)
    assert answer.status_code == 403 and "cannot be believed" in answer.text


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email": "zoe@example.org"},
        {"email": "<b>"},
        {"email": 7},
        {"email": "kate@example.org".replace("k", "\N{KELVIN SIGN}")},
    ],
)
def test_who_has_no_account_is_turned_away(
    client: TestClient, vault: Store, provider: Provider, claims: dict[str, Any]
) -> None:
    add_account(vault, "kate@example.org", "admin", None)  # a letter that folds to her k is not hers
    provider.claims |= claims
    assert client.get(go(client, provider)).status_code == 403


def test_a_password_account_is_not_taken_over(client: TestClient, vault: Store, provider: Provider) -> None:
    add_account(vault, "ada@example.org", "admin", PASSWORD)
    provider.claims["email"] = "ada@example.org"
    assert client.get(go(client, provider)).status_code == 403


def test_settings_can_let_everybody_of_the_provider_in(vault: Store, provider: Provider) -> None:
    store = open_store(":memory:")
    provider.claims["email"] = "zoe@example.org"
    with visit(make_served(store, vault, openid=OpenID(ISSUER, "depositary", "s", "reader"))) as client:
        assert client.get(go(client, provider)).status_code == 303
    made = find_account(vault, "zoe@example.org")
    assert made and made.role == "reader"
    store.close()


def test_an_attempt_is_finished_once_in_the_browser_that_began_it(client: TestClient, provider: Provider) -> None:
    back = go(client, provider)
    cookies = dict(client.cookies)
    client.cookies.clear()
    assert client.get(back).status_code == 400
    back = go(client, provider)
    assert client.get(back).status_code == 303
    client.cookies.update(cookies)
    assert client.get(back).status_code == 400
    client.cookies.clear()
    assert client.get("/sign-in/openid/back?code=x&state=y").status_code == 400
    assert client.get(go(client, provider).replace("code=c0de", "error=access_denied")).status_code == 403
    assert client.get(go(client, provider) + "&iss=https://evil.example").status_code == 400
    assert client.get("/sign-in/openid", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_attempts_grow_old(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = Attempts()
    state, _ = attempts.begin("/")
    late = time.monotonic() + 601
    monkeypatch.setattr(time, "monotonic", lambda: late)
    assert attempts.finish(state) is None
    monkeypatch.setattr(openid, "MOST", 2)
    states = [attempts.begin("/")[0] for _ in range(3)]
    assert list(attempts.kept) == states[1:]


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": 1},
        {"authorization_endpoint": "https://[id"},
    ],
)
def test_a_provider_that_describes_another_is_not_asked(provider: Provider, change: dict[str, Any]) -> None:
    provider.document |= change
    with pytest.raises(ProviderError):
        openid.Provider().discover(SETTINGS)


def test_answers_of_a_provider_are_read_over_http() -> None:
    def keys(request: Request) -> Response:
        return JSONResponse({"keys": [], "method": request.method, "type": request.headers.get("content-type")})

    routes = [
        Route("/keys", keys, methods=["GET", "POST"]),
        Route("/away", lambda _: RedirectResponse("/keys")),
        Route("/list", lambda _: JSONResponse([])),
        Route("/page", lambda _: Response("<p>")),
    ]
    with serve(Starlette(routes=routes)) as address:
        assert openid.fetch(f"{address}/keys")["method"] == "GET"
        told = openid.fetch(f"{address}/keys", {"code": "a&b"})
        assert (told["method"], told["type"]) == ("POST", "application/x-www-form-urlencoded")
        for path in ("/away", "/list", "/page", "/none"):
            with pytest.raises(ProviderError):
                openid.fetch(address + path)


def test_a_provider_that_is_away_is_told() -> None:
    with pytest.raises(ProviderError, match="try again later"):
        openid.fetch("http://127.0.0.1:9/keys")


def test_a_short_key_is_not_believed() -> None:
    for bits, believed in ((1024, False), (2048, True)):
        public = rsa.generate_private_key(65537, bits).public_key()
        key = jwt.PyJWK(json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(public)) | {"alg": "RS256"})
        if believed:
            assert openid.check_key(key) is key
        else:
            with pytest.raises(ValueError, match="short"):
                openid.check_key(key)


def test_a_refused_token_is_logged(client: TestClient, provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "depositary.web")
    back = go(client, provider)
    provider.key = "theirs"
    client.get(back)
    told = [json.loads(record.message) for record in caplog.records if record.name.endswith("door")]
    assert [event["event"] for event in told] == ["sign-in failed"]
    assert "believed" in told[0]["reason"] and "a shared secret" not in caplog.text


def test_the_provider_is_not_asked_again_for_each_stranger(
    client: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def count(url: str, *more: Any) -> dict[str, Any]:
        asked.append(url)
        return provider.fetch(url, *more)

    monkeypatch.setattr(openid, "fetch", count)
    for _ in range(20):
        assert client.get("/sign-in/openid").status_code == 303
    assert len(asked) == 1
    client.get(go(client, provider))
    provider.kid = "another"
    for _ in range(5):
        client.get(go(client, provider))
    assert sum(url.endswith("/keys") for url in asked) <= 2


def test_the_cookie_of_an_attempt_cannot_be_set_by_a_sister_site(client: TestClient, provider: Provider) -> None:
    words = client.get("/sign-in/openid").headers["set-cookie"]
    assert words.startswith("__Host-depositary-openid=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(words.split("; ")) and "Domain" not in words
