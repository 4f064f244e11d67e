"""How long an agreement is to last, and whether it is only wished for.

>>> duration_of("ten-year")
'P10Y'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from depositary.languages import load_list, load_toml
from depositary.reading.agreements.references import Reference
from depositary.reading.mentions import DateMention
from depositary.reading.text import Analysis, any_of

NUMBERS: dict[str, int] = load_toml("en", "noun_phrases")["numbers"]
UNITS = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
DURATION = re.compile(rf"\b(\d+|{'|'.join(NUMBERS)})[- ](hour|day|week|month|year)s?\b", re.IGNORECASE)
LASTING = re.compile(r"^,? ?(?:\w+ ){0,3}?(?:for|lasting|of|to last|will last|lasts?)(?: up to| at least| about)? $")
AHEAD = 70


def duration_of(text: str) -> str | None:
    """Return the ISO 8601 duration that a text names first, if any."""
    match = DURATION.search(text)
    if not match:
        return None
    number = match.group(1).lower()
    return UNITS[match.group(2).lower()].format(NUMBERS.get(number, number))


def term_of(references: Sequence[Reference], analysis: Analysis, dates: Sequence[DateMention]) -> str | None:
    """Return how long the agreement is to last: in its name ("20-year pact"), or behind it ("for 20 years")."""
    for reference in references:
        named = duration_of(" ".join(word.text for word in reference.phrase.front))
        if named:
            return named
    return next((d for r in references for d in durations_behind(r, analysis, dates)), None)


def durations_behind(reference: Reference, analysis: Analysis, dates: Sequence[DateMention]) -> list[str]:
    """Return the durations that "for" or "lasting" ties to a reference."""
    begin = reference.phrase.words[reference.phrase.last].end
    near = [d for d in dates if d.duration and begin <= d.start < begin + AHEAD]
    return [d.duration for d in near if d.duration and LASTING.match(analysis.text[begin : d.start].lstrip(" ") or "x")]


@functools.cache
def wish_pattern() -> re.Pattern[str]:
    """Return the pattern of the words of wishing."""
    return any_of(map(re.escape, load_list("en", "agreement_wishes")))


@functools.cache
def fact_pattern() -> re.Pattern[str]:
    """Return the pattern of the words of fact."""
    return any_of(map(re.escape, load_list("en", "agreement_facts")))


@functools.cache
def existing_pattern() -> re.Pattern[str]:
    """Return the pattern of the steps of a text that exists, up to where its phrase begins."""
    steps = "|".join(load_list("en", "agreement_existing"))
    return re.compile(rf"\b(?:{steps}) (?:(?:an?|any|another|one|its|their|his|her) )?$", re.IGNORECASE)


def hypothetical(references: Sequence[Reference], analysis: Analysis) -> bool:
    """Tell whether an agreement is only wished for, proposed or denied: no mention tells a fact of it."""
    if references[0].sort == "title" or any(definite_fact(r, analysis) for r in references):
        return False
    told = [r for r in references if r.sort != "generic"] or references[:1]
    return all(wished(r, analysis) for r in told)


def wished(reference: Reference, analysis: Analysis) -> bool:
    """Tell whether a word of wishing stands before a mention that is not definite."""
    sentence = reference.phrase.sentence
    ahead = analysis.text[
        max(sentence.start, reference.start - AHEAD) : reference.phrase.words[reference.phrase.first].start
    ]
    return not reference.definite and wish_pattern().search(ahead) is not None and not undergoes(reference, analysis)


def undergoes(reference: Reference, analysis: Analysis) -> bool:
    """Tell whether a step that only a text undergoes stands right before a mention ("refused to ratify a protocol")."""
    phrase = reference.phrase
    start = max(phrase.sentence.start, phrase.start - AHEAD)
    told = existing_pattern().search(analysis.text, start, phrase.start)
    return told is not None and wish_pattern().search(" ".join(w.lower for w in phrase.front)) is None


def definite_fact(reference: Reference, analysis: Analysis) -> bool:
    """Tell whether a definite mention stands beside a word of fact."""
    sentence = reference.phrase.sentence
    return reference.definite and fact_pattern().search(sentence.text) is not None
