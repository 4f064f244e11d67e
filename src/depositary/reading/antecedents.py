"""Antecedents: pronouns and bare step nouns that stand for an agreement named just before.

>>> sorted(PRONOUNS)
['it', 'them']
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from depositary.lexicon import load_toml
from depositary.model.vocabulary import ActionCode
from depositary.reading.analysis import Sentence
from depositary.reading.finds import AgreementMention, Agreements

PRONOUNS = frozenset({"it", "them"})
POSSESSIVES = frozenset({"its", "their"})


@functools.cache
def pronoun_steps() -> frozenset[ActionCode]:
    """Return the steps that are told of "it" often enough to be believed."""
    return frozenset(ActionCode(code) for code in load_toml("en", "linkage")["pronoun_steps"])


def find_mentions(agreements: Agreements, sentence: Sentence) -> list[AgreementMention]:
    """Return the mentions of a sentence, pronouns that may stand for an agreement included."""
    named = agreements.in_sentence(sentence.index)
    return sorted([*named, *stand_ins(agreements, sentence, named)], key=lambda m: m.start)


def stand_ins(agreements: Agreements, sentence: Sentence, named: list[AgreementMention]) -> Iterator[AgreementMention]:
    """Yield a mention for each pronoun of a sentence, by the nearest agreement before it."""
    for token in sentence.tokens:
        if token.lower in PRONOUNS | POSSESSIVES and not any(m.covers(token.start) for m in named):
            before = antecedent(agreements, sentence, named, token.start)
            if before is not None:
                many = token.lower in ("them", "their")
                yield AgreementMention(token.start, token.end, sentence.index, before.ref, "pronoun", token.start, many)


def antecedent(
    agreements: Agreements, sentence: Sentence, named: list[AgreementMention], position: int
) -> AgreementMention | None:
    """Return the nearest mention before a position, in this sentence or the one before."""
    earlier = [m for m in named if m.end <= position]
    if not earlier and sentence.index:
        earlier = agreements.in_sentence(sentence.index - 1)
    return earlier[-1] if earlier else None
