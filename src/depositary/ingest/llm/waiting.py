"""Waiting for a busy server: as long as it asks for, else twice as long each time, all questions together.

>>> read_pause({"retry-after": "7"}), read_pause({}), back_off(3, lambda: 0.5)
(7.0, None, 4.0)
"""

from __future__ import annotations

import email.utils
import random
import threading
import time
from collections.abc import Callable, Mapping

FIRST, LONGEST = 1.0, 60.0  # seconds of the first pause that we choose, and of the longest
OBEYED = 600.0  # seconds of the longest pause that a server may ask for


def read_pause(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float | None:
    """Return how many seconds a server asks to be left alone (``Retry-After``, RFC 9110 10.2.3).

    Args:
        headers: of its answer, by names in small letters.
        now: the time in seconds since 1970.
    """
    told = headers.get("retry-after", "").strip()
    if told.replace(".", "", 1).isdigit() and told.isascii():
        return min(float(told), OBEYED)
    try:
        until = email.utils.parsedate_to_datetime(told).timestamp() if told else None
    except (ValueError, OverflowError):
        return None
    return None if until is None else min(max(0.0, until - now()), OBEYED)


def back_off(attempt: int, chance: Callable[[], float] = random.random) -> float:
    """Return the pause before the attempt after ``attempt``, doubled each time and spread by up to a half."""
    return min(FIRST * 2.0 ** (attempt - 1), LONGEST) * (0.75 + 0.5 * chance())


class Gatekeeper:
    """Holds all questions back while the server wants to be left alone; threads share it."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] | None = None
    ) -> None:
        """Begin with an open gate; ``clock`` and ``sleep`` are others in tests."""
        self.clock = clock
        self.stopped = threading.Event()
        self.sleep = sleep or self.stopped.wait
        self.open_at = float("-inf")
        self.lock = threading.Lock()

    def hold(self, seconds: float) -> None:
        """Let nobody through for so many seconds."""
        with self.lock:
            self.open_at = max(self.open_at, self.clock() + seconds)

    def wait(self) -> None:
        """Wait until the gate is open, or the run is stopped."""
        while (left := self.open_at - self.clock()) > 0 and not self.stopped.is_set():
            self.sleep(left)
