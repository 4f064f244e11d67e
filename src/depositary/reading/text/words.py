"""The words of a sentence as a title or a noun phrase sees them: "Turkish-Libyan" and "U.S." are one word.

>>> [word.text for word in split_words("The U.S.-Iraq pact (2008)", 0)]
['The', 'U.S.-Iraq', 'pact', '(', '2008', ')']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from depositary.reading.text.analysis import Sentence, Token

WORD = re.compile(
    r"(?:[A-Z]\.){2,}(?:[-–—]\w+)*(?:[’']s)?|\d+(?:[.,]\d+)+|\w+(?:(?:[’'/&–-]|\.(?=[A-Z]\.))\w+)*|[^\w\s]"
)
POSSESSIVE = ("'s", "’s")


class Word(msgspec.Struct, frozen=True, gc=False):  # made for each word of a sentence: no dataclass is made so quickly
    """A word: half-open range, text, the text in small letters without "'s", tag where parsed."""

    start: int
    end: int
    text: str
    lower: str
    tag: str = ""

    @property
    def capital(self) -> bool:
        """True where the word begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        """True for "Sudan's"."""
        return self.text.endswith(POSSESSIVE)

    @property
    def mark(self) -> bool:
        """True for a punctuation mark."""
        return not self.text[0].isalnum()

    @property
    def year(self) -> int | None:
        """The year that the word names, if it is one."""
        return int(self.text) if re.fullmatch(r"1[6-9]\d\d|20\d\d", self.text) else None


def split_words(text: str, base: int, tokens: tuple[Token, ...] = ()) -> tuple[Word, ...]:
    """Cut a text that begins at ``base`` of its report into words, with the tags of its tokens."""
    tags = {token.start: token.tag for token in tokens}
    ends = {token.end: token.tag for token in tokens}
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        bare = word[:-2] if word.endswith(POSSESSIVE) else word
        start = base + match.start()
        tag = ends.get(start + len(bare)) or tags.get(start) or ""
        found.append(Word(start, base + match.end(), word, bare.lower(), tag))
    return tuple(found)


def words_of(sentence: Sentence) -> tuple[Word, ...]:
    """Return the words of a sentence in the report's offsets."""
    return split_words(sentence.text, sentence.start, sentence.tokens)


def index_at(words: tuple[Word, ...], position: int) -> int:
    """Return the index of the word that covers a code point, or of the next one."""
    return next((i for i, word in enumerate(words) if word.end > position), len(words) - 1)


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for whole words that match any of the patterns, in any case."""
    return re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE)


def gerunds(verb: str) -> Iterator[str]:
    """Yield the forms in -ing that a verb may have ("take", "taking"; "begin", "beginning")."""
    stem = verb[:-1] if verb.endswith("e") and verb != "be" else verb
    yield stem + "ing"
    yield verb + verb[-1] + "ing"
