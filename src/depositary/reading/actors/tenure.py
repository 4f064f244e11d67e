"""The state of an office holder, inferred from the report if no phrase names it.

>>> from depositary.reading.actors.word_classes import make_row
>>> from depositary.reading.actors.officials import find_persons
>>> from depositary.reading.actors.state_context import read_context
>>> row = make_row("Peru and Chile agreed. Peru's cabinet met President Ana Luz.")
>>> people = find_persons(row)
>>> settle_states(row, people, read_context(row, people, [0, 23], None)).find("Luz").actor
'PER'
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from depositary.languages.offices import load_offices
from depositary.model.reading import Agent
from depositary.reading.actors.officials import Person
from depositary.reading.actors.roster import Roster
from depositary.reading.actors.state_context import StateContext
from depositary.reading.actors.word_classes import Row, Word

VISIT_REACH = 18
OWNED = re.compile(r"[SDOG]sN(?!N)")


def settle_states(row: Row, persons: Sequence[Person], context: StateContext) -> Roster:
    """Return the roster of a report, with all states that can be inferred."""
    roster = Roster([*share_brackets(row, persons)])
    follow_superiors(row, persons, roster)
    follow_owners(row, roster)
    for member in [m for m in roster.members if not m.actor]:
        actor = guess_state(row, member, persons, roster, context)
        if actor:
            roster.settle({member.name: actor})
    return roster


def share_brackets(row: Row, persons: Sequence[Person]) -> list[Person]:
    """Give the state in brackets after the second of two to the first ("A and B (Peru)")."""
    shared = list(persons)
    for i in range(len(shared) - 2, -1, -1):
        one, two = shared[i], shared[i + 1]
        joined = row.letters[one.last : two.first] == "a" and row.letters[two.last - 1 : two.last] == ")"
        if joined and not one.actor:
            shared[i] = Person(one.first, one.last, one.name, one.office, two.actor)
    return shared


def follow_superiors(row: Row, persons: Sequence[Person], roster: Roster) -> None:
    """Give a person's staff that person's state ("Merkel's spokesman Karl Bo")."""
    for person in persons:
        if person.office and not person.actor and row.letters[max(0, person.first - 2) : person.first] == "Ns":
            superior = roster.find(row.words[person.first - 2].text)
            if superior and superior.actor:
                roster.settle({(roster.find(person.name) or Agent(person.name)).name: superior.actor})


def follow_owners(row: Row, roster: Roster) -> None:
    """Give a person the state in the possessive before the name ("Norway's Bo")."""
    for match in OWNED.finditer(row.letters):
        member = roster.find(row.words[match.end() - 1].text)
        code = row.words[match.start()].code
        if member and code and not member.actor:
            roster.settle({member.name: code})


def guess_state(
    row: Row, member: Agent, persons: Sequence[Person], roster: Roster, context: StateContext
) -> str | None:
    """Return the most likely state of a member: only for offices of state, and for the signer of a release."""
    first = next((p for p in persons if (roster.find(p.name) or member).name == member.name), persons[0])
    if not member.office:
        return context.speaker if stands_alone(row, first) else None
    if is_body_office(member.office):
        return context.last_body(row.words[first.first].start)
    refused = taken_states(member, roster) | visited_states(row, member, persons, roster)
    return context.guess(row.words[first.first].start, refused) if is_state_office(member.office) else None


def visited_states(row: Row, member: Agent, persons: Sequence[Person], roster: Roster) -> set[str]:
    """Return the states that a person visits. They are not the person's own ("President Bo's visit to Peru")."""
    own = [p for p in persons if (roster.find(p.name) or member).name == member.name]
    tails = (row.words[p.last : p.last + VISIT_REACH] for p in own)
    return {code for tail in tails for code in visited(tail)}


def visited(tail: Sequence[Word]) -> Iterator[str]:
    """Yield the states soon after the first word of travel."""
    start = next((i for i, w in enumerate(tail) if w.text.lower() in load_offices().travels), None)
    rest = list(tail[start + 1 :]) if start is not None else []
    for word, follower in itertools.pairwise([*rest, *rest[-1:]]):
        if word.letter == ".":
            return
        if word.code and (word.letter in "SC" or (word.letter == "D" and follower.text == "capital")):
            yield word.code


def stands_alone(row: Row, person: Person) -> bool:
    """Return whether a name is alone on its line, like a signature."""
    before, after = row.letters[: person.first][-1:], row.letters[person.last : person.last + 1]
    return before in ("n", "") and after in ("n", "")


def is_state_office(office: str) -> bool:
    """Return whether states have such an office."""
    words = set(office.lower().split())
    return bool(words & load_offices().state_offices) and not words & load_offices().fighting


def is_body_office(office: str) -> bool:
    """Return whether organisations have such an office."""
    return office.lower().replace("-", " ").endswith(("secretary general", "director general", "high commissioner"))


def taken_states(member: Agent, roster: Roster) -> set[str]:
    """Return the states in which somebody else holds the same office."""
    office = (member.office or "").lower()
    return {m.actor for m in roster.members if m.name != member.name and m.actor and (m.office or "").lower() == office}
