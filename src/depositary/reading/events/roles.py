"""Who acts in a coded sentence, and towards whom.

>>> from depositary.model.text import Report
>>> from depositary.reading.actors.finder import find_actors
>>> from depositary.reading.parser.english import analyse
>>> told = analyse(Report.compose("The premier of Japan arrived in Hanoi on Monday."))
>>> sentence = told.sentences[0]
>>> verb = next(token for token in sentence.tokens if token.head == token.index)
>>> [side.codes for side in find_sides(sentence, verb, find_actors(told)) if side]
[('JPN',), ('VNM',)]
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from depositary.languages import load_toml
from depositary.model.reading import Agent
from depositary.reading.mentions import ActorMention, Actors, PlaceMention
from depositary.reading.text import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
Sides = tuple[ActorMention | None, ActorMention | None]


def find_sides(sentence: Sentence, verb: Token, actors: Actors) -> Sides:
    """Return who acts and towards whom; the first two of a joint subject are the two sides.

    Where nobody is named after the verb, the state of the first place there is the other side.
    """
    found = actors.within(sentence.start, sentence.end)
    subject = find_subject(sentence, verb)
    before = [m for m in found if subject and lies_in(m, sentence, sentence.subtree(subject))]
    rest = [m for m in found if m not in before and m.start > verb.start and not stands_aside(m, sentence, verb)]
    if subject and subject.dep == "nsubjpass" and (doer := find_doer(sentence, verb, rest)):
        return doer, before[0] if before else None
    joint = before if subject and is_joint(sentence, subject) else []
    source = next(iter(joint), take_source(before, subject)) or next((m for m in found if m.start < verb.start), None)
    return source, next((m for m in [*joint, *rest, *find_places(sentence, verb, actors)] if differ(m, source)), None)


def find_subject(sentence: Sentence, verb: Token) -> Token | None:
    """Return the subject of a verb, or that of the verb over it."""
    for index in sentence.path(verb):
        for child in sentence.children(sentence.tokens[index]):
            if child.dep in SUBJECTS and child.pos != "PRON":
                return child
    return None


def lies_in(mention: ActorMention, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Tell whether a mention begins at one of some tokens."""
    token = sentence.token_at(mention.start)
    return token is not None and token in tokens


def stands_aside(mention: ActorMention, sentence: Sentence, verb: Token) -> bool:
    """Tell whether a mention stands in a clause beside the act: "if war starts in ..."."""
    return any(lies_in(mention, sentence, sentence.subtree(clause)) for clause in find_asides(sentence, verb))


def find_asides(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield the verbs of the clauses that give a condition, a time or a reason."""
    for child in sentence.children(verb):
        if child.dep == "advcl" and any(t.lower in load_asides() for t in sentence.children(child)):
            yield child


@functools.cache
def load_asides() -> frozenset[str]:
    """Load the words that open a clause beside the act."""
    return frozenset(load_toml("en", "events")["sides"]["aside"])


def find_doer(sentence: Sentence, verb: Token, rest: Sequence[ActorMention]) -> ActorMention | None:
    """Return who does what is done in the passive: "was received by the king"; "is opposed to" has none."""
    agents = [t for child in sentence.children(verb) if child.dep == "agent" for t in sentence.subtree(child)]
    return next((m for m in rest if lies_in(m, sentence, agents)), None)


def take_source(before: Sequence[ActorMention], subject: Token | None) -> ActorMention | None:
    """Return who acts: the mention that holds the subject's head, else the first of the subject."""
    heads = (m for m in before if subject and m.covers(subject.start))
    return next(heads, before[0] if before else None)


def is_joint(sentence: Sentence, subject: Token) -> bool:
    """Tell whether a subject is of several."""
    return any(token.dep == "conj" for token in sentence.subtree(subject))


def find_places(sentence: Sentence, verb: Token, actors: Actors) -> list[ActorMention]:
    """Return the states of the places after a verb, as mentions that stand for them."""
    behind = [stand_for(p) for p in actors.places if verb.start < p.start < sentence.end and p.place.country]
    return [mention for mention in behind if not stands_aside(mention, sentence, verb)]


def stand_for(mention: PlaceMention) -> ActorMention:
    """Return a place as a mention of its state."""
    agent = Agent(mention.place.text, actor=mention.place.country)
    return ActorMention(mention.start, mention.end, mention.sentence, agent, "metonym", place=True)


def differ(one: ActorMention, other: ActorMention | None) -> bool:
    """Tell whether two mentions stand for different actors, as far as their codes tell."""
    return other is None or not set(one.codes) & set(other.codes)
