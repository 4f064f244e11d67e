"""Who speaks: the subject of a reporting verb resolved to a name with office and actor.

>>> strip_article("the Turkish Foreign Ministry")
'Turkish Foreign Ministry'
"""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from depositary.model.reading import Agent
from depositary.reading.antecedents import PRONOUN_REACH, bodies_before, is_subject, persons_before
from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.statements.full_names import fullest
from depositary.reading.statements.reporting_clauses import source_nouns, speaker_nouns
from depositary.reading.syntax import speaking_subject
from depositary.reading.syntax.labels import MODIFIERS, PERSONAL, PLURAL_SPEAKERS
from depositary.reading.text import Analysis, Sentence, Token

ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those|some|several|its|his|her|their)\s+", re.I)
BRACKETED = re.compile(r" ?\([^()]*\)?$")
FIRST = frozenset({"i", "we"})
PRONOUNS = FIRST | PERSONAL | PLURAL_SPEAKERS | {"it"}
PAIR_REACH = 60
RECENT = 40
MEMORY = 300
PAIRED = frozenset({"leader", "president", "minister", "premier", "counterpart"})
PEOPLE = re.compile(r"\b(?:leaders|presidents|ministers|premiers|counterparts|men|diplomats)\b", re.I)
SOURCE_LINKS = frozenset({"by", "from", "of"})


def strip_article(name: str) -> str:
    """Take a leading article or possessive pronoun off a name."""
    return ARTICLE.sub("", name)


