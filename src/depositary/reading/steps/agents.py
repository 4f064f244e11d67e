"""Agents: who takes a step, from the subject, the "by", the possessive, or the list before the verb.

>>> sorted(MADE_BY_TWO)
['adoption', 'negotiation', 'signature']
"""

from __future__ import annotations

from depositary.model.reading import Agent
from depositary.model.vocabulary import ActionCode
from depositary.reading.agent_words import names
from depositary.reading.mentions import AgreementMention
from depositary.reading.steps.agent_phrases import (
    coordinated,
    expand,
    listed_with,
    member_agents,
    merge_agents,
    name_heads,
    name_phrase,
)
from depositary.reading.steps.linkage import has_object
from depositary.reading.steps.scene import Scene
from depositary.reading.syntax import (
    Frame,
    Tree,
    by_phrase,
    clause_verb,
    climb,
    controllers,
    is_passive,
    is_verbal,
    load_frames,
    owners,
    subjects,
)
from depositary.reading.syntax.labels import NEUTER_OR_OWNER, PERSONAL_OR_OWNER, PLURAL_AGENTS, SUBJECTS
from depositary.reading.text import Token

MADE_BY_TWO = frozenset({"signature", "adoption", "negotiation"})


def find_agents(scene: Scene, token: Token, frame: Frame, mention: AgreementMention) -> tuple[Agent, ...]:
    """Return who takes a step.

    Args:
        scene: the report and the sentence.
        token: the verb or noun that tells the step.
        frame: how it tells it.
        mention: the agreement's mention.
    """
    heads = noun_agents(scene, token) if frame.noun else verb_agents(scene, token, frame)
    found = [] if frame.caller else name_heads(scene, heads, mention)
    if not found and frame.noun and not frame.caller:
        found = name_heads(scene, carried_agents(scene.tree, token), mention)
    if frame.action.value in names("joint") and (found or frame.noun):
        found = [*found, *partners(scene, token, mention, found)]
    if len(found) == 1 and not frame.noun and not frame.caller:
        found = max(found, behind_by(scene, token, mention), key=len)
    if not found and not frame.caller:
        found = nearby_agents(scene, token, frame, mention)
    if not found and frame.role != "subject" and lone(scene.tree, token, frame):
        found = segment_agents(scene, token, mention)
    if not found and frame.action.value in MADE_BY_TWO:
        within = merge_agents(agents_within(scene, mention) or agents_at_talks(scene, token))
        found = within if len(within) > 1 else []
    return tuple(merge_agents(found))


def lone(tree: Tree, token: Token, frame: Frame) -> bool:
    """Tell whether a finite active verb heads its sentence and the parse found no subject for it."""
    finite = token.tag in ("VBD", "VBZ", "VBP") and token.dep == "ROOT" and not is_passive(tree, token)
    return finite and not frame.noun and not frame.caller and tree.child(token, *SUBJECTS) is None


def find_callers(scene: Scene, token: Token, frame: Frame, mention: AgreementMention) -> tuple[Agent, ...]:
    """Return who calls for a step that others are to take."""
    tree = scene.tree
    if frame.caller and not frame.noun:
        return tuple(name_heads(scene, subjects(tree, token), mention))
    for one in climb(tree, token)[1:6]:
        if is_verbal(one) and one.lemma.lower() in names("calling") and not is_passive(tree, one):
            return tuple(name_heads(scene, subjects(tree, one), mention))
    return ()


def verb_agents(scene: Scene, token: Token, frame: Frame) -> list[Token]:
    """Return the heads of the phrases that do what a verb says."""
    tree = scene.tree
    if frame.role == "lead" and (
        bound := [k for t in lead_nouns(tree, token) for k in tree.children(t) if k.dep == "poss"]
    ):
        return bound
    if frame.role == "subject":
        told = frame.action is ActionCode.REJECTION and token.dep == "ccomp"
        return subjects(tree, tree.head(token)) if told else bound_agents(scene, token, frame)
    reduced = token.dep in ("acl", "amod") and token.tag in ("VBN", "VBD") and not has_object(tree, token)
    if is_passive(tree, token) or reduced:
        return by_phrase(tree, token) or owners(tree, token)
    if token.dep == "acl" and token.tag == "VBD":
        return subjects(tree, clause_verb(tree, tree.head(token)))
    return subjects(tree, token)


