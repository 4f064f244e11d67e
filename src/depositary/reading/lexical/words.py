"""Words and sentences of a text in any script, by the rules that a lexicon sets for its script.

Letters are compared without case and marks. Folding keeps the length of a text, so that positions stay. A script
without spaces gives one word for each ideograph.

>>> fold("\\u00c9TATS \\u0661\\u0667")
'etats 17'
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass

MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640"
WORD = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
MARK = re.compile(f"[{MARKS}]")
IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SIGN = re.compile(rf"\d+|[{IDEOGRAPHS}]|[^\W\d_{IDEOGRAPHS}]+")
LINE = re.compile(r"[^\r\n]+")
END = re.compile(r"(?<![.!?…؟۔])[.!?…؟۔]++[\"'”’»)\]]*+(?=\s|$)|[。！？]++[”’」』》）]*+")
OPENERS = "\"'“‘«([„—–- \u00a0"
READ_TO = 60_000
PARTING = frozenset(',;:!?()«»“”„"。，、；：！？（）《》—–،؛؟…\n')


@functools.lru_cache(maxsize=8192)
def fold_letter(letter: str) -> str:
    """Return one letter without case and marks; as many code points as it had."""
    if letter.isdigit() and letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter in "\u200c\u200d\u00a0\u202f\u3000":
        return " "
    parts = unicodedata.normalize("NFKD", letter.lower())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare if len(bare) == 1 else letter.lower() if len(letter.lower()) == 1 else letter


def fold(text: str) -> str:
    """Return a text with its letters folded, of the same length."""
    return "".join(map(fold_letter, text))


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is written.

    ``spaced``: words stand apart. ``cased``: names begin with a capital. ``joined``: what may be written together
    with the word behind it. ``article``: what a word may begin with besides. ``alike``: letters of another script
    that are typed for letters of this one. ``swaps``: letters that are taken for others. ``endings``: what may follow
    a stem that is marked with ``~``. ``gap``: the most words that ``..`` stands for. ``dotted``: a full stop follows
    ordinal numbers. ``nouns``: all nouns have capitals. ``marks``: a mark on a letter makes another word, so that
    patterns with marks want them. ``short``: short forms that a full stop follows.
    ``verb_last``: helping verbs stand at the end
    of a clause. ``dateline``: what closes a dateline besides a stroke.
    """

    spaced: bool = True
    cased: bool = True
    joined: tuple[str, ...] = ()
    article: str = ""
    alike: dict[str, str] | None = None
    swaps: dict[int, str] | None = None
    endings: tuple[str, ...] = ("",)
    gap: int = 4
    dotted: bool = False
    nouns: bool = False
    verb_last: bool = False
    marks: bool = False
    short: tuple[str, ...] = ()
    dateline: str = ""

    def fold(self, text: str) -> str:
        """Return a text folded as the script wants it."""
        folded = fold(text)
        if self.swaps:
            folded = folded.translate(self.swaps)
        return mend_alike(folded, self.alike) if self.alike else folded

    def split(self, text: str) -> list[re.Match[str]]:
        """Return the words of a folded text."""
        return list((WORD if self.spaced else SIGN).finditer(text))

    def forms(self, word: str, written: str = "") -> tuple[str, ...]:
        """Return a word, and what is left of it without the words that are joined to its beginning."""
        if self.marks and written and written != word:
            return (written, word)
        if not self.joined and not self.article:
            return (word,)
        found = [word]
        for start in ("", *self.joined):
            rest = word[len(start) :] if word.startswith(start) else ""
            bare = rest.removeprefix(self.article) if self.article else rest
            found.extend(form for form in (rest, bare) if len(form) >= 3 and form not in found)
        return tuple(found)


