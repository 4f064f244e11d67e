"""The terms of a search: the words of a question, what else each may be called, and the words that were meant.

>>> [term.words for term in make_terms("the Ukraine grain deal")]
[('ukraine',), ('grain',), ('deal',)]
>>> [term.code for term in make_terms("united states")], is_near("ukraine", "ukrane")
(['USA'], 1)
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from depositary.languages.actor_codes import actor_names, find_actors
from depositary.languages.states import load_states
from depositary.register.resolution.agreement_names import fold_word, noun_classes, word_set
from depositary.register.storage.full_text import count_word, find_named, list_spellings, split_text

MOST_WORDS = 12
LONGEST_ACTOR = 6  # words of an actor's name
WAYS = 8  # ways in which an actor is named in texts
COMPARED = 30_000  # words of the register with which a misspelt one is compared
SHORTEST = 4  # letters of a word that may be misspelt
SURE = 6  # letters from which on two of them may be wrong
MENDED = 4  # misspelt words of one question that are corrected
RARE, OFTEN = 2, 50  # a word in so few reports is doubted if one like it is in so many times as many


class Term(msgspec.Struct, frozen=True):
    """One term: a word, or the name of an actor with its code. What is ``weak`` need not be found."""

    words: tuple[str, ...]
    code: str | None = None
    weak: bool = False

    @property
    def text(self) -> str:
        """The term as it is shown."""
        return " ".join(self.words)

    @property
    def names(self) -> list[str]:
        """The words by which an agreement's entry has it, if it is one word or an actor."""
        own = list(list_forms(self.words[0])) if len(self.words) == 1 else []
        return [*own, f"={self.code}"] if self.code else own

    @property
    def ways(self) -> list[tuple[str, ...]]:
        """The ways in which a text can say it."""
        if not self.code:
            return [(form,) for form in list_forms(self.words[0])]
        return list(dict.fromkeys([self.words, *name_ways(self.code)]))


def make_terms(question: str) -> list[Term]:
    """Return the terms of a question. The longest name of an actor comes as one term."""
    words = split_text(question)[:MOST_WORDS]
    found: list[Term] = []
    at = 0
    while at < len(words):
        lengths = range(0 if words[at] in little_words() else min(LONGEST_ACTOR, len(words) - at), 0, -1)
        codes, length = next(((c, n) for n in lengths if (c := find_actors(" ".join(words[at : at + n])))), ((), 1))
        part = tuple(words[at : at + length])
        found.append(Term(part, codes[0] if len(codes) == 1 else None, is_weak(part[0]) and not codes))
        at += length
    return drop_weak(list(dict.fromkeys(found)))


def drop_weak(terms: list[Term]) -> list[Term]:
    """Return terms without little words; if all are weak, what is left must be found."""
    kept = [term for term in terms if not (term.weak and term.words[0] in little_words())]
    if all(term.weak for term in kept):
        return [Term(term.words, term.code) for term in kept]
    return kept


@functools.cache
def little_words() -> frozenset[str]:
    """Return the words that carry no meaning of their own."""
    return word_set("identity_fillers") - frozenset(noun_classes())


def is_weak(word: str) -> bool:
    """Return whether so many names have a word that it need not be found."""
    folded = fold_word(word)
    return folded in noun_classes() or folded in word_set("identity_fillers")


def list_forms(word: str) -> Iterator[str]:
    """Yield a word, its plural and its singular.

    >>> list(list_forms("treaties")), list(list_forms("sea"))
    (['treaties', 'treaty'], ['sea', 'seas'])
    """
    yield word
    if word.endswith("ies") and len(word) > 4:
        yield f"{word[:-3]}y"
    elif word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
    elif word.isalpha():
        yield f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


@functools.cache
def name_ways(code: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of an actor as tuples of words. Names of two letters are left out: they are other words too."""
    state = load_states().get(code)
    own = [name for names in actor_names()[1:3] for name, codes in names.items() if code in codes]
    told = [*own, *(state.adjectives if state else ())]
    ways = [tuple(split_text(name)) for name in told]
    return tuple(dict.fromkeys(way for way in ways if any(len(word) > 2 for word in way)))[:WAYS]


def mend_all(connection: Connection, terms: Sequence[Term]) -> list[Term | None]:
    """Return for each term the one that was probably meant instead, if any. So many doubtful words are looked at."""
    doubtful = [term for term in terms if is_doubtful(connection, term)][:MENDED]
    return [find_meant(connection, term) if term in doubtful else None for term in terms]


def is_doubtful(connection: Connection, term: Term) -> bool:
    """Return whether a term may be misspelt: a word that no report and no agreement has, or hardly any report."""
    word = term.words[0]
    if term.code or len(term.words) > 1 or len(word) < SHORTEST or not word.isalpha():
        return False
    forms = list(list_forms(word))
    reports = count_word(connection, forms)
    return reports <= RARE and (reports > 0 or not find_named(connection, forms, 1))


def find_meant(connection: Connection, term: Term) -> Term | None:
    """Return the term that was probably meant by a misspelt word, ``None`` if there is none like it."""
    word = term.words[0]
    reports = count_word(connection, list(list_forms(word)))
    near = [
        (distance, -count, other)
        for other, count in list_likely(connection, word)
        if (distance := is_near(other, word)) and count >= OFTEN * reports
    ]
    if not near:
        return None
    best = min(near)[2]
    codes = find_actors(best)
    return Term((best,), codes[0] if len(codes) == 1 else None, is_weak(best) and not codes)


def list_likely(connection: Connection, word: str) -> list[tuple[str, int]]:
    """Return the words of the register and the names of actors that begin like a word, each with its reports."""
    reach = find_reach(word)
    sizes = (len(word) - reach, len(word) + reach)
    known = list_spellings(connection, set(word[:2]), sizes, COMPARED)
    return known + [(name, 1) for name in one_word_names() if name[0] in word[:2] and sizes[0] <= len(name) <= sizes[1]]


@functools.cache
def one_word_names() -> Sequence[str]:
    """Return the names of actors that are one word."""
    return sorted({name for names in actor_names()[1:] for name in names if name.isalpha() and len(name) >= SHORTEST})


def is_near(other: str, word: str) -> int:
    """Return how many letters of a word are wrong, if it can be a misspelling of another; else 0.

    >>> is_near("iraq", "irak"), is_near("ctbto", "ctbt")
    (1, 0)
    """
    reach = find_reach(word)
    distance = OSA.distance(other, word, score_cutoff=reach)
    short = len(word) == SHORTEST and len(other) != len(word)  # an acronym more probably than a misspelling
    return distance if distance <= reach and not short else 0


def find_reach(word: str) -> int:
    """Return how many letters of a word may be wrong."""
    return 2 if len(word) >= SURE else 1
