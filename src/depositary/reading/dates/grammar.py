"""Sequences of date words, and the grammar that combines them. Both come from data files.

>>> chunk = next(iter(cut_chunks("He left on 17 January 2025.", 0)))
>>> [piece.sort for piece in chunk]
['on', 'number', 'month', 'year']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick

from depositary.languages import load_list, load_table, load_toml

GRAMMAR = (
    r"(?P<iso>\d{4}-\d\d-\d\d(?=T\d|(?![\w-]))|\d{4}/\d\d?/\d\d?(?![\w/])"
    r"|\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{4}(?!\w))"
    r"|(?P<other>[$€£¥]\s?\d[\d.,]*|\d+(?:[.,:]\d+)+|\d{5,})"
    r"|(?P<decade>\d{3}0['’]?s\b|['’]\d0s\b)"
    r"|(?P<year>\d{4}(?!\w))"
    r"|(?P<term>[QH][1-4]|[1-4][QH])(?!\w)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<number>\d{1,3}(?!\w))"
    r"|(?P<word>[^\W\d_]+(?:['’](?=s\s[A-Z]))?\.?)"
    r"|(?P<comma>,)|(?P<dash>[-–—‑])|(?P<slash>/)|(?P<possessive>['’]s?(?!\w))|(?P<mark>\S)"
)
FIGURES = re.compile(r"\d\d|['’]\d0s")
BEFORE = re.compile(r"([^\W\d_]+)\.?[ \u00a0]$")
AFTER = re.compile(r"[ \u00a0-]([^\W\d_]+)")
SIGNS = ("iso", "holiday", "decade", "year", "term", "ordinal", "number", "comma", "dash", "slash", "possessive")
CAPITAL = ("month", "month-short", "weekday", "weekday-short")
HUNDREDS = frozenset({"sixteen", "seventeen", "eighteen", "nineteen", "twenty"})
UNITS = ("unit", "units")
CORES = frozenset(
    ("iso", "decade", "year", "month", "month-short", "weekday", "season", "unit", "units",
"today", "yesterday", "tomorrow", "tonight", "now", "date-word", "part", "holiday")
)  # fmt: skip


class Piece(msgspec.Struct, frozen=True, gc=False):  # made for each word of a date: no dataclass is made so quickly
    """A word or combined words, with class, value and position in the report."""

    start: int
    end: int
    sort: str
    value: Any
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The pieces that a pattern matched, with access to the pieces before and after."""

    pieces: tuple[Piece, ...]
    before: Piece | None = None
    after: Piece | None = None

    def all(self, *sorts: str) -> list[Piece]:
        """Return the pieces of some classes, in order."""
        return [piece for piece in self.pieces if piece.sort in sorts]

    def first(self, *sorts: str) -> Any:
        """Return the value of the first piece of some classes, or nothing."""
        return next((piece.value for piece in self.pieces if piece.sort in sorts), None)


