"""Cut a report into sentences, before it is parsed.

>>> [sentence.text for sentence in split_report(Report.compose("Mr. Oz left. He won."))]
['Mr. Oz left.', 'He won.']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from depositary.languages import load_list
from depositary.model.text import Report
from depositary.reading.text.analysis import Analysis, Sentence
from depositary.reading.text.datelines import end_dateline
from depositary.reading.text.quotations import find_quotations

ENDING = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)")
OPENING = re.compile(r"\s+[\"'“‘«(\[]*[A-Z0-9À-ÞŽŠĆČĐŁŚŻŹĀ-Ž—–-]")
INITIAL = re.compile(r"(?:^|[\s(\"“.])(?:[A-Z]\.)+$")
LONGEST = 1500  # a longer sentence is a list or a table without full stops; the parser needs it in parts
READ_TO = 60_000
"""The number of code points of a report that are read, about 10,000 words. The rest is kept but not read."""
BRACKETS = str.maketrans("", "", "[]")


def split_report(report: Report) -> tuple[Sentence, ...]:
    """Cut a report into sentences, without tokens. The title is a headline."""
    limit = headline_end(report)
    found: list[Sentence] = []
    for line in re.finditer(r"[^\r\n]+", report.text[:READ_TO]):
        for start, end in split_line(report.text, line.start(), line.end()):
            text = report.text[start:end]
            found.append(Sentence(len(found), start, end, text, headline=end <= limit))
    return tuple(found)


def headline_end(report: Report) -> int:
    """Return the end of the headline: the title, or a first line that looks like one."""
    if report.title:
        return len(report.title) if report.text.startswith(report.title) else 0
    first, newline, rest = report.text.partition("\n")
    plain = bool(newline and rest.strip()) and len(first) <= 200 and not first.rstrip().endswith((".", ":", ";"))
    return len(first) if plain else 0


def split_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences in one line, without surrounding spaces. A dateline is separate."""
    begin = end_dateline(text, start, end)
    yield from shortened(text, start, begin)
    for mark in ENDING.finditer(text, begin, end):
        if mark.end() < end and not ends_sentence(text, begin, mark, end):
            continue
        yield from shortened(text, begin, mark.end())
        begin = mark.end()
    yield from shortened(text, begin, end)


def shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the range in parts of at most ``LONGEST`` code points, cut at spaces if possible."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        cut = blank + 1 if blank > start else start + LONGEST
        yield from trimmed(text, start, cut)
        start = cut
    yield from trimmed(text, start, end)


def ends_sentence(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Return whether a full stop ends a sentence and not just an abbreviation or initial."""
    if not OPENING.match(text, mark.end(), end):
        return False
    if not mark.group().startswith(".") or len(mark.group()) > 1:
        return True
    word = text[max(begin, mark.start() - 24) : mark.end()]
    last = word.split()[-1].lstrip("\"'“‘([")
    return last not in abbreviations() and not INITIAL.search(word)


@functools.cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations that do not end a sentence."""
    return frozenset(load_list("en", "abbreviations"))


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the range without spaces at its ends, if anything is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def cut_report(report: Report) -> Analysis:
    """Cut a report into sentences and quotations. Nothing is parsed."""
    return Analysis(report, split_report(report), find_quotations(report.text))
