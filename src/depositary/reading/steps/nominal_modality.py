"""Judgement of steps: verbs by their mood, nouns by the words above them ("calls for the signing of").

>>> default(Frame("signing", ActionCode.SIGNATURE, "lead", noun=True))
<Modality.OCCURRED: 'occurred'>
"""

from __future__ import annotations

from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.steps.auxiliaries import (
    CONDITIONAL,
    DENIED,
    OCCURRED,
    PLANNED,
    POSSIBLE,
    classes,
    conjunction,
    steps,
    weakest,
)
from depositary.reading.steps.modality import Judgement, judge_verb, turn
from depositary.reading.syntax import Frame, Tree, clause_verb, is_verbal
from depositary.reading.text import Token


def judge(tree: Tree, token: Token, frame: Frame) -> Judgement | None:
    """Judge a step by the verb or noun that tells it; nothing where it is only supposed not to be taken.

    Args:
        tree: the sentence.
        token: the head of the frame.
        frame: what it means.
    """
    if frame.noun:
        return None if counts_from(tree, token, frame) else judge_noun(tree, token, frame)
    found = judge_verb(tree, token, frame.action)
    opening = conjunction(tree, token) or ""
    if found.modality is DENIED and classes("conjunctions").get(opening) == "possible":
        return None
    if found.modality is DENIED and is_averted(tree, token):
        return None
    if opening == "once" and frame.action.value not in steps("dependent"):
        return await_step(tree, token, found)
    if frame.modality is None:
        return found
    return Judgement(DENIED if found.modality is DENIED else frame.modality, found.action)


def is_averted(tree: Tree, token: Token) -> bool:
    """Tell whether somebody only wants a step not to be taken ("to make sure that they do not leave")."""
    above = tree.head(token)
    wished = classes("clauses").get(above.lemma.lower()) == "possible" or "sure" in (
        above.lower,
        *(k.lower for k in tree.children(above)),
    )
    return token.dep in ("ccomp", "csubj") and wished


def counts_from(tree: Tree, token: Token, frame: Frame) -> bool:
    """Tell whether time to come is only counted from a step ("will be carried out within 24 hours of its signing")."""
    link = tree.head(token)
    unit = tree.head(link) if token.dep == "pobj" and link.lower in ("of", "after", "from") else None
    if unit is None or classes("telling").get(unit.lemma.lower()) != "units":
        return False
    return judge_verb(tree, clause_verb(tree, unit), frame.action).modality in (PLANNED, CONDITIONAL)


def await_step(tree: Tree, token: Token, found: Judgement) -> Judgement | None:
    """Return a step that another one waits for ("will take effect once ratified by both"), if that is still to come."""
    bare = token.tag == "VBN" and tree.child(token, "aux", "auxpass") is None
    if found.modality is PLANNED:
        return found
    above = judge_verb(tree, clause_verb(tree, tree.head(token)), found.action).modality
    return Judgement(PLANNED, found.action) if bare and above in (PLANNED, POSSIBLE) else None


def judge_noun(tree: Tree, token: Token, frame: Frame) -> Judgement:
    """Judge a step's noun by its adjectives, its preposition and the words above it."""
    if any(k.lower in ("no", "without") for k in tree.children(token)):
        return Judgement(DENIED, frame.action)
    for kid in tree.children(token):
        if name := classes("adjectives").get(kid.lower):
            return Judgement(Modality(name), frame.action)
    return climb_noun(tree, token, frame)


def climb_noun(tree: Tree, token: Token, frame: Frame) -> Judgement:
    """Walk up from a step's noun to the first word that judges it."""
    one = token
    for _ in range(8):
        above = tree.head(one)
        if above.index == one.index:
            break
        found = judge_nominal(tree, one, above, frame)
        if found is not None:
            return found
        if is_verbal(above) and above.pos != "ADJ":
            return judge_clause(tree, one, above, frame)
        one = above
    return Judgement(default(frame), frame.action)