@functools.cache
def grammar() -> re.Pattern[str]:
    """Return the pattern that cuts a sentence into words, figures and the names of holidays."""
    names = sorted((row["name"] for row in load_table("en", "holidays")), key=len, reverse=True)
    initials = "".join(sorted({name[0] for name in names}))  # few words have one: the names need not be tried
    return re.compile(rf"(?P<holiday>\b(?=[{initials}])(?:{'|'.join(names)})\b)|" + GRAMMAR)


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of words."""
    return frozenset(load_list("en", name))


def named(match: re.Match[str]) -> bool:
    """Return whether a day or month is part of a name ("The Sunday Times", "Black Friday")."""
    lists = load_toml("en", "dated-names")
    before = BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    after = AFTER.match(match.string, match.end())
    return (before is not None and before[1] in lists["before"]) or (after is not None and after[1] in lists["after"])


def entitled(match: re.Match[str]) -> bool:
    """Return whether a unit is written as a name in running text ("This Week", "60 Minutes"), except in headlines."""
    before = BEFORE.search(match.string, max(0, match.start() - 24), match.start())
    if not match.group()[0].isupper() or before is None:
        return False
    words = [word for word in match.string.split() if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in words) < len(words)


def counts(match: re.Match[str]) -> bool:
    """Return whether a number of four digits is not a year ("2000 troops", "Resolution 1973")."""
    before, after = (
        BEFORE.search(match.string, max(0, match.start() - 24), match.start()),
        AFTER.match(match.string, match.end()),
    )
    numbers = before is not None and before[1].lower() in word_list("numbered")
    return numbers or (after is not None and after[1].lower() in word_list("counted"))


@functools.cache
def words() -> dict[str, tuple[str, str]]:
    """Return the date words with class and value."""
    return {row["word"]: (row["class"], row["value"]) for row in load_table("en", "date-words")}


@functools.cache
def core_automaton() -> AhoCorasick:
    """Build the automaton of the words that a date must contain, in lower case."""
    cores = {word.lower() for word, (sort, _) in words().items() if sort in CORES}
    return AhoCorasick(sorted(cores | HUNDREDS | {row["name"].lower() for row in load_table("en", "holidays")}))


def may_date(text: str) -> bool:
    """Return whether a text can contain a date at all: a quick check.

    >>> may_date("He left in 2025."), may_date("He left on Sunday."), may_date("He left at once.")
    (True, True, False)
    """
    return FIGURES.search(text) is not None or bool(core_automaton().find_matches_as_indexes(text.lower()))


def cut_chunks(text: str, base: int) -> Iterator[list[Piece]]:
    """Yield the sequences of date words of a sentence that begins at the position ``base``."""
    chunk: list[Piece] = []
    for match in grammar().finditer(text):
        piece = classify(match, base)
        if chunk and (piece is None or text[chunk[-1].end - base : match.start()].strip(" \u00a0")):
            yield from worth(chunk)
            chunk = []
        if piece:
            chunk.append(piece)
    yield from worth(chunk)


def worth(chunk: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the sequence, with compound numbers joined, if it can contain a date."""
    if any(piece.sort in CORES or piece.text.lower() in HUNDREDS for piece in chunk):
        yield join_numbers(chunk)


def classify(match: re.Match[str], base: int) -> Piece | None:
    """Return a word as a piece, or nothing if it is not a date word."""
    sort, text = match.lastgroup or "", match.group()
    if sort == "word":
        return classify_word(match, text, base) if is_known(text) else None
    if sort not in SIGNS or (sort == "year" and counts(match)) or (sort == "holiday" and named(match)):
        return None
    return Piece(base + match.start(), base + match.end(), sort, text[:-2] if sort == "ordinal" else text, text)


def classify_word(match: re.Match[str], text: str, base: int) -> Piece | None:
    """Return a word of letters as a piece, without its full stop if it is known without one."""
    found = look_up(text) or (look_up(text[:-1]) if text.endswith(".") else None)
    if not found or (found[0] in CAPITAL and named(match)) or (found[0] in UNITS and entitled(match)):
        return None
    length = len(text) - (text.endswith(".") and not look_up(text))
    start = base + match.start()
    return Piece(start, start + length, found[0], found[1], text[:length])


@functools.lru_cache(maxsize=16_384)
def is_known(text: str) -> bool:
    """Return whether a word is a date word, with or without a full stop. Most words are not."""
    return look_up(text) is not None or look_up(text.removesuffix(".")) is not None


def look_up(word: str) -> tuple[str, str] | None:
    """Return class and value of a word. Months and weekdays need a capital letter."""
    found = words().get(word) or words().get(word.capitalize()) or words().get(word.lower())
    return None if found and found[0] in CAPITAL and not word[0].isupper() else found


def join_numbers(chunk: list[Piece]) -> list[Piece]:
    """Join "twenty-five" and "twenty five" into one number."""
    joined: list[Piece] = []
    for piece in chunk:
        taken = join_tens(joined, piece) or join_half(joined, piece)
        if taken:
            del joined[-taken[0] :]
        joined.append(taken[1] if taken else piece)
    plain = [Piece(p.start, p.end, "number", p.value, p.text) if p.sort == "tens" else p for p in joined]
    return join_years(plain)