@dataclass(slots=True)
class Speakers:
    """Resolves speakers in the order of the text, and remembers who spoke last."""

    analysis: Analysis
    actors: Actors
    authors: Sequence[Agent] = ()
    spoken: list[tuple[int, Agent, str]] = field(default_factory=list)
    full: dict[Agent, Agent] = field(default_factory=dict)

    def resolve(self, sentence: Sentence, head: Token) -> Agent | None:
        """Return who the noun phrase of a head noun stands for, and remember it."""
        found = self.look_up(sentence, head)
        if found is None:
            return None
        agent = self.spell_out(sentence, head, self.name_in_full(found[0]))
        self.spoken.append((head.start, agent, found[1]))
        return agent

    def name_in_full(self, agent: Agent) -> Agent:
        """Return an agent under its fullest name, each looked up once."""
        if agent not in self.full:
            self.full[agent] = fullest(agent, self.actors)
        return self.full[agent]

    def spell_out(self, sentence: Sentence, head: Token, agent: Agent) -> Agent:
        """Return a speaker without a name under all the words for it ("spokesman for the army")."""
        if not agent.name[0].islower() or agent.name.split()[-1].lower() != head.lower:
            return agent
        start, end = phrase_range(sentence, head)
        whole = BRACKETED.sub("", strip_article(self.analysis.text[start:end]))
        return Agent(whole, agent.office, agent.actor) if whole.startswith(agent.name) else agent

    def look_up(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return the agent and its sort: a mention, a pronoun's antecedent, a source, or a bare noun."""
        if head.pos == "PRON" or head.lower in PRONOUNS:
            return self.behind_pronoun(sentence, head)
        mention = self.mention_of(sentence, head)
        if mention is not None:
            return self.joined(sentence, mention, head) or self.lead(mention, head.start)
        if head.lower in source_nouns() and head.tag in {"NN", "NNS"}:
            return self.source_of(sentence, head)
        held = self.earlier_holder(sentence, head)
        both = any(c.lower in {"the", "both", "two"} for c in sentence.children(head))
        if held is None and both and head.tag in {"NNS", "NNPS"} and head.lemma.lower() in PAIRED:
            pair = self.pair_before(head.start, PAIR_REACH)
            held = (pair[0], "pair") if pair is not None else None
        return held or self.bare_noun(sentence, head)

    def behind_pronoun(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return whom a pronoun stands for: the authors, a person, a pair, a body."""
        if head.lower in FIRST and self.authors:
            return self.authors[0], "author"
        if head.lower in PERSONAL:
            return self.person_before(sentence, head)
        if head.lower in PLURAL_SPEAKERS:
            return (
                self.pair_of(sentence)
                or self.pair_before(head.start, PRONOUN_REACH)
                or self.body_before(sentence, head)
            )
        return self.body_before(sentence, head) if head.lower == "it" else None

    def mention_of(self, sentence: Sentence, head: Token) -> ActorMention | None:
        """Return the mention of the noun phrase: on its head, in apposition, or the person in its title."""
        here = self.actors.in_sentence(sentence.index)
        covering = [m for m in here if m.overlaps(head.start, head.end)]
        covering = [m for m in covering if m.sort != "demonym" or m.end >= head.end]
        best = max(covering, key=lambda m: (m.sort == "person", m.end - m.start), default=None)
        if best is not None and not best.agent.name[0].islower():
            return best
        for child in sentence.children(head):
            if child.dep == "appos" or (child.dep in {"compound", "nmod"} and child.end > head.end):
                people = [m for m in here if m.sort == "person" and m.overlaps(child.start, child.end)]
                if people:
                    return people[0]
        return best or self.behind_label(sentence, head) or self.beside_verb(sentence, head)

    def beside_verb(self, sentence: Sentence, head: Token) -> ActorMention | None:
        """Return the person named right before the verb, whom the parse hangs on a phrase of the title."""
        verb = sentence.tokens[head.head]
        before = sentence.tokens[verb.index - 1] if verb.index else head
        mention = next((m for m in self.actors.in_sentence(sentence.index) if m.covers(before.start)), None)
        if mention is None or mention.sort != "person" or before.index <= head.index:
            return None
        link = [t for t in sentence.tokens if t.end <= mention.start][-1:]
        return None if link and link[0].pos in {"ADP", "PART", "CCONJ", "PUNCT"} else mention

    def behind_label(self, sentence: Sentence, head: Token) -> ActorMention | None:
        """Return the person behind a label that the parse takes for the subject ("Trade: Minister X says")."""
        following = sentence.tokens[head.index + 1 : head.index + 2]
        if not following or following[0].text != ":":
            return None
        return next((m for m in self.actors.in_sentence(sentence.index) if m.start > head.end), None)

    def lead(self, mention: ActorMention, position: int) -> tuple[Agent, str]:
        """Return the agent of a mention; for a collective, the first of its members."""
        if mention.sort != "collective":
            return mention.agent, mention.sort
        if PEOPLE.search(self.analysis.text[mention.start : mention.end]):
            pair = self.pair_before(position, PAIR_REACH)
            if pair is not None:
                return pair[0], "pair"
        states = (m for m in self.actors.mentions if m.sort == "state")
        first = next((m for m in states if set(m.codes) & set(mention.members)), None)
        return (first.agent, "state") if first is not None else (mention.agent, "collective")

    def joined(self, sentence: Sentence, mention: ActorMention, head: Token) -> tuple[Agent, str] | None:
        """Return the first state of "the A and B governments", where the mention holds the last only."""
        if head.tag not in {"NNS", "NNPS"} or mention.sort != "organ":
            return None
        start = min(t.start for t in sentence.subtree(head))
        states = [m for m in self.actors.within(start, mention.start) if m.sort == "state"]
        between = self.analysis.text[states[-1].end : mention.start].strip() if states else ""
        return (states[0].agent, "state") if between in {"and", ",", ", and", "and the"} else None

    def pair_of(self, sentence: Sentence) -> tuple[Agent, str] | None:
        """Return the pair that spoke last ("the two leaders agreed ..., they agreed ...")."""
        pairs = [s for s in self.spoken[-RECENT:] if s[2] == "pair"]
        near = [s for s in pairs if sentence.index - self.analysis.sentence_at(s[0]).index <= PRONOUN_REACH]
        if near:
            return near[-1][1], "pair"
        for index in range(sentence.index - 1, max(-1, sentence.index - PRONOUN_REACH), -1):
            for mention in self.actors.in_sentence(index):
                named = PEOPLE.search(self.analysis.text[mention.start : mention.end])
                if named and mention.sort == "collective" and is_subject(self.analysis, mention):
                    return self.lead(mention, mention.start)
        return None

    def pair_before(self, position: int, reach: int) -> tuple[Agent, str] | None:
        """Return the first of the last persons or bodies named together before a position."""
        here = self.analysis.sentence_at(position).index
        for index in range(here, max(-1, here - reach), -1):
            named = [m for m in self.actors.in_sentence(index) if m.end <= position and m.sort == "person"]
            if len({m.agent.name for m in named}) >= 2 and len({m.agent.actor for m in named}) >= 2:
                return named[0].agent, "person"
            subjects = [m for m in self.actors.in_sentence(index) if m.end <= position and is_subject(self.analysis, m)]
            bodies = [m for m in subjects if m.sort not in {"person", "demonym"}]
            if bodies and reach <= PRONOUN_REACH:
                return self.lead(bodies[0], bodies[0].start)
        return None

    def person_before(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return the person that "he" or "she" stands for: the last subject, speaker, or person."""
        people = {each.sentence: each for each in persons_before(self.analysis, self.actors, head.start)}
        recent = [s for s in self.spoken[-RECENT:] if s[2] == "person" and s[0] < head.start]
        for index in range(sentence.index, max(-1, sentence.index - PRONOUN_REACH), -1):
            person = people.get(index)
            spoken = [s for s in recent if self.analysis.sentence_at(s[0]).index == index]
            if person is not None and (person.subject or not spoken):
                return self.as_spoken(person.mention), "person"
            if spoken:
                return spoken[-1][1], "person"
        return None

    def as_spoken(self, mention: ActorMention) -> Agent:
        """Return a mention's agent under the name that it spoke under."""
        return next((a for start, a, _ in self.spoken[-RECENT:] if mention.covers(start)), mention.agent)

    def body_before(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return the body that "it" or "they" stands for: the last subject that is no person."""
        bodies = bodies_before(self.analysis, self.actors, head.start, plural=head.lower in PLURAL_SPEAKERS)
        body = next((each.mention for each in bodies if each.subject), None)
        if body is not None:
            return body.agent, body.sort
        last = next((s for s in reversed(self.spoken) if s[0] < head.start), None)
        return (last[1], last[2]) if last else None

    def source_of(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return whose statement it is: "by", "from", "of", the possessive, or the last body that spoke."""
        for child in sentence.children(head):
            if child.dep in {"prep", "agent"} and child.lower in SOURCE_LINKS:
                source = next((c for c in sentence.children(child) if c.dep == "pobj"), None)
                if source is not None:
                    return self.look_up(sentence, source)
            if child.dep == "acl":
                found = self.look_up_agent(sentence, child)
                if found:
                    return found
        before = next((c for c in sentence.children(head) if c.dep in {"poss", "compound", "nmod", "amod"}), None)
        mention = self.mention_of(sentence, before) if before is not None else None
        if mention is not None:
            return mention.agent, mention.sort
        return self.body_before(sentence, head) if self.spoken else None

    def look_up_agent(self, sentence: Sentence, participle: Token) -> tuple[Agent, str] | None:
        """Return the agent of a participle ("a statement issued by the ministry", "carried by TASS")."""
        by = next((c for c in sentence.children(participle) if c.dep in {"agent", "prep"} and c.lower == "by"), None)
        source = next((c for c in sentence.children(by) if c.dep == "pobj"), None) if by else None
        return self.look_up(sentence, source) if source else None

    def earlier_holder(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return who "the minister" or "the ministry" was, by office or by name, looking back."""
        definite = any(c.lower in {"the", "this"} for c in sentence.children(head) if c.dep == "det")
        if not definite or any(c.dep in {"prep", "poss"} for c in sentence.children(head)):
            return None
        start, end = phrase_range(sentence, head)
        phrase = strip_article(self.analysis.text[start:end]).lower()
        reached = bisect.bisect_left(self.actors.mentions, head.start, key=operator.attrgetter("start"))
        earlier = [m for m in reversed(self.actors.mentions[max(0, reached - MEMORY) : reached]) if m.end <= head.start]
        for mention in earlier:
            if mention.sort == "person" and phrase in (mention.agent.office or "").lower():
                return mention.agent, "person"
        for mention in earlier:
            if mention.sort == "person" and head.lower in (mention.agent.office or "").lower().split():
                return mention.agent, "person"
            if mention.sort in {"organ", "organisation", "group"} and head.lower in mention.agent.name.lower().split():
                return mention.agent, mention.sort
        return None

    def bare_noun(self, sentence: Sentence, head: Token) -> tuple[Agent, str] | None:
        """Return an agent for a speaker without a name, with the actor named beside it."""
        if not {head.lower, head.lemma.lower()} & speaker_nouns() and head.tag not in {"NNP", "NNPS"}:
            return None
        start, end = phrase_range(sentence, head)
        beside = self.actors.within(start, end)
        states = [m for m in beside if m.sort == "state"]
        if len(states) >= 2 and head.tag == "NNS":
            return states[0].agent, "state"
        actor = next((m.codes[0] for m in beside if m.codes), None)
        name = strip_article(self.analysis.text[start:end])
        office = head.text if head.tag in {"NN", "NNS"} else None
        return Agent(name=name, office=office, actor=actor), "person" if office else "organ"


def find_speaker(analysis: Analysis, actors: Actors, start: int, end: int) -> Agent | None:
    """Return who speaks by some words that report speech: the subject of their verb, or what "according to" names.

    Unlike the speakers of known reporting verbs, a subject without a name or an office counts too ("delegates").
    """
    sentence = analysis.sentence_at(start)
    verb = sentence.head_of(start, end) if sentence.parsed else None
    if verb is None:
        return None
    subject = speaking_subject(sentence, verb) if verb.tag.startswith("VB") else _source_noun(sentence, verb)
    if subject is None:
        return None
    speakers = Speakers(analysis, actors)
    found = speakers.look_up(sentence, subject)
    if found is not None:
        return speakers.spell_out(sentence, subject, fullest(found[0], actors))
    if subject.tag not in {"NN", "NNS"}:
        return None
    first, last = phrase_range(sentence, subject)
    return Agent(strip_article(analysis.text[first:last]), subject.text, None)


def _source_noun(sentence: Sentence, word: Token) -> Token | None:
    """Return the noun behind "according to" or "by", else the noun itself."""
    for child in sentence.children(word):
        if child.dep in {"prep", "agent"} and child.lower in {"to", "by", "of", "from"}:
            return next((c for c in sentence.children(child) if c.dep == "pobj"), None)
        if child.dep == "pobj":
            return child
    return None


def phrase_range(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Return the range of a noun phrase without relative clauses, appositions and loose ends."""
    children = sentence.children(head)
    before = [t.start for c in children if c.dep in MODIFIERS and c.start < head.start for t in sentence.subtree(c)]
    kept = [c for c in children if c.dep == "prep" and c.lower in {"of", "for"} and c.start > head.start]
    after = [t.end for c in kept for t in sentence.subtree(c)]
    return min([*before, head.start]), max([*after, head.end])
