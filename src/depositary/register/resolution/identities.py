"""Identities: which known agreement a mention names, by the catalogue of known agreements.

A mention is linked only if its name means one known agreement, and if its parties, its year and its day agree with what
the depositary publishes. The catalogue gives identity alone: it adds nothing to what the report tells.

>>> identify([parse_name("INF")], frozenset({"USA", "RUS"}), (), "2018-10-20", kind="treaty")
'inf'
>>> identify([parse_name("Paris Agreement")], frozenset({"CIV"}), (), "2003-01-24", kind="agreement")
''
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from depositary.model.vocabulary import Kind
from depositary.register.resolution.agreement_names import Name, parse_name, word_set
from depositary.world import KnownAgreement, fold_name, load_catalogue, load_members
from depositary.world.catalogue import last_day

AHEAD = 15  # years for which an agreement is spoken of by its name before it is adopted,
AHEAD_OF_PLACE = 2  # and for which one named after a single place is: others were made there before
AHEAD_OF_PAIR = 5  # and for which one described by both its parties is
FRESH_FOR = 3  # years for which "the deal on its matter" is the one that was made; "its matter deal" is for longer
AWAITED = 120  # days before its adoption in which what a state has one of at a time is spoken of as wanted
EARLY = 45  # days before its adoption in which a description means what is about to be adopted
SPOKEN = 8  # a title of more words than these is not spoken
SLACK = 1  # years by which reports date an agreement by its text, its signature or its entry into force
PASSING = frozenset(map(str, (Kind.CEASEFIRE, Kind.CONTRACT)))
TAIL = re.compile(r"\s(?:with|between|among|over|signed|of \d{4})\b.*$", re.I)
YEAR_BEFORE = re.compile(r"^(?:the )?(?:1[5-9]|20)\d\d\s+", re.I)
TREATY_OF = re.compile(r"(?:the )?treaty\s+(?:of|on|for)\s", re.I)
NOUN_BEHIND = re.compile(r"\s(?:treaty|agreement|deal|accord|pact|convention)s?$", re.I)


def identify(
    names: Sequence[Name],
    parties: frozenset[str],
    years: Sequence[int],
    known_on: str,
    *,
    kind: str,
    stage: str = "",
    given: bool = False,
) -> str:
    """Return the id of the known agreement that a mention names; an empty text if there is none, or more than one.

    Args:
        names: the names of the mention.
        parties: the codes of its parties.
        years: the years that it is said to be of.
        known_on: the day of its report.
        kind: its kind.
        stage: whether the report tells it as ``made``, ``sought``, ``standing`` or ``ended``.
        given: whether the report takes it as known.
    """
    found = {
        entry.id
        for name in names
        for entry in find_entries(name) or (*find_dated(name, parties, years, given), *find_paired(name, parties))
        if agrees(entry, name, parties, years)
        and is_of_time(entry, name, known_on, stage=stage, given=given)
        and not is_passing(entry, name, kind)
        and not is_another(entry, name, known_on, stage)
    }
    return found.pop() if len(found) == 1 else ""


def find_entries(name: Name) -> tuple[KnownAgreement, ...]:
    """Return the known agreements that a name can mean: those of the first form of it that any bears."""
    catalogue = load_catalogue()
    for text in vary(name.text):
        if entries := catalogue.by_name.get(fold_name(text)):
            return entries
    if name.acronyms and not name.number:
        return tuple(
            entry for acronym in name.acronyms for entry in catalogue.find(acronym) if is_plain(entry, acronym)
        )
    if not (name.core or name.states):
        return ()
    words, behind = words_of(name), name.noun == "treaty" and not TREATY_OF.match(name.text)
    return spoken_names().get(words) or (treaty_names().get(words[:4], ()) if behind else ())


def find_paired(name: Name, parties: frozenset[str]) -> Iterator[KnownAgreement]:
    """Yield the known agreements between two that a title means which leaves out one of the two, or both.

    The report must name both parties and no other ("the Visiting Forces Agreement with the United States").
    """
    words = name.core, name.general, name.number, "" if name.loose else name.noun
    if name.capital and (name.core or name.general) and len(parties) == 2 and set(name.states) <= parties:
        yield from (entry for entry in paired_names().get(words, ()) if parties == set(entry.parties))


def find_dated(
    name: Name, parties: frozenset[str], years: Sequence[int], given: bool = False
) -> Iterator[KnownAgreement]:
    """Yield the known agreements of a year that a description with the year means ("the 2015 nuclear deal").

    A description without the year means it if a state has one of its matter at a time ("the nuclear deal").
    The state that it leaves out must be among the parties that the report names, or all of these among theirs.
    """
    if name.sort != "described" or name.states or not name.topics or not name.loose:
        return
    only = set(name.general) <= word_set("identity_single")  # of these, a state has one at a time
    for states, entry in described_topics().get(name.topics, ()):
        told = {int(day[:4]) for day in (entry.adopted, entry.in_force) if day}
        parties = name_members(parties, entry)
        fits = states <= parties or (parties and parties <= set(entry.parties))
        if (fits and told & {name.year, *years}) or (
            only
            and not (name.year or years)
            and (states <= parties if given else states < parties)
            and parties <= set(entry.parties)
        ):
            yield entry


def name_members(parties: frozenset[str], entry: KnownAgreement) -> frozenset[str]:
    """Return the parties of a mention, with the members of each bloc that is no party of a known agreement itself.

    >>> entry = load_catalogue().get("jcpoa")
    >>> sorted(name_members(frozenset({"IRN", "P5+1"}), entry))[:3] if entry else []
    ['CHN', 'DEU', 'FRA']
    """
    members = load_members()
    blocs = {party for party in parties if party not in entry.parties and party in members}
    return (parties - blocs) | {member for bloc in blocs for member in members[bloc]}


def identify_dated(parties: frozenset[str], years: Sequence[int], areas: Iterable[str], known_on: str) -> str:
    """Return the id of the known agreement that "the 2015 deal" means, by its year, its parties and its matter.

    The report must name the state that the known agreement is about, and none that is not a party of it. Without a
    year, for some years after, it means the one on a matter of which a state has one agreement at a time.
    """
    found = {
        entry.id
        for area in areas
        for states, entry in described_topics().get((area,), ())
        if states < name_members(parties, entry) <= set(entry.parties) and entry.adopted and known_on > entry.adopted
        if int(entry.adopted[:4]) in years
        or (
            not years
            and area in word_set("identity_single")
            and int(known_on[:4]) <= int(entry.adopted[:4]) + FRESH_FOR
        )
    }
    return found.pop() if len(found) == 1 else ""


def is_known_for(known: str, areas: Iterable[str], parties: frozenset[str]) -> bool:
    """Return whether a known agreement is described by one of some areas, of which a state has one at a time, and by
    states that are all among the parties of a mention, which are parties of it too.
    """
    entries = (
        pair for area in areas if area in word_set("identity_single") for pair in described_topics().get((area,), ())
    )
    return any(entry.id == known and states <= parties <= set(entry.parties) for states, entry in entries)


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


def agrees(entry: KnownAgreement, name: Name, parties: frozenset[str], years: Sequence[int]) -> bool:
    """Return whether parties and years of a mention can be those of a known agreement."""
    if name.derived or (entry.parties and parties and parties.isdisjoint(entry.parties)):
        return False
    told = {int(day[:4]) for day in (entry.adopted, entry.in_force) if day}
    return not (years and told) or any(abs(year - one) <= SLACK for year in years for one in told)


def is_of_time(entry: KnownAgreement, name: Name, known_on: str, *, stage: str, given: bool) -> bool:
    """Return whether a known agreement is spoken of by a name on a day: a title for longer than a description."""
    if not entry.adopted:
        return True
    told, adopted = int(known_on[:4]), int(entry.adopted[:4])
    if name.sort not in {"described", "empty"}:
        return told >= adopted - (AHEAD_OF_PLACE if len(name.core) == 1 and name.loose else AHEAD)
    paired = len(name.states) > 1 and set(name.states) == set(entry.parties)  # no other agreement is called so
    early = told < adopted - AHEAD_OF_PAIR if paired else is_too_early(entry, name, known_on, stage)
    late = not (name.own or given or name.year) and told > adopted + FRESH_FOR
    return not (name.fresh or early or late)


def is_too_early(entry: KnownAgreement, name: Name, known_on: str, stage: str) -> bool:
    """Return whether a description is told before a known agreement was adopted, and not as the one that is awaited.

    Of a matter of which a state has one agreement at a time, what is wanted in the last months before is the one that
    is made. What is told as made or as known by then is another.
    """
    if known_on >= entry.adopted:
        return False
    awaited = stage in {"", "sought"} and set(name.general) <= word_set("identity_single")
    return not awaited or (last_day(entry.adopted) - date.fromisoformat(known_on[:10])).days > AWAITED


def is_passing(entry: KnownAgreement, name: Name, kind: str) -> bool:
    """Return whether a mention is of a truce or a contract, and the known agreement that its words fit is not."""
    return kind in PASSING and kind != entry.kind and not name.names


def is_another(entry: KnownAgreement, name: Name, known_on: str, stage: str) -> bool:
    """Return whether a description is of one that is being made, when the known agreement has long been."""
    made = stage in {"made", "sought"} and name.sort in {"described", "empty"} and not name.year
    return made and bool(entry.adopted) and int(known_on[:4]) > int(entry.adopted[:4]) + SLACK


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


@functools.cache
def treaty_names() -> dict[tuple[object, ...], tuple[KnownAgreement, ...]]:
    """Return the known agreements by the words of their short names without the noun: reports call any a treaty."""
    found: dict[tuple[object, ...], dict[str, KnownAgreement]] = {}
    for words, entries in spoken_names().items():
        if words[0]:
            found.setdefault(words[:4], {}).update((entry.id, entry) for entry in entries)
    return {words: tuple(named.values()) for words, named in found.items()}


@functools.cache
def described_topics() -> dict[tuple[str, ...], list[tuple[frozenset[str], KnownAgreement]]]:
    """Return the known agreements that are described by states, with these, by the topics of that description."""
    found: dict[tuple[str, ...], list[tuple[frozenset[str], KnownAgreement]]] = {}
    for entry in load_catalogue().entries:
        for text in entry.names:
            name = parse_name(text) if text.isascii() and len(text.split()) <= SPOKEN else None
            if name and name.sort == "described" and name.states and name.topics and name.loose:
                found.setdefault(name.topics, []).append((frozenset(name.states), entry))
    return found


@functools.cache
def paired_names() -> dict[tuple[object, ...], list[KnownAgreement]]:
    """Return the known agreements between two by the words of their titles without the two parties."""
    found: dict[tuple[object, ...], list[KnownAgreement]] = {}
    for entry in load_catalogue().entries:
        for text in entry.names if len(entry.parties) == 2 else ():
            name = parse_name(text) if text.isascii() and len(text.split()) <= SPOKEN else None
            if name and name.capital and name.states and (name.core or name.general):
                words = name.core, name.general, name.number, "" if name.loose else name.noun
                if entry not in found.setdefault(words, []):
                    found[words].append(entry)
    return found


def words_of(name: Name) -> tuple[object, ...]:
    """Return the words of a name that tell agreements apart, in no order."""
    noun = "" if name.loose else name.noun
    return name.core, name.general, name.states, name.number, noun, name.sort in {"described", "empty"}


def is_before(known: str, told_on: str) -> bool:
    """Return whether a report was published long before a known agreement was adopted, so that it may tell another."""
    entry = load_catalogue().get(known)
    if entry is None or not entry.adopted:
        return False
    return (last_day(entry.adopted) - date.fromisoformat(told_on[:10])).days > EARLY


def find_known(ids: Iterable[str]) -> KnownAgreement | None:
    """Return the known agreement that most mentions of one agreement name, if any does."""
    told = [id for id in ids if id]
    best = min(set(told), key=lambda id: (-told.count(id), id), default="")
    return load_catalogue().get(best) if best else None
