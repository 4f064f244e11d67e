"""The areas of cooperation of an agreement, from its names and the words on what it covers.

>>> areas_in("agreement on fishing quotas")
['agriculture']
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator

from depositary.languages import load_table, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.agreements.coreference import Entity
from depositary.reading.agreements.references import Reference
from depositary.reading.text import Analysis, any_of

CUES = load_toml("en", "agreement_steps")
SCOPE = any_of(CUES["scope"])
UNDER = re.compile(
    rf"^(?:\W*(?:\w+ ){{0,5}})?(?:{'|'.join(CUES['under'])}) (?:the |this |that |a |an )?$", re.IGNORECASE
)
RELATIVE = re.compile(r",? (?:which|that) ")
CLOSING = re.compile(
    r"[;:]|,? (?:after|following|despite|while|but|amid|before|because|although|though|when)\b", re.IGNORECASE
)
NEAR = 60
REACH = 320
SURE = 2


@functools.cache
def area_cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns of each area."""
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["area"]) for row in load_table("en", "areas"))


@functools.cache
def named_cues() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of each area that count only in names and in what an agreement covers."""
    return tuple(re.compile(row["named"], re.IGNORECASE) for row in load_table("en", "areas"))


def areas_in(text: str, *, wide: bool = False) -> list[str]:
    """Return the areas that a text speaks of, in the order of the table; ``wide``: by the words of names too."""
    cues = zip(area_cues(), named_cues(), strict=True)
    return [area for (pattern, area), more in cues if pattern.search(text) or (wide and more.search(text))]


def find_areas(entity: Entity, analysis: Analysis) -> tuple[str, ...]:
    """Return the areas of an agreement: of its names, of what the report says it covers, of its whole text."""
    texts = [r.phrase.text for r in entity.references]
    texts += [tail for r in entity.references for tail in scope_of(r, analysis)]
    found = areas_in(" ; ".join(texts), wide=True)
    if issued(entity):
        found += [area for area in main_areas(analysis.text) if area not in found]
    return tuple(found or around(entity))


def around(entity: Entity) -> list[str]:
    """Return the areas of the sentence that names an agreement first; of more than two, none is sure."""
    found = areas_in(entity.references[0].phrase.sentence.text)
    return found if len(found) <= SURE else []


def scope_of(reference: Reference, analysis: Analysis) -> Iterator[str]:
    """Yield the words of the reference's sentence that say what the agreement covers or does."""
    sentence = reference.phrase.sentence
    tail = analysis.text[reference.phrase.stop : min(sentence.end, reference.phrase.stop + REACH)]
    stop = CLOSING.search(tail, 8)
    tail = tail[: stop.start()] if stop else tail
    cue = RELATIVE.match(tail) or SCOPE.search(tail)
    if cue and cue.start() <= NEAR:
        yield tail[cue.start() :]
    elif UNDER.match(analysis.text[sentence.start : reference.start]):
        yield tail


def issued(entity: Entity) -> bool:
    """Tell whether the report is the text of the declaration: its title is the headline."""
    return entity.kind is Kind.DECLARATION and entity.references[0].phrase.whole


def main_areas(text: str) -> list[str]:
    """Return the areas that a text comes back to."""
    counts = Counter({area: len({m.start() for m in pattern.finditer(text)}) for pattern, area in area_cues()})
    floor = max(2, counts.most_common(1)[0][1] // 3)
    return [area for area, count in counts.most_common(5) if count >= floor]
