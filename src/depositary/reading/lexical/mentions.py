"""Mentions of agreements: a noun for an instrument, with what belongs to its name before and behind it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from depositary.model.vocabulary import Kind
from depositary.reading.lexical.actors import BREAKS, Actor, Cast
from depositary.reading.lexical.dates import DateHit
from depositary.reading.lexical.lexicon import Instrument, Lexicon, Step
from depositary.reading.lexical.patterns import Hit
from depositary.reading.lexical.words import Words

LONGEST = 16
LONGEST_BEFORE = 5
LONGEST_SIGNS = 40
NEAR_QUOTE = 40
NEAR_OWNER = 1
PEACE = frozenset({Kind.CEASEFIRE, Kind.PEACE_AGREEMENT})
TITLES = re.compile(
    r"«([^«»\n]{8,200})»|《([^《》\n]{2,80})》|„([^„“”\n]{8,200})[“”]|“([^“”\n]{8,200})”|\"([^\"\n]{8,200})\""
)
SURE = ("strong", "verb")
DANGLING = ("at", "and", "with", "between", "prepositions", "article")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for an agreement: all of them, the noun, what it says, and the sides that they name.

    ``title``: the words are a name rather than a description. ``described``: more than the noun stands there.
    ``partner``: the words name one side as the partner of another. ``sure``: it is an agreement between states by its
    own words or those of its sentence.
    """

    first: int
    last: int
    noun: int
    noun_last: int
    kind: Kind
    strength: str
    sentence: int
    sides: tuple[str, ...] = ()
    title: bool = False
    described: bool = False
    partner: bool = False
    sure: bool = False
    several: bool = False
    year: int | None = None

    def holds(self, word: int) -> bool:
        """Tell whether a word is part of it."""
        return self.first <= word < self.last


@dataclass(frozen=True, slots=True)
class Ground:
    """What the mentions of a report are found by.

    ``dated``: words of dates. ``verbs``: words at the edges of a step. ``named``: words of names of states and bodies.
    ``towns``: first words of towns and persons. ``titles``: what stands in quotation marks, in code points.
    """

    words: Words
    lexicon: Lexicon
    cast: Cast
    dates: list[DateHit]
    steps: list[Hit[Step]]
    dated: frozenset[int]
    verbs: frozenset[int]
    named: frozenset[int]
    towns: frozenset[int]
    titles: list[tuple[int, int]]


def make_ground(words: Words, lexicon: Lexicon, cast: Cast, dates: list[DateHit], steps: list[Hit[Step]]) -> Ground:
    """Return what the mentions of a report are found by."""
    verbs = {word for hit in steps if hit.value.modality for word in (hit.first, hit.last - 1)}
    verbs |= {
        hit.first for hit in lexicon.relations.find(words) if not lexicon.plays("complement", words.forms[hit.first])
    }
    if not lexicon.script.spaced:
        stops = [(hit.first, hit.last) for hit in lexicon.stops.find(words)]
        verbs = {word for first, last in (*((h.first, h.last) for h in steps), *stops) for word in range(first, last)}
    return Ground(
        words=words,
        lexicon=lexicon,
        cast=cast,
        dates=dates,
        steps=steps,
        dated=frozenset(word for hit in dates for word in range(hit.first, hit.last)),
        verbs=frozenset(verbs),
        named=frozenset(word for a in cast.actors if a.sort != "person" for word in range(a.first, a.last)),
        towns=frozenset(actor.first for actor in cast.actors if actor.sort in ("capital", "city", "person")),
        titles=[(m.start(), m.end()) for m in TITLES.finditer(words.text)],
    )


def find_mentions(ground: Ground) -> list[Mention]:
    """Return the mentions of instruments in a report, sure or not, in order."""
    found: list[Mention] = []
    for hit in ground.lexicon.instruments.find(ground.words):
        if found and found[-1].first <= hit.first < found[-1].last and absorb(found, hit):
            continue
        mention = extend(ground, hit)
        if found and mention.first < found[-1].last:
            mention = replace(mention, first=max(mention.first, min(found[-1].last, mention.noun)))
            found[-1] = replace(found[-1], last=min(found[-1].last, mention.first))
        found.append(mention)
    weighed = [weigh(ground, close(ground, mention)) for mention in found if mention.first < mention.last]
    named = {mention.sentence for mention in weighed if mention.sure and mention.strength != "verb"}
    # where a sentence names the instrument, the verb only tells that it was agreed
    return [mention for mention in weighed if mention.strength != "verb" or mention.sentence not in named]


