"""The address guard: nothing but the public Internet, however an address is wrapped."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.sources.address import is_public

REFUSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:0:0:0:0:80ff:fffe",
    "192.0.0.8",  # these six are public to the ipaddress of Python 3.11
    "192.0.0.192",
    "3fff::1",
    "5f00::1",
    "::ffff:0:7f00:1",
    "::1.2.3.4",
]
ALLOWED = ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808", "2002:808:808::"]


@pytest.mark.parametrize("address", REFUSED)
def test_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_allowed(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_never_more_public_than_the_plain_one(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    wrapped = [f"::ffff:{address}", str(ipaddress.IPv6Address((0x64FF9B << 96) | number))]
    assert all(is_public(w) == is_public(str(address)) or not is_public(w) for w in wrapped)
    assert is_public(str(address)) or not any(is_public(w) for w in wrapped)