def bound_agents(scene: Scene, token: Token, frame: Frame) -> list[Token]:
    """Return those for whom alone an agreement enters into force ("entered into force for Ghana")."""
    if frame.action is not ActionCode.ENTRY_INTO_FORCE:
        return []
    tree = scene.tree
    inner = [g for k in tree.children(token) if k.dep == "prep" for g in tree.children(k) if g.dep == "pobj"]
    bound = [k for one in (token, *inner) for k in tree.children(one) if k.lower == "for"]
    return [g for k in bound for g in tree.children(k) if g.dep == "pobj" and scene.actors.at(g.start)]


def lead_nouns(tree: Tree, token: Token) -> list[Token]:
    """Return the object of a verb whose bearer acts ("undermines China's obligations under the treaty")."""
    return [k for k in tree.children(token) if k.dep == "dobj" and k.lower in names("borne")]


def noun_agents(scene: Scene, token: Token) -> list[Token]:
    """Return the heads of the phrases that do what a noun says."""
    tree = scene.tree
    found = [
        k for k in tree.children(token) if k.dep in ("poss", "amod", "compound", "nmod") and scene.actors.at(k.start)
    ]
    owners = [k for k in tree.children(token) if k.dep == "poss" and k not in found]
    found += [
        k for k in owners if k.lower in PERSONAL_OR_OWNER | PLURAL_AGENTS | NEUTER_OR_OWNER and not k.text.isupper()
    ]
    found += by_phrase(tree, token)
    joint = [k for k in tree.children(token) if k.lower in ("between", "among", "with")]
    others = [g for k in joint for g in tree.children(k) if g.dep == "pobj"]
    if others and not found and not any(k.lower == "between" for k in joint):
        found = carried_agents(tree, token)
    if found or others:
        return [*found, *others]
    of = [g for k in tree.children(token) if k.lower == "of" for g in tree.children(k)]
    return [g for g in of if scene.actors.at(g.start)]


def carried_agents(tree: Tree, token: Token) -> list[Token]:
    """Return the subject of a light verb that carries the noun, or the accused one."""
    above = clause_verb(tree, token)
    if above.index == token.index or not is_verbal(above):
        return []
    if token.dep == "attr":
        bare = ("it", "this", "that", "there", "one", "part", "another")
        return [one for one in subjects(tree, above) if one.lower not in bare]
    if token.dep == "nsubj" and above.lemma.lower() in ("include", "be"):
        return [k for k in tree.children(above) if k.dep in ("dobj", "attr")]
    if above.lemma.lower() in ("accuse", "blame", "suspect"):
        return controllers(tree, above)
    if is_passive(tree, above):
        return []
    direct = token.dep in ("dobj", "attr") or (token.dep == "pobj" and tree.head(tree.head(token)).index == above.index)
    direct = direct or any(k.dep == "dobj" and k.lower in names("ballots") for k in tree.children(above))
    consent = token.lemma.lower() in names("consents") and above.lemma.lower() in names("deliberating")
    direct = direct or (consent and token.dep == "dobj")
    carries = consent or (direct and above.lemma.lower() in names("light")) or is_deed(tree, token, above)
    return subjects(tree, above) if carries or is_free(token, above) else []


def is_deed(tree: Tree, token: Token, above: Token) -> bool:
    """Tell whether a step's noun says what a deed under a verb is about ("signed a decree on the withdrawal from")."""
    objects = [k for k in tree.children(above) if k.dep == "dobj" and k.lower in names("deeds")]
    base = tree.head(tree.head(token)) if token.dep == "pobj" else token
    return any(base.index in (deed.index, above.index) for deed in objects)


def is_free(token: Token, above: Token) -> bool:
    """Tell whether a bare "negotiations" hangs on the verb that tells what came of them."""
    outcome = {f.action for f in load_frames().frames.get(above.lemma.lower(), ())}
    return token.lower in load_frames().free and not outcome.isdisjoint((ActionCode.SIGNATURE, ActionCode.ADOPTION))


