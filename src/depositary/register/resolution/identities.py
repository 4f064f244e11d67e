"""Identities: which known agreement a mention names, by the catalogue of known agreements.

A mention is linked only if its name means one known agreement, and if its parties, its year and its day agree with what
the depositary publishes. The catalogue gives identity alone: it adds nothing to what the report tells.

>>> identify([parse_name("INF")], frozenset({"USA", "RUS"}), (), "2018-10-20", "treaty")
'inf'
>>> identify([parse_name("Paris Agreement")], frozenset({"CIV"}), (), "2003-01-24", "agreement")
''
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from depositary.model.vocabulary import Kind
from depositary.register.resolution.agreement_names import Name, parse_name
from depositary.world import KnownAgreement, load_catalogue

AHEAD = 15  # years for which an agreement is spoken of by its name before it is adopted,
AHEAD_OF_PLACE = 2  # and for which one named after a single place is: others were made there before
SPOKEN = 8  # a title of more words than these is not spoken
SLACK = 1  # years by which reports date an agreement by its text, its signature or its entry into force
PASSING = frozenset(map(str, (Kind.CEASEFIRE, Kind.CONTRACT)))
TAIL = re.compile(r"\s(?:with|between|among|over|signed|of \d{4})\b.*$", re.I)
YEAR_BEFORE = re.compile(r"^(?:the )?(?:1[5-9]|20)\d\d\s+", re.I)
NOUN_BEHIND = re.compile(r"\s(?:treaty|agreement|deal|accord|pact|convention)s?$", re.I)


def identify(names: Sequence[Name], parties: frozenset[str], years: Sequence[int], known_on: str, kind: str) -> str:
    """Return the id of the known agreement that a mention names; an empty text if there is none, or more than one.

    Args:
        names: the names of the mention.
        parties: the codes of its parties.
        years: the years that it is said to be of.
        known_on: the day of its report.
        kind: its kind.
    """
    found = {
        entry.id
        for name in names
        for entry in find_entries(name)
        if agrees(entry, name, parties, years, known_on) and not is_passing(entry, name, kind)
    }
    return found.pop() if len(found) == 1 else ""


def find_entries(name: Name) -> tuple[KnownAgreement, ...]:
    """Return the known agreements that a name can mean: those of the first form of it that any bears."""
    catalogue = load_catalogue()
    for text in vary(name.text):
        if entries := catalogue.find(text):
            return entries
    if name.acronyms and not name.number:
        return tuple(
            entry for acronym in name.acronyms for entry in catalogue.find(acronym) if is_plain(entry, acronym)
        )
    return spoken_names().get(words_of(name), ()) if name.core or name.states else ()


def vary(text: str) -> Iterator[str]:
    """Yield the forms of a name: as it is, without its year, without the other side, without a noun behind it.

    >>> list(vary("2010 New START treaty with Russia"))[-1]
    'New START'
    """
    yield text
    bare = YEAR_BEFORE.sub("", text)
    cut = TAIL.sub("", bare)
    yield from dict.fromkeys(form for form in (bare, cut, NOUN_BEHIND.sub("", cut)) if form != text)


def is_plain(entry: KnownAgreement, acronym: str) -> bool:
    """Return whether an acronym, letter by letter, is one of a known agreement."""
    return acronym in entry.acronyms


def agrees(entry: KnownAgreement, name: Name, parties: frozenset[str], years: Sequence[int], known_on: str) -> bool:
    """Return whether parties, years and day of a mention can be those of a known agreement."""
    if entry.parties and parties and parties.isdisjoint(entry.parties):
        return False
    told = {int(day[:4]) for day in (entry.adopted, entry.in_force) if day}
    if years and told and not any(abs(year - one) <= SLACK for year in years for one in told):
        return False
    if not entry.adopted:
        return True
    if name.sort == "described":
        return not name.fresh and known_on >= entry.adopted
    ahead = AHEAD_OF_PLACE if len(name.core) == 1 and name.loose else AHEAD
    return int(known_on[:4]) >= int(entry.adopted[:4]) - ahead


def is_passing(entry: KnownAgreement, name: Name, kind: str) -> bool:
    """Return whether a mention is of a truce or a contract, and the known agreement that its words fit is not."""
    return kind in PASSING and kind != entry.kind and not name.names


@functools.cache
def spoken_names() -> dict[tuple[object, ...], tuple[KnownAgreement, ...]]:
    """Return the known agreements by the words of their short names, in any order."""
    found: dict[tuple[object, ...], dict[str, KnownAgreement]] = {}
    for entry in load_catalogue().entries:
        for text in entry.all_names:
            if len(text.split()) > SPOKEN or not text.isascii():
                continue
            name = parse_name(text)
            if (name.core or name.states) and name.general + name.core:
                found.setdefault(words_of(name), {})[entry.id] = entry
    return {words: tuple(named.values()) for words, named in found.items()}


def words_of(name: Name) -> tuple[object, ...]:
    """Return the words of a name that tell agreements apart, in no order."""
    noun = "" if name.loose else name.noun
    return name.core, name.general, name.states, name.number, noun, name.sort in {"described", "empty"}


def find_known(ids: Iterable[str]) -> KnownAgreement | None:
    """Return the known agreement that most mentions of one agreement name, if any does."""
    told = [id for id in ids if id]
    best = min(set(told), key=lambda id: (-told.count(id), id), default="")
    return load_catalogue().get(best) if best else None
