"""Agents: who takes a step, from the subject, the "by", the possessive, or the list before the verb.

>>> is_group("countries")
True
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from depositary.lexicon import load_toml
from depositary.model.reading import Agent
from depositary.model.vocabulary import ActionCode
from depositary.reading.analysis import Analysis, Token
from depositary.reading.clauses import Tree, clause_verb, is_verbal
from depositary.reading.finds import ActorMention, Actors, AgreementMention
from depositary.reading.frames import Frame
from depositary.reading.linkage import RELATIVES, is_passive

CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "appos", "punct"})
PERSONAL = frozenset({"he", "she", "his", "her", "him"})
PLURAL = frozenset({"they", "their", "them", "both", "we", "our", "us"})
NEUTER = frozenset({"it", "its"})
SEPARATORS = frozenset({",", "and", "&", ", and", "und", "/", ";", "as well as", "along with", "together with"})
COVERS: frozenset[str] = frozenset({"state", "organisation", "group", "organ", "metonym"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What is needed to name agents: the report, its actors, the sentence at hand."""

    analysis: Analysis
    actors: Actors
    tree: Tree
    kinds: Mapping[str, str]


@functools.cache
def names(section: str) -> frozenset[str]:
    """Return one list of the data file as a set."""
    return frozenset(load_toml("en", "agents")[section])


def is_group(word: str) -> bool:
    """Tell whether a word names a group that can take a step."""
    return word.lower() in names("groups")


def is_legislature(name: str) -> bool:
    """Tell whether a name is that of an organ whose approval binds its state."""
    return not names("legislatures").isdisjoint(name.lower().split())


def find_agents(scene: Scene, token: Token, frame: Frame, mention: AgreementMention) -> tuple[Agent, ...]:
    """Return who takes a step.

    Args:
        scene: the report and the sentence.
        token: the verb or noun that tells the step.
        frame: how it tells it.
        mention: the agreement's mention.
    """
    heads = noun_agents(scene, token, frame) if frame.noun else verb_agents(scene, token, frame)
    found = name_heads(scene, heads, mention)
    if frame.action.value in names("joint") and (found or frame.noun):
        found = [*found, *partners(scene, token, mention, found)]
    if not found:
        found = nearby_agents(scene, token, frame, mention)
    if not found and frame.action.value in ("signature", "adoption", "negotiation"):
        found = agents_within(scene, mention)
    return tuple(merge_agents(found))


def verb_agents(scene: Scene, token: Token, frame: Frame) -> list[Token]:
    """Return the heads of the phrases that do what a verb says."""
    tree = scene.tree
    if frame.role == "subject":
        told = frame.action is ActionCode.REJECTION and token.dep == "ccomp"
        return subjects(tree, tree.head(token)) if told else []
    if is_passive(tree, token) or (token.dep in ("acl", "amod") and token.tag in ("VBN", "VBD")):
        return by_phrase(tree, token)
    return subjects(tree, token)


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
    possessor = tree.child(above, "poss")
    if possessor is not None:
        return [possessor]
    if verb.dep in ("acl", "relcl", "pcomp"):
        if verb.tag == "VBG" and verb.dep == "acl":
            return [above]
        upper = clause_verb(tree, above)
        return subjects(tree, upper, depth + 1) if upper.index != verb.index else []
    return []


def controllers(tree: Tree, verb: Token) -> list[Token]:
    """Return the objects that do what is asked of them ("called on both sides to sign")."""
    if verb.lemma.lower() not in names("object_control") or is_passive(tree, verb):
        return []
    direct = [k for k in tree.children(verb) if k.dep in ("dobj", "dative")]
    over = [
        g for k in tree.children(verb) if k.dep == "prep" and k.lower in ("on", "to", "upon") for g in tree.children(k)
    ]
    return direct or [g for g in over if g.dep == "pobj"]


def noun_agents(scene: Scene, token: Token, frame: Frame) -> list[Token]:
    """Return the heads of the phrases that do what a noun says."""
    tree = scene.tree
    found = [
        k for k in tree.children(token) if k.dep in ("poss", "amod", "compound", "nmod") and scene.actors.at(k.start)
    ]
    found += [k for k in tree.children(token) if k.dep == "poss" and k.lower in PERSONAL | PLURAL | NEUTER]
    found += by_phrase(tree, token)
    found += [
        g
        for k in tree.children(token)
        if k.lower in ("between", "among", "with")
        for g in tree.children(k)
        if g.dep == "pobj"
    ]
    if found:
        return found
    of = [g for k in tree.children(token) if k.lower == "of" for g in tree.children(k)]
    actors = [g for g in of if scene.actors.at(g.start)]
    return actors or carried_agents(tree, token)


