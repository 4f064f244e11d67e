"""Linking: keep the agreements of the register up to date with its mentions and judgements.

Mentions that could be one agreement form a pool (pools.py). The clusters of a pool (clusters.py) are its agreements. An
agreement has the id of its earliest mention. The id of any other of its mentions redirects to it.

>>> follow({"a1": "a2"}, "a1")
'a2'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select, update

from depositary.model.reading import Agreement, Reading
from depositary.register.resolution.catalogue import drop_agreements, write_agreements
from depositary.register.resolution.clusters import Judged, Merge, Pair, find_clusters
from depositary.register.resolution.pools import (
    Board,
    decode_profile,
    find_root,
    hash_key,
    load_pools,
    load_profiles,
    place_all,
    unite,
)
from depositary.register.resolution.profiles import Profile, make_profile
from depositary.register.resolution.verdicts import stood
from depositary.register.storage import (
    MANY,
    Row,
    add_rows,
    among,
    chunk,
    count_rows,
    encode,
    known_day,
    load_pairs,
    name_report,
    name_row,
    put_rows,
    schema,
)
from depositary.register.storage.schema import (
    judgements,
    keys,
    memberships,
    mentions,
    successors,
    unplaced,
    unsettled,
)

RULE = "rule:linking/1"
POOLS = 400  # settled together
TURN = 20_000  # waiting mentions whose pools are settled in one transaction; a long one has a long log to search
RUN = 20_000  # mentions that are put into pools together
AGREEMENT = msgspec.json.Decoder(Agreement)


def link(connection: Connection, readings: Mapping[str, Reading], gone: Sequence[str], now: str) -> None:
    """Queue the mentions of new readings for ``place_left``. If mentions were retired, update pools at once.

    Args:
        connection: a writing connection.
        readings: the new readings by report id.
        gone: ids of retired mentions.
        now: the current time, which decides what counts as known.
    """
    profiles = [p for reading in readings.values() for p in make_profiles(reading, now)]
    if gone:
        place_left(connection)
        place_profiles(connection, profiles, gone)
    else:
        add_rows(connection, unplaced, [{"mention": p.id, "profile": encode(p)} for p in profiles])


def link_profiles(connection: Connection, profiles: Sequence[Profile], now: str) -> None:
    """Link the profiles of new mentions, and cluster them."""
    if place_profiles(connection, profiles, []):
        settle_left(connection, now)


def place_left(connection: Connection) -> None:
    """Assign the waiting mentions to pools, in batches."""
    last, query = "", select(unplaced.c.mention, unplaced.c.profile).order_by(unplaced.c.mention).limit(RUN)
    while rows := connection.execute(query.where(unplaced.c.mention > last)).all():
        place_profiles(connection, [decode_profile(text) for _, text in rows], [])
        last = rows[-1][0]
    connection.execute(delete(unplaced))


def place_profiles(connection: Connection, profiles: Sequence[Profile], gone: Sequence[str]) -> bool:
    """Assign new mentions to pools, remove retired ones, and return whether any pool changed.

    ``settle_left`` clusters the changed pools, now or after more mentions.
    """
    dirty = unlink(connection, gone)
    placed = place_all(connection, profiles)
    redirect(connection, gone, profiles)
    left = part_pools(connection, dirty | placed) if gone else placed
    firsts = select(func.min(memberships.c.mention)).group_by(memberships.c.pool)
    rows = [{"mention": profile.id} for profile in profiles]
    for part in chunk(sorted(left) if gone else ()):
        rows += [{"mention": m} for m in connection.execute(firsts.where(memberships.c.pool.in_(part))).scalars()]
    add_rows(connection, unsettled, rows)
    return bool(rows)


def relink(connection: Connection, profiles: Sequence[Profile]) -> None:
    """Assign mentions that are linked, and whose features are others now, to pools once more, and queue their pools."""
    if not profiles:
        return
    dirty = unlink(connection, [profile.id for profile in profiles])
    left = part_pools(connection, dirty | place_all(connection, profiles))
    firsts = select(func.min(memberships.c.mention)).group_by(memberships.c.pool)
    rows = [{"mention": profile.id} for profile in profiles]
    for part in chunk(sorted(left)):
        rows += [{"mention": m} for m in connection.execute(firsts.where(memberships.c.pool.in_(part))).scalars()]
    add_rows(connection, unsettled, rows)


def settle_left(connection: Connection, now: str) -> None:
    """Cluster all pools that changed since the last time."""
    while count_left(connection):
        settle_some(connection, now)


def settle_some(connection: Connection, now: str) -> None:
    """Cluster some of the pools that changed since the last time."""
    place_left(connection)
    query = select(unsettled.c.mention).order_by(unsettled.c.mention).limit(TURN)
    waiting = connection.execute(query).scalars().all()
    pools = sorted(set(load_pools(connection, waiting).values()))
    settle_pools(connection, pools, now)
    kept = select(memberships.c.mention).where(among(connection, memberships.c.pool, pools))
    for settled in (among(connection, unsettled.c.mention, waiting), unsettled.c.mention.in_(kept)):
        connection.execute(delete(unsettled).where(settled))


def count_left(connection: Connection) -> int:
    """Return how many mentions wait for clustering."""
    return count_rows(connection, unplaced) + count_rows(connection, unsettled)


def place_due(connection: Connection) -> None:
    """Assign waiting mentions to pools in batches of ``RUN``, so that index access is sequential."""
    if count_rows(connection, unplaced) >= RUN:
        place_left(connection)


def make_profiles(reading: Reading, now: str) -> list[Profile]:
    """Make the profiles of a reading's agreements."""
    report, known_on = name_report(reading.report), known_day(reading.report, now)
    return [
        make_profile(
            name_row("a", report, reading.reader, agreement.ref),
            report,
            known_on,
            agreement,
            [action for action in reading.actions if action.agreement == agreement.ref],
            text=reading.report.text,
        )
        for agreement in reading.agreements
    ]


