"""The parties that a report gives an agreement: the sides it names, and those who sign, join or leave it.

>>> merge([("TCD",), ("SDN", "TCD")])
('TCD', 'SDN')
"""

from __future__ import annotations

from collections.abc import Iterable

from depositary.model.vocabulary import Kind
from depositary.reading.analysis import Analysis
from depositary.reading.coreference import Entity
from depositary.reading.finds import Actors
from depositary.reading.sides import counterparts


def find_parties(entity: Entity, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of an agreement's parties: sides named, then those who act on it."""
    named = merge(r.sides for r in entity.references)
    found = named
    for reference in entity.references:
        found = merge([found, reference.acting if len(found) < 2 else reference.binding])
    if len(found) < 2:
        found = merge([found, *(r.owning for r in entity.references)])
    if len(found) == 1 and named:
        return merge(
            [named, *(counterparts(r.phrase, r.start, analysis, actors) for r in entity.references if r.sides)]
        )
    return found or merge(r.weighing for r in entity.references) or issuers(entity, analysis, actors)


def issuers(entity: Entity, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the states of the first sentence of a report that is itself the text of a joint declaration."""
    if entity.kind is not Kind.DECLARATION or not entity.references[0].phrase.whole:
        return ()
    body = next((s for s in analysis.sentences if not s.headline), analysis.sentences[0])
    return merge(m.codes for m in actors.in_sentence(body.index) if m.sort in ("state", "person", "organisation"))


def merge(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all codes once, in order."""
    return tuple(dict.fromkeys(code for group in groups for code in group))
