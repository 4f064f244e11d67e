"""A report as a sequence of word classes, one letter per word. The grammars of actors run over these letters.

Letters: S state, D demonym, L people, C capital or city, M seat, O organisation, Q organ by name, G group,
B pair of states, T masked or no name, F office head, P office head in the plural, e head or modifier of an office,
R organ noun, m modifier, y portfolio or modifier, H honorific, A title kept in names, N capitalised word, I initial,
p name particle, c comma, a and, s possessive, o of, f for/to/on, i in/at, t article, h his/her/their, k counterpart,
d number, q quotation mark, - dash, . end of sentence, n new line, ( ) brackets, w any other word, _ taken.

>>> make_row("Iranian President Ali Reza visits the Kremlin").letters
'DFNNwtM'
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from depositary.languages.names import Name, load_ambiguous, load_company_nouns, load_shared_organs
from depositary.languages.offices import load_given_names, load_offices, load_stopnames
from depositary.reading.actors.name_search import Hit, find_names, make_plain
from depositary.world import load_existence

SORTS = (
    r"(?P<w>[a-zß-öø-ÿ][a-z]*[^\W\d_]*(?:[-'](?!s\b)[^\W_]+)*)"  # most words, before what costs more to try
    r"|(?P<n>\n)|(?P<H>(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Cmdr|Brig|Sgt|Sen|Rep|Gov|Amb|Rev|Hon|H\.E|H\.H|H\.R\.H)\.)"
    r"|(?P<N>St\.|(?:,\s)?[JS]r\.|(?:,\s)?JR\.)|(?P<I>[A-Z]\.(?:-?[A-Z]\.)*(?!\w))|(?P<s>'s?(?!\w))|(?P<W>[^\W\d_]+(?:[-'](?!s\b)[^\W_]+)*)"
    r"|(?P<d>\d[\w.,]*)|(?P<q>[\"“”«»'])|(?P<x>[,.;:!?()/–—-])"
)
SORT = re.compile(SORTS)
WORD = re.compile(rf"[^\S\n]?({re.sub(r'[(][?]P<.>', '(?:', SORTS)})")
KINDS = {
    "state": "S",
    "demonym": "D",
    "people": "L",
    "capital": "C",
    "city": "C",
    "metonym": "M",
    "organisation": "O",
    "organ": "Q",
    "group": "G",
    "pair": "B",
    "mask": "T",
}
PUNCTUATION = {",": "c", ".": ".", ";": ".", "!": ".", "?": ".", ":": ".", "(": "(", ")": ")", "/": "-"}
FUNCTION_WORDS = {
    "and": "a",
    "&": "a",
    "of": "o",
    "for": "f",
    "to": "f",
    "on": "f",
    "in": "i",
    "at": "i",
    "the": "t",
    "a": "t",
    "an": "t",
}
POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my"])
PREFIXED_NAME = re.compile(r"(?:[a-z]{1,4}-|[dl]')[A-ZÀ-Ž]")
SHORT_GAP = 2
DASHES = ("-", "–", "—")
JOINT = re.compile(r" (?:and|&) ")
LETTER = re.compile(r"\w")


class Word(msgspec.Struct, frozen=True, gc=False):  # made for each word of a report: no dataclass is made so quickly
    """A word of the row, with its position in the text and, if known, its name."""

    start: int
    end: int
    text: str
    letter: str
    name: Name | None = None

    @property
    def code(self) -> str | None:
        """The code of the name, if any."""
        return (self.name.code or None) if self.name else None


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a report and their letters. A match over the letters is a range of words."""

    text: str
    words: tuple[Word, ...]
    letters: str

    def slice(self, start: int, end: int) -> str:
        """Return the report's text from word ``start`` up to word ``end``, exclusive."""
        return self.text[self.words[start].start : self.words[end - 1].end]


def make_row(text: str, year: int | None = None) -> Row:
    """Classify the words of a text.

    Args:
        text: the text.
        year: the year in which it was published. Names of states that were gone before it are read as two names if
            they are two ("Serbia and Montenegro").
    """
    plain = make_plain(text)
    words = share_organs(mask_companies(mend(cut_words(plain, year)), plain), plain)
    return Row(text, tuple(words), "".join(word.letter for word in words))


