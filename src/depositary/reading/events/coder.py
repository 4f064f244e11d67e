"""A coder of single sentences: the PLOVER root of its main act, who acts, and towards whom.

Only the roots near agreements are coded: AGREE, CONSULT, SUPPORT, COOPERATE, REJECT.

>>> from depositary.model.text import Report
>>> event = code_text("France and Japan signed a fisheries agreement on Monday.")
>>> event.root, event.cameo
('SUPPORT', '057')
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from depositary.languages import load_toml
from depositary.model.text import Report
from depositary.reading.actors import find_actors
from depositary.reading.events.roles import find_sides
from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.parser import analyse
from depositary.reading.text import Analysis, Sentence, Token

OBJECTS = ("dobj", "attr", "oprd", "pobj", "dative")
CLAUSES = ("ccomp", "xcomp", "advcl")


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """The main act of a sentence: PLOVER root, CAMEO code, and who acts and towards whom, where they are told."""

    root: str
    cameo: str
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
    return next((event for _, event in code_all(analysis, actors)), None)


def code_all(analysis: Analysis, actors: Actors) -> Iterator[tuple[Sentence, CodedEvent]]:
    """Yield each parsed sentence of a report that tells an event, with its event."""
    for sentence in analysis.sentences:
        if sentence.parsed and (event := code_sentence(sentence, actors)):
            yield sentence, event


def code_sentence(sentence: Sentence, actors: Actors) -> CodedEvent | None:
    """Code one sentence by the first of its main verbs that tells an event."""
    for verb in main_verbs(sentence):
        root = code_verb(sentence, verb)
        if root:
            source, target = find_sides(sentence, verb, actors)
            return CodedEvent(root, find_cameo(sentence, verb, root), source, target)
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
    """Return the verb of what a verb of saying tells, through "was quoted as saying"."""
    while verb.lemma in words("agree", "say"):
        inner = [token for token in sentence.children(verb) if token.dep in ("ccomp", "pcomp")]
        preps = [token for token in sentence.children(verb) if token.lower == "as"]
        if not (inner := inner or [t for prep in preps for t in sentence.children(prep) if t.dep == "pcomp"]):
            return verb if verb.dep == "ccomp" else None
        verb = inner[0]
    return verb if verb.dep in ("ccomp", "pcomp") else None


def code_verb(sentence: Sentence, verb: Token) -> str | None:
    """Return the root that a verb with what hangs on it tells."""
    children = sentence.children(verb)
    if refuses(sentence, verb, children):
        return "REJECT"
    if promises(sentence, verb, children):
        return "AGREE"
    if any(token.dep == "neg" for token in children):
        return None
    below = lemmas_below(sentence, verb)
    for root in ("consult", "cooperate", "support"):
        if does(root, verb, below, children):
            return root.upper()
    return None


def find_cameo(sentence: Sentence, verb: Token, root: str) -> str:
    """Return the CAMEO code of an event: the first of its root whose words are in the sentence's act."""
    verbs = [verb, *(token for token in sentence.children(verb) if token.dep in CLAUSES)]
    told = {token.lemma for token in verbs}.union(*(lemmas_below(sentence, token) for token in verbs))
    table: dict[str, list[str]] = load_toml("en", "events")["cameo"][root.lower()]
    return next((code for code, names in table.items() if told.intersection(names)), next(iter(table)))


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
    clauses = [token for token in children if token.dep in CLAUSES]
    if any(is_hostile(sentence, token) and token.lemma not in ("have", "be", "resign") for token in clauses):
        return False
    if verb.lemma in words("agree", "verbs"):
        return not reaches(sentence, verb) and (bool(clauses) or verb.lemma not in words("agree", "infinitive"))
    if verb.lemma == "be":
        return any(token.dep == "acomp" and token.lemma in words("agree", "willing") for token in children)
    if verb.lemma in words("agree", "light") and lemmas_below(sentence, verb) & words("agree", "nouns"):
        return True
    return is_future(children) and not is_hostile(sentence, verb)


def is_hostile(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a verb is no cooperation when it is promised, by itself and by what it continues or raises."""
    if verb.lemma in words("hostile", "neutral") and lemmas_below(sentence, verb) & words("hostile", "welcome"):
        return False
    return verb.lemma in words("hostile", "verbs")


def reaches(sentence: Sentence, verb: Token) -> bool:
    """Tell whether what is agreed or pledged is an agreement itself, or support: that is SUPPORT."""
    below = lemmas_below(sentence, verb)
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


def lemmas_below(sentence: Sentence, verb: Token) -> set[str]:
    """Return the lemmas of what hangs on a verb as object, nouns with their compound too: "war game"."""
    nouns = list(objects_below(sentence, verb))
    pairs = {f"{t.lemma} {sentence.tokens[t.head].lemma}" for t in nouns if t.dep == "compound"}
    return {token.lemma for token in nouns} | pairs


def objects_below(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """Yield the heads of a verb's objects, and those of its prepositions and of nouns beside them."""
    for child in sentence.children(verb):
        if child.dep in OBJECTS or (child.dep == "nsubjpass"):
            yield from with_others(sentence, child)
        elif child.dep in ("prep", "agent"):
            for inner in sentence.children(child):
                yield from with_others(sentence, inner)


def with_others(sentence: Sentence, noun: Token) -> Iterator[Token]:
    """Yield a noun, what stands beside it, its compounds, and what it is a number or part of ("a round of talks")."""
    yield noun
    for child in sentence.children(noun):
        if child.dep in ("conj", "compound", "nmod"):
            yield child
        elif child.dep == "prep" and child.lower == "of" and is_measure(noun):
            yield from (part for inner in sentence.children(child) for part in with_others(sentence, inner))


def is_measure(noun: Token) -> bool:
    """Tell whether a noun only counts or times what stands behind its "of"."""
    return noun.lemma in words("measure", "nouns")
