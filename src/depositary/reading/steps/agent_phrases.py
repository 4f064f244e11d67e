"""Doers: which agents a phrase, a list or a pronoun stands for.

>>> [agent.name for agent in merge_agents([Agent("Arland", None, "ARL"), Agent("Arland", None, "ARL")])]
['Arland']
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from depositary.languages.states import load_states
from depositary.model.reading import Agent
from depositary.reading.agent_words import is_group, is_legislature, names
from depositary.reading.antecedents import bodies_before, persons_before
from depositary.reading.mentions import ActorMention, Actors, AgreementMention
from depositary.reading.steps.scene import Scene
from depositary.reading.syntax import Tree, is_verbal
from depositary.reading.syntax.labels import NEUTER_OR_OWNER, PERSONAL_OR_OWNER, PHRASE_ENDS, PLURAL_AGENTS
from depositary.reading.text import BRACKETS, Token

# more members than these are not named one by one: "all member states" is their organisation
LISTED = 12
SEPARATORS = frozenset({",", "and", "&", ", and", "und", "/", ";", "as well as", "along with", "together with"})
COVERS: frozenset[str] = frozenset({"state", "organisation", "group", "organ", "metonym"})


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
    pronoun = head.lower in names("speakers") or head.lower in PERSONAL_OR_OWNER | PLURAL_AGENTS | NEUTER_OR_OWNER
    if pronoun and (not head.text.isupper() or head.text == "I"):  # "US" is not "us"
        return resolve_pronoun(scene, head)
    mention = scene.actors.at(head.start)
    if mention is not None:
        listed = listed_with(scene, mention)
        return [*(agent for m in listed for agent in expand(scene, m, head)), *group_behind(scene, listed[-1])]
    return named_behind(scene, head) or name_inner(scene, head)


def name_inner(scene: Scene, head: Token) -> list[Agent]:
    """Return the agents of a phrase whose head is none: those inside of it, or a group in its own words."""
    inner = inner_mentions(scene, head)
    strong = [m for m in inner if m.sort != "demonym"]
    if len(strong) == 1 and is_legislature(head.text) and head.end < strong[0].start:
        return [Agent(scene.analysis.text[head.start : strong[0].end], None, strong[0].agent.actor)]
    if strong and not (is_group(head.text) and head.tag == "NNS" and not governs(scene, head, strong)):
        return [*(agent for m in strong for agent in expand(scene, m, head)), *group_behind(scene, strong[-1])]
    if inner:
        return [Agent(phrase_text(scene, head), None, inner[0].agent.actor)]
    return own_words(scene, head)


def named_behind(scene: Scene, head: Token) -> list[Agent]:
    """Return those whom a list right behind a group names ("four countries - Chad, Niger and Peru")."""
    inside = scene.actors.in_sentence(scene.tree.sentence.index)
    text = scene.analysis.text
    after = next((m for m in inside if m.start > head.end), None)
    if (
        head.tag != "NNS"
        or not is_group(head.text)
        or after is None
        or text[head.end : after.start].strip() not in names("namely")
    ):
        return []
    listed = listed_with(scene, after)
    return [agent for m in listed for agent in expand(scene, m, head)] if len(listed) > 1 else []


def group_behind(scene: Scene, mention: ActorMention) -> list[Agent]:
    """Return the group that an "and" adds to somebody ("Chad's government and the northern rebels")."""
    after = [t for t in scene.tree.tokens if t.start >= mention.end][:6]
    if not after or after[0].lower != "and":
        return []
    noun = next((t for t in after[1:] if t.pos not in ("DET", "ADJ", "NUM", "PROPN") or is_group(t.text)), None)
    if noun is None or noun.tag != "NNS" or not is_group(noun.text) or scene.actors.at(noun.start) is not None:
        return []
    first = after[2] if after[1].lower in ("the", "its", "their") and after[1] is not noun else after[1]
    behind = scene.tree.tokens[noun.index + 1 : noun.index + 2]
    followed = any(t.lower == "of" or t.pos in ("NOUN", "PROPN") for t in behind)
    return [] if followed else [Agent(scene.analysis.text[first.start : noun.end])]


def renamed(scene: Scene, head: Token) -> ActorMention | None:
    """Return the name that follows a common noun ("the main rebel group, the Justice Movement,")."""
    inside = scene.actors.in_sentence(scene.tree.sentence.index)
    text = scene.analysis.text
    links = ("", ",", ", the", ", known as")
    after = (m for m in inside if m.start > head.end and text[head.end : m.start].strip() in links)
    return next(after, None) if head.lower in names("named") else None


def own_words(scene: Scene, head: Token) -> list[Agent]:
    """Return a group that is no known actor in its own words, or by the name that follows it."""
    over = [g for k in scene.tree.children(head) if k.lower == "of" for g in scene.tree.children(k)]
    if (name := renamed(scene, over[0] if head.tag == "CD" and over else head)) is not None:
        return [name.agent]
    if head.lower in names("counts") and (counted := count_phrase(scene, head)):
        return counted
    if head.lower in names("homes") and (home := home_of(scene, head)):
        return home
    named = is_group(head.text) or head.tag == "CD" or head.pos == "PROPN"
    if named:
        whole = over[0].end if head.tag == "CD" and over and is_group(over[0].text) else head.end
        return [Agent(phrase_text(scene, head) + scene.analysis.text[head.end : whole])]
    return [Agent(phrase_text(scene, g)) for g in over if is_group(g.text)]


def count_phrase(scene: Scene, head: Token) -> list[Agent]:
    """Return a counted group in its own words ("a number of countries")."""
    over = [g for k in scene.tree.children(head) if k.lower in ("of", "for") for g in scene.tree.children(k)]
    groups = [g for g in over if is_group(g.text) or g.pos == "PROPN"]
    return [Agent(scene.analysis.text[head.start : groups[0].end])] if groups else []


def home_of(scene: Scene, head: Token) -> list[Agent]:
    """Return the state of whom a possessive means: "his country"."""
    owner = next(
        (k for k in scene.tree.children(head) if k.dep == "poss" and k.lower in PERSONAL_OR_OWNER | NEUTER_OR_OWNER),
        None,
    )
    bare = owner is None and any(k.lower == "the" for k in scene.tree.children(head))
    before = [m.agent for m in scene.actors.mentions if m.end <= head.start and m.agent.actor][-1:] if bare else []
    found = resolve_pronoun(scene, owner) if owner is not None else before
    return [state_agent(scene.actors, a.actor, a.name) for a in found if a.actor]


def speaking(scene: Scene, head: Token, chain: tuple[Agent, ...]) -> list[Agent]:
    """Return whom "I" or "we" means in somebody's own words: a lone speaker's "we" is his state."""
    if head.lower in ("i", "my") or len(chain) > 1 or not chain[0].actor:
        return [chain[0]] if head.lower in ("i", "my") else list(chain)
    return [state_agent(scene.actors, chain[0].actor, chain[0].name)]


def governs(scene: Scene, head: Token, mentions: list[ActorMention]) -> bool:
    """Tell whether a group's phrase names its members ("the leaders of Chad and Sudan")."""
    between = scene.analysis.text[head.end : mentions[0].start].strip()
    return between in ("of", "of the", "from", "from the", "in", "including", "like", "of both", "")


