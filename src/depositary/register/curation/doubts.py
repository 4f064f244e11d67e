"""Doubts: what a person should check, the most doubtful first.

A merge is doubtful if its score is just above the threshold. A claim is doubtful if another claim contradicts it, if
its reader was not sure, or if another reader of its report does not have it. What a person has decided is no longer
doubtful.

>>> from depositary.register.storage.opening import open_store
>>> Doubts(open_store(":memory:")).count()
{'merges': 0, 'disputed': 0, 'unsure': 0, 'readers': 0}
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, Float, and_, case, cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from depositary.model.reading import Action, Agreement
from depositary.model.text import Span
from depositary.register.curation.disagreements import find_apart
from depositary.register.curation.review import Judgement, find_doubts
from depositary.register.queries import ONCE, REVIEWED, Quote, TimelineStep, gather_steps, load_dossiers, load_quotes
from depositary.register.resolution import ACTION, AGREEMENT, load_verdicts
from depositary.register.storage import Store, chunk, load_pairs
from depositary.register.storage.revisions import read_revision
from depositary.register.storage.schema import agreements, claims, memberships, mentions

NEAR = 0.85  # a merge of at most this score is doubted; the threshold lies at 0.8 (similarity.py)
UNSURE = REVIEWED  # a claim that its reader is less sure of is doubted
MOST = 1000  # doubts of one sort that are counted and shown
SORTS = ("merges", "disputed", "unsure", "readers")


class Side(msgspec.Struct, frozen=True):
    """One of the two mentions in a merge."""

    mention: str
    agreement: str
    title: str
    kind: str
    parties: list[str]
    year: int | None
    quote: Quote | None


class DoubtedMerge(msgspec.Struct, frozen=True):
    """A merge by the rules: its score, its reasons and the two mentions."""

    id: str
    score: float
    reasons: list[str]
    sides: list[Side]


class Telling(msgspec.Struct, frozen=True):
    """A claim as a reviewer sees it: the step and the words of the report."""

    id: str
    action: Action
    quote: Quote


class DoubtedClaim(msgspec.Struct, frozen=True):
    """A doubtful claim, its agreement, and the claims that contradict it."""

    id: str
    agreement: str
    title: str
    told: Telling
    against: list[Telling]


class Doubts:
    """The doubts of a register, kept until it is written, so that a page of the queue need not find all of them."""

    def __init__(self, store: Store) -> None:
        """Stand over a register's store."""
        self.store = store
        self.revision = -1
        self.found: dict[str, list[tuple[str, list[str]]]] = {}
        self.near: list[Judgement] = []
        self.split: dict[str, tuple[int, list[tuple[str, list[str]]]]] = {}
        self.lock = threading.Lock()

    def count(self) -> dict[str, int]:
        """Return the number of doubts of each kind, up to ``MOST``."""
        with self.lock, self.store.reading() as connection:
            self.look(connection)
            return {sort: len(self.near if sort == "merges" else self.find(connection, sort)) for sort in SORTS}

    def show(self, sort: str, limit: int, offset: int = 0) -> Sequence[DoubtedMerge | DoubtedClaim]:
        """Return doubts of one sort with their words, the most doubtful first.

        Args:
            sort: ``merges``, ``disputed``, ``unsure`` or ``readers``.
            limit: the maximum number to return.
            offset: how many to skip.
        """
        page = slice(offset, offset + limit)
        with self.store.reading() as connection:
            with self.lock:  # what is found is shared; the words of a page are not, and others need not wait for them
                self.look(connection)
                near, told = self.near[page], [] if sort == "merges" else self.find(connection, sort)[page]
            return show_merges(connection, near) if sort == "merges" else show_claims(connection, told)

    def look(self, connection: Connection) -> None:
        """Forget what was found where the register has been written since."""
        revision = read_revision(connection)
        if revision != self.revision:
            self.revision, self.found, self.near = revision, {}, list_near(connection)

    def find(self, connection: Connection, sort: str) -> list[tuple[str, list[str]]]:
        """Return the doubted claims of a sort, each with those that contradict it."""
        if sort not in self.found:
            find = self.find_disputed if sort == "disputed" else FINDERS[sort]
            self.found[sort] = find(connection)
        return self.found[sort]

    def find_disputed(self, connection: Connection) -> list[tuple[str, list[str]]]:
        """Return the claims that others contradict; what agreements tell that have not changed is kept."""
        at = load_pairs(connection, select(agreements.c.id, agreements.c.revision))
        split = list_split(connection)
        fresh = [name for name in split if self.split.get(name, (-1, []))[0] != at.get(name) or not at.get(name)]
        told = list_disputed(connection, fresh)
        kept = {name: self.split[name] for name in split if name in self.split and name not in fresh}
        self.split = kept | {name: (at.get(name, 0), told.get(name, [])) for name in fresh}
        return list(chain.from_iterable(self.split[name][1] for name in split))[:MOST]


