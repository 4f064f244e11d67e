"""The shelf: every agreement with its status, for the lists, the map and the network.

The status of today is kept for all agreements at one revision of the register, and renewed as soon as the register
is written: by the agreements that changed, or beside where these are many. The status on another day is worked out
for the agreements that a page shows. Only a list that chooses by it needs it of all: that is done beside, in turn.

>>> count_facets([], "kind")
[]
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field, replace

import msgspec

from depositary.register.curation.doubts import Doubts
from depositary.register.queries.listing import ALL, Filter, Line, list_lines
from depositary.register.queries.search_results import SearchAnswer
from depositary.register.queries.standings import Files, Standings, renew, state_lines, work_out
from depositary.register.register import KnownBy, Register, day_or_today
from depositary.register.storage.revisions import read_revision
from depositary.register.storage.schema import claims, readings
from depositary.register.storage.store import count_rows
from depositary.web.asking import Asked
from depositary.web.door import asker
from depositary.web.limits import Limit
from depositary.world import load_successors

PATIENCE = 0.5  # seconds that a page waits for the status of all agreements
CHANGED = 400  # agreements that are worked out anew while a page waits; more are beside
EXACT = 60  # agreements of a list whose status on another day is worked out at once
PAIRS = 8  # pairs of days that are kept
WAITING = 3  # pairs of days that wait to be worked out; lists that choose by the status on more find none
BURST, GAIN = 10, 6  # such pairs that one network may ask for, and seconds after which it may ask for one more
FOUND = 1000  # agreements that a search finds at most
REPORTS = 5  # reports that it shows

Version = tuple[int, int]
"""The revision of the register, and the one that today's statuses are of: the same but for a moment."""
Key = tuple[int, str, str, str]  # the revision, the two days, and how knowledge is counted (Asked.how)


@dataclass
class Held:
    """Lines as they are shown, with what is counted and sorted of them once and not for each page."""

    lines: list[Line]
    sorted: dict[str, list[Line]] = field(default_factory=dict)
    counted: dict[str, Counter[str]] = field(default_factory=dict)

    def order(self, sort: str) -> list[Line]:
        """Return the lines in an order."""
        if sort not in self.sorted:
            self.sorted[sort] = arrange(self.lines, sort)
        return self.sorted[sort]

    def count(self, facet: str) -> Counter[str]:
        """Return how often each value of a facet occurs."""
        if facet not in self.counted:
            self.counted[facet] = Counter(value for line in self.lines for value in list_values(line, facet))
        return self.counted[facet]


@dataclass(frozen=True)
class Shown:
    """The agreements that a list shows, in its order; ``stated`` tells whether their status is known by now.

    ``day`` is another day than today for which only the agreements that a page shows have their status (`Shelf.state`).
    ``answer`` is what the search for words said, where words were asked. ``whole`` are all agreements, where the list
    is of all.
    """

    lines: list[Line]
    stated: bool
    answer: SearchAnswer | None = None
    day: str = ""
    whole: Held | None = None

    def count(self, facet: str, limit: int = 12) -> list[tuple[str, int]]:
        """Return the values of a facet with their counts, the most first."""
        if self.whole:
            return self.whole.count(facet).most_common(limit)
        return count_facets(self.lines, facet, limit)


