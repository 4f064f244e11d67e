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
from collections import Counter, OrderedDict
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass

from sqlalchemy import func, select

from depositary.register.queries.listing import ALL, Filter, Line, list_lines
from depositary.register.queries.search_results import SearchAnswer
from depositary.register.register import KnownBy, Register
from depositary.register.storage.schema import claims, judgements, readings, unplaced, unsettled, verdicts
from depositary.register.storage.store import count_rows
from depositary.web.asking import Asked
from depositary.web.door import asker
from depositary.web.limits import Limit

PATIENCE = 0.5  # seconds that a page waits for the status of all agreements
FRESH = 2.0  # seconds for which the register is not asked again whether it has learnt more
REST = 3.0  # so many times as long as the work on today took, it is not begun anew
LONGEST_REST = 60.0
PAIRS = 8  # pairs of days that are kept
WAITING = 3  # pairs of days, beside today, that wait to be worked out; pages on more show no status
BURST, GAIN = 10, 6  # such pairs that one network may ask for, and seconds after which it may ask for one more
FOUND = 1000  # agreements that a search finds at most
REPORTS = 5  # reports that it shows

Version = tuple[tuple[int, ...], str]
Key = tuple[Version, str, str, str]  # the two days, and how knowledge is counted (Asked.how)


@dataclass(frozen=True)
class Shown:
    """The agreements that a list shows, in its order; ``stated`` tells whether their status is known by now.

    ``answer`` is what the search for words said, where words were asked.
    """

    lines: list[Line]
    stated: bool
    answer: SearchAnswer | None = None


