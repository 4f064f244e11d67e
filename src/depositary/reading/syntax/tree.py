"""A parsed sentence as a tree: the governing verb of a word, its auxiliaries, the words of its clause.

>>> from depositary.reading.parser.english import analyse
>>> from depositary.model.text import Report
>>> tree = Tree(analyse(Report.compose("Peru has signed the treaty.")).sentences[0])
>>> clause_verb(tree, tree.tokens[4]).text, [helper.text for helper in helpers_of(tree.sentence, tree.tokens[2])]
('signed', ['has'])
"""

from __future__ import annotations

from dataclasses import dataclass

from depositary.reading.syntax.labels import HELPERS, MOVING, OBJECTS, SEPARATE_CLAUSES, SUBJECTS, VERBAL
from depositary.reading.text import Sentence, Token

EDGES = frozenset({"and", "but", "or", "that", "which", "while", "so"})
MARKS = frozenset(",;:.-–—()\"“”'‘’…")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence as a tree. The sentence itself holds the heads and children."""

    sentence: Sentence

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def children(self, token: Token) -> tuple[Token, ...]:
        """Return the children of a token, in order."""
        return self.sentence.children(token)

    def head(self, token: Token) -> Token:
        """Return the token's head. The root is its own head."""
        return self.sentence.tokens[token.head]

    def child(self, token: Token, *relations: str) -> Token | None:
        """Return the first child with one of the relations."""
        return next((kid for kid in self.sentence.children(token) if kid.dep in relations), None)

    def before(self, token: Token) -> Token | None:
        """Return the token to the left."""
        return self.sentence.tokens[token.index - 1] if token.index else None

    def subtree(self, token: Token, without: frozenset[str] = frozenset()) -> list[Token]:
        """Return a token and its descendants, without branches of some relations."""
        return self.sentence.subtree(token, without)


def is_verbal(token: Token) -> bool:
    """Return whether a token is a verb by its tag or heads a clause."""
    return token.pos in VERBAL or token.tag.startswith("VB")


def climb(tree: Tree, token: Token) -> list[Token]:
    """Return the token and its heads up to the root."""
    return [tree.tokens[index] for index in tree.sentence.path(token)]


def helpers_of(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the auxiliaries of a verb."""
    return [kid for kid in sentence.children(verb) if kid.dep in HELPERS]


def clause_verb(tree: Tree, token: Token) -> Token:
    """Return the verb that governs a token: itself or its nearest verbal head."""
    path = climb(tree, token)
    return next((t for t in path if is_verbal(t) and t.dep not in ("aux", "auxpass", "amod", "compound")), path[-1])


def main_verb(tree: Tree, verb: Token) -> Token:
    """Go up from a verb without its own subject to the one that has it ("is set to sign")."""
    while lacks_subject(tree, verb) and verb.head != verb.index:
        above = clause_verb(tree, tree.head(verb))
        if above.index == verb.index:
            break
        verb = above
    return verb


def lacks_subject(tree: Tree, verb: Token) -> bool:
    """Return whether a verb takes its subject from its governing verb, including in purposes ("met to sign")."""
    if tree.child(verb, *SUBJECTS) is not None:
        return False
    purpose = verb.dep == "advcl" and any(k.lower == "to" and k.dep == "aux" for k in tree.children(verb))
    return purpose or verb.dep in ("xcomp", "conj", "pcomp")


def clause_range(tree: Tree, token: Token, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause around a token, extended to cover ``[start, end)``.

    Args:
        tree: the sentence.
        token: the verb or noun that expresses the step.
        start: the start of the agreement's mention.
        end: its end.
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
    """Return the tokens of a verb's own clause, without subordinate clauses."""
    found, queue = [verb], [verb]
    while queue:
        for kid in tree.children(queue.pop()):
            if not separate(tree, kid, must):
                found.append(kid)
                queue.append(kid)
    return found


def separate(tree: Tree, token: Token, must: set[int]) -> bool:
    """Return whether a token opens another clause that has nothing that must be shown."""
    if token.dep in SEPARATE_CLAUSES:
        return must.isdisjoint(t.index for t in tree.subtree(token))
    if token.dep != "conj" or not is_verbal(token):
        return False
    return tree.child(token, *SUBJECTS) is not None or must.isdisjoint(t.index for t in tree.subtree(token))


def reach(inside: set[int], index: int, step: int, tree: Tree) -> int:
    """Go from an index to the end of the clause, across punctuation inside it."""
    edge = index
    while 0 <= index + step < len(tree.tokens):
        index += step
        if index in inside:
            edge = index
        elif tree.tokens[index].lower not in MARKS:
            break
    return edge


def is_passive(tree: Tree, verb: Token, above: Token | None = None) -> bool:
    """Return whether a verb is passive: by its auxiliary, or as a bare participle in a headline."""
    if tree.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    if above is not None and verb.tag == "VBN" and is_passive(tree, above):
        return tree.child(verb, "aux", *OBJECTS) is None
    bare = verb.tag == "VBN" and not any(k.lemma == "have" for k in tree.children(verb))
    if bare and verb.lemma in MOVING and any(k.dep == "prep" and tree.child(k, "pobj") for k in tree.children(verb)):
        return False  # "The Lake Agreement on fish entered into force": a participle by its tag alone
    return bare and tree.child(verb, *OBJECTS) is None
