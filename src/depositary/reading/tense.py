"""The time that a clause looks to: past, future, or neither, from its governing verb.

The parse is asked first, walking up from the words; where it is silent, the nearest cue word decides.
"""

from __future__ import annotations

import functools
import itertools

from depositary.lexicon import load_toml
from depositary.reading.analysis import Sentence, Token
from depositary.reading.calendar import Direction

STEPS = 12
NEAR = 60


@functools.cache
def cues(name: str) -> frozenset[str]:
    """Return one list of cue words."""
    return frozenset(load_toml("en", "tense")[name])


def direction_at(sentence: Sentence, start: int, end: int) -> Direction:
    """Tell which way the clause around the range ``[start, end)`` looks."""
    head = sentence.head_of(start, end) if sentence.parsed else None
    found = climb(sentence, head) if head else None
    return found or scan(sentence, start)


def climb(sentence: Sentence, token: Token) -> Direction | None:
    """Walk up from a token to the first word that tells its time."""
    for index in sentence.path(token)[:STEPS]:
        found = tense_of(sentence, sentence.tokens[index])
        if found:
            return found
    return None


def tense_of(sentence: Sentence, token: Token) -> Direction | None:
    """Return the time that one word tells, if it tells any."""
    if token.lower in cues("future_cues") and token.tag != "VBD":
        return "future"
    if token.pos not in ("VERB", "AUX"):
        return None
    helpers = [t for t in sentence.children(token) if t.dep in ("aux", "auxpass")]
    words = {t.lower for t in helpers}
    if words & cues("future_modals"):
        return "future"
    if "to" in words and token.tag in ("VB", "VBN"):
        return infinitive_of(sentence, token)
    return finite_of(sentence, token, helpers)


def infinitive_of(sentence: Sentence, token: Token) -> Direction | None:
    """Return the time of an infinitive: to come, unless its head says it happened or it only tells a purpose."""
    head = sentence.tokens[token.head] if token.head >= 0 else token
    purpose = token.dep == "advcl"
    return None if head.index != token.index and (purpose or head.lemma in cues("implicative")) else "future"


def finite_of(sentence: Sentence, token: Token, helpers: list[Token]) -> Direction | None:
    """Return the time of a verb that is no infinitive."""
    if any(t.tag == "VBD" or t.lower in ("has", "have", "had", "'ve", "’ve") for t in helpers) or token.tag == "VBD":
        return "past"
    if token.tag == "VBN" and not helpers:
        return "past"
    if any(t.tag == "MD" for t in helpers):
        return "near"
    if token.tag in ("VBZ", "VBP") and not sentence.headline and token.lemma in cues("scheduled_verbs"):
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
