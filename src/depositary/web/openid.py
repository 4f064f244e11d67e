"""OpenID Connect: signing people in at a provider, by the authorization code flow with PKCE.

What the provider answers is believed only where it is signed by its own keys with an asymmetric
algorithm, made for this server, for this attempt, and not expired. A person is known by issuer and
subject; an account whose name is their verified e-mail address is bound to them at their first sign-in.

>>> challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpcore
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from depositary.errors import DepositaryError, InputError
from depositary.register.storage.store import Store
from depositary.web.accounts import Account, add_account, bind_subject, check_name, find_account, find_subject
from depositary.web.door import name_asker, tell
from depositary.web.settings import OpenID, Settings, check_issuer
from depositary.web.signin import check_next, enter, vault_of

PATH = "/sign-in/openid"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
COOKIE = "depositary-openid"
LIVES = 600  # seconds for an attempt
MOST = 10_000  # attempts under way
SECONDS = 10.0
LARGEST = 1_000_000
AGE = 600.0  # seconds for which what a provider says of itself is believed
LONGEST_SUBJECT = 255  # characters (OpenID Connect Core, section 2)
LEAST_BITS = 2048  # of an RSA key
AGAIN = 30.0  # seconds after which its keys are asked for again, for a key that is not there
SKEW = 60  # seconds by which the clocks of two machines may differ


class ProviderError(DepositaryError):
    """The provider cannot be asked."""


class SignInError(DepositaryError):
    """What the provider says of a person cannot be believed."""


@dataclass(frozen=True)
class Attempt:
    """One attempt to sign in, under way at the provider."""

    nonce: str
    verifier: str
    after: str
    at: float = field(default_factory=time.monotonic)


class Attempts:
    """The attempts under way, by state; each can be finished once."""

    def __init__(self) -> None:
        """Begin without any."""
        self.kept: OrderedDict[str, Attempt] = OrderedDict()
        self.lock = threading.Lock()

    def begin(self, after: str) -> tuple[str, Attempt]:
        """Begin an attempt, and return its state; the oldest are let go."""
        state, made = secrets.token_urlsafe(32), Attempt(secrets.token_urlsafe(32), secrets.token_urlsafe(48), after)
        with self.lock:
            self.kept[state] = made
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)
        return state, made

    def finish(self, state: str) -> Attempt | None:
        """Return the attempt of a state, if it is young enough, and forget it."""
        with self.lock:
            found = self.kept.pop(state, None)
        return found if found and time.monotonic() - found.at < LIVES else None


def challenge(verifier: str) -> str:
    """Return the challenge (S256) of a verifier (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def fetch(url: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON object under an address of the provider; redirects are not followed.

    Raises:
        ProviderError: there is none.
    """
    body = urlencode(form).encode() if form is not None else None
    sent = {"accept": "application/json", **(headers or {})}
    if body is not None:
        sent["content-type"] = "application/x-www-form-urlencoded"
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
    method = "POST" if body is not None else "GET"
    try:
        with httpcore.stream(
            method, url, headers=list(sent.items()), content=body, extensions={"timeout": timeout}
        ) as answer:
            found = json.loads(take(answer)) if answer.status == 200 else None
            status = answer.status
    except (
        httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.UnsupportedProtocol,
        ValueError, RecursionError, TypeError,
    ) as error:  # fmt: skip
        raise ProviderError(f"the sign-in provider cannot be asked ({type(error).__name__}): try again later") from None
    if not isinstance(found, dict):
        raise ProviderError(f"the sign-in provider refused (status {status}): try again")
    return found


def take(answer: httpcore.Response) -> bytes:
    """Return the body of an answer, cut where it is longer than any, or takes longer."""
    body, end = bytearray(), time.monotonic() + SECONDS
    for part in answer.iter_stream():
        body += part
        if len(body) > LARGEST or time.monotonic() > end:
            raise ValueError("too long")
    return bytes(body)


class Provider:
    """What a provider says of itself, remembered for a while: its places and its keys."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self.kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self.lock = threading.Lock()

    def ask(self, url: str, age: float = AGE) -> dict[str, Any]:
        """Return the document under an address; one that is young enough is not asked for again.

        Raises:
            ProviderError: it cannot be asked.
        """
        with self.lock:  # who comes meanwhile waits for the same answer
            at, found = self.kept.get(url, (float("-inf"), {}))
            if time.monotonic() - at > age:
                found = fetch(url)
                self.kept[url] = time.monotonic(), found
            return found

    def discover(self, openid: OpenID) -> dict[str, str]:
        """Return the provider's description of itself.

        Raises:
            ProviderError: it cannot be asked, or describes another.
        """
        found = self.ask(openid.issuer.rstrip("/") + "/.well-known/openid-configuration")
        names = "authorization_endpoint", "token_endpoint", "jwks_uri"
        if found.get("issuer") != openid.issuer or not all(isinstance(found.get(name), str) for name in names):
            raise ProviderError("the sign-in provider describes another than the one of the settings")
        try:
            return {name: check_issuer(found[name]) for name in names}
        except InputError:
            raise ProviderError("the sign-in provider names an address without TLS") from None

    def find_key(self, url: str, kid: str | None) -> jwt.PyJWK:
        """Return the provider's key of an id; keys that are not there are asked for again, now and then.

        Raises:
            SignInError: there is none that can be believed.
            ProviderError: it cannot be asked.
        """
        for age in (AGE, AGAIN):
            try:
                return check_key(choose_key(jwt.PyJWKSet.from_dict(self.ask(url, age)), kid))
            except (jwt.PyJWTError, LookupError, ValueError, TypeError, AttributeError) as error:
                reason = type(error).__name__
        raise SignInError(f"what the sign-in provider says cannot be believed ({reason})")


def settings_of(request: Request) -> tuple[Settings, OpenID]:
    """Return the settings, with the provider.

    Raises:
        HTTPException: there is no provider.
    """
    settings: Settings = request.app.state.settings
    if settings.openid is None:
        raise HTTPException(404)
    return settings, settings.openid


def begin(request: Request) -> Response:
    """Send a person to the provider; only a page of ours begins that."""
    settings, openid = settings_of(request)
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise HTTPException(403, "Begin at /sign-in.")
    state, attempt = request.app.state.attempts.begin(check_next(request.query_params.get("next", "/")))
    asked = {
        "response_type": "code",
        "client_id": openid.client,
        "redirect_uri": settings.origin + PATH + "/back",
        "scope": "openid email",
        "state": state,
        "nonce": attempt.nonce,
        "code_challenge": challenge(attempt.verifier),
        "code_challenge_method": "S256",
    }
    there = request.app.state.provider.discover(openid)["authorization_endpoint"]
    response = RedirectResponse(f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}", 303)
    cookie, secure = name_own(settings), settings.secure
    response.set_cookie(cookie, state, max_age=LIVES, path="/", secure=secure, httponly=True, samesite="lax")
    return response


def finish(request: Request) -> Response:
    """Take a person back from the provider, and sign them in."""
    settings, openid = settings_of(request)
    given = request.query_params
    state, cookie = given.get("state", ""), name_own(settings)
    attempt = request.app.state.attempts.finish(state)
    if attempt is None or not hmac.compare_digest(state.encode(), request.cookies.get(cookie, "").encode()):
        tell("sign-in failed", name="", address=name_asker(request), reason="an attempt of another browser")
        raise HTTPException(400, "This sign-in was begun elsewhere or too long ago: begin again at /sign-in.")
    if given.get("iss", openid.issuer) != openid.issuer:
        raise HTTPException(400, "Another provider answered: begin again at /sign-in.")
    if "code" not in given:
        raise HTTPException(403, "The provider did not sign you in.")
    try:
        claims = redeem(request.app.state.provider, settings, openid, given["code"], attempt)
    except (SignInError, ProviderError) as error:
        tell("sign-in failed", name="", address=name_asker(request), reason=str(error))
        raise
    account = find_person(vault_of(request), openid, claims)
    if account is None or account.locked_at:
        tell("sign-in failed", name=str(claims.get("email", claims["sub"]))[:100], address=name_asker(request))
        raise HTTPException(403, "The provider knows you, but you have no account here: ask whoever runs this server.")
    response = enter(request, account, attempt.after)
    response.delete_cookie(cookie, path="/", secure=settings.secure, httponly=True, samesite="lax")
    return response


def name_own(settings: Settings) -> str:
    """Return the name of the cookie that binds an attempt to its browser; no sister site can set it over TLS."""
    return f"__Host-{COOKIE}" if settings.secure else COOKIE


def redeem(provider: Provider, settings: Settings, openid: OpenID, code: str, attempt: Attempt) -> dict[str, Any]:
    """Return what the provider says of a person, for the code that they brought back.

    Raises:
        SignInError: it says nothing that can be believed.
    """
    places = provider.discover(openid)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": settings.origin + PATH + "/back",
        "client_id": openid.client,
        "client_secret": openid.secret,
        "code_verifier": attempt.verifier,
    }
    token = fetch(places["token_endpoint"], form).get("id_token")
    if not isinstance(token, str):
        raise SignInError("the sign-in provider said nothing of the person")
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError) as error:
        raise SignInError(f"what the sign-in provider says cannot be believed ({type(error).__name__})") from None
    key = provider.find_key(places["jwks_uri"], kid if isinstance(kid, str) else None)
    return check_token(token, key, openid, attempt.nonce)


