"""Words of office, honorifics, name particles and organ nouns.

>>> "ambassador" in load_offices().heads
True
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields

from depositary.languages import load_list, load_table, load_toml


@dataclass(frozen=True, slots=True)
class Offices:
    """Sets of lower-case words; what each holds is told in ``offices.toml``."""

    heads: frozenset[str]
    abbreviations: frozenset[str]
    summit_offices: frozenset[str]
    ambivalent: frozenset[str]
    modifiers: frozenset[str]
    portfolios: frozenset[str]
    honorifics: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    organs: frozenset[str]
    bare_organs: frozenset[str]
    fighting: frozenset[str]
    fighters: frozenset[str]
    group_nouns: frozenset[str]
    group_marks: frozenset[str]
    body_nouns: frozenset[str]
    body_marks: frozenset[str]
    public_words: frozenset[str]
    adjectival: frozenset[str]
    ranks: frozenset[str]
    vague_offices: frozenset[str]
    state_offices: frozenset[str]
    organ_modifiers: frozenset[str]
    counterparts: frozenset[str]
    loose_modifiers: frozenset[str]
    private_organs: frozenset[str]
    collectives: frozenset[str]
    counted: frozenset[str]
    travels: frozenset[str]


@functools.cache
def load_offices(language: str = "en") -> Offices:
    """Load the sets of a language."""
    table = load_toml(language, "offices")
    return Offices(**{field.name: frozenset(table[field.name].split()) for field in fields(Offices)})


@functools.cache
def load_own_offices(language: str = "en") -> dict[str, str]:
    """Load the offices that only one state or organisation has, in lower case, with its code."""
    return {row["office"]: row["code"] for row in load_table(language, "offices")}


@functools.cache
def load_numbers(language: str = "en") -> tuple[str, ...]:
    """Load the number words from "two" upward."""
    return tuple(load_toml(language, "offices")["numbers"].split())


@functools.cache
def load_given_names(language: str = "en") -> frozenset[str]:
    """Load common given names, and family names that stand first."""
    return frozenset(load_list(language, "given_names"))


@functools.cache
def load_stopnames(language: str = "en") -> frozenset[str]:
    """Load the capitalised words, in lower case, that are no part of a person's name."""
    return frozenset(load_list(language, "stopnames"))


@functools.cache
def load_family_first(language: str = "en") -> frozenset[str]:
    """Load family names that stand before the given name."""
    return frozenset(load_list(language, "family_first"))
