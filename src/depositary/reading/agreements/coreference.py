"""Which references mean one agreement: titles, short forms, "the treaty", "a similar deal" kept apart.

>>> compatible_years(None, 2001), compatible_years(1997, 2001)
(True, False)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from depositary.model.vocabulary import Kind
from depositary.reading.agreements.acronyms import spells
from depositary.reading.agreements.references import EXPLAINS as WHAT
from depositary.reading.agreements.references import GRADES, OPPOSED, Reference, stem

__all__ = ["GRADES", "Entity", "compatible_years", "resolve"]

POINTING = frozenset({"this", "these", "such"})
FAR = 12  # words between a title and what explains it behind a dash
EXPLAINS = re.compile(rf"(?: \([A-Z]{{2,8}}\))?{WHAT} (?:an?|the) | \([A-Z]{{2,8}}\) ")
LOOSE = frozenset({Kind.AGREEMENT, Kind.TREATY, Kind.CONVENTION, Kind.PEACE_AGREEMENT, Kind.CONTRACT})


@dataclass(eq=False)
class Entity:
    """The references that mean one agreement, as they are gathered."""

    references: list[Reference] = field(default_factory=list)
    scores: list[int] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        """True once it has a title."""
        return any(r.sort == "title" for r in self.references)

    @property
    def content(self) -> frozenset[str]:
        """All stems that set it apart."""
        return frozenset().union(*(r.content for r in self.references))

    @property
    def codes(self) -> frozenset[str]:
        """All sides that its references name."""
        return frozenset().union(*(r.codes for r in self.references))

    @property
    def acting(self) -> frozenset[str]:
        """All who take a step on it."""
        return frozenset(code for r in self.references for code in (*r.sides, *r.acting))

    @property
    def year(self) -> int | None:
        """The year that names it."""
        return next((r.year for r in self.references if r.year), None)

    @property
    def plural(self) -> bool:
        """True for a bundle."""
        return self.references[0].plural

    @property
    def bundle(self) -> bool:
        """True where its first mention, or any title, is plural."""
        return self.plural or any(r.phrase.find.plural for r in self.references if r.sort == "title")

    @property
    def heads(self) -> frozenset[str]:
        """The nouns it is called by, general mentions aside."""
        return frozenset(r.head for r in self.references if r.sort != "generic") or frozenset({self.references[0].head})

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds its nouns say."""
        return frozenset(r.kind for r in self.references)

    @property
    def kind(self) -> Kind:
        """The kind of its title, else the most telling kind of its mentions."""
        ranked = sorted(self.references, key=lambda r: (r.sort != "title", r.sort == "generic"))
        if ranked[0].sort == "title" and ranked[0].kind is not Kind.AGREEMENT:
            return ranked[0].kind
        return next((r.kind for r in ranked if r.kind is not Kind.AGREEMENT), Kind.AGREEMENT)

    @property
    def grades(self) -> frozenset[str]:
        """Its grade words: partial, full, temporary, permanent."""
        return frozenset().union(*(r.grades for r in self.references))

    def add(self, reference: Reference, score: int) -> None:
        """Take in one more reference."""
        self.references.append(reference)
        self.scores.append(score)


MOST_REFERENCES = 300
"""References of one report that are resolved; no report of news has so many, a flood of nouns has."""


def resolve(scored: Iterable[tuple[Reference, int]]) -> list[Entity]:
    """Gather references, in order of the text, into entities."""
    entities: list[Entity] = []
    for reference, score in itertools.islice(scored, MOST_REFERENCES):
        entity = choose(reference, entities)
        if entity is None:
            entity = Entity()
            entities.append(entity)
        entity.add(reference, score)
        entities.remove(entity)
        entities.append(entity)  # the newest last
    return entities