def inner_mentions(scene: Scene, head: Token) -> list[ActorMention]:
    """Return the actor mentions inside a phrase, its clauses left out."""
    found: list[ActorMention] = []
    for token in scene.tree.subtree(head, PHRASE_ENDS):
        mention = scene.actors.at(token.start)
        if mention is not None and mention not in found:
            found.append(mention)
    return found


def phrase_text(scene: Scene, head: Token) -> str:
    """Return the words of a phrase up to its head, with a following "of" phrase."""
    kept = [t for t in scene.tree.subtree(head, PHRASE_ENDS | {"conj", "cc"}) if t.index <= head.index]
    first = min((t for t in kept if t is head or t.lower not in names("hedges")), key=lambda t: t.index)
    return scene.analysis.text[first.start : head.end]


def expand(scene: Scene, mention: ActorMention, head: Token) -> list[Agent]:
    """Return a mention's agents: its members where it is a collective."""
    if mention.members and not (mention.agent.actor and len(mention.members) > LISTED):
        return [state_agent(scene.actors, code, mention.agent.name) for code in mention.members]
    if mention.sort == "demonym" and not mention.covers(head.start) and is_group(head.text):
        return [Agent(phrase_text(scene, head), None, mention.agent.actor)]
    return [mention.agent]


def state_agent(actors: Actors, code: str, name: str) -> Agent:
    """Return a state by the name that the report first gives it, else by its usual one; ``name`` is for others."""
    found = next(
        (m.agent for m in actors.mentions if m.sort in COVERS and m.agent.actor == code and not m.members), None
    )
    if found is not None:
        return Agent(found.name, found.office, code)
    state = load_states().get(code)
    return Agent(state.name if state else name, None, code)


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
    gap = scene.analysis.text[one.end : other.start].translate(BRACKETS)
    between = " ".join(gap.replace("the", " ").split())
    return between in SEPARATORS and (one.sort == "person") == (other.sort == "person")


