"""Echoes: "did so", "the same" and "followed suit" tell the step before once more, of others or of another day.

>>> sorted(SAME)
['likewise', 'same', 'so']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from depositary.reading.analysis import Token
from depositary.reading.clauses import Tree
from depositary.reading.finds import AgreementMention
from depositary.reading.scene import Scene
from depositary.reading.steps import Step

SAME = frozenset({"so", "same", "likewise"})


def find_echoes(scene: Scene, told: list[Step]) -> Iterator[Step]:
    """Yield a step for each echo in a sentence.

    Args:
        scene: the report and the sentence.
        told: the steps of this sentence and of the one before, in order of the text.
    """
    for token in scene.tree.tokens:
        if echoes(scene.tree, token) and (before := last_before(told, token.start)) is not None:
            yield echo(scene, before, token)


def echoes(tree: Tree, token: Token) -> bool:
    """Tell whether a verb says that what was told before was done, or will be, once more."""
    if token.lemma == "do" and token.tag.startswith("VB"):
        return any(k.lower in SAME and token.index < k.index <= token.index + 3 for k in tree.children(token))
    return token.lemma == "follow" and any(k.lower == "suit" for k in tree.children(token))


def last_before(told: list[Step], position: int) -> Step | None:
    """Return the last verb's step before a position: what it tells can be told again by "do so"."""
    verbs = [s for s in told if s.token.start < position and not s.frame.noun and s.frame.role in ("object", "lead")]
    return verbs[-1] if verbs else None


def echo(scene: Scene, before: Step, token: Token) -> Step:
    """Return the step before, told by another verb."""
    mention = AgreementMention(
        token.start, token.end, scene.tree.sentence.index, before.mention.ref, "pronoun", token.start
    )
    return replace(before, token=token, frame=replace(before.frame, role="object"), mention=mention)
