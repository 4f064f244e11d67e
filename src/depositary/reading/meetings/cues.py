"""The words that tell of a meeting: which noun or verb, of which kind, and whose.

>>> noun_kinds()["summit"]
<MeetingKind.SUMMIT: 'summit'>
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages import load_toml
from depositary.model.reading import Agent
from depositary.model.vocabulary import MeetingKind
from depositary.reading.agent_words import is_group
from depositary.reading.mentions import ActorMention
from depositary.reading.steps import Scene, coordinated, expand, merge_agents, name_phrase
from depositary.reading.syntax import Tree, by_phrase, clause_verb, is_passive, is_verbal, subjects
from depositary.reading.text import Token

TALKS, VISIT, CALL, SUMMIT = MeetingKind.TALKS, MeetingKind.VISIT, MeetingKind.CALL, MeetingKind.SUMMIT
APART = frozenset({"relcl", "acl", "prep", "advcl", "punct"})
PEOPLE = re.compile(r"\b(?:leaders|presidents|ministers|premiers|chancellors|pair|men|two)$", re.I)
OBJECTS = frozenset({"dobj", "dative", "npadvmod"})  # "met, among others, the minister"
OWNERS = frozenset({"poss", "compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells of a meeting, who takes part, and how much it says by itself.

    ``back`` is true where the words point to a meeting already told ("after the talks"), ``named``
    where the noun is part of a name ("the Berlin Conference"), ``again`` where "the" or "this" stands before it.
    ``destination`` is where a visit goes.
    """

    token: Token
    kind: MeetingKind
    agents: tuple[Agent, ...]
    noun: bool = False
    back: bool = False
    named: bool = False
    again: bool = False
    destination: Token | None = None


@functools.cache
def words(section: str, name: str) -> frozenset[str]:
    """Return one list of the data file."""
    return frozenset(load_toml("en", "meetings")[section][name])


@functools.cache
def noun_kinds() -> dict[str, MeetingKind]:
    """Return the kind of meeting of every noun."""
    table = load_toml("en", "meetings")["nouns"]
    return {noun: MeetingKind(kind) for kind, nouns in table.items() for noun in nouns}


@functools.cache
def verb_classes() -> dict[str, frozenset[str]]:
    """Return the classes of every verb."""
    table = load_toml("en", "meetings")["verbs"]
    verbs = {verb for listed in table.values() for verb in listed}
    return {verb: frozenset(name for name, listed in table.items() if verb in listed) for verb in verbs}


def find_cues(scene: Scene) -> Iterator[Cue]:
    """Yield the cues of one parsed sentence, in order."""
    for token in scene.tree.tokens:
        lemma = token.lemma.lower()
        if is_verbal(token) and lemma in verb_classes() and token.dep not in {"aux", "auxpass", "amod", "compound"}:
            yield from verb_cues(scene, token, verb_classes()[lemma])
        elif token.pos in {"NOUN", "PROPN"} and lemma in noun_kinds() and not is_false(scene.tree, token):
            yield from noun_cues(scene, token, noun_kinds()[lemma])


def is_false(tree: Tree, token: Token) -> bool:
    """Tell whether the noun is no meeting ("press conference", "a call for peace")."""
    before = tree.before(token)
    if token.dep in {"compound", "amod", "nmod"} and tree.head(token).lemma.lower() not in noun_kinds():
        return True
    if before is not None and before.lower in words("false", "before"):
        return True
    if token.lemma.lower() != "call":
        return False
    linked = any(k.lower in words("calls", "behind") for k in tree.children(token))
    return not linked and not (before is not None and before.lower in words("calls", "before"))


def name_all(scene: Scene, heads: list[Token]) -> list[Agent]:
    """Return the agents that phrases name, each with those coordinated to it."""
    return [name_leader(scene, agent) for head in heads for agent in name_list(scene, head)]


def name_leader(scene: Scene, agent: Agent) -> Agent:
    """Return the person behind one of "the two leaders", where the report names one of that actor's before."""
    if agent.office or agent.actor is None or not PEOPLE.search(agent.name):
        return agent
    people = (m.agent for m in scene.actors.mentions if m.sort == "person" and m.agent.office)
    return next((person for person in people if person.actor == agent.actor), agent)


def name_list(scene: Scene, head: Token) -> list[Agent]:
    """Return the agents of a phrase; of a list of persons all, however the parse builds it."""
    mention = scene.actors.at(head.start)
    if mention is not None and mention.sort == "person":
        inside = scene.tree.subtree(head, APART)
        people = scene.actors.within(inside[0].start, max(inside[-1].end, mention.end))
        acting = [m for m in people if m.sort in {"person", "organ", "organisation", "group"}]
        agents = [a for m in acting for a in (expand(scene, m, head) if m.members else [m.agent])]
        others = [a for one in coordinated(scene.tree, head)[1:] for a in name_phrase(scene, one)]
        return [*agents, *(a for a in others if a not in agents)]
    return [agent for one in coordinated(scene.tree, head) for agent in name_phrase(scene, one)]


