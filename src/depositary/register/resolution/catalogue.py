"""The catalogue: one entry for each agreement, computed from its mentions.

>>> choose_title([])
''
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete

from depositary.languages.wording import write_actors, write_code, write_point
from depositary.register.resolution import stories
from depositary.register.resolution.agreement_names import Name, fold_word, topic_words, word_set
from depositary.register.resolution.identities import TAIL, find_known
from depositary.register.resolution.profiles import Profile
from depositary.register.resolution.search_words import write_words
from depositary.register.storage import MANY, Row, add_rows, among, chunk, encode, put_rows
from depositary.register.storage.full_text import drop_names
from depositary.register.storage.revisions import CHANGING
from depositary.register.storage.schema import agreements, participations
from depositary.world import KnownAgreement, fold_name, load_catalogue

T = TypeVar("T", str, int)

SHARE = 0.1  # of the reports that name parties; a party that fewer name is a slip or a bystander
PAIR = 0.5  # of those reports: two parties that so many name are a pair
OFTEN = 2  # reports that call an unnamed agreement the same make that its title
ARTICLE = re.compile(r"^the\s+(?=\S)", re.I)
CIRCLE = 4  # parties that one report names together make a circle,
LEAST = 0.05  # if so many of those reports do
STRAY = 0.2  # and a third one that so few name is none of it
RANKS = {"proper": 3, "formal": 3, "acronym": 2, "described": 1, "empty": 0}


def write_agreements(
    connection: Connection, clusters: Iterable[Sequence[str]], profiles: Mapping[str, Profile]
) -> None:
    """Write the entries of clusters, each under the id of its first mention."""
    gathered = [[profiles[mention] for mention in cluster] for cluster in clusters]
    pairs = stories.load_copies(connection, {member.report for members in gathered for member in members})
    rows = [describe(members, pairs) for members in gathered]
    put_rows(connection, agreements, [row for row, _ in rows])
    for part in chunk([row["id"] for row, _ in rows], MANY):
        connection.execute(delete(participations).where(among(connection, participations.c.agreement, part)))
    lines = [{"actor": actor, "agreement": row["id"]} for row, parties in rows for actor in parties]
    add_rows(connection, participations, lines)
    write_words(connection, [row for row, _ in rows])


def drop_agreements(connection: Connection, gone: Iterable[str]) -> None:
    """Delete the entries of clusters that no longer exist. Their ids redirect."""
    drop_names(connection, gone := set(gone))
    for part in chunk(sorted(gone), MANY):
        connection.execute(delete(agreements).where(among(connection, agreements.c.id, part)))
        connection.execute(delete(participations).where(among(connection, participations.c.agreement, part)))


def describe(members: Sequence[Profile], copies: Sequence[tuple[str, str]]) -> tuple[Row, tuple[str, ...]]:
    """Return an agreement's entry and its parties. ``copies`` are pairs of reports that are copies."""
    parties = choose_parties(members)
    reports = {member.report for member in members}
    row = {
        "id": members[0].id,
        "title": choose_title(members),
        "kind": choose_kind(members),
        "parties": encode(parties),
        "areas": encode(count_often(area for member in members for area in member.areas)),
        "names": encode(list_names(members)),
        "year": next(iter(count_often(year for member in members for year in member.years)), None),
        "first_on": members[0].known_on,
        "last_on": max(member.known_on for member in members),
        "reports": len(reports),
        "stories": len(set(stories.gather_stories(reports, copies).values())),
        "known": entry.id if (entry := find_known(member.known for member in members)) else None,
        "revision": CHANGING,
    }
    return row, parties


def choose_title(members: Sequence[Profile]) -> str:
    """Return the name that most reports use in full: proper titles before acronyms before descriptions.

    Of a known agreement it is one that the catalogue has too, if there is one, else another title, else the usual one.
    """
    entry = find_known(member.known for member in members)
    counted: Counter[str] = Counter()
    names: dict[str, Name] = {}
    for member in members:
        for name in member.names:
            counted[name.text] += 1
            names[name.text] = name
    if entry:
        full = [text for text in counted if is_full_name(names[text], entry)]
        kept = full or [text for text in counted if is_title(names[text])]
        best = max(kept, key=lambda text: rank_name(names[text], counted[text]), default="")
        return spell(best, entry)
    best = max(counted, key=lambda text: rank_name(names[text], counted[text]), default="")
    if foreign := describe_foreign(members, names[best] if best else None):
        return foreign
    if members and not any(name.names for name in names.values()) and (counted[best] < OFTEN or is_vague(names[best])):
        return describe_sides(members) or best or members[0].title
    return ARTICLE.sub("", best) or (members[0].title if members else "")


def is_vague(name: Name) -> bool:
    """Return whether a description names no side and nothing but what its kind is ("a peace accord")."""
    return not (name.states or name.about) and all(word in topic_words() for word in name.general)