def choose(reference: Reference, entities: list[Entity]) -> Entity | None:
    """Return the entity that a reference takes up, the newest first, or none."""
    if reference.distinct:
        return None
    named = next((e for e in reversed(entities) if apposed(reference, e.references[-1]) or aliased(reference, e)), None)
    if named:
        return named
    rules = {"title": same_title, "description": same_description, "generic": same_generic}
    rule = rules[reference.sort]
    open_ones = [e for e in reversed(entities) if apart(reference, e) is False]
    open_ones.sort(key=lambda e: farness(reference, e))
    return next((entity for entity in open_ones if rule(reference, entity)), None)


def farness(reference: Reference, entity: Entity) -> tuple[bool, bool, bool]:
    """Return how far a reference is from an entity by its words: last come charters, which no "agreement" means.

    A bare "the pact" means first what was called a pact, and "the new treaty" what was called new.
    """
    called = reference.head in {r.head for r in entity.references}
    charter = entity.kinds == {Kind.CHARTER} and not called
    bare = reference.sort == "generic"
    return charter, bare and not reference.grades & entity.grades, bare and not called


def aliased(reference: Reference, entity: Entity) -> bool:
    """Tell whether one introduces the other's name as an alias."""
    names = {r.phrase.text for r in entity.references if r.sort == "title"}
    return bool(names & set(reference.aliases)) or any(reference.phrase.text in r.aliases for r in entity.references)


def apposed(reference: Reference, known: Reference) -> bool:
    """Tell whether a reference explains the one right before it: "the Lomé Pact, a treaty on cocoa"."""
    one, other = known.phrase, reference.phrase
    if one.sentence.index != other.sentence.index or (known.sort == "generic" and reference.sort != "title"):
        return False
    offset = one.sentence.start
    if EXPLAINS.fullmatch(one.sentence.text, one.stop - offset, other.start - offset):
        return True
    if other.determiner not in ("a", "an", "the"):
        return False
    listed = [w.lower for w in other.words[other.end : other.end + 2]] == [",", "and"]
    if known.sort == "title" and other.determiner in ("a", "an") and 2 < other.begin - one.end < FAR:
        return other.words[other.begin - 2].text in ("—", "–")
    return one.end + 2 == other.begin and one.words[one.end].text in (",", "—", "–", "(") and not listed


def apart(reference: Reference, entity: Entity) -> bool:
    """Tell whether year, grade, number or contrast keep a reference from an entity."""
    if not compatible_years(reference.year, entity.year):
        return True
    if any(len(pair & (reference.grades | entity.grades)) == 2 and not pair <= entity.grades for pair in OPPOSED):
        return True
    if reference.dated and not entity.year and not headlined(entity):
        return True
    last = entity.references[-1].phrase.sentence
    if reference.contrast and last.index == reference.phrase.sentence.index:
        return True
    return reference.sort == "description" and reference.plural != entity.bundle


def compatible_years(one: int | None, other: int | None) -> bool:
    """Tell whether two years can name one agreement: they do not differ."""
    return one is None or other is None or one == other


def takes_up(reference: Reference, entity: Entity) -> bool:
    """Tell whether the noun of a reference can mean the entity."""
    noun = reference.phrase.find.noun
    if (reference.kind is Kind.DECLARATION) != (entity.kinds == {Kind.DECLARATION}):
        return False  # a "deal" is no joint statement, nor the other way round
    if any(r.phrase.find.noun.takes_up(reference.kind) for r in entity.references) and headlined(entity):
        return True
    return any(noun.takes_up(kind) for kind in entity.kinds) or reference.head in entity.heads


def same_title(reference: Reference, entity: Entity) -> bool:
    """Tell whether a title names the entity: one's words are among the other's, and the nouns agree."""
    if any(same_name(reference, known) for known in entity.references):
        return True
    if reference.year:
        return False
    if reference.definite and reference.head in entity.heads and same_sides(reference, entity):
        return True
    return not entity.titled and leads(reference, entity) and takes_up(reference, entity) and akin(reference, entity)


