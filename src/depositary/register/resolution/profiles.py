"""Profiles: the features of a mention that are used to match it, without its report.

>>> make_profile("m1", "r1", "2015-12-12", Agreement("a1", "Paris Agreement", Kind.AGREEMENT), ()).keys
('t:paris', 'w:un-27-7-d')
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agreement
from depositary.model.vocabulary import ActionCode, Area, Kind, Modality
from depositary.register.resolution.agreement_names import Name, initialisms, organisations, parse_name, word_set
from depositary.register.resolution.identities import identify, identify_dated
from depositary.register.resolution.named_days import find_named_days
from depositary.register.resolution.surroundings import camp_of, find_grade, is_given, name_around

CONSENTING = frozenset(  # steps that none but a party takes
    {
        ActionCode.SIGNATURE,
        ActionCode.RATIFICATION,
        ActionCode.DEPOSIT,
        ActionCode.ACCESSION,
        ActionCode.RESERVATION,
        ActionCode.SUSPENSION,
        ActionCode.RESUMPTION,
        ActionCode.WITHDRAWAL,
        ActionCode.TERMINATION,
        ActionCode.EXTENSION,
    }
)
ENDING = frozenset({ActionCode.TERMINATION, ActionCode.EXPIRY})
PRESUMING = ENDING | {  # steps on what has been made before
    ActionCode.IMPLEMENTATION,
    ActionCode.EXTENSION,
    ActionCode.SUSPENSION,
    ActionCode.RESUMPTION,
    ActionCode.BREACH,
}
LATER = PRESUMING - {ActionCode.IMPLEMENTATION, ActionCode.BREACH}  # planned or denied, these too presume it
MARKS = frozenset({ActionCode.ADOPTION, ActionCode.SIGNATURE, ActionCode.ENTRY_INTO_FORCE})
CEASEFIRES = frozenset({str(Kind.CEASEFIRE), str(Kind.PEACE_AGREEMENT)})
PEACEFUL = frozenset({str(Kind.PEACE_AGREEMENT), str(Kind.AGREEMENT)})
MANY = 12  # of more parties, so many are looked at where titles of common words meet
SOUGHT = {  # the sorts of keys that a key seeks; who seeks is sought
    "t": "t", "x": "xi", "i": "x", "f": "o", "o": "of", "g": "g", "s": "sk", "k": "s",
    "n": "nl", "l": "n", "q": "", "r": "r", "c": "c",
    "w": "w", "b": "b", "e": "h", "h": "e", "u": "uv", "v": "u", "p": "d", "d": "dp", "y": "z", "z": "yz", "j": "j",
    "a": "m", "m": "a", "D": "E", "E": "D",
}  # fmt: skip
NAMING = frozenset({"t:", "x:", "i:", "f:", "q:", "c:", "w:"})
LOOSE_KINDS = frozenset({str(Kind.AGREEMENT), str(Kind.OTHER), str(Kind.TREATY)})
LOOSE_AREAS = frozenset({str(Area.POLITICS)})
SPOKEN_WINDOW = 1000  # days for which a name in small letters ("the Doha deal") goes on meaning the same
SIDE_WINDOW = 30  # days in which a truce is told of by one side
NAMED_WITHIN = 45  # days in which what was agreed gets its name
FORTNIGHT = 14
LONG = 2  # a title of more common words than these is seldom given twice
DURATION = re.compile(r"(\d+)([HDWMY])")
HOURS = {"H": 1, "D": 24, "W": 168, "M": 720, "Y": 8760}
NAMED_BESIDE = 4  # a report that names more actors, and no party, does not tell by them whom it means
FEW = 5  # more parties than these make a circle, not a pair that two reports would both name in full


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step that happens once in the life of an agreement, and its possible days.

    ``told`` is false where the report gives no day, so that its own day stands for it.
    """

    action: str
    earliest: str
    latest: str
    told: bool = True


