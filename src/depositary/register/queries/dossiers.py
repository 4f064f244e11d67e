"""Dossiers: agreements as known on a day, each with its mentions and weighed claims.

>>> from depositary.register.storage.opening import open_store
>>> with open_store(":memory:").reading() as connection:
...     load_dossiers(connection, ["a0"], "2020-01-01")
[]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from depositary.languages.bearings import fill_bearing
from depositary.languages.final_clauses import merge_clauses
from depositary.model.claim import Claim
from depositary.model.clauses import Clauses
from depositary.model.reading import Action
from depositary.model.vocabulary import ActionCode, Kind, Modality, RelationCode
from depositary.register.queries.source_weights import CURATOR, TABLE, weigh_claims
from depositary.register.queries.treaty_texts import KeptText, load_texts
from depositary.register.resolution import (
    ACTION,
    NOTHING_JUDGED,
    Judged,
    Profile,
    Verdict,
    choose_kind,
    choose_parties,
    choose_title,
    claim_of,
    count_often,
    decode_profile,
    find_clusters,
    find_known,
    list_names,
    load_judged,
    load_verdicts,
    stories,
)
from depositary.register.storage import MANY, TABLE_READER, TREATY_READER, among, chunk
from depositary.register.storage.schema import claims, memberships, profiles, reports
from depositary.world import KnownAgreement

FOREVER = "9999-12-31"


class Source(msgspec.Struct, frozen=True):
    """The report behind a claim, with the fields that an answer shows."""

    id: str
    text_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    known_on: str


@dataclass(frozen=True)
class Dossier:
    """One agreement as known on a day: its mentions, its claims and their reports.

    ``rejected`` are the claims that a person rejected. ``verdicts`` are the verdicts on all claims.
    ``followers`` are the agreements that replace it according to reports. ``clauses`` are those of its own text.
    """

    mentions: tuple[Profile, ...]
    claims: tuple[Claim, ...] = ()
    rejected: tuple[Claim, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    stories: dict[str, str] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    followers: tuple[Dossier, ...] = ()
    clauses: Clauses | None = None

    @property
    def id(self) -> str:
        """Its permanent id: the id of its earliest mention."""
        return self.mentions[0].id

    @cached_property
    def title(self) -> str:
        """The name that most reports use in full."""
        return choose_title(self.mentions)

    @cached_property
    def names(self) -> list[str]:
        """All its names, the most used first."""
        return list_names(self.mentions)

    @cached_property
    def kind(self) -> Kind:
        """The kind that most reports give it."""
        return Kind(choose_kind(self.mentions))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties that enough reports name."""
        return choose_parties(self.mentions)

    @cached_property
    def known(self) -> KnownAgreement | None:
        """The known agreement that most of its mentions name, if any; none where most reports say it is younger."""
        entry = find_known(mention.known for mention in self.mentions)
        return None if entry and self.is_younger(entry) else entry

    def is_younger(self, entry: KnownAgreement) -> bool:
        """Tell whether half of the reports await the entry into force that a known agreement has had long before."""
        if not entry.in_force:
            return False
        after = str(int(entry.in_force[:4]) + 1)
        awaiting = {claim.report for claim in self.claims if awaits_force(claim) and claim.known_on[:4] > after}
        return 2 * len(awaiting) >= len({claim.report for claim in self.claims if claim.standing < TABLE} or {""})

    @cached_property
    def areas(self) -> list[str]:
        """Its areas of cooperation, the most reported first."""
        return count_often(area for mention in self.mentions for area in mention.areas)

    @cached_property
    def reports(self) -> set[str]:
        """The ids of the reports that mention it."""
        return {mention.report for mention in self.mentions}

    @cached_property
    def story_count(self) -> int:
        """The number of stories that mention it."""
        return len(set(self.stories.values()))


def awaits_force(claim: Claim) -> bool:
    """Tell whether a claim tells that an agreement, and not only one party of it, is still to enter into force."""
    still = claim.modality in (Modality.PLANNED, Modality.CONDITIONAL) and not claim.by
    return still and claim.action is ActionCode.ENTRY_INTO_FORCE


def load_dossiers(connection: Connection, mentions: Iterable[str], known: str = FOREVER) -> list[Dossier]:
    """Load the agreements of some mentions, as known on a day.

    Args:
        connection: a reading connection.
        mentions: ids of mentions. Those not known by then are skipped.
        known: the last day of knowledge, ISO.
    """
    return fill_dossiers(connection, load_clusters(connection, mentions, known), known)