def same_name(reference: Reference, known: Reference) -> bool:
    """Tell whether a title names what a reference before it named."""
    if reference.phrase.text in known.aliases or known.short >= reference.proper > frozenset():
        return True
    if known.sort == "generic" or not agree(reference, known):
        return False
    if is_spelled_by(reference, known) or is_spelled_by(known, reference):
        return True
    if known.sort == "title" and contained(reference.proper, known.proper | known.short):
        return True
    within = contained(reference.content, known.content) and reference.year == known.year
    return within and sides_agree(reference, known.codes)


def is_spelled_by(one: Reference, other: Reference) -> bool:
    """Tell whether a title that is an acronym is spelled by another: "New STAR" and "Strait Arms Reduction Treaty"."""
    if one.sort != "title" or not other.phrase.titled or len(one.content) != 1:
        return False
    acronyms = [w.text for w in one.phrase.words[one.phrase.begin : one.phrase.end] if stem(w.lower) in one.content]
    return any(spells(acronym, title) for acronym in acronyms for title in other.forms)


def akin(reference: Reference, entity: Entity) -> bool:
    """Tell whether nothing speaks against a title in the lead being what the headline means."""
    shared = reference.content & entity.content or reference.head in entity.heads or not entity.content
    return bool(shared) and sides_agree(reference, entity.codes)


def agree(reference: Reference, known: Reference) -> bool:
    """Tell whether the nouns of two references can name one instrument."""
    if reference.head == known.head:
        return True
    kinds = {reference.kind, known.kind}
    return kinds <= LOOSE and bool(reference.proper and known.proper)


def contained(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one set of words lies within the other, neither empty."""
    return bool(one and other) and (one <= other or other <= one)


def sides_agree(reference: Reference, codes: frozenset[str]) -> bool:
    """Tell whether the sides named do not contradict."""
    return not reference.codes or not codes or reference.codes <= codes or codes <= reference.codes


def same_sides(reference: Reference, entity: Entity) -> bool:
    """Tell whether the same two or more have a part in both, and no year names the entity."""
    known = entity.codes | entity.acting
    return len(reference.codes) >= 2 and reference.codes == known and not entity.year


def same_description(reference: Reference, entity: Entity) -> bool:
    """Tell whether a description describes the entity."""
    if not takes_up(reference, entity) or not sides_agree(reference, entity.codes):
        return False
    if reference.content <= entity.content:
        return reference.definite or reference.content == entity.references[0].content or headlined(entity)
    if reference.definite and resumes(reference, entity):
        return True
    shared = reference.content & entity.content or reference.codes & entity.codes or not entity.content
    return headlined(entity) and bool(shared)


def resumes(reference: Reference, entity: Entity) -> bool:
    """Tell whether a definite description takes the entity up: by "this", sides, most words, or in the lead."""
    if reference.phrase.determiner in POINTING or same_sides(reference, entity) or leads(reference, entity):
        return True
    if 2 * len(reference.content & entity.content) >= max(1, min(len(reference.content), len(entity.content))):
        return True
    return reference.head in entity.heads and len(set(reference.acting) & entity.acting) > 1


def leads(reference: Reference, entity: Entity) -> bool:
    """Tell whether the reference stands in the first sentence of the body and the headline named the entity."""
    return headlined(entity) and reference.phrase.sentence.index == entity.references[-1].phrase.sentence.index + 1


def headlined(entity: Entity) -> bool:
    """Tell whether only the headline has named the entity so far."""
    return all(r.phrase.sentence.headline for r in entity.references)


def same_generic(reference: Reference, entity: Entity) -> bool:
    """Tell whether "the treaty" or a bare "an agreement" can mean the entity."""
    if reference.plural != entity.plural and not entity.titled and not reference.definite:
        return False
    if reference.plural and entity.plural and reference.definite and entity.kind is not Kind.DECLARATION:
        return True
    return takes_up(reference, entity) and sides_agree(reference, entity.codes)
