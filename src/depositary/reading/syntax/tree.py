"""Clauses: a sentence's parse as a tree, the verb that governs a word, the words of its clause.

>>> sorted(VERBAL)
['AUX', 'VERB']
"""

from __future__ import annotations

from dataclasses import dataclass

from depositary.reading.text import Sentence, Token

VERBAL = frozenset({"VERB", "AUX"})
CLAUSAL = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "parataxis", "csubj", "csubjpass"})
SEPARATE = frozenset({"ccomp", "advcl", "relcl", "parataxis"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
EDGES = frozenset({"and", "but", "or", "that", "which", "while", "so"})
MARKS = frozenset(",;:.-–—()\"“”'‘’…")
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
RELATIVES = frozenset({"which", "that", "who", "whom"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence with the children of each of its tokens."""

    sentence: Sentence
    kids: tuple[tuple[Token, ...], ...]

    @classmethod
    def plant(cls, sentence: Sentence) -> Tree:
        """Gather the children of every token once."""
        kids: list[list[Token]] = [[] for _ in sentence.tokens]
        for token in sentence.tokens:
            if token.head != token.index:
                kids[token.head].append(token)
        return cls(sentence, tuple(tuple(k) for k in kids))

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def children(self, token: Token) -> tuple[Token, ...]:
        """Return what hangs on a token, in order."""
        return self.kids[token.index]

    def head(self, token: Token) -> Token:
        """Return the token's head; the root is its own head."""
        return self.sentence.tokens[token.head]

    def child(self, token: Token, *deps: str) -> Token | None:
        """Return the first child that hangs on a token by one of the relations."""
        return next((k for k in self.kids[token.index] if k.dep in deps), None)

    def before(self, token: Token) -> Token | None:
        """Return the token to the left."""
        return self.sentence.tokens[token.index - 1] if token.index else None

    def subtree(self, token: Token, without: frozenset[str] = frozenset()) -> list[Token]:
        """Return a token and what hangs below it, leaving out branches of some relations."""
        found, queue = [token], [token]
        while queue:
            for kid in self.kids[queue.pop().index]:
                if kid.dep not in without:
                    found.append(kid)
                    queue.append(kid)
        return sorted(found, key=lambda t: t.index)


def is_verbal(token: Token) -> bool:
    """Tell whether a token is a verb by its tag or heads a clause."""
    return token.pos in VERBAL or token.tag.startswith("VB")


def climb(tree: Tree, token: Token) -> list[Token]:
    """Return the token and its heads up to the root."""
    found = [token]
    while found[-1].head != found[-1].index and len(found) <= len(tree.tokens):
        found.append(tree.head(found[-1]))
    return found


def clause_verb(tree: Tree, token: Token) -> Token:
    """Return the verb that governs a token: itself or its nearest verbal head."""
    path = climb(tree, token)
    return next((t for t in path if is_verbal(t) and t.dep not in ("aux", "auxpass", "amod", "compound")), path[-1])


def main_verb(tree: Tree, verb: Token) -> Token:
    """Climb from a verb that has no subject of its own to the one that has ("is set to sign")."""
    while lacks_subject(tree, verb) and verb.head != verb.index:
        above = clause_verb(tree, tree.head(verb))
        if above.index == verb.index:
            break
        verb = above
    return verb


def lacks_subject(tree: Tree, verb: Token) -> bool:
    """Tell whether a verb takes its subject from the verb above it, purposes ("met to sign") included."""
    if tree.child(verb, *SUBJECTS) is not None:
        return False
    purpose = verb.dep == "advcl" and any(k.lower == "to" and k.dep == "aux" for k in tree.children(verb))
    return purpose or verb.dep in ("xcomp", "conj", "pcomp")


def clause_range(tree: Tree, token: Token, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause around a token that also covers ``[start, end)``.

    Args:
        tree: the sentence.
        token: the verb or noun that tells the step.
        start: where the agreement's mention begins.
        end: where it ends.
    """
    verb = main_verb(tree, clause_verb(tree, token))
    must = [token, *tree.sentence.tokens_in(start, end)]
    kept = [t for t in clause_tokens(tree, verb, {t.index for t in must}) if t.lower not in MARKS]
    low, high = min(t.index for t in must), max(t.index for t in must)
    inside = {t.index for t in kept} | set(range(low, high + 1))
    low, high = reach(inside, low, -1, tree), reach(inside, high, 1, tree)
    while low < high and tree.tokens[low].lower in EDGES | MARKS:
        low += 1
    first, last = tree.tokens[low], tree.tokens[high]
    return min(first.start, start), max(last.end, end)


def clause_tokens(tree: Tree, verb: Token, must: set[int]) -> list[Token]:
    """Return the tokens of a verb's own clause, without the clauses that hang on it."""
    found, queue = [verb], [verb]
    while queue:
        for kid in tree.children(queue.pop()):
            if not separate(tree, kid, must):
                found.append(kid)
                queue.append(kid)
    return found


def separate(tree: Tree, token: Token, must: set[int]) -> bool:
    """Tell whether a token opens a clause of its own, in which nothing stands that must be shown."""
    if token.dep in SEPARATE:
        return must.isdisjoint(t.index for t in tree.subtree(token))
    if token.dep != "conj" or not is_verbal(token):
        return False
    return tree.child(token, *SUBJECTS) is not None or must.isdisjoint(t.index for t in tree.subtree(token))


def reach(inside: set[int], index: int, step: int, tree: Tree) -> int:
    """Walk from an index as far as the clause goes, over marks that stand inside of it."""
    edge = index
    while 0 <= index + step < len(tree.tokens):
        index += step
        if index in inside:
            edge = index
        elif tree.tokens[index].lower not in MARKS:
            break
    return edge


def same_clause(tree: Tree, one: Token, other: Token) -> bool:
    """Tell whether two tokens stand in one clause."""
    a, b = main_verb(tree, clause_verb(tree, one)), main_verb(tree, clause_verb(tree, other))
    return a.index == b.index


def is_passive(tree: Tree, verb: Token, above: Token | None = None) -> bool:
    """Tell whether a verb is passive: its auxiliary, or a bare participle of a headline."""
    if tree.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if above is not None and verb.tag == "VBN" and is_passive(tree, above):
        return tree.child(verb, "aux", *OBJECTS) is None
    bare = verb.tag == "VBN" and not any(k.lemma == "have" for k in tree.children(verb))
    return bare and tree.child(verb, *OBJECTS) is None