def judge_nominal(tree: Tree, one: Token, above: Token, frame: Frame) -> Judgement | None:
    """Judge a noun by one word above it, if that word says anything."""
    lemma = above.lemma.lower()
    settling = above.lower in classes("settled") and above.tag in ("IN", "VBG")  # "following the approval"
    linking = settling or (above.pos == "ADP" and above.dep in ("prep", "mark"))
    section = "nominal" if is_verbal(above) else "nouns"
    name = None if linking else classes(section).get(lemma)
    if above.lower == "for" and frame.action.value in steps("opened") and is_laid(tree, above):
        return Judgement(PLANNED, frame.action)
    if linking:
        base = tree.head(above)
        outer = classes("nominal" if is_verbal(base) else "nouns").get(base.lemma.lower())
        settled = classes("settled").get(above.lower)
        name = settled or (None if outer else classes("prepositions").get(above.lower))
        loose = ("for", "over", "during") if default(frame) is OCCURRED else ("with", "by", "over", "during")
        if above.lower in loose:
            name = None
    if name == "revoked" and frame.action.value not in steps("revocable"):
        name = None
    if frame.action is ActionCode.BREACH and name == "occurred" and classes("breaches").get(lemma) == "ending":
        return Judgement(OCCURRED, frame.action)
    if name is None or (name == "planned" and lemma == "announce" and frame.action.value not in steps("announced")):
        return None
    if lemma in ("talk", "negotiation", "discussion") and frame.action is ActionCode.IMPLEMENTATION:
        return Judgement(OCCURRED, ActionCode.NEGOTIATION)
    return turn_nominal(tree, name, above, frame)


def is_laid(tree: Tree, preposition: Token) -> bool:
    """Tell whether an agreement is laid open for a step ("approved a package of treaties for signing")."""
    base = tree.head(preposition)
    verb = clause_verb(tree, base)
    return any(one.lemma.lower() in classes("laid") for one in (base, verb))


def turn_nominal(tree: Tree, name: str, above: Token, frame: Frame) -> Judgement:
    """Turn the class of a word above a step's noun into a judgement."""
    action = frame.action
    outer = judge_verb(tree, above, action).modality if is_verbal(above) else OCCURRED
    if name == "revoked":
        return Judgement(outer, ActionCode.WITHDRAWAL)
    if name == "topical":
        return Judgement(default(frame), action)
    if name in ("furthering", "working"):
        return Judgement(POSSIBLE if outer is OCCURRED else outer, action)
    if name in ("halted", "resumed"):
        return halt(name, action, outer)
    if DENIED in (outer, OCCURRED if name != "denied" else DENIED):
        return Judgement(DENIED, action)
    mood = outer if name == "occurred" and default(frame) is not OCCURRED else OCCURRED
    return turn(name, action, outer) or Judgement(weakest(Modality(name), mood), action)


def halt(name: str, action: ActionCode, outer: Modality) -> Judgement:
    """Judge what is halted or resumed: to halt carrying out is to suspend, to halt leaving is to put it off."""
    if name == "halted" and action in (ActionCode.TERMINATION, ActionCode.WITHDRAWAL):
        return Judgement(outer, ActionCode.POSTPONEMENT)
    turned = ActionCode.SUSPENSION if name == "halted" else ActionCode.RESUMPTION
    return Judgement(outer, turned if action is ActionCode.IMPLEMENTATION else action)


def judge_clause(tree: Tree, one: Token, verb: Token, frame: Frame) -> Judgement:
    """Judge a step's noun by the mood of its clause."""
    outer = judge_verb(tree, verb, frame.action).modality
    if frame.action is ActionCode.BREACH and outer is not DENIED:
        return Judgement(default(frame), frame.action)
    if outer is OCCURRED and one.dep in ("nsubj", "nsubjpass") and verb.tag in ("VBD", "VBN"):
        return Judgement(frame.modality or OCCURRED, frame.action)
    return Judgement(weakest(outer, default(frame)), frame.action)


def default(frame: Frame) -> Modality:
    """Return what a step's noun says where nothing else speaks."""
    if frame.modality is not None:
        return frame.modality
    if frame.action.value in steps("wished"):
        return POSSIBLE
    return PLANNED if frame.action.value in steps("pending") else OCCURRED
