"""The title grammar: capitalised words around an instrument noun, joined by a few small words.

>>> words = split_words("They ratified the Treaty on the Rights of Rivers of 1971.", 0)
>>> " ".join(w.text for w in words[slice(*title_range(words, 3, 3, frozenset()))])
'Treaty on the Rights of Rivers of 1971'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from depositary.languages import load_list, load_toml
from depositary.reading.text import Word, split_words

__all__ = ["split_words", "title_range"]
DATING = frozenset(load_toml("en", "noun_phrases")["dating"])
VERSION = re.compile(r"\d\.\d|\d|[IVX]{1,4}")
NUMERAL = re.compile(r"\d{1,3}|[IVX]{1,5}")
NUMERO = ("№", "no", "number")
LONGEST_LINK = 3
JOINT = re.compile(r"\bjoint (?:\w+ ){0,2}?(?:statement|declaration|communiqu[eé])\b", re.IGNORECASE)


@functools.cache
def connectors() -> frozenset[str]:
    """Return the small words inside titles."""
    return frozenset(load_list("en", "title_connectors"))


@functools.cache
def openers() -> frozenset[str]:
    """Return the small words that carry a title on after its noun."""
    return frozenset(load_list("en", "title_openers"))


@functools.cache
def breaks() -> frozenset[str]:
    """Return the words that end a title, capitalised or not: openers of sentences, verbs of headlines."""
    return frozenset((*load_list("en", "title_breaks"), *load_list("en", "headline_verbs")))


def title_range(words: Sequence[Word], first: int, last: int, actors: frozenset[int]) -> tuple[int, int]:
    """Return the word range of the title whose noun is ``words[first:last + 1]``.

    ``actors`` holds the start code points of the words that name a state, organisation or person.
    The range is the noun alone where no title stands around it.
    """
    begin = extend_left(words, first)
    capital = words[first].capital
    end = extend_right(words, last, actors) if capital else last + 1
    return begin, end


def extend_left(words: Sequence[Word], first: int) -> int:
    """Return the index where the title begins, going left from its noun over capitalised words."""
    begin = first
    while begin > 0:
        step = left_step(words, begin, first)
        if not step:
            break
        begin -= step
    return begin


def left_step(words: Sequence[Word], begin: int, first: int) -> int:
    """Return how many words to take in on the left: none, one, a word and "and", a word and its acronym."""
    if fits_left(words, begin - 1):
        return 1
    if begin == first and words[begin - 1].text == ")" and begin > 3 and words[begin - 3].text == "(":
        return 3 if fits_left(words, begin - 4) else 0
    joined = words[begin - 1].lower in ("and", "&", "of") and begin >= 2 and begin < first
    if joined and fits_left(words, begin - 2) and not words[begin - 2].possessive:
        return 2
    return 0


def fits_left(words: Sequence[Word], index: int) -> bool:
    """Tell whether the word can stand in front of the noun in a title."""
    word = words[index]
    if word.mark or word.possessive:
        return False
    if word.year:
        return True
    if word.lower in DATING or word.text[0].isdigit():
        return dated_or_numbered(words, index)
    return word.capital and word.lower not in breaks() and not verbal(word)


def dated_or_numbered(words: Sequence[Word], index: int) -> bool:
    """Tell whether a month, day or number belongs to a title: "Good Friday", "November 27", "Area 3.0"."""
    before, word = words[index - 1] if index else None, words[index]
    if word.lower in DATING:
        return words[index + 1].text.isdigit() or (before is not None and before.text.endswith("Good"))
    if before is None or not before.capital:
        return False
    return before.lower in DATING or VERSION.fullmatch(word.text) is not None


def verbal(word: Word) -> bool:
    """Tell whether the parse holds a capitalised word for a finite verb or a function word."""
    return word.tag in ("VBZ", "VBD", "VBP", "MD", "IN", "DT", "PRP", "WDT", "WRB", "TO", "CC")


def extend_right(words: Sequence[Word], last: int, actors: frozenset[int]) -> int:
    """Return the index behind the last word of the title, going right from its noun."""
    end = behind_number(words, last + 1)
    opened = False
    while end < len(words):
        step = right_step(words, end, opened, actors)
        if not step:
            break
        end, opened = end + step, True
    return end


def behind_number(words: Sequence[Word], end: int) -> int:
    """Return where a title goes on behind the number right behind its noun ("Protocol II", "Convention No. 190").

    A number that counts the word behind it is none ("the Treaty 5 days ago").
    """
    at = end
    while at < len(words) and at < end + 2 and (words[at].lower in NUMERO or (at > end and words[at].text == ".")):
        at += 1
    if at >= len(words) or not NUMERAL.fullmatch(words[at].text):
        return end
    following = words[at + 1] if at + 1 < len(words) else None
    counts = at == end and words[at].text.isdigit() and following is not None and following.tag in ("NN", "NNS")
    dates = following is not None and (following.lower in DATING and words[at].text.isdigit() and at == end)
    return end if counts or dates else at + 1


def right_step(words: Sequence[Word], end: int, opened: bool, actors: frozenset[int]) -> int:
    """Return how many words to take in at ``end``: small words and the capitalised one behind them."""
    link = end
    while link < len(words) and link - end < LONGEST_LINK and links(words, link, opened or link > end, actors):
        link += 1
    if link == len(words) or not fits_right(words, link, direct=link == end, opened=opened):
        return 0
    return link - end + 1


def links(words: Sequence[Word], index: int, opened: bool, actors: frozenset[int]) -> bool:
    """Tell whether a small word or comma can carry the title on."""
    word = words[index]
    if not opened:
        return word.lower in openers() and not word.capital
    if word.text == ",":
        return lists_on(words, index, actors)
    return word.text == "&" or (word.lower in connectors() and not word.capital)


def lists_on(words: Sequence[Word], index: int, actors: frozenset[int]) -> bool:
    """Tell whether a comma goes on with a list that an "and" will close: "Friendship, Trade and Navigation"."""
    for later in range(index + 1, min(index + 9, len(words))):
        word = words[later]
        if word.lower == "and" and later + 1 < len(words):
            closing = words[later + 1 : later + 3]
            return any(w.capital for w in closing)
        if not (word.capital or word.text == "," or word.lower in ("of", "the")):
            return False
    return False


def fits_right(words: Sequence[Word], index: int, *, direct: bool, opened: bool) -> bool:
    """Tell whether the word can go on with the title behind its noun; ``direct``: no small word before it."""
    word, before = words[index], words[index - 1]
    if word.year:
        return before.lower == "of" or (direct and before.lower not in ("in", "on"))
    quantifies = not direct and word.tag == "DT" and before.lower == "of"  # "the Elimination of All Forms of ..."
    if not word.capital or (verbal(word) and not quantifies) or word.lower in DATING:
        return False
    if not direct:
        return True
    return before.capital and word.lower not in breaks() and (opened or word.tag == "VBG")


def whole_headline(text: str, headline: bool) -> bool:
    """Tell whether a sentence is the title of a joint statement: "Joint Statement on ...", in capitals of a title."""
    return headline and JOINT.search(text) is not None and title_case(text)


def title_case(text: str) -> bool:
    """Tell whether a headline begins most of its longer words with capitals."""
    long = [m.group() for m in re.finditer(r"[A-Za-z][\w’'-]{3,}", text)]
    return sum(1 for word in long if word[0].isupper()) * 4 >= 3 * len(long)
