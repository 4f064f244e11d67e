"""Forms of English words: plurals, verb forms, and the people of an adjective.

>>> list(regular_forms("propose")), list(gerunds("begin"))
(['proposes', 'proposed'], ['begining', 'beginning'])
"""

from __future__ import annotations

from collections.abc import Iterator

PEOPLE = ("an", "i", "on", "ot", "ene", "in")
"""Endings of adjectives whose plural noun is formed with "s" ("Iranian", "Iranians")."""


def regular_forms(lemma: str) -> Iterator[str]:
    """Yield the third person and the past of a regular verb."""
    yield lemma + "s"
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    yield (stem[:-1] + "ied" if stem.endswith("y") else stem + "ed")


def gerunds(verb: str) -> Iterator[str]:
    """Yield the forms in -ing that a verb may have ("take", "taking"; "begin", "beginning")."""
    stem = verb[:-1] if verb.endswith("e") and verb != "be" else verb
    yield stem + "ing"
    yield verb + verb[-1] + "ing"


def drop_plural(word: str, *, shortest: int = 1, kept: tuple[str, ...] = ("ss",)) -> str:
    """Return a word without the "s" of its plural.

    Args:
        word: in any case.
        shortest: letters of the shortest word that loses its "s"; a shorter one is returned as it is.
        kept: endings of words that keep their "s", because it is part of the word ("business", "status").

    >>> drop_plural("treaties"), drop_plural("Business"), drop_plural("gas", shortest=4)
    ('treatie', 'Business', 'gas')
    """
    low = word.lower()
    plural = len(word) >= shortest and low.endswith("s") and not low.endswith(kept)
    return word[:-1] if plural else word


def derive_people(adjectives: tuple[str, ...]) -> tuple[str, ...]:
    """Return the plural nouns of adjectives that form them with "s" ("Iranian", "Iranians")."""
    return tuple(adjective + "s" for adjective in adjectives if adjective.endswith(PEOPLE))