class Profile(msgspec.Struct, frozen=True, dict=True, omit_defaults=True):
    """The features of a mention.

    ``keys`` are those under which it is kept for what it can be the same as, ``acting`` who took a party's
    step, ``fresh`` tells that it is only described, as a new one, ``alone`` that one side declares it, ``stage``
    whether it is ``made``, ``sought``, ``standing`` or ``ended`` by its steps; ``roles`` are actors that have to do
    with it and are no parties, each with what it is to it. ``known`` is the id of the known agreement that it names,
    ``gloss`` the English words for its title, which is in another language, ``languages`` those of its authentic texts.
    ``table`` is the official table of several treaties that tells it from the others, ``row`` by what it does so.
    ``around`` are the actors that its report names, parties or not; ``given`` tells that it takes the agreement as
    known, ``grade`` that a truce is ``passing`` or ``lasting`` by its names; ``pair`` are the two parties that a name
    tells, ``called_on`` the first and the last day that it is called after.
    """

    id: str
    report: str
    known_on: str
    title: str
    kind: str
    names: tuple[Name, ...] = ()
    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    acronyms: tuple[str, ...] = ()
    initialisms: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    keys: tuple[str, ...] = ()
    term: str | None = None
    acting: tuple[str, ...] = ()
    fresh: bool = False
    alone: bool = False
    stage: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    known: str = ""
    gloss: str = ""
    languages: tuple[str, ...] = ()
    table: str = ""
    row: str = ""
    around: tuple[str, ...] = ()
    given: bool = False
    grade: str = ""
    pair: tuple[str, ...] = ()
    called_on: tuple[str, str] | None = None

    @functools.cached_property
    def day(self) -> int:
        """The number of the day from which it was known."""
        return date.fromisoformat(self.known_on[:10]).toordinal()

    @functools.cached_property
    def party_set(self) -> frozenset[str]:
        """Its parties."""
        return frozenset(self.parties)

    @functools.cached_property
    def camps(self) -> tuple[str, ...]:
        """Its parties, where fighters of no known name count as the people that they are called by."""
        return tuple(sorted(set(map(camp_of, self.parties))))

    @functools.cached_property
    def order(self) -> tuple[str, str]:
        """Its position in the order of all mentions: by the day it became known, then by id."""
        return self.known_on, self.id

    @functools.cached_property
    def area_set(self) -> frozenset[str]:
        """Its areas."""
        return frozenset(self.areas)

    @functools.cached_property
    def single_areas(self) -> frozenset[str]:
        """Its areas of which a state has one agreement at a time."""
        return self.area_set & word_set("identity_single")

    @functools.cached_property
    def plain_acronyms(self) -> frozenset[str]:
        """The acronyms of its names in capitals, with their numbers."""
        return frozenset(number_key(word.upper(), name) for name in self.names for word in name.acronyms)

    @functools.cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in its names."""
        return frozenset(number for name in self.names for number in name.number)

    @functools.cached_property
    def plain(self) -> bool:
        """Whether it is described alone, with no name, acronym or year: it is no other's that is told much later."""
        described = all(n.sort == "described" and not (n.core or n.acronyms or n.title) for n in self.names)
        return described and not self.years

    @functools.cached_property
    def formal(self) -> bool:
        """Whether its only names are titles of common words that do not list many states."""
        plain = all(n.sort == "formal" and not n.core and not n.circle and not n.acronyms for n in self.names)
        return bool(self.names) and plain

    @functools.cached_property
    def derived(self) -> bool:
        """Whether it is only described as one about another agreement ("a deal to revive the 2015 accord")."""
        return bool(self.names) and all(name.derived for name in self.names)

    @functools.cached_property
    def titled(self) -> bool:
        """Whether one of its names identifies one agreement."""
        return any(name.names for name in self.names)

    @functools.cached_property
    def lasting(self) -> bool:
        """Whether its name means the same agreement at any time. "The Gaza ceasefire" does not."""
        fleeting = self.kind in CEASEFIRES or any(name.noun == "ceasefire" for name in self.names)
        named = any(is_lasting(name) for name in self.names)
        formal = any(name.sort == "formal" for name in self.names) and len(self.parties) > 1
        return not fleeting and (named or formal)

    @functools.cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics in its names."""
        return tuple(sorted({topic for name in self.names for topic in name.topics}))

    @functools.cached_property
    def sides(self) -> tuple[str, ...]:
        """Its parties, as far as its description leaves no doubt about them.

        A description that names two states names its sides. One that has one state, and a matter of which a state has
        one agreement at a time ("the Iran nuclear deal") is used by many who are not parties. Of these,
        a state that takes a party's step counts. An organisation does not: it may approve what others conclude.
        """
        if self.titled:
            return self.camps
        paired = {state for name in self.names if is_spoken(name) and len(name.states) > 1 for state in name.states}
        if len(pair := paired & set(self.camps)) > 1:
            return tuple(sorted(pair))
        if self.pair:
            return self.pair
        if self.derived and self.single_areas:  # many speak of how to revive or to replace another
            return tuple(sorted({state for name in self.names for state in name.states}))
        if any(map(is_nickname, self.names)):
            named = {state for name in self.names for state in name.states}
            return tuple(sorted(named | (set(self.acting) & set(self.camps) - organisations())))
        return self.camps

    @functools.cached_property
    def length(self) -> int:
        """Its duration in days, 0 if it is not known."""
        return count_days(self.term) if self.term else 0

    @functools.cached_property
    def naming(self) -> frozenset[str]:
        """The keys from names, not from parties and days. Acronyms and initialisms have one key.

        A truce without a name has its two parties: they do not make two in one report.
        """
        told = ("x" + key[1:] if key.startswith("i:") else key for key in self.keys if key[:2] in NAMING)
        of_peace = self.kind == Kind.CEASEFIRE or (self.kind in PEACEFUL and str(Area.PEACE) in self.areas)
        truce = of_peace and not self.titled and len(self.parties) == 2 and not self.length
        return frozenset((*told, *(["truce:" + "+".join(self.parties)] if truce else [])))

    @functools.cached_property
    def seeks(self) -> tuple[str, ...]:
        """The keys under which its candidates are stored."""
        return tuple(dict.fromkeys(seek_keys(self)))

    @functools.cached_property
    def signature(self) -> tuple[object, ...]:
        """A value that mentions share if they differ only in report and day. Without a lasting name, it is unique."""
        if not self.lasting:
            return (self.id,)
        kinds = tuple(sorted({(n.sort, n.core, n.general, n.noun, n.number, n.acronyms) for n in self.names}))
        return kinds, self.parties, self.areas, self.years, self.kind, self.known, self.table, self.row


def is_lasting(name: Name) -> bool:
    """Return whether a name means the same agreement at any time, whoever uses it."""
    return name.sort == "acronym" or (name.sort == "proper" and (name.capital or len(name.core) > 1 or not name.loose))


def make_profile(
    mention: str, report: str, known_on: str, agreement: Agreement, actions: Iterable[Action], *, text: str = ""
) -> Profile:
    """Make the profile of a mention from its reading, and from the text of its report, where it is at hand."""
    told, truce = tuple(actions), agreement.kind is Kind.CEASEFIRE
    given = is_given(text, agreement.names)
    own = [agreement.title, *(span.text for span in agreement.names)]
    texts = dict.fromkeys(
        [agreement.gloss] if isinstance(agreement.gloss, str) else own
    )  # in other languages the gloss names it
    parsed = [parse_name(text) for text in texts]
    names = drop_parts([name for name in parsed if name.sort != "empty" or name.derived])
    bare = Profile(
        id=mention,
        report=report,
        known_on=known_on,
        title=agreement.title,
        kind=str(agreement.kind),
        names=names,
        parties=tuple(sorted(set(agreement.parties))),
        areas=tuple(sorted(set(agreement.areas))),
        years=tuple(sorted({y for y in (agreement.year, *(name.year for name in names)) if y})),
        acronyms=tuple(sorted({number_key(a, name) for name in names for a in name.acronyms})),
        initialisms=tuple(sorted({i.upper() for name in names if name.names for i in initialisms(name.text)})),
        marks=tuple(find_marks(told, known_on[:10] if truce and not given else None)),
        term=agreement.term,
        gloss=agreement.gloss if isinstance(agreement.gloss, str) else "",
        languages=agreement.languages or () if isinstance(agreement.languages, tuple) else (),
        roles=tuple(sorted((one.actor, str(one.role)) for one in agreement.roles)),
        fresh=any(name.fresh for name in parsed) and not any(name.names for name in names),
        alone=any(name.alone for name in parsed),
        stage=find_stage(told, given=given, truce=truce),
        around=name_around(text),
        given=given,
        pair=find_pair(parsed, set(agreement.parties)),
        called_on=find_named_days(own, known_on),
        grade=find_grade(own) if truce else "",
        acting=tuple(sorted({by.actor for step in told if step.action in CONSENTING for by in step.by if by.actor})),
    )
    states = [] if any(name.derived for name in parsed) else [n for n in parsed if n.sort == "empty" and n.states]
    stage = bare.stage or ("standing" if given else "")
    every = *names, *states  # a name of states alone ("the Brazil deal") only the catalogue can place
    known = identify(every, bare.party_set, bare.years, known_on, kind=bare.kind, stage=stage, given=given)
    if not (known or bare.titled or bare.derived or bare.fresh or bare.stage in {"sought", "made"}):
        known = identify_dated(bare.party_set, bare.years, bare.areas, known_on)
    bare = msgspec.structs.replace(bare, known=known)
    return msgspec.structs.replace(bare, keys=tuple(sorted(set(make_keys(bare)))))


def find_pair(names: Iterable[Name], parties: Collection[str]) -> tuple[str, ...]:
    """Return the two parties that a name tells, as camps; none if no name does.

    >>> find_pair([parse_name("Brazil-Peru deal")], {"BRA", "PER", "CHL"})
    ('BRA', 'PER')
    """
    pairs = (name.pair for name in names if name.pair and set(name.pair) <= set(parties))
    return next((tuple(sorted(map(camp_of, pair))) for pair in pairs), ())


def drop_parts(names: Sequence[Name]) -> tuple[Name, ...]:
    """Remove names that are part of another name and would identify another agreement by themselves.

    >>> long = parse_name("Comprehensive and Progressive Agreement for Trans-Pacific Partnership")
    >>> [name.text[:13] for name in drop_parts([long, parse_name("Trans-Pacific Partnership")])]
    ['Comprehensive']
    """
    return tuple(
        name
        for name in names
        if not any(name.text in o.text and set(name.core) < set(o.core) and len(name.text) < len(o.text) for o in names)
        or not name.core
    )


def number_key(word: str, name: Name) -> str:
    """Return a word with the number of its name, so that "SALT" and "SALT II" differ.

    >>> number_key("SALT", parse_name("SALT II"))
    'SALT#2'
    """
    return "#".join([word, *name.number])


def find_marks(actions: Iterable[Action], told_on: str | None = None) -> Iterator[Mark]:
    """Yield the dated steps that distinguish an agreement from the next one between the same parties.

    Args:
        actions: its steps.
        told_on: the day to use for a step without a date, because reports of a truce appear when it is made.
    """
    for action in actions:
        if action.action in MARKS and action.modality is Modality.OCCURRED:
            dated = action.date or ImpreciseDate("", told_on, told_on)
            if dated.earliest and dated.latest:
                yield Mark(str(action.action), dated.earliest, dated.latest, action.date is not None)


def find_stage(actions: Sequence[Action], *, given: bool = False, truce: bool = False) -> str:
    """Return the stage of an agreement in a report: ``made``, ``sought``, ``standing`` from before, ``ended``, none.

    Args:
        actions: its steps.
        given: whether the report takes it as known. Then its making is no news, if no day is told of it.
        truce: whether it is a truce. Who talks of a truce that no report takes as known wants one.
    """
    done = {action.action for action in actions if action.modality is Modality.OCCURRED}
    told = {action.action for action in actions}
    if done & MARKS:
        return "standing" if given and not any(find_marks(actions)) else "made"
    if done & PRESUMING:
        return "ended" if done & ENDING else "standing"
    hoped = {Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL}
    if any(a.action in MARKS and a.modality in hoped for a in actions):
        return "sought"
    if told & LATER:
        return "standing"
    talked = truce and not given and ActionCode.NEGOTIATION in told
    return "sought" if talked or any(a.action in MARKS and a.modality is Modality.DENIED for a in actions) else ""


def make_keys(profile: Profile) -> Iterator[str]:
    """Yield the blocking keys of a profile.

    ``t`` proper words, ``x`` acronyms, ``i`` initialisms, ``f`` titles of common words, ``o`` those that can name a
    treaty of many, ``g`` titles with two parties or a year, ``s`` with the only party told and the time, ``k`` with
    one of several, ``n`` long ones without parties, ``l`` with some; ``c`` short titles in capitals; ``q``
    descriptions with states, ``r`` the same with the time; ``y`` titles with year, party and area, ``z`` descriptions
    with them; ``p`` parties with a half-year and what else must be shared, ``d`` of what is only described;
    ``w`` the known agreement that is named; ``b`` each proper word with the two parties;
    ``e`` titles with the two parties and the weeks, ``h`` descriptions with them;
    ``j`` each two of a few parties by the fortnight;
    ``u`` agreements of which one side is told, ``v`` those of which both are, by side, matter and month;
    ``a`` truces of two by the fortnight, ``m`` those without parties by each two of who is named beside them;
    ``D`` what is called after a month, ``E`` what is made in it, by party and matter.
    """
    if profile.known:
        yield f"w:{profile.known}"
    for name in profile.names:
        if len(profile.parties) == 2:
            yield from (f"b:{word}:{'+'.join(profile.parties)}" for word in (*name.core, *name.about))
        yield from name_keys(name)
        if name.sort == "formal":
            yield from formal_keys(name, profile)
        if is_spoken(name):
            yield from (number_key(f"r:{'+'.join((*name.states, *name.general))}:{b}", name) for b in spans(profile))
    yield from (f"{'p' if profile.titled else 'd'}:{key}" for key in party_keys(profile))
    if len(profile.parties) == 2 and profile.kind != Kind.CEASEFIRE:
        number, pair = profile.day // NAMED_WITHIN, "+".join(profile.parties)
        yield from (f"{'e' if profile.titled else 'h'}:{pair}:{span}" for span in (number, number - 1))
    yield from side_keys(profile)
    yield from few_keys(profile)
    yield from around_keys(profile)
    yield from month_keys(profile)
    if (matters := profile.single_areas) and len(profile.camps) <= MANY:
        spanned = [(party, matter) for party in profile.camps for matter in sorted(matters)]
        number = profile.day // SIDE_WINDOW
        yield from (f"j:{party}:{matter}:{span}" for party, matter in spanned for span in (number, number - 1))
    yield from (f"{'y' if profile.titled else 'z'}:{key}" for key in year_keys(profile))


def seek_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys under which candidates for a profile are stored. The relation is symmetric.

    Initialisms look only for acronyms. Named agreements look by their parties only for descriptions. Titles of
    common words meet if their parties, years or length allow a match (see similarity.py).
    """
    for key in profile.keys:
        sort, _, rest = key.partition(":")
        yield from (f"{other}:{rest}" for other in SOUGHT[sort])