class Shelf:
    """All agreements of a register, by pairs of days.

    What others wait for is never dropped: today's answers are worked out by a thread of their own and stay until newer
    ones are there; other days wait in a short queue, of which one network has a share.
    """

    def __init__(self, register: Register) -> None:
        """Stand over a register."""
        self.register = register
        self.doubts = Doubts(register.store)
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="shelf")
        self.others = ThreadPoolExecutor(1, thread_name_prefix="shelf-days")
        self.lock, self.renewing = threading.Lock(), threading.Lock()
        self.today: tuple[Standings, Held] | None = None
        self.coming: Future[None] | None = None
        self.bare: tuple[Standings, Held] | None = None
        self.kept: OrderedDict[Key, Future[Held]] = OrderedDict()
        self.plain: OrderedDict[tuple[int, str], Held] = OrderedDict()
        self.files = Files()
        self.share = Limit(BURST, GAIN)
        self.when_loaded: Callable[[], None] | None = None

    def close(self) -> None:
        """Let the workers go."""
        for worker in (self.worker, self.others):
            worker.shutdown(wait=False, cancel_futures=True)

    def prepare(self) -> None:
        """Begin beside what the first pages need: the status of today, and the library of the network."""
        self.begin_today()
        self.worker.submit(importlib.import_module, "networkx")

    def version(self) -> Version:
        """Return what changes with every transaction that writes, and when today's statuses are those after it."""
        with self.register.store.reading() as connection:
            revision = read_revision(connection)
        held = self.hold_today(revision, wait=0)
        return revision, held[0].revision if held else 0

    def hold_today(self, revision: int | None = None, wait: float = PATIENCE) -> tuple[Standings, Held] | None:
        """Return today's agreements with their status, renewed where little has changed; else those before.

        Args:
            revision: of the register, where it was just read.
            wait: how long to wait where there are none yet, in seconds.

        Returns:
            ``None`` where they are not worked out in time.
        """
        if revision is None:
            with self.register.store.reading() as connection:
                revision = read_revision(connection)
        held, day = self.today, day_or_today(None)
        if held and held[0].on == day and held[0].revision == revision:
            return held
        if held and held[0].on == day:
            return self.renew_today(held, revision)
        work = self.begin_today()
        try:
            work.result(wait)
        except (NotYet, CancelledError):
            return None
        return self.today

    def renew_today(self, held: tuple[Standings, Held], revision: int) -> tuple[Standings, Held]:
        """Return today's agreements by what has changed; those before where it is much, which is done beside."""
        with self.renewing:
            if self.today and self.today[0].on == held[0].on and self.today[0].revision >= revision:
                return self.today  # another request has renewed them meanwhile
            if self.coming and not self.coming.done():
                return held
            with self.register.store.reading() as connection:
                renewed = renew(connection, held[0], CHANGED)
            if renewed is not None:
                kept = held[1] if renewed.lines is held[0].lines else Held(arrange(renewed.lines, "told"))
                self.today = renewed, kept
                return self.today
        self.begin_today()
        return held

    def begin_today(self) -> Future[None]:
        """Return the work on today's statuses, begun where it is not under way."""
        with self.lock:
            if self.coming is None or self.coming.done():
                self.coming = self.worker.submit(self.work_out_today)
            return self.coming

    def work_out_today(self) -> None:
        """Work out the status of all agreements today."""
        with self.register.store.reading() as connection:
            found = work_out(connection, day_or_today(None))
        self.today = found, Held(arrange(found.lines, "told"))
        if self.when_loaded:
            self.when_loaded()

    def lines(self, on: str, known: str, how: str = "") -> Shown:
        """Return every agreement known on a day, those with most stories first; of today with its status.

        What had arrived by a day is not told before it is worked out: the list is empty till then.
        """
        today = name_today()
        on, known = on or today, known or today
        if (on, known, how) == (today, today, ""):
            if held := self.hold_today():
                return Shown(held[1].lines, stated=True, whole=held[1])
            return self.show(self.list_plainly(known), stated=False)
        if done := self.find_done((on, known, how)):
            return self.show(done, stated=True)
        if "arrival" in how:
            found = self.wait_for(on, known, how)
            return self.show(found, stated=True) if found else Shown([], stated=False)
        return self.show(self.list_plainly(known), stated=True, day=on)

    def show(self, held: Held, *, stated: bool, day: str = "") -> Shown:
        """Return all lines as they are shown."""
        return Shown(held.lines, stated, day=day, whole=held)

    def find_done(self, asked: tuple[str, str, str]) -> Held | None:
        """Return all agreements on two days where they are worked out."""
        with self.register.store.reading() as connection:
            key = (read_revision(connection), *asked)
        with self.lock:
            work = self.kept.get(key) if self.stands(key) else None
            return work.result() if work and work.done() else None

    def wait_for(self, on: str, known: str, how: str) -> Held | None:
        """Return all agreements with their status on two days, where they are worked out in time."""
        work = self.promise(on, known, how)
        try:
            return work.result(PATIENCE) if work else None
        except (NotYet, CancelledError):
            return None

    def list_plainly(self, known: str) -> Held:
        """Return every agreement known on a day, without its status; the days asked for last are remembered."""
        held = self.today
        with self.register.store.reading() as connection:
            revision = read_revision(connection)
            if held and known == held[0].on.isoformat() and held[0].revision == revision:
                return self.strip(held)
            with self.lock:
                if (revision, known) in self.plain:
                    self.plain.move_to_end((revision, known))
                    return self.plain[revision, known]
            found = Held(arrange(list_lines(connection, Filter(limit=ALL), known), "told"))
        with self.lock:
            self.plain[revision, known] = found
            while len(self.plain) > PAIRS:
                self.plain.popitem(last=False)
        return found

    def strip(self, held: tuple[Standings, Held]) -> Held:
        """Return today's agreements without their status: what is known of them on every day."""
        bare = self.bare
        if bare is None or bare[0] is not held[0]:
            bare = self.bare = held[0], Held([strip_line(line) for line in held[1].lines])
        return bare[1]

    def promise(self, on: str, known: str, how: str = "") -> Future[Held] | None:
        """Return the work on a pair of days, begun where it is not; ``None`` where too much waits, or was asked for."""
        with self.register.store.reading() as connection:
            key = read_revision(connection), on, known, how
        with self.lock:
            if self.stands(key):
                share = True
            else:
                waiting = sum(not work.done() for work in self.kept.values())
                share = waiting < WAITING and not self.share.spend(asker.get())
            return self.begin(key) if share else None

    def stands(self, key: Key) -> bool:
        """Tell whether the work on a pair of days is done or under way, and has not failed."""
        work = self.kept.get(key)
        return work is not None and not (work.done() and (work.cancelled() or work.exception()))

    def begin(self, key: Key) -> Future[Held]:
        """Return the work on a pair of days, begun where it is not; of finished ones the oldest is forgotten."""
        if not self.stands(key):
            self.kept[key] = self.others.submit(self.work_out, key)
        self.kept.move_to_end(key)
        old = [at for at, work in self.kept.items() if work.done() and at != key]
        for at in old[: max(0, len(self.kept) - PAIRS)]:
            del self.kept[at]
        return self.kept[key]

    def work_out(self, key: Key) -> Held:
        """Work out the status of all agreements on a pair of days."""
        clock: KnownBy = "arrival" if "arrival" in key[3] else "publication"
        unsure = "unsure" in key[3]
        found = self.register.list(Filter(limit=ALL), on=key[1], known=key[2], known_by=clock, unsure=unsure)
        return Held(arrange(found, "told"))

    def select(self, asked: Asked, *, whole: bool = False) -> Shown:
        """Return the agreements that a list asks for, in its order; ``whole`` asks for the status of each."""
        return self.narrow(self.lines(asked.on, asked.known, asked.how), asked, whole=whole)

    def narrow(self, shown: Shown, asked: Asked, *, whole: bool = False) -> Shown:
        """Return those of some agreements that a list asks for, in its order."""
        answer = self.search(asked) if asked.q else None
        ranks = {found.agreement.id: rank for rank, found in enumerate(answer.agreements)} if answer else None
        if shown.day:
            shown = self.narrow_other_day(shown, asked, ranks, whole=whole)
        lets = list_conditions(asked)
        if ranks is None:
            lines = shown.whole.order(asked.sort) if shown.whole else arrange(shown.lines, asked.sort)
            if not lets:
                return replace(shown, lines=lines)
        else:
            lines = arrange([line for line in shown.lines if line.id in ranks], asked.sort, ranks)
        return replace(shown, lines=let_through(lines, lets), answer=answer, whole=None)

    def narrow_other_day(self, shown: Shown, asked: Asked, ranks: dict[str, int] | None, *, whole: bool) -> Shown:
        """Return the agreements that a list on another day can show, with their status where they are few.

        Where a list chooses by the status it waits for that of all, for a while.
        """
        likely = msgspec.structs.replace(asked, status="", disputed="", source="", party=())
        lets = list_conditions(likely)
        lines = let_through([x for x in shown.lines if ranks is None or x.id in ranks], lets)
        lines = [line for line in lines if has_parties(line, asked.party)] if asked.party else lines
        if len(lines) <= EXACT:
            return Shown(self.state(shown, lines, asked), stated=True)
        if whole or asked.status or asked.disputed or asked.source or asked.by.removeprefix("-") == "status":
            found = self.wait_for(asked.on or name_today(), asked.known or name_today(), asked.how)
            return self.show(found, stated=True) if found else replace(shown, stated=False)
        if not asked.party:
            return shown
        open_ones = [line for line in lines if line.many or hangs_on_day(line)]
        stated = {line.id: line for line in self.state(shown, open_ones, asked)}
        return replace(shown, lines=[stated.get(line.id, line) for line in lines], whole=None)

    def state(self, shown: Shown, lines: Sequence[Line], asked: Asked) -> list[Line]:
        """Return lines with their status: those of a list on another day, of which a page shows a part."""
        if not shown.day or not lines:
            return list(lines)
        known = asked.known or name_today()
        files = self.files if known == name_today() else Files(0)
        with self.register.store.reading() as connection:
            dossiers = files.load(connection, lines, known)
        return state_lines(dossiers, lines, day_or_today(shown.day), known, unsure=bool(asked.unsure))

    def search(self, asked: Asked) -> SearchAnswer:
        """Return the agreements and the reports that words find, the best first."""
        return self.register.search(asked.q, known=asked.known or None, limit=FOUND, reports=REPORTS)


