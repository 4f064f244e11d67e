"""Actors of a report: states, organisations, organs and persons, and what stands for several of them.

A person is an office with a state and a name beside it; who was so introduced is known by the last name afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from depositary.languages.states import load_states
from depositary.model.reading import Agent, Place
from depositary.reading.lexical.lexicon import Lexicon, Name, Office
from depositary.reading.lexical.patterns import Hit
from depositary.reading.lexical.words import Words, fold

LONGEST_NAME = 4
LONGEST_OFFICE = 9
BREAKS = frozenset('.,;:!?()«»“”„"。，、；：！？（）《》「」—–،؛؟\n')


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor in a text: its first word and the one behind its last, whom it stands for, and what it is.

    ``sort``: state, demonym, capital, city, organisation, group, organ, person, pair or collective.
    ``codes``: all whom it stands for. ``place``: it stands where it can only be a place.
    """

    first: int
    last: int
    sort: str
    codes: tuple[str, ...]
    agent: Agent
    place: bool = False

    @property
    def acts(self) -> bool:
        """Tell whether it can take a step or be a side."""
        return self.sort not in ("demonym", "city") and not self.place


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of a report, in order, its two main states, and the words of those who only speak."""

    actors: tuple[Actor, ...]
    main: tuple[str, ...]
    speakers: frozenset[int] = frozenset()

    def within(self, first: int, last: int) -> list[Actor]:
        """Return the actors that stand inside a range of words."""
        return [actor for actor in self.actors if first <= actor.first and actor.last <= last]


def find_cast(words: Words, lexicon: Lexicon, taken: frozenset[int]) -> Cast:
    """Return the actors of a report. ``taken`` are the words of dates, which name nobody."""
    found_names = (lower_name(words, lexicon, hit) for hit in lexicon.names.find(words))
    names = [hit for hit in found_names if is_name(words, lexicon, hit, taken)]
    named = [make_named(words, lexicon, hit) for hit in names if hit.value.sort != "mask"]
    offices = [hit for hit in lexicon.offices.find(words) if not covered(hit, names)]
    held = [actor for hit in offices for actor in hold_office(words, lexicon, hit, named, taken)]
    held = list(name_bare(words, held))
    persons = [actor for actor in held if actor.sort == "person"]
    inside = {i for actor in held for i in range(actor.first, actor.last)}
    kept = [a for a in named if not (a.first in inside and not a.place)]
    again = find_again(words, lexicon, persons, inside | {i for a in named for i in range(a.first, a.last)})
    several = find_several(words, lexicon, named)
    main = rank_states(words, [*kept, *held])
    two = rank_states(words, [*kept, *held], states=True)
    home = lexicon.home & set(main)
    own = next(iter(home)) if len(home) == 1 else None
    held = [bring_home(words, actor, named, own) for actor in held]
    found = sorted((*kept, *held, *again, *several), key=lambda actor: (actor.first, -actor.last))
    return Cast(tuple(bind_collectives(words, drop_nested(found), two)), main)


def covered(hit: Hit[Office], names: Iterable[Hit[Name]]) -> bool:
    """Tell whether the words of an office are part of a name."""
    return any(name.first <= hit.first and hit.last <= name.last for name in names)


def lower_name(words: Words, lexicon: Lexicon, hit: Hit[Name]) -> Hit[Name]:
    """Return a name that is written small as the adjective that it is too, where it is one."""
    if not lexicon.script.cased or hit.value.sort != "state" or words.capital(hit.first):
        return hit
    adjective = lexicon.demonyms.match(words, hit.first, hit.last)
    return adjective if adjective and adjective.last == hit.last else hit


def is_name(words: Words, lexicon: Lexicon, hit: Hit[Name], taken: frozenset[int]) -> bool:
    """Tell whether a name is written as one: with a capital, where the script has them, and not in a date."""
    if hit.first in taken:
        return False
    small = hit.value.sort in ("demonym", "mask", "group", "organ")
    if not small and lexicon.script.cased and not words.capital(hit.first):
        return hit.value.sort == "state" and words.forms[hit.first][0] in lexicon.doubles
    return lexicon.script.spaced or hit.value.sort != "pair" or not words.folded[words.starts[hit.first] - 1].isdigit()


def make_named(words: Words, lexicon: Lexicon, hit: Hit[Name]) -> Actor:
    """Return the actor that a name stands for."""
    text = words.text[words.starts[hit.first] : words.ends[hit.last - 1]]
    code = hit.value.codes[0]
    double = lexicon.script.cased and hit.value.sort == "state" and not words.capital(hit.first)
    sort = "demonym" if double else hit.value.sort
    head = lexicon.heads.get(code, "") if sort == "state" else ""
    text = head if head[:3] == text[:3] and lexicon.script.endings != ("",) else text
    place = sort in ("capital", "city", "state") and led_by(words, lexicon, hit.first, "at")
    return Actor(hit.first, hit.last, sort, hit.value.codes, Agent(name=text, actor=code), place)


def led_by(words: Words, lexicon: Lexicon, first: int, role: str) -> bool:
    """Tell whether the word before another plays a role, or is joined to it."""
    if lexicon.plays(f"{role}-joined", (words.folded[words.starts[first]],)):
        return True
    return first > 0 and lexicon.plays(role, words.forms[first - 1]) and "\n" not in words.between(first - 1)


def hold_office(
    words: Words, lexicon: Lexicon, hit: Hit[Office], named: list[Actor], taken: frozenset[int]
) -> Iterator[Actor]:
    """Yield the organ or the person that words of office stand for, with the state beside them."""
    state = beside(words, lexicon, hit, named)
    title = words.text[words.starts[hit.first] : words.ends[hit.last - 1]]
    offices = hit.value
    first = min(hit.first, state.first) if state else hit.first
    last = max(hit.last, state.last) if state else hit.last
    code = state.codes[0] if state and len(state.codes) == 1 else hit.value.home
    if hit.value.body:
        name = words.text[words.starts[first] : words.ends[last - 1]]
        if code:
            yield Actor(first, last, "organ", (code,), Agent(name=name, actor=code, organ=hit.value.organ))
        return
    if code and not offices.body:
        last = pass_post(words, lexicon, last, named)
    bound = {a.first for a in named} | taken
    name_range = find_person(words, lexicon, last, bound) or skip_portfolio(words, lexicon, last, bound)
    if name_range:
        name = words.text[words.starts[name_range[0]] : words.ends[name_range[1] - 1]]
        codes = (code,) if code else ()
        yield Actor(first, name_range[1], "person", codes, Agent(name=name, office=title, actor=code))
        return
    before = find_person_before(words, lexicon, first, named)
    before = before or find_person_between(words, lexicon, first, named)
    if before:
        name = words.text[words.starts[before[0]] : words.ends[before[1] - 1]]
        codes = (code,) if code else ()
        yield Actor(before[0], last, "person", codes, Agent(name=name, office=title, actor=code))
    else:
        whole = words.text[words.starts[first] : words.ends[last - 1]]
        yield Actor(first, last, "person", (code,) if code else (), Agent(name=whole, office=title, actor=code))


def name_bare(words: Words, held: list[Actor]) -> Iterator[Actor]:
    """Yield holders of office, those without a name as the person whom the report named with the same office before.

    Who has neither a name nor a state, and was not named before, is nobody.
    """
    known: dict[tuple[str, tuple[str, ...]], Actor] = {}
    for actor in held:
        office = (actor.agent.office or "").split()
        key = fold(office[0])[:6] if office else ""
        if actor.sort != "person" or not same_as_title(actor):
            if actor.sort == "person":
                known[key, ()] = known[key, actor.codes] = actor
            yield actor
            continue
        other = known.get((key, actor.codes)) or known.get((key, ()))
        same = other and (not actor.codes or not other.codes or actor.codes == other.codes)
        if other and same:
            yield replace(actor, codes=other.codes or actor.codes, agent=other.agent)
        elif actor.codes:
            yield actor


def beside(words: Words, lexicon: Lexicon, hit: Hit[Office], named: list[Actor]) -> Actor | None:
    """Return the state or organisation beside words of office: right before, inside, or right behind them."""
    fits = [a for a in named if a.sort in ("state", "demonym", "organisation", "capital", "group") and not a.place]
    fits += [a for a in named if a.place and a.sort == "state"]
    for actor in fits:
        if hit.first <= actor.first and actor.last <= hit.last:
            return actor
    for actor in fits:
        linked = actor.last <= hit.first <= actor.last + (1 if lexicon.script.spaced else 6)
        linked = linked and not posted(words, lexicon, actor)
        linked = linked and not any(actor.last <= o.first < hit.first and not posted(words, lexicon, o) for o in fits)
        if linked and plain_between(words, actor.last - 1, hit.first):
            joined = range(actor.last, hit.first)
            if all(
                not lexicon.plays("and", words.forms[i]) and not lexicon.plays("with", words.forms[i]) for i in joined
            ):
                return actor
    reach = 3 if lexicon.script.spaced else 1
    if (
        lexicon.script.spaced and not lexicon.script.cased
    ):  # the adjective of a state behind one more word of the office
        for actor in fits:
            near = actor.sort == "demonym" and actor.first == hit.last + 1
            if near and part_of_name(words, lexicon, hit.last, hit.last, hit.last) and not words.broken[hit.last]:
                return actor
    for actor in sorted(fits, key=lambda one: one.first):
        if hit.last <= actor.first <= hit.last + reach - 1 and plain_between(words, hit.last - 1, actor.first):
            joined = range(hit.last, actor.first)
            if all(linking(words, lexicon, i) for i in joined):
                return actor
    return None


def bring_home(words: Words, actor: Actor, named: list[Actor], home: str | None) -> Actor:
    """Return a holder of an office with a state, where none stands beside the office.

    It is the only one that the sentence names, or else the home of the language, if the report is about it.
    """
    if actor.sort != "person" or actor.codes:
        return actor
    sentence = words.sentences[words.sentence_of(actor.first)]
    here = {
        c
        for a in named
        if sentence.first <= a.first < sentence.last and a.sort in ("state", "demonym")
        for c in a.codes
    }
    code = next(iter(here)) if len(here) == 1 else home
    if code is None:
        return actor
    return replace(actor, codes=(code,), agent=Agent(actor.agent.name, actor.agent.office, code))


def posted(words: Words, lexicon: Lexicon, actor: Actor) -> bool:
    """Tell whether a state is where somebody is posted to, and not whose office it is."""
    return actor.first > 0 and lexicon.plays("posted", words.forms[actor.first - 1])


def pass_post(words: Words, lexicon: Lexicon, last: int, named: list[Actor]) -> int:
    """Return the word behind an office and the state that its holder is posted to ("ambassador of Chad in Mali")."""
    for actor in named:
        leads = last < actor.first <= last + 2 and plain_between(words, last - 1, actor.first)
        small = all(
            lexicon.plays("at", words.forms[i])
            or lexicon.plays("posted", words.forms[i])
            or lexicon.plays("of", words.forms[i])
            for i in range(last, actor.first)
        )
        if leads and small:
            return actor.last
    return last


def linking(words: Words, lexicon: Lexicon, word: int) -> bool:
    """Tell whether a word between an office and its state only links them."""
    if lexicon.plays("of", words.forms[word]) or not lexicon.script.spaced:
        return True
    return lexicon.script.cased and not words.capital(word) and not lexicon.plays("and", words.forms[word])


def plain_between(words: Words, word: int, other: int) -> bool:
    """Tell whether only spaces and hyphens stand between the words of a range."""
    return all(not (set(words.between(i)) & BREAKS) for i in range(word, other))


def find_person(words: Words, lexicon: Lexicon, at: int, bound: set[int]) -> tuple[int, int] | None:
    """Return the words of a person's name that begin at a word. ``bound`` are words that are none of it."""
    if at >= len(words.starts):
        return None
    gap = words.between(at - 1) if at else ""
    if set(gap.strip()) - set(',«“"-–—') or "\n" in gap:
        return None
    last = at
    while last < len(words.starts) and last - at < (LONGEST_NAME if lexicon.script.spaced else 12):
        inner = words.between(last - 1) if last > at else " "
        if last in bound or (last > at and ends_person(words, lexicon, last - 1, inner)):
            break
        if not part_of_name(words, lexicon, last, at, last):
            break
        last += 1
    if last > at and lexicon.script.cased and lexicon.plays("particles", words.forms[last - 1]):
        last -= 1
    return (at, last) if last > at and words.ends[last - 1] - words.starts[at] > 1 else None