def join_tens(joined: list[Piece], piece: Piece) -> tuple[int, Piece] | None:
    """Return "twenty" and "five" as one number, and the number of pieces it replaces."""
    tail = [p.sort for p in joined[-2:]]
    drop = 1 if tail[-1:] == ["tens"] else 2 if tail == ["tens", "dash"] else 0
    if not drop or piece.sort not in ("number", "ordinal") or not piece.text.isalpha() or int(piece.value) > 9:
        return None
    ten = joined[-drop]
    total = str(int(ten.value) + int(piece.value))
    return drop, Piece(ten.start, piece.end, piece.sort, total, f"{ten.text}-{piece.text}")


def join_half(joined: list[Piece], piece: Piece) -> tuple[int, Piece] | None:
    """Return "2 1/2" as one number and a half, and the number of pieces it replaces."""
    tail = joined[-4:] if [p.sort for p in joined[-4:]] == ["number", "dash", "number", "slash"] else joined[-3:]
    if [p.sort for p in tail[-2:]] != ["number", "slash"] or tail[0].sort != "number" or len(tail) < 3:
        return None
    half = tail[-2].text == "1" and piece.text == "2"
    return (len(tail), Piece(tail[0].start, piece.end, "mixed", tail[0].value)) if half else None


def join_years(pieces: list[Piece]) -> list[Piece]:
    """Join "nineteen ninety-four", and "year two thousand", into one year."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else piece
        spelt = before.sort == piece.sort == "number" and before.text.lower() in HUNDREDS and piece.text[0].isalpha()
        text = f"{before.text} {piece.text}"
        if spelt and 10 <= int(piece.value) <= 99 and before is not piece:
            joined[-1] = Piece(before.start, piece.end, "year", f"{before.value}{piece.value}", text)
        elif piece.sort == "thousand" and [p.text for p in joined[-2:]] == ["year", "two"]:
            joined[-1] = Piece(before.start, piece.end, "year", "2000", text)
        else:
            joined.append(piece)
    return joined


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of word classes and the name of its builder."""

    name: str
    pattern: re.Pattern[str]
    opens: frozenset[str]


@functools.cache
def letters() -> dict[str, str]:
    """Return one character for each word class, so that patterns run over short strings."""
    sorts = {row["class"] for row in load_table("en", "date-words")} | {*SIGNS, "mixed", "date", "weak", "done", "none"}
    return {sort: chr(0x100 + index) for index, sort in enumerate(sorted(sorts))}


@functools.cache
def rules(stage: int) -> tuple[Rule, ...]:
    """Return the rules of one stage, compiled."""
    rows = [row for row in load_table("en", "date-patterns") if row["stage"] == str(stage)]
    return tuple(compile_rule(row["rule"], row["pattern"].split()) for row in rows)


def compile_rule(name: str, items: list[str]) -> Rule:
    """Compile a sequence of word classes."""
    opens: set[str] = set()
    closed = False
    source = ""
    for item in items:
        sorts = item.rstrip("?").split("|")
        opens |= set() if closed else {letters()[sort] for sort in sorts}
        closed = closed or not item.endswith("?")
        source += f"[{''.join(letters()[sort] for sort in sorts)}]" + ("?" if item.endswith("?") else "")
    return Rule(name, re.compile(source), frozenset(opens))


def encode(pieces: list[Piece]) -> str:
    """Return the classes of a sequence as a string."""
    return "".join(letters()[piece.sort] for piece in pieces)


def matches_at(pieces: list[Piece], codes: str, at: int, stage: int) -> list[tuple[int, Rule]]:
    """Return the rules of a stage that match at a position, with their ends, the longest first."""
    code, comma = codes[at], letters()["comma"]
    opening = opening_rules(stage, code) if code != comma else ()
    found = [(at + len(m[0].rstrip(comma)), rule) for rule in opening if (m := rule.pattern.match(codes, at))]
    return sorted(found, key=lambda pair: -pair[0])


@functools.cache
def opening_rules(stage: int, code: str) -> tuple[Rule, ...]:
    """Return the rules of a stage that can begin with a word class."""
    return tuple(rule for rule in rules(stage) if code in rule.opens)
