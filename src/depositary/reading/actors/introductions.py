"""Persons whose office only the sentence before tells: "Norway's envoy said. Jon Bo told ..." is the envoy Jon Bo.

>>> from depositary.reading.actors.officials import find_persons
>>> from depositary.reading.actors.word_classes import make_row
>>> row = make_row("They will sign, Norway's envoy said. Karl Bo told reporters so.")
>>> [(p.name, p.office, p.actor) for p in introduce(row, find_persons(row))]
[('Karl Bo', 'envoy', 'NOR')]
"""

from __future__ import annotations

from dataclasses import replace

from depositary.reading.actors.officials import Person, speaks, speech_forms
from depositary.reading.actors.organs import OFFICE_FRONT, OFFICE_OF, Organ, read_holder
from depositary.reading.actors.roster import Roster
from depositary.reading.actors.word_classes import Row

INDEFINITE = frozenset({"a", "an", "one", "another"})


def introduce(row: Row, persons: list[Person]) -> list[Person]:
    """Give who opens a sentence by speaking the office of the unnamed holder who spoke in the sentence before."""
    return [give_office(row, person, persons) if opens(row, person) else person for person in persons]


def opens(row: Row, person: Person) -> bool:
    """Tell whether a person of no known office begins a sentence, and a verb of speech follows."""
    if person.office or person.actor or person.last >= len(row.words) or person.first == 0:
        return False
    return row.letters[person.first - 1] in ".n" and row.words[person.last].text in speech_forms()


def give_office(row: Row, person: Person, persons: list[Person]) -> Person:
    """Return a person with the office of the one who spoke before, where nobody of the report has that office."""
    roster = Roster(persons)
    known, holder = roster.find(person.name), last_holder(row, person.first)
    if holder is None or holder.office is None or (known and known.office) or roster.holders(holder.office, None):
        return person
    return replace(person, office=holder.office, actor=holder.actor)


def last_holder(row: Row, first: int) -> Organ | None:
    """Return the unnamed holder of one state's office who spoke in the sentence before a word."""
    end = len(row.letters[:first].rstrip(".n"))
    begin = max(row.letters.rfind(mark, 0, end) for mark in ".n") + 1
    for pattern in (OFFICE_FRONT, OFFICE_OF):
        for match in pattern.finditer(row.letters, begin, end):
            holder = read_holder(row, match, row.slice(*match.span()))
            if holder and holder.actor and not holder.codes and not holder.bare and is_named(row, holder):
                return holder
    return None


def is_named(row: Row, holder: Organ) -> bool:
    """Tell whether a holder speaks, is one, and is not just anyone ("a Peruvian minister said")."""
    before = row.words[holder.first - 1].text.lower() if holder.first else ""
    single = row.letters[holder.first : holder.last].count("P") == 0
    return single and before not in INDEFINITE and speaks(row, holder.first, holder.last)
