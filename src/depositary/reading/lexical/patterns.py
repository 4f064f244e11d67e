"""Patterns of words, and where they stand in a text.

A pattern is one word or several: ``treaty`` is that word; ``trea*`` a word that begins so; ``*treaty`` one that ends
so; ``*trea*`` one that holds it; ``state~`` a stem with one of the language's endings; ``a|b`` either; ``..`` a few
words between.

>>> matcher = Matcher([("signed|inked .. pact*", "x")], Script())
>>> words = cut_words("They signed the new pacts.", Script(), 0)
>>> [(hit.first, hit.last, hit.value) for hit in matcher.find(words)]
[(1, 5, 'x')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from depositary.reading.lexical.words import Script, Words, cut_words

V = TypeVar("V")
GAP = ".."


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A pattern that stands in a text: its first word, the one behind its last, and what it means."""

    first: int
    last: int
    value: V


@dataclass(frozen=True, slots=True)
class Atom:
    """What one word of a pattern may be."""

    exact: frozenset[str]
    stems: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def fits(self, forms: Sequence[str]) -> bool:
        """Tell whether one of the forms of a word is what the pattern wants."""
        for form in forms:
            if form in self.exact or (self.stems and form.startswith(self.stems)):
                return True
            if (self.tails and form.endswith(self.tails)) or any(part in form for part in self.parts):
                return True
        return False


class Matcher(Generic[V]):
    """Finds patterns in words: at each word the longest, and the first of equal ones.

    Args:
        patterns: patterns, each with what it means.
        script: of the language.
    """

    def __init__(self, patterns: Iterable[tuple[str, V]], script: Script) -> None:
        """Sort the patterns by their first words."""
        self.gap = script.gap
        self.exact: dict[str, list[tuple[tuple[Atom | None, ...], V]]] = {}
        self.stems: dict[str, list[tuple[tuple[Atom | None, ...], V]]] = {}
        self.loose: list[tuple[tuple[Atom | None, ...], V]] = []
        for text, value in patterns:
            atoms = parse_pattern(text, script)
            if atoms and atoms[0]:
                self.enter(atoms[0], (atoms, value))
        self.lengths = sorted({len(stem) for stem in self.stems}, reverse=True)
        ends = {re.escape(tail) + "$" for atoms, _ in self.loose for tail in (atoms[0].tails if atoms[0] else ())}
        inner = {re.escape(part) for atoms, _ in self.loose for part in (atoms[0].parts if atoms[0] else ())}
        self.hint = re.compile("|".join(sorted(ends | inner))) if ends | inner else None

    def enter(self, head: Atom, entry: tuple[tuple[Atom | None, ...], V]) -> None:
        """Enter a pattern under each form that its first word can have."""
        for word in head.exact:
            self.exact.setdefault(word, []).append(entry)
        for stem in head.stems:
            self.stems.setdefault(stem, []).append(entry)
        if head.tails or head.parts:
            self.loose.append(entry)

    def find(self, words: Words, first: int = 0, last: int | None = None) -> list[Hit[V]]:
        """Return what stands in a range of words, without overlaps."""
        found, at, end = [], first, len(words.starts) if last is None else last
        while at < end:
            hit = self.match(words, at, end)
            if hit:
                found.append(hit)
            at = hit.last if hit else at + 1
        return found

    def match(self, words: Words, at: int, end: int) -> Hit[V] | None:
        """Return the longest pattern that begins at a word."""
        best: Hit[V] | None = None
        for atoms, value in self.candidates(words.forms[at]):
            last = fit(atoms, words, at, end, self.gap)
            if last and (best is None or last > best.last):
                best = Hit(at, last, value)
        return best

    def candidates(self, forms: tuple[str, ...]) -> Iterator[tuple[tuple[Atom | None, ...], V]]:
        """Yield the patterns that can begin with a word."""
        for form in forms:
            yield from self.exact.get(form, ())
            for length in self.lengths:
                if len(form) >= length:
                    yield from self.stems.get(form[:length], ())
            if self.hint and self.hint.search(form):
                yield from (entry for entry in self.loose if entry[0][0] and entry[0][0].fits((form,)))


def fit(atoms: tuple[Atom | None, ...], words: Words, at: int, end: int, gap: int) -> int:
    """Return the word behind a pattern that begins at a word, 0 if it does not fit."""
    position, index, forms = at + 1, 1, words.forms
    while index < len(atoms):
        atom = atoms[index]
        if atom is None:
            index += 1
            wanted = atoms[index]
            reach = min(end, position + gap + 1)
            reach = next((i + 1 for i in range(position - 1, reach - 1) if i in words.closing), reach)
            position = next((i for i in range(position, reach) if wanted and wanted.fits(forms[i])), -1)
            if position < 0:
                return 0
        elif position >= end or words.broken[position - 1] or not atom.fits(forms[position]):
            return 0
        position += 1
        index += 1
    return position


def parse_pattern(text: str, script: Script) -> tuple[Atom | None, ...]:
    """Return the words of a pattern; ``None`` stands for a gap."""
    parts: list[Atom | None] = []
    for part in text.split():
        if part == GAP:
            parts.append(None)
        elif any(mark in part for mark in "*~|") and script.spaced:
            parts.append(parse_atom(part, script))
        else:
            parts.extend(parse_atom(word, script) for word in plain_words(part.strip("*~"), script))
    return tuple(parts)


def plain_words(part: str, script: Script) -> list[str]:
    """Return the words of a part of a pattern that is written together ("cease-fire")."""
    spelt = part.lower() if script.marks else script.fold(part)
    return [match.group() for match in script.split(spelt)]


def parse_atom(part: str, script: Script) -> Atom:
    """Return what one word of a pattern may be."""
    exact: set[str] = set()
    stems: list[str] = []
    tails: list[str] = []
    inner: list[str] = []
    for choice in (part.lower() if script.marks else script.fold(part)).split("|"):
        bare = choice.strip("*~")
        if script.article and bare.startswith(script.article) and len(bare) - len(script.article) >= 3:
            bare = bare.removeprefix(script.article)
        if choice.startswith("*") and choice.endswith("*"):
            inner.append(bare)
        elif choice.startswith("*"):
            tails.append(bare)
        elif choice.endswith("*"):
            stems.append(bare)
        elif choice.endswith("~"):
            exact.update(bare + ending for ending in script.endings)
        elif bare:
            exact.add(bare)
    return Atom(frozenset(exact), tuple(stems), tuple(tails), tuple(inner))


__all__ = ["Hit", "Matcher", "cut_words"]
