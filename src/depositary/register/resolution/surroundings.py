"""Surroundings: who else a report names beside the parties of an agreement.

A report of a truce often names one side as its party and the other in the next sentence. The actors and the places that
it names tell which of several truces it means.

>>> name_around("Ruritania said in Kandahar that the Taliban had broken the truce.")
('AFG', 'taliban')
"""

from __future__ import annotations

import functools
from collections.abc import Collection

from depositary.languages import load_table
from depositary.languages.offices import load_offices
from depositary.register.resolution.agreement_names import LANGUAGE, actor_names, split_words
from depositary.world import load_homes


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