def behind(tree: Tree, token: Token, prepositions: frozenset[str]) -> list[Token]:
    """Return what stands behind prepositions under a token."""
    links = [k for k in tree.children(token) if k.lower in prepositions]
    return [g for k in links for g in tree.children(k) if g.dep in {"pobj", "pcomp", "conj"}]


def verb_cues(scene: Scene, verb: Token, classes: frozenset[str]) -> Iterator[Cue]:
    """Yield the cue of a verb, if it tells of a meeting here."""
    for name, read in READERS.items():
        if name in classes:
            cue = read(scene, verb)
            if cue is not None:
                yield cue
                return


def both_sides(scene: Scene, verb: Token, direct: bool) -> tuple[list[Agent], list[Agent]]:
    """Return the agents of the subject, and those of the object or of "with"."""
    tree = scene.tree
    objects = [k for k in tree.children(verb) if direct and k.dep in OBJECTS and is_somebody(scene, k)]
    others = objects + behind(tree, verb, frozenset({"with"}))
    return name_all(scene, subjects(tree, verb)), name_all(scene, others)


def is_somebody(scene: Scene, head: Token) -> bool:
    """Tell whether a noun is an actor rather than a thing ("met the criteria")."""
    return scene.actors.at(head.start) is not None or is_group(head.text) or head.pos == "PRON"


def read_meet(scene: Scene, verb: Token) -> Cue | None:
    """Read "A met B", "A met with B", "A and B met"."""
    tree = scene.tree
    objects = [k for k in tree.children(verb) if k.dep == "dobj"]
    if is_passive(tree, verb) or any(o.lemma.lower() in words("false", "objects") for o in objects):
        return None
    ours, theirs = both_sides(scene, verb, verb.lemma.lower() == "meet")
    if objects and not theirs:
        return None
    occasions = behind(tree, verb, frozenset({"for", "at", "in"}))
    kind = SUMMIT if any(g.lemma.lower() == "summit" for g in occasions) and not theirs else TALKS
    plural = len(ours) > 1 or any(t.tag in {"NNS", "NNPS"} or t.lower in {"they", "both"} for t in subjects(tree, verb))
    return Cue(verb, kind, tuple(merge_agents([*ours, *theirs]))) if ours and (theirs or plural) else None


def read_visit(scene: Scene, verb: Token) -> Cue | None:
    """Read "A visited B"; the host takes part where it is a state."""
    goal = next((k for k in scene.tree.children(verb) if k.dep == "dobj"), None)
    return visit_to(scene, verb, name_all(scene, subjects(scene.tree, verb)), goal) if goal else None


def read_travel(scene: Scene, verb: Token) -> Cue | None:
    """Read "A travelled to B", "A arrived in B", "A returned from B"."""
    links = words("prepositions", "from" if verb.lemma.lower() == "return" else "to")
    goals = [g for g in behind(scene.tree, verb, links) if is_place(scene, g)]
    travellers = name_all(scene, subjects(scene.tree, verb))
    return visit_to(scene, verb, travellers, goals[0]) if goals else None


def is_place(scene: Scene, head: Token) -> bool:
    """Tell whether a noun names a place."""
    mention = scene.actors.at(head.start)
    return bool(mention and mention.place) or any(p.covers(head.start) for p in scene.actors.places)


def visit_to(scene: Scene, token: Token, visitors: list[Agent], goal: Token, noun: bool = False) -> Cue | None:
    """Build the cue of a visit, unless somebody stays at home."""
    mention = scene.actors.at(goal.start)
    country = mention.agent.actor if mention else None
    country = country or next((p.place.country for p in scene.actors.places if p.covers(goal.start)), None)
    away = [v for v in visitors if v.actor and v.actor != country]
    if not away or (mention is None and not is_place(scene, goal)):
        return None
    host = [mention.agent] if mention and mention.sort in {"state", "person"} and mention.agent.actor else []
    return Cue(token, VISIT, tuple(merge_agents([*away, *host])), noun, destination=goal)


def read_host(scene: Scene, verb: Token) -> Cue | None:
    """Read "A hosted B", "A received B": somebody, not a proposal."""
    tree = scene.tree
    if is_passive(tree, verb):
        return read_received(scene, verb)
    guests = [k for k in tree.children(verb) if k.dep == "dobj"]
    people = [g for g in guests if (m := scene.actors.at(g.start)) and m.sort == "person"]
    theirs = name_all(scene, people)
    ours = name_all(scene, subjects(tree, verb))
    return Cue(verb, TALKS, tuple(merge_agents([*ours, *theirs]))) if ours and theirs else None