def unlink(connection: Connection, gone: Sequence[str]) -> set[str]:
    """Remove retired mentions, and return the pools that remain of theirs."""
    pools: set[str] = set()
    for part in chunk(gone):
        where = memberships.c.mention.in_(part)
        pools.update(connection.execute(select(memberships.c.pool).where(where)).scalars())
        before = connection.execute(select(memberships.c.agreement).where(where)).scalars().all()
        drop_keys(connection, load_profiles(connection, part).values())
        connection.execute(delete(memberships).where(where))
        connection.execute(delete(schema.profiles).where(schema.profiles.c.mention.in_(part)))
        drop_agreements(connection, set(before))
    return part_pools(connection, pools)


def drop_keys(connection: Connection, profiles: Iterable[Profile]) -> None:
    """Delete the keys of mentions."""
    rows = [{"one": hash_key(key), "who": profile.id} for profile in profiles for key in profile.keys]
    if rows:
        where = keys.c.key == bindparam("one"), keys.c.mention == bindparam("who")
        connection.execute(delete(keys).where(*where), rows)


def part_pools(connection: Connection, pools: Collection[str]) -> set[str]:
    """Rebuild some pools, and return the resulting pools."""
    members = load_members(connection, sorted(pools))
    profiles = {profile.id: profile for pool in members.values() for profile, _ in pool}
    board = Board()
    for profile in profiles.values():
        board.place(profile)
    parted = board.pools
    for pair in sorted(load_judged(connection).among(profiles).same):
        unite(parted, *pair)
    rooted = {mention: find_root(parted, mention) for mention in profiles}
    set_column(connection, "pool", rooted)
    return set(rooted.values())


def rejoin(connection: Connection, pair: Sequence[str], now: str) -> None:
    """Link two mentions and their pools once more, after a judgement on them."""
    standing = load_pools(connection, pair)
    settle_pools(connection, part_pools(connection, set(standing.values())), now)


def set_column(connection: Connection, name: str, values: Mapping[str, str]) -> None:
    """Write one column of the memberships of some mentions."""
    if values:
        where = memberships.c.mention == bindparam("which")
        statement = update(memberships).where(where).values({name: bindparam("new")})
        connection.execute(statement, [{"which": mention, "new": new} for mention, new in sorted(values.items())])


def settle_pools(connection: Connection, pools: Iterable[str], now: str) -> None:
    """Cluster pools, and write the changes."""
    judged = load_judged(connection)
    for part in chunk(sorted(pools), POOLS):
        settle(connection, load_members(connection, part), judged, now)


def settle(
    connection: Connection, members: Mapping[str, Sequence[tuple[Profile, str]]], judged: Judged, now: str
) -> None:
    """Cluster some pools. ``members`` are their mentions with their agreements so far."""
    profiles = {profile.id: profile for pool in members.values() for profile, _ in pool}
    before = {profile.id: agreement for pool in members.values() for profile, agreement in pool}
    found = [find_clusters([profile for profile, _ in pool], judged.among(profiles)) for pool in members.values()]
    clusters = [cluster for clustering in found for cluster in clustering.clusters]
    after = {mention: cluster[0] for cluster in clusters for mention in cluster}
    set_column(connection, "agreement", {mention: new for mention, new in after.items() if before[mention] != new})
    drop_agreements(connection, set(before.values()) - set(after.values()))
    write_agreements(connection, clusters, profiles)
    write_merges(connection, sorted(after), [merge for clustering in found for merge in clustering.merges], now)