def name_today() -> str:
    """Return today as an ISO day, in UTC."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def strip_line(line: Line) -> Line:
    """Return a line without what hangs on the day that is asked; the parties of one of many are told by its steps."""
    named = line.named if line.many else []
    bare = msgspec.structs.replace(line, status=None, disputed=False, since=None, stale=False, named=named)
    return msgspec.structs.replace(bare, parties=[]) if line.many else bare


@functools.cache
def relate_states() -> dict[str, frozenset[str]]:
    """Return the states that came before or after each state that has such: who is a party hangs on the day."""
    related: dict[str, set[str]] = {}
    for former, successors in load_successors().items():
        for one in successors:
            related.setdefault(former, set()).add(one.code)
            related.setdefault(one.code, set()).add(former)
    return {code: frozenset(others) for code, others in related.items()}


def hangs_on_day(line: Line) -> bool:
    """Tell whether a state stands among the parties of a line that came after another, or before."""
    return any(code in relate_states() for code in line.parties)


def has_parties(line: Line, asked: Sequence[str]) -> bool:
    """Tell whether an agreement can have some parties on another day."""
    named = {*line.parties, *line.named}
    return all(code in named or not named.isdisjoint(relate_states().get(code, ())) for code in asked)


def list_conditions(asked: Asked) -> list[Callable[[Line], bool]]:
    """Return the conditions by which a list lets an agreement through, but for the words."""
    parties = set(asked.party)
    every: tuple[tuple[object, Callable[[Line], bool]], ...] = (
        (asked.party, lambda line: parties.issubset(line.parties)),
        (asked.kind, lambda line: line.kind == asked.kind),
        (asked.area, lambda line: asked.area in line.areas),
        (asked.status, lambda line: line.status == asked.status),
        (asked.year, lambda line: str(line.year) == asked.year),
        (asked.told, lambda line: line.first_on[:4] == asked.told),
        (asked.source, lambda line: asked.source in line.outlets),
        (asked.disputed, lambda line: line.disputed),
    )
    return [let for wanted, let in every if wanted]


def let_through(lines: Sequence[Line], lets: Iterable[Callable[[Line], bool]]) -> list[Line]:
    """Return the lines that fulfil all of some conditions."""
    kept = list(lines)
    for let in lets:
        kept = [line for line in kept if let(line)]
    return kept


def arrange(lines: Sequence[Line], sort: str, ranks: dict[str, int] | None = None) -> list[Line]:
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
