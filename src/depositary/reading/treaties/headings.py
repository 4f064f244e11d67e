r"""Headings of articles: lines that can be one, and of those the sequence that numbers run through best.

A line of a text that was wrapped can begin with "Article 5" in the middle of a sentence. So each line has a score for
its form, and the chain of headings with the best sum of scores and of steps from number to number is taken.

>>> text = "Article 1\nThe Parties shall act under\nArticle 2 of the Charter.\nArticle 2\nThey shall meet."
>>> [text[found.start : found.end] for found in find_headings(text)]
['Article 1', 'Article 2']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from depositary.languages import load_toml
from depositary.reading.treaties.numbers import Order, find_order, is_next

BACK = 40  # how many lines that can be headings a chain may pass over
STRONG, PLAIN, WEAK = 4.0, 2.0, 0.4
NEXT, FIRST, JUMP, RESTART, BACKWARDS = 2.0, 1.0, -1.0, -2.5, -4.5
MOST_TITLE = 16  # words
LEADER = re.compile(r"(?:\.{3}|…|\t| {3})\s?[0-9ivx]{1,4}$")
NUMBER = (
    r"(?:[A-Z]{1,2}[-–. ]?[0-9]{1,3}(?![0-9])|[0-9]{1,4}(?:[.\-–][0-9]{1,4}){0,3}"
    r"|[IVXLC]{1,8}(?:[-–. ]{1,2}[0-9]{1,3})?"
    r"|(?:WORDS)(?:[- ](?:WORDS))?)"
    r"(?:[ -]?(?:bis|BIS|ter|TER|quater|QUATER)\b(?:\.[0-9]{1,3})?|[A-Za-z](?![a-zA-Z])| ?\([A-Z]\))?"
)
RUN_ON = re.compile(r"(?<=[.;:”\"’)\]…])\s+(?=Article\s+[0-9IVX])|(?<=\S)\s+(?=ARTICLE\s+[0-9IVX])")
NUMBERED_TITLE = re.compile(r"\A(?P<title>[^.;:]{3,120}?)\s(?=\(?1[.)]\s)")
VERB = re.compile(r"\b(?:shall|will|may|must|is|are|was|were|has|have|do|does)\b")
SENTENCE_END = (".", ";", ":", "”", '"', "!", "?", ")")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of an article: its range, number as written and as integers, title range, and where the text begins.

    ``score`` is how much its form looks like a heading.
    """

    start: int
    end: int
    number: str
    order: Order
    title: tuple[int, int] | None
    score: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line without blanks around it, as a range. ``before`` is the text of the last line that is not blank."""

    start: int
    end: int
    text: str
    before: str
    parted: bool


@functools.cache
def article_line() -> re.Pattern[str]:
    """Return the pattern of a line that begins with the word for article and a number."""
    parts = load_toml("en", "treaty_parts")
    number = NUMBER.replace("WORDS", "|".join(sorted(parts["words"], key=len, reverse=True)))
    return re.compile(
        rf"[#*_\[\s]*(?:(?i:{parts['article']}))[:. ]{{0,2}}\s*[-–—:]?\s*(?P<number>(?i:{number}))(?![\w(])"
    )


@functools.cache
def numbered_line() -> re.Pattern[str]:
    """Return the pattern of a line that begins with a number and a title, for texts that don't say "article"."""
    return re.compile(r"[#*_\s]*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})?|[IVXLC]{1,6})[.):]?(?=\s|$)")