def check_token(token: str, key: jwt.PyJWK, openid: OpenID, nonce: str) -> dict[str, Any]:
    """Return what an ID token says, if it can be believed (OpenID Connect Core, section 3.1.3.7).

    Raises:
        SignInError: it cannot.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=openid.client,
            issuer=openid.issuer,
            leeway=SKEW,
            options={"require": ["exp", "iat", "sub", "aud", "iss", "nonce"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise SignInError(f"what the sign-in provider says cannot be believed ({type(error).__name__})") from None
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise SignInError("what the sign-in provider says names nobody")
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise SignInError("what the sign-in provider says is for another attempt")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", "" if several else openid.client) != openid.client:  # 3.1.3.7, rules 3 to 5
        raise SignInError("what the sign-in provider says is for another server")
    return claims


def choose_key(keys: jwt.PyJWKSet, kid: str | None) -> jwt.PyJWK:
    """Return the provider's key of an id; without an id, its only one.

    Raises:
        LookupError: there is none.
    """
    found = [key for key in keys.keys if kid is None or key.key_id == kid]
    if len(found) != 1:
        raise LookupError("no such key")
    return found[0]


def check_key(key: jwt.PyJWK) -> jwt.PyJWK:
    """Return a key that is long enough.

    Raises:
        ValueError: it is a short one of RSA.
    """
    if getattr(key.key, "key_size", LEAST_BITS) < LEAST_BITS and isinstance(key.key, RSAPublicKey):
        raise ValueError("a short key")
    return key


def find_person(vault: Store, openid: OpenID, claims: Mapping[str, Any]) -> Account | None:
    """Return the account of a person whom the provider signed in; bound or made at their first sign-in."""
    if found := find_subject(vault, openid.issuer, str(claims["sub"])):
        return found
    if claims.get("email_verified") is not True or not isinstance(claims.get("email"), str):
        return None
    try:
        name = check_name(claims["email"])
    except InputError:
        return None
    own = find_account(vault, name)
    if own is None and openid.role:
        own = add_account(vault, name, openid.role, None)
    if own is None or own.subject or own.password:
        return None
    bind_subject(vault, name, openid.issuer, str(claims["sub"]))
    return find_account(vault, name)


ROUTES = [Route(PATH, begin), Route(PATH + "/back", finish)]
