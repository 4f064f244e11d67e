"""Names of agreements taken apart: what names, what describes, whose it is, and which number it has.

>>> parse_name("the 2015 Paris climate accord").core
('paris',)
>>> parse_name("Minsk II").number, parse_name("Minsk").number
(('2',), ())
>>> sorted(initials("Comprehensive Economic and Trade Agreement"))
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
    """One name of an agreement, taken apart.

    ``core`` are the words that name it, ``general`` those that many titles share (topics included),
    ``topics`` what they say it is about, ``noun`` the class of its instrument noun (``loose`` where
    the noun fits any instrument), ``states`` the codes of states and organisations in it, of which
    ``own`` tells that one stands before the noun or behind "between" ("the Serbia deal"), ``half`` that all
    stand behind "with" ("a deal with Serbia"); ``fresh`` where it calls what it describes new,
    ``alone`` where it is one side's.
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

    @property
    def scope(self) -> tuple[str, ...]:
        """Whose it is by its name: states and organisations, and parts of the world."""
        return (*self.states, *(word for word in self.general if word in word_set("identity_regions")))

    @functools.cached_property
    def circle(self) -> tuple[str, ...]:
        """The states in it, where they are so many that they name it themselves."""
        return self.states if len(self.states) > 2 else ()

    @functools.cached_property
    def open(self) -> bool:
        """Whether, as a title, it names a treaty of many: a firm noun, and no word of treaties between two."""
        firm = not self.loose and self.noun not in PASSING
        return firm and not self.states and word_set("identity_bilateral").isdisjoint(self.general)

    @property
    def names(self) -> bool:
        """Whether it names one agreement rather than describing a sort of them."""
        return self.sort in {"acronym", "proper", "formal"}


def fold(word: str) -> str:
    """Return a word in small letters, without accents, and without the plural's "s"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")) else plain


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """Return the folded words of a lexicon list."""
    return frozenset(fold(word) for word in load_list(LANGUAGE, name))


@functools.cache
def noun_classes() -> dict[str, tuple[str, bool]]:
    """Return class and looseness of each instrument noun."""
    rows = load_table(LANGUAGE, "identity_nouns")
    return {fold(row["word"]): (row["class"], bool(row["loose"])) for row in rows}


@functools.cache
def topic_words() -> dict[str, str]:
    """Return the topic of each topic word."""
    return {fold(row["word"]): row["topic"] for row in load_table(LANGUAGE, "identity_topics")}


@functools.cache
def months() -> frozenset[str]:
    """Return the folded names of the months, but "May", which is a name of persons too."""
    rows = load_table(LANGUAGE, "date-words")
    return frozenset(fold(row["word"]) for row in rows if row["class"] == "month" and len(row["word"]) > 3)


@functools.cache
def actor_names() -> dict[tuple[str, ...], str]:
    """Return the code of each state's and organisation's name, as a tuple of words."""
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
    """Return a table of the reader's lexicon, empty where this installation has none."""
    try:
        return load_table(LANGUAGE, table)
    except LexiconError:
        return ()


@functools.cache
def longest_name() -> int:
    """Return the number of words of the longest actor's name."""
    return max(map(len, actor_names()), default=1)


def tidy(text: str) -> str:
    """Return a text with one spelling for what is spelt in several ways."""
    plain = unicodedata.normalize("NFKC", text).replace("–", "-").replace("‑", "-").replace("—", "-")
    for pattern, replacement in JOINED:
        plain = pattern.sub(replacement, plain)
    return plain


