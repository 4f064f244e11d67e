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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from depositary.data_files import read_toml
from depositary.reading.llm.folding import DASHES, HIDDEN, QUOTES, WORD, Folded, cuts_word, fold

How = Literal["exact", "folded", "tokens"]
EDGES = QUOTES + HIDDEN + "…⟦⟧ \t\r\n\u00a0\u202f"
STOPS = ".,;:!?。，；：！？،؛؟" + DASHES
VOWELS = "aeiouyаеиіоуыэюяєь"  # of folded text, with the soft sign: what the ends of Slavic and Baltic words begin with


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

    def __init__(self, text: str, reach: int | None = None, *, inflected: bool = False) -> None:
        """Take the text of a report, up to the code point where its reading ends.

        Args:
            text: of the report.
            reach: the code point where its reading ends.
            inflected: words with one stem and other ends are the same ("Сергей", "Сергеем").
        """
        self.inflected = inflected
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
        forms = {word: self.recognise(word) for word in wanted}
        if any(has_digit(word) and not found for word, found in forms.items()):
            return
        best = max(self.compare(wanted, forms), key=lambda p: (p.score, -p.start), default=None)
        if best and best.score >= limits["coverage"]:
            yield best

    def recognise(self, word: str) -> frozenset[str]:
        """Return the forms of a word that stand in the text: itself, and words much like it."""
        limits = load_thresholds()["similarity"]
        itself = frozenset({word} & self.indices.keys())
        if len(word) < limits["letters"] or has_digit(word):
            return itself
        like = process.extract(
            word, self.indices.keys(), scorer=fuzz.ratio, score_cutoff=100 * limits["word"], limit=limits["forms"]
        )
        kin = {form for form in self.indices if share_stem(word, form)} if self.inflected else frozenset[str]()
        return itself | kin | {str(form) for form, *_ in like if not has_digit(str(form))}

    def indices_of(self, forms: Iterable[str]) -> list[int]:
        """Return where words of some forms stand, as indices of ``words``."""
        return [index for form in forms for index in self.indices[form]]

    def compare(self, wanted: Sequence[str], forms: Mapping[str, frozenset[str]]) -> Iterator[Passage]:
        """Yield the passages of the most promising windows that hold the words densely, with their share of them."""
        limits = load_thresholds()["alignment"]
        meant = {form: word for word, found in forms.items() for form in found} | {w: w for w in wanted}
        digits = {word for word in wanted if has_digit(word)}
        indices = {
            word: self.indices_of(form for form in found if meant[form] == word) for word, found in forms.items()
        }
        for first, last in self.windows(wanted, indices):
            here = [meant.get(word.group(), word.group()) for word in self.words[first:last]]
            blocks = [op for op in LCSseq.opcodes(wanted, here) if op.tag == "equal"]
            if not blocks:
                continue
            begin, end = blocks[0].dest_start, blocks[-1].dest_end
            held = sum(op.src_end - op.src_start for op in blocks)
            told = {word for op in blocks for word in wanted[op.src_start : op.src_end]}
            if held / (end - begin) >= limits["density"] and digits <= told:
                start, stop = self.words[first + begin].start(), self.words[first + end - 1].end()
                yield Passage(*self.folded.back(start, stop), "tokens", held / len(wanted))

    def windows(self, words: Sequence[str], indices: Mapping[str, Sequence[int]]) -> list[tuple[int, int]]:
        """Return ranges of words in which most of the given words stand, the fullest first."""
        limits = load_thresholds()["alignment"]
        size = max(len(words) + 1, round(len(words) * limits["slack"]))
        wanted = Counter(words)
        hits = sorted((index, word) for word in wanted for index in indices[word])
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


def share_stem(word: str, other: str) -> bool:
    """Tell whether two folded words may be forms of one: a stem, and short ends that begin with a vowel.

    >>> share_stem("ангела", "ангелои"), share_stem("иран", "ирак")
    (True, False)
    """
    limits = load_thresholds()["inflection"]
    stem = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    if stem < limits["stem"] or stem < limits["share"] * max(len(word), len(other)):
        return False
    ends = (word[stem:], other[stem:])
    return all(len(end) <= limits["end"] and (not end or end[0] in VOWELS) for end in ends)


def has_digit(word: str) -> bool:
    """Tell whether a word holds a digit of any script."""
    return any(char.isdigit() for char in word)
