"""Tell the language of a text. The mark that came with it is a hint that can be wrong.

The library compares byte sequences with those of each language (Lui and Baldwin 2012, "langid.py"). Its scores are
logarithms: the mark holds unless another language is clearly more likely.

>>> detect_language("Chad and Sudan signed an accord on the lake.", "fr")
'en'
>>> detect_language("Le Tchad et le Soudan ont signé un accord sur le lac.")
'fr'
>>> detect_language("N'Djamena", "fr")
'fr'
"""

from __future__ import annotations

import functools
from importlib import resources

USED = 2_000
"""So much of a text tells its language, in characters."""
ODDS = 12.0
"""So much more likely another language must be than the hint, as a natural logarithm, before the hint is wrong."""
FALLBACK = "en"


def detect_language(text: str, hint: str | None = None) -> str:
    """Return the ISO 639-1 code of the language of a text.

    Args:
        text: title and body, or the body alone.
        hint: the code that came with the text; it holds where the text is too short or too mixed to tell.
    """
    scores = score_languages(text[:USED])
    assumed = hint or FALLBACK
    if not scores or (hint and hint not in known()):
        return assumed
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] - scores.get(assumed, float("-inf")) > ODDS else assumed


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the language that a text is most likely in."""
    return detect_language(text)


def score_languages(text: str) -> dict[str, float]:
    """Return how likely each language of ISO 639-1 is, as natural logarithms; a variety counts for its language."""
    from py3langid import rank  # type: ignore[import-untyped]  # it ships no types

    found: dict[str, float] = {}
    for label, score in rank(text) if any(letter.isalpha() for letter in text) else ():
        code = varieties().get(str(label), str(label))
        if code in languages():
            found[code] = max(found.get(code, float("-inf")), float(score))
    return found


@functools.cache
def known() -> frozenset[str]:
    """Return the languages that the library can tell."""
    return frozenset(score_languages("text"))


@functools.cache
def varieties() -> dict[str, str]:
    """Return the varieties that count for a language of ISO 639-1, by their codes."""
    return dict(read_rows("varieties.tsv"))


@functools.cache
def languages() -> dict[str, str]:
    """Return the languages of ISO 639-1: code to English name."""
    return dict(read_rows("languages.tsv"))


def read_rows(name: str) -> list[tuple[str, str]]:
    """Return the two columns of a table of this folder."""
    table = resources.files("depositary.sources").joinpath(name).read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line.strip() and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows[1:]]