def load_clusters(connection: Connection, mentions: Iterable[str], known: str = FOREVER) -> list[list[Profile]]:
    """Load the clusters of some mentions, as known on a day, without claims and reports."""
    wanted = set(mentions)
    clusters = cluster_pools(connection, sorted(find_pools(connection, wanted)), known)
    return [cluster for cluster in clusters if wanted & {mention.id for mention in cluster}]


def load_agreement(connection: Connection, agreement: str, known: str = FOREVER) -> list[Dossier]:
    """Load an agreement by its id, as known on a day. If it was several agreements then, return all, earliest first."""
    query = select(memberships.c.mention).where(memberships.c.agreement == agreement)
    found = load_dossiers(connection, connection.execute(query).scalars().all(), known)
    return sorted(found, key=lambda dossier: dossier.mentions[0].order)


def find_pools(connection: Connection, mentions: Collection[str]) -> set[str]:
    """Return the pools of mentions."""
    found: set[str] = set()
    for part in chunk(sorted(mentions)):
        query = select(memberships.c.pool).where(among(connection, memberships.c.mention, part)).distinct()
        found.update(connection.execute(query).scalars())
    return found


def cluster_pool(connection: Connection, pool: str, known: str) -> list[list[Profile]]:
    """Return the clusters of a pool as known on a day: the stored ones, or computed if more became known since."""
    return list(cluster_pools(connection, [pool], known))


def cluster_pools(connection: Connection, pools: Sequence[str], known: str) -> Iterator[list[Profile]]:
    """Yield the clusters of some pools as known on a day, pool by pool."""
    columns = memberships.c.pool, memberships.c.known_on, memberships.c.agreement, profiles.c.profile
    query = select(*columns).join(profiles, profiles.c.mention == memberships.c.mention)
    for part in chunk(pools):
        rows: dict[str, list[Any]] = {pool: [] for pool in part}
        for row in connection.execute(query.where(among(connection, memberships.c.pool, part))).all():
            rows[row.pool].append(row)
        later = any(row.known_on > known for own in rows.values() for row in own)
        judged = load_judged(connection) if later else NOTHING_JUDGED
        for own in rows.values():
            yield from cluster_rows(own, judged, known)


def cluster_rows(rows: Sequence[Any], judged: Judged, known: str) -> list[list[Profile]]:
    """Return the clusters of one pool as known on a day."""
    if any(row.known_on > known for row in rows):
        profiles = [decode_profile(row.profile) for row in rows if row.known_on <= known]
        by_id = {profile.id: profile for profile in profiles}
        found = find_clusters(profiles, judged.among(by_id))
        return [[by_id[mention] for mention in cluster] for cluster in found.clusters]
    kept: dict[str, list[Profile]] = {}
    for row in rows:
        kept.setdefault(row.agreement, []).append(decode_profile(row.profile))
    return [sorted(cluster, key=lambda p: p.order) for _, cluster in sorted(kept.items())]


def fill_dossiers(connection: Connection, clusters: Sequence[Sequence[Profile]], known: str = FOREVER) -> list[Dossier]:
    """Load the claims, reports, stories and replacing agreements of clusters, as known on a day."""
    found = fill_bare(connection, clusters, known)
    home = {mention.id: dossier.id for dossier in found for mention in dossier.mentions}
    replacing = load_replacing(connection, list(home), known)
    later = fill_bare(connection, load_clusters(connection, {source for source, _ in replacing}, known), known)
    by_mention = {mention.id: dossier for dossier in later for mention in dossier.mentions}
    pairs = {(home[target], by_mention[source].id): by_mention[source] for source, target in replacing}
    followers = {one: [d for (own, _), d in sorted(pairs.items()) if own == one and d.id != one] for one, _ in pairs}
    return [replace(dossier, followers=tuple(followers.get(dossier.id, ()))) for dossier in found]


def load_replacing(connection: Connection, mentions: Sequence[str], known: str) -> list[tuple[str, str]]:
    """Return the mentions that replace some mentions according to reports, each with the one it replaces."""
    found: list[tuple[str, str]] = []
    for part in chunk(mentions, MANY):
        query = select(claims.c.mention, claims.c.target).where(
            among(connection, claims.c.target, part),
            claims.c.sort == "relation",
            claims.c.code == RelationCode.REPLACES,
            claims.c.retired_at.is_(None),
            claims.c.known_on <= known,
        )
        found.extend((source, target) for source, target in connection.execute(query))
    return sorted(found)


