"""The time that a clause looks to: past, future, or neither, from its governing verb.

The parse is asked first, walking up from the words; where it is silent, the nearest cue word decides.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Literal

from depositary.languages import load_toml
from depositary.languages.speech import load_speech
from depositary.reading.text import Sentence, Token

STEPS = 12
NEAR = 60
UNTIL = re.compile(r"\b(?:until|till)(?: early| mid| late| the (?:end|middle|beginning) of)?[ -]\Z", re.I)
PRESENT_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
"""What has happened has no day of its own in the past: a date with it is of late, or to come ("has set May 3")."""
THINGS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "poss", "compound", "nmod"})
"""How a date hangs on a word where it is a thing spoken of and does not say when something happened."""
Direction = Literal["past", "recent", "future", "near"]  # recent: past, but hardly a year ago


@functools.cache
def cues(name: str) -> frozenset[str]:
    """Return one list of cue words."""
    return frozenset(load_toml("en", "tense")[name])


@functools.cache
def speech() -> frozenset[str]:
    """Return the verbs of speech: what was said was said of late, and may be of days to come."""
    return frozenset(load_speech())


def direction_at(sentence: Sentence, start: int, end: int) -> Direction:
    """Tell which way the clause around the range ``[start, end)`` looks."""
    if leads(sentence.text[: start - sentence.start]):
        return "future"
    if UNTIL.search(sentence.text, max(0, start - sentence.start - 24), start - sentence.start):
        return "near"
    head = sentence.head_of(start, end) if sentence.parsed else None
    found = climb(sentence, head) if head else None
    if found == "past" and head and head.dep in THINGS:
        return "recent"
    return "near" if found == "future" and head and names(sentence, head) else found or scan(sentence, start)


def leads(before: str) -> bool:
    """Tell whether the words just before a date put it ahead."""
    return before[-24:].rstrip().lower().endswith(tuple(load_toml("en", "tense")["future_leads"]))


def names(sentence: Sentence, token: Token) -> bool:
    """Tell whether a date only names a thing that is not the subject ("look for ways around Wednesday's ruling")."""
    thing = sentence.tokens[token.head]
    return token.dep in ("poss", "compound", "nmod") and not thing.dep.startswith("nsubj")


def climb(sentence: Sentence, token: Token) -> Direction | None:
    """Walk up from a token to the first word that tells its time."""
    for index in sentence.path(token)[:STEPS]:
        found = tense_of(sentence, sentence.tokens[index])
        if found:
            return found
    return None


def tense_of(sentence: Sentence, token: Token) -> Direction | None:
    """Return the time that one word tells, if it tells any."""
    if opens_future(sentence, token):
        return cue_of(sentence, token)
    if token.pos not in ("VERB", "AUX"):
        return None
    helpers = helpers_of(sentence, token)
    words = {t.lower for t in helpers}
    if "to" in words and token.tag in ("VB", "VBN"):
        return infinitive_of(sentence, token)
    return finite_of(token, helpers)


def opens_future(sentence: Sentence, token: Token) -> bool:
    """Tell whether a word looks ahead: "scheduled", "set to", "due"."""
    if token.lower in cues("followed_cues"):
        after = sentence.tokens[token.index + 1].lower if token.index + 1 < len(sentence.tokens) else ""
        return after in ("to", "for")
    return token.lower in cues("future_cues") and token.tag != "VBD"


def helpers_of(sentence: Sentence, token: Token) -> list[Token]:
    """Return the auxiliaries of a verb."""
    return [t for t in sentence.children(token) if t.dep in ("aux", "auxpass")]


def cue_of(sentence: Sentence, token: Token) -> Direction:
    """Return the time of a word that looks ahead: after "had been" it looks back, after "was" either way."""
    head = sentence.tokens[token.head]
    helpers = helpers_of(sentence, token) + ([head, *helpers_of(sentence, head)] if head.lemma == "be" else [])
    words = {t.lower for t in helpers}
    if "had" in words:
        return "past"
    return "near" if words & {"was", "were"} or undone(sentence, token) else "future"


def undone(sentence: Sentence, token: Token) -> bool:
    """Tell whether something happened to what was planned: "a march planned for Sunday was called off"."""
    thing = sentence.tokens[token.head]
    verb = sentence.tokens[thing.head]
    fated = token.tag == "VBN" and thing.dep in ("nsubj", "nsubjpass") and verb.pos in ("VERB", "AUX")
    return fated and finite_of(verb, helpers_of(sentence, verb)) == "past"


def infinitive_of(sentence: Sentence, token: Token) -> Direction | None:
    """Return the time of an infinitive: to come, unless its head says otherwise or it only tells a purpose."""
    head = sentence.tokens[token.head]
    leaves = token.dep == "advcl" or head.lemma in cues("implicative") or opens_future(sentence, head)
    return None if head.index != token.index and leaves else "future"


def finite_of(token: Token, helpers: list[Token]) -> Direction | None:
    """Return the time of a verb that is no infinitive."""
    words = {t.lower for t in helpers}
    if words & PRESENT_PERFECT and token.tag == "VBN":
        return "recent"
    if token.tag == "VBD" or words & cues("perfect") or any(t.tag == "VBD" for t in helpers):
        return "recent" if token.lemma in speech() else "past"
    if words & cues("future_modals"):
        return "future"
    if token.tag == "VBN" and not helpers:
        return "past"
    if token.tag in ("VBZ", "VBP") and token.lemma in cues("scheduled_verbs"):
        return "future"
    return "near" if token.tag in ("VBZ", "VBP") or helpers else None


def scan(sentence: Sentence, start: int) -> Direction:
    """Return the time that the cue words just before the range tell, without a parse."""
    words = sentence.text[max(0, start - sentence.start - NEAR) : start - sentence.start].lower().split()
    plain = [word.strip(".,;:\"'“”‘’()") for word in words]
    if cues("future_modals") & set(plain) or cues("future_cues") & set(plain):
        return "future"
    if any(a in ("is", "are", "be") and b == "to" for a, b in itertools.pairwise(plain)):
        return "future"
    return "near" if sentence.headline or not plain else "past"
