"""The options of ``serve`` that control access: who can reach the server, and what they can do.

>>> check_reach("127.0.0.1", Settings(), accounts=False, tls=False)
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any

import click

from depositary.errors import InputError
from depositary.web.persons import ROLES
from depositary.web.sessions import Lifetime
from depositary.web.settings import RATE, TOKEN_RATE, OpenID, Settings, check_issuer, check_url, is_loopback

SECRET = "DEPOSITARY_OPENID_SECRET"

OPTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("--url", "Public address of the server, such as https://register.example.", {"metavar": "URL"}),
    ("--private", "Require an account or a token for reading too.", {"is_flag": True}),
    (
        "--rate",
        "Maximum requests per minute from one address; 0 for no limit.",
        {"type": click.IntRange(0), "default": RATE},
    ),
    ("--token-rate", "Maximum requests per minute with one token.", {"type": click.IntRange(0), "default": TOKEN_RATE}),
    ("--idle", "Minutes until an unused session ends.", {"type": click.IntRange(1), "default": 60}),
    ("--session", "Hours until any session ends.", {"type": click.IntRange(1), "default": 12}),
    ("--openid-issuer", f"Address of the OpenID Connect provider. Its secret is in {SECRET}.", {"metavar": "URL"}),
    ("--openid-client", "Client id of this server at the provider.", {"metavar": "ID"}),
    (
        "--openid-role",
        "Role for people without an account. Without this option they cannot sign in.",
        {"type": click.Choice(ROLES)},
    ),
)
"""Each option with its help. Each can also be set in the environment (``--url`` as ``DEPOSITARY_URL``)."""


def asked_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the server. The command gets one ``Settings`` named ``settings``."""

    @functools.wraps(command)
    def set_up(*args: Any, **given: Any) -> Any:
        given |= {name: given[name] or "" for name in ("url", "openid_issuer", "openid_client")}
        names = ("url", "private", "rate", "token_rate", "idle", "session")
        own = {name: given.pop(name) for name in names}
        openid = make_openid(*(given.pop(f"openid_{name}") for name in ("issuer", "client", "role")))
        return command(*args, settings=make_settings(openid=openid, **own), **given)

    for name, words, more in reversed(OPTIONS):
        variable = "DEPOSITARY_" + name.lstrip("-").replace("-", "_").upper()
        own: dict[str, Any] = {"help": words, "envvar": variable, "show_default": "default" in more, **more}
        set_up = click.option(name, **own)(set_up)
    return set_up


def make_settings(openid: OpenID | None, url: str, idle: int, session: int, **own: Any) -> Settings:
    """Make settings from options.

    Raises:
        InputError: they do not fit together.
    """
    url = check_url(url) if url else ""
    if openid and not url:
        raise InputError("--openid-issuer needs --url: the provider sends people back to that address")
    return Settings(url=url, lifetime=Lifetime(idle * 60, session * 3600), openid=openid, **own)


def make_openid(issuer: str, client: str, role: str | None) -> OpenID | None:
    """Make the OpenID provider from options.

    Raises:
        InputError: one of them, or the secret, is missing.
    """
    if not issuer:
        return None
    secret = os.environ.get(SECRET, "")
    if not client or not secret:
        raise InputError(f"--openid-issuer needs --openid-client, and the secret in the environment as {SECRET}")
    return OpenID(check_issuer(issuer), client, secret, role or "")


def check_reach(host: str, settings: Settings, *, accounts: bool, tls: bool) -> None:
    """Refuse to serve others without accounts or without TLS.

    Args:
        host: the address to listen on.
        settings: the server's settings.
        accounts: whether anybody can sign in.
        tls: whether the server has a certificate of its own.

    Raises:
        InputError: others could reach it in that way.
    """
    reached = not is_loopback(host) or bool(settings.url and not is_loopback(settings.host))
    if reached and not accounts:
        raise InputError(
            f"--host {host}{' --url ' + settings.url if settings.url else ''}: without accounts the server listens on "
            "loopback only (127.0.0.1, ::1, localhost). Add an account: depositary accounts add NAME --role admin"
        )
    if reached and not settings.secure:
        raise InputError(
            f"--host {host}: passwords would travel unencrypted. Give the public address with --url https://NAME, and "
            "either --certificate and --key, or use a proxy with TLS"
        )
    if tls and not settings.secure:
        raise InputError("--certificate needs --url https://NAME, the name in the certificate")
    if settings.private and not accounts:
        raise InputError("--private needs accounts. Add one: depositary accounts add NAME --role admin")
