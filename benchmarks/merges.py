"""Sample merged mentions and look-alikes that were kept apart, each with its evidence, to be judged by hand.

    python benchmarks/merges.py REGISTER [--number 100] [--seed 1] > sheet.txt

Merged: pairs of mentions that one merge joined. Apart: pairs that share a block key but lie in two
agreements. A line begins with ``[ ]`` for the judge's mark: y right, n wrong, ? cannot be told.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import combinations

from sqlalchemy import Connection, select

from depositary.register.linking import RULE, load_profiles
from depositary.register.profile import Profile
from depositary.register.schema import judgements, keys, memberships, reports
from depositary.register.store import load_pairs, open_store


def sample_merged(connection: Connection, number: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Return pairs of mentions that one merge joined, with score and reasons."""
    table = judgements
    where = table.c.judge == RULE, table.c.undone_at.is_(None), table.c.verdict == "same"
    columns = table.c.mention, table.c.other, table.c.score, table.c.reasons
    rows = connection.execute(select(*columns).where(*where).order_by(table.c.id)).all()
    chosen = chance.sample(rows, min(number, len(rows)))
    return [(row.mention, row.other, f"{row.score:.2f} {row.reasons}") for row in chosen]


def sample_apart(connection: Connection, number: int, chance: random.Random) -> list[tuple[str, str, str]]:
    """Return pairs of mentions that share a key but not an agreement."""
    home = load_pairs(connection, select(memberships.c.mention, memberships.c.agreement))
    blocks: dict[str, list[str]] = {}
    for key, mention in connection.execute(select(keys.c.key, keys.c.mention).order_by(keys.c.key, keys.c.mention)):
        blocks.setdefault(key, []).append(mention)
    pairs = {
        (min(a, b), max(a, b)): key
        for key, block in blocks.items()
        for a, b in combinations(block[:200], 2)
        if home[a] != home[b]
    }
    chosen = chance.sample(sorted(pairs), min(number, len(pairs)))
    return [(a, b, f"both under {pairs[a, b]}") for a, b in chosen]


def print_pair(connection: Connection, pair: tuple[str, str, str], profiles: dict[str, Profile], number: int) -> None:
    """Print one pair with what is known of both."""
    print(f"[ ] {number}. {pair[2]}")
    for name in pair[:2]:
        profile = profiles[name]
        text = connection.execute(select(reports.c.text).where(reports.c.id == profile.report)).scalar_one()
        print(f"    {name} {profile.known_on} | {profile.title} | {profile.kind} | {' '.join(profile.parties)}")
        print(f"      {' '.join(text.split())[:400]}")


def main() -> None:
    """Sample and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("register")
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with open_store(asked.register).reading() as connection:
        for title, sample in (("MERGED", sample_merged), ("APART", sample_apart)):
            pairs = sample(connection, asked.number, chance)
            profiles = load_profiles(connection, {name for pair in pairs for name in pair[:2]})
            print(f"== {title}: {len(pairs)}")
            for number, pair in enumerate(pairs, start=1):
                print_pair(connection, pair, profiles, number)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
