"""The parties that a report gives an agreement: the sides it names, and those who sign, join or leave it."""

from __future__ import annotations

import re

from depositary.lexicon import load_toml
from depositary.reading.analysis import Analysis
from depositary.reading.coreference import Entity
from depositary.reading.finds import ActorMention, Actors
from depositary.reading.references import Reference
from depositary.reading.words import any_of

CUES = load_toml("en", "agreement_steps")
STEP = any_of(CUES["steps"])
SPEECH = any_of(CUES["speech"])
PASSIVE = re.compile(
    rf"\b(?:{'|'.join(CUES['passive'])}) (?:\w+ ){{0,3}}?(?:by|between|among|on behalf of)\b", re.IGNORECASE
)
MEDIATED = re.compile(r"\b(?:broker|mediat|sponsor|facilitat)\w*\s+by\b", re.IGNORECASE)
LOCATIVE = re.compile(r"\b(?:in|at|near|outside|from)\s+(?:the\s+)?$", re.IGNORECASE)


def find_parties(entity: Entity, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of an agreement's parties, in the order of the report."""
    found: dict[str, None] = {}
    for reference in entity.references:
        found.update(dict.fromkeys(reference.sides))
    for reference in entity.references:
        found.update(dict.fromkeys(code for m in acting(reference, analysis, actors) for code in m.codes))
    return tuple(found)


def acting(reference: Reference, analysis: Analysis, actors: Actors) -> list[ActorMention]:
    """Return the actors who take a step on the agreement in the reference's sentence."""
    sentence = reference.phrase.sentence
    ahead = analysis.text[sentence.start : reference.start]
    behind = analysis.text[reference.phrase.stop : sentence.end]
    return [*subjects(ahead, sentence.start, actors), *agents(behind, reference.phrase.stop, actors)]


def subjects(ahead: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors before the last verb of a step that governs the reference."""
    verbs = [m for m in STEP.finditer(ahead) if len(ahead) - m.end() < 60]
    if not verbs:
        return []
    opening = max((m.end() for m in SPEECH.finditer(ahead, 0, verbs[0].start())), default=0)
    return [m for m in actors.within(base + opening, base + verbs[0].start()) if not located(ahead, m, base)]


def agents(behind: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors behind "signed by" or "reached between"."""
    verb = PASSIVE.search(behind[:160])
    if not verb or MEDIATED.search(behind[: verb.end()]):
        return []
    stop = re.search(r"[;.]|,\s+(?:which|who|in|on|after|but)\b", behind[verb.end() :])
    end = verb.end() + stop.start() if stop else len(behind)
    return [m for m in actors.within(base + verb.end(), base + end) if not located(behind, m, base)]


def located(text: str, mention: ActorMention, base: int) -> bool:
    """Tell whether a mention is the place of a step, not its actor."""
    return mention.place and LOCATIVE.search(text[: mention.start - base]) is not None
