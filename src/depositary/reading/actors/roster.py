"""The roster of a report: each person once, under the fullest name, with the office and state learnt anywhere.

>>> roster = Roster([Person(0, 3, "Ali Reza", "President", "IRN"), Person(9, 10, "Reza")])
>>> roster.find("Reza").name
'Ali Reza'
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

from depositary.languages.offices import load_family_first, load_offices
from depositary.model.reading import Agent
from depositary.reading.actors.officials import Person

ARTICLES = ("al-", "el-", "as-", "ash-", "an-", "ad-", "ar-", "at-", "az-")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@functools.lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a word in lower case without diacritics, Arabic article and full stops."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).strip(".,'’")
    article = next((a for a in ARTICLES if letters.startswith(a)), "")
    return letters.removeprefix(article)


@functools.lru_cache(maxsize=4096)
def split_name(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without suffixes and particles."""
    folded = tuple(fold(word) for word in name.split())
    kept = tuple(word for word in folded if word not in SUFFIXES and word not in load_offices().particles)
    return kept or folded


def family_name(name: str) -> str:
    """Return the folded word by which reports name a person again."""
    words = split_name(name)
    eastern = len(words) in (2, 3) and name.split(maxsplit=1)[0] in load_family_first()
    return words[0] if eastern else words[-1]


class Roster:
    """The persons of a report, found again by surname, by given name where no surname fits, or by full name."""

    def __init__(self, persons: Iterable[Person]) -> None:
        """Merge persons whose names fit together."""
        self.members: list[Agent] = []
        self.families: dict[str, int] = {}
        self.givens: dict[str, int] = {}
        for person in sorted(persons, key=lambda p: -len(p.name.split())):
            self.enter(person)

    def enter(self, person: Person) -> None:
        """Add a person, or what is new of a known one."""
        key = self.index_of(person.name)
        if key is None:
            self.index_new(person)
            return
        known = self.members[key]
        self.members[key] = Agent(known.name, known.office or person.office, known.actor or person.actor)

    def index_new(self, person: Person) -> None:
        """Add a person who is new, under surname and given name."""
        self.members.append(Agent(person.name, person.office, person.actor))
        self.families.setdefault(family_name(person.name), len(self.members) - 1)
        for word in split_name(person.name):
            self.givens.setdefault(word, len(self.members) - 1)

    def index_of(self, name: str) -> int | None:
        """Return where a name's person stands: same surname and no other given name, or one word of a name."""
        words = split_name(name)
        key = self.families.get(family_name(name))
        if key is not None and self.fits(words, key):
            return key
        return self.givens.get(words[0]) if len(words) == 1 else None

    def fits(self, words: tuple[str, ...], key: int) -> bool:
        """Tell whether a name's words do not contradict a member's."""
        known = split_name(self.members[key].name)
        return (
            len(words) == 1
            or len(known) == 1
            or words[0][:1] == known[0][:1]
            or bool(set(words[:-1]) & set(known[:-1]))
        )

    def find(self, name: str) -> Agent | None:
        """Return the person of a name, if the report has one."""
        key = self.index_of(name)
        return None if key is None else self.members[key]

    def holders(self, office: str, actor: str | None) -> list[Agent]:
        """Return who holds an office, of a state where one is given."""
        return [
            m
            for m in self.members
            if m.office and (not actor or m.actor == actor) and office_fits(office, m.office, actor)
        ]

    def settle(self, actor_of: dict[str, str]) -> None:
        """Give persons without a state the one that was worked out for their name."""
        self.members = [Agent(m.name, m.office, m.actor or actor_of.get(m.name)) for m in self.members]


def office_fits(wanted: str, held: str, actor: str | None = None) -> bool:
    """Tell whether an office, as a report names it again ("the minister"), is the one that is held.

    Of one state, "leader" stands for any office at the top, and any such office for a "leader".
    """
    short, full = wanted.lower(), held.lower()
    if is_second(short) != is_second(full):
        return False
    top = load_offices().summit_offices
    if actor and "leader" in (short, full) and {short.split()[-1], full.split()[-1]} <= top:
        return True
    return full == short or full.startswith(short + " ") or full.endswith(" " + short)


def is_second(office: str) -> bool:
    """Tell whether an office is that of a deputy, or one that was held."""
    return office.startswith(("vice", "deputy", "former", "ex-", "assistant", "under"))
