"""The shelf: every agreement with its status on a day, kept in memory until the register learns more.

Working out the status of every agreement of a large register takes longer than a reader waits. It is
done once for each pair of days, by one thread beside; who asks earlier sees the list without it and is told so.

>>> count_facets([], "kind")
[]
"""

from __future__ import annotations

import datetime as dt
import importlib
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass

from sqlalchemy import func, select

from depositary.register.queries.dossiers import FOREVER, load_clusters
from depositary.register.queries.listing import ALL, Filter, Line, list_lines
from depositary.register.queries.search import find_mentions, rank_cluster
from depositary.register.register import Register
from depositary.register.storage.schema import claims, judgements, readings, unplaced, unsettled, verdicts
from depositary.register.storage.store import count_rows
from depositary.web.asking import Asked

PATIENCE = 1.0  # seconds that a page waits for the status of all agreements
FRESH = 2.0  # seconds for which the register is not asked again whether it has learnt more
PAIRS = 6  # pairs of days that are kept
FOUND = 20  # agreements that a search by name puts first

Version = tuple[tuple[int, ...], str]


@dataclass(frozen=True)
class Shown:
    """The agreements that a list shows, in its order; ``stated`` tells whether their status is known by now."""

    lines: list[Line]
    stated: bool


class Shelf:
    """All agreements of a register, by pairs of days."""

    def __init__(self, register: Register) -> None:
        """Stand over a register."""
        self.register = register
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="shelf")
        self.lock = threading.Lock()
        self.kept: dict[tuple[Version, str, str], Future[list[Line]]] = {}
        self.seen: tuple[float, Version] | None = None

    def close(self) -> None:
        """Let the worker go."""
        self.worker.shutdown(wait=False, cancel_futures=True)

    def prepare(self) -> None:
        """Begin beside what the first pages need: the status of today, and the library of the network."""
        today = dt.datetime.now(dt.UTC).date().isoformat()
        self.promise(today, today)
        self.worker.submit(importlib.import_module, "networkx")

    def version(self) -> Version:
        """Return what changes whenever the register learns, is judged, or finds the agreements of what waits."""
        now = time.monotonic()
        if self.seen is None or now - self.seen[0] > FRESH:
            self.seen = now, self.ask_version()
        return self.seen[1]

    def ask_version(self) -> Version:
        """Ask the register how much it holds."""
        with self.register.store.reading() as connection:
            counts = tuple(count_rows(connection, table) for table in COUNTED)
            undone = [
                connection.execute(select(func.max(t.c.undone_at))).scalar() or "" for t in (judgements, verdicts)
            ]
        return counts, max(undone)

    def forget(self) -> None:
        """Ask the register again at the next call."""
        self.seen = None

    def lines(self, on: str, known: str) -> Shown:
        """Return every agreement known on a day; with its status where that is worked out in time."""
        today = dt.datetime.now(dt.UTC).date().isoformat()
        pair = on or today, known or today
        try:
            return Shown(self.promise(*pair).result(PATIENCE), stated=True)
        except NotYet:
            with self.register.store.reading() as connection:
                return Shown(list_lines(connection, Filter(limit=ALL), pair[1]), stated=False)

    def promise(self, on: str, known: str) -> Future[list[Line]]:
        """Return the work on a pair of days, begun where it is not; the oldest is dropped."""
        key = self.version(), on, known
        with self.lock:
            if key not in self.kept:
                while len(self.kept) >= PAIRS:
                    self.kept.pop(next(iter(self.kept))).cancel()
                self.kept[key] = self.worker.submit(self.register.list, Filter(limit=ALL), on=on, known=known)
            return self.kept[key]

    def select(self, asked: Asked) -> Shown:
        """Return the agreements that a list asks for, in its order."""
        return self.narrow(self.lines(asked.on, asked.known), asked)

    def narrow(self, shown: Shown, asked: Asked) -> Shown:
        """Return those of some agreements that a list asks for, in its order."""
        ranks = self.search(asked) if asked.q else None
        lines = [line for line in shown.lines if admits(asked, line) and (ranks is None or line.id in ranks)]
        return Shown(arrange(lines, asked.sort, ranks), shown.stated)

    def search(self, asked: Asked) -> dict[str, int]:
        """Return the agreements that words find, with their rank: those that they name, then those that hold them."""
        known = asked.known or FOREVER
        with self.register.store.reading() as connection:
            found = find_mentions(connection, asked.q, known)
            clusters = load_clusters(connection, found, known)
        ranked = sorted(clusters, key=lambda c: (-rank_cluster(asked.q, c, found), c[0].order))
        named = [cluster[0].id for cluster in ranked[:FOUND]]
        held = [line.id for line in self.register.list(Filter(words=asked.q, limit=ALL))]
        return {name: rank for rank, name in enumerate(dict.fromkeys(named + held))}


COUNTED = (readings, judgements, verdicts, unplaced, unsettled)


def admits(asked: Asked, line: Line) -> bool:
    """Tell whether a list that is asked for shows an agreement, but for the words."""
    return (
        set(asked.party) <= set(line.parties)
        and asked.kind in ("", line.kind)
        and (not asked.area or asked.area in line.areas)
        and asked.status in ("", line.status)
        and asked.year in ("", str(line.year))
        and asked.told in ("", line.first_on[:4])
        and (not asked.source or asked.source in line.outlets)
        and (not asked.disputed or line.disputed)
    )


def arrange(lines: list[Line], sort: str, ranks: dict[str, int] | None = None) -> list[Line]:
    """Return lines in an order; found ones by their rank unless another order is asked."""
    if sort == "latest":
        return sorted(lines, key=lambda line: (line.last_on, line.id), reverse=True)
    if sort == "newest":
        return sorted(lines, key=lambda line: (line.first_on, line.id), reverse=True)
    if sort == "title":
        return sorted(lines, key=lambda line: (line.title.casefold(), line.id))
    if ranks is not None:
        return sorted(lines, key=lambda line: ranks[line.id])
    return sorted(lines, key=lambda line: (-line.stories, line.title.casefold(), line.id))


def count_facets(lines: Sequence[Line], facet: str, limit: int = 12) -> list[tuple[str, int]]:
    """Return the values of a facet in some lines with their counts, the most first.

    Args:
        lines: what the list shows.
        facet: ``party``, ``kind``, ``area``, ``status``, ``year`` or ``source``.
        limit: the most values to return.
    """
    return Counter(value for line in lines for value in list_values(line, facet)).most_common(limit)


def list_values(line: Line, facet: str) -> list[str]:
    """Return the values that a line has in a facet."""
    match facet:
        case "party":
            return line.parties
        case "area":
            return line.areas
        case "source":
            return line.outlets
        case "kind":
            return [line.kind]
        case "status":
            return [line.status] if line.status else []
        case _:
            return [str(line.year)] if line.year else []


def count_held(register: Register) -> dict[str, int]:
    """Return how many reports were read and how many claims were made."""
    with register.store.reading() as connection:
        return {"reports": count_rows(connection, readings), "claims": count_rows(connection, claims)}
