"""Those who leave or join what was named just before, told by a verb alone: "Peru withdrew in 2018".

>>> from depositary.languages import load_toml
>>> sorted(load_toml("en", "agents")["leaving"])
['exit', 'pull', 'quit', 'withdraw']
"""

from __future__ import annotations

from collections.abc import Sequence

from depositary.model.vocabulary import ActionCode
from depositary.reading.agent_words import names
from depositary.reading.mentions import ActorMention, AgreementMention
from depositary.reading.steps.scene import Scene
from depositary.reading.syntax import OBJECTS, SUBJECTS, Frame, clause_verb, is_passive, main_verb
from depositary.reading.text import Token

BODIES = ("state", "metonym", "organisation", "collective")
RELATIVES = frozenset({"which", "who"})
TIMES = frozenset({"in", "on", "since", "after", "before", "during", "by", "over", "amid", "under"})
ARMED = frozenset({"ceasefire", "peace-agreement"})


def find_departure(
    scene: Scene, token: Token, frames: Sequence[Frame], told: Sequence[AgreementMention]
) -> tuple[Frame, str] | None:
    """Return the frame of a verb that tells who left or joined, and the ref of the one agreement told before it.

    Troops withdraw, and people quit: a state must be the subject, or a holder of office who withdraws; nothing else
    may be withdrawn or left; and of ceasefires and armies no leaving is told by a verb alone.
    """
    joins = token.lemma in names("joining")
    action = ActionCode.ACCESSION if joins else ActionCode.WITHDRAWAL
    frame = next((f for f in frames if f.action is action and not f.noun), None)
    refs = {m.ref for m in told if m.sort != "pronoun" and m.start < token.start}
    if frame is None or len(refs) != 1 or not stands_alone(scene, token, dated=joins) or is_armed(scene, *refs):
        return None
    leaver = subject_of(scene, token)
    return (frame, refs.pop()) if leaver is not None and can_leave(leaver, token) else None


def stands_alone(scene: Scene, token: Token, *, dated: bool) -> bool:
    """Tell whether a verb has no object and says of nothing else what is left; ``dated``: it must say when."""
    kids = scene.tree.children(token)
    if any(k.dep in (*OBJECTS, "agent", "xcomp", "ccomp") for k in kids) or is_passive(scene.tree, token):
        return False
    links = [k for k in kids if k.dep == "prep"]
    out = token.lemma != "pull" or any(k.lower == "out" for k in kids)
    times = [k for k in links if is_time(scene, k)]
    return out and (bool(times) or not dated) and all(k in times or k.lower == "out" for k in links)


def is_time(scene: Scene, link: Token) -> bool:
    """Tell whether a preposition leads to when, not where: "in 2018", "after the vote"."""
    what = scene.tree.child(link, "pobj", "pcomp")
    if link.lower not in TIMES:
        return False
    if what is None or link.lower not in ("in", "on", "by"):
        return True
    return what.text[0].isdigit() or (what.text[0].isupper() and not is_place(scene, what))


def is_place(scene: Scene, token: Token) -> bool:
    """Tell whether a word names a place or somebody."""
    return scene.actors.at(token.start) is not None or any(p.covers(token.start) for p in scene.actors.places)


def is_armed(scene: Scene, ref: str) -> bool:
    """Tell whether armies are likelier to withdraw than a party: by the agreement's kind, or a word of the sentence."""
    words = {token.lower for token in scene.tree.tokens}
    return scene.kinds.get(ref) in ARMED or not words.isdisjoint(names("armies"))


def subject_of(scene: Scene, token: Token) -> ActorMention | None:
    """Return the actor that is the subject of a verb, that of the noun before "which" included."""
    tree = scene.tree
    subject = tree.child(main_verb(tree, clause_verb(tree, token)), *SUBJECTS)
    if subject is not None and subject.lower in RELATIVES:
        subject = tree.head(tree.head(subject))
    return scene.actors.at(subject.start) if subject is not None else None


def can_leave(leaver: ActorMention, token: Token) -> bool:
    """Tell whether an actor can leave an agreement by this verb: who holds an office quits his office."""
    acts = leaver.sort == "person" and token.lemma in ("withdraw", "pull")
    return bool(leaver.codes) and (acts or leaver.sort in BODIES)
