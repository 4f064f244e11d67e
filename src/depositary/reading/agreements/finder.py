"""The agreements of a report: titles, descriptions, aliases, what "the treaty" refers to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from depositary.model.reading import Agreement
from depositary.reading.agreements.acronyms import STRENGTH as ACRONYM
from depositary.reading.agreements.acronyms import spells
from depositary.reading.agreements.aliases import initials, occurrences
from depositary.reading.agreements.areas import find_areas
from depositary.reading.agreements.coreference import Entity, resolve
from depositary.reading.agreements.evidence import ENOUGH, REFUSED, support
from depositary.reading.agreements.parties import find_parties
from depositary.reading.agreements.phrases import Phrase, find_phrases
from depositary.reading.agreements.references import Reference, refer
from depositary.reading.agreements.terms import hypothetical, term_of
from depositary.reading.mentions import Actors, AgreementMention, Agreements, DateMention
from depositary.reading.text import Analysis

SPELLED = re.compile(r"(?<![\w-])(?:New )?[A-Z]{3,8}(?![\w-])")


def find_agreements(analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...]) -> Agreements:
    """Find every agreement of a report, with all of its mentions."""
    entities = [e for e in resolve(find_references(analysis, actors)) if max(e.scores) >= ENOUGH]
    entities.sort(key=lambda e: e.references[0].start)
    built = [build(f"a{order}", entity, analysis, actors, dates) for order, entity in enumerate(entities, 1)]
    mentions = sorted((m for _, found in built for m in found), key=lambda m: (m.start, -m.end))
    return Agreements(tuple(agreement for agreement, _ in built), tuple(mentions))


def has_agreements(analysis: Analysis, actors: Actors, most: int | None = None) -> bool:
    """Tell whether any phrase of a report has support enough, on a report that need not be parsed.

    Of the first `MOST_REFERENCES` of them, where that is ``most``: then `find_agreements` finds an agreement if so.
    """
    return any(score >= ENOUGH for _, score in itertools.islice(find_references(analysis, actors), most))


def find_references(analysis: Analysis, actors: Actors) -> Iterator[tuple[Reference, int]]:
    """Yield the references of a report with their support, refused ones left out."""
    places = frozenset(m.start for m in actors.mentions if m.place) | frozenset(p.start for p in actors.places)
    for sentence in analysis.sentences:
        for phrase in find_phrases(sentence, places):
            if (phrase.find.noun.strength == ACRONYM and actors.at(phrase.start)) or is_surname(phrase, actors):
                continue
            reference = refer(whole_name(phrase, actors), analysis, actors)
            score = support(reference, actors)
            if score > REFUSED:
                yield reference, score


def is_surname(phrase: Phrase, actors: Actors) -> bool:
    """Tell whether the noun is part of an office holder's name, or stands alone as it: "Governor Hugh Deal", "Deal"."""
    noun = phrase.words[phrase.first]
    if not noun.capital:
        return False
    alone = phrase.begin + 1 == phrase.end and not phrase.determiner
    return any(
        noun.text in m.agent.name.split()[1:] and (alone or m.covers(noun.start))
        for m in actors.mentions
        if m.sort == "person" and m.agent.office
    )


def whole_name(phrase: Phrase, actors: Actors) -> Phrase:
    """Return a title with the whole name of the organisation in the middle of which the grammar began it."""
    owner = actors.at(phrase.words[phrase.begin].start)
    if owner is None or not phrase.titled or owner.start >= phrase.words[phrase.begin].start:
        return phrase
    begin = next((i for i, w in enumerate(phrase.words) if w.start == owner.start), phrase.begin)
    return replace(phrase, begin=begin)


def build(
    ref: str, entity: Entity, analysis: Analysis, actors: Actors, dates: tuple[DateMention, ...]
) -> tuple[Agreement, list[AgreementMention]]:
    """Build the agreement of an entity, and its mentions."""
    mentions = [mention_of(ref, reference) for reference in entity.references]
    mentions += alias_mentions(ref, entity, analysis, actors)
    mentions.sort(key=lambda m: m.start)
    title = fullest_name(entity)
    names = tuple(analysis.report.span(m.start, m.end) for m in mentions)
    agreement = Agreement(
        ref=ref,
        title=title.phrase.text,
        kind=entity.kind,
        parties=find_parties(entity, analysis, actors),
        names=names,
        areas=find_areas(entity, analysis),
        year=entity.year,
        term=term_of(entity.references, analysis, dates),
        hypothetical=hypothetical(entity.references, analysis),
    )
    return agreement, mentions


def alias_mentions(ref: str, entity: Entity, analysis: Analysis, actors: Actors) -> list[AgreementMention]:
    """Return the mentions of an entity by its aliases and acronyms alone."""
    taken = [(r.start, r.phrase.stop) for r in entity.references]
    found = []
    for start, end in sorted(set(alias_ranges(entity, analysis, actors)), key=lambda r: (r[0], -r[1])):
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            found.append(AgreementMention(start, end, analysis.sentence_at(start).index, ref, "alias", start))
    return found


def alias_ranges(entity: Entity, analysis: Analysis, actors: Actors) -> Iterator[tuple[int, int]]:
    """Yield where the aliases of an entity stand, and the acronyms of its titles that name no actor."""
    said = {alias for r in entity.references for alias in r.aliases}
    said |= {r.phrase.text for r in entity.references if r.phrase.find.noun.strength == ACRONYM}
    forms = {form for r in entity.references if r.phrase.titled for form in r.forms}
    made = {name for form in forms for name in initials(form)} | set(find_spelled(forms, analysis))
    for alias in said | made:
        for start, end in occurrences(analysis, alias):
            if alias in said or not actors.at(start):
                yield start, end


def find_spelled(titles: set[str], analysis: Analysis) -> Iterator[str]:
    """Yield the acronyms of a report that a title spells, "New" before them included; in brackets they have words."""
    if titles:
        for match in set(SPELLED.findall(analysis.text)):
            acronym = match.removeprefix("New ")
            bracketed = f"({acronym})" in analysis.text
            yield from {match, acronym} if not bracketed and any(spells(acronym, t) for t in titles) else ()


def mention_of(ref: str, reference: Reference) -> AgreementMention:
    """Return the mention that a reference is."""
    phrase = reference.phrase
    noun = phrase.words[phrase.first].start
    return AgreementMention(
        reference.start, phrase.stop, phrase.sentence.index, ref, reference.sort, noun, phrase.find.plural
    )


def fullest_name(entity: Entity) -> Reference:
    """Return the reference with the fullest name: the longest title, else the longest description."""
    titles = [r for r in entity.references if r.sort == "title"] or entity.references
    return max(titles, key=lambda r: len(r.phrase.text))
