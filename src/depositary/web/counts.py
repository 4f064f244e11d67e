"""Counts: how often each asker has asked and has tried to sign in. All workers of a server share them.

>>> counts = make_counts(Settings(rate=1))
>>> counts.limits["address"].spend("192.0.2.7"), counts.limits["address"].spend("192.0.2.7")
(0, 60)
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from multiprocessing.managers import BaseManager

from depositary.ingest.cluster.workers import watch_parent
from depositary.web.limits import Limit
from depositary.web.openid import Attempts
from depositary.web.settings import Settings
from depositary.web.signin import Throttle


@dataclass(frozen=True)
class Counts:
    """What is counted: requests by address and by token, attempts to sign in, and attempts under way at a provider."""

    limits: Mapping[str, Limit]
    throttle: Throttle
    attempts: Attempts


def make_counts(
    settings: Settings,
    limit: Callable[[int, float], Limit] = Limit,
    throttle: Callable[[], Throttle] = Throttle,
    attempts: Callable[[], Attempts] = Attempts,
) -> Counts:
    """Return counts that begin at zero; a rate of 0 is no limit."""
    rates = (("address", settings.rate), ("token", settings.token_rate))
    return Counts({sort: limit(rate, 60 / rate) for sort, rate in rates if rate}, throttle(), attempts())


class Keeper(BaseManager):
    """A process that keeps counts for the workers of a server. They reach it through a socket of this machine."""


Keeper.register("Limit", Limit, exposed=("spend", "fill"))
Keeper.register("Throttle", Throttle, exposed=("spend", "forgive", "spend_change"))
Keeper.register("Attempts", Attempts, exposed=("begin", "finish"))


@contextmanager
def keep_counts(settings: Settings, context: BaseContext) -> Iterator[tuple[Counts, int]]:
    """Yield counts that processes can share, and what tells that the process which keeps them has ended.

    Args:
        settings: the server's settings.
        context: how processes are started.
    """
    keeper = Keeper(ctx=context)
    keeper.start(begin_keeping, (os.getpid(),))
    own = keeper._process  # type: ignore[attr-defined]  # no public way tells that it has ended
    try:
        made = make_counts(settings, keeper.Limit, keeper.Throttle, keeper.Attempts)  # type: ignore[attr-defined]
        yield made, own.sentinel
    finally:
        keeper.shutdown()


def begin_keeping(parent: int) -> None:
    """Keep counts until the server ends: workers need them for the answers under way when it is told to stop."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    watch_parent(parent)
