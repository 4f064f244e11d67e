"""The gate: is there anything to read in a report, and where."""

from __future__ import annotations

import re

from depositary.reading.analysis import Sentence

CUES = re.compile(
    r"\b(?:treat(?:y|ies)|agreements?|accords?|pacts?|conventions?|covenants?|protocols?|charters?|memorand\w+|MoUs?"
    r"|cease-?fires?|cease fires?|truces?|armistice|cessation of hostilities|deals?|joint statement|declaration"
    r"|communiqu[eé]s?|exchange of (?:notes|letters)|letters? of intent|plan of action|peace settlement)\b",
    re.I,
)


def admits(text: str) -> bool:
    """Tell whether a report can speak of an agreement at all, on its raw text."""
    return CUES.search(text) is not None


def choose_sentences(sentences: tuple[Sentence, ...]) -> list[int]:
    """Return the indices of the sentences that are worth a parse."""
    return [sentence.index for sentence in sentences]
