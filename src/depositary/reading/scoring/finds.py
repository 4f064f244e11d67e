"""Everything found in a report before learned weights decide what stays."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from depositary.model.reading import Action, Agreement, Meeting, Relation
from depositary.model.text import Span
from depositary.reading.encoder import Hint, Marks, mark
from depositary.reading.mentions import Actors, AgreementMention, Agreements, DateMention, Statements
from depositary.reading.steps import ProposedStep
from depositary.reading.text import Analysis

Marker = Callable[..., Marks]
"""What marks a report, as `depositary.reading.encoder.mark` does."""


@dataclass(frozen=True)  # no slots: what is derived is kept
class Finds:
    """What words, rules and the encoder found in one report.

    ``mentions`` are those that the encoder was asked about, in its order, pronouns left out; a mention whose ref is
    no longer among ``agreements`` is of a phrase that was dropped. ``proposed`` are the steps that single words tell,
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

    @functools.cached_property
    def dated(self) -> tuple[DateMention, ...]:
        """The dates that name a time; a mere duration is left out."""
        return tuple(date for date in self.dates if date.dated)

    @functools.cached_property
    def refs(self) -> frozenset[str]:
        """The refs of the agreements."""
        return frozenset(agreement.ref for agreement in self.agreements.agreements)

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
    return Finds(
        analysis,
        marks,
        mentions,
        actors,
        dates,
        agreements,
        statements,
        meetings,
        relations,
        proposed,
        actions,
        tuple(hints),
    )