def carried_agents(tree: Tree, token: Token) -> list[Token]:
    """Return the subject of a light verb that carries the noun, or the accused one."""
    above = clause_verb(tree, token)
    if above.index == token.index or not is_verbal(above):
        return []
    if token.dep == "attr":
        return subjects(tree, above)
    if token.dep == "nsubj" and above.lemma.lower() in ("include", "be"):
        return [k for k in tree.children(above) if k.dep in ("dobj", "attr")]
    if above.lemma.lower() in ("accuse", "blame", "suspect"):
        return controllers(tree, above)
    direct = token.dep in ("dobj", "attr") or (token.dep == "pobj" and tree.head(tree.head(token)).index == above.index)
    return (
        subjects(tree, above)
        if direct and above.lemma.lower() in names("light") and not is_passive(tree, above)
        else []
    )


def name_heads(scene: Scene, heads: Iterable[Token], mention: AgreementMention) -> list[Agent]:
    """Return the agents that phrases name."""
    found: list[Agent] = []
    for head in heads:
        if mention.covers(head.start) and not is_group(head.text):
            continue
        for one in coordinated(scene.tree, head):
            found.extend(name_phrase(scene, one))
    return found


def coordinated(tree: Tree, head: Token) -> list[Token]:
    """Return a noun and the nouns coordinated with it."""
    found = [head]
    for one in found:
        found.extend(k for k in tree.children(one) if k.dep == "conj" and not is_verbal(k))
    return found


def name_phrase(scene: Scene, head: Token) -> list[Agent]:
    """Return the agents of one phrase: its mention, those inside of it, or a group in its own words."""
    if head.lower in PERSONAL | PLURAL | NEUTER:
        return resolve_pronoun(scene, head)
    mention = scene.actors.at(head.start)
    if mention is not None:
        listed = [agent for m in listed_with(scene, mention) for agent in expand(scene, m, head)]
        return listed
    inner = inner_mentions(scene, head)
    strong = [m for m in inner if m.sort != "demonym"]
    if strong and not (is_group(head.text) and head.tag == "NNS" and not governs(scene, head, strong)):
        return [agent for m in strong for agent in expand(scene, m, head)]
    if inner:
        return [Agent(phrase_text(scene, head), None, inner[0].agent.actor)]
    named = is_group(head.text) or head.tag == "CD" or head.pos == "PROPN"
    return [Agent(phrase_text(scene, head))] if named else []


def governs(scene: Scene, head: Token, mentions: list[ActorMention]) -> bool:
    """Tell whether a group's phrase names its members ("the leaders of Chad and Sudan")."""
    between = scene.analysis.text[head.end : mentions[0].start].strip()
    return between in ("of", "of the", "from", "from the", "in", "including", "like", "of both", "")


def inner_mentions(scene: Scene, head: Token) -> list[ActorMention]:
    """Return the actor mentions inside a phrase, its clauses left out."""
    found: list[ActorMention] = []
    for token in scene.tree.subtree(head, CLAUSES):
        mention = scene.actors.at(token.start)
        if mention is not None and mention not in found:
            found.append(mention)
    return found


def phrase_text(scene: Scene, head: Token) -> str:
    """Return the words of a phrase up to its head, with a following "of" phrase."""
    kept = [t for t in scene.tree.subtree(head, CLAUSES | {"conj", "cc"}) if t.index <= head.index]
    first = min((t for t in kept if t.dep != "det" or t.lower not in ("the", "a", "an")), key=lambda t: t.index)
    return scene.analysis.text[first.start : head.end]


def expand(scene: Scene, mention: ActorMention, head: Token) -> list[Agent]:
    """Return a mention's agents: its members where it is a collective."""
    if mention.members:
        return [state_agent(scene.actors, code, mention.agent.name) for code in mention.members]
    if mention.sort == "demonym" and not mention.covers(head.start) and is_group(head.text):
        return [Agent(phrase_text(scene, head), None, mention.agent.actor)]
    return [mention.agent]


def state_agent(actors: Actors, code: str, name: str) -> Agent:
    """Return a state by the name that the report first gives it."""
    found = next(
        (m.agent for m in actors.mentions if m.sort in COVERS and m.agent.actor == code and not m.members), None
    )
    return Agent(found.name, found.office, code) if found else Agent(name, None, code)


