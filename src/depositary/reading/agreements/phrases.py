"""Noun phrases around an instrument noun: what stands before it, what it is about, how definite it is.

>>> sentence = split_report(Report.compose("Togo wants a new fishing deal with Benin."))[0]
>>> phrase = next(find_phrases(sentence, frozenset()))
>>> phrase.text, phrase.determiner
('new fishing deal with Benin', 'a')
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from depositary.languages import load_list, load_toml
from depositary.model.text import Report
from depositary.model.vocabulary import Kind
from depositary.reading.agent_words import is_legislature
from depositary.reading.agreements.acronyms import STRENGTH as ACRONYM
from depositary.reading.agreements.acronyms import find_acronyms
from depositary.reading.agreements.complements import SMALL, extend_back
from depositary.reading.agreements.nouns import NounFind, find_nouns
from depositary.reading.agreements.titles import DATING, NUMERAL, breaks, title_range, whole_headline
from depositary.reading.text import Sentence, Word, index_at, split_report, words_of

__all__ = ["Phrase", "Report", "find_phrases", "split_report"]

WORDS = load_toml("en", "noun_phrases")
DEFINITE = frozenset(WORDS["definite"])
DETERMINERS = DEFINITE | frozenset(WORDS["indefinite"])
COUNTS = frozenset(WORDS["counts"])
BETWEEN = frozenset(WORDS["sides"])
CUSTODY = tuple(WORDS["custody"])
MODIFIER_TAGS = ("JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "VBN", "VBG", "HYPH", "AFX", "FW", "RBS")
LONGEST_FRONT = 7
BRACKET_REACH = 2  # words between an acronym in brackets and the noun


@dataclass(frozen=True, slots=True)
class Phrase:
    """An instrument noun with its words, as word indices of one sentence.

    ``begin`` to ``end`` is the phrase without its determiner; ``first`` to ``last`` (inclusive) the
    noun.
    """

    words: tuple[Word, ...]
    sentence: Sentence
    find: NounFind
    begin: int
    first: int
    last: int
    end: int
    determiner: str
    titled: bool

    @property
    def start(self) -> int:
        """Where the phrase begins in the report, without its determiner."""
        return self.words[self.begin].start

    @property
    def stop(self) -> int:
        """Where the phrase ends in the report."""
        return self.words[self.end - 1].end

    @property
    def text(self) -> str:
        """The phrase's words, without its determiner."""
        return self.sentence.text[self.start - self.sentence.start : self.stop - self.sentence.start]

    @property
    def whole(self) -> bool:
        """True where the headline as a whole is the title."""
        return self.sentence.headline and self.titled and self.begin == 0 and self.end == len(self.words)

    @property
    def front(self) -> tuple[Word, ...]:
        """The words before the noun."""
        return self.words[self.begin : self.first]

    @property
    def back(self) -> tuple[Word, ...]:
        """The words behind the noun."""
        return self.words[self.last + 1 : self.end]


@functools.cache
def neutral() -> frozenset[str]:
    """Return the words that do not tell one agreement from another."""
    return frozenset(load_list("en", "agreement_neutral"))


@functools.cache
def titular() -> frozenset[str]:
    """Return the words that name an instrument when they are capitalised with it ("Additional Protocol")."""
    return frozenset(WORDS["titular"])


def find_phrases(sentence: Sentence, places: frozenset[int]) -> Iterator[Phrase]:
    """Yield the phrases of a sentence, left to right, a noun inside another's title as its own phrase.

    ``places`` holds the start code points of the place names, at which "in ..." ends a title.
    """
    nouns = find_nouns(sentence.text)
    finds = sorted((*nouns, *find_acronyms(sentence.text, nouns)), key=lambda find: find.start)
    if not finds:
        return
    words = words_of(sentence)
    spots = [(index_at(words, sentence.start + f.start), index_at(words, sentence.start + f.end - 1)) for f in finds]
    outer = after = 0
    built: list[Phrase] = []
    for order, (find, spot) in enumerate(zip(finds, spots, strict=True)):
        if (order + 1 < len(spots) and spots[order + 1][0] == spot[1] + 1) or modifies_name(words, sentence, spot[1]):
            continue
        compound = spots[order - 1][0] if order and spots[order - 1][1] + 1 == spot[0] else spot[0]
        phrase = build_phrase(words, sentence, find, (compound, *spot), None if spot[0] < outer else places)
        phrase = begin_behind(phrase, after)
        after = spot[1] + 1 if find.noun.kind is not Kind.CEASEFIRE and find.noun.strength != ACRONYM else after
        outer = max(outer, phrase.end if phrase.titled else 0)
        if find.noun.strength == "headline" and not phrase.whole and not resuming(phrase):
            continue
        built = [p for p in built if not phrase.begin <= p.first < phrase.first]
        built.append(phrase)
    yield from built


