"""Linkage: which words of a sentence an agreement's mention hangs on, by the parse and by the surface.

The parse knows far ties but errs in long sentences and headlines; the surface knows only near ties
and errs less. Each gives a score, and a step is told where their sum is high enough.

>>> Tie(3, "object").score
1.0
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages import load_toml
from depositary.reading.mentions import AgreementMention
from depositary.reading.syntax import Frame, Role, Tree, Words, helpers_of, is_passive, is_verbal
from depositary.reading.syntax.labels import CHAIN, LIGHT, OBJECTS, PREPOSITIONS, RELATIVES, SUBJECTS
from depositary.reading.text import Token

QUOTES = frozenset("\"“”'‘’-–()")


@functools.cache
def words(section: str) -> frozenset[str]:
    """Return one list of the data file as a set."""
    return frozenset(load_toml("en", "linkage")[section])


@dataclass(frozen=True, slots=True)
class Tie:
    """A mention hangs on the token ``head`` in a role, over the prepositions of ``lead``."""

    head: int
    role: Role
    lead: tuple[str, ...] = ()
    score: float = 1.0


def find_ties(tree: Tree, mention: AgreementMention, nouns: frozenset[int] = frozenset()) -> list[Tie]:
    """Return the ties of a mention by the parse; ``nouns`` are where the sentence's agreements have theirs."""
    token = mention_head(tree, mention)
    if token is None:
        return []
    return [*climb_ties(tree, token, nouns), *clause_ties(tree, token, mention)]


def mention_head(tree: Tree, mention: AgreementMention) -> Token | None:
    """Return the syntactic head of a mention: up from its noun while still inside."""
    token = tree.sentence.token_at(mention.noun) or tree.sentence.head_of(mention.start, mention.end)
    for _ in range(8):
        if token is None or token.head == token.index or not mention.covers(tree.head(token).start):
            break
        token = tree.head(token)
    return token


def climb_ties(tree: Tree, token: Token, nouns: frozenset[int]) -> Iterator[Tie]:
    """Yield the ties from a noun upwards, through coordination, apposition and carrying nouns."""
    score, listed = 1.0, False
    for _ in range(8):
        above = tree.head(token)
        if above.index == token.index:
            return
        if token.dep in OBJECTS:
            yield from verb_ties(tree, above, "object", score)
            return
        if token.dep in SUBJECTS:
            yield from subject_ties(tree, token, above, score)
            return
        if token.dep in ("pobj", "pcomp"):
            yield from preposition_ties(tree, above, score)
            base = preposition_base(tree, above)
            carries = base.lower in words("carriers") or (listed and base.start in nouns)
            if not carries or is_verbal(base):
                return
            token, score = base, score * 0.9
            continue
        if token.dep in ("compound", "nmod", "poss", "amod", "npadvmod"):
            yield Tie(above.index, "compound", (), score)
            if above.lower not in words("carriers"):
                return
        elif token.dep not in ("conj", "appos", "nummod"):
            return
        listed = listed or token.dep == "conj"
        token, score = above, score * 0.95


def verb_ties(tree: Tree, verb: Token, role: Role, score: float) -> Iterator[Tie]:
    """Yield ties to a verb and to the verbs coordinated with it that share the object."""
    yield Tie(verb.index, role, (), score)
    while verb.dep == "conj" and is_verbal(tree.head(verb)):
        verb = tree.head(verb)
        if tree.child(verb, *OBJECTS) is not None:
            return
        yield Tie(verb.index, role, (), score * 0.8)


def subject_ties(tree: Tree, token: Token, verb: Token, score: float) -> Iterator[Tie]:
    """Yield ties to the verb, to those it raises ("is set to expire"), and to coordinated ones."""
    for one in [verb, *raised(tree, verb)]:
        yield Tie(one.index, "object" if is_passive(tree, one) else "subject", (), score)
    for kid in tree.children(verb):
        if kid.dep == "conj" and is_verbal(kid) and tree.child(kid, *SUBJECTS) is None:
            yield Tie(kid.index, "object" if is_passive(tree, kid, verb) else "subject", (), score * 0.8)
        elif kid.dep == "advcl" and kid.tag == "VBN" and tree.child(kid, *SUBJECTS) is None:
            yield Tie(kid.index, "object", (), score * 0.8)
        elif kid.dep == "prep":
            passives = [g for g in tree.children(kid) if g.dep == "pcomp" and tree.child(g, "auxpass") is not None]
            yield from (Tie(g.index, "object", (), score * 0.8) for g in passives)


