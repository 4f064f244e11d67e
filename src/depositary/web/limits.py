"""Limits: how often somebody may ask, as buckets that fill again.

>>> limit = Limit(burst=2, seconds=10)
>>> [limit.spend("ann", at) for at in (0.0, 0.0, 0.0, 10.0)]
[0, 0, 10, 0]
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections import OrderedDict

MOST = 100_000  # buckets kept; the one used longest ago is let go


class Limit:
    """A bucket for each asker: it holds ``burst`` requests, and gains one every so many seconds."""

    def __init__(self, burst: int, seconds: float) -> None:
        """Give every asker a full bucket.

        Args:
            burst: how many requests a bucket holds.
            seconds: how long it takes to gain one.
        """
        self.burst, self.seconds = burst, seconds
        self.kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = threading.Lock()

    def spend(self, asker: str, at: float | None = None) -> int:
        """Take one request of an asker's bucket; returns 0, or the seconds to wait where it is empty."""
        at = time.monotonic() if at is None else at
        with self.lock:
            held, since = self.kept.pop(asker, (float(self.burst), at))
            held = min(float(self.burst), held + (at - since) / self.seconds)
            wait = 0 if held >= 1 else math.ceil((1 - held) * self.seconds)
            self.kept[asker] = (held if wait else held - 1), at
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)
        return wait

    def fill(self, asker: str) -> None:
        """Fill an asker's bucket."""
        with self.lock:
            self.kept.pop(asker, None)


def name_network(address: str) -> str:
    """Return the network that an address counts as: itself, or the 64 bits that an IPv6 network shares.

    >>> name_network("2001:db8::1"), name_network("::ffff:192.0.2.7"), name_network("?")
    ('2001:db8::/64', '192.0.2.7', '?')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))


def widen(network: str) -> str:
    """Return the wider network that one asker may hold: the 48 bits that a site of IPv6 is given.

    >>> widen("2001:db8:1:7::/64"), widen("192.0.2.7")
    ('2001:db8:1::/48', '192.0.2.7')
    """
    if not network.endswith("/64"):
        return network
    return str(ipaddress.IPv6Network(network).supernet(new_prefix=48))