def begin_behind(phrase: Phrase, after: int) -> Phrase:
    """Return a description that begins behind another noun before it: "a 1985 protocol and 2005 agreement" are two."""
    if phrase.titled or not phrase.begin < after <= phrase.first:
        return phrase
    words = phrase.words
    bracket = words[after].text == "(" and after + 2 < phrase.first and words[after + 2].text == ")"
    begin = skip_openers(words, after + 3 if bracket else after, phrase.first)
    return replace(phrase, begin=begin, determiner=determiner_of(phrase.words, begin))


def before_custodian(words: Sequence[Word], first: int, last: int, end: int) -> int:
    """Return the end of a title before "with" where the verb says with whom an instrument is left."""
    left = any(w.lower.startswith(CUSTODY) for w in words[max(0, first - 14) : first])
    found = next((i for i in range(last + 1, end) if left and words[i].lower == "with"), end)
    heard = (i for i in range(last + 1, end) if words[i].lower == "to" and hears(words, i))
    return min(found, next(heard, end))


def hears(words: Sequence[Word], index: int) -> bool:
    """Tell whether a parliament stands behind "to" ("submitted the treaty to the Senate")."""
    return is_legislature(" ".join(w.lower for w in words[index + 1 : index + 5]))


def modifies_name(words: Sequence[Word], sentence: Sentence, last: int) -> bool:
    """Tell whether a capitalised noun only begins or fills another name: "Treaty Organisation", "Accord Rangers"."""
    if sentence.headline or not words[last].capital or last + 1 >= len(words):
        return False
    following = words[last + 1]
    named = following.capital and following.tag in ("NNP", "NNPS") and following.lower not in DATING
    return named and not NUMERAL.fullmatch(following.text)


def resuming(phrase: Phrase) -> bool:
    """Tell whether a weak noun can take up a declaration: "the statement", "this statement", nothing around it."""
    return phrase.determiner in ("the", "this") and phrase.end - phrase.begin == 1


def build_phrase(
    words: tuple[Word, ...],
    sentence: Sentence,
    find: NounFind,
    spot: tuple[int, int, int],
    places: frozenset[int] | None,
) -> Phrase:
    """Build the phrase of the noun at a spot: a title where one stands, else a description.

    The spot is where its compound begins ("cessation of hostilities agreement"), its first and its last word;
    ``places`` is ``None`` for a noun inside another's title.
    """
    joint, first, last = spot
    nested = places is None
    if find.noun.strength == ACRONYM:
        begin = first - 1 if first and words[first - 1].text == "New" else first
        return Phrase(words, sentence, find, begin, first, last, last + 1, determiner_of(words, begin), True)
    if whole_headline(sentence.text, sentence.headline) and not nested:
        return Phrase(words, sentence, find, 0, first, last, len(words), "", True)
    begin, end = title_range(words, first, last, places or frozenset())
    end = before_custodian(words, first, last, end)
    end = dated(words, last) if nested and begin < first else end
    titled = words[first].capital and is_titled(words, begin, first, last, end)
    if not titled:
        begin = extend_front(words, joint)
        end = extend_back(words, last, located=find.noun.kind is Kind.CEASEFIRE) if not nested else last + 1
    begin = skip_openers(words, begin, first)
    return Phrase(words, sentence, find, begin, first, last, end, determiner_of(words, begin), titled)


