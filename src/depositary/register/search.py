"""Search: which mentions a name can mean.

First the names that mean the same by their proper words, acronym, initials or parties; behind them
those that share all the words asked for.

>>> query_keys("TPP")
{'x:TPP': 0.9}
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select

from depositary.register.naming import Name, fold, initials, parse_name, split_words
from depositary.register.profile import Profile, name_keys, number_key
from depositary.register.schema import agreements, keys, participations
from depositary.register.store import load_pairs

VAGUE = 0.3
LIMIT = 2000


def query_keys(text: str) -> dict[str, float]:
    """Return the keys under which a name is looked up, each with how sure it is."""
    name = parse_name(text)
    found = {key: 0.8 if key.startswith("x:") else 0.9 for key in name_keys(name)}
    found |= {number_key(f"x:{word.upper()}", name): 0.9 for word in name.acronyms}
    if not name.acronyms and name.sort != "empty" and text[:1].isupper():
        for word in initials(text):
            found.setdefault(number_key(f"x:{word.upper()}", name), 0.75)
    return found


def find_mentions(connection: Connection, text: str) -> dict[str, float]:
    """Return the mentions that a name can mean, each with how well it matches, 0 to 1."""
    wanted = query_keys(text)
    query = select(keys.c.mention, keys.c.key).where(keys.c.key.in_(sorted(wanted))).limit(LIMIT)
    found: dict[str, float] = {}
    for mention, key in connection.execute(query):
        found[mention] = max(found.get(mention, 0.0), wanted[key])
    return found or find_by_parties(connection, parse_name(text)) or find_by_words(connection, text)


def find_by_parties(connection: Connection, name: Name) -> dict[str, float]:
    """Return the agreements between the states of a description."""
    if not name.states:
        return {}
    query = (
        select(participations.c.agreement)
        .where(participations.c.actor.in_(name.states))
        .group_by(participations.c.agreement)
        .having(func.count() == len(name.states))
    )
    found = connection.execute(query.limit(LIMIT)).scalars().all()
    described = load_pairs(connection, select(agreements.c.id, agreements.c.names).where(agreements.c.id.in_(found)))
    return {agreement: VAGUE + 0.1 * shared(name, described.get(agreement, "")) for agreement in found}


def shared(name: Name, names: str) -> int:
    """Count the words of a description that an agreement's names hold."""
    return sum(1 for word in {*name.general, name.noun} if word and word in names.lower())


def find_by_words(connection: Connection, text: str) -> dict[str, float]:
    """Return the agreements in whose names all words asked for stand."""
    words = [fold(word) for word, _ in split_words(text)]
    if not words:
        return {}
    holds = [func.lower(agreements.c.title + agreements.c.names).contains(word, autoescape=True) for word in words]
    query = select(agreements.c.id).where(*holds).order_by(agreements.c.stories.desc()).limit(100)
    return dict.fromkeys(connection.execute(query).scalars(), VAGUE)


def rank_cluster(text: str, cluster: Sequence[Profile], found: Mapping[str, float]) -> float:
    """Rank a cluster for a name: how well its best mention matches, and how many of its reports match."""
    asked = parse_name(text)
    matched = [mention for mention in cluster if mention.id in found]
    best = max(max(found[mention.id], match_names(asked, mention)) for mention in matched)
    return best + 0.12 * math.log2(1 + len({mention.report for mention in matched}))


def match_names(asked: Name, profile: Profile) -> float:
    """Return 1 where a mention bears the very name asked for, a little less where its words are the same."""
    words = asked.core, asked.number, asked.noun
    same = [name for name in profile.names if (name.core, name.number, name.noun) == words]
    exact = any(bare(name.text) == bare(asked.text) for name in profile.names)
    return 1.0 if exact else 0.95 if same and asked.names else 0.0


def bare(text: str) -> str:
    """Return a name in small letters without its article."""
    return text.lower().removeprefix("the ")