def partners(scene: Scene, token: Token, mention: AgreementMention, found: list[Agent]) -> list[Agent]:
    """Return the other side, named behind "with"."""
    tree = scene.tree
    heads = [g for k in tree.children(token) if k.lower == "with" for g in tree.children(k) if g.dep == "pobj"]
    head = tree.sentence.token_at(mention.noun)
    if head is not None:
        heads += [g for k in tree.children(head) if k.lower == "with" for g in tree.children(k) if g.dep == "pobj"]
    agents = [agent for one in heads for h in coordinated(tree, one) for agent in name_phrase(scene, h)]
    persons = any(agent.office for agent in found)
    return [a for a in agents if not persons or a.office or not (a.actor and a.actor.isupper())]


def nearby_agents(scene: Scene, token: Token, frame: Frame, mention: AgreementMention) -> list[Agent]:
    """Return the actors right before an active verb or right behind "by", by the order of words."""
    inside = scene.actors.in_sentence(scene.tree.sentence.index)
    if frame.noun or frame.role == "subject":
        return []
    text = scene.analysis.text
    for m in inside:
        if mention.overlaps(m.start, m.end):
            continue
        if text[token.end : m.start].strip() in ("by", "by the"):
            return [a for one in listed_with(scene, m) for a in expand(scene, one, token)]
        between = text[m.end : token.start].split() if m.end <= token.start else ["-"] * 9
        if all(
            w in ("to", "will", "have", "has", "had", "both", "also", "and", "would", "set", "today") for w in between
        ):
            return [a for one in listed_with(scene, m) for a in expand(scene, one, token)]
    return []


def behind_by(scene: Scene, token: Token, mention: AgreementMention) -> list[Agent]:
    """Return the actors listed right behind "by", by the order of words: a bare surname there upsets the parse."""
    text = scene.analysis.text
    for m in scene.actors.in_sentence(scene.tree.sentence.index):
        if not mention.overlaps(m.start, m.end) and text[token.end : m.start].strip() in ("by", "by the"):
            return [a for one in listed_with(scene, m) for a in expand(scene, one, token)]
    return []


def segment_agents(scene: Scene, token: Token, mention: AgreementMention) -> list[Agent]:
    """Return the actors between the last comma and an active verb for which the parse has no subject."""
    before = len(scene.analysis.text[: token.start].rstrip(", "))  # "President A and his rival B, signed ..."
    start = max(scene.tree.sentence.start, scene.analysis.text.rfind(",", 0, before))
    inside = [m for m in scene.actors.within(start, token.start) if not mention.overlaps(m.start, m.end)]
    return [a for m in inside if m.sort != "demonym" for a in expand(scene, m, token)]


def agents_within(scene: Scene, mention: AgreementMention) -> list[Agent]:
    """Return the actors that the agreement's own words name ("a truce between A and B"), or the words behind them."""
    found = [a for m in scene.actors.within(mention.start, mention.end) for a in member_agents(scene.actors, m)]
    return found or agents_behind(scene, mention)


def agents_behind(scene: Scene, mention: AgreementMention) -> list[Agent]:
    """Return those between whom an agreement is, told behind its name or its closing quotation mark."""
    text, end = scene.analysis.text, mention.end
    after = next((m for m in scene.actors.in_sentence(mention.sentence) if m.start > end), None)
    link = text[end : after.start].strip("\"”’' ") if after is not None else ""
    if after is None or link not in ("between", "between the", "among", "among the"):
        return []
    return [a for m in listed_with(scene, after) for a in member_agents(scene.actors, m)]


def agents_at_talks(scene: Scene, token: Token) -> list[Agent]:
    """Return those whose talks a step is taken at ("reached during their talks last week")."""
    tree = scene.tree
    nouns = [g for k in tree.children(token) if k.dep == "prep" for g in tree.children(k) if g.dep == "pobj"]
    owners = [k for g in nouns if g.lower in names("occasions") for k in tree.children(g) if k.dep == "poss"]
    return name_heads(scene, owners, AgreementMention(-1, -1, tree.sentence.index, "", "pronoun", -1))
