"""Properties of pools: what is near is together, however the mentions came, and nothing else is."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from depositary.register.resolution.pools import find_root, is_near, meet, place_all, unite
from depositary.register.resolution.profiles import Profile
from depositary.register.storage.opening import open_store
from depositary.register.storage.schema import memberships
from depositary.register.storage.store import load_pairs
from tests.register.resolution.test_clusters import pools
from tests.register.resolution.test_similarity import truce

START = date(2014, 2, 1)
truces = st.lists(st.integers(0, 80), min_size=3, max_size=10, unique=True).map(
    lambda days: [truce("a ceasefire", (START + timedelta(days=after)).isoformat()) for after in days]
)


def place_in_batches(pool: list[Profile], size: int) -> dict[str, str]:
    """Return the pool of each mention of a register that took them in batches."""
    store = open_store(":memory:")
    with store.writing() as connection:
        for at in range(0, len(pool), size):
            place_all(connection, pool[at : at + size])
        placed = load_pairs(connection, select(memberships.c.mention, memberships.c.pool))
    store.close()
    return placed


def connect_all(pool: list[Profile]) -> dict[str, str]:
    """Return the pool of each mention where every pair that can meet is compared."""
    found: dict[str, str] = {profile.id: profile.id for profile in pool}
    for a, b in combinations(pool, 2):
        if set(a.seeks) & set(b.keys) and is_near(a, b):
            unite(found, a.id, b.id)
    return {mention: find_root(found, mention) for mention in found}


@given(pools | truces, st.integers(1, 14), st.randoms(use_true_random=False))
def test_pools_are_what_comparing_every_pair_gives(pool: list[Profile], size: int, chance: random.Random) -> None:
    shuffled = list(pool)
    chance.shuffle(shuffled)
    assert place_in_batches(shuffled, size) == connect_all(pool)


@given(pools)
def test_of_each_pool_one_mention_is_met_under_a_key(pool: list[Profile]) -> None:
    store = open_store(":memory:")
    with store.writing() as connection:
        place_all(connection, pool)
        board = meet(connection, {key for profile in pool for key in profile.keys})
    store.close()
    for block in board.blocks.values():
        standing = [find_root(board.pools, mention) for mention in block]
        assert len(standing) == len(set(standing))
