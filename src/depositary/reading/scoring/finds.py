"""Everything found in a report before learned weights decide what stays."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from depositary.model.reading import Action, Agreement, Meeting, Relation
from depositary.model.text import Span
from depositary.model.vocabulary import Kind
from depositary.reading.agreements import areas_in, find_nouns, name_kind
from depositary.reading.encoder import Hint, Marks, Name, mark
from depositary.reading.mentions import Actors, AgreementMention, Agreements, DateMention, MentionSort, Statements
from depositary.reading.steps import ProposedStep
from depositary.reading.text import Analysis

ARTICLE = re.compile(r"(?:the|an?|this|that|its|their|his|her|our|any|some) ", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Marker = Callable[..., Marks]
"""What marks a report, as `depositary.reading.encoder.mark` does."""


@dataclass(frozen=True)  # no slots: what is derived is kept
class Finds:
    """What words, rules and the encoder found in one report.

    ``mentions`` are those that the encoder was asked about, in its order, pronouns left out, and after the first
    ``ruled`` the names that it found itself; a mention whose ref is no longer among ``agreements`` is of a phrase that
    was dropped. ``proposed`` are the steps that single words tell,
    ``actions`` the same, merged; ``hints`` are what the encoder was shown.
    """

    analysis: Analysis
    marks: Marks
    mentions: tuple[AgreementMention, ...]
    actors: Actors
    dates: tuple[DateMention, ...]
    agreements: Agreements
    statements: Statements
    meetings: tuple[Meeting, ...]
    relations: tuple[Relation, ...]
    proposed: tuple[ProposedStep, ...]
    actions: tuple[Action, ...]
    hints: tuple[Hint, ...] = ()
    ruled: int = 0

    @functools.cached_property
    def dated(self) -> tuple[DateMention, ...]:
        """The dates that name a time; a mere duration is left out."""
        return tuple(date for date in self.dates if date.dated)

    @functools.cached_property
    def refs(self) -> frozenset[str]:
        """The refs of the agreements."""
        return frozenset(agreement.ref for agreement in self.agreements.agreements)

    @functools.cached_property
    def ruled_refs(self) -> frozenset[str]:
        """The refs of the agreements that words and rules found, the encoder's own left out."""
        return frozenset(mention.ref for mention in self.mentions[: self.ruled])

    @functools.cached_property
    def naming(self) -> dict[str, list[float]]:
        """For each agreement, how surely the encoder takes each of its mentions for one."""
        found: dict[str, list[float]] = {}
        for mention in self.mentions:
            pieces = self.marks.between(mention.start, mention.end)
            found.setdefault(mention.ref, []).append(max((p.mention for p in pieces), default=0.0))
        return found

    @functools.cached_property
    def same(self) -> dict[frozenset[str], list[float]]:
        """For each two agreements, how surely the encoder takes pairs of their mentions for one."""
        found: dict[frozenset[str], list[float]] = {}
        for pair in self.marks.pairs:
            refs = frozenset({self.mentions[pair.one].ref, self.mentions[pair.other].ref})
            found.setdefault(refs, []).append(pair.same)
        return found

    @functools.cached_property
    def told(self) -> dict[str, float]:
        """For each agreement, how surely the encoder tells any step of it."""
        found: dict[str, float] = {}
        for trigger in self.marks.triggers:
            for index, probability in trigger.agreements:
                ref = self.mentions[index].ref
                found[ref] = max(found.get(ref, 0.0), probability * trigger.strength)
        return found

    @functools.cached_property
    def near(self) -> dict[str, dict[str, float]]:
        """For each agreement, how surely the encoder tells each action beside any mention of it."""
        found: dict[str, dict[str, float]] = {}
        for index, several in self.marks.mentions.items():
            known = found.setdefault(self.mentions[index].ref, {})
            for marks in several:
                for code, probability in marks.actions.items():
                    known[code] = max(known.get(code, 0.0), probability)
        return found

    @functools.cached_property
    def by_ref(self) -> dict[str, list[AgreementMention]]:
        """The mentions of each agreement, in order of the text."""
        found: dict[str, list[AgreementMention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.ref, []).append(mention)
        return found

    @functools.cached_property
    def frequency(self) -> Counter[str]:
        """How many mentions each actor code has."""
        return Counter(code for m in self.actors.mentions for code in dict.fromkeys(m.codes))

    def agreement(self, ref: str) -> Agreement:
        """Return the agreement of a ref."""
        return self.agreements.get(ref)

    def sentence_span(self, position: int) -> Span:
        """Return the sentence at a code point as evidence."""
        sentence = self.analysis.sentence_at(position)
        return self.analysis.report.span(sentence.start, sentence.end)


def gather(
    analysis: Analysis,
    *,
    actors: Actors,
    dates: tuple[DateMention, ...],
    agreements: Agreements,
    statements: Statements,
    meetings: tuple[Meeting, ...],
    relations: tuple[Relation, ...],
    proposed: tuple[ProposedStep, ...],
    actions: tuple[Action, ...],
    marker: Marker = mark,
) -> Finds:
    """Return the finds of words and rules with the encoder's marks, made with these finds as hints.

    Args:
        marker: makes the marks; training passes its own.

    Raises:
        ModelError: the encoder cannot be loaded.
    """
    mentions = tuple(m for m in agreements.mentions if m.sort != "pronoun")
    dated = tuple(date for date in dates if date.dated)
    hints = [Hint(m.start, m.end, "mention", m.sort) for m in agreements.mentions]
    hints += [Hint(a.start, a.end, "actor", a.sort) for a in actors.mentions]
    hints += [Hint(d.start, d.end, "date", "date") for d in dated]
    for step in proposed:
        hints.append(Hint(step.start, step.end, "action", step.action.action.value))
        hints.append(Hint(step.start, step.end, "modality", step.action.modality.value))
    marks = marker(analysis, mentions, actors.mentions, dated, hints=hints)
    first = len(agreements.agreements) + 1
    named = tuple(_read_name(analysis, name, f"a{number}") for number, name in enumerate(marks.names, first))
    added = tuple(_describe_name(analysis, actors, mention) for mention in named)
    if named:
        ordered = sorted((*agreements.mentions, *named), key=lambda m: (m.start, -m.end))
        agreements = Agreements((*agreements.agreements, *added), tuple(ordered))
    return Finds(
        analysis,
        marks,
        (*mentions, *named),
        actors,
        dates,
        agreements,
        statements,
        meetings,
        relations,
        proposed,
        actions,
        tuple(hints),
        len(mentions),
    )


def _read_name(analysis: Analysis, name: Name, ref: str) -> AgreementMention:
    """Return the mention that a name found by the encoder is: whole words, without an article."""
    text = analysis.text
    start, end = name.start, name.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    article = ARTICLE.match(text, start, end)
    start = article.end() if article and article.end() < end else start
    words = text[start:end].split()
    noun = next(iter(find_nouns(text[start:end])), None)
    capital = any(word[:1].isupper() for word in words) and sum(w[:1].isupper() for w in words) * 2 >= len(words)
    sort: MentionSort = "title" if capital else "generic" if noun and len(words) == 1 else "description"
    return AgreementMention(
        start,
        end,
        analysis.sentence_at(start).index,
        ref,
        sort,
        start + (noun.start if noun else 0),
        bool(noun and noun.plural),
    )


def _describe_name(analysis: Analysis, actors: Actors, mention: AgreementMention) -> Agreement:
    """Return the agreement that a name alone tells of."""
    span = analysis.report.span(mention.start, mention.end)
    codes = (code for actor in actors.within(mention.start, mention.end) for code in actor.codes)
    years = YEAR.findall(span.text)
    return Agreement(
        ref=mention.ref,
        title=span.text,
        kind=name_kind(span.text) or Kind.AGREEMENT,
        parties=tuple(dict.fromkeys(codes)),
        names=(span,),
        areas=tuple(areas_in(span.text)),
        year=int(years[0]) if years else None,
    )