def ends_person(words: Words, lexicon: Lexicon, word: int, gap: str) -> bool:
    """Tell whether a name ends with a word for what stands behind it: a full stop belongs to an initial alone."""
    if "." in gap:
        return len(words.forms[word][0]) > 1 and words.forms[word][0] not in lexicon.script.short
    return bool(set(gap) & BREAKS) and gap.strip() not in ("'", "’", "·")


def skip_portfolio(words: Words, lexicon: Lexicon, at: int, bound: set[int]) -> tuple[int, int] | None:
    """Return the name behind the portfolio of an office ("minister of Trade and Industry Ada Diallo"): two capitals."""
    if not lexicon.script.cased or at + 1 >= len(words.starts) or words.broken[at - 1]:
        return None
    opened = [
        i for i in (at, at + 1) if any(lexicon.plays(role, words.forms[i]) for role in ("of", "and", "complement"))
    ]
    if not opened or (opened[0] > at and words.capital(at)):
        return None
    last, run = opened[0], 0
    while last < len(words.starts) and last - at < LONGEST_OFFICE and last not in bound:
        roles = ("of", "and", "article", "at", "complement")
        small = any(lexicon.plays(role, words.forms[last]) for role in roles)
        if set(words.between(last - 1)) & BREAKS or not (small or words.capital(last)):
            break
        run = 0 if small else run + 1
        last += 1
    return (last - 2, last) if run >= 2 else None


