"""Grounding: where in the report the words stand that a language model gives; what stands nowhere is dropped.

The words are looked for as they are, then with quotation marks, dashes, blanks, case and accents folded, then word by
word, so that an inflected form or a left-out word does not lose them. Numbers must stand as they are given.
The order is that of langextract's ``resolver.py``; its thresholds are ours (``grounding.toml``).

>>> ground = Ground("The ministers “signed”  the Lomé Pact on Monday.")
>>> found = ground.align('"signed" the Lome Pact')
>>> found.how, ground.text[found.start : found.end]
('folded', 'signed”  the Lomé Pact')
>>> ground.align("broke the pact") is None
True
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from depositary.data_files import read_toml
from depositary.reading.llm.folding import DASHES, HIDDEN, QUOTES, WORD, Folded, cuts_word, fold

How = Literal["exact", "folded", "tokens"]
EDGES = QUOTES + HIDDEN + "…⟦⟧ \t\r\n\u00a0\u202f"
STOPS = ".,;:!?。，；：！？،؛؟" + DASHES


@functools.cache
def load_thresholds() -> dict[str, dict[str, Any]]:
    """Load how exactly words must stand in the report."""
    return read_toml(__package__, "grounding.toml")


@dataclass(frozen=True, slots=True)
class Passage:
    """A half-open range of the report, how its words were found, and how much of them stands there (0 to 1)."""

    start: int
    end: int
    how: How
    score: float = 1.0


class Ground:
    """A report's text, ready to have words found in it; ``reach`` ends what is searched."""

    def __init__(self, text: str, reach: int | None = None) -> None:
        """Take the text of a report, up to the code point where its reading ends."""
        self.text = text if reach is None else text[:reach]

    @functools.cached_property
    def folded(self) -> Folded:
        """The text folded."""
        return fold(self.text)

    @functools.cached_property
    def words(self) -> list[re.Match[str]]:
        """The words of the folded text."""
        return list(WORD.finditer(self.folded.text))

    @functools.cached_property
    def indices(self) -> dict[str, list[int]]:
        """Where each folded word stands, as indices of ``words``."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            found.setdefault(word.group(), []).append(index)
        return found

    def align(self, quote: str, near: tuple[int, int] | None = None) -> Passage | None:
        """Return the passage that holds some words, the one nearest to ``near`` where several do.

        Args:
            quote: words that are said to stand in the report.
            near: a range of the report in which, or close to which, they are to stand.
        """
        found = self.align_all(quote)
        if not found or near is None:
            return found[0] if found else None
        return min(found, key=lambda p: (max(near[0] - p.end, p.start - near[1], 0), p.start))

    def align_all(self, quote: str) -> list[Passage]:
        """Return every passage that holds some words, of the most exact sort that there is."""
        words = quote.strip(EDGES)
        if not WORD.search(words):
            return []
        return list(self.find_exact(words)) or list(self.find_folded(words)) or list(self.find_tokens(words))

    def find_exact(self, words: str) -> Iterator[Passage]:
        """Yield where the words stand as they are."""
        for start in starts(self.text, words):
            if not cuts_word(self.text, start, start + len(words)):
                yield Passage(start, start + len(words), "exact")

    def find_folded(self, words: str) -> Iterator[Passage]:
        """Yield where the words stand but for marks, blanks, case and accents."""
        wanted = fold(words).text.strip(" '").rstrip(STOPS + " ")
        for start in starts(self.folded.text, wanted) if wanted else ():
            if not cuts_word(self.folded.text, start, start + len(wanted)):
                yield Passage(*self.folded.back(start, start + len(wanted)), "folded")

    def find_tokens(self, words: str) -> Iterator[Passage]:
        """Yield the one passage that holds most of the words in their order, where it holds enough of them."""
        limits = load_thresholds()["alignment"]
        wanted = [word.group() for word in WORD.finditer(fold(words).text)]
        if len(wanted) > limits["longest"]:
            return
        known = [self.recognise(word) for word in wanted]
        if any(form is None and has_digit(word) for word, form in zip(wanted, known, strict=True)):
            return
        best = max(self.compare(known), key=lambda p: (p.score, -p.start), default=None)
        if best and best.score >= limits["coverage"]:
            yield best

    def recognise(self, word: str) -> str | None:
        """Return the form of a word that stands in the text: itself, or one much like it; ``None`` where none does."""
        limits = load_thresholds()["similarity"]
        if word in self.indices:
            return word
        if len(word) < limits["letters"] or has_digit(word):
            return None
        like = process.extractOne(word, self.indices.keys(), scorer=fuzz.ratio, score_cutoff=100 * limits["word"])
        return str(like[0]) if like and not has_digit(str(like[0])) else None

    def compare(self, known: Sequence[str | None]) -> Iterator[Passage]:
        """Yield the passages of the most promising windows that hold the words densely, with their share of them."""
        limits = load_thresholds()["alignment"]
        stand_ins = [word if word is not None else f"\0{place}" for place, word in enumerate(known)]
        digits = {word for word in known if word and has_digit(word)}
        for first, last in self.windows(known):
            here = [word.group() for word in self.words[first:last]]
            blocks = [op for op in LCSseq.opcodes(stand_ins, here) if op.tag == "equal"]
            if not blocks:
                continue
            begin, end = blocks[0].dest_start, blocks[-1].dest_end
            held = sum(op.src_end - op.src_start for op in blocks)
            told = {word for op in blocks for word in stand_ins[op.src_start : op.src_end]}
            if held / (end - begin) >= limits["density"] and digits <= told:
                start, stop = self.words[first + begin].start(), self.words[first + end - 1].end()
                yield Passage(*self.folded.back(start, stop), "tokens", held / len(known))

    def windows(self, known: Sequence[str | None]) -> list[tuple[int, int]]:
        """Return ranges of words in which most of the given words stand, the fullest first."""
        limits = load_thresholds()["alignment"]
        size = max(len(known) + 1, round(len(known) * limits["slack"]))
        wanted = Counter(word for word in known if word is not None)
        hits = sorted((index, word) for word in wanted for index in self.indices[word])
        rated: list[tuple[int, int]] = []
        inside: Counter[str] = Counter()
        left = 0
        for index, word in hits:
            inside[word] += 1
            while hits[left][0] <= index - size:
                inside[hits[left][1]] -= 1
                left += 1
            rated.append((sum(min(count, wanted[w]) for w, count in inside.items() if count), hits[left][0]))
        rated.sort(key=lambda pair: (-pair[0], pair[1]))
        chosen = list(dict.fromkeys(first for _, first in rated))[: limits["windows"]]
        return [(first, first + size) for first in chosen]


def starts(text: str, words: str) -> Iterator[int]:
    """Yield where some words begin in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + max(1, len(words)))


def has_digit(word: str) -> bool:
    """Tell whether a word holds a digit of any script."""
    return any(char.isdigit() for char in word)