def name_keys(name: Name) -> Iterator[str]:
    """Yield the keys of one name. They serve for storing and for looking up."""
    if name.core:
        yield number_key("t:" + "+".join(name.core), name)
    for acronym in name.acronyms:
        yield number_key(f"x:{acronym.upper()}", name)
    if name.names and not name.acronyms:
        yield from (number_key(f"i:{word.upper()}", name) for word in initialisms(name.text))
    if name.sort == "formal":
        yield formal_key("f", name)
    if name.title:
        yield number_key(f"c:{name.title}", name)
    if is_spoken(name):
        yield number_key("q:" + "+".join((*name.states, *name.general)), name)


def is_spoken(name: Name) -> bool:
    """Return whether a name is a description that contains states ("the Iran nuclear deal")."""
    return name.sort == "described" and bool(name.states and name.general)


def is_nickname(name: Name) -> bool:
    """Return whether a description has one state and a matter of which a state has one agreement at a time."""
    return is_spoken(name) and name.own and set(name.general) <= word_set("identity_single")


def formal_key(sort: str, name: Name) -> str:
    """Return the key of a title of common words."""
    return number_key(f"{sort}:" + "+".join((*name.circle, *name.general)), name)


def formal_keys(name: Name, profile: Profile) -> Iterator[str]:
    """Yield the keys of titles of common words: one key for multilateral titles, otherwise by party or year."""
    if name.circle or name.open:
        yield formal_key("o", name)
    own = formal_key("", name)
    parties = profile.parties
    yield from (f"g{own}|{year}" for year in profile.years)
    yield from (f"g{own}|{one}+{two}" for one, two in combinations(parties[:MANY], 2))
    if len(parties) == 1:
        pairs = ("+".join(sorted((*parties, other))) for other in profile.around[:MANY] if other not in parties)
        yield from (f"g{own}|{pair}" for pair in pairs)
    yield from (
        f"{'k' if len(parties) > 1 else 's'}{own}|{party}:{span}" for party in parties[:MANY] for span in spans(profile)
    )
    if len(name.general) > LONG:
        yield f"{'l' if parties else 'n'}{own}"