def resolve_pronoun(scene: Scene, pronoun: Token) -> list[Agent]:
    """Return whom a pronoun stands for: the nearest fitting mention before it."""
    if pronoun.lower in names("speakers"):
        chain = scene.statements.chain_at(pronoun.start, pronoun.end) or scene.speakers
        return speaking(scene, pronoun, chain) if chain else []
    if told := teller(scene, pronoun):
        return told
    earlier = [m for m in scene.actors.mentions if m.end <= pronoun.start]
    if pronoun.lower in PERSONAL_OR_OWNER:
        found = next(persons_before(scene.analysis, scene.actors, pronoun.start), None)
        return [found.mention.agent] if found else []
    if pronoun.lower in NEUTER_OR_OWNER:
        bodies = list(bodies_before(scene.analysis, scene.actors, pronoun.start))
        body = next((each for each in bodies if each.subject), None) or next(iter(bodies), None)
        return [body.mention.agent] if body else []
    return resolve_plural(scene, earlier)


def teller(scene: Scene, pronoun: Token) -> list[Agent]:
    """Return who tells the clause whose subject is a pronoun, if it can mean him: "Chad said it would sign"."""
    tree = scene.tree
    verb = tree.head(pronoun)
    above = tree.head(verb)
    own = tree.child(above, "nsubj") if verb.dep == "ccomp" and pronoun.dep in ("nsubj", "nsubjpass") else None
    mention = scene.actors.at(own.start) if own is not None else None
    if (
        own is not None
        and mention is None
        and own.index < pronoun.index
        and pronoun.lower in PLURAL_AGENTS
        and is_group(own.text)
    ):
        return name_inner(scene, own)
    if own is None or mention is None or own.index >= pronoun.index:
        return []
    person = mention.sort == "person"
    fits = person if pronoun.lower in PERSONAL_OR_OWNER else not person
    many = own.tag in ("NNS", "NNPS") or mention.members or len(listed_with(scene, mention)) > 1
    if not fits or (pronoun.lower in PLURAL_AGENTS and not many) or (pronoun.lower in NEUTER_OR_OWNER and many):
        return []
    return [a for m in listed_with(scene, mention) for a in expand(scene, m, own)]


def resolve_plural(scene: Scene, earlier: list[ActorMention]) -> list[Agent]:
    """Return the nearest collective or list of actors."""
    for mention in reversed(earlier):
        if mention.members and len(mention.members) <= LISTED:
            return [state_agent(scene.actors, code, mention.agent.name) for code in mention.members]
        listed = listed_with(scene, mention)
        if len(listed) > 1:
            return [m.agent for m in listed]
    return []


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
    if one.name == other.name and (one.actor is None or other.actor is None or one.actor == other.actor):
        return True
    return one.actor is not None and one.actor == other.actor and not one.office and not other.office
