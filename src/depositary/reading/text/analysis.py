"""A report as sentences, tokens and quotations, all with offsets in the text of the report."""

from __future__ import annotations

import bisect
import functools
import operator
from dataclasses import dataclass

import msgspec

from depositary.model.text import Report


class Token(msgspec.Struct, frozen=True, gc=False):  # tens of thousands a second: no dataclass is made so quickly
    """A word of a sentence; ``start`` and ``end`` are code points of the report's text.

    ``tag`` is of the Penn Treebank, ``pos`` of Universal Dependencies, ``dep`` of ClearNLP;
    all empty where the sentence was not parsed. ``head`` is an index in the sentence.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str = ""
    tag: str = ""
    pos: str = ""
    dep: str = ""
    head: int = -1


@dataclass(frozen=True)  # no slots: what hangs on what is kept
class Sentence:
    """A sentence of a report: ``text`` is ``report.text[start:end]``."""

    index: int
    start: int
    end: int
    text: str
    headline: bool = False
    parsed: bool = False
    tokens: tuple[Token, ...] = ()

    @functools.cached_property
    def branches(self) -> dict[int, list[Token]]:
        """The tokens that hang on a token, in order, by its index."""
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.head != token.index:
                found.setdefault(token.head, []).append(token)
        return found

    def children(self, token: Token) -> list[Token]:
        """Return the tokens that hang on ``token``, in order."""
        return list(self.branches.get(token.index, ()))

    def subtree(self, token: Token) -> list[Token]:
        """Return ``token`` and all that hangs below it, in order."""
        queue, found = [token.index], {token.index}
        for index in queue:
            if index in self.branches:  # most words have nothing below them
                below = [t.index for t in self.branches[index] if t.index not in found]
                queue += below
                found.update(below)
        return [self.tokens[index] for index in sorted(queue)]

    def path(self, token: Token) -> list[int]:
        """Return the indices from ``token`` up to its root, both included."""
        found = [token.index]
        while 0 <= self.tokens[found[-1]].head != found[-1] and len(found) <= len(self.tokens):
            found.append(self.tokens[found[-1]].head)
        return found

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap the range ``[start, end)`` of the report."""
        return [t for t in self.tokens if t.start < end and start < t.end]

    def token_at(self, position: int) -> Token | None:
        """Return the token that covers a code point of the report, if any."""
        return next((t for t in self.tokens if t.start <= position < t.end), None)

    def head_of(self, start: int, end: int) -> Token | None:
        """Return the token of a range whose head lies outside of it (its syntactic head)."""
        inside = self.tokens_in(start, end)
        indices = {t.index for t in inside}
        return next((t for t in inside if t.head not in indices or t.head == t.index), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A report cut into sentences, with its quotations as ranges (quotation marks excluded)."""

    report: Report
    sentences: tuple[Sentence, ...]
    quotations: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that covers a code point, or the last one before it."""
        reached = bisect.bisect_right(self.sentences, position, key=operator.attrgetter("start"))
        return self.sentences[max(0, reached - 1)]

    def quotation_at(self, position: int) -> tuple[int, int] | None:
        """Return the quotation that covers a code point, if any."""
        reached = bisect.bisect_right(self.quotations, position, key=operator.itemgetter(0))
        found = self.quotations[reached - 1] if reached else None
        return found if found is not None and position < found[1] else None