def list_near(connection: Connection) -> list[Judgement]:
    """Return the merges with a low score that nobody has judged, the lowest first."""
    return [made for made in find_doubts(connection, MOST) if made.score <= NEAR]


def show_merges(connection: Connection, near: Sequence[Judgement]) -> list[DoubtedMerge]:
    """Return doubted merges with their mentions."""
    sides = load_sides(connection, {name for made in near for name in (made.mention, made.other)})
    return [
        DoubtedMerge(made.id, made.score, made.reasons, [sides[made.mention], sides[made.other]])
        for made in near
        if made.mention in sides and made.other in sides
    ]


def load_sides(connection: Connection, wanted: Iterable[str]) -> dict[str, Side]:
    """Load mentions as a reviewer sees them."""
    found: dict[str, tuple[Any, Agreement]] = {}
    columns = mentions.c.id, mentions.c.report, mentions.c.body, memberships.c.agreement
    query = select(*columns).outerjoin(memberships, memberships.c.mention == mentions.c.id)
    for part in chunk(sorted(wanted)):
        rows = connection.execute(query.where(mentions.c.id.in_(part)))
        found.update({row.id: (row, AGREEMENT.decode(row.body)) for row in rows})
    places = {id: place(row.report, agreement.names) for id, (row, agreement) in found.items()}
    quotes = load_quotes(connection, {spot for spot in places.values() if spot})
    return {id: make_side(row, body, quotes.get(places[id] or ("", 0, 0))) for id, (row, body) in found.items()}


def place(report: str, spans: Sequence[Span]) -> tuple[str, int, int] | None:
    """Return the position of the first of some passages."""
    return (report, spans[0].start, spans[0].end) if spans else None


def make_side(row: Any, agreement: Agreement, quote: Quote | None) -> Side:
    """Make a side from the row of a mention."""
    kind, parties = str(agreement.kind), list(agreement.parties)
    return Side(row.id, row.agreement or row.id, agreement.title, kind, parties, agreement.year, quote)


def show_claims(connection: Connection, page: Sequence[tuple[str, list[str]]]) -> list[DoubtedClaim]:
    """Return doubted claims with their words, each with those that contradict it."""
    told = load_told(connection, set(chain.from_iterable((id, *against) for id, against in page)))
    homes = load_homes(connection, [id for id, _ in page])
    return [
        DoubtedClaim(id, *homes.get(id, ("", "")), told[id], [told[other] for other in against if other in told])
        for id, against in page
        if id in told
    ]