def part_of_name(words: Words, lexicon: Lexicon, word: int, first: int, last: int) -> bool:
    """Tell whether a word can be part of a person's name."""
    forms = words.forms[word]
    if lexicon.script.cased:
        particle = lexicon.plays("particles", forms) and last > first
        return (words.capital(word) or particle) and not forms[0].isdigit()
    known = (
        lexicon.speech.match(words, word, len(words.starts))
        or lexicon.steps.match(words, word, len(words.starts))
        or lexicon.meetings.match(words, word, len(words.starts))
        or lexicon.instruments.match(words, word, len(words.starts))
        or lexicon.offices.match(words, word, len(words.starts))
        or lexicon.modality.match(words, word, len(words.starts))
    )
    roles = ("and", "with", "at", "of", "between", "that", "stops", "complement")
    common = any(lexicon.plays(role, forms) for role in roles) or lexicon.stops.match(words, word, len(words.starts))
    return not known and not common and not forms[0].isdigit()


def find_person_before(words: Words, lexicon: Lexicon, at: int, named: list[Actor]) -> tuple[int, int] | None:
    """Return the words of a name that stands before an office and a comma ("Ada Diallo, president of Mali")."""
    if not lexicon.script.cased:
        return find_foreign(words, at)
    if at < 2 or words.between(at - 1).strip() not in (",", ""):
        return None
    if words.between(at - 1).strip() == "" and not lexicon.plays("article", words.forms[at - 1]):
        return None
    last = at if words.between(at - 1).strip() == "," else at - 1
    if last < 2 or words.between(last - 1).strip() != ",":
        return None
    first, bound = last, {i for a in named for i in range(a.first, a.last)}
    while first > 0 and last - first < 3 and words.capital(first - 1) and first - 1 not in bound:
        first -= 1
        if first and set(words.between(first - 1)) & BREAKS:
            break
    return (first, last) if 2 <= last - first <= 3 else None


