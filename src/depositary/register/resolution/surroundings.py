"""Surroundings: who else a report names beside the parties of an agreement, and how it brings the agreement up.

A report of a truce often names one side as its party and the other in the next sentence. The actors and the places that
it names tell which of several truces it means, and so does whether it takes the truce as known.

>>> name_around("Ruritania said in Kandahar that the Taliban had broken the truce.")
('AFG', 'taliban')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable

from depositary.languages import load_table, load_toml
from depositary.languages.offices import load_offices
from depositary.model.text import Span
from depositary.register.resolution.agreement_names import LANGUAGE, actor_names, fold_word, split_words
from depositary.world import load_homes

BEFORE = re.compile(r"(\w+) +[\"“']?$")  # the word before a name


@functools.cache
def city_states() -> dict[str, str]:
    """Return the state in which each city or region lies whose name is one word."""
    return {row["name"]: row["state"] for row in load_table(LANGUAGE, "cities") if " " not in row["name"]}


@functools.lru_cache(maxsize=1024)
def name_around(text: str) -> tuple[str, ...]:
    """Return the codes of the actors that a report names, and of the states of the places in it."""
    found = {code or city_states().get(word) for word, code in split_words(text)}
    return tuple(sorted(filter(None, found)))


def is_around(actor: str, around: Collection[str], parties: Collection[str] = ()) -> bool:
    """Return whether a report names an actor, or the state in which an armed group acts if that is no party itself.

    >>> is_around("taliban", ("AFG",)), is_around("taliban", ("AFG",), ("AFG",)), is_around("PAK", ("AFG",))
    (True, False, False)
    """
    home = load_homes().get(actor, actor)
    return actor in around or (home in around and home not in parties)


@functools.cache
def camp_of(actor: str) -> str:
    """Return the camp of an actor: of fighters that a report calls only by a people, the state or the name of these.

    >>> camp_of("palestinian-militants"), camp_of("tuareg-rebels"), camp_of("hamas")
    ('PSE', 'tuareg', 'hamas')
    """
    people, _, noun = actor.rpartition("-")
    if not people or actor in load_homes() or noun not in load_offices().fighters:
        return actor
    return actor_names().get((people.capitalize(),), people)


@functools.cache
def truce_words() -> dict[str, frozenset[str]]:
    """Return the words that tell truces apart, by what they tell."""
    return {sort: frozenset(words) for sort, words in load_toml(LANGUAGE, "truces").items()}


def is_given(text: str, names: Collection[Span]) -> bool:
    """Return whether a report takes an agreement as known at its first mention ("the ceasefire", not "a ceasefire").

    >>> text = "Ruritania broke the truce."
    >>> is_given(text, [Span(20, 25, "truce")]), is_given("A truce holds.", [Span(2, 7, "truce")])
    (True, False)
    """
    first = min(names, key=lambda span: span.start, default=None)
    if first is None or not text:
        return False
    before, own = BEFORE.search(text, 0, first.start), first.text.split(maxsplit=1)[0].lower()
    words = truce_words()
    return (own if own in words["articles"] or not before else before[1].lower()) in words["given"]


def find_grade(names: Iterable[str]) -> str:
    """Return whether the names of a truce tell that it is ``passing`` or ``lasting``; nothing if neither, or both.

    >>> find_grade(["72-hour humanitarian truce"]), find_grade(["permanent ceasefire"]), find_grade(["ceasefire"])
    ('passing', 'lasting', '')
    """
    told = {fold_word(word) for name in names for word, _ in split_words(name.split(" to ")[0])}
    grades = [grade for grade in ("passing", "lasting") if told & truce_words()[grade]]
    return grades[0] if len(grades) == 1 else ""