def list_disputed(connection: Connection, wanted: Sequence[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return by agreement the claims that others contradict and nobody has judged, each with those other claims."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for dossier in load_dossiers(connection, wanted):
        steps = [step for step in gather_steps(dossier.claims) if step.disputed]
        for step in steps:
            against = [claim for other in oppose(step, steps) for claim in other.claims]
            open_claims = [claim for claim in step.claims if claim not in dossier.verdicts]
            found.setdefault(dossier.id, []).extend((claim, against) for claim in open_claims)
    return found


def oppose(step: TimelineStep, steps: Iterable[TimelineStep]) -> list[TimelineStep]:
    """Return the disputed steps of the same kind that contradict this one."""
    return [other for other in steps if other is not step and other.action == step.action]


def list_split(connection: Connection) -> list[str]:
    """Return the agreements with claims that can contradict each other: done and denied, or done once on two days."""
    denied = func.sum(case((claims.c.modality == "denied", 1), else_=0))
    split = and_(denied > 0, func.count(claims.c.modality.distinct()) > 1)
    query = (
        select(memberships.c.agreement)
        .join(claims, claims.c.mention == memberships.c.mention)
        .where(claims.c.sort == "action", claims.c.retired_at.is_(None))
        .group_by(memberships.c.agreement, claims.c.code)
        .having(and_(func.count() > 1, or_(claims.c.code.in_([str(code) for code in ONCE]), split)))
    )
    return sorted(set(connection.execute(query).scalars()))


def find_unsure(connection: Connection) -> list[tuple[str, list[str]]]:
    """Return the claims with low confidence that nobody has judged, the lowest first."""
    confidence = read_confidence(connection)
    query = (
        select(claims.c.id)
        .where(claims.c.sort == "action", claims.c.retired_at.is_(None), confidence < UNSURE)
        .order_by(confidence, claims.c.id)
        .limit(MOST)
    )
    found = list(connection.execute(query).scalars())
    judged = load_verdicts(connection, found)
    return [(claim, []) for claim in found if claim not in judged]


def find_unlike(connection: Connection) -> list[tuple[str, list[str]]]:
    """Return the claims that another reader of their reports tells otherwise or not, and nobody has judged."""
    found = find_apart(connection, MOST)
    judged = load_verdicts(connection, [claim for claim, _ in found])
    return [(claim, against) for claim, against in found if claim not in judged]


FINDERS: dict[str, Callable[[Connection], list[tuple[str, list[str]]]]] = {
    "unsure": find_unsure,
    "readers": find_unlike,
}
"""What finds the doubted claims of a sort; those that others contradict are found by `Doubts`."""


def read_confidence(connection: Connection) -> Any:
    """Return the SQL expression for the confidence in a claim's body."""
    if connection.dialect.name == "postgresql":
        return cast(claims.c.body, JSONB)["confidence"].as_float()
    return cast(func.json_extract(claims.c.body, "$.confidence"), Float)


def load_told(connection: Connection, wanted: Iterable[str]) -> dict[str, Telling]:
    """Load claims as a reviewer sees them."""
    found: dict[str, tuple[str, Action]] = {}
    for part in chunk(sorted(wanted)):
        query = select(claims.c.id, claims.c.report, claims.c.body).where(claims.c.id.in_(part))
        found.update({row.id: (row.report, ACTION.decode(row.body)) for row in connection.execute(query)})
    places = {id: place(report, action.evidence) for id, (report, action) in found.items()}
    quotes = load_quotes(connection, {spot for spot in places.values() if spot})
    return {id: Telling(id, action, quotes[spot]) for id, (_, action) in found.items() if (spot := places[id])}


def load_homes(connection: Connection, wanted: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the agreement of each claim, with its title."""
    found: dict[str, str] = {}
    query = select(claims.c.id, memberships.c.agreement).join(memberships, memberships.c.mention == claims.c.mention)
    for part in chunk(wanted):
        found |= load_pairs(connection, query.where(claims.c.id.in_(part)))
    titles: dict[str, str] = {}
    for part in chunk(set(found.values())):
        titles |= load_pairs(connection, select(agreements.c.id, agreements.c.title).where(agreements.c.id.in_(part)))
    return {claim: (home, titles.get(home, "")) for claim, home in found.items()}
