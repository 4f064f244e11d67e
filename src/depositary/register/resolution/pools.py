"""Pools: mentions that could be one agreement, directly or through other mentions.

A new mention is compared with candidates that share a blocking key (profiles.py): first with one representative of each
pool, then with the other members if the representative did not match. A pool is a connected component of matches, so
the order of mentions does not matter.

>>> pools: dict[str, str] = {}
>>> unite(pools, "b", "a")
>>> find_root(pools, "b")
'a'
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update

from depositary.register.resolution.differences import POSSIBLE
from depositary.register.resolution.profiles import Profile
from depositary.register.resolution.similarity import compare
from depositary.register.storage import MANY, add_rows, among, chunk, encode, load_pairs, schema
from depositary.register.storage.schema import keys, memberships

DECODER = msgspec.json.Decoder(Profile)
KEPT = keys.join(memberships, memberships.c.mention == keys.c.mention)


def place_all(connection: Connection, profiles: Sequence[Profile]) -> set[str]:
    """Assign new mentions to pools, write them, and return their pools."""
    board = meet(connection, {key for profile in profiles for key in profile.seeks})
    before = sorted(set(board.pools.values()))
    board.texts = load_profile_texts(connection, board.list_kept())
    for profile in profiles:
        board.place(profile)
    settle_doubts(connection, board)
    add_profiles(connection, profiles, board.pools)
    join_pools(connection, {pool: find_root(board.pools, pool) for pool in before})
    return {find_root(board.pools, p.id) for p in profiles}


@dataclass
class Board:
    """Mentions by blocking key, and the pool of each. Profiles are decoded when they are compared.

    ``crowded`` holds the pools with more mentions under a key than their representative. A new
    mention that did not match that representative has doubts: it must be compared with the other members.
    """

    blocks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pools: dict[str, str] = field(default_factory=dict)
    crowded: dict[tuple[str, str], str] = field(default_factory=dict)
    doubts: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    profiles: dict[str, Profile] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def list_kept(self) -> set[str]:
        """Return the mentions in all blocks."""
        return {mention for block in self.blocks.values() for mention in block}

    def place(self, profile: Profile) -> None:
        """Join a mention's pool with each pool that has a possible match, and store the mention."""
        self.pools.setdefault(profile.id, profile.id)
        self.profiles[profile.id] = profile
        far: set[str] = set()
        for key in profile.seeks:
            for mention in self.blocks.get(key, ()):
                if not self.joins(profile, mention, far) and (pool := self.crowded.get((key, mention))):
                    self.doubts[key, pool].append(profile.id)
        for key in profile.keys:
            self.blocks[key].append(profile.id)

    def joins(self, profile: Profile, mention: str, far: set[str]) -> bool:
        """Return whether two mentions are in one pool, joining them if they match. Others are added to ``far``."""
        own, other = find_root(self.pools, profile.id), find_root(self.pools, mention)
        if own == other:
            return True
        if mention in far or not is_near(profile, self.profile(mention)):
            far.add(mention)
            return False
        unite(self.pools, own, other)
        return True

    def profile(self, mention: str) -> Profile:
        """Return the profile of a mention."""
        if mention not in self.profiles:
            self.profiles[mention] = decode_profile(self.texts[mention])
        return self.profiles[mention]

    def open_doubts(self) -> dict[tuple[str, str], list[str]]:
        """Return the doubts of mentions that are still not in the pool in question."""
        apart = {
            about: [m for m in doubting if find_root(self.pools, m) != find_root(self.pools, about[1])]
            for about, doubting in self.doubts.items()
        }
        return {about: doubting for about, doubting in apart.items() if doubting}


def settle_doubts(connection: Connection, board: Board) -> None:
    """Compare the mentions that have doubts about a pool with all its members under the key."""
    doubts = board.open_doubts()
    kept = meet_rest(connection, doubts)
    for (_, pool), found in kept.items():
        board.pools.update((mention, pool) for mention in found if mention not in board.pools)
    board.texts |= load_profile_texts(connection, {m for found in kept.values() for m in found} - set(board.texts))
    far: dict[str, set[str]] = defaultdict(set)
    for about, doubting in doubts.items():
        for one in doubting:
            for mention in kept[about]:
                board.joins(board.profile(one), mention, far[one])