def part_names(plain: str, year: int | None) -> Iterator[Hit]:
    """Yield the names of a text; the name of a former state that is a pair of present ones is these two."""
    for hit in find_names(plain):
        parts = part_name(plain, hit) if hit.name.kind == "state" and is_gone(hit.name.code, year) else []
        yield from parts or [hit]


def is_gone(code: str, year: int | None) -> bool:
    """Return whether a state was gone before a year."""
    existence = load_existence().get(code)
    return bool(year and existence and existence.ended and existence.ended < year)


def part_name(plain: str, hit: Hit) -> list[Hit]:
    """Return the two states that a name consists of, if it is a pair of names."""
    joint = JOINT.search(plain, hit.start, hit.end)
    if joint is None:
        return []
    ranges = ((hit.start, joint.start()), (joint.end(), hit.end))
    found = [
        Hit(start + one.start, start + one.end, one.name)
        for start, end in ranges
        for one in find_names(plain[start:end])
    ]
    whole = [one for one in found if one.name.kind == "state" and (one.start, one.end) in ranges]
    return whole if len(whole) == len(found) == 2 else []


def cut_words(plain: str, year: int | None = None) -> list[Word]:
    """Return the known names and the words between them."""
    words: list[Word] = []
    reached = 0
    for hit in part_names(plain, year):
        words += cut_gap(plain, reached, hit.start)
        words.append(make_name(plain, hit))
        reached = hit.end
    return words + cut_gap(plain, reached, len(plain))


def make_name(plain: str, hit: Hit) -> Word:
    """Return the word of a hit."""
    return Word(hit.start, hit.end, plain[hit.start : hit.end], KINDS[hit.name.kind], hit.name)


def cut_gap(plain: str, start: int, end: int) -> list[Word]:
    """Return the words of a range without names.

    No word begins with a character that no word includes ("%"), so each word is the next one of its text.
    """
    words = []
    for text in WORD.findall(plain, start, end):
        begin = plain.find(text, start)
        start = begin + len(text)
        words.append(Word(begin, start, text, class_word(text) or class_mark(plain, begin, end)))
    return words


@functools.lru_cache(maxsize=65536)
def class_word(text: str) -> str | None:
    """Return the letter of a word or mark, or nothing if the letter of a mark depends on its context."""
    found = SORT.fullmatch(text)
    if found is None or found.lastgroup in ("w", "W"):  # "Oz's" of "Oz's_" is a word, and alone it would be two
        return class_plain(text)
    if text in (*DASHES, "'"):
        return None
    return PUNCTUATION.get(text, "-") if found.lastgroup == "x" else found.lastgroup


def class_mark(plain: str, start: int, end: int) -> str:
    """Return the letter of an apostrophe or a dash in a range that ends at ``end``."""
    if plain[start] == "'":
        return "q" if LETTER.match(plain, start + 1, end) else "s"
    return "." if is_dash(plain, start, start + 1) else "-"


def is_dash(plain: str, start: int, end: int) -> bool:
    """Return whether a dash separates phrases ("MOSCOW - President ...") and does not join words ("Moscow-Kyiv")."""
    spaced = plain[start - 1 : start].isspace() and plain[end : end + 1].isspace()
    return plain[start:end] == "—" or spaced


def class_plain(text: str) -> str:
    """Return the letter of a word of letters."""
    lower = text.lower()
    known = "F" if text in load_offices().abbreviations else word_letters().get(lower)
    if known in ("H", "A"):
        known = known if text[0].isupper() else None
    return known or class_other(lower, text)


@functools.cache
def word_letters() -> dict[str, str]:
    """Return the letters of all words of office and function words."""
    offices = load_offices()
    letters = dict.fromkeys(offices.honorifics, "H") | dict.fromkeys(offices.titles, "A")
    letters |= dict.fromkeys(offices.modifiers | offices.organ_modifiers, "m")
    letters |= dict.fromkeys(offices.portfolios, "y")
    letters |= dict.fromkeys((noun + "s" for noun in offices.organs if not noun.endswith("s")), "R")
    letters |= dict.fromkeys(offices.organs, "R")
    letters |= {head: "P" if is_plural(head) else "F" for head in offices.heads}
    letters |= dict.fromkeys(offices.ambivalent, "e") | dict.fromkeys(offices.counterparts, "k")
    return letters | dict.fromkeys(POSSESSIVES, "h") | FUNCTION_WORDS