def listed_with(scene: Scene, mention: ActorMention) -> list[ActorMention]:
    """Return the mentions in one list with a mention ("Albania, Bulgaria and Croatia"), in order."""
    inside = scene.actors.in_sentence(mention.sentence)
    place = inside.index(mention) if mention in inside else -1
    if place < 0:
        return [mention]
    low = high = place
    while low > 0 and is_listed(scene, inside[low - 1], inside[low]):
        low -= 1
    while high + 1 < len(inside) and is_listed(scene, inside[high], inside[high + 1]):
        high += 1
    return trim_list(scene, inside[low : high + 1], mention)


def trim_list(scene: Scene, listed: list[ActorMention], mention: ActorMention) -> list[ActorMention]:
    """Return a list without a first "In X," and nothing but the mention where no "and" holds it together."""
    text, sentence = scene.analysis.text, scene.tree.sentence
    opening = text[: listed[0].start].split()[-1:]
    if len(listed) > 1 and opening and opening[0].lower() in ("in", "from", "at") and listed[0] != mention:
        listed = listed[1:]
    joined = any(" and " in text[a.end : b.start] or "&" in text[a.end : b.start] for a, b in pairwise(listed))
    return listed if joined or sentence.headline else [mention]


def is_listed(scene: Scene, one: ActorMention, other: ActorMention) -> bool:
    """Tell whether only a comma or an "and" parts two mentions of like sort."""
    between = " ".join(scene.analysis.text[one.end : other.start].replace("the", " ").split())
    return between in SEPARATORS and (one.sort == "person") == (other.sort == "person")


def resolve_pronoun(scene: Scene, pronoun: Token) -> list[Agent]:
    """Return whom a pronoun stands for: the nearest fitting mention before it."""
    earlier = [m for m in scene.actors.mentions if m.end <= pronoun.start]
    if pronoun.lower in PERSONAL:
        return [m.agent for m in earlier if m.sort == "person"][-1:]
    if pronoun.lower in NEUTER:
        return [m.agent for m in earlier if m.sort in COVERS][-1:]
    return resolve_plural(scene, earlier)


def resolve_plural(scene: Scene, earlier: list[ActorMention]) -> list[Agent]:
    """Return the nearest collective or list of actors."""
    for mention in reversed(earlier):
        if mention.members:
            return [state_agent(scene.actors, code, mention.agent.name) for code in mention.members]
        listed = listed_with(scene, mention)
        if len(listed) > 1:
            return [m.agent for m in listed]
    return []


def partners(scene: Scene, token: Token, mention: AgreementMention, found: list[Agent]) -> list[Agent]:
    """Return the other side, named behind "with"."""
    tree = scene.tree
    heads = [g for k in tree.children(token) if k.lower == "with" for g in tree.children(k) if g.dep == "pobj"]
    head = tree.sentence.token_at(mention.noun)
    if head is not None:
        heads += [g for k in tree.children(head) if k.lower == "with" for g in tree.children(k) if g.dep == "pobj"]
    agents = [agent for one in heads for h in coordinated(tree, one) for agent in name_phrase(scene, h)]
    persons = any(agent.office for agent in found)
    return [a for a in agents if not persons or a.office]


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


def agents_within(scene: Scene, mention: AgreementMention) -> list[Agent]:
    """Return the actors that the agreement's own words name ("a truce between A and B")."""
    return [a for m in scene.actors.within(mention.start, mention.end) for a in member_agents(scene.actors, m)]


def member_agents(actors: Actors, mention: ActorMention) -> list[Agent]:
    """Return the agents of a mention without regard to its phrase."""
    if mention.members:
        return [state_agent(actors, code, mention.agent.name) for code in mention.members]
    if mention.sort == "demonym" and mention.agent.actor:
        return [state_agent(actors, mention.agent.actor, mention.agent.name)]
    return [mention.agent]


def merge_agents(agents: Iterable[Agent]) -> list[Agent]:
    """Return each agent once; a bare state is left out where one of its persons acts."""
    found: list[Agent] = []
    for agent in agents:
        if not any(is_same(agent, one) for one in found):
            found.append(agent)
    persons = {agent.actor for agent in found if agent.office}
    return [agent for agent in found if agent.office or agent.actor is None or agent.actor not in persons]


def is_same(one: Agent, other: Agent) -> bool:
    """Tell whether two agents are one: one name, or one bare state."""
    if one.name == other.name:
        return True
    return one.actor is not None and one.actor == other.actor and not one.office and not other.office
