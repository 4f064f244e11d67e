"""Complements: what an instrument is about, behind its noun ("deal on fishing rights with Benin").

>>> words = split_words("a deal on fishing rights, he said", 0)
>>> [word.text for word in words[1 : extend_back(words, 1, located=False)]]
['deal', 'on', 'fishing', 'rights']
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from depositary.languages import load_list, load_toml
from depositary.languages.word_forms import gerunds
from depositary.reading.agreements.titles import DATING
from depositary.reading.dates import begins_with_date
from depositary.reading.syntax.labels import FINITE
from depositary.reading.text import Word, split_words

__all__ = ["FINITE", "SMALL", "complement_openers", "extend_back", "split_words"]

WORDS = load_toml("en", "noun_phrases")
BECOMING = frozenset(WORDS["becoming"])
BEFALLING = frozenset(form for verb in BECOMING for form in gerunds(verb))
STEPS = frozenset(WORDS["steps"])
UNITS = frozenset(WORDS["units"])
COUNTING = frozenset((*WORDS["counting"], *WORDS["counts"]))
SMALL = frozenset(WORDS["small"])
DEFINING = frozenset(WORDS["defining"])
NOUNS = ("NN", "NNS")
LONGEST_COMPLEMENT = 24
DATED = 8  # words that a date has at most, with the one before it
FORCED = frozenset(WORDS["forced"])


@functools.cache
def complement_openers() -> frozenset[str]:
    """Return the words that begin what an instrument is about."""
    return frozenset(load_list("en", "agreement_complements"))


@functools.cache
def complement_stops() -> frozenset[str]:
    """Return the words that end what an instrument is about."""
    return frozenset(load_list("en", "agreement_complement_stops"))


def extend_back(words: Sequence[Word], last: int, *, located: bool) -> int:
    """Return where the description ends: behind what the noun is about, or where it holds (``located``)."""
    end = last + 1
    if end + 1 >= len(words) or not opens_complement(words, end, located=located):
        return end
    stop = end + 1
    while stop < len(words) and stop - end < LONGEST_COMPLEMENT and not ends_complement(words, stop):
        stop += 1
    return trim_back(words, end, stop)


def opens_complement(words: Sequence[Word], index: int, *, located: bool) -> bool:
    """Tell whether the word behind the noun begins what it is about."""
    word, following = words[index], words[index + 1]
    if word.tag == "VBG" and not word.capital and word.lower not in complement_stops():
        return not befalls(word)
    if word.lower not in complement_openers():
        capital = any(w.lower == "capital" for w in words[index + 1 : index + 5])
        placed = following.capital and following.lower not in DATING and not capital
        return word.lower == "in" and placed and located
    if (
        dates(words, index + 1)
        or dates(words, index)
        or following.tag == "PRP"
        or following.lower in ("which", "whom", "that")
    ):
        return False
    if word.lower in ("that", "which"):
        return following.lower in DEFINING
    if word.lower == "to":
        return following.tag in ("VB", "") and not following.capital and following.lower not in BECOMING
    return word.lower != "for" or not (lasts(words, index + 1) or following.lower in STEPS)


def dates(words: Sequence[Word], index: int) -> bool:
    """Tell whether a date begins at a word ("a truce on 5 August", "a pact over the weekend")."""
    word = words[index]
    if word.lower in DATING:
        return True
    opens = word.text[0].isdigit() or word.capital or word.lower in ("the", "between")
    return opens and begins_with_date(" ".join(w.text for w in words[index : index + DATED]))


def befalls(word: Word) -> bool:
    """Tell whether a participle tells what becomes of an agreement ("the truce taking effect")."""
    return word.lower in BEFALLING


def lasts(words: Sequence[Word], index: int) -> bool:
    """Tell whether "for" before the word says how long, not what about: "for another five years"."""
    near = [w.lower for w in words[index : index + 5]]
    unit = next((i for i, w in enumerate(near) if w.rstrip("s") in UNITS), None)
    return unit is not None and all(w in COUNTING or w.isdigit() for w in near[:unit])


def ends_complement(words: Sequence[Word], index: int) -> bool:
    """Tell whether what the noun is about ends before the word."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else None
    if word.text == ",":
        return not (lists(words, index) or lists_things(words, index))
    if word.text in ("(", ")") or word.lower in ("and", "or"):
        ends = following is not None and (following.tag in (*FINITE, "VB", "PRP") or adds_deed(words, index))
        return word.lower in ("and", "or") and ends
    if word.mark and word.text not in ("-", "’", "'", "$", "%", "&", "“", '"'):
        return True
    if word.lower in ("in", "on") and following is not None and (sets_scene(following) or dates(words, index + 1)):
        return True
    first = index and words[index - 1].lower in ("that", "which")
    if word.tag in FINITE and not first and words[index - 1].lower != "to":
        return True
    forced = word.lower == "under" and following is not None and following.lower in FORCED
    return forced or word.lower in complement_stops() or word.lower in DATING or befalls(word)


def sets_scene(word: Word) -> bool:
    """Tell whether "in" or "on" before the word tells when or how, not what about: "in 2004", "in a move"."""
    return word.lower in DATING or word.year is not None or word.lower in ("a", "an", "exchange", "return")


def lists(words: Sequence[Word], index: int) -> bool:
    """Tell whether a comma stands between names of a list."""
    around = words[index - 1], words[index + 1] if index + 1 < len(words) else words[index]
    following = around[1].lower in ("and", "the") or around[1].capital
    later = words[index + 1 : index + 24]
    closes = any(w.lower == "and" for w in later) or sum(w.text == "," for w in later) > 1
    return around[0].capital and following and closes


def lists_things(words: Sequence[Word], index: int) -> bool:
    """Tell whether a comma stands in a list of things: "on oil, energy and trade"."""
    if words[index - 1].tag not in NOUNS:
        return False
    for later in range(index + 1, min(index + 9, len(words) - 1)):
        if words[later].lower == "and":
            return words[later + 1].tag in (*NOUNS, "JJ") and words[later - 1].tag in NOUNS
        if words[later].tag not in (*NOUNS, "JJ") and words[later].text != ",":
            return False
    return False


def adds_deed(words: Sequence[Word], index: int) -> bool:
    """Tell whether "and" adds what somebody does besides: "a truce with Chad and agreeing to leave"."""
    if words[index].lower != "and" or index + 1 >= len(words) or words[index + 1].tag != "VBG":
        return False
    return words[index - 1].tag in ("NNP", "NNPS") and words[index - 2].lower in ("with", "between", "and")


def trim_back(words: Sequence[Word], end: int, stop: int) -> int:
    """Return the end without small words and marks left over behind the last full word."""
    while stop > end and ((words[stop - 1].mark and words[stop - 1].text != ")") or words[stop - 1].lower in SMALL):
        stop -= 1
    return stop if stop > end + 1 else end
