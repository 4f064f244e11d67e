"""Arrivals: what a register could answer on a past day, by the time at which each thing reached it.

The usual clock of knowledge is publication: a report counts from the day it was published, whenever it was read. By
arrival, a report counts from the day it was read; a newer reader, a judgement or a verdict changes answers only from
the day it came, and readings that were retired since are asked again.

>>> Arrival("2025-01-17").had("2025-01-17T23:59:59Z"), Arrival("2025-01-17").had("2025-01-18T00:00:00Z")
(True, False)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.schema import Table

from depositary.model.reading import Action, Agreement
from depositary.register.queries.answers import answer_status
from depositary.register.queries.dossiers import FOREVER, Dossier, Told, find_pools, gather_dossiers, make_claim
from depositary.register.queries.listing import Filter, Line, choose_lines, lets_agreement
from depositary.register.queries.search import find_mentions, query_keys, rank_cluster
from depositary.register.resolution import (
    ACTION,
    Judged,
    Profile,
    decode_profile,
    find_clusters,
    load_judged,
    load_verdicts,
    make_profile,
    resolve,
)
from depositary.register.resolution.verdicts import day_after
from depositary.register.storage import chunk, load_pairs
from depositary.register.storage.schema import claims, memberships, mentions, profiles, reports, silences

AGREEMENT = msgspec.json.Decoder(Agreement)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A day of knowledge by arrival: what reached the register by its end, in UTC, and had not been retired."""

    day: str

    def had(self, at: str | None) -> bool:
        """Tell whether something that came at a time was there by the end of the day."""
        return at is not None and at[:10] <= self.day

    def standing(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that a row was there and not retired at the end of the day."""
        end = day_after(self.day)
        silent = exists().where(
            silences.c.reading == table.c.reading, silences.c.retired_at < end, silences.c.restored_at >= end
        )
        return and_(table.c.learnt_at < end, or_(table.c.retired_at.is_(None), table.c.retired_at >= end), ~silent)


def find_arrived(connection: Connection, name: str, day: str, limit: int) -> list[Dossier]:
    """Return the agreements that a name or an id could mean on a day, by what had arrived, best match first."""
    arrival = Arrival(day)
    found, agreement = find_mentions(connection, name, FOREVER), resolve(connection, name)
    if agreement:
        query = select(memberships.c.mention).where(memberships.c.agreement == agreement)
        found = dict.fromkeys(connection.execute(query).scalars(), 1.0)
    pool = load_pool(connection, name, found, arrival)
    wanted = {profile.id for profile in pool if profile.id in found} | {p.id for p in pool if matches(name, p)}
    judged = load_judged(connection, arrival.day).among({profile.id for profile in pool})
    clusters = [cluster for cluster in cluster_profiles(pool, judged) if any(p.id in wanted for p in cluster)]
    scores = {mention: found.get(mention, 0.9) for mention in wanted}
    ranked = sorted(clusters, key=lambda cluster: (-rank_cluster(name, cluster, scores), cluster[0].order))
    return gather_dossiers(connection, ranked[:limit], load_told(connection, ranked[:limit], arrival))


def list_arrived(connection: Connection, asked: Filter, on: dt.date, day: str, *, unsure: bool = False) -> list[Line]:
    """Return the agreements that match a filter with their status, by what had arrived by a day."""
    arrival = Arrival(day)
    clusters = find_clusters_of(connection, arrival)
    wanted = [cluster for cluster in clusters if lets_agreement(asked, Dossier(tuple(cluster)))]
    dossiers = gather_dossiers(connection, wanted, load_told(connection, wanted, arrival))
    answers = (answer_status(dossier, on, day, known_by="arrival", unsure=unsure) for dossier in dossiers)
    return choose_lines(answers, asked)


def find_clusters_of(connection: Connection, arrival: Arrival) -> list[list[Profile]]:
    """Return all agreements as they stood on a day, as clusters of mentions.

    Mentions are clustered pool by pool; one that was retired since is put with the pool of its report's others.
    """
    home = load_pairs(connection, select(memberships.c.mention, memberships.c.pool))
    pools: dict[str, list[Profile]] = {}
    places: dict[str, str] = {}
    for profile in load_standing(connection, set(home.values()), arrival):
        pools.setdefault(home[profile.id], []).append(profile)
        places[profile.report] = home[profile.id]
    for profile in load_retired(connection, arrival):
        pools.setdefault(places.get(profile.report, profile.id), []).append(profile)
    judged = load_judged(connection, arrival.day)
    found: list[list[Profile]] = []
    for pool in pools.values():
        ordered = sorted(pool, key=lambda profile: profile.order)
        found += cluster_profiles(ordered, judged.among({profile.id for profile in ordered}))
    return sorted(found, key=lambda cluster: cluster[0].id)


def matches(name: str, profile: Profile) -> bool:
    """Tell whether a mention bears a name by one of its keys."""
    return not query_keys(name).keys().isdisjoint(profile.keys)


def load_pool(connection: Connection, name: str, found: Collection[str], arrival: Arrival) -> list[Profile]:
    """Load the profiles of mentions that stood on a day and can have to do with what is asked.

    They are those in the pools of the mentions found, and those retired since that share their reports or the name.
    """
    standing = list(load_standing(connection, find_pools(connection, found), arrival))
    told = {profile.report for profile in standing}
    gone = [p for p in load_retired(connection, arrival) if p.report in told or p.id in found or matches(name, p)]
    return sorted({profile.id: profile for profile in (*standing, *gone)}.values(), key=lambda p: p.order)


def load_standing(connection: Connection, pools: Iterable[str], arrival: Arrival) -> Iterator[Profile]:
    """Yield the profiles in some pools of mentions that stand today and stood on the day."""
    query = select(profiles.c.profile).join(memberships, memberships.c.mention == profiles.c.mention)
    query = query.join(mentions, mentions.c.id == profiles.c.mention).where(arrival.standing(mentions))
    for part in chunk(sorted(pools)):
        yield from map(decode_profile, connection.execute(query.where(memberships.c.pool.in_(part))).scalars())


def load_retired(connection: Connection, arrival: Arrival) -> Iterator[Profile]:
    """Yield the profiles of mentions that stood on the day and were retired since, made of their readings anew."""
    query = select(mentions, reports.c.text).join(reports, reports.c.id == mentions.c.report)
    query = query.where(arrival.standing(mentions), mentions.c.retired_at.is_not(None))
    rows = connection.execute(query.order_by(mentions.c.id)).all()
    steps = load_steps(connection, [row.id for row in rows])
    for row in rows:
        agreement, told = AGREEMENT.decode(row.body), steps.get(row.id, ())
        yield make_profile(row.id, row.report, row.known_on, agreement, told, text=row.text)


def load_steps(connection: Connection, ids: Sequence[str]) -> dict[str, list[Action]]:
    """Load the steps of mentions, whether their readings stand or not."""
    found: dict[str, list[Action]] = {}
    query = select(claims.c.mention, claims.c.body).where(claims.c.sort == "action")
    for part in chunk(ids):
        for mention, body in connection.execute(query.where(claims.c.mention.in_(part)).order_by(claims.c.id)):
            found.setdefault(mention, []).append(ACTION.decode(body))
    return found


def cluster_profiles(pool: Sequence[Profile], judged: Judged) -> list[list[Profile]]:
    """Return which mentions were one agreement."""
    by_id = {profile.id: profile for profile in pool}
    return [[by_id[mention] for mention in cluster] for cluster in find_clusters(pool, judged).clusters] if pool else []


def load_told(connection: Connection, clusters: Iterable[Sequence[Profile]], arrival: Arrival) -> Told:
    """Load the step claims of mentions that stood on the day, corrected where verdicts of that day say so."""
    found = Told()
    columns = claims.c.id, claims.c.mention, claims.c.report, claims.c.reading, claims.c.known_on, claims.c.body
    query = select(*columns).where(claims.c.sort == "action", arrival.standing(claims)).order_by(claims.c.id)
    for part in chunk([mention.id for cluster in clusters for mention in cluster]):
        rows: list[Any] = list(connection.execute(query.where(claims.c.mention.in_(part))).all())
        found.verdicts.update(load_verdicts(connection, [row.id for row in rows], arrival.day))
        for row in rows:
            found.claims.setdefault(row.mention, []).append(make_claim(row, found.verdicts.get(row.id)))
    return found
