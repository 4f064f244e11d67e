"""Names of agreements, parsed: the proper words, the descriptive words, the parties and the numbers.

>>> parse_name("the 2015 Paris climate accord").core
('paris',)
>>> parse_name("Minsk II").number, parse_name("Minsk").number
(('2',), ())
>>> sorted(initialisms("Comprehensive Economic and Trade Agreement"))
['ceat', 'ceata', 'cet', 'ceta']
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import msgspec

from depositary.errors import LexiconError
from depositary.languages import load_list, load_table
from depositary.languages.word_forms import drop_plural
from depositary.model.text import strip_marks

LANGUAGE = "en"
WORD = re.compile(r"[^\W_]+")
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
REVISED = frozenset({"revised", "renegotiated"})  # what is called so is not what was revised
FRESH = frozenset({"new", "fresh", "another"})
ACRONYM = re.compile(r"^(?:New)?[A-Z][A-Za-z]?[A-Z]{1,6}$")
PREPOSITIONS = frozenset(
    ["of", "on", "for", "to", "between", "with", "concerning", "regarding", "establishing", "against", "under"]
)
PASSING = frozenset({"declaration", "notes", "ceasefire", "contract", "memorandum"})  # of which there are many alike
ARTICLES = frozenset({"a", "an", "the", "and"})
PARTNERS = frozenset({"between", "with", "among"})
PARTS = frozenset({"phase", "part", "stage", "round", "protocol", "annex", "no"})  # a number behind these counts
JOINED = (
    (re.compile(r"\bcease[- ]fires?\b", re.I), "ceasefire"),
    (re.compile(r"\b(n)on[- ]?(?:p)roliferation\b", re.I), r"\1onproliferation"),
    (re.compile(r"\b(d)efense\b", re.I), r"\1efence"),
    (re.compile(r"\b(c)o-operation\b", re.I), r"\1ooperation"),
    (re.compile(r"\bNorthern (?:Ireland|Irish)\b"), "NorthernIreland"),
    (re.compile(r"\b[Nn]ew (?=[A-Z]{3})"), "New"),
    (re.compile(r"\buni-lateral", re.I), "unilateral"),
    (re.compile(r"\bfree-trade\b", re.I), "free trade"),
    (re.compile(r"\b([Pp])ost-(?=[A-Z])"), r"\1ost"),
    (re.compile(r"\b(?:U\.\s?S\.?A?\.?)(?=\W|$)"), "US"),
    (re.compile(r"\b([A-Z])\.([A-Z])\.", re.I), r"\1\2"),
    (re.compile(r"['’]s?\b"), ""),
)

Sort = Literal["acronym", "proper", "formal", "described", "empty"]


class Name(msgspec.Struct, frozen=True, dict=True, omit_defaults=True):
    """One name of an agreement, parsed.

    ``core`` are the words that name it, ``general`` those that many titles share (topics included),
    ``topics`` what they say it is about, ``noun`` the class of its instrument noun (``loose`` where
    the noun fits any instrument), ``states`` the codes of states and organisations in it, of which
    ``own`` tells that one stands before the noun or behind "between" ("the Serbia deal"), ``half`` that all
    stand behind "with" ("a deal with Serbia"); ``fresh`` where it calls what it describes new,
    ``alone`` where it is one side's. ``title`` are the words of a short title in capitals, folded, where common words
    alone make it ("Energy Charter Treaty"): letter by letter the same, it is more than a description. ``about`` are
    the proper words behind the noun of a description ("a deal on the Lake Islands"). ``derived`` tells that it
    describes an agreement about another, whose words and year are not its own ("a deal to revive the 2015 accord").
    """

    text: str
    sort: Sort
    core: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    noun: str = ""
    loose: bool = True
    capital: bool = False
    year: int | None = None
    own: bool = False
    half: bool = False
    fresh: bool = False
    alone: bool = False
    title: str = ""
    about: tuple[str, ...] = ()
    derived: bool = False
    pair: tuple[str, ...] = ()

    @property
    def scope(self) -> tuple[str, ...]:
        """The states, organisations and parts of the world in the name, which limit what it can mean."""
        return (*self.states, *(word for word in self.general if word in word_set("identity_regions")))

    @functools.cached_property
    def circle(self) -> tuple[str, ...]:
        """The states in the name, if there are so many that they identify the agreement."""
        return self.states if len(self.states) > 2 else ()

    @functools.cached_property
    def open(self) -> bool:
        """Whether it can be a multilateral treaty's title: it has a firm noun and no word for bilateral treaties."""
        firm = not self.loose and self.noun not in PASSING
        return firm and not self.states and word_set("identity_bilateral").isdisjoint(self.general)

    @functools.cached_property
    def many(self) -> bool:
        """Whether, as a short title, it names a treaty of many: a firm noun stands before another."""
        nouns = [noun_classes()[word] for word in self.title.split() if word in noun_classes()]
        return self.open or len([noun for noun, loose in nouns if not loose]) > 1

    @property
    def names(self) -> bool:
        """Whether it identifies one agreement and does not just describe a kind of agreement."""
        return self.sort in {"acronym", "proper", "formal"}


