"""Who can act in a report: states, organisations, organs, groups, persons, collectives; and places.

>>> from depositary.model.text import Report
>>> from depositary.reading.analysis import Analysis, split_report
>>> report = Report.compose("Iranian President Ali Reza went to Moscow.")
>>> actors = find_actors(Analysis(report, split_report(report), ()))
>>> [(m.agent.name, m.agent.office, m.agent.actor) for m in actors.mentions]
[('Ali Reza', 'President', 'IRN')]
>>> [(p.place.text, p.place.country) for p in actors.places]
[('Moscow', 'RUS')]
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator

from depositary.lexicon.names import load_members
from depositary.lexicon.states import load_states
from depositary.model.reading import Agent
from depositary.reading.analysis import Analysis
from depositary.reading.collectives import collect_members, find_collectives
from depositary.reading.finds import ActorMention, Actors, ActorSort, PlaceMention
from depositary.reading.naming import find_names
from depositary.reading.organs import Organ, find_organs
from depositary.reading.persons import NAME, Person, find_persons, share_office
from depositary.reading.places import find_places, stands_within
from depositary.reading.roster import Roster
from depositary.reading.shapes import Row, make_row

SORTS: dict[str, ActorSort] = {
    "S": "state",
    "D": "demonym",
    "L": "demonym",
    "C": "metonym",
    "M": "metonym",
    "O": "organisation",
    "Q": "organ",
    "G": "group",
}
AGAIN = re.compile(NAME)


def find_actors(analysis: Analysis) -> Actors:
    """Find every actor and place of a report."""
    return Finding(analysis).run()


class Finding:
    """The work on one report: persons first, then organs, then bare names, then collectives and places."""

    def __init__(self, analysis: Analysis) -> None:
        """Class the report's words and find the persons."""
        self.analysis = analysis
        self.row: Row = make_row(analysis.text)
        self.letters = self.row.letters
        self.starts = [sentence.start for sentence in analysis.sentences]
        self.persons = share_office(find_persons(self.row))
        self.mentions: list[ActorMention] = []

    def run(self) -> Actors:
        """Find all, and put it in the order of the text."""
        self.codes = list(self.read_codes())
        self.roster = Roster(self.persons)
        self.roster.settle(self.work_out_states())
        self.add_persons()
        places = list(self.find_places())
        self.add_organs()
        self.add_names()
        self.add_collectives()
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        return Actors(tuple(self.mentions), tuple(places))

    def read_codes(self) -> Iterator[tuple[int, str]]:
        """Yield position and code of every name of a state in the report, in order."""
        states = load_states()
        for word in self.row.words:
            if word.letter in "SDLCM" and word.code in states:
                yield word.start, word.code

    def work_out_states(self) -> dict[str, str]:
        """Return a state for each holder of a state's office whose state no phrase tells."""
        loose = [m for m in self.roster.members if m.office and not m.actor]
        default = self.default_state()
        return {m.name: default for m in loose} if default else {}

    def default_state(self) -> str | None:
        """Return the state whose release the report is, else the one that it names most."""
        outlet = find_names(self.analysis.report.outlet or "")
        speaking = [
            hit.name.code for hit in outlet if hit.name.kind in ("metonym", "organ", "organisation") and hit.name.code
        ]
        counts = Counter(code for _, code in self.codes)
        return speaking[0] if speaking else next(iter([code for code, _ in counts.most_common(1)]), None)

    def take(self, first: int, last: int) -> None:
        """Mark words as taken."""
        self.letters = self.letters[:first] + "_" * (last - first) + self.letters[last:]

    def add(
        self,
        first: int,
        last: int,
        agent: Agent,
        sort: ActorSort,
        *,
        members: tuple[str, ...] = (),
        place: bool = False,
    ) -> None:
        """Add a mention of the words ``[first, last)``."""
        start, end = self.row.words[first].start, self.row.words[last - 1].end
        self.mentions.append(ActorMention(start, end, self.sentence(start), agent, sort, members, place))
        self.take(first, last)

    def sentence(self, position: int) -> int:
        """Return the index of the sentence at a code point."""
        return max(0, bisect.bisect_right(self.starts, position) - 1)

    def add_persons(self) -> None:
        """Add persons where they are introduced, then where a name of theirs stands again."""
        for person in self.persons:
            self.add_person(person)
        for match in AGAIN.finditer(self.letters):
            known = self.roster.find(" ".join(self.row.slice(*match.span()).split()))
            if known:
                self.add(*match.span(), known, "person")

    def add_person(self, person: Person) -> None:
        """Add one person, with the fullest name and the office told here or elsewhere."""
        known = self.roster.find(person.name) or Agent(person.name)
        last = person.last - 1 if self.row.letters[person.last - 1] == "c" else person.last
        office = known.office if known.office and is_vague(person.office) else person.office
        self.add(person.first, last, Agent(known.name, office, person.actor or known.actor), "person")

    def add_organs(self) -> None:
        """Add organs and unnamed holders of offices."""
        for organ in find_organs(self.row, self.letters):
            self.add_organ(organ)

    def add_organ(self, organ: Organ) -> None:
        """Add one organ; a holder's name where the report has one holder only."""
        actor = self.own_state(organ) if organ.bare else organ.actor
        if organ.office is None:
            self.add(organ.first, organ.last, Agent(organ.name, None, actor), "organ")
            return
        holders = self.roster.holders(organ.office, organ.actor) if not organ.codes else []
        agent = holders[0] if len(holders) == 1 else Agent(organ.name, organ.office, actor)
        self.add(organ.first, organ.last, agent, "person", members=organ.codes)

    def own_state(self, organ: Organ) -> str | None:
        """Return the state of a bare organ: the one it was last named with, else the nearest."""
        noun = organ.name.split()[-1].lower()
        named = [m for m in self.mentions if m.sort == "organ" and m.agent.actor and noun in m.agent.name.lower()]
        before = [m.agent.actor for m in named if m.start < self.row.words[organ.first].start]
        return before[-1] if before else self.near_state(organ.first)

    def near_state(self, index: int) -> str | None:
        """Return the last state named before a word in its sentence, else the report's own."""
        position = self.row.words[index].start
        begin = self.starts[self.sentence(position)] if self.starts else 0
        near = [code for place, code in self.codes if begin <= place < position]
        return near[-1] if near else self.default_state()

    def add_names(self) -> None:
        """Add the names of the lexicon that no person or organ took."""
        for index, word in enumerate(self.row.words):
            if self.letters[index] in SORTS and (word.code or word.letter == "Q"):
                self.add_name(index)

    def add_name(self, index: int) -> None:
        """Add one name; a capital after "in" or a city is a place only."""
        word = self.row.words[index]
        placed = word.letter in "SCM"
        if word.name is None or word.name.kind == "city" or (word.letter == "C" and stands_within(self.row, index)):
            return
        code = word.code or self.near_state(index)
        text = self.row.text[word.start : word.end]
        self.add(index, index + 1, Agent(text, None, code), SORTS[word.letter], place=placed)

    def add_collectives(self) -> None:
        """Add collectives, each with the members that it most likely stands for."""
        taken = [(m.start, m.end) for m in self.mentions]
        for start, end, number in find_collectives(self.row.text):
            if not any(s < end and start < e for s, e in taken):
                agent, members = self.resolve(start, end, number)
                self.mentions.append(ActorMention(start, end, self.sentence(start), agent, "collective", members))

    def resolve(self, start: int, end: int, number: int | None) -> tuple[Agent, tuple[str, ...]]:
        """Return agent and members of a collective; "member states" are those of the last organisation named."""
        text = self.row.text[start:end]
        if "member" in text.lower():
            body = self.last_body(start)
            return Agent(text, None, body), load_members().get(body or "", ())
        return Agent(text), collect_members(number, self.codes, start)

    def last_body(self, position: int) -> str | None:
        """Return the last organisation named before a code point."""
        bodies = [m.agent.actor for m in self.mentions if m.sort == "organisation" and m.start < position]
        return bodies[-1] if bodies else None

    def find_places(self) -> Iterator[PlaceMention]:
        """Yield the places of the report, persons' names left out."""
        for first, last, place in find_places(self.row, self.letters):
            start, end = self.row.words[first].start, self.row.words[last - 1].end
            yield PlaceMention(start, end, self.sentence(start), place)


def is_vague(office: str | None) -> bool:
    """Tell whether an office says less than any other ("leader")."""
    return office is None or office.lower() in ("leader", "head", "chief", "ruler", "official")