def read_received(scene: Scene, verb: Token) -> Cue | None:
    """Read "A was received by B": both persons."""
    guests, hosts = name_all(scene, subjects(scene.tree, verb)), name_all(scene, by_phrase(scene.tree, verb))
    people = [a for a in (*guests, *hosts) if a.office]
    return Cue(verb, TALKS, tuple(merge_agents(people))) if hosts and len(people) > 1 else None


def read_speak(scene: Scene, verb: Token) -> Cue | None:
    """Read "A spoke with B", "A and B spoke on the phone"."""
    tree = scene.tree
    phones = [t for t in tree.subtree(verb) if t.lemma.lower() in words("false", "telephone")]
    by_phone = bool(phones)
    links = frozenset({"with", "to"}) if by_phone else frozenset({"with"})
    others = [g for one in [verb, *phones] for g in behind(tree, one, links)]
    ours, theirs = name_all(scene, subjects(tree, verb)), name_all(scene, others)
    together = by_phone and len(ours) > 1
    return Cue(verb, CALL, tuple(merge_agents([*ours, *theirs]))) if ours and (theirs or together) else None


def read_phone(scene: Scene, verb: Token) -> Cue | None:
    """Read "A phoned B"."""
    ours, theirs = both_sides(scene, verb, True)
    return Cue(verb, CALL, tuple(merge_agents([*ours, *theirs]))) if ours and theirs else None


def read_discuss(scene: Scene, verb: Token) -> Cue | None:
    """Read "A discussed it with B", "A and B negotiated in Lima"."""
    ours, theirs = both_sides(scene, verb, False)
    there = any(is_place(scene, g) for g in behind(scene.tree, verb, frozenset({"in", "at"})))
    together = theirs or (there and len({a.actor for a in ours if a.actor}) > 1)
    return Cue(verb, TALKS, tuple(merge_agents([*ours, *theirs]))) if ours and together else None


READERS = {
    "meet": read_meet,
    "visit": read_visit,
    "travel": read_travel,
    "host": read_host,
    "speak": read_speak,
    "phone": read_phone,
    "discuss": read_discuss,
}


def noun_cues(scene: Scene, noun: Token, kind: MeetingKind) -> Iterator[Cue]:
    """Yield the cue of a noun, if it tells of a meeting between somebody."""
    if kind is VISIT:
        yield from visit_nouns(scene, noun)
        return
    if kind is not SUMMIT and told_by_verb(scene.tree, noun):
        return
    own = own_agents(scene, noun)
    if kind is TALKS and noun.lemma.lower() in words("nouns_weak", "process") and not is_set(scene, noun):
        return
    lent = lent_agents(scene, noun) if needs_subject(scene.tree, noun, own) else []
    agents = tuple(merge_agents([*lent, *own]))
    named = is_named(scene.tree, noun)
    again = points_back(scene.tree, noun)
    yield Cue(noun, kind, agents, True, not own and not named and again, named, again)


def is_set(scene: Scene, noun: Token) -> bool:
    """Tell whether negotiations are an occasion: held, or with a place, not only a matter spoken of."""
    tree = scene.tree
    placed = [g for g in behind(tree, noun, frozenset({"in", "at"})) if is_place(scene, g)]
    noun = outermost(tree, noun) if placed or tree.head(tree.head(noun)).lemma.lower() == "round" else noun
    above = tree.head(noun)
    held = noun.dep in {"dobj", "nsubj", "nsubjpass"} and above.lemma.lower() in words("verbs", "hold")
    occasion = noun.dep == "pobj" and above.lower in words("prepositions", "occasion")
    return held or occasion or bool(placed)


def is_named(tree: Tree, noun: Token) -> bool:
    """Tell whether the noun belongs to a name ("the Berlin Conference", "the 47th G7 summit")."""
    before = tree.before(noun)
    numbered = any(k.lower[:1].isdigit() for k in tree.children(noun))
    title = before is not None and before.tag in {"NNP", "CD"} and noun.index > 1
    after = tree.tokens[noun.index + 1 : noun.index + 2]
    headed = noun.text[0].isupper() and bool(after) and after[0].lower in {"of", "on", "for"}
    return (noun.text[0].isupper() and title) or numbered or headed or (noun.lemma.lower() == "summit" and title)


def outermost(tree: Tree, noun: Token) -> Token:
    """Return the noun that counts or measures a meeting, which stands in the clause for it ("a round of talks")."""
    above = tree.head(noun)
    if noun.dep == "pobj" and above.lower == "of" and tree.head(above).lemma.lower() in words("nouns_weak", "measures"):
        return tree.head(above)
    return noun