def close(ground: Ground, mention: Mention) -> Mention:
    """Return a mention without small words at its end, which belong to what comes behind it."""
    last = mention.last
    while last > mention.noun + 1 and any(ground.lexicon.plays(r, ground.words.forms[last - 1]) for r in DANGLING):
        last -= 1
    return replace(mention, last=last, noun_last=min(mention.noun_last, last))


def absorb(found: list[Mention], hit: Hit[Instrument]) -> bool:
    """Let an agreement on a ceasefire or on peace be one; tell whether the noun is only what another is about."""
    outer = found[-1]
    if (outer.title and hit.first != outer.noun) or hit.value.strength == "weak":
        return True
    if hit.value.kind in PEACE and outer.kind is Kind.AGREEMENT:
        found[-1] = replace(outer, kind=hit.value.kind, strength=hit.value.strength)
        return True
    return False


def extend(ground: Ground, hit: Hit[Instrument]) -> Mention:
    """Return a mention with the words before and behind the noun that belong to its name."""
    words, lexicon = ground.words, ground.lexicon
    place, start = words.sentence_of(hit.first), words.starts[hit.first]
    quoted = next(((a, b) for a, b in ground.titles if a < start < b), None)
    several = lexicon.plays("several", words.forms[hit.first])
    kind, strength = hit.value.kind, hit.value.strength
    bare = Mention(hit.first, hit.last, hit.first, hit.last, kind, strength, place, several=several)
    if quoted and is_title(words, lexicon, hit, quoted):
        inside = [i for i in range(len(words.starts)) if quoted[0] <= words.starts[i] < quoted[1]]
        return replace(bare, first=inside[0], last=inside[-1] + 1, title=True, described=True)
    if strength == "known":
        return replace(bare, title=True, described=True)
    sentence, first = words.sentences[place], hit.first
    while first > sentence.first and belongs_before(ground, first - 1, hit.first):
        first -= 1
    last = reach(ground, hit.last, sentence.last) if lexicon.script.spaced else hit.last
    opening = first == sentence.first or sentence.headline or lexicon.script.nouns
    title = lexicon.script.cased and words.capital(hit.first) and not opening
    return replace(bare, first=first, last=last, title=title, described=first < hit.first or last > hit.last)


def is_title(words: Words, lexicon: Lexicon, hit: Hit[Instrument], quoted: tuple[int, int]) -> bool:
    """Tell whether words in quotation marks are a title: they begin or end with the noun, or are marked as one."""
    if words.text[quoted[0]] == "《":
        return True
    inside = words.text[quoted[0] + 1 : quoted[1] - 1]
    if any(mark in inside for mark in ".!?;:。，،"):
        return False
    before = [i for i in range(max(0, hit.first - 3), hit.first) if words.starts[i] > quoted[0]]
    roles = ("modifiers", "article", "complement")
    begins = words.starts[hit.first] - quoted[0] <= NEAR_QUOTE and len(before) < 3
    small = all(any(lexicon.plays(role, words.forms[i]) for role in roles) for i in before)
    return begins and small and len(inside) < 160 and inside[:1].isupper() and hit.value.strength != "verb"


def belongs_before(ground: Ground, word: int, noun: int) -> bool:
    """Tell whether a word before a noun belongs to the name of the instrument."""
    words, lexicon = ground.words, ground.lexicon
    gap = words.between(word)
    if word in ground.verbs or word in ground.dated:
        return False
    if not lexicon.script.spaced:
        return noun - word <= LONGEST_SIGNS and not set(gap) & (BREAKS - set("、“”—"))
    if noun - word > LONGEST_BEFORE or gap.strip() not in ("", "-") or "\n" in gap:
        return False
    return lexicon.plays("modifiers", words.forms[word]) and not lexicon.plays("article", words.forms[word])


