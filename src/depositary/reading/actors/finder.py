"""Find all actors of a report (states, organisations, organs, groups, persons, collectives) and its places.

>>> from depositary.model.text import Report
>>> from depositary.reading.text.analysis import Analysis
>>> from depositary.reading.text.sentences import split_report
>>> report = Report.compose("Iranian President Ali Reza went to Moscow.")
>>> actors = find_actors(Analysis(report, split_report(report), ()))
>>> [(m.agent.name, m.agent.office, m.agent.actor) for m in actors.mentions]
[('Ali Reza', 'President', 'IRN')]
>>> [(p.place.text, p.place.country) for p in actors.places]
[('Moscow', 'RUS')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages.offices import load_numbers, load_offices
from depositary.model.reading import Agent
from depositary.reading.actors.collectives import find_collectives, find_fighting, is_sided, member_range
from depositary.reading.actors.introductions import introduce
from depositary.reading.actors.officials import NAME, NAMING, Person, find_persons, share_office
from depositary.reading.actors.organs import Organ, find_organs
from depositary.reading.actors.patterns import compile_pattern
from depositary.reading.actors.places import find_places, stands_within
from depositary.reading.actors.roster import Roster, office_fits
from depositary.reading.actors.state_context import StateContext, codes_of_word, read_context
from depositary.reading.actors.tenure import settle_states
from depositary.reading.actors.unknown_groups import find_groups
from depositary.reading.actors.word_classes import Row, make_row
from depositary.reading.agent_words import is_legislature
from depositary.reading.mentions import ActorMention, Actors, ActorSort, PlaceMention
from depositary.reading.text import READ_TO, Analysis
from depositary.world import load_members

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
AGAIN = compile_pattern(NAME, NAMING)
PLACED = re.compile(r"Cc$")
LISTED = re.compile(r"at?S[wfmy]")  # "in Delhi, India and Chad sign ..." names no place in India
NAMELY = re.compile(r",? (?:namely|including|such as|[-–—]) |: | \(")
JOINS = ("-", "–", "/")
COMPOUND = re.compile(r"-[a-z]+ed\b")


def find_actors(analysis: Analysis, ground: Ground | None = None) -> Actors:
    """Find every actor and place of a report. ``ground`` is the result of `survey`. The report may be parsed or not."""
    return Finding(analysis, ground or survey(analysis)).run()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known about a report's actors without a parse: word classes, persons and their states."""

    row: Row
    persons: list[Person]
    context: StateContext
    roster: Roster


def survey(analysis: Analysis) -> Ground:
    """Classify the words of a report, find its persons and decide their states. No parse is needed."""
    published = (analysis.report.published or "")[:4]
    row = make_row(analysis.text[:READ_TO], int(published) if published.isdigit() else None)
    persons = introduce(row, share_office(find_persons(row)))
    starts = [sentence.start for sentence in analysis.sentences]
    context = read_context(row, persons, starts, analysis.report.outlet)
    return Ground(row, persons, context, settle_states(row, persons, context))


def is_settled(analysis: Analysis, actors: Actors) -> bool:
    """Return whether actors that were found before the parse stay the same after it."""
    capitals = [m for m in actors.mentions if m.sort == "metonym" and m.place]
    return not any(is_attribute(analysis, m.sentence, m.start, m.end) for m in capitals)