def fill_bare(connection: Connection, clusters: Sequence[Sequence[Profile]], known: str) -> list[Dossier]:
    """Load claims, reports and stories of clusters."""
    mentions = [mention.id for cluster in clusters for mention in cluster]
    found = gather_dossiers(connection, clusters, load_claims(connection, mentions, known))
    texts = load_texts(connection, mentions, known)
    return [add_clauses(dossier, texts) for dossier in found] if texts else found


def add_clauses(dossier: Dossier, texts: Mapping[str, KeptText]) -> Dossier:
    """Return a dossier with the final clauses of its own texts; of two texts the later counts first."""
    own = [texts[mention.id].clauses for mention in reversed(dossier.mentions) if mention.id in texts]
    return replace(dossier, clauses=reduce(merge_clauses, own)) if own else dossier


def gather_dossiers(connection: Connection, clusters: Sequence[Sequence[Profile]], told: Told) -> list[Dossier]:
    """Put dossiers of clusters together with what is told of them."""
    sources = load_sources(connection, {mention.report for cluster in clusters for mention in cluster})
    copied: dict[str, list[tuple[str, str]]] = {}
    for pair in stories.load_copies(connection, sources):
        copied.setdefault(pair[0], []).append(pair)
    return [make_dossier(cluster, told, sources, copied) for cluster in clusters]


def make_dossier(
    cluster: Sequence[Profile],
    told: Told,
    sources: Mapping[str, Source],
    copied: Mapping[str, Sequence[tuple[str, str]]],
) -> Dossier:
    """Make one dossier. ``copied`` are the pairs of reports that are copies, by the first of each pair."""
    own = {mention.report: sources[mention.report] for mention in cluster}
    found = stories.gather_stories(own, [pair for report in own for pair in copied.get(report, ())])
    bare = Dossier(tuple(cluster), sources=own, stories=found)
    claimed = [
        msgspec.structs.replace(claim, agreement=bare.id)
        for mention in cluster
        for claim in told.claims.get(mention.id, ())
    ]
    outlets = {report: source.outlet for report, source in own.items()}
    weighed = weigh_claims([c for c in claimed if not told.rejects(c)], bare.parties, outlets, found)
    return replace(
        bare,
        claims=tuple(sorted(weighed, key=lambda c: (c.known_on, c.id))),
        rejected=tuple(sorted(filter(told.rejects, claimed), key=lambda c: (c.known_on, c.id))),
        verdicts={claim.id: told.verdicts[claim.id] for claim in claimed if claim.id in told.verdicts},
    )


@dataclass(frozen=True)
class Told:
    """The claims by mention, and the valid verdicts by claim."""

    claims: dict[str, list[Claim]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def rejects(self, claim: Claim) -> bool:
        """Return whether a person rejected a claim."""
        return claim.id in self.verdicts and self.verdicts[claim.id].verdict == "reject"


def load_claims(connection: Connection, mentions: Sequence[str], known: str = FOREVER) -> Told:
    """Load the current claims of mentions on actions, with the corrections of people."""
    found = Told()
    columns = claims.c.id, claims.c.mention, claims.c.report, claims.c.reading, claims.c.known_on, claims.c.body
    for part in chunk(mentions):
        query = select(*columns).where(
            among(connection, claims.c.mention, part),
            claims.c.sort == "action",
            claims.c.retired_at.is_(None),
            claims.c.known_on <= known,
        )
        rows = connection.execute(query.order_by(claims.c.id)).all()
        found.verdicts.update(load_verdicts(connection, [row.id for row in rows]))
        for row in rows:
            found.claims.setdefault(row.mention, []).append(make_claim(row, found.verdicts.get(row.id)))
    return found


def make_claim(row: Any, verdict: Verdict | None = None) -> Claim:
    """Make a claim from a row and the verdict on it."""
    action = ACTION.decode(row.body)
    if verdict and verdict.correction:
        action = fill_bearing(msgspec.convert(verdict.correction, type=Action))
    elif '"bearing"' not in row.body:  # kept before readers told it
        action = fill_bearing(action)
    return claim_of(
        row,
        action,
        confidence=1.0 if verdict else action.confidence,
        standing=TABLE if row.reading.endswith((TABLE_READER, TREATY_READER)) else CURATOR if verdict else 0,
    )


def load_sources(connection: Connection, wanted: Iterable[str]) -> dict[str, Source]:
    """Load the fields of reports that answers show."""
    columns = [reports.c[name] for name in Source.__struct_fields__]
    found: dict[str, Source] = {}
    for part in chunk(sorted(wanted)):
        for row in connection.execute(select(*columns).where(among(connection, reports.c.id, part))).all():
            found[row.id] = Source(*row)
    return found