def load_members(connection: Connection, pools: Sequence[str]) -> dict[str, list[tuple[Profile, str]]]:
    """Load the mentions of pools, each with its agreement so far."""
    columns = memberships.c.pool, schema.profiles.c.profile, memberships.c.agreement
    query = select(*columns).join(schema.profiles, schema.profiles.c.mention == memberships.c.mention)
    found: dict[str, list[tuple[Profile, str]]] = {pool: [] for pool in pools}
    for pool, text, agreement in connection.execute(query.where(among(connection, memberships.c.pool, pools))):
        found[pool].append((decode_profile(text), agreement))
    return found


def load_judged(connection: Connection, day: str | None = None) -> Judged:
    """Load people's standing judgements, the ids of retired mentions followed to the new ones.

    Those that stood at the end of a day, where one is given, hold for retired mentions too.
    """
    columns = judgements.c.mention, judgements.c.other, judgements.c.verdict
    person = (judgements.c.judge < RULE) | (judgements.c.judge > RULE)  # two ranges of an index
    query = select(*columns).where(person, stood(judgements, day))
    rows = connection.execute(query).all()
    following = load_pairs(connection, select(successors.c.mention, successors.c.successor)) if rows else {}
    pairs: dict[str, set[Pair]] = {"same": set(), "different": set()}
    for mention, other, verdict in rows:
        pair = follow(following, mention), follow(following, other)
        pairs[verdict].add(min(pair, pair[::-1]))
        if day is not None:
            pairs[verdict].add(min((mention, other), (other, mention)))
    return Judged(frozenset(pairs["same"]), frozenset(pairs["different"]))


def follow(following: Mapping[str, str], mention: str) -> str:
    """Follow a retired mention to the one that replaces it."""
    while mention in following:
        mention = following[mention]
    return mention


def write_merges(connection: Connection, members: Sequence[str], merges: Sequence[Merge], now: str) -> None:
    """Write the judgements of the rules on mentions. Those that are no longer true are undone."""
    standing = load_merges(connection, members)
    made = {(m.mention, m.other): m for m in merges}
    undone = [standing[pair] for pair in standing if pair not in made]
    for part in chunk(undone):
        where = judgements.c.id.in_(part)
        connection.execute(update(judgements).where(where).values(undone_at=now, undone_by=RULE))
    put_rows(connection, judgements, [merge_row(m, now) for pair, m in made.items() if pair not in standing])


def load_merges(connection: Connection, members: Sequence[str]) -> dict[Pair, str]:
    """Return the ids of the valid judgements of the rules on mentions.

    People's judgements are filtered here, not in the query: SQLite would scan all judgements of the rules.
    """
    found: dict[Pair, str] = {}
    columns = judgements.c.mention, judgements.c.other, judgements.c.id, judgements.c.judge
    query = select(*columns).where(judgements.c.undone_at.is_(None))
    for part in chunk(members, MANY):
        rows = connection.execute(query.where(among(connection, judgements.c.mention, part)))
        found.update({(mention, other): id for mention, other, id, judge in rows if judge == RULE})
    return found


def merge_row(merge: Merge, now: str) -> Row:
    """Return the row of a merge by the rules."""
    return {
        "id": name_row("j", merge.mention, merge.other, "same", RULE, now),
        "mention": merge.mention,
        "other": merge.other,
        "verdict": "same",
        "judge": RULE,
        "score": merge.likeness.score,
        "reasons": encode(merge.likeness.reasons),
        "at": now,
        "undone_at": None,
        "undone_by": None,
    }


def redirect(connection: Connection, gone: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Redirect the ids of retired mentions to their successors in the same report."""
    by_report: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_report[profile.report].append(profile)
    rows = []
    for part in chunk(gone):
        query = select(mentions.c.id, mentions.c.report, mentions.c.body).where(mentions.c.id.in_(part))
        for mention, report, body in connection.execute(query):
            if successor := choose_successor(AGREEMENT.decode(body), by_report[report]):
                rows.append({"mention": mention, "successor": successor})
    put_rows(connection, successors, rows)


def choose_successor(agreement: Agreement, profiles: Sequence[Profile]) -> str | None:
    """Return the mention in a newer reading that shares the most names with an older one."""
    old = {span.text for span in agreement.names} | {agreement.title}
    shared = [(len(old & {n.text for n in p.names} | old & {p.title}), p.id) for p in profiles]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] else None


def resolve(connection: Connection, name: str) -> str | None:
    """Return the agreement of a present or former id.

    >>> from depositary.register.storage.opening import open_store
    >>> with open_store(":memory:").reading() as connection:
    ...     print(resolve(connection, "a0"))
    None
    """
    for _ in range(100):
        query = select(memberships.c.agreement).where(memberships.c.mention == name)
        if found := connection.execute(query).scalar_one_or_none():
            return str(found)
        following = select(successors.c.successor).where(successors.c.mention == name)
        if not (name := connection.execute(following).scalar_one_or_none() or ""):
            return None
    return None
