"""A coder of single sentences: the PLOVER root of its main act, who acts, and towards whom.

Only the roots near agreements are coded: AGREE, CONSULT, SUPPORT, COOPERATE, REJECT.

>>> from depositary.model.text import Report
>>> code_text("France and Japan signed a fisheries agreement on Monday.").root
'SUPPORT'
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from depositary.lexicon import load_toml
from depositary.model.text import Report
from depositary.reading.actors import find_actors
from depositary.reading.analysis import Analysis, Sentence, Token, analyse
from depositary.reading.finds import ActorMention, Actors

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "attr", "oprd", "pobj", "dative")
CLAUSES = ("ccomp", "xcomp", "advcl")


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """The main act of a sentence: root, and the mentions of who acts and towards whom, where they are told."""

    root: str
    source: ActorMention | None = None
    target: ActorMention | None = None


@functools.cache
def words(part: str, name: str) -> frozenset[str]:
    """Return a word list of ``events.toml``."""
    return frozenset(load_toml("en", "events")[part][name])


def code_text(text: str) -> CodedEvent | None:
    """Code the first sentence of a text that tells an event."""
    analysis = analyse(Report.compose(text))
    return code_analysis(analysis, find_actors(analysis))


def code_analysis(analysis: Analysis, actors: Actors) -> CodedEvent | None:
    """Code the first sentence of a report that tells an event."""
    coded = (code_sentence(sentence, actors) for sentence in analysis.sentences if sentence.parsed)
    return next((event for event in coded if event), None)


def code_sentence(sentence: Sentence, actors: Actors) -> CodedEvent | None:
    """Code one sentence by the first of its main verbs that tells an event."""
    for verb in main_verbs(sentence):
        root = code_verb(sentence, verb)
        if root:
            source, target = find_sides(sentence, verb, actors.within(sentence.start, sentence.end))
            return CodedEvent(root, source, target)
    return None


def main_verbs(sentence: Sentence) -> Iterator[Token]:
    """Yield the main verb, what a verb of saying over it tells first, then the verbs beside it."""
    root = next((token for token in sentence.tokens if token.head == token.index), None)
    if root is None:
        return
    told = find_told(sentence, root)
    yield from [told] if told else []
    yield root
    yield from (token for token in sentence.children(root) if token.dep == "conj" and token.pos in ("VERB", "AUX"))


def find_told(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb of what a verb of saying tells."""
    if verb.lemma not in words("agree", "say"):
        return None
    return next((token for token in sentence.children(verb) if token.dep == "ccomp"), None)


def code_verb(sentence: Sentence, verb: Token) -> str | None:
    """Return the root that a verb with what hangs on it tells."""
    children = sentence.children(verb)
    if refuses(sentence, verb, children):
        return "REJECT"
    if promises(sentence, verb, children):
        return "AGREE"
    if any(token.dep == "neg" for token in children):
        return None
    below = {token.lemma for token in objects_below(sentence, verb)}
    for root in ("consult", "cooperate", "support"):
        if does(root, verb, below, children):
            return root.upper()
    return None


def refuses(sentence: Sentence, verb: Token, children: Sequence[Token]) -> bool:
    """Tell whether a verb says no: by itself, by its particle, by "will not", or by what it fails at."""
    lower = {token.lower for token in children}
    if verb.lemma in words("reject", "verbs"):
        return not any(token.dep == "neg" for token in children)
    if verb.lemma == "fail":
        below = {token.lemma for token in children if token.dep == "xcomp"}
        return bool(below & words("reject", "fail_at"))
    if verb.lemma in words("reject", "light") and lower & words("reject", "particles"):
        return verb.lemma in ("turn", "rule", "walk", "shoot", "brush") or "against" in lower
    negated = any(token.dep == "neg" for token in children)
    return negated and (is_future(children) or bool(lower & {"did", "can", "could", "does", "do"}))