def raised(tree: Tree, verb: Token) -> list[Token]:
    """Return the infinitives below a verb or its complement adjective."""
    found: list[Token] = []
    queue = [verb]
    while queue:
        for kid in tree.children(queue.pop()):
            if kid.dep in ("xcomp", "acomp") and tree.child(kid, *SUBJECTS) is None:
                found.append(kid)
                queue.append(kid)
    return found


def preposition_base(tree: Tree, token: Token) -> Token:
    """Return what a preposition, or a chain of them ("out of"), hangs on."""
    while token.dep in PREPOSITIONS and token.pos in ("ADP", "ADV", "SCONJ", "PART") and token.head != token.index:
        token = tree.head(token)
    return token


def preposition_ties(tree: Tree, token: Token, score: float) -> Iterator[Tie]:
    """Yield ties over a preposition: to its base, and further up where the base is an object."""
    lead = [token.lower]
    while token.dep in PREPOSITIONS and token.pos in ("ADP", "ADV", "SCONJ", "PART") and token.head != token.index:
        token = tree.head(token)
        lead.insert(0, token.lower)
    path = tuple(lead[1:])
    for factor in (1.0, 0.8, 0.6):
        yield Tie(token.index, "lead", path, score * factor)
        if token.dep not in (*OBJECTS, "nsubjpass", "conj") or token.head == token.index:
            return
        token = tree.head(token)


def clause_ties(tree: Tree, token: Token, mention: AgreementMention) -> Iterator[Tie]:
    """Yield ties to participles and relative clauses that hang on the mention or on its phrase."""
    listed = {token.index, *(k.index for k in tree.children(token) if k.dep == "conj")}
    for one in tree.subtree(token, frozenset({"relcl", "acl", "advcl"})):
        score = 1.0 if one.index in listed else 0.8 if mention.covers(one.start) else 0.6
        for kid in tree.children(one):
            if kid.dep in ("acl", "relcl", "amod") and is_verbal(kid) and (kid.dep != "amod" or score == 1.0):
                yield from modifier_ties(tree, kid, score)


def modifier_ties(tree: Tree, verb: Token, score: float) -> Iterator[Tie]:
    """Yield the ties of one participle or relative clause ("signed in 1993", "which Sudan broke")."""
    if verb.dep != "relcl":
        passive = verb.tag in ("VBN", "VBD") or tree.child(verb, "auxpass") is not None
        yield Tie(verb.index, "object" if passive else "subject", (), score)
        return
    pronoun = next((t for t in tree.subtree(verb, frozenset({"relcl", "ccomp"})) if t.lower in RELATIVES), None)
    if pronoun is not None and pronoun.dep in SUBJECTS:
        yield from subject_ties(tree, pronoun, tree.head(pronoun), score)
    elif pronoun is not None and pronoun.dep == "pobj":
        yield from preposition_ties(tree, tree.head(pronoun), score)
    elif (score == 1.0 or pronoun is not None) and lacks_object(tree, verb):
        for one in [verb, *raised(tree, verb)]:
            yield Tie(one.index, "object", (), score)


def lacks_object(tree: Tree, verb: Token) -> bool:
    """Tell whether a relative clause leaves its object open: not "where the zone is extended"."""
    if tree.child(verb, "nsubjpass") is not None:
        return False
    own = tree.child(verb, *OBJECTS)
    return own is None or own.lower in RELATIVES


def score_parse(tree: Tree, frame: Frame, token: Token, ties: list[Tie]) -> float:
    """Return how surely the parse ties the mention to the token as the frame asks."""
    return max(
        (tie.score for tie in ties if tie.head == token.index and fits_tie(tree, frame, token, tie)), default=0.0
    )


def fits_tie(tree: Tree, frame: Frame, token: Token, tie: Tie) -> bool:
    """Tell whether a tie has the role and the words that the frame asks for."""
    if frame.role != tie.role:
        return False
    if frame.role != "lead":
        return True
    if not tie.lead or tie.lead[-1] not in frame.lead[-1]:
        return False
    return all(any(t.lower in wanted for t in nearby(tree, token)) for wanted in frame.lead[:-1])


def nearby(tree: Tree, token: Token) -> tuple[Token, ...]:
    """Return the tokens within eight after a token."""
    return tree.tokens[token.index + 1 : token.index + 9]