def describe_sides(members: Sequence[Profile]) -> str:
    """Return what an agreement without a name is, between whom, and when it was first told of.

    >>> from depositary.register.resolution.profiles import Profile
    >>> describe_sides([Profile("m", "r", "2022-03-05", "a truce", "ceasefire", parties=("RUS", "UKR"))] * 2)
    'ceasefire between Russia and Ukraine (March 2022)'
    """
    parties, first = choose_parties(members), min(member.known_on for member in members)
    if len(parties) != 2 or len(members) < OFTEN:
        return ""
    return f"{write_code(choose_kind(members))} between {write_actors(parties)} ({write_point(first[:7])})"


def spell(text: str, entry: KnownAgreement) -> str:
    """Return a name of a known agreement as the catalogue spells it; its usual name for an empty text."""
    spelt = next((name for name in entry.all_names if fold_name(name) == fold_name(text)), text)
    return spelt or entry.short


def describe_foreign(members: Sequence[Profile], told: Name | None) -> str:
    """Return a description of an agreement that no English report names, empty where the words for it are a title.

    >>> told = Profile("m", "r", "2025-01-17", "договор", "treaty", parties=("IRN", "RUS"), gloss="treaty")
    >>> describe_foreign([told], None)
    'treaty of Iran and Russia'
    """
    if (told and told.names) or not members or not all(member.gloss for member in members):
        return ""
    years = count_often(year for member in members for year in member.years)
    marks = sorted(mark.earliest[:4] for member in members for mark in member.marks)
    year = str(years[0]) if years else next(iter(marks), "")
    parties = choose_parties(members)
    words = [told.text if told else members[0].gloss, *(["of", write_actors(parties)] if parties else [])]
    return " ".join(words) + (f", {year}" if year else "")


def is_full_name(name: Name, entry: KnownAgreement) -> bool:
    """Return whether the catalogue has a name of a known agreement, which is no acronym."""
    return name.names and name.text not in entry.acronyms and entry in load_catalogue().find(name.text)


def is_title(name: Name) -> bool:
    """Return whether a name is a title in capitals, and no acronym or words about the other side."""
    return name.sort in {"proper", "formal"} and name.capital and not TAIL.search(name.text)


def rank_name(name: Name, count: int) -> tuple[int, bool, bool, int, int, str]:
    """Rank a name as a title; one that begins with a passing word ("proposed", "new") comes last of its sort."""
    trails = name.text.split()[-1].islower()  # "the Rome Statute treaty"
    titled = bool(name.capital and name.noun) and not trails
    passing = not titled and not word_set("identity_fillers").isdisjoint(map(fold_word, name.text.split()[:1]))
    return RANKS[name.sort], titled, not passing, count, len(name.text), name.text


def choose_kind(members: Sequence[Profile]) -> str:
    """Return the kind that most mentions have; of a known agreement, the kind that it is of."""
    if entry := find_known(member.known for member in members):
        return entry.kind
    counted = Counter(member.kind for member in members)
    return min(counted, key=lambda kind: (-counted[kind], kind in {"agreement", "other"}, kind))


def choose_parties(members: Sequence[Profile]) -> tuple[str, ...]:
    """Return the parties that enough of the reports name; of a circle, all that reports of the whole of it name.

    Who more reports call a mediator, a host or the like than a party is none. Of a known agreement between a few they
    are those that it was concluded by, once it was.
    """
    entry = find_known(member.known for member in members)
    if entry and entry.parties and entry.adopted and entry.adopted <= max(member.known_on for member in members):
        return tuple(sorted(entry.parties))
    counted = Counter(party for member in members for party in member.parties)
    beside = Counter(actor for member in members for actor, _ in member.roles)
    counted = Counter({party: count for party, count in counted.items() if count >= beside[party]})
    naming = sum(1 for member in members if member.parties)
    if is_pair(counted, naming):
        return tuple(sorted(party for party, _ in counted.most_common(2)))
    circles = [member.parties for member in members if len(member.parties) >= CIRCLE]
    whole = {party for parties in circles for party in parties} if len(circles) >= LEAST * naming else set()
    return tuple(sorted(party for party, count in counted.items() if count >= SHARE * naming or party in whole))


def tells_two(members: Sequence[Profile]) -> bool:
    """Return whether some report names exactly two parties. Reports of one party each do not show a bilateral treaty.

    >>> tells_two([])
    True
    """
    naming = [len(member.parties) for member in members if member.parties]
    return not naming or 2 in naming or max(naming) == 1 == len(naming)


def is_pair(counted: Counter[str], naming: int) -> bool:
    """Return whether two parties are named so much more often that all others are bystanders.

    >>> is_pair(Counter(RUS=7, USA=6, GBR=1), 7), is_pair(Counter(RUS=3, USA=2, GBR=2), 4)
    (True, False)
    """
    most = [count for _, count in counted.most_common(3)]
    return len(most) == 3 and most[1] >= PAIR * naming and most[2] <= STRAY * naming


def list_names(members: Sequence[Profile]) -> list[str]:
    """Return the distinct names, the most used first."""
    counted = Counter(name.text for member in members for name in member.names if name.names)
    counted.update(member.title for member in members if member.gloss)
    return [text for text, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))][:40]


def count_often(values: Iterable[T]) -> list[T]:
    """Return distinct values, the most frequent first."""
    counted = Counter(values)
    return sorted(counted, key=lambda value: (-counted[value], value))