def is_plural(word: str) -> bool:
    """Return whether a head of office is in the plural."""
    return word.endswith("s") and not word.endswith("ss")


def class_other(lower: str, text: str) -> str:
    """Return the letter of any other word."""
    if text in load_offices().particles:
        return "p"
    if PREFIXED_NAME.match(text):
        return "N"
    if not text[0].isupper():
        return "w"
    return "T" if lower in load_stopnames() and text not in load_given_names() else "N"


def mend(words: list[Word]) -> list[Word]:
    """Repair names of persons with a word that is also a state, a city, an office or a month."""
    for i in range(len(words) - 1):
        if words[i].letter in "NFH" and is_split_name(words, i):
            words[i + 1] = make_part(words[i + 1])
    return words


def is_split_name(words: list[Word], index: int) -> bool:
    """Return whether the word after ``index`` belongs to the name at ``index``."""
    first, second = words[index], words[index + 1]
    if first.letter == "N":
        return (second.letter in "SCDT" and is_surname(first, second)) or ends_name(words, index)
    if first.letter not in "FH":
        return False
    followed = words[index + 2].letter == "N" if index + 2 < len(words) else False
    if followed and second.letter == "F" and second.text in load_given_names():
        return True
    return second.text == "May" or (second.letter in "SC" and followed and " " not in second.text)


def is_surname(first: Word, second: Word) -> bool:
    """Return whether a word after a given name can be a surname ("Michael Jordan", "Theresa May")."""
    near = second.start - first.end < SHORT_GAP
    plain = second.text.isalpha() and not second.text.isupper() and second.text[0].isupper()
    return near and plain and first.text in load_given_names()


def ends_name(words: list[Word], index: int) -> bool:
    """Return whether a word of office after a given name is a surname ("John Major", "Stephen King")."""
    second = words[index + 1]
    follower = words[index + 2].letter if index + 2 < len(words) else "."
    return (
        second.letter == "F"
        and is_surname(words[index], second)
        and follower not in "NIoSDFmye"
        and "-" not in second.text
    )


def make_part(word: Word) -> Word:
    """Return the word as a part of a person's name."""
    return Word(word.start, word.end, word.text, "N")


COMPANY = re.compile(r"[SDC](?=[NTmy-])[NTmy-]{1,5}|[NT]{1,4}oS")


def mask_companies(words: list[Word], plain: str) -> list[Word]:
    """Mask states in the names of companies, schools and events, and names that are doubtful in this report."""
    nouns, doubtful = load_company_nouns(), find_doubtful(plain)
    letters = "".join(word.letter for word in words)
    for match in COMPANY.finditer(letters):
        if any(word.text in nouns for word in words[match.start() : match.end()]):
            mask(words, *match.span())
    for i, word in enumerate(words if doubtful else ()):
        if word.text in doubtful and word.name:
            code = doubtful[word.text]
            words[i] = Word(word.start, word.end, word.text, word.letter, replace(word.name, code=code))
            mask(words, i, i + 1 if not code else i)
    return words


def mask(words: list[Word], first: int, last: int) -> None:
    """Mask the states, demonyms and capitals in a range."""
    for i in range(first, last):
        if words[i].letter in "SDC":
            words[i] = Word(words[i].start, words[i].end, words[i].text, "T")


def find_doubtful(plain: str) -> dict[str, str]:
    """Return the ambiguous names that do not mean their usual state in this report, and the one that they mean."""
    rows = [row for row in load_ambiguous() if row.name in plain]
    return {
        row.name: row.instead
        for row in rows
        if any(w in plain for w in row.against) and not any(w in plain for w in row.supporting)
    }


def share_organs(words: list[Word], plain: str) -> list[Word]:
    """Give each organ that exists in several states to the state that the report names most."""
    shared = [name for name in load_shared_organs() if name in plain]
    if not shared:
        return words
    named = Counter(word.code for word in words if word.letter in "SDLC")
    return [give_organ(word, named) if word.text in shared and word.name else word for word in words]


def give_organ(word: Word, named: Counter[str | None]) -> Word:
    """Return an organ with the state that is named most among those that have one, else the first."""
    assert word.name
    code = max((word.name.code, *load_shared_organs()[word.text]), key=lambda code: named[code])
    return Word(word.start, word.end, word.text, word.letter, replace(word.name, code=code))