def party_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys of a pair or small group of parties: each half-year with one more feature that must be shared."""
    if 2 <= len(profile.parties) <= FEW:
        shared = [
            *([profile.kind] if profile.kind not in LOOSE_KINDS else []),
            *(f"t.{topic}" for topic in profile.topics),
            *(f"a.{area}" for area in profile.areas if area not in LOOSE_AREAS),
            *(f"m.{mark.action}" for mark in profile.marks),
        ]
        parties = "+".join(profile.camps)
        yield from (f"{parties}:{half}:{what}" for half in buckets(profile.known_on) for what in dict.fromkeys(shared))


def side_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys that match a report that names one party with one that names both, by what they agree on."""
    if not 1 <= len(profile.camps) <= 2:
        return
    peaceful = profile.kind in CEASEFIRES or (profile.kind == Kind.AGREEMENT and Area.PEACE in profile.areas)
    about = [*(["peace"] if peaceful else []), *profile.topics]
    number, sort = profile.day // SIDE_WINDOW, "u" if len(profile.camps) == 1 else "v"
    for what in dict.fromkeys(about):
        yield from (f"{sort}:{party}:{what}:{span}" for party in profile.camps for span in (number, number - 1))
    if peaceful:
        yield from (f"{sort}:{party}:{month}" for party in profile.camps for month in mark_months(profile))
        yield from (f"{sort}:{party}:peace:{year}" for party in profile.camps for year in profile.years)


