"""Auxiliaries: the mood that a finite verb has by its own helpers, negation and conjunction.

>>> weakest(Modality.PLANNED, Modality.POSSIBLE)
<Modality.POSSIBLE: 'possible'>
"""

from __future__ import annotations

import functools

from depositary.languages import load_toml
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.syntax import SUBJECTS, Tree, is_verbal
from depositary.reading.text import Token

OCCURRED, PLANNED, POSSIBLE = Modality.OCCURRED, Modality.PLANNED, Modality.POSSIBLE
DENIED, CONDITIONAL = Modality.DENIED, Modality.CONDITIONAL
ORDER = (OCCURRED, PLANNED, CONDITIONAL, POSSIBLE, DENIED)


@functools.cache
def classes(section: str) -> dict[str, str]:
    """Return the words of one section of the data file, each with its class."""
    table = load_toml("en", "modality")[section]
    return {word: name for name, words in table.items() for word in words}


@functools.cache
def steps(name: str) -> frozenset[str]:
    """Return a named set of steps of the data file."""
    return frozenset(load_toml("en", "modality")["steps"][name])


def weakest(one: Modality, other: Modality) -> Modality:
    """Return the modality that says less."""
    return max(one, other, key=ORDER.index)


def auxiliaries(tree: Tree, token: Token) -> list[str]:
    """Return the auxiliaries of a verb, those it shares with the verb it is coordinated to included."""
    own = [k.lower for k in tree.children(token) if k.dep in ("aux", "auxpass") and k.index < token.index]
    if not own and token.dep == "conj" and token.tag in ("VB", "VBN") and is_verbal(tree.head(token)):
        return auxiliaries(tree, tree.head(token)) if tree.child(token, *SUBJECTS) is None else own
    return own


def is_governed(tree: Tree, token: Token) -> bool:
    """Tell whether a verb is an infinitive or a gerund, whose mood is that of its governor."""
    found = auxiliaries(tree, token)
    if "to" in found:
        return True
    finite = [a for a in found if a != "to"]
    if token.tag == "VBG":
        return not finite
    return token.tag == "VB" and not finite and token.dep in ("xcomp", "ccomp", "conj", "advcl")


def is_negated(tree: Tree, token: Token) -> bool:
    """Tell whether a verb is negated, or its subject is nobody."""
    words, nobody = (
        load_toml("en", "modality")["negation"]["words"],
        load_toml("en", "modality")["negation"]["determiners"],
    )
    kids = tree.children(token)
    if any(k.dep == "neg" or (k.lower in words and k.dep in ("advmod", "preconj")) for k in kids):
        return True
    if any(k.lower == "longer" and k.dep == "advmod" for k in kids):
        return True
    subject = next((k for k in kids if k.dep in SUBJECTS), None)
    if subject is None:
        return (
            token.dep == "conj"
            and token.tag == "VB"
            and is_verbal(tree.head(token))
            and is_negated(tree, tree.head(token))
        )
    return subject.lower in nobody or any(k.lower in nobody for k in tree.children(subject) if k.index <= subject.index)


def finite_mood(tree: Tree, token: Token, action: ActionCode) -> Modality:
    """Return the mood of a finite verb by its own auxiliaries and negation."""
    table = classes("auxiliaries")
    kinds = [table[a] for a in auxiliaries(tree, token) if a in table]
    negated = is_negated(tree, token)
    if not kinds:
        return DENIED if negated else OCCURRED
    if kinds[0] == "possible":
        could = (
            "could" in auxiliaries(tree, token) or "can" in auxiliaries(tree, token) or "ca" in auxiliaries(tree, token)
        )
        return DENIED if negated and could else POSSIBLE
    if negated:
        return POSSIBLE if kinds[0] == "required" else DENIED
    if kinds[0] == "required":
        return PLANNED if action.value in steps("pending") else POSSIBLE
    if kinds[0] == "relative":
        return PLANNED if within_report(tree, token) else POSSIBLE
    return PLANNED


def within_report(tree: Tree, token: Token) -> bool:
    """Tell whether a verb stands in what somebody said ("said it would sign")."""
    while token.head != token.index:
        if token.dep == "ccomp":
            return True
        token = tree.head(token)
    return False


def is_past(tree: Tree, token: Token) -> bool:
    """Tell whether a finite verb is in a past tense."""
    found = auxiliaries(tree, token)
    return any(a in ("was", "were", "had", "did") for a in found) or (token.tag == "VBD" and not found)


def conjunction(tree: Tree, token: Token) -> str | None:
    """Return the conjunction that opens a verb's clause, if any."""
    while token.dep == "conj" and is_verbal(tree.head(token)) and tree.child(token, "mark") is None:
        token = tree.head(token)
    opening = (k for k in tree.children(token) if k.dep == "advmod" and k.index < token.index)
    adverb = next((k for k in opening if classes("telling").get(k.lower) == "awaiting"), None)
    mark = tree.child(token, "mark") or (adverb if token.dep == "advcl" else None)
    return mark.lower if mark is not None else None
