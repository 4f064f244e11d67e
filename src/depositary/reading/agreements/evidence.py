"""How much speaks for a phrase being an agreement between states or warring parties, and what against.

>>> "plea" in friends("deal", "before")
True
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from depositary.languages import load_list, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.agreements.nouns import find_nouns, friends, is_befriended
from depositary.reading.agreements.references import EXPLAINS, Reference
from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.text import Word, any_of

ENOUGH = 3
REFUSED = -9
BASE = {
    "acronym": 3,
    "strong": 3,
    "plain": 0,
    "title": 0,
    "joint": 0,
    "weak": -2,
    "gathering": -1,
    "faint": -4,
    "named": -4,
    "headline": -4,
}
NAME_WEIGHTS = {"strong": 1, "weak": 1} | dict.fromkeys(("plain", "title", "gathering", "faint", "named", "joint"), 3)
FAINT = ("faint", "named")
ONE_OF = re.compile(r"\bone of (?:the|its|their|his)(?: \w+)? $", re.IGNORECASE)
REBELS = re.compile(
    r"\b(?:rebels?|insurgents?|separatists?|guerrillas?|militants?|militias?|factions)\b", re.IGNORECASE
)
TAKEN = re.compile(
    r"\b(?:" + "|".join(load_toml("en", "agreement_steps")["taken"]) + r") (?:the |its |their )?$", re.IGNORECASE
)
UNDERGONE = re.compile(
    r"(?: [^.;]{0,80})? (?:" + "|".join(load_toml("en", "agreement_steps")["undergone"]) + r")\b", re.IGNORECASE
)
EXPLAINED = re.compile(rf"(?: \([A-Z]{{2,8}}\))?(?:,|{EXPLAINS}) (?:an?|the) (?:[\w-]+ ){{0,4}}[\w-]+")
RATIFIED = re.compile(
    r"\b(?:ratif(?:y|ies|ied|ying)|acced(?:e|es|ed|ing) to) (?:the |this |that |its )?$", re.IGNORECASE
)
ADDED = re.compile(r"(?: (?:№ ?|No\. ?)?\d{1,3}| [IVX]{1,5})? to (?:the|its|their|an?|that) [^.;:,()]{0,80}")
SUBJECT = re.compile(
    r"(?:\d{4} |[A-Z][\w-]+ )?Convention "
    r"(?:on|against|concerning|relating to|regarding|for the|prohibiting) (?:the )?[A-Z]"
)
# said of nothing but treaties
SURE_SIGN = re.compile(
    r"\b(?:(?:state|contracting|states) part(?:y|ies) to|instruments? of (?:ratification|accession|acceptance|approval)"
    r"|(?:\d+(?:st|nd|rd|th)|first|[a-z]+ieth|[a-z]+th) ratification|entry into force)\b",
    re.IGNORECASE,
)
SOLEMN = any_of(load_toml("en", "agreement_steps")["solemn"])


@functools.cache
def against_pattern(place: str) -> re.Pattern[str]:
    """Return the pattern of the words that weigh against a sentence: ``sentence`` or ``story``."""
    words = sorted(friends("*", place), key=len, reverse=True)
    return any_of(map(re.escape, words))


class Signs(NamedTuple):
    """What the words of a sentence say of every instrument in it."""

    business: int
    story: bool
    solemn: bool
    sure: bool
    rebels: bool


@functools.lru_cache(maxsize=1024)
def read_signs(text: str) -> Signs:
    """Return the signs of a sentence, which is asked for each of its nouns, before the parse and after it."""
    return Signs(
        business=len({m.group().lower() for m in against_pattern("sentence").finditer(text)}),
        story=against_pattern("story").search(text) is not None,
        solemn=SOLEMN.search(text) is not None,
        sure=SURE_SIGN.search(text) is not None,
        rebels=REBELS.search(text) is not None,
    )


def weigh_against(reference: Reference, signs: Signs) -> int:
    """Return what speaks against the reference: companies and courts, unless it has a title; films and sport."""
    business = 0 if reference.sort == "title" else signs.business
    return 2 * min(2, business) + (4 if signs.story else 0)


@functools.cache
def international() -> frozenset[str]:
    """Return the words before a noun that speak for an agreement between states."""
    return frozenset(load_list("en", "agreement_international"))


def support(reference: Reference, actors: Actors) -> int:
    """Return how much speaks for the reference; ``ENOUGH`` and more is enough."""
    if refused(reference):
        return REFUSED
    strength = reference.phrase.find.noun.strength
    said = reference.kind is not reference.phrase.find.noun.kind
    score = (
        (BASE["strong"] if said else BASE[strength]) + weigh_name(reference, strength) + weigh_sides(reference, actors)
    )
    if strength not in ("weak", *FAINT) and not said and any(w.lower in international() for w in about(reference)):
        score += 2
    if strength in ("weak", "joint") and len(set(reference.acting)) > 1:
        score += 3
    if (
        strength in ("plain", "title", "gathering")
        and "old" in reference.grades
        and (reference.definite or reference.contrast)
    ):
        score += 2 if reference.contrast else 1  # "the previous four-year deal" is spoken of beside a new one
    if reference.year and strength not in ("weak", *FAINT) and reference.sort != "title":
        score += 2
    signs = read_signs(reference.phrase.sentence.text)
    score += 1 if signs.solemn else 0
    score += 3 if strength in ("plain", "title", "gathering") and signs.sure else 0
    score += 4 if strength in FAINT and is_undergone(reference) else 0
    score += 3 if strength in ("plain", "title") and attached(reference) else 0
    score += 3 if strength in ("title", "gathering") and is_ratified(reference) else 0
    return score - weigh_against(reference, signs)


def is_undergone(reference: Reference) -> bool:
    """Tell whether a title undergoes a step of treaties: "quit the Lomé Partnership"."""
    if reference.sort != "title":
        return False
    phrase = reference.phrase
    text, offset = phrase.sentence.text, phrase.sentence.start
    before, after = text[max(0, phrase.start - offset - 60) : phrase.start - offset], text[phrase.stop - offset :]
    return bool(TAKEN.search(before) or UNDERGONE.match(after) or is_explained(after))


def is_explained(after: str) -> bool:
    """Tell whether the words behind a title say that it is an instrument: "(LFP) is a fishing pact"."""
    told = EXPLAINED.match(after)
    noun = next(iter(find_nouns(told.group())), None) if told else None
    return noun is not None and noun.noun.strength in ("strong", "plain")


def is_ratified(reference: Reference) -> bool:
    """Tell whether a noun is what is ratified or acceded to: states do so to treaties, and to no gathering."""
    phrase = reference.phrase
    ahead = phrase.sentence.text[: phrase.words[phrase.begin].start - phrase.sentence.start]
    return RATIFIED.search(ahead) is not None and not phrase.words[phrase.last].possessive


def attached(reference: Reference) -> bool:
    """Tell whether the reference is added to another instrument: "an additional protocol to the fishing treaty"."""
    phrase = reference.phrase
    if phrase.find.noun.kind is not Kind.PROTOCOL:
        return False
    tail = phrase.sentence.text[phrase.words[phrase.last].end - phrase.sentence.start :]
    to = ADDED.match(tail)
    return to is not None and bool(find_nouns(tail[: to.end()]))


def about(reference: Reference) -> tuple[Word, ...]:
    """Return the words before the noun and those that say what it is about."""
    return (*reference.phrase.front, *reference.phrase.back)


def refused(reference: Reference) -> bool:
    """Tell whether a false friend stands at the noun."""
    phrase = reference.phrase
    noun = phrase.find.noun.name
    if ONE_OF.search(phrase.sentence.text, 0, phrase.start - phrase.sentence.start):
        return True
    following = phrase.words[phrase.last + 1].lower if phrase.last + 1 < len(phrase.words) else ""
    front = [w.lower for w in phrase.front]
    before = phrase.words[phrase.begin - 1] if phrase.begin == phrase.first and phrase.begin else None
    ahead = before.lower if before and not before.capital and not before.possessive else ""
    verb = phrase.words[phrase.first].tag in ("VB", "VBP", "VBZ", "VBD") and not (phrase.determiner and front)
    if following in friends(noun, "after") or verb:
        return True
    if phrase.find.noun.kind is Kind.CEASEFIRE:
        return False
    if is_befriended(front or [ahead], noun):
        return True
    return any(w in friends(noun, "before") for w in front) and not any(w in international() for w in front)


def weigh_name(reference: Reference, strength: str) -> int:
    """Return what the reference's name adds: most where words stand before its noun."""
    if reference.sort != "title":
        return 6 if reference.aliases and strength in FAINT else 0
    weight = NAME_WEIGHTS.get(strength, 0)
    named = any(w.capital for w in reference.phrase.front)
    if strength == "gathering" and SUBJECT.match(reference.phrase.text):
        return weight + 1
    return weight if named or strength not in ("title", "gathering") else weight - 1


def weigh_sides(reference: Reference, actors: Actors) -> int:
    """Return what the sides add that the phrase or its sentence names, rebels without a name included."""
    own = len(reference.codes)
    sentence = reference.phrase.sentence
    around = {code for m in actors.in_sentence(sentence.index) if weighs(m) for code in m.codes}
    near = min(2, len(around | reference.codes) + (1 if read_signs(sentence.text).rebels else 0))
    firm = {code for m in actors.in_sentence(sentence.index) if m.sort != "demonym" for code in m.codes}
    bound = bool((set(reference.acting) - reference.codes) & firm)  # "Peru's president announces a deal with Chad"
    return min(3, max(own + near - 1, 2) + bound) if own else near


def weighs(mention: ActorMention) -> bool:
    """Tell whether an actor can stand behind an agreement."""
    return bool(mention.codes)