def around_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys that match a truce of which no party is told with one of two that its report names."""
    if profile.kind != Kind.CEASEFIRE:
        return
    number = profile.day // FORTNIGHT
    if len(profile.camps) == 2:
        yield from (f"a:{'+'.join(profile.camps)}:{span}" for span in (number, number - 1))
    if not profile.parties and len(profile.around) <= NAMED_BESIDE:
        pairs = ["+".join(pair) for pair in combinations(sorted(set(map(camp_of, profile.around))), 2)]
        yield from (f"m:{pair}:{span}" for pair in pairs for span in (number, number - 1))


def month_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys that match what is called after a month with what was made in it, by party and area."""
    about = [*profile.parties[:MANY], *sorted(profile.single_areas)]
    if profile.called_on:
        yield from (f"D:{one}:{profile.called_on[0][:7]}" for one in about)
    if profile.stage == "made" or profile.marks:
        months = {day[:7] for mark in profile.marks for day in (mark.earliest, mark.latest)} or {profile.known_on[:7]}
        yield from (f"E:{one}:{month}" for one in about for month in sorted(months))


def mark_months(profile: Profile) -> Iterator[str]:
    """Yield the months of the steps that are taken once."""
    for mark in profile.marks:
        yield from {f"{mark.action}.{day[:7]}" for day in (mark.earliest, mark.latest)}