def score_surface(tree: Tree, frame: Frame, token: Token, mention: AgreementMention) -> float:
    """Return how surely the order of words ties the mention to the token: 0.7 or nothing."""
    inside = tree.sentence.tokens_in(mention.start, mention.end)
    if not inside or inside[0].index <= token.index <= inside[-1].index:
        return 0.0
    first, last = inside[0].index, inside[-1].index
    if frame.role == "lead":
        return leads(tree, frame.lead, token.index, first, mention)
    if frame.role == "compound":
        return 0.7 if last < token.index <= last + 2 and is_light(tree, last + 1, token.index) else 0.0
    if frame.role == "object" and token.index < first:
        return 0.7 if precedes(tree, token, mention, first) else 0.0
    return 0.7 if succeeds(tree, frame, token, mention, last) else 0.0


def precedes(tree: Tree, token: Token, mention: AgreementMention, first: int) -> bool:
    """Tell whether a verb stands right before its object."""
    near = first - token.index <= 6 and is_light(tree, token.index + 1, first)
    return near and token.dep != "amod" and not is_modifier(tree, mention)


def succeeds(tree: Tree, frame: Frame, token: Token, mention: AgreementMention, last: int) -> bool:
    """Tell whether a verb stands right behind its subject, active or passive as the frame asks."""
    near = last < token.index <= last + 7 and is_chain(tree, last + 1, token.index)
    if not near or other_subject(tree, token, mention):
        return False
    passive = token.tag in ("VBN", "VBD") and not has_object(tree, token) and not is_perfect(tree, token)
    return passive == (frame.role == "object") or (frame.role == "subject" and token.tag != "VBN")


def leads(tree: Tree, lead: Words, start: int, first: int, mention: AgreementMention) -> float:
    """Return 0.7 where the words of the lead stand in order between head and mention."""
    index, limit = start, 6
    for wanted in lead:
        hit = next((t for t in tree.tokens[index + 1 : min(first, index + 1 + limit)] if t.lower in wanted), None)
        if hit is None or any(is_verbal(t) and t.pos == "VERB" for t in tree.tokens[index + 1 : hit.index]):
            return 0.0
        index, limit = hit.index, 4
    near = first - index <= 6 and is_light(tree, index + 1, first)
    return 0.7 if near and not is_modifier(tree, mention) else 0.0


def is_modifier(tree: Tree, mention: AgreementMention) -> bool:
    """Tell whether a mention only modifies another noun ("treaty negotiations")."""
    token = mention_head(tree, mention)
    if token is None or token.dep not in ("compound", "nmod", "poss"):
        return False
    return tree.head(token).lower not in words("carriers")


def is_light(tree: Tree, start: int, end: int) -> bool:
    """Tell whether only articles, modifiers, quotation marks and carrying nouns stand between."""
    for t in tree.tokens[start:end]:
        carried = t.lower == "of" and t.index > 0 and tree.tokens[t.index - 1].lower in words("carriers")
        participle = t.tag in ("VBN", "VBG") and t.dep == "amod"
        if not (t.pos in LIGHT or t.lower in QUOTES or carried or participle) or t.dep in SUBJECTS:
            return False
    return True


def is_chain(tree: Tree, start: int, end: int) -> bool:
    """Tell whether only auxiliaries, adverbs and waiting words stand between mention and verb."""
    if end == start + 1 and tree.tokens[start].text == ",":
        return tree.tokens[end].tag == "VBN"
    return all(t.pos in CHAIN or t.lower in words("waiting") or t.lower in QUOTES for t in tree.tokens[start:end])


def other_subject(tree: Tree, token: Token, mention: AgreementMention) -> bool:
    """Tell whether a verb has another subject before it ("talks on the treaty broke down")."""
    own = tree.child(token, *SUBJECTS)
    if own is None or mention.covers(own.start) or own.index > token.index or own.pos in ("ADJ", "ADP", "ADV"):
        return False
    return own.lower not in words("carriers") and own.lower not in RELATIVES


def is_perfect(tree: Tree, token: Token) -> bool:
    """Tell whether a participle is active: "had signed", not "had been signed"."""
    found = [k.lemma.lower() for k in helpers_of(tree.sentence, token)]
    return "have" in found and "be" not in found


def has_object(tree: Tree, token: Token) -> bool:
    """Tell whether a verb is followed by an object of its own."""
    return tree.child(token, *OBJECTS) is not None