def told_by_verb(tree: Tree, noun: Token) -> bool:
    """Tell whether a noun only names the occasion of a verb of meeting ("spoke during the conference")."""
    noun = outermost(tree, noun)
    if noun.dep != "pobj" or tree.head(noun).lower not in words("prepositions", "occasion"):
        return False
    above = verb_classes().get(tree.head(tree.head(noun)).lemma.lower(), frozenset())
    return bool(above & {"meet", "speak", "phone"})


def own_agents(scene: Scene, noun: Token) -> list[Agent]:
    """Return those whom a noun itself names: "US-Russia talks", "talks between A and B", "A's meeting with B"."""
    tree = scene.tree
    owners = [k for k in tree.children(noun) if k.dep in OWNERS and scene.actors.at(k.start)]
    mentioned = [m for k in owners for m in [scene.actors.at(k.start)] if m and m.agent.actor and not venue(k, m)]
    named = [Agent(m.agent.name, m.agent.office, code) for m in mentioned for code in m.codes]
    whose = behind(tree, noun, frozenset({"of"}))
    of = [g for g in whose if scene.actors.at(g.start) or is_group(g.text)]
    sent = [
        g for one in whose if one not in of for g in behind(tree, one, frozenset({"from"})) if scene.actors.at(g.start)
    ]
    return named + name_all(scene, behind(tree, noun, words("prepositions", "between")) + (sent or of))


def venue(token: Token, mention: ActorMention) -> bool:
    """Tell whether a capital before the noun says where ("the Baghdad summit"), not who."""
    return token.dep != "poss" and mention.sort == "metonym" and mention.place and mention.end == token.end


def needs_subject(tree: Tree, noun: Token, own: list[Agent]) -> bool:
    """Tell whether the clause's subject takes part: "with B" names one side only, or nobody is named."""
    between = any(k.lower in {"between", "among"} for k in tree.children(noun))
    owned = any(k.dep == "poss" for k in tree.children(noun))
    return not between and not (owned and len(own) > 1)


def lent_agents(scene: Scene, noun: Token) -> list[Agent]:
    """Return the subject of the clause that holds the noun, by a verb of holding or a preposition."""
    tree = scene.tree
    noun = outermost(tree, noun)
    above = tree.head(noun)
    verb = clause_verb(tree, noun)
    if not is_verbal(verb) or noun.dep in {"nsubj", "nsubjpass"}:
        return []
    carried = noun.dep in {"dobj", "attr"} and verb.lemma.lower() in words("verbs", "hold")
    occasion = noun.dep == "pobj" and above.lower in words("prepositions", "occasion")
    return clause_agents(scene, verb) if carried or occasion else []


def clause_agents(scene: Scene, verb: Token, depth: int = 0) -> list[Agent]:
    """Return who acts in a clause: whom a verb brings together, its subject, or that of the clause above."""
    tree = scene.tree
    if verb.lemma.lower() in words("verbs", "bring"):
        brought = name_all(scene, [k for k in tree.children(verb) if k.dep == "dobj"])
        if brought:
            return brought
    found = name_all(scene, subjects(tree, verb))
    above = clause_verb(tree, tree.head(verb))
    if found or depth > 2 or verb.dep not in {"acl", "advcl", "xcomp", "pcomp"} or above.index == verb.index:
        return found
    return clause_agents(scene, above, depth + 1)


def points_back(tree: Tree, noun: Token) -> bool:
    """Tell whether a noun points to a meeting already told ("the talks", "their meeting")."""
    return any(k.lower in words("back", "words") for k in tree.children(noun) if k.dep in {"det", "poss"})


def visit_nouns(scene: Scene, noun: Token) -> Iterator[Cue]:
    """Yield the cue of "A's visit to B", "the visit of A to B", "during a visit to B"."""
    tree = scene.tree
    goals = [g for g in behind(tree, noun, words("prepositions", "to")) if is_place(scene, g)]
    owners = [k for k in tree.children(noun) if k.dep == "poss"] + behind(tree, noun, frozenset({"of", "by"}))
    verb = clause_verb(tree, noun)
    visitors = name_all(scene, owners) or lent_agents(scene, noun)
    if not visitors and not owners and goals and is_verbal(verb):
        visitors = clause_agents(scene, verb)
    companions = name_all(scene, behind(tree, noun, frozenset({"with"})))
    if goals:
        cue = visit_to(scene, noun, visitors, goals[0], noun=True)
        if cue is not None:
            yield Cue(noun, VISIT, tuple(merge_agents([*cue.agents, *companions])), True, destination=goals[0])
    elif visitors and owners:
        yield Cue(noun, VISIT, tuple(merge_agents([*visitors, *companions])), True, back=not companions)
