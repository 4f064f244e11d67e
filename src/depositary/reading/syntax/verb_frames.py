"""Action frames: verbs and nouns that tell a step, and how they reach the agreement they speak of.

>>> parse_verb("pull out of *", ActionCode.WITHDRAWAL).lead
(frozenset({'out'}), frozenset({'of'}))
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from depositary.languages import load_toml
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.syntax.tree import Tree, is_verbal
from depositary.reading.text import Token

Role = Literal["object", "subject", "lead", "compound"]
Words = tuple[frozenset[str], ...]
ALL: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to tell a step.

    ``role`` is where the agreement stands: ``object``, ``subject``, after the words of ``lead``
    ("withdraw from"), or as a ``compound`` or possessive before a noun. ``trail`` are words that
    must follow the head.
    """

    head: str
    action: ActionCode
    role: Role
    lead: Words = ()
    trail: Words = ()
    beside: str = ""
    noun: bool = False
    kinds: frozenset[str] = ALL
    modality: Modality | None = None
    caller: bool = False
    organs: bool = False
    fronted: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """How specific the frame is; the most specific one wins."""
        return len(self.lead) + len(self.trail) + len(self.beside) // 3, len(self.kinds) > 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames by their head, and the nouns that can stand free."""

    frames: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    free: dict[str, Frame] = field(default_factory=dict)


@functools.cache
def load_frames() -> Lexicon:
    """Load the frames of English."""
    found: dict[str, list[Frame]] = {}
    free: dict[str, Frame] = {}
    for entry in load_toml("en", "actions")["frame"]:
        for frame in read_entry(entry):
            found.setdefault(frame.head, []).append(frame)
        for pattern in entry.get("free", []):
            noun = pattern.rstrip("~")
            direct: Role = "object" if pattern != noun else "compound"
            free[noun] = Frame(noun, ActionCode(entry["action"]), direct, noun=True)
    ordered = {head: tuple(sorted(frames, key=lambda f: f.rank, reverse=True)) for head, frames in found.items()}
    return Lexicon(ordered, free)


def read_entry(entry: dict[str, Any]) -> Iterator[Frame]:
    """Yield the frames of one entry of the data file."""
    action = ActionCode(entry["action"])
    kinds = frozenset(entry.get("kinds", []))
    modality = Modality(entry["modality"]) if "modality" in entry else None
    found = [f for pattern in entry.get("verbs", []) for f in parse_verbs(pattern, action, kinds, modality)]
    found += [f for pattern in entry.get("nouns", []) for f in parse_noun(pattern, action, kinds, modality)]
    limits = {name: entry.get(name, False) for name in ("caller", "organs", "fronted")}
    yield from (dataclasses.replace(frame, **limits) for frame in found)


def parse_verbs(
    pattern: str, action: ActionCode, kinds: frozenset[str] = ALL, modality: Modality | None = None
) -> Iterator[Frame]:
    """Read one verb pattern; alternative heads give a frame each."""
    head, _, rest = pattern.partition(" ")
    for one in head.split("|"):
        yield parse_verb(f"{one} {rest}", action, kinds, modality)


def parse_verb(
    pattern: str, action: ActionCode, kinds: frozenset[str] = ALL, modality: Modality | None = None
) -> Frame:
    """Read one verb pattern ("bring * into force")."""
    before, _, after = (part.split() for part in pattern.partition("*"))
    head, _, beside = (before or after)[0].partition("~")
    if not before:
        return Frame(head, action, "subject", (), words(after[1:]), beside, False, kinds, modality)
    role: Role = "lead" if before[1:] else "object"
    return Frame(head, action, role, words(before[1:]), words(after), beside, False, kinds, modality)


def parse_noun(
    pattern: str, action: ActionCode, kinds: frozenset[str] = ALL, modality: Modality | None = None
) -> Iterator[Frame]:
    """Read one noun pattern: the noun before its preposition, and the noun after the agreement."""
    *nouns, last = pattern.lstrip("!").split()
    lead = words([*nouns[1:], last])
    yield Frame(nouns[0], action, "lead", lead, (), "", True, kinds, modality)
    if not pattern.startswith("!"):
        yield Frame(nouns[0], action, "compound", (), words(nouns[1:]), "", True, kinds, modality)


def words(parts: Iterable[str]) -> Words:
    """Return each part as a set of alternatives."""
    return tuple(frozenset(part.split("|")) for part in parts)


def find_heads(tree: Tree) -> Iterator[tuple[Token, tuple[Frame, ...]]]:
    """Yield the tokens of a sentence that head a frame, with the frames."""
    frames = load_frames().frames
    for token in tree.tokens:
        found = [frame for word in dict.fromkeys(base_forms(token)) for frame in frames.get(word, ())]
        fitting = [f for f in found if fits_class(f, token, tree.sentence.headline) and trails(tree, token, f)]
        if fitting:
            yield token, tuple(fitting)


def base_forms(token: Token) -> tuple[str, ...]:
    """Return the forms under which a token may head a frame; taggers miss verbs in headlines."""
    if token.pos != "PROPN":
        return token.lemma.lower(), token.lower
    return token.lower, token.lower.removesuffix("s"), token.lower.removesuffix("es"), token.lower.removesuffix("ed")


def fits_class(frame: Frame, token: Token, headline: bool) -> bool:
    """Tell whether the token's word class suits the frame; headlines fool taggers."""
    if frame.noun:
        return token.pos in ("NOUN", "PROPN") or token.tag == "VBG"
    named = token.lower == frame.head and any(f.noun for f in load_frames().frames[frame.head])
    return is_verbal(token) or token.pos == "ADJ" or (headline and token.pos in ("NOUN", "PROPN") and not named)


def trails(tree: Tree, token: Token, frame: Frame) -> bool:
    """Tell whether the words that must follow the head do, within a few tokens."""
    if frame.beside and not any(
        t.lower == frame.beside for t in tree.tokens[max(0, token.index - 3) : token.index + 9]
    ):
        return False
    if not frame.trail:
        return True
    limit = 24 if frame.role == "object" else 4
    return follow(tree, token.index, frame.trail, limit) is not None


def follow(tree: Tree, index: int, wanted: Words, limit: int) -> int | None:
    """Return the index of the last of the wanted words, in order after ``index``, if all come soon."""
    for alternatives in wanted:
        window = tree.tokens[index + 1 : index + 1 + limit]
        hit = next((t for t in window if t.lower in alternatives or t.lemma.lower() in alternatives), None)
        if hit is None:
            return None
        index, limit = hit.index, 3
    return index
