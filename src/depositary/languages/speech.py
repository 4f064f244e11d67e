"""Verbs that report speech, and what they take.

>>> "clause" in load_speech()["say"]
True
"""

from __future__ import annotations

import functools

from depositary.languages import load_table


@functools.cache
def load_speech(language: str = "en") -> dict[str, frozenset[str]]:
    """Load the frames of every reporting verb, by lemma; ``speech_verbs.tsv`` tells what they mean."""
    found: dict[str, frozenset[str]] = {}
    for row in load_table(language, "speech_verbs"):
        found[row["lemma"]] = found.get(row["lemma"], frozenset()) | frozenset(row["frames"].split(","))
    return found


@functools.cache
def saying() -> frozenset[str]:
    """Return the verbs of speech that a clause can follow."""
    return frozenset(lemma for lemma, frames in load_speech().items() if "clause" in frames)
