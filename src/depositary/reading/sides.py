"""The sides of an agreement in the words around one mention: named with it, or taking a step on it.

>>> STEP.search("Chad and Sudan have signed").group()
'signed'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depositary.lexicon import load_table, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.analysis import Analysis
from depositary.reading.finds import ActorMention, Actors
from depositary.reading.phrases import FINITE, WORDS, Phrase
from depositary.reading.words import Word, any_of

BETWEEN = frozenset(WORDS["sides"])
AUTHORS = frozenset((*WORDS["sides"], "of", "from"))
SUBJECT = frozenset(WORDS["subject"])
CUES = load_toml("en", "agreement_steps")
STEP = any_of(CUES["steps"])
OPENING = re.compile(rf"\b(?:{'|'.join(CUES['openings'])})\b|[;:]", re.IGNORECASE)
SPEECH = any_of(CUES["speech"])
PASSIVE = re.compile(
    rf"\b(?:{'|'.join(CUES['passive'])}) (?:[\w,]+ ){{0,4}}?(?:by|between|among|on behalf of)\b", re.IGNORECASE
)
MEDIATED = re.compile(r"\b(?:broker|mediat|sponsor|facilitat|host)\w*\s+by\b", re.IGNORECASE)
LISTED = re.compile(
    r"\b(?:signator(?:y|ies)|parties|participants|members)\b[\w ]{0,40}?(?:\bincluded?s?\b|\bare\b|\bwere\b|:)", re.I
)
RELATIVE = re.compile(r"^,? (?:which|that) (?=[A-Z]|the )")
LOCATIVE = re.compile(r"\b(?:in|at|near|outside|from|over|against)\s+(?:the\s+)?$", re.IGNORECASE)
CLOSING = re.compile(
    r";|,\s+(?:which|who|in|on|after|but|while|when)\b|\s(?:before|after|when|while|because)\s", re.IGNORECASE
)
NEAR = 80
LONGEST_LIST = 600


def named_sides(phrase: Phrase, actors: Actors) -> tuple[str, ...]:
    """Return the codes that the phrase itself makes sides: before its noun, or behind "between" and "with"."""
    found: dict[str, None] = {}
    for mention in side_mentions(phrase, actors):
        found.update(dict.fromkeys(mention.codes))
    for word in phrase.front:
        found.update(dict.fromkeys(implied_sides(word.lower)))
    return tuple(found)


def implied_sides(word: str) -> tuple[str, ...]:
    """Return the sides that a word before the noun stands for."""
    rows = load_table("en", "agreement_sides")
    return next((tuple(row["sides"].split()) for row in rows if row["word"] == word), ())


def side_mentions(phrase: Phrase, actors: Actors) -> list[ActorMention]:
    """Return the actors that the phrase makes sides."""
    front = [m for m in actors.within(phrase.start, phrase.words[phrase.first].start) if m.sort != "metonym"]
    owner = actors.at(phrase.words[phrase.begin - 1].start) if phrase.determiner == "'s" else None
    if not owner and constituted(phrase, front):
        front = []
    return [*([owner] if owner else []), *front, *behind(phrase, actors)]


def constituted(phrase: Phrase, front: list[ActorMention]) -> bool:
    """Tell whether the name before the noun is the organisation whose founding text it is: "UN Charter"."""
    founding = phrase.find.noun.kind in (Kind.CHARTER, Kind.TREATY, Kind.CONVENTION)
    return founding and len(front) == 1 and front[0].sort == "organisation"


def behind(phrase: Phrase, actors: Actors) -> list[ActorMention]:
    """Return the actors behind "between", "with", "among" or "by", up to what the agreement is about."""
    openers = AUTHORS if phrase.find.noun.kind is Kind.DECLARATION else BETWEEN
    found: list[ActorMention] = []
    counting = False
    for word in following(phrase):
        if word.lower in openers and not word.capital:
            counting = True
        elif word.lower in SUBJECT and not word.capital:
            counting = False
        mention = actors.at(word.start) if counting else None
        if mention and mention not in found:
            found.append(mention)
    return found


def following(phrase: Phrase) -> Iterator[Word]:
    """Yield the words behind the noun, past a title that "between" or "with" follows."""
    yield from phrase.back
    beyond = phrase.words[phrase.end : phrase.end + 16]
    if beyond and beyond[0].lower in BETWEEN:
        for word in beyond:
            if word.tag in FINITE or word.text in ".;:":
                return
            yield word


def acting(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of those who take a step on the agreement in the sentence of a mention at ``start``."""
    sentence = phrase.sentence
    ahead, tail = analysis.text[sentence.start : start], analysis.text[phrase.stop : sentence.end]
    found = [
        *subjects(ahead, sentence.start, actors),
        *agents(tail, phrase.stop, actors),
        *relative(tail, phrase.stop, actors),
    ]
    return tuple(dict.fromkeys(code for mention in found for code in mention.codes))


def subjects(ahead: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors before the verbs of a step that govern what comes behind, and those with whom."""
    verbs = [m for m in STEP.finditer(ahead) if len(ahead) - m.end() < NEAR]
    if not verbs or OPENING.search(ahead, verbs[-1].end()):
        return []
    first = next(v for v in verbs if not OPENING.search(ahead, v.end()))
    opening = max((m.end() for m in OPENING.finditer(ahead, 0, first.start())), default=0)
    if ahead[opening : first.start()].strip() == "" and opening:
        opening = max((m.end() for m in OPENING.finditer(ahead, 0, opening - 5)), default=0)
    found = actors.within(base + opening, base + first.start())
    found += [m for m in actors.within(base + first.end(), base + len(ahead)) if partner(ahead, m, base)]
    return [m for m in found if not located(ahead, m, base)]


def partner(text: str, mention: ActorMention, base: int) -> bool:
    """Tell whether a mention follows "with"."""
    return re.search(r"\bwith (?:the )?$", text[: mention.start - base]) is not None


def agents(tail: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors behind "signed by", "reached between", "signatories include"."""
    verb = PASSIVE.search(tail, 0, 200) or LISTED.search(tail, 0, 200)
    if not verb or MEDIATED.search(tail, 0, verb.end()):
        return []
    stop = CLOSING.search(tail, verb.end())
    end = min(stop.start() if stop else len(tail), verb.end() + LONGEST_LIST)
    return [m for m in actors.within(base + verb.end(), base + end) if not located(tail, m, base)]


def relative(tail: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors of "..., which Sudan has violated"."""
    opening = RELATIVE.match(tail)
    verb = STEP.search(tail, opening.end(), opening.end() + NEAR) if opening else None
    return actors.within(base + opening.end(), base + verb.start()) if opening and verb else []


def counterparts(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of the first actor ahead in the sentence: who has a "deal with Peru"."""
    for mention in actors.in_sentence(phrase.sentence.index):
        if mention.end <= start and mention.codes and not located(analysis.text, mention, 0):
            return mention.codes
    return ()


def located(text: str, mention: ActorMention, base: int) -> bool:
    """Tell whether a mention is the place of a step, not its actor."""
    position = mention.start - base
    return mention.place and LOCATIVE.search(text, max(0, position - 16), position) is not None