def mend_alike(text: str, alike: dict[str, str]) -> str:
    """Return a text in which letters of another script inside a word are those that they look like."""
    marked = "".join(alike)
    own = "".join(set(alike.values()))
    if not any(letter in text for letter in marked):
        return text
    mixed = re.compile(rf"[^\W\d_]*(?:[{own}][{marked}]|[{marked}][{own}])[^\W\d_]*")
    table = str.maketrans(alike)
    return mixed.sub(lambda match: match.group().translate(table), text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the text, and its first word and the one behind its last."""

    start: int
    end: int
    first: int
    last: int
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words: where each begins and ends, its forms, and the sentences."""

    text: str
    folded: str
    starts: list[int]
    ends: list[int]
    forms: list[tuple[str, ...]]
    sentences: tuple[Sentence, ...]
    spaced: bool
    broken: list[bool]
    closing: frozenset[int] = frozenset()  # the last words of sentences

    def between(self, word: int) -> str:
        """Return what stands between a word and the next."""
        if word < 0 or word + 1 >= len(self.starts):
            return "\n"
        return self.text[self.ends[word] : self.starts[word + 1]]

    def capital(self, word: int) -> bool:
        """Tell whether a word begins with a capital."""
        return self.text[self.starts[word]].isupper()

    def sentence_of(self, word: int) -> int:
        """Return the number of the sentence that holds a word."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].last <= word:
                low = middle + 1
            else:
                high = middle
        return low


def cut_words(text: str, script: Script, headline: int) -> Words:
    """Cut a text into words and sentences. ``headline`` is where the title ends."""
    folded = script.fold(text[:READ_TO])
    found = script.split(folded)
    starts = [match.start() for match in found]
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text[:READ_TO]) if script.marks else folded
    key = script_key(script)
    forms = [known_forms(key, match.group(), lowered[match.start() : match.end()]) for match in found]
    sentences, at = [], 0
    for start, end in split_sentences(text[:READ_TO], folded, script):
        first = at
        while at < len(starts) and starts[at] < end:
            at += 1
        if at > first:
            sentences.append(Sentence(start, end, first, at, end <= headline))
    broken = [breaks(text[one.end() : two.start()], script) for one, two in itertools.pairwise(found)]
    ends = [match.end() for match in found]
    closing = frozenset(sentence.last - 1 for sentence in sentences)
    return Words(text, folded, starts, ends, forms, tuple(sentences), script.spaced, [*broken, True], closing)


def breaks(gap: str, script: Script) -> bool:
    """Tell whether what stands between two words keeps them from being one expression."""
    return bool(set(gap) & PARTING) or ". " in gap or (not script.spaced and gap != "")


Key = tuple[tuple[str, ...], str, bool]
SCRIPTS: dict[Key, Script] = {}


def script_key(script: Script) -> Key:
    """Return what the forms of a word depend on, and remember the script by it."""
    key = (script.joined, script.article, script.marks)
    SCRIPTS.setdefault(key, script)
    return key


@functools.lru_cache(maxsize=65536)
def known_forms(key: Key, word: str, written: str) -> tuple[str, ...]:
    """Return the forms of a word in a script."""
    return SCRIPTS[key].forms(MARK.sub("", word), MARK.sub("", written))


def split_sentences(text: str, folded: str, script: Script) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of a text, line by line."""
    found = []
    for line in LINE.finditer(text):
        begin = line.start()
        for mark in END.finditer(text, line.start(), line.end()):
            if mark.end() < line.end() and not ends(text, folded, mark, script):
                continue
            found.append((begin, mark.end()))
            begin = mark.end()
        if text[begin : line.end()].strip():
            found.append((begin, line.end()))
    return found


def ends(text: str, folded: str, mark: re.Match[str], script: Script) -> bool:
    """Tell whether a mark ends a sentence: not behind an initial or a short form, and not before a small letter."""
    if not mark.group().startswith("."):
        return True
    rest = text[mark.end() : mark.end() + 12].lstrip(OPENERS)
    if script.cased and rest and rest[0].islower():
        return False
    before = re.search(r"[\w-]+$", folded[max(0, mark.start() - 16) : mark.start()])
    word = before.group() if before else ""
    if script.dotted and word.isdigit() and len(word) < 3:
        return False
    initial = script.cased and len(word) == 1 and word.isalpha()
    return not initial and word not in script.short