def reach(ground: Ground, at: int, end: int) -> int:
    """Return where the name of an instrument ends that may go on at a word."""
    words, lexicon = ground.words, ground.lexicon
    begun = lexicon.plays("complement", words.forms[at - 1])
    last, open_until = at, at + 7 if begun else 0
    ahead = next((i for i in range(at, min(at + 5, end)) if lexicon.plays("between", words.forms[i])), None)
    if ahead and not any(set(words.between(i)) & BREAKS for i in range(at - 1, ahead)):
        at, last, open_until = ahead + 1, ahead, ahead + 8
    while at < end and at - last < LONGEST and not ends_name(ground, at, end):
        forms = words.forms[at]
        if any(lexicon.plays(role, forms) for role in ("complement", "between", "with")):
            open_until = at + 7
        elif lexicon.plays("and", forms) and at < open_until:
            open_until = max(open_until, at + 3)
        elif lexicon.plays("postmodifiers", forms) or at < open_until or (at == last and named_soon(ground, at)):
            last = at + 1
        else:
            break
        at += 1
    return last


def named_soon(ground: Ground, at: int) -> bool:
    """Tell whether a word is part of a name, or the next one is, with nothing between."""
    soon = at + 1 in ground.named and at + 1 not in ground.towns and not ground.words.broken[at]
    return at in ground.named or soon


def ends_name(ground: Ground, at: int, end: int) -> bool:
    """Tell whether a word cannot be part of a name: it begins a clause, a date, a place or a person."""
    words, lexicon = ground.words, ground.lexicon
    forms, ahead = words.forms[at], range(at + 1, min(at + 4, end))
    if set(words.between(at - 1)) & BREAKS or at in ground.verbs or at in ground.dated or lexicon.plays("stops", forms):
        return True
    if forms[0].isdigit() and len(forms[0]) != 4 and words.between(at - 1) == " " and not lexicon.script.cased:
        return True
    if lexicon.plays("with", forms):
        near = itertools.takewhile(lambda i: not words.broken[i - 1], ahead)
        return any(i in ground.towns and i not in ground.named for i in near)
    placed = at + 1 < end and (at + 1 in ground.towns or (lexicon.script.cased and words.capital(at + 1)))
    return placed and lexicon.plays("at", forms)


def weigh(ground: Ground, mention: Mention) -> Mention:
    """Return a mention with its sides, and whether it is surely one between states."""
    words, lexicon, cast = ground.words, ground.lexicon, ground.cast
    within = [a for a in cast.actors if mention.first <= a.first < mention.last]
    inside = [a for a in within if is_side(words, lexicon, a, mention.noun_last)]
    inside = inside or list_between(words, lexicon, cast, mention)
    sides = tuple(dict.fromkeys(code for actor in inside for code in actor.codes))
    partner = any(lexicon.plays("with", words.forms[i]) for i in range(mention.noun_last, mention.last))
    year = find_year(ground.dates, mention)
    told = replace(mention, sides=sides, partner=partner and len(sides) == 1, year=year)
    return replace(told, sure=is_sure(ground, told))


def is_side(words: Words, lexicon: Lexicon, actor: Actor, noun_last: int) -> bool:
    """Tell whether an actor in the name of an instrument is a side of it; a town that it was signed in is none."""
    town = actor.sort in ("city", "capital") and actor.first > 0 and lexicon.plays("of", words.forms[actor.first - 1])
    return actor.sort != "city" and not town and not (actor.sort == "capital" and actor.first == noun_last)


def list_between(words: Words, lexicon: Lexicon, cast: Cast, mention: Mention) -> list[Actor]:
    """Return the two actors whom a word for "between" behind a mention and its verb names."""
    end = min(words.sentences[mention.sentence].last, mention.last + 8)
    at = next((i for i in range(mention.last, end) if lexicon.plays("between", words.forms[i])), None)
    if at is None or any(set(words.between(i)) & BREAKS for i in range(mention.last - 1, at)):
        return []
    behind = [a for a in cast.within(at, at + 16) if a.sort not in ("city", "demonym")]
    return behind[:2] if len(behind) >= 2 else []


