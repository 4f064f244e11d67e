"""Which addresses the program may speak to: the public Internet, unless a setting allows more.

>>> is_public("93.184.215.14"), is_public("::ffff:127.0.0.1"), is_public("100.64.0.1")
(True, False, False)
"""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
"""NAT64 prefixes (RFC 6052, RFC 8215), whose last 32 bits are an IPv4 address."""

COMPATIBLE = ipaddress.IPv6Network("::/96")
"""IPv4-compatible addresses (RFC 4291, deprecated)."""

DISCARDED = (
    ipaddress.IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    ipaddress.IPv6Network("fec0::/10"),  # site-local, RFC 3879
    ipaddress.IPv6Network("100::/64"),  # discard-only, RFC 6666
)


def is_public(text: str) -> bool:
    """Tell whether an address is of the public Internet, whatever it is wrapped in.

    Refused are private, loopback, link-local, carrier-grade, multicast, reserved and unspecified
    addresses, and those mapped or translated into IPv6 (RFC 4291, 3056, 4380, 6052).

    Raises:
        ValueError: the text is no address.
    """
    address = ipaddress.ip_address(text.split("%", 1)[0])
    return all(is_global(one) for one in unwrap(address))


def is_global(address: Address) -> bool:
    """Tell whether one plain address is globally reachable and no multicast group."""
    discarded = any(address in network for network in DISCARDED if network.version == address.version)
    return address.is_global and not address.is_multicast and not discarded


def unwrap(address: Address) -> list[Address]:
    """Return the IPv4 addresses within an IPv6 address, or the address itself where there are none."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    wrapped: list[Address] = [v4 for v4 in (address.ipv4_mapped, address.sixtofour) if v4]
    wrapped += list(address.teredo or ())
    if any(address in network for network in (*TRANSLATED, COMPATIBLE)):
        wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return wrapped or [address]