def dated(words: Sequence[Word], last: int) -> int:
    """Return the end of a title inside a title: the noun and "of 1949"."""
    follows = last + 2 < len(words) and words[last + 1].lower == "of" and words[last + 2].year
    return last + 3 if follows else last + 1


def is_titled(words: Sequence[Word], begin: int, first: int, last: int, end: int) -> bool:
    """Tell whether words stand around a capitalised noun that make a title of it."""
    if first == 0 and last + 1 < len(words) and words[last + 1].lower in BETWEEN:
        return False  # "Treaty with Peru goes to parliament": the capital is that of the sentence
    front = [w for w in words[begin:first] if w.capital and (w.lower not in neutral() or w.lower in titular())]
    back = [w for w in words[last + 1 : end] if w.capital or w.year]
    return bool(front or back)


def skip_openers(words: Sequence[Word], begin: int, first: int) -> int:
    """Return the beginning without a determiner or a small joiner at it."""
    while begin < first and (
        words[begin].lower in DETERMINERS or words[begin].lower in ("and", ",") or stray(words, begin)
    ):
        begin += 1
    return begin


def stray(words: Sequence[Word], begin: int) -> bool:
    """Tell whether a participle opens the phrase with no determiner before it: "signed pacts"."""
    if re.fullmatch(r"\d+[.,]\d+", words[begin].text):
        return True
    if words[begin].tag not in ("VBN", "VBG", "VBD"):
        return False
    before = words[begin - 1].lower if begin else ""
    return before not in DETERMINERS and not (begin and words[begin - 1].possessive)


def determiner_index(words: Sequence[Word], begin: int) -> int:
    """Return the index of what determines the phrase, past a count: of "the" in "the two deals"; -1 for none."""
    index = begin - 1
    counted = index > 0 and (words[index].lower in COUNTS or words[index].text.isdigit())
    return index - 1 if counted and words[index - 1].lower in DETERMINERS else index


def determiner_of(words: Sequence[Word], begin: int) -> str:
    """Return what determines the phrase: "the", "a", "this", a count, "'s", or nothing."""
    if begin == 0:
        return ""
    word = words[determiner_index(words, begin)]
    if word.lower == "following":
        return "this"
    if word.lower in DETERMINERS or word.lower in COUNTS:
        return word.lower
    return "'s" if word.possessive else ""


def extend_front(words: Sequence[Word], first: int) -> int:
    """Return where the description begins, going left from its noun over adjectives and nouns."""
    begin = first
    while begin > 0 and first - begin < LONGEST_FRONT:
        step = front_step(words, begin, first)
        if not step:
            break
        begin -= step
    return begin


def front_step(words: Sequence[Word], begin: int, first: int) -> int:
    """Return how many words to take in on the left: none, one, a word and its joiner, an acronym in brackets."""
    if modifies_noun(words[begin - 1], first - begin) or holiday(words, begin - 1):
        return 1
    joiner = words[begin - 1].text
    if begin > 3 and first - begin < BRACKET_REACH and joiner == ")" and words[begin - 3].text == "(":
        return 3 if words[begin - 2].text[-1:].isupper() else 0
    if begin < 2 or begin == first:
        return 0
    left = words[begin - 2]
    plain = modifies_noun(left, first - begin) and not left.capital and left.tag not in ("VBN", "VBG", "CD")
    if joiner == "," and plain and left.tag in ("JJ", ""):
        return 2
    return 2 if joiner == "and" and plain and not words[begin].capital else 0


def holiday(words: Sequence[Word], index: int) -> bool:
    """Tell whether a day of the week is part of a name: "Good Friday"."""
    return words[index].lower in DATING and index > 0 and words[index - 1].text.endswith("Good")


def modifies_noun(word: Word, distance: int) -> bool:
    """Tell whether the word can stand between the determiner and the noun."""
    if word.mark and word.text not in ("“", '"'):
        return False
    if word.lower in neutral():
        return word.lower not in ("their", "its", "any") and word.tag != "VBD"
    if word.possessive or word.lower in SMALL or word.lower in breaks():
        return False
    if not word.tag:
        return word.text[0].isalnum() and (distance < 3 or word.capital)
    return word.tag in MODIFIER_TAGS and not (word.tag == "VBG" and distance == 0 and not word.capital)