@functools.cache
def reference() -> re.Pattern[str]:
    """Return the pattern of words that go on with a sentence behind "Article 5"."""
    return re.compile(rf"(?:{load_toml('en', 'treaty_parts')['reference']})\b")


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text that are not blank."""
    before, parted = "", True
    for found in re.finditer(r"[^\n]*\n?", text):
        bare = found.group().strip()
        if not bare:
            parted = True
            continue
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        yield Line(start, start + len(bare), bare, before, parted)
        before, parted = bare, False


def split_run_on(line: Line) -> Iterator[Line]:
    """Yield the pieces of a line in which headings follow the end of a sentence, as extracted pages often have them."""
    at, before, parted = 0, line.before, line.parted
    for found in RUN_ON.finditer(line.text):
        yield Line(line.start + at, line.start + found.start(), line.text[at : found.start()], before, parted)
        before, parted = line.text[at : found.start()], False
        at = found.end()
    yield Line(line.start + at, line.end, line.text[at:], before, parted)


def find_headings(text: str) -> list[Heading]:
    """Return the headings of the articles of a text, in order."""
    lines = [piece for line in split_lines(text) for piece in split_run_on(line)]
    found = [heading for index in range(len(lines)) if (heading := read_heading(lines, index))]
    return choose_chain(drop_contents(found, text))


def read_heading(lines: Sequence[Line], index: int) -> Heading | None:
    """Return the heading that a line can be, ``None`` where it cannot be one."""
    line = lines[index]
    match = article_line().match(line.text)
    if not match or LEADER.search(line.text):
        return None
    order = find_order(match["number"])
    rest = line.text[match.end() :].lstrip(" \t.:-–—*_#]")
    if order is None or goes_on(line.text[match.end() :], rest):
        return None
    score = score_line(line, match, rest)
    at = line.end - len(rest)
    titled = rest and len(rest.split()) <= MOST_TITLE and not rest.endswith((".", ";", ","))
    numbered = NUMBERED_TITLE.match(rest) if not titled else None
    if numbered and len(numbered["title"].split()) <= MOST_TITLE and not VERB.search(numbered["title"]):
        return Heading(
            line.start, at + numbered.end("title"), match["number"], order, (at, at + numbered.end("title")), score
        )
    title = (at, line.end) if titled else find_title(lines, index) if not rest else None
    end = title[1] if title else at if rest else line.end
    return Heading(line.start, end, match["number"], order, title, score)


def goes_on(behind: str, rest: str) -> bool:
    """Tell whether the words behind the number go on with a sentence."""
    if behind.startswith((",", ";", ")", "”", "’", "'")):
        return True
    return bool(rest) and (rest[0].islower() or rest.startswith("(") or reference().match(rest) is not None)


def score_line(line: Line, match: re.Match[str], rest: str) -> float:
    """Return how much the form of a line looks like a heading."""
    broken = not line.parted and bool(line.before) and not line.before.endswith(SENTENCE_END)
    shouted = match.group().isupper()
    if not rest:
        fits = not broken or line.before.isupper() or len(line.before.split()) < 8
        return STRONG if fits or shouted else WEAK if line.before[-1:].islower() or line.before[-1:] == "," else PLAIN
    short = len(rest.split()) <= MOST_TITLE and not rest.endswith((";", ","))
    if broken and not shouted:
        return WEAK
    return STRONG if short and not rest.endswith(".") else PLAIN


def find_title(lines: Sequence[Line], index: int) -> tuple[int, int] | None:
    """Return the range of a title that stands alone in the line behind a heading."""
    if index + 2 >= len(lines):
        return None
    line = lines[index + 1]
    words = line.text.split()
    if len(words) > MOST_TITLE or line.text.endswith((".", ";", ",", ":")) or not line.text[0].isalnum():
        return None
    if re.match(r"[0-9]+[.)\s]|[a-z]", line.text) or article_line().match(line.text) or VERB.search(line.text):
        return None
    following = lines[index + 2].text
    if not lines[index + 2].parted and following[0].islower():
        return None
    return line.start, line.end


def drop_contents(found: list[Heading], text: str) -> list[Heading]:
    """Leave out a table of contents: headings with no text between them whose numbers come again further on."""
    later: dict[Order, int] = {heading.order: index for index, heading in enumerate(found)}
    bare = [
        not text[one.end : other.start].strip() or len(text[one.end : other.start].split()) < 12
        for one, other in pairwise(found)
    ] + [False]
    kept = []
    for index, heading in enumerate(found):
        listed = bare[index] or (index > 0 and bare[index - 1])
        if not (listed and later[heading.order] > index and later[heading.order] - index >= 2 and is_run(bare, index)):
            kept.append(heading)
    return kept


def is_run(bare: Sequence[bool], index: int) -> bool:
    """Tell whether a heading stands among at least three that no text parts."""
    first = index
    while first > 0 and bare[first - 1]:
        first -= 1
    last = index
    while last < len(bare) and bare[last]:
        last += 1
    return last - first >= 2


def choose_chain(found: Sequence[Heading]) -> list[Heading]:
    """Return the headings of the best chain."""
    best: list[float] = []
    came: list[int] = []
    for index, heading in enumerate(found):
        options = [(heading.score + (FIRST if heading.order[-1] <= 1 else JUMP), -1)]
        options += [(best[k] + heading.score + step(found[k], heading), k) for k in range(max(0, index - BACK), index)]
        score, source = max(options)
        best.append(score)
        came.append(source)
    chain = []
    at = max(range(len(found)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.append(found[at])
        at = came[at]
    return chain[::-1]


def step(one: Heading, other: Heading) -> float:
    """Return the score of a step from one heading to the next."""
    if is_next(one.order, other.order):
        return NEXT
    if other.order > one.order:
        return JUMP
    return RESTART if other.order[-1] <= 1 and other.order != one.order else BACKWARDS


def find_numbered(text: str) -> list[Heading]:
    """Return the headings of a text whose sections are numbered without the word "article": "1. Purpose"."""
    lines = list(split_lines(text))
    found = []
    for line in lines:
        match = numbered_line().match(line.text)
        order = find_order(match["number"]) if match else None
        if match is None or order is None or LEADER.search(line.text):
            continue
        rest = line.text[match.end() :].strip(" \t.:-–—*_")
        titled = rest and len(rest.split()) <= MOST_TITLE and rest[0].isupper() and not rest.endswith((".", ";", ","))
        alone = not rest and line.parted is not False
        if titled or alone or (rest[:1].isupper() and len(order) == 1 and line.parted):
            at = line.end - len(rest)
            title = (at, line.end) if titled else None
            end = line.end if titled or not rest else at
            found.append(Heading(line.start, end, match["number"], order, title, STRONG if titled else WEAK + 1))
    chain = choose_chain(found)
    return chain if len(chain) > 2 and chain[0].order[-1] == 1 else []
