"""The parties that a report gives an agreement: the sides it names, and those who sign, join or leave it.

>>> merge([("TCD",), ("SDN", "TCD")])
('TCD', 'SDN')
"""

from __future__ import annotations

from collections.abc import Iterable

from depositary.model.vocabulary import Kind
from depositary.reading.actors import face_to_face
from depositary.reading.agreements.coreference import Entity
from depositary.reading.agreements.references import Reference
from depositary.reading.agreements.sides import counterparts, side_mentions
from depositary.reading.mentions import Actors
from depositary.reading.text import Analysis

FOUGHT = frozenset({Kind.CEASEFIRE, Kind.PEACE_AGREEMENT})
"""Kinds that end a fight, so that the one armed group of a report has a part in them."""


def find_parties(entity: Entity, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of an agreement's parties: sides named, then those who act on it."""
    named = merge(r.sides for r in entity.references)
    found = named
    for reference in entity.references:
        counted = len(found) >= 2 and not one_sided(reference, actors)
        found = merge([found, reference.binding if counted else reference.acting])
    if len(found) < 2:
        found = merge([found, *(r.owning for r in entity.references)])
    foes = face_to_face(actors.mentions, analysis.text) if entity.kind in FOUGHT and len(found) < 2 else ()
    if foes and set(found) <= set(foes):
        return merge([found, foes])
    if len(found) == 1 and named:
        return merge(
            [named, *(counterparts(r.phrase, r.start, analysis, actors) for r in entity.references if r.sides)]
        )
    return found or merge(r.weighing for r in entity.references) or issuers(entity, analysis, actors)


def one_sided(reference: Reference, actors: Actors) -> bool:
    """Tell whether a mention names the others only: "agreements with Chad and Sudan" are somebody's."""
    if not reference.sides or any(m.end <= noun_start(reference) for m in side_mentions(reference.phrase, actors)):
        return False
    return any(w.lower == "with" for w in reference.phrase.back) and not any(
        w.lower in ("between", "among") for w in reference.phrase.back
    )


def noun_start(reference: Reference) -> int:
    """Return where the noun of a mention begins."""
    return reference.phrase.words[reference.phrase.first].start


def issuers(entity: Entity, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the states of the first sentence of a report that is itself the text of a joint declaration."""
    if entity.kind is not Kind.DECLARATION or not entity.references[0].phrase.whole:
        return ()
    body = next((s for s in analysis.sentences if not s.headline), analysis.sentences[0])
    return merge(m.codes for m in actors.in_sentence(body.index) if m.sort in ("state", "person", "organisation"))


def merge(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all codes once, in order."""
    return tuple(dict.fromkeys(code for group in groups for code in group))
