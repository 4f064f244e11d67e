"""The phrases that depend on a verb or noun: its agent and its possessor."""

from __future__ import annotations

from depositary.reading.syntax.tree import Tree
from depositary.reading.text import Token


def owners(tree: Tree, token: Token) -> list[Token]:
    """Return the possessors of the noun after a participle ("May's negotiated deal")."""
    return [k for k in tree.children(tree.head(token)) if k.dep == "poss"] if token.dep == "amod" else []


def by_phrase(tree: Tree, token: Token) -> list[Token]:
    """Return the objects of "by" under a verb or noun."""
    over = [k for k in tree.children(token) if k.lower in ("by", "between")]
    found = [g for k in over for g in tree.children(k) if g.dep in ("pobj", "pcomp")]
    found += behalf(tree, token)
    if not found:
        after = tree.tokens[token.index + 1 : token.index + 2]
        found = [g for k in after if k.lower == "by" for g in tree.children(k) if g.dep == "pobj"]
    return found


def behalf(tree: Tree, token: Token) -> list[Token]:
    """Return the parties on behalf of which a step is taken."""
    over = [b for k in tree.children(token) if k.lower == "on" for b in tree.children(k) if b.lower == "behalf"]
    return [g for b in over for o in tree.children(b) for g in tree.children(o) if g.dep == "pobj"]
