"""Which addresses the program may speak to: the public Internet, unless a setting allows more.

>>> is_public("93.184.215.14"), is_public("::ffff:127.0.0.1"), is_public("100.64.0.1")
(True, False, False)
"""

from __future__ import annotations

import ipaddress
from importlib import resources
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
"""NAT64 prefixes (RFC 6052, RFC 8215), whose last 32 bits are an IPv4 address."""

UNICAST = ipaddress.IPv6Network("2000::/3")
"""The one part of IPv6 that is given out for the public Internet (IANA, IPv6 address space)."""


def load_networks() -> tuple[Network, ...]:
    """Return the networks of special purpose, as `networks.tsv` lists them."""
    table = resources.files("depositary.sources").joinpath("networks.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(ipaddress.ip_network(row[0]) for row in rows[1:])


SPECIAL = load_networks()
"""Our own list: that of Python's `ipaddress` changes from one release to the next."""


def is_public(text: str) -> bool:
    """Tell whether an address is of the public Internet, whatever it is wrapped in.

    Refused are the networks of special purpose (private, loopback, link-local, carrier-grade, multicast, reserved,
    documentation), and addresses that hold one of these (RFC 4291, 3056, 4380, 6052).

    Raises:
        ValueError: the text is no address.
    """
    address = ipaddress.ip_address(text.split("%", 1)[0])
    return all(is_global(one) for one in unwrap(address))


def is_global(address: Address) -> bool:
    """Tell whether one plain address is of no network of special purpose."""
    if isinstance(address, ipaddress.IPv6Address) and address not in UNICAST:
        return False
    return not any(address in network for network in SPECIAL if network.version == address.version)


def unwrap(address: Address) -> list[Address]:
    """Return the IPv4 addresses within an IPv6 address, or the address itself where there are none."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    wrapped: list[Address] = [v4 for v4 in (address.ipv4_mapped, address.sixtofour) if v4]
    wrapped += list(address.teredo or ())
    if any(address in network for network in TRANSLATED):
        wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return wrapped or [address]


def split_address(url: str | None) -> SplitResult | None:
    """Return the parts of an address of the web, ``None`` where it is none.

    >>> split_address("http://[foo/") is None
    True
    """
    try:
        return urlsplit((url or "").strip())
    except ValueError:
        return None


def clean_address(url: str | None, base: str | None = None) -> str | None:
    """Return an address of the web as a report can carry it, without a user name; ``None`` where it is none.

    >>> clean_address("/2024/a", "https://lake.example/feed"), clean_address("https://ana:x@lake.example/b")
    ('https://lake.example/2024/a', 'https://lake.example/b')
    >>> clean_address("javascript:alert(1)"), clean_address("http://[foo/")
    (None, None)
    """
    try:
        whole = urljoin((base or "").strip(), (url or "").strip()) if base else (url or "").strip()
        parts = urlsplit(whole)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return None
    place = parts.netloc.rpartition("@")[2]
    return (whole if place == parts.netloc else urlunsplit(parts._replace(netloc=place))) if usable else None


def find_host(url: str | None) -> str:
    """Return the host of an address in small letters; nothing where it has none, or is none.

    >>> find_host("https://WWW.Lake.example/1"), find_host("http://[foo/")
    ('www.lake.example', '')
    """
    parts = split_address(url)
    try:
        return (parts.hostname or "") if parts else ""
    except ValueError:
        return ""