def split_words(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each word with the code of the actor it names; an actor's name of many words comes as one."""
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
    """Take a name apart."""
    parts = list(split_words(text))
    words = [(word, fold(word)) for word, code in parts if code is None]
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
    return Name(
        text=text,
        sort=choose_sort(acronyms, core, general, capital, len({code for _, code in parts if code})),
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
    )


def find_numbers(words: list[tuple[str, str]], head: int | None) -> Iterator[str]:
    """Yield what numbers an agreement; "New" in capitals before a word in capitals does too.

    A decimal behind a noun in small letters counts something else ("a deal ending 50 years of conflict"), if no
    word for a part goes before it ("phase 2"), and one behind a month is a day.
    """
    for at, (word, folded) in enumerate(words):
        if is_number(word, folded) and not (folded.isdecimal() and counts_else(at, words, head)):
            yield ROMAN.get(folded, folded)
        if word == "New" and words[at + 1 : at + 2] and words[at + 1][0][:1].isupper():
            yield folded


def counts_else(at: int, words: list[tuple[str, str]], head: int | None) -> bool:
    """Tell whether a decimal counts something else than the agreement."""
    before = words[at - 1][1] if at else ""
    behind = head is not None and at > head and words[head][0][:1].islower()
    return before in months() or (behind and before not in PARTS)


def is_own(parts: list[tuple[str, str | None]]) -> bool:
    """Tell whether a state stands before the first noun, or is the only one behind "between".

    The other side of that one is no state ("between Iran and world powers").
    """
    noun = next((at for at, (word, _) in enumerate(parts) if fold(word) in noun_classes()), len(parts))
    return any(code for _, code in parts[:noun]) or any(word == "between" for word, _ in parts)


def is_half(parts: list[tuple[str, str | None]]) -> bool:
    """Tell whether a name tells of its sides only the one behind "with"."""
    start = next((at for at, (word, _) in enumerate(parts) if word == "with"), len(parts))
    return any(code for _, code in parts[start:]) and not any(code for _, code in parts[:start])


def drop_months(core: set[str], loose: bool) -> set[str]:
    """Return naming words without a month that only dates the agreement ("the July deal"): "July Charter" names."""
    return core - months() if loose or core - months() else core


def is_general(folded: str) -> bool:
    """Tell whether a word is one that many titles share."""
    return folded in word_set("identity_generic") or folded in topic_words()


def names_there(at: int, words: list[tuple[str, str]], head: int | None) -> bool:
    """Tell whether a word can name the agreement where it stands.

    What follows a noun in small letters tells with whom, where or why ("a peace deal in Washington"); only a
    truce is named after its place.
    """
    if head is None:
        return not any(folded in PREPOSITIONS for _, folded in words[:at])
    if at < head or words[head][0][:1].isupper():
        return True
    return noun_classes()[words[head][1]][0] == "ceasefire"


def choose_sort(acronyms: tuple[str, ...], core: set[str], general: set[str], capital: bool, states: int) -> Sort:
    """Tell what sort of name the parts make; a title of three states names one agreement, of two a sort of them."""
    if core:
        return "proper"
    if acronyms:
        return "acronym"
    if capital and (len(general) >= 2 or states > 2):
        return "formal"
    return "described" if general or capital else "empty"


def find_head(words: list[tuple[str, str]]) -> int | None:
    """Return the place of the head noun: the last one before the first preposition, else the first.

    One in small letters behind one in capitals only says what it is: "the Rome Statute treaty".
    """
    nouns = [at for at, (_, folded) in enumerate(words) if folded in noun_classes()]
    end = next((at for at, (_, folded) in enumerate(words) if folded in PREPOSITIONS and at), len(words))
    before = [at for at in nouns if at < end]
    titled = [at for at in before if words[at][0][:1].isupper()]
    return (titled or before)[-1] if before else nouns[0] if nouns else None


def find_end(words: list[tuple[str, str]], head: int | None) -> int:
    """Return where a name ends: with whom it is concluded, and what follows that, does not name it."""
    start = len(words) if head is None else head
    return next((at for at in range(start, len(words)) if words[at][1] in PARTNERS), len(words))


def is_acronym(word: str) -> bool:
    """Tell whether a word in capitals can stand for one agreement."""
    return bool(ACRONYM.match(word)) and len(word) >= 3 and word not in load_list(LANGUAGE, "identity_abbreviations")


def is_number(word: str, folded: str) -> bool:
    """Tell whether a word numbers an agreement ("Minsk II", "Phase 2", "revised"); a year does not."""
    if folded in REVISED:
        return True
    return (word.isupper() and folded in ROMAN) or (folded.isdecimal() and not YEAR.match(folded) and len(folded) < 3)


def is_content(word: str, folded: str) -> bool:
    """Tell whether a word counts: no filler, noun, number or year."""
    filler = folded in word_set("identity_fillers") or folded in noun_classes()
    return not filler and not is_number(word, folded) and not YEAR.match(folded) and len(folded) > 1


@functools.lru_cache(maxsize=65536)
def initials(text: str) -> frozenset[str]:
    """Return the initialisms that a title can be cut down to, in small letters, three letters and longer.

    With and without its noun, its little words and the second halves of hyphened words.
    """
    plain = tidy(text)
    chunks = re.findall(r"[^\W_]+(?:-[^\W_]+)*", plain)
    found = set()
    for joined in (True, False):
        words = [w for c in chunks for w in ([c.split("-")[0]] if joined else c.split("-"))]
        for little in (True, False):
            kept = [w for w in words if w[:1].isupper() or (little and w in {"and", "of", "for", "on", "the"})]
            full = "".join(w[0] for w in kept).lower()
            bare = "".join(w[0] for w in kept if fold(w) not in noun_classes()).lower()
            found |= {full, bare}
    return frozenset(f for f in found if len(f) >= 3)