def fold_word(word: str) -> str:
    """Return a word in lower case, without accents and without the plural "s"."""
    return drop_plural(strip_marks(word).lower(), shortest=4, kept=("ss", "us", "is"))


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """Return the folded words of a word list."""
    return frozenset(fold_word(word) for word in load_list(LANGUAGE, name))


@functools.cache
def noun_classes() -> dict[str, tuple[str, bool]]:
    """Return the class of each instrument noun, and whether it is loose (fits any instrument)."""
    rows = load_table(LANGUAGE, "identity_nouns")
    return {fold_word(row["word"]): (row["class"], bool(row["loose"])) for row in rows}


@functools.cache
def topic_words() -> dict[str, str]:
    """Return the topic of each topic word."""
    return {fold_word(row["word"]): row["topic"] for row in load_table(LANGUAGE, "identity_topics")}


@functools.cache
def months() -> frozenset[str]:
    """Return the folded names of the months, except "May", which is also a name of persons."""
    rows = load_table(LANGUAGE, "date-words")
    return frozenset(fold_word(row["word"]) for row in rows if row["class"] == "month" and len(row["word"]) > 3)


@functools.cache
def actor_names() -> dict[tuple[str, ...], str]:
    """Return the codes of states and organisations by name, as tuples of words."""
    names: dict[tuple[str, ...], str] = {}
    for table, columns in (
        ("organisations", ("code", "name", "variants")),
        ("groups", ("name", "variants")),
        ("states", ("name", "formal", "variants", "adjectives", "people")),
    ):
        for row in load_optional(table):
            for column in columns:
                for variant in filter(None, row.get(column, "").split("|")):
                    names[tuple(WORD.findall(tidy(variant)))] = row["code"]
    names.pop((), None)
    return names


@functools.cache
def organisations() -> frozenset[str]:
    """Return the codes of the organisations that the reader knows."""
    return frozenset(row["code"] for row in load_optional("organisations"))


def load_optional(table: str) -> tuple[dict[str, str], ...]:
    """Return a table of the word lists, empty if this installation does not have it."""
    try:
        return load_table(LANGUAGE, table)
    except LexiconError:
        return ()


@functools.cache
def longest_name() -> int:
    """Return the number of words of the longest actor's name."""
    return max(map(len, actor_names()), default=1)


def tidy(text: str) -> str:
    """Return a text with one spelling for variants of a word."""
    plain = unicodedata.normalize("NFKC", text).replace("–", "-").replace("‑", "-").replace("—", "-")
    for pattern, replacement in JOINED:
        plain = pattern.sub(replacement, plain)
    return plain


