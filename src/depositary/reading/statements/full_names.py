"""The fullest name of a speaker: "the embassy" is the embassy named in full elsewhere, "SDF" its long form.

>>> initials("Syrian Democratic Forces")
'SDF'
"""

from __future__ import annotations

from collections import Counter

from depositary.model.reading import Agent
from depositary.reading.mentions import ActorMention, Actors

SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "la"})
BODIES = frozenset({"organ", "organisation", "group", "state", "metonym"})


def initials(name: str) -> str:
    """Return the initials of a name, small words left out."""
    return "".join(word[0] for word in name.split() if word.lower() not in SMALL and word[0].isupper())


def fullest(agent: Agent, actors: Actors) -> Agent:
    """Return the agent under the fullest name that the report gives it."""
    listed = first_state(agent, actors) if not agent.office else None
    if listed is not None:
        return listed
    if agent.office and agent.name.casefold() in agent.office.casefold():
        return holder(agent, actors) or agent
    if agent.office:
        return agent
    named = [m for m in actors.mentions if m.sort in BODIES and means(agent, m)]
    best = max(named, key=lambda m: len(m.agent.name), default=None)
    return best.agent if best is not None and len(best.agent.name) > len(agent.name) else agent


def holder(agent: Agent, actors: Actors) -> Agent | None:
    """Return the person named elsewhere who holds the office that stands for a name ("the special envoy")."""
    wanted = agent.name.casefold()
    people = [m.agent for m in actors.mentions if m.sort == "person" and m.agent.office]
    fitting = [a for a in people if wanted in (a.office or "").casefold() and a.name.casefold() != wanted]
    fitting = [a for a in fitting if a.name.casefold() not in (a.office or "").casefold()]
    same = Counter(a for a in fitting if agent.actor is None or a.actor == agent.actor)
    return same.most_common(1)[0][0] if same else None


def first_state(agent: Agent, actors: Actors) -> Agent | None:
    """Return the first of several states that a body's name lists ("governments of A, B and C")."""
    if "," not in agent.name and " and " not in agent.name:
        return None
    states = {m.agent for m in actors.mentions if m.sort == "state" and not m.members}
    listed = [(agent.name.find(state.name), state) for state in states if state.name in agent.name]
    return min(listed, key=lambda pair: (pair[0], -len(pair[1].name)))[1] if len(listed) > 1 else None


def means(agent: Agent, mention: ActorMention) -> bool:
    """Tell whether a mention names the same body more fully: by its last word, or its long form."""
    name, longer = agent.name, mention.agent.name
    if agent.actor and mention.agent.actor and agent.actor != mention.agent.actor:
        return False
    if name.isupper() and len(name) >= 2:
        return initials(longer) == name.replace(".", "")
    short = name.replace(".", "")
    if short.isupper() and mention.sort == "state":
        return agent.actor == mention.agent.actor and not longer.replace(".", "").isupper()
    words = [word.casefold() for word in longer.split()]
    bare = " " not in name and (name[0].islower() or mention.sort == "organ")
    return bare and mention.sort == "organ" and name.casefold() in words and agent.actor == mention.agent.actor