def find_foreign(words: Words, at: int) -> tuple[int, int] | None:
    """Return the words of a name in letters with capitals, which a text without them keeps, right before an office."""
    first = at
    while first > 0 and at - first < LONGEST_NAME and words.capital(first - 1) and not words.broken[first - 1]:
        first -= 1
    return (first, at) if at - first >= 2 else None


def find_person_between(words: Words, lexicon: Lexicon, at: int, named: list[Actor]) -> tuple[int, int] | None:
    """Return the words of a name between a verb of speech and an office, in scripts without capitals."""
    if lexicon.script.cased or not lexicon.script.spaced or at < 2:
        return None
    first, bound = at, {i for a in named for i in range(a.first, a.last)}
    while first > 0 and at - first < LONGEST_NAME and first - 1 not in bound and not words.broken[first - 1]:
        if not part_of_name(words, lexicon, first - 1, first - 1, at):
            break
        first -= 1
    spoken = first > 0 and lexicon.speech.match(words, first - 1, first)
    return (first, at) if spoken and at - first >= 2 else None


def find_again(words: Words, lexicon: Lexicon, persons: list[Actor], inside: set[int]) -> Iterator[Actor]:
    """Yield the later mentions of persons by their last names, and complete bare names of the first."""
    known: dict[str, Actor] = {}
    for person in persons:
        if person.agent.office and person.agent.name and not same_as_title(person):
            key = last_name(words, person)
            if len(key) >= 2 and (key not in known or len(person.agent.name) > len(known[key].agent.name)):
                known[key] = person
            front = words.forms[first_word(words, person)][0]
            if len(front) >= 2 and lexicon.script.cased:
                known.setdefault(front, person)
    for word, forms in enumerate(words.forms):
        if word in inside or not known or (lexicon.script.cased and not words.capital(word)):
            continue
        again = next((p for key, p in known.items() if same_name(words, forms, key, word, lexicon)), None)
        if again:
            length = 1 if lexicon.script.spaced else name_length(again)
            yield replace(again, first=word, last=min(word + length, len(words.starts)))


def first_word(words: Words, person: Actor) -> int:
    """Return the first word of a person's name."""
    at = words.text.find(person.agent.name, words.starts[person.first])
    return next((i for i in range(person.first, person.last) if words.starts[i] >= at), person.first)


def name_length(person: Actor) -> int:
    """Return how many signs a name has."""
    return len(person.agent.name.rpartition("·")[2])