def split_words(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each word with the code of the actor it names. A name of several words comes as one word."""
    words = WORD.findall(tidy(text))
    names, longest = actor_names(), longest_name()
    at = 0
    while at < len(words):
        lengths = range(min(longest, len(words) - at), 0, -1)
        length = next((n for n in lengths if words[at][:1].isupper() and tuple(words[at : at + n]) in names), 0)
        yield " ".join(words[at : at + max(length, 1)]), names[tuple(words[at : at + length])] if length else None
        at += max(length, 1)


@functools.lru_cache(maxsize=65536)
def parse_name(text: str) -> Name:
    """Parse a name."""
    parts = list(split_words(text))
    words = [(word, fold_word(word)) for word, code in parts if code is None]
    head = find_head(words)
    noun, loose = noun_classes()[words[head][1]] if head is not None else ("", True)
    end = find_end(words, head)
    acronyms = tuple(sorted({word for word, _ in words[:end] if is_acronym(word)}))
    content = [(at, w, f) for at, (w, f) in enumerate(words[:end]) if is_content(w, f) and w not in acronyms]
    general = {f for _, _, f in content if is_general(f)}
    core = drop_months(
        {f for at, w, f in content if f not in general and w[:1].isupper() and names_there(at, words, head)}, loose
    )
    capital = any(f in noun_classes() and w[:1].isupper() for w, f in words)
    about = {f for at, w, f in content if w[:1].isupper() and f not in general | core and at > (head or 0)}
    sort = choose_sort(acronyms, core, general | about, capital, len({code for _, code in parts if code}))
    return Name(
        text=text,
        sort=sort,
        title=find_title(words[:end]) if sort == "described" and capital and general else "",
        core=tuple(sorted(core)),
        general=tuple(sorted(general)),
        topics=tuple(sorted({topic_words()[f] for _, f in words if f in topic_words()})),
        states=tuple(sorted({code for _, code in parts if code})),
        number=tuple(sorted(find_numbers(words, head))),
        acronyms=acronyms,
        noun=noun,
        loose=loose,
        capital=capital,
        year=next((int(f) for _, f in words if YEAR.match(f)), None),
        own=is_own(parts),
        half=is_half(parts),
        fresh=not capital and any(f in FRESH for _, f in words[:head]),
        alone=any(f == "unilateral" for _, f in words),
        about=tuple(sorted(about)),
        derived=is_derived(words),
        pair=find_pair(parts),
    )


def is_derived(words: list[tuple[str, str]]) -> bool:
    """Return whether a lower-case noun is followed by what is to be done with another agreement.

    >>> parse_name("deal to revive the 2015 nuclear accord").derived, parse_name("a deal to end the war").derived
    (True, False)
    """
    nouns = [at for at, (_, folded) in enumerate(words) if folded in noun_classes()]
    if len(nouns) < 2 or not words[nouns[0]][0][:1].islower():
        return False
    between = [folded for _, folded in words[nouns[0] + 1 : nouns[1]]]
    return between[:1] == ["to"] and len(between) > 1


def find_title(words: list[tuple[str, str]]) -> str:
    """Return the folded words of a title that is in capitals throughout, but for little words; else nothing.

    >>> parse_name("the Energy Charter Treaty").title, parse_name("a trade Agreement").title
    ('energy charter treaty', '')
    """
    told = [(word, folded) for word, folded in words if folded not in PREPOSITIONS and folded not in ARTICLES]
    return " ".join(folded for _, folded in told) if all(word[:1].isupper() for word, _ in told) else ""


def find_numbers(words: list[tuple[str, str]], head: int | None) -> Iterator[str]:
    """Yield the numbers of an agreement. A capitalised "New" before a capitalised word counts as a number.

    A decimal after a lower-case noun counts something else ("a deal ending 50 years of conflict"), unless a
    word for a part comes before it ("phase 2"). A decimal after a month is a day.
    """
    for at, (word, folded) in enumerate(words):
        if is_number(word, folded) and not (folded.isdecimal() and counts_else(at, words, head)):
            yield ROMAN.get(folded, folded)
        if word == "New" and words[at + 1 : at + 2] and words[at + 1][0][:1].isupper():
            yield folded


def counts_else(at: int, words: list[tuple[str, str]], head: int | None) -> bool:
    """Return whether a decimal counts something other than the agreement."""
    before = words[at - 1][1] if at else ""
    behind = head is not None and at > head and words[head][0][:1].islower()
    return before in months() or (behind and before not in PARTS)


def is_own(parts: list[tuple[str, str | None]]) -> bool:
    """Return whether a state is before the first noun, or is the only state after "between".

    In that case, the other side is not a state ("between Iran and world powers").
    """
    noun = next((at for at, (word, _) in enumerate(parts) if fold_word(word) in noun_classes()), len(parts))
    return any(code for _, code in parts[:noun]) or any(word == "between" for word, _ in parts)


def find_pair(parts: list[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return the two sides that a name tells before its noun, or behind "between"; none if these are not two.

    >>> find_pair(list(split_words("Brazil-Peru deal on the release of Bolivia's gas")))
    ('BRA', 'PER')
    """
    noun = next((at for at, (word, _) in enumerate(parts) if fold_word(word) in noun_classes()), len(parts))
    start = next((at for at, (word, _) in enumerate(parts) if word == "between"), len(parts))
    before = {code for _, code in parts[:noun] if code}
    behind = {code for _, code in parts[start : start + 5] if code}
    return next((tuple(sorted(told)) for told in (before, behind) if len(told) == 2), ())


def is_half(parts: list[tuple[str, str | None]]) -> bool:
    """Return whether a name gives only one side, the one after "with"."""
    start = next((at for at, (word, _) in enumerate(parts) if word == "with"), len(parts))
    return any(code for _, code in parts[start:]) and not any(code for _, code in parts[:start])


def drop_months(core: set[str], loose: bool) -> set[str]:
    """Return the core words without a month that only dates the agreement ("the July deal", not "July Charter")."""
    return core - months() if loose or core - months() else core


def is_general(folded: str) -> bool:
    """Return whether many titles share a word."""
    return folded in word_set("identity_generic") or folded in topic_words()


def names_there(at: int, words: list[tuple[str, str]], head: int | None) -> bool:
    """Return whether a word at this position can identify the agreement.

    The words after a lower-case noun say with whom, where or why ("a peace deal in Washington"). Only a
    truce is named after a place.
    """
    if head is None:
        return not any(folded in PREPOSITIONS for _, folded in words[:at])
    if at < head or words[head][0][:1].isupper():
        return True
    return noun_classes()[words[head][1]][0] == "ceasefire"


def choose_sort(acronyms: tuple[str, ...], core: set[str], general: set[str], capital: bool, states: int) -> Sort:
    """Return the type of a name. A title with three states identifies one agreement, one with two does not."""
    if core:
        return "proper"
    if acronyms:
        return "acronym"
    if capital and (len(general) >= 2 or states > 2):
        return "formal"
    return "described" if general or capital else "empty"


def find_head(words: list[tuple[str, str]]) -> int | None:
    """Return the position of the head noun: the last noun before the first preposition, else the first noun.

    A lower-case noun after a capitalised one only says what it is: "the Rome Statute treaty".
    """
    nouns = [at for at, (_, folded) in enumerate(words) if folded in noun_classes()]
    end = next((at for at, (_, folded) in enumerate(words) if folded in PREPOSITIONS and at), len(words))
    before = [at for at in nouns if at < end]
    titled = [at for at in before if words[at][0][:1].isupper()]
    return (titled or before)[-1] if before else nouns[0] if nouns else None


def find_end(words: list[tuple[str, str]], head: int | None) -> int:
    """Return where a name ends. The words for the other side, and what follows them, are not part of it."""
    start = len(words) if head is None else head
    return next((at for at in range(start, len(words)) if words[at][1] in PARTNERS), len(words))


def is_acronym(word: str) -> bool:
    """Return whether a word in capitals can be the acronym of one agreement."""
    return bool(ACRONYM.match(word)) and len(word) >= 3 and word not in load_list(LANGUAGE, "identity_abbreviations")


def is_number(word: str, folded: str) -> bool:
    """Return whether a word is the number of an agreement ("Minsk II", "Phase 2", "revised"). A year is not."""
    if folded in REVISED:
        return True
    return (word.isupper() and folded in ROMAN) or (folded.isdecimal() and not YEAR.match(folded) and len(folded) < 3)


def is_content(word: str, folded: str) -> bool:
    """Return whether a word is a content word: not a filler, instrument noun, number or year."""
    filler = folded in word_set("identity_fillers") or folded in noun_classes()
    return not filler and not is_number(word, folded) and not YEAR.match(folded) and len(folded) > 1


@functools.lru_cache(maxsize=65536)
def initialisms(text: str) -> frozenset[str]:
    """Return the initialisms of a title, in lower case, with three letters or more.

    Variants are with and without its noun, its small words and the second parts of hyphenated words.
    """
    plain = tidy(text)
    chunks = re.findall(r"[^\W_]+(?:-[^\W_]+)*", plain)
    found = set()
    for joined in (True, False):
        words = [w for c in chunks for w in ([c.split("-")[0]] if joined else c.split("-"))]
        for little in (True, False):
            kept = [w for w in words if w[:1].isupper() or (little and w in {"and", "of", "for", "on", "the"})]
            full = "".join(w[0] for w in kept).lower()
            bare = "".join(w[0] for w in kept if fold_word(w) not in noun_classes()).lower()
            found |= {full, bare}
    return frozenset(f for f in found if len(f) >= 3)
