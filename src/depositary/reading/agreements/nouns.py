"""The nouns that name an instrument ("treaty", "deal", "memorandum of understanding"), found in text.

>>> [find.noun.name for find in find_nouns("Treaties and a memorandum of understanding")]
['treaty', 'memorandum of understanding']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from depositary.languages import load_table, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.text import bounded, build_automaton, make_lower

BETWEEN_STATES = frozenset(load_toml("en", "noun_phrases")["between_states"])
FRONT = 4  # words before a noun among which one of these may stand
NAMED = "named"  # strength of a noun that is one only with a capital


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument noun: its kind, how much it says alone, and which kinds it can take up again.

    ``strength``: ``strong``, ``plain``, ``title``, ``joint``, ``weak``, ``faint``, ``named`` or ``headline``, as the
    data file ``instruments.tsv`` explains; ``refers`` is empty where it may mean any kind.
    """

    name: str
    kind: Kind
    strength: str
    refers: frozenset[Kind]

    def takes_up(self, kind: Kind) -> bool:
        """Tell whether "the NOUN" can mean an agreement of this kind."""
        return not self.refers or kind in self.refers


@dataclass(frozen=True, slots=True)
class NounFind:
    """An instrument noun in a text: half-open range, the noun, and whether it is plural."""

    start: int
    end: int
    noun: Instrument
    plural: bool


@functools.cache
def load_instruments() -> dict[str, tuple[Instrument, bool]]:
    """Return the instrument nouns by their forms in small letters, with whether the form is plural."""
    found: dict[str, tuple[Instrument, bool]] = {}
    for row in load_table("en", "instruments"):
        names = () if row["refers"] == "*" else tuple(Kind(k) for k in row["refers"].split())
        noun = Instrument(row["noun"], Kind(row["kind"]), row["strength"], frozenset(names))
        found[row["noun"].lower()] = (noun, not row["plural"] and row["noun"].endswith("s"))
        if row["plural"]:
            found[row["plural"].lower()] = (noun, True)
    return found


@functools.cache
def noun_automaton() -> tuple[AhoCorasick, tuple[tuple[Instrument, bool], ...]]:
    """Build the automaton of all forms, and return the noun of each with whether it is plural."""
    forms = load_instruments()
    return build_automaton(forms), tuple(forms.values())


@functools.lru_cache(maxsize=2048)
def find_nouns(text: str) -> tuple[NounFind, ...]:
    """Return the instrument nouns of a text, left to right; a sentence is asked before its parse and after it."""
    automaton, nouns = noun_automaton()
    found = ((start, end, *nouns[index]) for index, start, end in bounded(make_lower(text), automaton))
    return tuple(NounFind(*find) for find in found if find[2].strength != NAMED or text[find[0]].isupper())


@functools.cache
def friends(noun: str, place: str) -> frozenset[str]:
    """Return the false friends of a noun at a place: ``before``, ``after``, ``around`` or ``sentence``."""
    rows = load_table("en", "false_friends")
    return frozenset(row["words"] for row in rows if row["place"] == place and row["noun"] in (noun, "*"))


def is_befriended(words: Sequence[str], noun: str) -> bool:
    """Return whether the last of the words before a noun makes it something else ("wage deal").

    It does not in an agreement that is said to be one between states ("a bilateral labour agreement").
    """
    if not words or words[-1] not in friends(noun, "before"):
        return False
    return BETWEEN_STATES.isdisjoint(words[-FRONT:])


@functools.cache
def kind_cues() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    """Return the patterns that say a kind more exactly than the noun does, in order."""
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), Kind(row["kind"])) for row in load_table("en", "agreement_kinds")
    )


def named_kind(text: str) -> Kind | None:
    """Return the kind that the words around a noun say, if they say one."""
    return next((kind for pattern, kind in kind_cues() if pattern.search(text)), None)


def name_kind(text: str) -> Kind | None:
    """Return the kind of a name: what its words say, else that of its first noun."""
    noun = next(iter(find_nouns(text)), None)
    return named_kind(text) or (noun.noun.kind if noun else None)
