"""Subjects: who does what a verb says, from the parse.

There are three questions, and their answers differ on purpose:

- ``subjects`` of a step: all who take it, also by way of control ("called on both sides to sign"), of a possessor
  ("Peru's decision to sign") or of a noun that a participle hangs on;
- ``speaking_subject`` of a verb of speech: one head noun, lent only by verbs of the same saying, never across the end
  of a quotation;
- ``nearest_subject`` of a coded event: the first subject that is no pronoun, on the way up.

Sides of an agreement are found without a parse, by the words before a mention (``agreements.sides``).

>>> "urge" in names("object_control")
True
"""

from __future__ import annotations

from depositary.reading.agent_words import names
from depositary.reading.syntax.labels import NAMED_SUBJECTS, PAST_AND_PRESENT, RELATIVES, SUBJECT_TAKING
from depositary.reading.syntax.tree import Tree, clause_verb, is_passive, is_verbal
from depositary.reading.text import Sentence, Token


def subjects(tree: Tree, verb: Token, depth: int = 0) -> list[Token]:
    """Return the subjects of an active verb, its own or those of a governing clause."""
    own = tree.child(verb, "nsubj", "nsubjpass")
    if own is not None:
        if own.lower in RELATIVES and verb.dep in ("relcl", "ccomp"):
            return [tree.head(relative_clause(tree, verb))]
        if own.lower in RELATIVES:
            above = tree.head(verb)
            return [tree.head(above)] if above.dep == "relcl" else [own]
        return [own]
    above = tree.head(verb)
    if depth > 5 or above.index == verb.index:
        return []
    return lent_subjects(tree, verb, above, depth)


def relative_clause(tree: Tree, verb: Token) -> Token:
    """Return the head of the relative clause of a verb."""
    while verb.dep != "relcl" and verb.head != verb.index:
        verb = tree.head(verb)
    return verb


def lent_subjects(tree: Tree, verb: Token, above: Token, depth: int) -> list[Token]:
    """Return the subjects that a verb without its own takes from its governor."""
    if verb.dep in ("pcomp", "pobj", "prep"):
        above = tree.head(above)
    if is_verbal(above) or above.pos in ("ADJ", "AUX"):
        controlled = controllers(tree, above) if verb.dep in ("xcomp", "pcomp", "advcl", "ccomp") else []
        return controlled or subjects(tree, clause_verb(tree, above), depth + 1)
    possessor = tree.child(above, "poss") or intender(tree, verb, above)
    if possessor is not None:
        return [possessor]
    if verb.dep in ("acl", "relcl", "pcomp"):
        if verb.tag == "VBG" and verb.dep == "acl":
            return [above]
        if above.dep == "appos" and tree.head(above).dep != "npadvmod":
            return [tree.head(above)]
        upper = clause_verb(tree, above)
        carries = names("light") | {"have", "agree", "be", "become"}
        pursued = above.dep == "dobj" and upper.lemma.lower() in names("striving")
        taken = verb.dep == "pcomp" or above.dep == "appos" or upper.lemma.lower() in carries or pursued
        return subjects(tree, upper, depth + 1) if taken and upper.index != verb.index else []
    return []


def intender(tree: Tree, verb: Token, above: Token) -> Token | None:
    """Return the possessor of the noun that governs an infinitive ("the US decision to withdraw")."""
    if verb.dep != "acl" or above.lemma.lower() not in names("intentions"):
        return None
    before = (k for k in tree.children(above) if k.dep in ("compound", "nmod", "amod"))
    return next((k for k in before if k.text[:1].isupper()), None)


def controllers(tree: Tree, verb: Token) -> list[Token]:
    """Return the objects that are asked to act ("called on both sides to sign")."""
    if verb.lemma.lower() not in names("object_control") or is_passive(tree, verb):
        return []
    direct = [k for k in tree.children(verb) if k.dep in ("dobj", "dative")]
    if any(k.lower in ("other", "another") for k in direct):
        return subjects(tree, verb)
    over = [
        g for k in tree.children(verb) if k.dep == "prep" and k.lower in ("on", "to", "upon") for g in tree.children(k)
    ]
    return direct or [g for g in over if g.dep == "pobj"]


def speaking_subject(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """Return the head noun of a verb's subject, its own or that of its governing verb."""
    own = next((c for c in sentence.children(verb) if c.dep in NAMED_SUBJECTS), None)
    if own is not None:
        return behind_relative(sentence, own, verb)
    head = sentence.tokens[verb.head]
    if depth > 4 or head.index == verb.index:
        return None
    if verb.dep in {"acl", "relcl"}:
        return head if head.pos in {"NOUN", "PROPN", "PRON"} else None
    if verb.dep == "pcomp" and head.dep == "prep":
        return speaking_subject(sentence, sentence.tokens[head.head], depth + 1)
    if verb.dep == "conj" and verb.tag in PAST_AND_PRESENT and not shares_subject(sentence, head, verb):
        above = (sentence.tokens[i] for i in sentence.path(head)[1:])
        head = next((t for t in above if shares_subject(sentence, t, verb)), head)
    return speaking_subject(sentence, head, depth + 1) if verb.dep in SUBJECT_TAKING else None


def shares_subject(sentence: Sentence, head: Token, verb: Token) -> bool:
    """Return whether two verbs can be coordinated: both are finite, and no quotation ends between them."""
    closed = any(t.tag == "''" for t in sentence.tokens[head.index : verb.index])
    opened = any(t.tag == "``" for t in sentence.tokens[head.index : verb.index])
    return head.tag in PAST_AND_PRESENT and (opened or not closed)


def behind_relative(sentence: Sentence, subject: Token, verb: Token) -> Token:
    """Return the antecedent of a relative pronoun, or the subject itself."""
    if subject.tag in {"WP", "WDT"} and verb.dep == "relcl":
        return sentence.tokens[verb.head]
    return subject


def nearest_subject(sentence: Sentence, verb: Token) -> Token | None:
    """Return the subject of a verb, or of its governing verb."""
    for index in sentence.path(verb):
        for child in sentence.children(sentence.tokens[index]):
            if child.dep in NAMED_SUBJECTS and child.pos != "PRON":
                return child
    return None