def promises(sentence: Sentence, verb: Token, children: Sequence[Token]) -> bool:
    """Tell whether a verb promises cooperation: agrees to it, will do it, is willing to."""
    if any(token.dep == "neg" for token in children):
        return False
    below = {token.lemma for token in children if token.dep in CLAUSES}
    if below & words("hostile", "verbs") - {"have", "be", "resign"}:
        return False
    if verb.lemma in words("agree", "verbs"):
        return not reaches(sentence, verb)
    if verb.lemma == "be":
        return any(token.dep == "acomp" and token.lemma in words("agree", "willing") for token in children)
    return is_future(children) and verb.lemma not in words("hostile", "verbs")


def reaches(sentence: Sentence, verb: Token) -> bool:
    """Tell whether what is agreed or pledged is an agreement itself, or support: that is SUPPORT."""
    below = {token.lemma for token in objects_below(sentence, verb)}
    return bool(below & (words("support", "nouns") - {"ceasefire", "truce", "cease-fire"}))


def is_future(children: Sequence[Token]) -> bool:
    """Tell whether a verb stands in the future."""
    return any(token.dep == "aux" and token.lemma in words("agree", "future") for token in children)


def does(root: str, verb: Token, below: set[str], children: Sequence[Token]) -> bool:
    """Tell whether a verb is an act of a root, by itself or with a noun under it."""
    if verb.lemma == "call":
        return root == "consult" and is_phoned(children)
    if verb.lemma in words(root, "verbs"):
        return True
    return verb.lemma in words(root, "light") and bool(below & words(root, "nouns"))


def is_phoned(children: Sequence[Token]) -> bool:
    """Tell whether a call is one to somebody: "called off a strike" and "called for talks" are none."""
    return any(token.dep == "dobj" for token in children) and not any(token.dep == "prt" for token in children)


def objects_below(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield the heads of a verb's objects, and those of its prepositions and of nouns beside them."""
    for child in sentence.children(verb):
        if child.dep in OBJECTS or (child.dep == "nsubjpass"):
            yield from with_others(sentence, child)
        elif child.dep in ("prep", "agent"):
            for inner in sentence.children(child):
                yield from with_others(sentence, inner)


def with_others(sentence: Sentence, noun: Token) -> Iterator[Token]:
    """Yield a noun, what stands beside it, and its compounds."""
    yield noun
    for child in sentence.children(noun):
        if child.dep in ("conj", "compound", "nmod") or (child.dep == "prep" and child.lower == "of"):
            yield child


def find_sides(
    sentence: Sentence, verb: Token, found: Sequence[ActorMention]
) -> tuple[ActorMention | None, ActorMention | None]:
    """Return who acts and towards whom; the first two of a joint subject are the two sides."""
    subject = find_subject(sentence, verb)
    inside = {token.index for token in sentence.subtree(subject)} if subject else set()
    before = [m for m in found if subject and (t := sentence.token_at(m.start)) and t.index in inside]
    rest = [m for m in found if m not in before and m.start > verb.start]
    if subject and subject.dep == "nsubjpass" and rest:
        return rest[0], before[0] if before else None
    source = before[0] if before else next((m for m in found if m.start < verb.start), None)
    joint = [m for m in before[1:] if differ(m, source)] if subject and is_joint(sentence, subject) else []
    target = next((m for m in [*joint, *rest] if differ(m, source)), None)
    return source, target


def find_subject(sentence: Sentence, verb: Token) -> Token | None:
    """Return the subject of a verb, or that of the verb over it."""
    for index in sentence.path(verb):
        for child in sentence.children(sentence.tokens[index]):
            if child.dep in SUBJECTS and child.pos != "PRON":
                return child
    return None


def is_joint(sentence: Sentence, subject: Token) -> bool:
    """Tell whether a subject is of several."""
    return any(token.dep == "conj" for token in sentence.subtree(subject))


def differ(one: ActorMention, other: ActorMention | None) -> bool:
    """Tell whether two mentions stand for different actors, as far as their codes tell."""
    return other is None or not set(one.codes) & set(other.codes)
