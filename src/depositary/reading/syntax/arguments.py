"""Government: the phrases that a verb's subject, object or "by" gives it as its doers, by the parse.

>>> "urge" in names("object_control")
True
"""

from __future__ import annotations

from depositary.reading.agent_words import names
from depositary.reading.syntax.tree import RELATIVES, Tree, clause_verb, is_passive, is_verbal
from depositary.reading.text import Token


def owners(tree: Tree, token: Token) -> list[Token]:
    """Return whose agreement a participle stands before ("May's negotiated deal")."""
    return [k for k in tree.children(tree.head(token)) if k.dep == "poss"] if token.dep == "amod" else []


def by_phrase(tree: Tree, token: Token) -> list[Token]:
    """Return what stands behind "by" under a verb or noun."""
    over = [k for k in tree.children(token) if k.lower in ("by", "between")]
    found = [g for k in over for g in tree.children(k) if g.dep in ("pobj", "pcomp")]
    found += behalf(tree, token)
    if not found:
        after = tree.tokens[token.index + 1 : token.index + 2]
        found = [g for k in after if k.lower == "by" for g in tree.children(k) if g.dep == "pobj"]
    return found


def behalf(tree: Tree, token: Token) -> list[Token]:
    """Return those on whose behalf a step is taken."""
    over = [b for k in tree.children(token) if k.lower == "on" for b in tree.children(k) if b.lower == "behalf"]
    return [g for b in over for o in tree.children(b) for g in tree.children(o) if g.dep == "pobj"]


def subjects(tree: Tree, verb: Token, depth: int = 0) -> list[Token]:
    """Return the subjects of an active verb, climbing to the clause that lends it one."""
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
    """Return the head of the relative clause that a verb stands in."""
    while verb.dep != "relcl" and verb.head != verb.index:
        verb = tree.head(verb)
    return verb


def lent_subjects(tree: Tree, verb: Token, above: Token, depth: int) -> list[Token]:
    """Return the subjects that a verb without its own takes from what stands above it."""
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
    """Return whose decision an infinitive hangs on, told before the noun ("the US decision to withdraw")."""
    if verb.dep != "acl" or above.lemma.lower() not in names("intentions"):
        return None
    before = (k for k in tree.children(above) if k.dep in ("compound", "nmod", "amod"))
    return next((k for k in before if k.text[:1].isupper()), None)


def controllers(tree: Tree, verb: Token) -> list[Token]:
    """Return the objects that do what is asked of them ("called on both sides to sign")."""
    if verb.lemma.lower() not in names("object_control") or is_passive(tree, verb):
        return []
    direct = [k for k in tree.children(verb) if k.dep in ("dobj", "dative")]
    if any(k.lower in ("other", "another") for k in direct):
        return subjects(tree, verb)
    over = [
        g for k in tree.children(verb) if k.dep == "prep" and k.lower in ("on", "to", "upon") for g in tree.children(k)
    ]
    return direct or [g for g in over if g.dep == "pobj"]
