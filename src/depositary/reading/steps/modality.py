"""Modality: whether a step is told as a fact, a plan, a possibility, a denial or a condition.

>>> refuse(ActionCode.SIGNATURE, Modality.OCCURRED).action
<ActionCode.REJECTION: 'rejection'>
"""

from __future__ import annotations

from dataclasses import dataclass

from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.steps.auxiliaries import (
    CONDITIONAL,
    DENIED,
    OCCURRED,
    PLANNED,
    POSSIBLE,
    auxiliaries,
    classes,
    conjunction,
    finite_mood,
    is_governed,
    is_negated,
    is_past,
    steps,
    weakest,
)
from depositary.reading.syntax import SUBJECTS, Tree, clause_verb, is_verbal
from depositary.reading.text import Token

NEEDING = ("VBZ", "VBP", "VBD")
GOVERNED = frozenset(
    {"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "dobj", "csubj", "pobj", "oprd", "attr", "dep"}
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The modality of a step, and the step itself: "refuses to sign" is a rejection."""

    modality: Modality
    action: ActionCode


def judge_verb(tree: Tree, token: Token, action: ActionCode, depth: int = 0) -> Judgement:
    """Judge a verb: by its auxiliaries where it is finite, by what governs it where it is not."""
    if depth > 5:
        return Judgement(OCCURRED, action)
    if is_governed(tree, token):
        return judge_governed(tree, token, action, depth)
    modality = soften(tree, token, finite_mood(tree, token, action), action)
    return Judgement(modality, action)


def soften(tree: Tree, token: Token, mood: Modality, action: ActionCode) -> Modality:
    """Weaken a finite verb's mood by conjunctions and by the verb above its clause."""
    if mood is OCCURRED and awaits(tree, token):
        return PLANNED
    opening = classes("conjunctions").get(conjunction(tree, token) or "")
    if opening == "possible" and mood is not DENIED:
        return POSSIBLE
    if opening == "conditional" and not is_past(tree, token):
        return PLANNED if action.value in steps("scheduled") else CONDITIONAL
    return CONDITIONAL if depends(tree, token, mood, action) else soften_told(tree, token, mood, action)


def depends(tree: Tree, token: Token, mood: Modality, action: ActionCode) -> bool:
    """Tell whether what is told in a mood only comes about with something else."""
    if mood is DENIED:
        return action.value in steps("dependent") and has_limit(tree, token)
    told = any(classes("auxiliaries").get(a) == "possible" for a in auxiliaries(tree, token))
    return mood in (PLANNED, POSSIBLE) and not told and has_condition(tree, token, action)


def soften_told(tree: Tree, token: Token, mood: Modality, action: ActionCode) -> Modality:
    """Weaken a finite verb's mood by the verb or noun that its clause hangs on."""
    above = tree.head(token)
    if classes("telling").get(above.lemma.lower()) == "claims" and token.dep in ("acl", "ccomp"):
        above = clause_verb(tree, above)
    name = classes("clauses").get(above.lemma.lower()) if token.dep in ("ccomp", "acl") else None
    if name == "denied" and mood is OCCURRED:
        return DENIED
    if token.dep == "acl" and name is None and above.pos == "NOUN":
        name = classes("nouns").get(above.lemma.lower())
    wished = name == "possible" and mood in (PLANNED, OCCURRED) and token.tag != "VBD"
    least = demanded(action) if above.lemma.lower() == "require" else POSSIBLE
    return weakest(mood, least) if wished else mood


def has_limit(tree: Tree, token: Token) -> bool:
    """Tell whether a denial ends with something to come ("will not enter into force until both ratify it")."""
    ahead = any(classes("auxiliaries").get(a) in ("planned", "possible") for a in auxiliaries(tree, token))
    return ahead and any(
        k.dep == "advcl" and conjunction(tree, k) in ("until", "till", "unless", "before") for k in tree.children(token)
    )


def awaits(tree: Tree, token: Token) -> bool:
    """Tell whether a verb in the present tells when something to come will be ("will begin after Peru ratifies")."""
    opening = conjunction(tree, token)
    present = token.tag == "VBN" and any(a in ("has", "have", "is", "are") for a in auxiliaries(tree, token))
    plain = token.tag == "VB" and not auxiliaries(tree, token) and tree.child(token, *SUBJECTS) is not None
    waits = token.tag in ("VBZ", "VBP") or plain or (present and opening not in ("until", "till"))
    if not waits or classes("telling").get(opening or "") != "awaiting":
        return False
    above = clause_verb(tree, tree.head(token))
    helpers = auxiliaries(tree, above)
    return token.dep == "advcl" and any(classes("auxiliaries").get(h) == "planned" for h in helpers)


def has_condition(tree: Tree, token: Token, action: ActionCode) -> bool:
    """Tell whether a condition hangs on a verb ("will sign if ...", "will take effect when all have ratified it")."""
    for kid in tree.children(token):
        opening = conjunction(tree, kid) if kid.dep == "advcl" else None
        if opening in ("if", "unless", "once", "provided"):
            return True
        consent = classes("telling").get(kid.lemma.lower()) == "consent"
        if opening in ("when", "after") and consent and action.value in steps("dependent"):
            return True
    return False


def judge_governed(tree: Tree, token: Token, action: ActionCode, depth: int) -> Judgement:
    """Judge an infinitive or gerund by the verb, adjective, noun or preposition above it."""
    if is_negated(tree, token) and token.dep != "conj":
        return Judgement(DENIED, action)
    if token.dep == "conj" and is_verbal(tree.head(token)):
        return judge_verb(tree, listed_infinitive(tree, token) or tree.head(token), action, depth + 1)
    own = tree.child(token, "nsubj")
    if own is not None and (name := classes("nouns").get(own.lemma.lower())):
        return judge_class(tree, name, own, action, depth)
    return judge_infinitive(tree, token, action, depth)


def judge_infinitive(tree: Tree, token: Token, action: ActionCode, depth: int) -> Judgement:
    """Judge an infinitive or gerund that stands for itself by what is above it."""
    above = tree.head(token)
    if token.dep == "pcomp" or (token.dep == "pobj" and above.pos == "ADP"):
        return judge_gerund(tree, above, action, depth)
    if any(k.lower == "instead" for k in tree.children(token)) and token.tag == "VBG":
        return Judgement(OCCURRED, action)
    if needed(tree, token):
        return Judgement(demanded(action), action)
    loose = token.dep not in GOVERNED or (token.dep == "csubj" and token.tag == "VBG")
    if above.index == token.index or loose:
        return Judgement(PLANNED if "to" in auxiliaries(tree, token) else OCCURRED, action)
    if mark_of(tree, token) == "for" and action.value in steps("dependent"):
        return Judgement(CONDITIONAL, action)
    return judge_above(tree, token, above, action, depth)


def needed(tree: Tree, token: Token) -> bool:
    """Tell whether a step is what something is needed for ("needs 60 ratifications to enter into force")."""
    verb = clause_verb(tree, tree.head(token))
    return "to" in auxiliaries(tree, token) and verb.lemma.lower() in ("need", "require") and verb.tag in NEEDING


def demanded(action: ActionCode) -> Modality:
    """Return the modality of what is still needed: consent is awaited, what depends on others is conditional."""
    if action.value in steps("dependent"):
        return CONDITIONAL
    return PLANNED if action.value in steps("pending") else POSSIBLE


def listed_infinitive(tree: Tree, token: Token) -> Token | None:
    """Return the infinitive before a bare verb that was read as coordinated to a finite one."""
    if token.tag != "VB" or tree.head(token).tag == "VB":
        return None
    earlier = [t for t in tree.subtree(tree.head(token)) if t.index < token.index and t.tag == "VB"]
    return next((t for t in reversed(earlier) if any(k.lower == "to" for k in tree.children(t))), None)


def mark_of(tree: Tree, token: Token) -> str:
    """Return the subordinating word of a verb, or nothing."""
    mark = tree.child(token, "mark")
    return mark.lower if mark is not None else ""


def judge_gerund(tree: Tree, preposition: Token, action: ActionCode, depth: int) -> Judgement:
    """Judge a gerund behind a preposition ("after signing", "accused of breaking")."""
    base = tree.head(preposition)
    name = classes("prepositions").get(preposition.lower)
    if preposition.lower == "without":
        return Judgement(DENIED, action)
    if name and preposition.lower not in ("for", "with", "by"):
        return Judgement(Modality(name), action)
    known = classes("nouns" if base.pos == "NOUN" else "governors").get(base.lemma.lower())
    if known:
        return judge_class(tree, known, base, action, depth)
    return Judgement(POSSIBLE if action.value in steps("wished") else OCCURRED, action)


def judge_above(tree: Tree, token: Token, above: Token, action: ActionCode, depth: int) -> Judgement:
    """Judge an infinitive or gerund by the lemma it hangs on."""
    lemma = above.lemma.lower()
    name = classes("governors" if is_verbal(above) or above.pos in ("ADJ", "ADV") else "nouns").get(lemma) or classes(
        "governors"
    ).get(lemma)
    if lemma == "be" and "to" in auxiliaries(tree, token):
        name = "planned"
    carried = tree.child(above, "dobj") if is_verbal(above) else None
    if carried is not None and carried.index < token.index and (kind := classes("nouns").get(carried.lemma.lower())):
        leads = classes("telling").get(carried.lemma.lower()) == "procedures" and "to" in auxiliaries(tree, token)
        return judge_class(tree, "planned" if leads else kind, carried, action, depth)
    if lemma == "make" and tree.child(token, "nsubj") is None:
        name = None
    if name is None and above.pos in ("NOUN", "PROPN") and any(is_rank(k) for k in tree.children(above)):
        return judge_verb(tree, clause_verb(tree, above), action, depth + 1)
    if name is None and classes("nominal").get(lemma) == "postponed" and token.tag == "VBG":
        name = "postponed"
    subject = tree.child(above, "nsubj")
    if name is None and subject is not None:
        name = classes("nouns").get(subject.lemma.lower())
    if name is None and above.dep == "pobj":
        name = classes("nouns").get(tree.head(tree.head(above)).lemma.lower())
    if name is not None:
        return judge_class(tree, name, above, action, depth)
    if token.dep in ("advcl", "acl", "relcl") and "to" in auxiliaries(tree, token):
        return Judgement(PLANNED if token.dep != "advcl" else POSSIBLE, action)
    return judge_verb(tree, clause_verb(tree, above), action, depth + 1)


def is_rank(token: Token) -> bool:
    """Tell whether a word ranks a noun among those who took the step ("the first", "the 61st")."""
    return token.lower in classes("ranks") or (
        token.text[:1].isdigit() and token.lower[-2:] in ("st", "nd", "rd", "th")
    )


def judge_class(tree: Tree, name: str, above: Token, action: ActionCode, depth: int) -> Judgement:
    """Judge by the class of the governor and by the governor's own mood."""
    outer = governor_mood(tree, above, action, depth)
    if turned := turn(name, action, outer):
        return turned
    if name == "occurred" and (is_procedure(tree, above) or is_ballot(above, action)):
        return Judgement(weakest(outer, PLANNED), action)
    if name == "occurred":
        return Judgement(outer, action)
    if name == "conditional":
        return Judgement(CONDITIONAL if action.value in steps("dependent") else weakest(outer, PLANNED), action)
    return Judgement(weakest(outer, Modality(name)), action)


def is_procedure(tree: Tree, above: Token) -> bool:
    """Tell whether a noun is of a procedure that leads to a step ("procedures to sign it") and is not gone through."""
    if classes("telling").get(above.lemma.lower()) != "procedures":
        return False
    verb = clause_verb(tree, above)
    followed = any(k.dep in ("acl", "relcl") and "to" in auxiliaries(tree, k) for k in tree.children(above))
    return followed or classes("telling").get(verb.lemma.lower()) == "opening"


def is_ballot(above: Token, action: ActionCode) -> bool:
    """Tell whether a step is only voted for: a vote ratifies or rejects, but does not yet leave or suspend."""
    return above.lemma.lower() == "vote" and action.value not in steps("voted")


def turn(name: str, action: ActionCode, outer: Modality) -> Judgement | None:
    """Judge what is refused, failed, put off or worked on: often another step than the one named."""
    if name == "postponed":
        return Judgement(outer, ActionCode.POSTPONEMENT)
    if name == "refused":
        return refuse(action, outer)
    if name == "denied":
        return deny(action, outer)
    return work(action, outer) if name == "working" else None


def refuse(action: ActionCode, outer: Modality) -> Judgement:
    """Judge what is refused: a rejection, or only a denial where the step cannot be refused."""
    if outer is DENIED:
        return Judgement(POSSIBLE, action)
    if action is ActionCode.IMPLEMENTATION:
        return Judgement(outer, ActionCode.BREACH)
    refusable = action.value in steps("refusable")
    return Judgement(outer, ActionCode.REJECTION) if refusable else Judgement(DENIED, action)


def deny(action: ActionCode, outer: Modality) -> Judgement:
    """Judge what fails: not to carry out is to break, not to negotiate is not to agree."""
    if outer is DENIED:
        return Judgement(OCCURRED, action)
    if action is ActionCode.IMPLEMENTATION:
        return Judgement(outer, ActionCode.BREACH)
    return Judgement(DENIED, ActionCode.ADOPTION if action is ActionCode.NEGOTIATION else action)


def work(action: ActionCode, outer: Modality) -> Judgement:
    """Judge what is worked on: to work towards a deal is to negotiate it."""
    joint = action in (ActionCode.ADOPTION, ActionCode.NEGOTIATION)
    return Judgement(outer, ActionCode.NEGOTIATION) if joint else Judgement(weakest(outer, PLANNED), action)


def governor_mood(tree: Tree, above: Token, action: ActionCode, depth: int) -> Modality:
    """Return the mood of a governor; a noun has that of being there at all."""
    if is_verbal(above) and above.pos != "ADJ":
        return judge_verb(tree, above, action, depth + 1).modality
    if any(k.lower in ("no", "not") for k in tree.children(above)):
        return DENIED
    verb = clause_verb(tree, above)
    if failing := fails(tree, above, verb):
        return failing
    takes_place = classes("nouns").get(above.lemma.lower()) == "occurred" and verb.index != above.index
    if takes_place or is_concluded(tree, above, verb):
        return judge_verb(tree, verb, action, depth + 1).modality
    denied = above.pos in ("ADJ", "ADV") and verb.index != above.index and is_negated(tree, verb)
    return DENIED if denied else OCCURRED


def fails(tree: Tree, above: Token, verb: Token) -> Modality | None:
    """Return the modality of what comes to nothing ("efforts to revive it failed"), if it does."""
    failing = classes("failing").get(verb.lemma.lower())
    told = above.dep == "nsubj" and tree.head(above).index == verb.index and not is_negated(tree, verb)
    return Modality(failing) if failing and told else None


def is_concluded(tree: Tree, above: Token, verb: Token) -> bool:
    """Tell whether a noun is what is agreed, under a verb that concludes it ("a deal to revive it can be reached")."""
    agreed = above.lemma.lower() in steps("agreed") and verb.lemma.lower() in steps("concluding")
    return agreed and above.dep in ("nsubjpass", "dobj") and tree.head(above).index == verb.index