class Shelf:
    """All agreements of a register, by pairs of days.

    What others wait for is never dropped: today's answers are worked out by a thread of their own and stay until newer
    ones are there; other days wait in a short queue, of which one network has a share.
    """

    def __init__(self, register: Register) -> None:
        """Stand over a register."""
        self.register = register
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="shelf")
        self.others = ThreadPoolExecutor(1, thread_name_prefix="shelf-days")
        self.lock = threading.Lock()
        self.kept: OrderedDict[Key, Future[list[Line]]] = OrderedDict()
        self.plain: OrderedDict[tuple[Version, str], list[Line]] = OrderedDict()
        self.seen: tuple[float, Version] | None = None
        self.coming: Version | None = None
        self.cost = 0.0
        self.share = Limit(BURST, GAIN)

    def close(self) -> None:
        """Let the workers go."""
        for worker in (self.worker, self.others):
            worker.shutdown(wait=False, cancel_futures=True)

    def prepare(self) -> None:
        """Begin beside what the first pages need: the status of today, and the library of the network."""
        today = name_today()
        self.promise(today, today)
        self.worker.submit(importlib.import_module, "networkx")

    def version(self) -> Version:
        """Return what changes whenever the register learns, is judged, or finds the agreements of what waits.

        What another program has written shows once today's answers are worked out anew; till then those before stand.
        """
        now = time.monotonic()
        with self.lock:
            seen, rest = self.seen, max(FRESH, min(REST * self.cost, LONGEST_REST))
            if seen and now - seen[0] <= rest:
                return seen[1]
            self.seen = (now, seen[1]) if seen else None
        found = self.ask_version()
        if seen is None or found == seen[1]:
            self.turn_to(found)
            return found
        self.coming = found
        today = name_today()
        work = self.begin((found, today, today, ""))
        work.add_done_callback(lambda _: self.turn_to(found))
        return found if work.done() else seen[1]

    def turn_to(self, version: Version) -> None:
        """Let a version be the one that is shown."""
        with self.lock:
            self.seen = time.monotonic(), version

    def ask_version(self) -> Version:
        """Ask the register how much it holds."""
        with self.register.store.reading() as connection:
            counts = [count_rows(connection, table) for table in COUNTED]
            undone = [
                connection.execute(select(func.count(t.c.undone_at), func.max(t.c.undone_at))).one()
                for t in (judgements, verdicts)
            ]  # the count too: a clock that was set back makes an undoing older than the one before
        return (*counts, *(row[0] for row in undone)), max(row[1] or "" for row in undone)

    def forget(self) -> None:
        """Ask the register again at the next call."""
        with self.lock:
            self.seen = None

    def lines(self, on: str, known: str, how: str = "") -> Shown:
        """Return every agreement known on a day; with its status where that is worked out in time.

        What had arrived by a day is not told before it is worked out: the list is empty till then.
        """
        today = name_today()
        pair = on or today, known or today
        work = self.promise(*pair, how)
        if work is not None:
            try:
                return Shown(work.result(PATIENCE), stated=True)
            except (NotYet, CancelledError):
                pass
        return Shown([] if "arrival" in how else self.list_plainly(pair[1]), stated=False)

    def list_plainly(self, known: str) -> list[Line]:
        """Return every agreement known on a day, without its status; the days asked for last are remembered."""
        key = self.version(), known
        with self.lock:
            if key in self.plain:
                self.plain.move_to_end(key)
                return self.plain[key]
        with self.register.store.reading() as connection:
            found = list_lines(connection, Filter(limit=ALL), known)
        with self.lock:
            self.plain[key] = found
            while len(self.plain) > PAIRS:
                self.plain.popitem(last=False)
        return found

    def promise(self, on: str, known: str, how: str = "") -> Future[list[Line]] | None:
        """Return the work on a pair of days, begun where it is not; ``None`` where too much waits, or was asked for."""
        key, today = (self.version(), on, known, how), name_today()
        with self.lock:
            if self.stands(key) or (on, known, how) == (today, today, ""):
                share = True
            else:
                waiting = sum(not work.done() for at, work in self.kept.items() if not self.is_own(at))
                share = waiting < WAITING and not self.share.spend(asker.get())
        return self.begin(key) if share else None

    def stands(self, key: Key) -> bool:
        """Tell whether the work on a pair of days is done or under way, and has not failed."""
        work = self.kept.get(key)
        return work is not None and not (work.done() and (work.cancelled() or work.exception()))

    def is_own(self, key: Key) -> bool:
        """Tell whether a pair of days is today, of the version that is shown or of the one to come."""
        today = name_today()
        return key[1:] == (today, today, "") and key[0] in (self.seen and self.seen[1], self.coming)

    def begin(self, key: Key) -> Future[list[Line]]:
        """Return the work on a pair of days, begun where it is not; of finished ones the oldest is forgotten."""
        with self.lock:
            if not self.stands(key):
                worker = self.worker if key[1:] == (name_today(), name_today(), "") else self.others
                self.kept[key] = worker.submit(self.work_out, key)
            self.kept.move_to_end(key)
            old = [at for at, work in self.kept.items() if work.done() and at != key and not self.is_own(at)]
            for at in old[: max(0, len(self.kept) - PAIRS)]:
                del self.kept[at]
            return self.kept[key]

    def work_out(self, key: Key) -> list[Line]:
        """Work out the status of all agreements on a pair of days."""
        begun = time.monotonic()
        clock: KnownBy = "arrival" if "arrival" in key[3] else "publication"
        unsure = "unsure" in key[3]
        found = self.register.list(Filter(limit=ALL), on=key[1], known=key[2], known_by=clock, unsure=unsure)
        self.cost = time.monotonic() - begun
        return found

    def select(self, asked: Asked) -> Shown:
        """Return the agreements that a list asks for, in its order."""
        return self.narrow(self.lines(asked.on, asked.known, asked.how), asked)

    def narrow(self, shown: Shown, asked: Asked) -> Shown:
        """Return those of some agreements that a list asks for, in its order."""
        answer = self.search(asked) if asked.q else None
        ranks = {found.agreement.id: rank for rank, found in enumerate(answer.agreements)} if answer else None
        lines = [line for line in shown.lines if admits(asked, line) and (ranks is None or line.id in ranks)]
        return Shown(arrange(lines, asked.sort, ranks), shown.stated, answer)

    def search(self, asked: Asked) -> SearchAnswer:
        """Return the agreements and the reports that words find, the best first."""
        return self.register.search(asked.q, known=asked.known or None, limit=FOUND, reports=REPORTS)


def name_today() -> str:
    """Return today as an ISO day, in UTC."""
    return dt.datetime.now(dt.UTC).date().isoformat()


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
