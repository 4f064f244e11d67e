"""The states of office holders whose state no phrase tells, worked out from the report.

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
    """Return the roster of a report with states for all whose state can be told."""
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
    """Give those who serve a person that person's state ("Merkel's spokesman Karl Bo")."""
    for person in persons:
        if person.office and not person.actor and row.letters[max(0, person.first - 2) : person.first] == "Ns":
            superior = roster.find(row.words[person.first - 2].text)
            if superior and superior.actor:
                roster.settle({(roster.find(person.name) or Agent(person.name)).name: superior.actor})


def follow_owners(row: Row, roster: Roster) -> None:
    """Give a person the state that a bare name is said to belong to ("Norway's Bo")."""
    for match in OWNED.finditer(row.letters):
        member = roster.find(row.words[match.end() - 1].text)
        code = row.words[match.start()].code
        if member and code and not member.actor:
            roster.settle({member.name: code})


def guess_state(
    row: Row, member: Agent, persons: Sequence[Person], roster: Roster, context: StateContext
) -> str | None:
    """Return the likeliest state of a member: only for offices of state, and for who signs a release."""
    first = next((p for p in persons if (roster.find(p.name) or member).name == member.name), persons[0])
    if not member.office:
        return context.speaker if stands_alone(row, first) else None
    if is_body_office(member.office):
        return context.last_body(row.words[first.first].start)
    refused = taken_states(member, roster) | visited_states(row, member, persons, roster)
    return context.guess(row.words[first.first].start, refused) if is_state_office(member.office) else None


def visited_states(row: Row, member: Agent, persons: Sequence[Person], roster: Roster) -> set[str]:
    """Return the states that somebody visits, which are not his own ("President Bo's visit to Peru")."""
    own = [p for p in persons if (roster.find(p.name) or member).name == member.name]
    tails = (row.words[p.last : p.last + VISIT_REACH] for p in own)
    return {code for tail in tails for code in visited(tail)}


def visited(tail: Sequence[Word]) -> Iterator[str]:
    """Yield the states near behind the first word of travel."""
    start = next((i for i, w in enumerate(tail) if w.text.lower() in load_offices().travels), None)
    rest = list(tail[start + 1 :]) if start is not None else []
    for word, follower in itertools.pairwise([*rest, *rest[-1:]]):
        if word.letter == ".":
            return
        if word.code and (word.letter in "SC" or (word.letter == "D" and follower.text == "capital")):
            yield word.code


def stands_alone(row: Row, person: Person) -> bool:
    """Tell whether a name is a line of its own, as signatures are."""
    before, after = row.letters[: person.first][-1:], row.letters[person.last : person.last + 1]
    return before in ("n", "") and after in ("n", "")


def is_state_office(office: str) -> bool:
    """Tell whether an office is one that states have."""
    words = set(office.lower().split())
    return bool(words & load_offices().state_offices) and not words & load_offices().fighting


def is_body_office(office: str) -> bool:
    """Tell whether an office is one that organisations have."""
    return office.lower().replace("-", " ").endswith(("secretary general", "director general", "high commissioner"))


def taken_states(member: Agent, roster: Roster) -> set[str]:
    """Return the states whose like office somebody else holds."""
    office = (member.office or "").lower()
    return {m.actor for m in roster.members if m.name != member.name and m.actor and (m.office or "").lower() == office}