class Finding:
    """The work on one report: persons first, then organs, groups, bare names, collectives, places."""

    def __init__(self, analysis: Analysis, ground: Ground) -> None:
        """Start with a surveyed report."""
        self.analysis = analysis
        self.row, self.letters = ground.row, ground.row.letters
        self.persons, self.context, self.roster = ground.persons, ground.context, ground.roster
        self.mentions: list[ActorMention] = []
        self.aliases: dict[str, Agent] = {}

    def run(self) -> Actors:
        """Find all actors and places, in the order of the text."""
        self.add_persons()
        places = tuple(self.find_places())
        self.add_bodies()
        self.add_organs()
        self.add_groups()
        self.add_names()
        self.add_collectives()
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        return Actors(tuple(self.mentions), places)

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
        self.note(start, end, agent, sort, members, place=place)
        self.take(first, last)

    def note(
        self, start: int, end: int, agent: Agent, sort: ActorSort, members: tuple[str, ...] = (), *, place: bool = False
    ) -> None:
        """Add a mention of a range of the text."""
        self.mentions.append(ActorMention(start, end, self.context.sentence(start), agent, sort, members, place))

    def indices(self, letters: str) -> list[int]:
        """Return the positions of free words with some letters."""
        return [match.start() for match in re.finditer(f"[{letters}]", self.letters)]

    def add_persons(self) -> None:
        """Add persons where they are introduced, then where their names recur."""
        for person in self.persons:
            self.add_person(person)
        for match in AGAIN.finditer(self.letters):
            known = self.roster.find(" ".join(self.row.slice(*match.span()).split()))
            if known:
                self.add(*match.span(), known, "person")

    def add_person(self, person: Person) -> None:
        """Add one person, with the fullest name and the office from anywhere in the report."""
        known = self.roster.find(person.name) or Agent(person.name)
        last = person.last - 1 if self.row.letters[person.last - 1] == "c" else person.last
        office = known.office if known.office and is_vague(person.office) else person.office
        self.add(person.first, last, Agent(known.name, office, person.actor or known.actor), "person")

    def add_organs(self) -> None:
        """Add organs and unnamed holders of offices."""
        for organ in find_organs(self.row, self.letters):
            self.add_organ(organ)

    def add_organ(self, organ: Organ) -> None:
        """Add one organ, with the holder's name if the report has only one holder."""
        actor = organ.actor or (self.own_state(organ) if organ.bare else None)
        if organ.office is None:
            grouped = organ.fights or self.row.letters[organ.first] == "G"
            self.add(
                organ.first,
                organ.last,
                Agent(organ.name, None, actor),
                "group" if grouped else "organ",
                members=organ.codes,
            )
            return
        holders = self.roster.holders(organ.office, organ.actor) if not organ.codes else []
        known = holders[0] if len(holders) == 1 else self.named_before(organ) if organ.bare else None
        agent = known or Agent(organ.name, organ.office, actor)
        self.add(organ.first, organ.last, agent, "person", members=organ.codes)

    def named_before(self, organ: Organ) -> Agent | None:
        """Return the office holder that "the minister" means: the last one mentioned before."""
        position = self.row.words[organ.first].start
        told = [m for m in self.mentions if m.sort == "person" and m.start < position and m.agent.actor]
        fitting = [m for m in told if m.agent.office and office_fits(organ.office or "", m.agent.office)]
        return max(fitting, key=lambda m: m.start).agent if fitting else None

    def own_state(self, organ: Organ) -> str | None:
        """Return the state of an organ without one: its leader's, the last state named with it, else the nearest."""
        leader = self.roster.find(organ.name.split()[0]) if organ.name[0].isupper() else None
        if leader and leader.actor:
            return leader.actor
        if self.row.letters[organ.first] == "N":
            return None  # it is that of somebody of whom the report does not say more
        noun = organ.name.split()[-1].lower()
        position = self.row.words[organ.first].start
        organs = [m for m in self.mentions if m.sort == "organ" and m.start < position]
        named = [m for m in organs if noun in m.agent.name.lower()]
        named = named or [m for m in organs if is_legislature(noun) and is_legislature(m.agent.name)]
        before = [m.agent.actor for m in named if m.agent.actor]
        return before[-1] if before else self.context.near(position)

    def add_bodies(self) -> None:
        """Add the members of organisations ("EU member states")."""
        for index in self.indices("O"):
            if self.letters[index] == "O":
                word = self.row.words[index]
                span = member_range(self.row.text, word.start, word.end)
                if span:
                    self.add_members(*span, word.code or "")

    def add_members(self, start: int, end: int, code: str) -> None:
        """Add one mention of an organisation's members."""
        agent = Agent(self.row.text[start:end], None, code)
        self.note(start, end, agent, "collective", (code,))
        inside = [i for i, word in enumerate(self.row.words) if start <= word.start < end]
        self.take(inside[0], inside[-1] + 1)

    def add_groups(self) -> None:
        """Add groups that are in no list, and remember their acronyms."""
        for group in find_groups(self.row, self.letters):
            agent = Agent(group.name, None, group.code)
            self.aliases[group.acronym] = agent
            self.add(group.first, group.last, agent, "organisation" if group.body else "group")

    def add_names(self) -> None:
        """Add the known names and the learned acronyms that are not part of a person or organ."""
        for index in self.indices("SDLCMOQGBN" if self.aliases else "SDLCMOQGB"):
            word, letter = self.row.words[index], self.letters[index]
            if letter in SORTS and (word.code or letter == "Q"):
                self.add_name(index)
            elif letter == "B":
                members = codes_of_word(word)
                text = self.row.slice(index, index + 1)
                sort: ActorSort = "demonym" if text.lower().startswith("inter-") else "collective"
                self.add(index, index + 1, Agent(text), sort, members=members)
            elif letter == "N" and word.text in self.aliases:
                self.add(index, index + 1, self.aliases[word.text], "group")

    def add_name(self, index: int) -> None:
        """Add one name, unless it is only a place."""
        word = self.row.words[index]
        if word.name is None or self.is_place_only(index):
            return
        code = word.code or self.context.near(word.start)
        text = self.row.text[word.start : word.end]
        sort = "demonym" if COMPOUND.match(self.row.text, word.end) else SORTS[word.letter]
        self.add(index, index + 1, Agent(text, None, code), sort, place=word.letter in "SCM")

    def is_place_only(self, index: int) -> bool:
        """Return whether a name is a city, a capital after "in" or before a noun, or the state after its city."""
        word = self.row.words[index]
        if word.letter == "S":
            city = self.row.words[index - 2] if PLACED.search(self.row.letters[max(0, index - 2) : index]) else None
            return city is not None and city.code == word.code and not LISTED.match(self.row.letters, index + 1)
        if word.letter not in "CM" or word.name is None:
            return False
        if word.name.kind == "city" or stands_within(self.row, index):
            return True
        sentence = self.context.sentence(word.start)
        return word.letter == "C" and is_attribute(self.analysis, sentence, word.start, word.end)

    def add_collectives(self) -> None:
        """Add collectives, each with its most likely members."""
        taken = [(m.start, m.end) for m in self.mentions]
        for start, end, number in find_collectives(self.row.text):
            if not any(s < end and start < e for s, e in taken):
                agent, members = self.resolve(start, end, number)
                self.mentions.append(
                    ActorMention(start, end, self.context.sentence(start), agent, "collective", members)
                )

    def resolve(self, start: int, end: int, number: int | None) -> tuple[Agent, tuple[str, ...]]:
        """Return agent and members of a collective. "Member states" are those of the last organisation named."""
        text = self.row.text[start:end]
        if "member" in text.lower():
            body = self.last_body(start)
            return Agent(text, None, body), load_members().get(body or "", ())
        named = self.context.list_at(end) if NAMELY.match(self.row.text, end) else ()
        if named:
            return Agent(text), named
        fighting = find_fighting(self.mentions, self.row.text, start) if number == 2 and is_sided(text) else ()
        return Agent(text), fighting or self.context.collect(number, start, exact=is_counted(text))

    def last_body(self, position: int) -> str | None:
        """Return the last organisation named before a code point."""
        bodies = [m.agent.actor for m in self.mentions if m.sort == "organisation" and m.start < position]
        return bodies[-1] if bodies else None

    def find_places(self) -> Iterator[PlaceMention]:
        """Yield the places of the report that are not in persons' names."""
        for first, last, place in find_places(self.row, self.letters):
            start, end = self.row.words[first].start, self.row.words[last - 1].end
            yield PlaceMention(start, end, self.context.sentence(start), place)


def is_attribute(analysis: Analysis, sentence: int, start: int, end: int) -> bool:
    """Return whether a capital only describes where a thing is ("a London court"), from the parse."""
    token = analysis.sentences[sentence].token_at(start) if analysis.sentences else None
    joined = analysis.text[end : end + 1] in JOINS
    return token is not None and token.dep in ("compound", "nmod", "amod") and not joined


def is_counted(text: str) -> bool:
    """Return whether a collective gives its number ("both sides", "the three presidents")."""
    words = text.lower().split()
    return "both" in words or any(word in load_numbers() or word.isdigit() for word in words)


def is_vague(office: str | None) -> bool:
    """Return whether an office is vague ("leader")."""
    return office is None or office.lower() in load_offices().vague_offices
