"""Search: which mentions a name can mean.

Names that mean the same by their proper words, acronym, initialisms or parties come first. Names that merely contain
all the words of the question follow.

>>> query_keys("LFTA")
{'x:LFTA': 0.9, 'i:LFTA': 0.9}
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, select

from depositary.register.resolution import (
    Name,
    Profile,
    decode_profile,
    fold_word,
    hash_key,
    initialisms,
    name_keys,
    number_key,
    parse_name,
    split_words,
)
from depositary.register.storage.schema import keys, memberships, profiles
from depositary.world import load_catalogue

VAGUE = 0.3
LIMIT = 2000
MOST_WORDS = 200
"""No agreement is asked for by more words; a database takes no more conditions at once than a thousand."""


def query_keys(text: str) -> dict[str, float]:
    """Return the keys for looking up a name, each with its certainty."""
    name = parse_name(text)
    known = {f"w:{entry.id}": 1.0 for entry in load_catalogue().find(text)}
    found = known | {key: 0.8 if key.startswith("i:") else 0.9 for key in name_keys(name)}
    found |= {number_key(f"{sort}:{word.upper()}", name): 0.9 for word in name.acronyms for sort in "xi"}
    if not name.acronyms and name.sort != "empty" and text[:1].isupper():
        for word in initialisms(text):
            found.setdefault(number_key(f"x:{word.upper()}", name), 0.75)
    return found


def find_mentions(connection: Connection, text: str, known: str) -> dict[str, float]:
    """Return the mentions known by a day that a name can mean, each with the quality of the match, 0 to 1."""
    wanted = {hash_key(key): sure for key, sure in query_keys(text).items()}
    query = (
        select(keys.c.mention, keys.c.key)
        .join(memberships, memberships.c.mention == keys.c.mention)
        .where(keys.c.key.in_(sorted(wanted)), memberships.c.known_on <= known)
        .order_by(memberships.c.known_on, keys.c.mention)
    )
    found: dict[str, float] = {}
    for mention, key in connection.execute(query.limit(LIMIT)):
        found[mention] = max(found.get(mention, 0.0), wanted[key])
    return found or find_by_parties(connection, parse_name(text), known) or find_by_words(connection, text, known)


def find_by_parties(connection: Connection, name: Name, known: str) -> dict[str, float]:
    """Return the mentions of agreements between the states in a description."""
    if not name.states:
        return {}
    found = {}
    for profile in scan(connection, [f'"{state}"' for state in name.states], known):
        if set(name.states) <= set(profile.parties):
            found[profile.id] = VAGUE + 0.1 * shared(name, profile)
    return found


def scan(connection: Connection, words: Sequence[str], known: str) -> Iterator[Profile]:
    """Yield the profiles known by a day with all words in their text, the earliest first."""
    lowered, own = func.lower(profiles.c.profile), profiles.c.profile  # SQLite lowers the letters of ASCII alone
    holds = [
        lowered.contains(w.lower(), autoescape=True) if w.isascii() else own.contains(w, autoescape=True) for w in words
    ]
    query = select(profiles.c.profile).join(memberships, memberships.c.mention == profiles.c.mention)
    query = query.where(memberships.c.known_on <= known, *holds)
    ordered = query.order_by(memberships.c.known_on, memberships.c.mention).limit(LIMIT)
    return map(decode_profile, connection.execute(ordered).scalars())


def shared(name: Name, profile: Profile) -> int:
    """Count the words of a description that occur in a mention's names."""
    names = " ".join(other.text for other in profile.names).lower()
    return sum(1 for word in {*name.general, name.noun} if word and word in names)


def find_by_words(connection: Connection, text: str, known: str) -> dict[str, float]:
    """Return the mentions with all words of the question in their names."""
    folded = (fold_word(word) if word.isascii() else word for word, _ in split_words(text))
    words = list(dict.fromkeys(folded))
    if len(words) > MOST_WORDS:
        return {}
    found = {}
    for profile in scan(connection, words, known) if words else ():
        names = " ".join((profile.title, *(name.text for name in profile.names))).lower()
        if all(word.lower() in names for word in words):
            found[profile.id] = VAGUE
    return found


def rank_cluster(text: str, cluster: Sequence[Profile], found: Mapping[str, float]) -> float:
    """Rank a cluster for a name: the match of its best mention, then the number of its matching reports."""
    asked = parse_name(text)
    matched = [mention for mention in cluster if mention.id in found]
    best = max(max(found[mention.id], match_names(asked, mention)) for mention in matched)
    return best + 0.12 * math.log2(1 + len({mention.report for mention in matched}))


def match_names(asked: Name, profile: Profile) -> float:
    """Return 1 if a mention has exactly this name, slightly less if its words are the same."""
    words = asked.core, asked.number, asked.noun
    same = [name for name in profile.names if (name.core, name.number, name.noun) == words]
    exact = any(bare(name.text) == bare(asked.text) for name in profile.names)
    return 1.0 if exact else 0.95 if same and asked.names else 0.0


def bare(text: str) -> str:
    """Return a name in small letters without its article."""
    return text.lower().removeprefix("the ")