def few_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys of each two of a few parties, by the fortnight, and by the month of a step taken once."""
    if not 2 <= len(profile.camps) <= FEW:
        return
    number = profile.day // 14
    when = [str(number), str(number - 1), *mark_months(profile)]
    yield from (f"j:{one}+{two}:{day}" for one, two in combinations(profile.camps, 2) for day in when)
    if profile.kind == Kind.CEASEFIRE:
        yield from (f"j:{one}:{week}" for one in profile.camps for week in (number, number - 1))
    if len(profile.camps) == 2 and not profile.topics:
        yield f"j:{'+'.join(profile.camps)}:{profile.known_on[:4]}"


def year_keys(profile: Profile) -> Iterator[str]:
    """Yield the keys that match a title with a description that has its year, a party and an area."""
    if profile.years and len(profile.parties) <= MANY:
        areas = [area for area in profile.areas if area not in LOOSE_AREAS]
        yield from (f"{y}:{party}:{area}" for y in profile.years for party in profile.parties for area in areas)


def spans(profile: Profile) -> tuple[int, int]:
    """Return the period in which a description keeps its meaning, and the period before.

    >>> spans(Profile("m", "r", "0003-01-01", "t", "treaty"))
    (0, -1)
    """
    number = date.fromisoformat(profile.known_on[:10]).toordinal() // SPOKEN_WINDOW
    return number, number - 1


def buckets(day: str) -> Iterator[str]:
    """Yield the half-year of a day and the one before, so that close days always share one.

    >>> list(buckets("2014-03-01"))
    ['2014a', '2013b']
    """
    year, first = int(day[:4]), day[5:7] < "07"
    yield f"{year}{'a' if first else 'b'}"
    yield f"{year - 1}b" if first else f"{year}a"


def count_days(term: str) -> int:
    """Return the number of days of an ISO 8601 duration. A part of a day counts as one, a month as 30.

    >>> count_days("PT72H"), count_days("P2W"), count_days("P3M")
    (3, 14, 90)
    """
    day, _, time = term.removeprefix("P").partition("T")
    hours = sum(int(number) * HOURS[unit] for part in (day, time) for number, unit in DURATION.findall(part))
    return math.ceil(hours / 24)


def days_between(first: str, second: str) -> int:
    """Return the number of days between two ISO days.

    >>> days_between("2020-01-01", "2019-12-30")
    2
    """
    return abs((date.fromisoformat(first[:10]) - date.fromisoformat(second[:10])).days)
