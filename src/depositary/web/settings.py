"""Settings of the server: under which address people reach it, who may read, how often, and who signs people in.

>>> Settings(url="https://register.example").host, Settings(url="https://register.example").secure
('register.example', True)
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from depositary.errors import InputError
from depositary.sources.address import split_address
from depositary.web.sessions import Lifetime

RATE, TOKEN_RATE = 300, 1200  # requests a minute


@dataclass(frozen=True)
class OpenID:
    """An OpenID Connect provider: its address, what it calls this server, and the secret shared with it.

    ``role`` is given to whoever it signs in and has no account; without it they are turned away.
    """

    issuer: str
    client: str
    secret: str
    role: str = ""


@dataclass(frozen=True)
class Settings:
    """How a server behaves; ``rate`` and ``token_rate`` are requests a minute, 0 for no limit."""

    url: str = ""
    private: bool = False
    rate: int = RATE
    token_rate: int = TOKEN_RATE
    lifetime: Lifetime = field(default_factory=Lifetime)
    openid: OpenID | None = None

    @property
    def secure(self) -> bool:
        """Whether people reach the server over TLS."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        """The name under which people reach the server."""
        return urlsplit(self.url).hostname or ""

    @property
    def origin(self) -> str:
        """The origin of our own pages, where it is told."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if self.url else ""


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def split(address: str, option: str) -> SplitResult:
    """Return the parts of an address.

    Raises:
        InputError: it is none.
    """
    parts = split_address(address)
    if parts is None:
        raise InputError(f"{option} {address[:100]}: it is no address")
    return parts


def check_url(url: str) -> str:
    """Return the address under which people reach the server.

    Raises:
        InputError: it is no origin (scheme and host), or others reach it without TLS.
    """
    parts = split(url, "--url")
    plain = parts.path in ("", "/") and not parts.query and "@" not in parts.netloc
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise InputError(f"--url {url[:100]}: write the origin, as https://register.example")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise InputError(f"--url {url[:100]}: passwords would travel in the clear; only https is served to others")
    return url.rstrip("/")


def check_issuer(issuer: str) -> str:
    """Return the address of an OpenID Connect provider.

    Raises:
        InputError: it is none under TLS.
    """
    parts = split(issuer, "--openid-issuer")
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return issuer
    raise InputError(f"--openid-issuer {issuer[:100]}: a provider is asked over https alone")