def find_year(dates: list[DateHit], mention: Mention) -> int | None:
    """Return the year that an instrument is named by, right behind or in its name."""
    for hit in dates:
        near = mention.first <= hit.first <= mention.last
        if near and re.fullmatch(r"\d{4}", hit.date.edtf) and hit.first - mention.noun_last < 6:
            return int(hit.date.edtf)
    return None


def is_sure(ground: Ground, mention: Mention) -> bool:
    """Tell whether a mention is of an agreement between states, organisations or fighting parties."""
    if mention.strength in ("back", "known"):
        return mention.strength == "known"
    words, lexicon, cast = ground.words, ground.lexicon, ground.cast
    sentence = words.sentences[mention.sentence]
    cautions = lexicon.foreign.find(words, sentence.first, sentence.last)
    if is_private(ground, mention, cautions):
        return False
    if mention.strength == "strong":
        return bool(cast.main)
    everyone = cast.within(sentence.first, sentence.last)
    actors = [a for a in everyone if a.first not in cast.speakers]
    acting = {code for actor in actors if actor.acts for code in actor.codes}
    told = acting | {code for actor in actors if actor.sort == "demonym" for code in actor.codes}
    heard = {code for actor in everyone if actor.acts for code in actor.codes}
    bloc = any(a.sort == "organisation" for a in cast.within(mention.first, mention.last))
    private = bool(cautions)
    two = len(mention.sides) >= 2 or (mention.partner and len({*heard, *mention.sides}) >= 2) or bloc
    if mention.strength == "verb" or (private and not two):
        return len(acting) >= 2 and not private
    stepped = any(sentence.first <= hit.first < sentence.last for hit in ground.steps)
    between = marked(words, lexicon, mention, "international") and bool(told)
    if mention.strength == "weak":
        return (two and (stepped or mention.described)) or (between and stepped) or (len(acting) >= 2 and stepped)
    named = (
        (mention.title or lexicon.script.nouns or stepped) and mention.described and len(cast.main) == 2 and not private
    )
    near = (len(acting) >= 2 and mention.described) or (len(told) >= 2 and stepped)
    return two or between or named or near


def is_private(ground: Ground, mention: Mention, cautions: list[Hit[str]]) -> bool:
    """Tell whether a mention is of an agreement of firms, parties or courts: "a coalition agreement"."""
    if any(c.first < mention.noun_last and mention.noun < c.last for c in cautions):
        return True
    sentence = ground.words.sentences[mention.sentence]
    actors = [] if mention.strength == "strong" else ground.cast.within(sentence.first, sentence.last)
    within = [c for c in cautions if mention.holds(c.first)]
    return any(is_owner(ground.words, c.first, c.last, a.first) for c in within for a in actors)


def is_owner(words: Words, first: int, last: int, actor: int) -> bool:
    """Tell whether a state only says whose a firm or a court is ("an agreement with the trade unions of France")."""
    return last <= actor <= last + NEAR_OWNER and not any(words.broken[i] for i in range(first, actor))


def marked(words: Words, lexicon: Lexicon, mention: Mention, role: str) -> bool:
    """Tell whether a word of a mention plays a role."""
    return any(lexicon.plays(role, words.forms[i]) for i in range(mention.first, mention.last))


def content_words(words: Words, lexicon: Lexicon, cast: Cast, mention: Mention) -> set[str]:
    """Return the stems of the words that say what an instrument is about."""
    return set(list_content(words, lexicon, cast, mention))


def list_content(words: Words, lexicon: Lexicon, cast: Cast, mention: Mention) -> Iterator[str]:
    """Yield the stems of the words of a mention that are neither its noun nor names nor small words."""
    roles = ("complement", "between", "with", "and", "of", "stops", "article", "common", "international")
    names = {word for a in cast.within(mention.first, mention.last) for word in range(a.first, a.last)}
    for word in range(mention.first, mention.last):
        form = words.forms[word][-1]
        noun = mention.noun <= word < mention.noun_last and mention.strength != "known"
        if noun and lexicon.script.nouns and len(form) > 11:  # a compound says what it is about itself
            yield form[:5]
        if not noun and word not in names and not any(lexicon.plays(role, words.forms[word]) for role in roles):
            yield form[:5]