def add_profiles(connection: Connection, profiles: Sequence[Profile], pools: dict[str, str]) -> None:
    """Write new mentions with their pools and keys. At first, each is an agreement of its own."""
    rows = [
        {
            "mention": p.id,
            "pool": find_root(pools, p.id),
            "agreement": p.id,
            "report": p.report,
            "known_on": p.known_on,
        }
        for p in profiles
    ]
    add_rows(connection, memberships, rows)
    add_rows(connection, schema.profiles, [{"mention": p.id, "profile": encode(p)} for p in profiles])
    kept = sorted((hash_key(key), p.id) for p in profiles for key in p.keys)  # in the order in which they lie
    add_rows(connection, keys, [{"key": key, "mention": mention} for key, mention in kept])


def join_pools(connection: Connection, roots: Mapping[str, str]) -> None:
    """Write which pool each joined pool went into."""
    joined = [{"gone": pool, "root": root} for pool, root in roots.items() if pool != root]
    if joined:
        statement = update(memberships).where(memberships.c.pool == bindparam("gone")).values(pool=bindparam("root"))
        connection.execute(statement, joined)


def is_near(a: Profile, b: Profile) -> bool:
    """Return whether two mentions could be one agreement."""
    if a.signature == b.signature:
        return True
    likeness = compare(a, b)
    return likeness is not None and likeness.score >= POSSIBLE


def find_root(pools: dict[str, str], name: str) -> str:
    """Return the current pool of a mention or pool (union-find with path compression)."""
    root = name
    while (above := pools.get(root, root)) != root:
        root = above
    while name != root:
        pools[name], name = root, pools[name]
    return root


def unite(pools: dict[str, str], one: str, other: str) -> None:
    """Join the pools of two mentions or pools. The name that sorts first is kept."""
    roots = find_root(pools, one), find_root(pools, other)
    pools[max(roots)] = min(roots)


def hash_key(key: str) -> int:
    """Return the stored form of a key: 64 bits of its hash, as a signed number.

    >>> hash_key("t:paris")
    -7299866314078626815
    """
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8"), digest_size=8).digest(), signed=True)


def meet(connection: Connection, wanted: Iterable[str]) -> Board:
    """Return the mentions stored under some keys: the first one of each pool."""
    columns = keys.c.key, memberships.c.pool, func.min(keys.c.mention), func.count()
    query = select(*columns).select_from(KEPT).group_by(keys.c.key, memberships.c.pool)
    board, names = Board(), {hash_key(key): key for key in wanted}
    for part in chunk(sorted(names), MANY):
        for number, pool, mention, count in connection.execute(query.where(among(connection, keys.c.key, part))):
            board.blocks[names[number]].append(mention)
            board.pools |= {mention: pool, pool: pool}
            if count > 1:
                board.crowded[names[number], mention] = pool
    return board


def meet_rest(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return all mentions of some pools that are stored under some keys."""
    found: dict[tuple[str, str], list[str]] = {about: [] for about in wanted}
    names = {hash_key(key): key for key, _ in found}
    query = select(keys.c.key, memberships.c.pool, keys.c.mention).select_from(KEPT)
    query = query.where(among(connection, memberships.c.pool, {pool for _, pool in found}))
    for part in chunk(sorted(names), MANY):
        for number, pool, mention in connection.execute(query.where(among(connection, keys.c.key, part))):
            if (about := (names[number], pool)) in found:
                found[about].append(mention)
    return found


def load_profile_texts(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the stored profile of each mention."""
    table = schema.profiles
    query = select(table.c.mention, table.c.profile)
    found: dict[str, str] = {}
    for part in chunk(sorted(wanted), MANY):
        found.update(load_pairs(connection, query.where(among(connection, table.c.mention, part))))
    return found


def load_profiles(connection: Connection, wanted: Iterable[str]) -> dict[str, Profile]:
    """Load the profiles of mentions."""
    return {mention: decode_profile(text) for mention, text in load_profile_texts(connection, wanted).items()}


def decode_profile(text: str) -> Profile:
    """Decode a stored profile."""
    return DECODER.decode(text)


def load_pools(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the pool of each mention. Each pool maps to itself."""
    query = select(memberships.c.mention, memberships.c.pool)
    pools: dict[str, str] = {}
    for part in chunk(sorted(wanted), MANY):
        pools.update(load_pairs(connection, query.where(among(connection, memberships.c.mention, part))))
    return pools | {pool: pool for pool in pools.values()}