def same_as_title(person: Actor) -> bool:
    """Tell whether a person is known by the office alone."""
    return bool(person.agent.office) and (person.agent.office or "") in person.agent.name


def last_name(words: Words, person: Actor) -> str:
    """Return the folded last name of a person, by which reports name them again."""
    if words.spaced:
        at = words.text.find(person.agent.name, words.starts[person.first])
        end = at + len(person.agent.name)
        inside = [i for i in range(person.first, person.last) if at <= words.starts[i] < end]
        return words.forms[inside[-1]][0] if inside else ""
    return person.agent.name.rpartition("·")[2].lower()


def same_name(words: Words, forms: tuple[str, ...], key: str, word: int, lexicon: Lexicon) -> bool:
    """Tell whether a word is a last name, in another case perhaps."""
    if not lexicon.script.spaced:
        return words.folded.startswith(key, words.starts[word])
    return any(form == key or (len(key) > 4 and alike(form, key)) for form in forms)


def alike(form: str, key: str) -> bool:
    """Tell whether two forms differ in a short ending alone."""
    stem = key[: max(4, len(key) - 2)]
    return form.startswith(stem) and abs(len(form) - len(key)) <= 2


def find_several(words: Words, lexicon: Lexicon, named: list[Actor]) -> Iterator[Actor]:
    """Yield the words that stand for both or all sides ("the two countries")."""
    inside = {i for a in named for i in range(a.first, a.last)}
    for hit in lexicon.pairs.find(words):
        if hit.first not in inside:
            text = words.text[words.starts[hit.first] : words.ends[hit.last - 1]]
            yield Actor(hit.first, hit.last, "collective", (), Agent(name=text))


def bind_collectives(words: Words, actors: list[Actor], main: tuple[str, ...]) -> Iterator[Actor]:
    """Yield the actors, those that stand for both sides with the two states that were told before."""
    recent: list[str] = []
    sentence = -1
    for actor in actors:
        if words.sentence_of(actor.first) != sentence:
            sentence, recent = words.sentence_of(actor.first), []
        if actor.sort == "collective":
            pair = tuple(recent[-2:]) if len(recent) >= 2 else main
            yield replace(actor, codes=pair if len(pair) == 2 else ())
            continue
        for code in actor.codes:
            if actor.sort != "city" and not actor.place:
                recent = [*(one for one in recent if one != code), code]
        yield actor


def rank_states(words: Words, actors: Iterable[Actor], states: bool = False) -> tuple[str, ...]:
    """Return the two states, or organisations too, that a report is most about."""
    counts: Counter[str] = Counter()
    for actor in actors:
        early = 3 if words.sentence_of(actor.first) < 2 else 1
        for code in actor.codes:
            if actor.sort != "city" and (not states or code in load_states()):
                counts[code] += early
    ranked = sorted(counts, key=lambda code: (-counts[code], code not in load_states()))
    return tuple(ranked[:2])


def drop_nested(actors: list[Actor]) -> list[Actor]:
    """Return the actors without those that stand inside others; the demonym of an organ says nothing of its own."""
    kept: list[Actor] = []
    for actor in actors:
        if kept and actor.first < kept[-1].last and kept[-1].sort in ("organ", "person", "organisation", "pair"):
            if actor.sort == "person" and kept[-1].sort == "organ" and actor.last > kept[-1].last:
                kept[-1] = actor
            continue
        kept.append(actor)
    return kept


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something happens: its words and the place."""

    first: int
    last: int
    place: Place


def find_spots(words: Words, lexicon: Lexicon, cast: Cast, taken: frozenset[int]) -> list[Spot]:
    """Return the places of a report: names behind a word for "in" or "at", known or not. ``taken``: words of dates."""
    found = [
        Spot(a.first, a.last, Place(text=a.agent.name, country=a.codes[0]))
        for a in cast.actors
        if a.sort in ("capital", "city") and led_by(words, lexicon, a.first, "at")
    ]
    if not lexicon.script.cased:
        return found
    inside = {i for a in cast.actors for i in range(a.first, a.last)} | taken
    for word in range(1, len(words.starts)):
        if word in inside or not words.capital(word) or not led_by(words, lexicon, word, "at"):
            continue
        last = word + 1
        while last < len(words.starts) and words.capital(last) and last not in inside and last - word < 3:
            if words.between(last - 1) not in (" ", "-"):
                break
            last += 1
        text = words.text[words.starts[word] : words.ends[last - 1]]
        if len(text) > 3:
            found.append(Spot(word, last, Place(text=text)))
    return sorted(found, key=lambda spot: spot.first)
